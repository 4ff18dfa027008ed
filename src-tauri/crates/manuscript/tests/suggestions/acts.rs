//! What each act does, one by one.

use manuscript::{ChangeSet, Given, Manuscript, Mode, SuggestionKind, Update, Verdict, Which};

use crate::common::{by, change, marked, of_kind, suggesting, views};

fn kinds(open: &Manuscript) -> Vec<SuggestionKind> {
    open.review().suggestions.iter().map(|suggestion| suggestion.kind).collect()
}

fn check(text: &str, edits: &[(u32, u32, &str)], shown: &str, kind: &[SuggestionKind]) {
    let mut open = Manuscript::new(text, None);
    for &(from, to, insert) in edits {
        change(&mut open, &suggesting("Ann"), "ann", from..to, insert);
    }
    assert_eq!(marked(&open), shown);
    assert_eq!(kinds(&open), kind, "{shown}");
    assert_eq!(open.original(), text, "a suggestion leaves the original to the byte");
}

#[test]
fn a_suggestion_is_inserted_deleted_or_both() {
    use SuggestionKind::{Deleted, Inserted, Joined, Replaced, Split};
    check("one two", &[(3, 3, " and")], "one+ and+ two", &[Inserted]);
    check("one two", &[(0, 4, "")], "-one -two", &[Deleted]);
    check("one two", &[(0, 3, "1")], "-one-+1+ two", &[Replaced]);
    check("one two", &[(3, 4, "\n\n")], "one- -+\n\n+two", &[Replaced]);
    check("one two", &[(3, 3, "\n\n")], "one+\n\n+ two", &[Split]);
    check("one\n\ntwo", &[(3, 5, "")], "one-\n\n-two", &[Joined]);
    check("a 😀 c", &[(2, 4, "🇵🇱")], "a -😀-+🇵🇱+ c", &[Replaced]);
}

#[test]
fn typing_on_is_the_same_suggestion() {
    use SuggestionKind::{Inserted, Replaced};
    check("ab", &[(1, 1, "x"), (2, 2, "y"), (1, 1, "w")], "a+wxy+b", &[Inserted]);
    check("abc", &[(1, 2, ""), (2, 2, "x"), (3, 3, "y")], "a-b-+xy+c", &[Replaced]);
    check("abc", &[(0, 0, "x"), (3, 3, "y")], "+x+ab+y+c", &[Inserted, Inserted]);
}

#[test]
fn what_one_suggested_goes_at_once_and_what_is_struck_stays() {
    check("ab", &[(1, 1, "xyz"), (2, 3, "")], "a+xz+b", &[SuggestionKind::Inserted]);
    check("abcd", &[(1, 2, ""), (0, 3, "")], "-abc-d", &[SuggestionKind::Deleted]);
    check("ab", &[(1, 1, "xyz"), (1, 4, "")], "ab", &[]);
    check("ab", &[(1, 1, "x"), (0, 3, "N")], "-ab-+N+", &[SuggestionKind::Replaced]);
}

