//! Bytes that no desk wrote: they are refused with a reason, change nothing, and never bring the program down.

use loro::{ExportMode, LoroDoc, LoroMap, LoroValue};
use manuscript::{
    By, ChangeSet, Damaged, Flag, Manuscript, Mode, Remark, RemarkKind, Suggesting, Update, Verdict, Which,
};
use proptest::prelude::*;

const TEXT: &str = "Some text 😀 that stands.";
const HEAD: usize = 11;

fn open() -> (Manuscript, Vec<u8>) {
    let mut open = Manuscript::new(TEXT, None);
    let first = open.take_update().unwrap();
    (open, first)
}

/// What a foreign program does to the document, as an update of it.
fn forged(first: &[u8], forge: impl FnOnce(&LoroDoc)) -> Vec<u8> {
    let doc = LoroDoc::new();
    doc.import(&first[HEAD..]).unwrap();
    let before = doc.oplog_vv();
    forge(&doc);
    doc.commit();
    [&first[..HEAD], &doc.export(ExportMode::updates(&before)).unwrap()].concat()
}

fn check(forge: impl FnOnce(&LoroDoc), reason: &'static str) {
    let (mut open, first) = open();
    let bytes = forged(&first, forge);
    assert_eq!(open.merge(&bytes), Err(Damaged::Forbidden(reason)));
    assert_eq!((open.text(), open.step()), (TEXT, 0), "nothing changed");
    assert_eq!(open.take_update(), None, "and nothing is to be written");
    let loaded = Manuscript::load(None, &[first.clone(), bytes]);
    assert_eq!(loaded.unwrap_err(), Damaged::Forbidden(reason), "and it does not load either");
    let mut other = Manuscript::load(None, &[first]).unwrap();
    other.replace("Some good text.", "them");
    assert_eq!(open.merge(&other.take_update().unwrap()), Ok(true), "the text takes good updates after it");
    assert_eq!(open.text(), "Some good text.");
}

fn act(doc: &LoroDoc, kind: &str, spans: Vec<u8>) -> LoroValue {
    let value = LoroMap::new();
    value.insert("kind", kind).unwrap();
    value.insert("spans", spans).unwrap();
    doc.commit();
    value.get_value()
}

fn span(peer: u64, start: u8, len: u8) -> Vec<u8> {
    [&peer.to_le_bytes()[..], &[1, start, len]].concat()
}

#[test]
fn a_blob_may_not_remove_characters() {
    check(|doc| doc.get_text("t").delete(0, 4).unwrap(), "it removes characters instead of hiding them");
}

#[test]
fn a_blob_may_hold_only_text_and_acts() {
    let other = "it is neither text nor an act";
    check(|doc| doc.get_text("t").mark(0..4, "bold", true).unwrap(), other);
    check(|doc| doc.get_text("other").insert(0, "x").unwrap(), other);
    check(|doc| doc.get_list("l").push(1).unwrap(), other);
    check(|doc| assert!(doc.get_tree("tree").create(None).is_ok()), other);
    let nested = "it nests one part in another";
    check(
        |doc| assert!(doc.get_map("acts").insert_container("1.0", LoroMap::new()).is_ok()),
        "it names an act of another",
    );
    check(|doc| assert!(doc.get_map("sugs").insert_container("x", LoroMap::new()).is_ok()), nested);
}

#[test]
fn a_blob_may_not_act_for_another_or_twice() {
    check(
        |doc| doc.get_map("acts").insert("1.0", act(doc, "del", span(1, 0, 1))).unwrap(),
        "it names an act of another",
    );
    check(
        |doc| {
            let name = format!("{:x}.0", doc.peer_id());
            doc.get_map("acts").insert(&name, act(doc, "del", span(doc.peer_id(), 0, 1))).unwrap();
            doc.get_map("acts").insert(&name, act(doc, "accept", Vec::new())).unwrap();
        },
        "it writes an act a second time",
    );
}

#[test]
fn a_blob_may_not_delete_or_undo_what_does_not_exist() {
    check(
        |doc| {
            let value = act(doc, "del", span(doc.peer_id(), 100, 5));
            doc.get_map("acts").insert(&format!("{:x}.0", doc.peer_id()), value).unwrap();
        },
        "it deletes characters that do not exist",
    );
    check(
        |doc| {
            let value = act(doc, "del", vec![1, 2, 3]);
            doc.get_map("acts").insert(&format!("{:x}.0", doc.peer_id()), value).unwrap();
        },
        "it holds an act that cannot be understood",
    );
    check(|doc| doc.get_map("undone").insert("1.0", true).unwrap(), "it undoes an act that does not exist");
    check(|doc| doc.get_map("undone").insert("x", true).unwrap(), "it undoes what is no act");
    check(|doc| doc.get_text("t").insert(0, "a\r\n").unwrap(), "a line of it ends in a carriage return");
}

#[test]
fn an_act_is_never_rewritten_later() {
    let (mut open, first) = open();
    let doc = LoroDoc::new();
    doc.import(&first[HEAD..]).unwrap();
    let name = format!("{:x}.0", doc.peer_id());
    let update = |start| {
        let before = doc.oplog_vv();
        doc.get_map("acts").insert(&name, act(&doc, "del", span(doc.peer_id(), start, 1))).unwrap();
        doc.commit();
        [&first[..HEAD], &doc.export(ExportMode::updates(&before)).unwrap()].concat()
    };
    let once = update(0);
    assert_eq!(open.merge(&once), Ok(false), "it deletes a character that is no text: itself");
    let reason = Damaged::Forbidden("it writes an act a second time");
    assert_eq!(open.merge(&update(1)), Err(reason));
}

