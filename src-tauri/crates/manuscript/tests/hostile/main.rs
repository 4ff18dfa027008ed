//! Bytes that no desk wrote: they are refused with a reason, change nothing, and never bring the program down.

use loro::{ExportMode, LoroDoc, LoroMap, LoroValue};
use manuscript::{Damaged, Manuscript};
use proptest::prelude::*;

use crate::reviews::review;

mod reviews;

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
    fn bytes_made_to_look_whole_change_nothing_or_are_whole(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), reviewed in any::<bool>()
    ) {
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
}