#[test]
fn a_move_is_one_suggestion_with_two_halves() {
    let mut open = Manuscript::new("one two three", None);
    let changes: ChangeSet = serde_json::from_str(r#"[[4],9,[0," one"]]"#).unwrap();
    let moved = of_kind("Ann", Given::Moved);
    open.push_in(0, vec![Update { client: "ann".into(), changes }], &moved).unwrap();
    assert_eq!(marked(&open), "-one -two three+ one+");
    assert_eq!(kinds(&open), [SuggestionKind::Moved]);
    change(&mut open, &suggesting("Ann"), "ann", 17..17, "!");
    assert_eq!(
        kinds(&open),
        [SuggestionKind::Moved, SuggestionKind::Inserted],
        "what is typed behind it is no part of it"
    );
    change(&mut open, &suggesting("Ann"), "ann", 15..15, "0");
    assert_eq!(kinds(&open).len(), 2, "what is typed into it is");
    assert_eq!(open.decide(&Which::Kind(SuggestionKind::Moved), Verdict::Accepted, &by("Ed"), "ed"), Ok(1));
    assert_eq!(marked(&open), "two three o0ne+!+");
}

#[test]
fn a_format_is_a_suggestion_of_its_marks() {
    let mut open = Manuscript::new("one two", None);
    let changes: ChangeSet = serde_json::from_str(r#"[4,[0,"**"],3,[0,"**"]]"#).unwrap();
    let update = Update { client: "ann".into(), changes };
    open.push_in(0, vec![update], &of_kind("Ann", Given::Formatted)).unwrap();
    assert_eq!((marked(&open).as_str(), kinds(&open)), ("one +**+two+**+", vec![SuggestionKind::Formatted]));
    let changes: ChangeSet = serde_json::from_str("[4,[2],3,[2]]").unwrap();
    let update = Update { client: "bob".into(), changes };
    open.push_in(open.step(), vec![update], &of_kind("Bob", Given::Formatted)).unwrap();
    assert_eq!((open.original().as_str(), open.proposed().as_str()), ("one two", "one two"));
    assert_eq!(kinds(&open).len(), 2, "one suggests marks, another would take them out again");
}

#[test]
fn another_s_insertion_is_struck_and_waits_for_two_decisions() {
    let mut open = Manuscript::new("ab", None);
    change(&mut open, &suggesting("Ann"), "ann", 1..1, "xyz");
    change(&mut open, &suggesting("Bob"), "bob", 2..3, "");
    assert_eq!(open.review().stretches.len(), 2);
    assert_eq!((open.original().as_str(), open.text(), open.proposed().as_str()), ("ab", "axyzb", "axzb"));
    assert_eq!(open.decide(&Which::By("Ann".into()), Verdict::Accepted, &by("Ed"), "ed"), Ok(1));
    assert_eq!(marked(&open), "ax-y-zb");
    assert_eq!(open.decide(&Which::By("Bob".into()), Verdict::Rejected, &by("Ed"), "ed"), Ok(1));
    assert_eq!(marked(&open), "axyzb");
    change(&mut open, &Mode::Editing, "ed", 1..4, "");
    assert_eq!(open.text(), "ab", "in editing mode an editor deletes what anybody brought in");
}

#[test]
fn an_edit_in_suggesting_mode_answers_with_a_correction() {
    let mut open = Manuscript::new("one two", None);
    let update = |changes: &str| Update { client: "ann".into(), changes: serde_json::from_str(changes).unwrap() };
    let batch = vec![update(r#"[[3,"1"],4]"#), update("[1,[1],3]"), update(r#"[1,[0,"-"],3]"#)];
    let appended = open.push_in(0, batch, &suggesting("Ann")).unwrap();
    let steps: Vec<(&str, String)> =
        appended.iter().map(|u| (u.client.as_str(), serde_json::to_string(&u.changes).unwrap())).collect();
    let expected = [
        ("ann", r#"[[3,"1"],4]"#),
        ("desk", r#"[[0,"one"],5]"#),
        ("ann", r#"[4,[1],3]"#),
        ("desk", r#"[4,[0," "],3]"#),
        ("ann", r#"[5,[0,"-"],3]"#),
    ];
    assert_eq!(steps, expected.map(|(client, changes)| (client, changes.to_owned())));
    assert_eq!((open.step(), open.since(0)), (5, Ok(appended)));
    assert_eq!((open.original().as_str(), open.proposed().as_str()), ("one two", "1-two"));
}

#[test]
fn part_of_a_suggestion_is_decided_by_selection() {
    let mut open = Manuscript::new("ab", None);
    change(&mut open, &suggesting("Ann"), "ann", 1..1, "one two");
    assert_eq!(open.decide(&Which::Between(1..5), Verdict::Accepted, &by("Ed"), "ed"), Ok(1));
    assert_eq!(marked(&open), "aone +two+b");
    assert_eq!(open.decide(&Which::Between(0..1), Verdict::Accepted, &by("Ed"), "ed"), Ok(0), "nothing is open there");
    change(&mut open, &Mode::Editing, "ed", 0..0, "😀");
    assert!(open.decide(&Which::Between(1..5), Verdict::Accepted, &by("Ed"), "ed").is_err(), "no place is in a pair");
    assert!(open.decide(&Which::Between(0..50), Verdict::Accepted, &by("Ed"), "ed").is_err());
}

#[test]
fn what_is_typed_after_a_decision_is_open() {
    let mut open = Manuscript::new("ab", None);
    change(&mut open, &suggesting("Ann"), "ann", 1..1, "xy");
    let id = open.review().suggestions[0].id;
    open.decide(&Which::Between(1..2), Verdict::Accepted, &by("Ed"), "ed").unwrap();
    change(&mut open, &suggesting("Ann"), "ann", 3..3, "z");
    assert_eq!(marked(&open), "ax+yz+b");
    assert_eq!(open.review().suggestions[0].id, id, "under the same suggestion");
    assert_eq!(open.decide(&Which::One(id), Verdict::Rejected, &by("Ed"), "ed"), Ok(1));
    assert_eq!(open.text(), "axb", "and what was accepted stays");
}

#[test]
fn a_decision_is_undone_exactly_and_done_again() {
    let mut open = Manuscript::new("one two three", None);
    change(&mut open, &suggesting("Ann"), "ann", 4..7, "2");
    change(&mut open, &suggesting("Bob"), "bob", 0..0, "zero ");
    for verdict in [Verdict::Accepted, Verdict::Rejected] {
        let before = views(&open);
        assert_eq!(open.decide(&Which::All, verdict, &by("Ed"), "ed"), Ok(2));
        let after = views(&open);
        assert!(after.review.suggestions.is_empty());
        assert!(open.undo("ed"));
        assert_eq!(views(&open), before);
        assert!(open.redo("ed"));
        assert_eq!(views(&open), after);
        assert!(open.undo("ed"));
    }
}

#[test]
fn accepting_an_insertion_alone_can_be_undone_though_no_word_moves() {
    let mut open = Manuscript::new("ab", None);
    change(&mut open, &Mode::Editing, "ed", 2..2, "c");
    change(&mut open, &suggesting("Ann"), "ann", 1..1, "x");
    let step = open.step();
    open.decide(&Which::All, Verdict::Accepted, &by("Ed"), "ed").unwrap();
    assert_eq!(open.step(), step, "the text is the same");
    assert!(open.undo("ed"));
    assert_eq!(marked(&open), "a+x+bc", "the decision is undone and not the edit before it");
}

#[test]
fn an_acceptance_wins_over_taking_the_suggestion_back() {
    for apart in [false, true] {
        let mut open = Manuscript::new("one two", None);
        change(&mut open, &suggesting("Ann"), "ann", 4..7, "2");
        let mut editor = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
        editor.decide(&Which::All, Verdict::Accepted, &by("Ed"), "ed").unwrap();
        let decision = editor.take_update().unwrap();
        if !apart {
            open.merge(&decision).unwrap();
        }
        assert_eq!(open.undo("ann"), apart);
        open.merge(&decision).unwrap();
        editor.merge(&open.take_update().unwrap()).unwrap();
        assert_eq!((open.text(), editor.text()), ("one 2", "one 2"));
        assert!(editor.undo("ed"), "once the acceptance is taken back");
        assert_eq!(views(&editor).original, "one two");
        assert_eq!(editor.text(), "one two", "the suggestion is taken back too");
    }
}

#[test]
fn of_two_decisions_apart_one_counts_everywhere() {
    let mut open = Manuscript::new("ab", None);
    change(&mut open, &suggesting("Ann"), "ann", 1..1, "x");
    let first = open.take_update().unwrap();
    let mut other = Manuscript::load(None, &[first]).unwrap();
    open.decide(&Which::All, Verdict::Accepted, &by("Ed"), "ed").unwrap();
    other.decide(&Which::All, Verdict::Rejected, &by("Mo"), "mo").unwrap();
    let (mine, theirs) = (open.take_update().unwrap(), other.take_update().unwrap());
    open.merge(&theirs).unwrap();
    other.merge(&mine).unwrap();
    assert_eq!(views(&open), views(&other));
    let rejected = open.text() == "ab";
    let (winner, client) = if rejected { (&mut other, "mo") } else { (&mut open, "ed") };
    assert!(winner.undo(client));
    assert_eq!(winner.text(), if rejected { "axb" } else { "ab" }, "without it the other decision counts");
}

#[test]
fn a_suggestion_says_who_when_and_why() {
    let mut open = Manuscript::new("ab", None);
    let Mode::Suggesting(mut how) = suggesting("Ann") else { panic!("it suggests") };
    how.reason = Some("Clearer.".into());
    change(&mut open, &Mode::Suggesting(how), "ann", 1..1, "x");
    let suggestion = &open.review().suggestions[0];
    let (author, time) = (suggestion.author.as_str(), suggestion.time);
    assert_eq!((author, time, suggestion.reason.as_deref()), ("Ann", by("").time, Some("Clearer.")));
    let id = suggestion.id;
    assert!(open.give_reason(id, "Shorter.", &by("Ann")));
    let again = Manuscript::load(Some(&open.snapshot()), &[]).unwrap();
    assert_eq!(again.review().suggestions[0].reason.as_deref(), Some("Shorter."));
    assert!(!open.give_reason("1.7".parse().unwrap(), "No.", &by("Ann")), "of no suggestion nothing is said");
}

#[test]
fn a_whole_text_in_suggesting_mode_is_suggested_word_by_word() {
    let mut open = Manuscript::new("one two three\r\nfour", None);
    assert!(open.replace_in("one 2 three\r\nfour!", "ann", &suggesting("Ann")));
    assert_eq!(marked(&open), "one -two-+2+ three\nfour+!+");
    assert_eq!(open.review().suggestions.len(), 2);
}
