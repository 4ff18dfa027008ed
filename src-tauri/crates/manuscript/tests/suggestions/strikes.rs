//! Striking without taking away: it comes to the same as taking away and being put right.

use std::ops::Range;

use manuscript::{ChangeSet, Given, Manuscript, Mode, Sent, Suggesting, Update};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{PIECES, by, cases, marked, place, views};

fn suggesting(author: &str, kind: Option<Given>) -> Suggesting {
    Suggesting { by: by(author), kind, reason: None }
}

fn keep(length: u32) -> ChangeSet {
    let mut changes = ChangeSet::default();
    changes.keep(length);
    changes
}

fn strike(open: &Manuscript, client: &str, from: u32, to: u32, text: &str) -> Sent {
    let length = open.len_utf16();
    let changes = if text.is_empty() { keep(length) } else { ChangeSet::one(length, to, to, text) };
    Sent { update: Update { client: client.into(), changes }, strikes: Vec::from([Range { start: from, end: to }]) }
}

#[derive(Debug, Clone)]
struct Edit {
    who: usize,
    at: u8,
    len: u8,
    piece: Option<usize>,
    moved: bool,
    undo: bool,
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let piece = prop::option::of(0..PIECES.len());
    (0usize..2, any::<u8>(), 0u8..14, piece, prop::bool::weighted(0.1), prop::bool::weighted(0.1))
        .prop_map(|(who, at, len, piece, moved, undo)| Edit { who, at, len, piece, moved, undo })
}

/// The same edits on two desks: one editor takes away what it deletes, the other names it as struck.
fn play(edits: &[Edit]) -> Result<(), TestCaseError> {
    let text = "A first paragraph.\n\nשלום 😀 and a second one, e\u{301}.\n";
    let (mut taken, mut struck) = (Manuscript::new(text, Some(7)), Manuscript::new(text, Some(7)));
    for edit in edits {
        let client = ["ann", "bob"][edit.who];
        if edit.undo {
            prop_assert_eq!(taken.undo(client), struck.undo(client));
        } else {
            let units: Vec<u16> = taken.text().encode_utf16().collect();
            let from = place(&units, units.len() * usize::from(edit.at) / 255);
            let to = place(&units, from + usize::from(edit.len)).max(from);
            let by = suggesting(client, edit.moved.then_some(Given::Moved));
            let piece = edit.piece.map_or("", |piece| PIECES[piece]);
            let sent = strike(&struck, client, from as u32, to as u32, piece);
            let changes = ChangeSet::one(units.len() as u32, from as u32, to as u32, piece);
            let update = Update { client: client.into(), changes };
            taken.push_in(taken.step(), vec![update], &Mode::Suggesting(by.clone())).expect("it fits");
            let step = struck.step();
            let before = struck.text().to_owned();
            let appended = struck.suggest(step, vec![sent.clone()], &by).expect("it fits");
            prop_assert_eq!(&appended[0], &sent.update, "the editor\u{2019}s own step is taken as it was sent");
            let followed = appended.iter().try_fold(before, |text, update| update.changes.apply(&text));
            prop_assert_eq!(followed.expect("they follow each other"), struck.text());
        }
        prop_assert_eq!(views(&struck), views(&taken));
    }
    Ok(())
}

