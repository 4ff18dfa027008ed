//! Suggestions, decisions and remarks that no desk wrote.

use loro::{LoroDoc, LoroValue};
use manuscript::{By, ChangeSet, Flag, Manuscript, Mode, Remark, RemarkKind, Suggesting, Update, Verdict, Which};
use proptest::prelude::*;

use crate::{check, span};

/// Writes values under names of the forger's own.
fn write(doc: &LoroDoc, map: &str, number: u32, value: impl Into<LoroValue>) {
    doc.get_map(map).insert(&format!("{:x}.{number}", doc.peer_id()), value.into()).unwrap();
}

fn fields(fields: &[(&str, LoroValue)]) -> LoroValue {
    LoroValue::Map(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

fn decision(at: i64, inserted: Vec<u8>, struck: &[(&str, LoroValue)]) -> LoroValue {
    let (author, time) = ("Mallory".into(), LoroValue::I64(0));
    fields(&[
        ("kind", "accepted".into()),
        ("at", at.into()),
        ("author", author),
        ("time", time),
        ("inserted", inserted.into()),
        ("struck", fields(struck)),
    ])
}

#[test]
fn a_blob_may_not_suggest_or_decide_on_what_does_not_exist() {
    let no_act = "it holds an act that cannot be understood";
    let no_suggestion = "it belongs to a suggestion that does not exist";
    let head = |id: &str| fields(&[("kind", "head".into()), ("suggestion", id.into())]);
    let strike = |id: &str, spans: Vec<u8>| {
        fields(&[("kind", "strike".into()), ("suggestion", id.into()), ("spans", spans.into())])
    };
    check(|doc| write(doc, "acts", 0, head("1.0")), no_suggestion);
    check(|doc| write(doc, "acts", 0, head("nobody's")), no_act);
    check(|doc| write(doc, "acts", 0, strike("1.0", span(doc.peer_id(), 0, 1))), no_suggestion);
    check(|doc| write(doc, "acts", 0, strike("1.0", Vec::new())), no_act);
    check(|doc| write(doc, "acts", 0, decision(1, Vec::new(), &[])), no_act);
    check(|doc| write(doc, "acts", 0, decision(-1, span(doc.peer_id(), 0, 1), &[])), no_act);
    check(|doc| write(doc, "acts", 0, decision(99, span(doc.peer_id(), 0, 1), &[])), "it decides later than can be");
    check(
        |doc| write(doc, "acts", 0, decision(1, span(doc.peer_id(), 99, 9), &[])),
        "it deletes characters that do not exist",
    );
    check(
        |doc| write(doc, "acts", 0, decision(1, Vec::new(), &[("1.0", span(doc.peer_id(), 0, 1).into())])),
        "it decides on what was not suggested",
    );
    check(
        |doc| {
            write(doc, "sugs", 0, r#"{"author":"Mallory","time":0}"#);
            let id = format!("{:x}.0", doc.peer_id());
            let most =
                (0..200).map(|number| (number, [&doc.peer_id().to_le_bytes()[..], &[1, 0, 0x80, 0x80, 0x20]].concat()));
            doc.get_text("t").insert(0, &"x".repeat(1 << 19)).unwrap();
            most.for_each(|(number, spans)| write(doc, "acts", number, strike(&id, spans)));
        },
        "it suggests more than a text can hold",
    );
}

#[test]
fn a_blob_may_not_write_entries_that_are_none() {
    let no_entry = "it holds an entry that cannot be understood";
    let comment =
        |on: &str| format!(r#"{{"kind":"comment","on":{on},"quote":"","author":"Mallory","time":0,"text":"x"}}"#);
    check(|doc| write(doc, "sugs", 0, "{}"), no_entry);
    check(|doc| write(doc, "sugs", 0, 3), no_entry);
    check(|doc| write(doc, "comments", 0, comment(r#""zz""#)), no_entry);
    check(|doc| write(doc, "comments", 0, comment(r#""ü""#)), no_entry);
    check(|doc| write(doc, "comments", 0, comment(&"[".repeat(100_000))), no_entry);
    check(|doc| write(doc, "replies", 0, format!("\"{}\"", "x".repeat(300_000))), no_entry);
    check(|doc| write(doc, "flags", 0, r#"{"on":true,"author":"Mallory","time":0}"#), no_entry);
    check(
        |doc| write(doc, "comments", 0, comment(r#""0100000000000000010005""#)),
        "it comments on characters that do not exist",
    );
    check(|doc| doc.get_map("comments").insert("1.0", comment("null")).unwrap(), "it names an entry of another");
    check(
        |doc| write(doc, "replies", 0, r#"{"to":"1.0","author":"Mallory","time":0,"text":"x"}"#),
        "it replies to a comment that does not exist",
    );
    check(
        |doc| write(doc, "rulings", 0, r#"{"verdict":null,"author":"Mallory","time":0}"#),
        "it says something of an entry that does not exist",
    );
    check(
        |doc| {
            write(doc, "comments", 0, comment("null"));
            doc.commit();
            write(doc, "comments", 0, comment("null").replace(r#""x""#, r#""y""#));
        },
        "it writes an entry a second time",
    );
    check(
        |doc| {
            write(doc, "comments", 0, comment("null"));
            doc.get_map("comments").delete(&format!("{:x}.0", doc.peer_id())).unwrap();
        },
        "it is neither text nor an act",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Steps that cut pairs, and batches of which one does: all of it is taken or nothing.
    #[test]
    fn a_suggesting_editor_that_errs_changes_nothing(
        cuts in prop::collection::vec((0u32..14, 0u32..6, any::<bool>()), 1..4), late in 0u32..3
    ) {
        let mut open = Manuscript::new("a😀b👩‍👧c😀😀", None);
        open.push(0, vec![Update { client: "ed".into(), changes: ChangeSet::one(14, 1, 3, "") }]).unwrap();
        let update = Update { client: "bob".into(), changes: ChangeSet::one(12, 8, 12, "😀") };
        open.push_in(1, vec![update], &suggesting("Bob")).unwrap();
        let base = open.step().min(late);
        let mut length = [14, 12, 10][base as usize];
        let mut batch = Vec::new();
        for (from, len, insert) in cuts {
            let (from, text) = (from.min(length), if insert { "😀" } else { "" });
            let to = (from + len).min(length);
            batch.push(Update { client: "me".into(), changes: ChangeSet::one(length, from, to, text) });
            length = length - (to - from) + if insert { 2 } else { 0 };
        }
        let before = (open.original(), open.text().to_owned(), open.step());
        match open.push_in(base, batch, &suggesting("Ann")) {
            Ok(_) => prop_assert_eq!(open.original(), before.0),
            Err(_) => prop_assert_eq!((open.original(), open.text().to_owned(), open.step()), before),
        }
        let again = Manuscript::load(Some(&open.snapshot()), &[]).unwrap();
        prop_assert_eq!((again.text(), again.proposed()), (open.text(), open.proposed()));
    }
}

fn suggesting(author: &str) -> Mode {
    let by = By { author: author.into(), time: 0 };
    Mode::Suggesting(Suggesting { by, kind: None, reason: Some("Clearer.".into()) })
}

/// Something of everything that can be written.
pub fn review(open: &mut Manuscript) {
    let by = By { author: "Ed".into(), time: 5 };
    open.replace_in("Some good texts stand.", "them", &suggesting("Ann"));
    open.decide(&Which::Between(0..12), Verdict::Accepted, &by, "them").unwrap();
    open.undo("them");
    let remark = Remark { by: by.clone(), text: "Is that so?".into(), mentions: Vec::new() };
    let id = open.comment(RemarkKind::Comment, Some(2..9), remark.clone()).unwrap();
    open.reply(id, remark).unwrap();
    open.flag(id, Flag::MustFix, true, &by).unwrap();
    open.suggest_field("dek", "Old", "New", by, None).unwrap();
}
