//! Comments, notes and suggestions for fields.

use std::cell::Cell;

use manuscript::{Comment, Flag, Id, Manuscript, Misfit, Mode, RemarkError, RemarkKind, Update, Verdict, Where, Which};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{by, cases, change, comment, place, remark, suggesting, tell};

fn places(open: &Manuscript) -> Vec<Where> {
    open.comments().into_iter().map(|comment| comment.place).collect()
}

fn only(open: &Manuscript) -> Comment {
    let mut comments = open.comments();
    assert_eq!(comments.len(), 1);
    comments.remove(0)
}

#[test]
fn a_comment_stays_with_its_words() {
    let mut open = Manuscript::new("one two three", None);
    comment(&mut open, 4..7);
    change(&mut open, &Mode::Editing, "ed", 0..0, "😀 ");
    assert_eq!(places(&open), [Where::At(7..10)]);
    change(&mut open, &suggesting("Ann"), "ann", 8..9, "oo");
    assert_eq!(places(&open), [Where::At(7..12)], "what is typed between its words is within them");
    change(&mut open, &Mode::Editing, "ed", 7..8, "");
    assert_eq!(places(&open), [Where::At(7..11)]);
    assert_eq!(only(&open).quote, "two");
}

#[test]
fn a_comment_goes_with_words_that_are_cut_and_put_in_elsewhere() {
    let mut open = Manuscript::new("one two three four", None);
    comment(&mut open, 4..7);
    change(&mut open, &Mode::Editing, "ed", 4..8, "");
    change(&mut open, &Mode::Editing, "bob", 0..0, "two ");
    assert_eq!(places(&open), [Where::Tray], "another who types the same has not moved them");
    change(&mut open, &Mode::Editing, "ed", 18..18, " two");
    assert_eq!(places(&open), [Where::At(19..22)]);
    let again = Manuscript::load(Some(&open.snapshot()), &[]).unwrap();
    assert_eq!((places(&again), places(&open.renewed())), (places(&open), places(&open)));
    assert!(open.undo("ed"));
    assert_eq!(places(&open), [Where::Tray]);
    assert!(open.undo("ed"));
    assert_eq!(places(&open), [Where::At(8..11)], "taken back, it is where it was");
    assert!(open.redo("ed") && open.redo("ed"));
    assert_eq!(places(&open), [Where::At(19..22)]);
    change(&mut open, &Mode::Editing, "ed", 18..22, "");
    change(&mut open, &Mode::Editing, "ed", 0..0, "two ");
    assert_eq!(places(&open), [Where::At(0..3)], "and moved again it goes along again");
}

#[test]
fn a_comment_goes_with_words_that_are_moved_in_one_edit() {
    let mut open = Manuscript::new("one two three", None);
    comment(&mut open, 5..7);
    let changes = serde_json::from_value(serde_json::json!([4, [4], 5, [0, " two"]])).unwrap();
    open.push(0, vec![Update { client: "ed".into(), changes }]).unwrap();
    assert_eq!((open.text(), places(&open)), ("one three two", vec![Where::At(11..13)]));
}

#[test]
fn a_comment_stands_where_its_words_are_suggested_to_go_until_that_is_decided() {
    let mut open = Manuscript::new("one two three", None);
    comment(&mut open, 4..7);
    change(&mut open, &suggesting("Ann"), "ann", 4..8, "");
    change(&mut open, &suggesting("Ann"), "ann", 13..13, " two");
    assert_eq!(places(&open), [Where::At(14..17)]);
    let decide = |open: &mut Manuscript, verdict| open.decide(&Which::All, verdict, &by("Ed"), "ed").unwrap();
    decide(&mut open, Verdict::Rejected);
    assert_eq!(places(&open), [Where::At(4..7)]);
    assert!(open.undo("ed"));
    decide(&mut open, Verdict::Accepted);
    assert_eq!((open.text(), places(&open)), ("one three two", vec![Where::At(10..13)]));
}

#[test]
fn a_comment_stays_where_some_of_its_words_stay() {
    let mut open = Manuscript::new("one two three", None);
    comment(&mut open, 0..7);
    change(&mut open, &Mode::Editing, "ed", 4..8, "");
    change(&mut open, &Mode::Editing, "ed", 9..9, " two");
    assert_eq!(places(&open), [Where::At(0..4)]);
}

#[test]
fn what_is_said_twice_is_said_once() {
    let mut open = Manuscript::new("one two", None);
    let id = comment(&mut open, 4..7);
    for _ in 0..2 {
        open.flag(id, Flag::Resolved, true, &by("Ed")).unwrap();
    }
    change(&mut open, &Mode::Editing, "ed", 0..0, "Now: ");
    let again = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
    assert_eq!((again.text(), again.comments()), (open.text(), open.comments()));
}

