//! The port of CodeMirror's change sets against CodeMirror itself: see `codemirror/README.md`.

use manuscript::{ChangeDesc, ChangeSet, Manuscript, Update, rebase_updates};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    doc: String,
    a: ChangeSet,
    b: ChangeSet,
    c: ChangeSet,
    after: String,
    ac: ChangeSet,
    ab: ChangeSet,
    ab_before: ChangeSet,
    ab_desc: Vec<i64>,
    mine: Vec<Update>,
    over: Vec<Update>,
    rebased: Vec<Update>,
    server: String,
}

fn cases() -> Vec<Case> {
    let file = std::env::var("GALLEY_CHANGES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/codemirror/changes.json").to_owned());
    let json = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let cases: Vec<Case> = serde_json::from_str(&json).expect("every change set reads");
    let raw: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    for (case, raw) in cases.iter().zip(&raw) {
        assert_eq!(serde_json::to_value(&case.ac).unwrap(), raw["ac"], "writes as it reads");
        assert_eq!(serde_json::to_value(&case.rebased).unwrap(), raw["rebased"], "writes as it reads");
    }
    assert!(cases.len() >= 400, "{} cases", cases.len());
    cases
}

fn numbers(desc: &ChangeDesc) -> Vec<i64> {
    desc.sections().iter().flat_map(|s| [i64::from(s.units), s.with.map_or(-1, i64::from)]).collect()
}

#[test]
fn apply_compose_and_map_are_codemirrors() {
    for (index, case) in cases().iter().enumerate() {
        let about = format!("case {index}: {:?} {:?} {:?}", case.doc, case.a, case.b);
        assert_eq!(case.a.apply(&case.doc).as_ref(), Ok(&case.after), "{about}");
        assert_eq!(case.a.compose(&case.c).as_ref(), Ok(&case.ac), "{about} {:?}", case.c);
        assert_eq!(case.a.map(&case.b, false).as_ref(), Ok(&case.ab), "{about}");
        assert_eq!(case.a.map(&case.b, true).as_ref(), Ok(&case.ab_before), "{about}");
        assert_eq!(numbers(&case.a.desc().map(&case.b, false).unwrap()), case.ab_desc, "{about}");
        let composed = case.a.desc().compose(&case.c.desc()).unwrap();
        assert_eq!(numbers(&composed), numbers(&case.ac.desc()), "a description composes as its change set");
    }
}

#[test]
fn late_updates_are_rebased_as_codemirror_does() {
    for (index, case) in cases().iter().enumerate() {
        let rebased = rebase_updates(case.mine.clone(), &case.over);
        assert_eq!(rebased.as_ref(), Ok(&case.rebased), "case {index}: {:?} over {:?}", case.mine, case.over);
    }
}

#[test]
fn a_push_on_an_old_step_is_codemirrors_rebase() {
    for (index, case) in cases().iter().enumerate() {
        let mut open = Manuscript::new(&case.doc, None);
        for update in &case.over {
            let appended = open.push(open.step(), vec![update.clone()]).expect("an update in time fits");
            assert_eq!(appended, std::slice::from_ref(update), "case {index}");
        }
        assert_eq!(open.push(0, case.mine.clone()).as_ref(), Ok(&case.rebased), "case {index}");
        assert_eq!(open.text(), case.server, "case {index}");
        assert_eq!(open.since(case.over.len() as u32).as_ref(), Ok(&case.rebased), "case {index}");
    }
}