#[test]
fn what_is_struck_comes_to_the_same_as_what_is_taken_away_and_put_back() {
    let mut runner = TestRunner::new(Config { cases: cases(300), failure_persistence: None, ..Config::default() });
    runner
        .run(&prop::collection::vec(any_edit(), 0..25), |edits| play(&edits))
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_strike_of_another_s_words_needs_no_correction() {
    let mut open = Manuscript::new("One two three.\n", None);
    let sent = strike(&open, "ann", 4, 7, "2");
    let appended = open.suggest(open.step(), vec![sent], &suggesting("Ann", None)).expect("it fits");
    assert_eq!(appended.len(), 1, "{appended:?}");
    assert_eq!(marked(&open), "One -two-+2+ three.\n");
}

#[test]
fn one_s_own_insertion_inside_goes_by_a_correction() {
    let mut open = Manuscript::new("One three.\n", None);
    let ann = suggesting("Ann", None);
    let typed = Update { client: "ann".into(), changes: ChangeSet::one(11, 3, 3, " two") };
    open.suggest(open.step(), vec![typed.into()], &ann).expect("it fits");
    let sent = strike(&open, "ann", 0, 10, "");
    let appended = open.suggest(open.step(), vec![sent], &ann).expect("it fits");
    assert_eq!(appended.last().expect("a correction").client, manuscript::DESK);
    assert_eq!(marked(&open), "-One th-ree.\n");
}

#[test]
fn strikes_made_on_an_older_step_move_with_the_words() {
    let mut open = Manuscript::new("One two three.\n", None);
    let sent = strike(&open, "ann", 4, 7, "");
    let step = open.step();
    let typed = Update { client: "ed".into(), changes: ChangeSet::one(15, 5, 5, "XX") };
    open.push(step, vec![typed]).expect("it fits");
    open.suggest(step, vec![sent.clone()], &suggesting("Ann", None)).expect("it fits");
    assert_eq!(marked(&open), "One -t-XX-wo- three.\n", "what came in between is not struck");
    let revision = open.review_revision();
    open.suggest(step, vec![sent], &suggesting("Ann", None)).expect("it was received before");
    assert_eq!(open.review_revision(), revision, "nothing happens twice");
}

#[test]
fn a_strike_beyond_the_text_is_refused_and_one_inside_a_pair_takes_it_whole() {
    let mut open = Manuscript::new("a😀b", None);
    let ann = suggesting("Ann", None);
    for range in [2..99, 99..100] {
        let update = Update { client: "ann".into(), changes: keep(4) };
        let refused = open.suggest(open.step(), vec![Sent { update, strikes: Vec::from([range]) }], &ann);
        assert!(refused.is_err());
    }
    let sent = strike(&open, "ann", 2, 4, "");
    open.suggest(open.step(), vec![sent], &ann).expect("it fits");
    assert_eq!(marked(&open), "a-😀b-");
}

#[test]
fn a_file_s_text_is_the_original_made_anew_and_what_is_suggested_stays() {
    let mut open = Manuscript::new("One two three.\n", None);
    open.suggest(open.step(), vec![strike(&open, "ann", 4, 7, "2")], &suggesting("Ann", None)).expect("it fits");
    assert!(open.rewrite("One two three, four.\n", "file", &Mode::Editing));
    assert_eq!(marked(&open), "One -two-+2+ three, four.\n");
    assert!(!open.rewrite("One 2 three, four.\n", "file", &Mode::Suggesting(suggesting("Bob", None))));
    assert!(open.rewrite("One 2 three, 4.\n", "file", &Mode::Suggesting(suggesting("Bob", None))));
    assert_eq!(open.proposed(), "One 2 three, 4.\n");
    assert_eq!(open.original(), "One two three, four.\n");
    assert!(open.rewrite("One.\n", "file", &Mode::Editing));
    assert_eq!(open.original(), "One.\n");
}

#[test]
fn places_of_the_original_are_found_in_the_working_text() {
    let mut open = Manuscript::new("One three four.\n", None);
    let typed = Update { client: "ann".into(), changes: ChangeSet::one(16, 4, 4, "two ") };
    open.suggest(open.step(), vec![typed.into()], &suggesting("Ann", None)).expect("it fits");
    let places = open.original_places();
    let shown = |from, to| &open.text()[places.before(from) as usize..places.behind(to) as usize];
    assert_eq!((shown(0, 3), shown(4, 9), shown(10, 14)), ("One", "three", "four"));
    assert_eq!(shown(0, 9), "One two three");
}

#[test]
fn a_range_of_an_earlier_step_stays_with_its_words() {
    let mut open = Manuscript::new("One two three.\n", None);
    let step = open.step();
    for (from, to, text) in [(0, 0, ">> "), (7, 7, "("), (11, 11, ")")] {
        let changes = ChangeSet::one(open.len_utf16(), from, to, text);
        open.push(open.step(), vec![Update { client: "ed".into(), changes }]).expect("it fits");
    }
    assert_eq!(open.text(), ">> One (two) three.\n");
    let range = open.carried(4..7, step).expect("the steps are kept");
    assert_eq!(&open.text()[range.start as usize..range.end as usize], "two");
}

#[test]
fn a_comment_on_a_field_is_in_no_text() {
    let mut open = Manuscript::new("Words.\n", None);
    let remark = crate::common::remark("Ed", "Too long.");
    open.comment_on_field(manuscript::RemarkKind::Comment, "headline", "A headline", remark).expect("it is short");
    let copy = Manuscript::load(Some(&open.snapshot()), &[]).expect("it loads");
    let found = copy.comments().remove(0);
    assert_eq!((found.field.as_deref(), found.quote.as_str()), (Some("headline"), "A headline"));
}

#[test]
fn typing_beside_no_suggestion_leaves_the_review_as_it_was() {
    let mut open = Manuscript::new("One two three.\n", None);
    open.suggest(open.step(), vec![strike(&open, "ann", 4, 7, "2")], &suggesting("Ann", None)).expect("it fits");
    let revision = open.review_revision();
    let typed = |open: &mut Manuscript, at: u32| {
        let changes = ChangeSet::one(open.len_utf16(), at, at, "x");
        open.push(open.step(), vec![Update { client: "ed".into(), changes }]).expect("it fits");
    };
    typed(&mut open, 0);
    assert_eq!(open.review_revision(), revision);
    typed(&mut open, 7);
    assert_ne!(open.review_revision(), revision, "what is struck is in two pieces now");
}