#[test]
fn without_its_words_a_comment_is_in_the_tray_and_comes_back_with_them() {
    let mut open = Manuscript::new("one two three", None);
    comment(&mut open, 4..7);
    change(&mut open, &Mode::Editing, "ed", 3..8, "");
    assert_eq!(places(&open), [Where::Tray]);
    let mut again = Manuscript::load(Some(&open.snapshot()), &[]).unwrap();
    assert_eq!(places(&again), [Where::Tray]);
    assert!(open.undo("ed"));
    assert_eq!(places(&open), [Where::At(4..7)]);
    again.merge(&open.snapshot()).unwrap();
    assert_eq!(places(&again), [Where::At(4..7)], "on another desk too");
}

#[test]
fn a_new_generation_keeps_comments_with_their_threads_under_their_names() {
    let mut open = Manuscript::new("one two three", None);
    let (kept, gone) = (comment(&mut open, 4..7), comment(&mut open, 0..3));
    open.reply(kept, remark("Ann", "It is.")).unwrap();
    open.flag(kept, Flag::MustFix, true, &by("Ed")).unwrap();
    open.suggest_field("headline", "Old", "New", by("Ann"), None).unwrap();
    change(&mut open, &Mode::Editing, "ed", 0..4, "");
    change(&mut open, &suggesting("Ann"), "ann", 1..2, "X");
    let mut new = open.renewed();
    assert_eq!((new.comments(), new.field_suggestions()), (open.comments(), open.field_suggestions()));
    assert_ne!(new.epoch(), open.epoch());
    assert!(open.merge(&new.snapshot()).is_err(), "the generations do not mix");
    let twice = Manuscript::load(Some(&new.snapshot()), &[]).unwrap().renewed();
    assert_eq!((twice.comments(), twice.review()), (open.comments(), open.review()));
    assert_eq!(new.comments().iter().map(|c| c.id).collect::<Vec<_>>(), [kept, gone]);
    new.reply(kept, remark("Ed", "Good.")).unwrap();
    assert_eq!(new.comments()[0].replies.len(), 2);
}

#[test]
fn a_thread_asks_and_is_answered() {
    let mut open = Manuscript::new("one two three", None);
    let id = comment(&mut open, 4..7);
    open.flag(id, Flag::MustAnswer, true, &by("Ed")).unwrap();
    open.flag(id, Flag::MustFix, true, &by("Ed")).unwrap();
    open.reply(id, remark("Ed", "Anybody?")).unwrap();
    assert!(only(&open).wants_answer(), "one's own reply is no answer");
    assert!(only(&open).keeps_back());
    open.reply(id, remark("Ann", "Yes.")).unwrap();
    assert!(!only(&open).wants_answer());
    open.flag(id, Flag::Resolved, true, &by("Ann")).unwrap();
    assert!(!only(&open).keeps_back());
    open.flag(id, Flag::Resolved, false, &by("Ed")).unwrap();
    assert!(only(&open).keeps_back(), "reopened");
    assert_eq!(only(&open).settled_by, Some(by("Ed")));
    let said: Vec<String> = only(&open).replies.into_iter().map(|reply| reply.remark.text).collect();
    assert_eq!(said, ["Anybody?", "Yes."]);
    assert_eq!(only(&open).remark.mentions, ["person-1"]);
}

#[test]
fn a_note_and_a_comment_on_the_whole_are_never_in_the_text() {
    let mut open = Manuscript::new("one", None);
    open.comment(RemarkKind::Note, Some(0..3), remark("Ann", "Ask Mara.")).unwrap();
    open.comment(RemarkKind::Comment, None, remark("Ed", "Shorter.")).unwrap();
    let kinds: Vec<(RemarkKind, Where)> = open.comments().into_iter().map(|c| (c.kind, c.place)).collect();
    assert_eq!(kinds, [(RemarkKind::Comment, Where::Whole), (RemarkKind::Note, Where::At(0..3))]);
    assert_eq!((open.original().as_str(), open.text(), open.proposed().as_str()), ("one", "one", "one"));
}