#[test]
fn what_a_newer_galley_writes_is_kept() {
    let (mut open, first) = open();
    let bytes = forged(&first, |doc| {
        let name = format!("{:x}.0", doc.peer_id());
        doc.get_map("acts").insert(&name, act(doc, "translate", vec![9])).unwrap();
        doc.get_map("undone").insert(&name, true).unwrap();
        doc.get_map("pictures").insert("c", "a picture").unwrap();
        doc.get_text("t").insert(0, "And ").unwrap();
    });
    assert_eq!(open.merge(&bytes), Ok(true));
    assert_eq!(open.text(), format!("And {TEXT}"));
    let snapshot = open.snapshot();
    let doc = LoroDoc::new();
    doc.import(&lz4_flex::block::decompress_size_prepended(&snapshot[HEAD + 4..]).unwrap()).unwrap();
    assert_eq!((doc.get_map("acts").len(), doc.get_map("pictures").len()), (1, 1), "the snapshot carries it on");
}

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

#[test]
fn what_would_unpack_to_more_than_a_part_may_hold_is_refused() {
    let (mut open, first) = open();
    let packed = [&u32::MAX.to_le_bytes()[..], &[0; 8]].concat();
    let sum = xxhash_rust::xxh32::xxh32(&packed, 0);
    let bytes = [&b"GT\x02"[..], &first[3..HEAD], &sum.to_be_bytes(), &packed].concat();
    assert_eq!(open.merge(&bytes), Err(Damaged::TooLarge { bytes: u32::MAX as usize }));
}

#[test]
fn another_text_is_refused_by_its_generation() {
    let (mut open, _) = open();
    let mut other = Manuscript::new("another text", None);
    assert_eq!(open.merge(&other.take_update().unwrap()), Err(Damaged::Epoch));
    let parts = [open.snapshot(), other.snapshot()];
    assert_eq!(Manuscript::load(None, &parts).unwrap_err(), Damaged::Epoch);
}

#[test]
fn a_newer_form_says_so() {
    let (mut open, mut first) = open();
    first[2] = 3;
    assert_eq!(open.merge(&first), Err(Damaged::Newer { found: 3, known: 2 }));
    assert_eq!(open.merge(b"# Markdown"), Err(Damaged::NotAText));
}

#[test]
fn a_part_that_others_build_on_is_missed() {
    let (mut open, first) = open();
    open.replace("Some text.", "me");
    let second = open.take_update().unwrap();
    open.replace("Some more text.", "me");
    let third = open.take_update().unwrap();
    assert_eq!(Manuscript::load(None, &[first.clone(), third.clone()]).unwrap_err(), Damaged::Missing);
    let loaded = Manuscript::load(None, &[third, first, second]).expect("the order does not matter");
    assert_eq!(loaded.text(), "Some more text.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_change_nothing(at in any::<prop::sample::Index>(), bits in 1u8.., cut in any::<bool>(), snapshot in any::<bool>()) {
        let (mut open, first) = open();
        let mut other = Manuscript::load(None, &[first]).unwrap();
        other.replace("Some other text that stands.", "them");
        let mut bytes = if snapshot { other.snapshot() } else { other.take_update().unwrap() };
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= bits }
        // Twelve bytes of Loro's head mean nothing, and a lone part has no other to differ from in its generation.
        let idle = !cut && !snapshot && (HEAD + 4..HEAD + 16).contains(&at);
        prop_assert_eq!(open.merge(&bytes).is_err(), !idle, "byte {}", at);
        prop_assert_eq!(open.text(), if idle { other.text() } else { TEXT });
        let lone = !cut && (3..HEAD).contains(&at);
        prop_assert!(!snapshot || idle || lone || Manuscript::load(Some(&bytes), &[]).is_err());
    }

    /// A sum over the bytes that was made to fit does not help them.
    #[test]
    fn bytes_made_to_look_whole_change_nothing_or_are_whole(at in any::<prop::sample::Index>(), byte in any::<u8>(), reviewed in any::<bool>()) {
        let (mut open, first) = open();
        let mut other = Manuscript::load(None, std::slice::from_ref(&first)).unwrap();
        other.replace("Some other text that stands.", "them");
        if reviewed {
            review(&mut other);
        }
        let mut bytes = other.take_update().unwrap();
        // Loro: mark (4), sum (16, the last four count), mode (2), body.
        let at = 22 + at.index(bytes.len() - HEAD - 22);
        bytes[HEAD + at] = byte;
        let sum = xxhash_rust::xxh32::xxh32(&bytes[HEAD + 20..], u32::from_le_bytes(*b"LORO"));
        bytes[HEAD + 16..HEAD + 20].copy_from_slice(&sum.to_le_bytes());
        let before = open.text().to_owned();
        match open.merge(&bytes) {
            Ok(true) => {}
            Ok(false) | Err(_) => prop_assert_eq!(open.text(), before),
        }
        let snapshot = open.snapshot();
        let again = Manuscript::load(Some(&snapshot), &[]).expect("what was let in loads again");
        prop_assert_eq!(again.text(), open.text());
        prop_assert_eq!((again.review(), again.comments()), (open.review(), open.comments()));
    }

    /// Steps that cut pairs, and batches of which one does: all of it is taken or nothing.
    #[test]
    fn a_suggesting_editor_that_errs_changes_nothing(
        cuts in prop::collection::vec((0u32..14, 0u32..6, any::<bool>()), 1..4), late in 0u32..3
    ) {
        let mut open = Manuscript::new("a😀b👩‍👧c😀😀", None);
        open.push(0, vec![Update { client: "ed".into(), changes: ChangeSet::one(14, 1, 3, "") }]).unwrap();
        open.push_in(1, vec![Update { client: "bob".into(), changes: ChangeSet::one(12, 8, 12, "😀") }], &suggesting("Bob")).unwrap();
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
fn review(open: &mut Manuscript) {
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
