//! What was decided, to be read afterwards.

use manuscript::{Manuscript, Mode, Verdict, Which};

use crate::common::{by, change, suggesting};

/// "Ann: old→new, accepted by Ed" for each, the last first.
fn told(open: &Manuscript) -> Vec<String> {
    let said = |of: manuscript::Decided| {
        let verdict = if of.verdict == Verdict::Accepted { "accepted" } else { "stet" };
        format!("{}: {}→{}, {verdict} by {}", of.author, of.struck, of.inserted, of.by.author)
    };
    open.decided().into_iter().map(said).collect()
}

fn decide(open: &mut Manuscript, which: &Which, verdict: Verdict) {
    open.decide(which, verdict, &by("Ed"), "ed").expect("the places are places");
}

#[test]
fn decisions_are_told_with_their_words_the_last_first() {
    let mut open = Manuscript::new("one two three", None);
    change(&mut open, &suggesting("Ann"), "ann", 0..3, "ONE");
    change(&mut open, &suggesting("Bob"), "bob", 11..16, "");
    assert_eq!(told(&open), Vec::<String>::new(), "what is open is not decided");
    decide(&mut open, &Which::By("Ann".into()), Verdict::Accepted);
    decide(&mut open, &Which::All, Verdict::Rejected);
    let all = ["Bob: three→, stet by Ed", "Ann: one→ONE, accepted by Ed"];
    assert_eq!(told(&open), all);
    change(&mut open, &Mode::Editing, "ed", 0..3, "");
    assert_eq!(told(&open), all, "also when the words are gone since");
    let again = Manuscript::load(Some(&open.snapshot()), &[]).expect("it loads");
    assert_eq!(told(&again), all, "on every desk");
}

#[test]
fn a_decision_that_was_taken_back_is_none() {
    let mut open = Manuscript::new("one two", None);
    change(&mut open, &suggesting("Ann"), "ann", 0..3, "ONE");
    decide(&mut open, &Which::All, Verdict::Accepted);
    assert!(open.undo("ed"));
    assert_eq!(told(&open), Vec::<String>::new());
    assert!(open.redo("ed"));
    assert_eq!(told(&open), ["Ann: one→ONE, accepted by Ed"]);
}

#[test]
fn what_is_long_is_told_by_its_beginning() {
    let mut open = Manuscript::new("one", None);
    change(&mut open, &suggesting("Ann"), "ann", 3..3, &"é".repeat(5_000));
    decide(&mut open, &Which::All, Verdict::Accepted);
    assert_eq!(open.decided()[0].inserted, "é".repeat(200));
}