#[test]
fn what_cannot_be_said_is_refused_and_changes_nothing() {
    let mut open = Manuscript::new("a😀", None);
    open.take_update();
    let mut say = |range| open.comment(RemarkKind::Comment, Some(range), remark("Ed", "?"));
    assert_eq!(say(1..1), Err(RemarkError::NoWords));
    assert_eq!(say(0..2), Err(RemarkError::Misfit(Misfit::Surrogate { at: 2 })));
    assert_eq!(say(0..9), Err(RemarkError::Misfit(Misfit::Length { expected: 3, found: 9 })));
    let nothing: Id = "1.7".parse().unwrap();
    assert_eq!(open.reply(nothing, remark("Ed", "?")), Err(RemarkError::NoSuch));
    assert_eq!(open.flag(nothing, Flag::Resolved, true, &by("Ed")), Err(RemarkError::NoSuch));
    assert_eq!(open.decide_field(nothing, None, &by("Ed")), Err(RemarkError::NoSuch));
    let long = "x".repeat(300_000);
    assert_eq!(open.comment(RemarkKind::Note, None, remark("Ed", &long)), Err(RemarkError::TooLong));
    assert_eq!(open.take_update(), None, "nothing is to be written");
}

#[test]
fn a_suggestion_for_a_field_is_taken_or_not() {
    let mut open = Manuscript::new("", None);
    let id = open.suggest_field("headline", "Old", "New", by("Ann"), Some("Shorter.".into())).unwrap();
    let mut other = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
    assert_eq!(other.field_suggestions()[0].verdict, None);
    other.decide_field(id, Some(Verdict::Accepted), &by("Ed")).unwrap();
    open.merge(&other.take_update().unwrap()).unwrap();
    let field = &open.field_suggestions()[0];
    assert_eq!((field.verdict, field.decided_by.clone()), (Some(Verdict::Accepted), Some(by("Ed"))));
    assert_eq!((field.old.as_str(), field.new.as_str(), field.reason.as_deref()), ("Old", "New", Some("Shorter.")));
    open.decide_field(id, None, &by("Ed")).unwrap();
    assert_eq!(open.field_suggestions()[0].verdict, None, "and is open again");
}

#[test]
fn the_revision_tells_of_remarks_from_elsewhere() {
    let mut open = Manuscript::new("one", None);
    let mut other = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
    comment(&mut other, 0..3);
    let before = open.revision();
    assert_eq!(open.merge(&other.take_update().unwrap()), Ok(false), "the text is the same");
    assert!(open.revision() > before);
    assert_eq!(open.comments(), other.comments());
}

#[derive(Debug, Clone)]
enum Op {
    Edit { at: u8, len: u8, insert: u8, suggests: bool },
    Comment { at: u8, len: u8 },
    Decide { at: u8, accepts: bool },
    Undo,
    Merge,
    Renew,
}

fn any_op() -> impl Strategy<Value = (usize, Op)> {
    let op = prop_oneof![
        8 => (any::<u8>(), 0u8..9, 0u8..4, any::<bool>())
            .prop_map(|(at, len, insert, suggests)| Op::Edit { at, len, insert, suggests }),
        3 => (any::<u8>(), 1u8..9).prop_map(|(at, len)| Op::Comment { at, len }),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(at, accepts)| Op::Decide { at, accepts }),
        3 => Just(Op::Undo),
        2 => Just(Op::Merge),
        1 => Just(Op::Renew),
    ];
    (0usize..2, op)
}

/// Letters that each come once, half of them pairs of units: so a comment's words can be found by what they are.
struct Letters(u32);

impl Letters {
    fn take(&mut self, count: u8) -> String {
        let letter = |_| {
            self.0 += 1;
            char::from_u32(if self.0.is_multiple_of(2) { 0x4E00 } else { 0x2_0000 } + self.0).expect("a letter")
        };
        (0..count).map(letter).collect()
    }
}

fn expected(words: &str, open: &Manuscript) -> Where {
    let mut at = 0;
    let mut hull: Option<(u32, u32)> = None;
    for letter in open.text().chars() {
        let end = at + letter.len_utf16() as u32;
        if words.contains(letter) {
            hull = Some((hull.map_or(at, |hull| hull.0), end));
        }
        at = end;
    }
    hull.map_or(Where::Tray, |(from, to)| Where::At(from..to))
}

fn play(ops: &[(usize, Op)]) -> Result<(), TestCaseError> {
    let mut letters = Letters(0);
    let mut first = Manuscript::new(&letters.take(12), None);
    let update = first.take_update().unwrap();
    let mut desks = [first, Manuscript::load(None, &[update]).unwrap()];
    let mut said: Vec<(Id, String)> = Vec::new();
    for (who, op) in ops {
        let open = &mut desks[*who];
        let text: Vec<u16> = open.text().encode_utf16().collect();
        let range = |at: u8, len: u8| {
            let from = place(&text, text.len() * usize::from(at) / 255);
            from..place(&text, from + usize::from(len))
        };
        match op {
            Op::Edit { at, len, insert, suggests } => {
                let mode = if *suggests { suggesting("Ann") } else { Mode::Editing };
                let (range, new) = (range(*at, *len), letters.take(*insert));
                let changes = manuscript::ChangeSet::one(text.len() as u32, range.start as u32, range.end as u32, &new);
                open.push_in(open.step(), vec![Update { client: "me".into(), changes }], &mode).expect("it fits");
            }
            Op::Comment { at, len } => {
                let range = range(*at, *len);
                if !range.is_empty() {
                    let id = comment(open, range.start as u32..range.end as u32);
                    said.push((id, String::from_utf16(&text[range]).unwrap()));
                }
            }
            Op::Decide { at, accepts } => {
                let verdict = if *accepts { Verdict::Accepted } else { Verdict::Rejected };
                let range = range(*at, 20);
                let which = Which::Between(range.start as u32..range.end as u32);
                open.decide(&which, verdict, &by("Ed"), "me").expect("it fits");
            }
            Op::Undo => {
                open.undo("me");
            }
            Op::Merge => {
                let (mine, theirs) = (desks[0].snapshot(), desks[1].snapshot());
                desks[0].merge(&theirs).expect("it merges");
                desks[1].merge(&mine).expect("it merges");
                prop_assert_eq!(desks[0].comments(), desks[1].comments());
            }
            Op::Renew => {
                let new = open.renewed();
                prop_assert_eq!(new.comments(), open.comments());
            }
        }
        for open in &desks {
            for comment in open.comments() {
                let (_, words) = said.iter().find(|(id, _)| *id == comment.id).expect("it was said");
                prop_assert_eq!(&comment.quote, words);
                prop_assert_eq!(comment.place, expected(words, open), "it stands with {}", words);
            }
        }
    }
    Ok(())
}

#[test]
fn comments_stay_with_their_words_in_any_history() {
    let done = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: cases(250), failure_persistence: None, ..Config::default() });
    runner
        .run(&prop::collection::vec(any_op(), 0..60), |ops| {
            done.set(done.get() + ops.len() as u64);
            play(&ops)
        })
        .unwrap_or_else(|error| panic!("{error}"));
    tell("comments", done.get());
}

#[test]
fn what_was_said_can_be_said_otherwise_and_deleted() {
    let mut open = Manuscript::new("one two three", None);
    let id = comment(&mut open, 4..7);
    let first = only(&open).remark.text;
    open.amend(id, Some("Why two?"), vec!["Ann".into()], &by("Ed")).unwrap();
    assert_eq!((only(&open).remark.text.as_str(), only(&open).edited), ("Why two?", true));
    open.amend(id, Some(&first), vec![], &by("Ed")).unwrap();
    assert!(!only(&open).edited, "it says what it said first");
    open.amend(id, None, vec![], &by("Ed")).unwrap();
    assert_eq!((open.comments(), open.renewed().comments()), (vec![], vec![]));
    assert_eq!(open.remarked(id).map(|(by, answered)| (by.author.clone(), answered)), Some((by("Ed").author, false)));
    open.amend(id, Some(&first), vec![], &by("Ed")).unwrap();
    let answer = open.reply(id, remark("Ann", "It is.")).unwrap();
    assert!(open.remarked(id).is_some_and(|(_, answered)| answered));
    open.amend(answer, Some("It was."), vec![], &by("Ann")).unwrap();
    assert!(only(&open).replies[0].edited);
    assert_eq!(open.renewed().comments(), open.comments());
    open.amend(answer, None, vec![], &by("Ann")).unwrap();
    assert_eq!(only(&open).replies, []);
    assert!(open.remarked(id).is_some_and(|(_, answered)| !answered));
    assert_eq!(open.amend("7.7".parse().unwrap(), None, vec![], &by("Ed")), Err(RemarkError::NoSuch));
}

#[test]
fn deleted_while_somebody_answers_apart_it_stands() {
    let mut one = Manuscript::new("one two three", None);
    let id = comment(&mut one, 4..7);
    let mut two = Manuscript::load(Some(&one.snapshot()), &[]).unwrap();
    one.amend(id, None, vec![], &by("Ed")).unwrap();
    two.reply(id, remark("Ann", "It is.")).unwrap();
    one.merge(&two.snapshot()).unwrap();
    two.merge(&one.snapshot()).unwrap();
    assert_eq!(one.comments(), two.comments());
    assert_eq!(only(&one).replies.len(), 1);
}
