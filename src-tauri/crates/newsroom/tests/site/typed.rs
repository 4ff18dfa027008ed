//! What is typed while an article goes out, or is looked at: nothing is measured, found or named that a kill would undo.

use std::time::Duration;

use chrono::Utc;
use desk::ids::ArticleId;
use desk::people::Actor;
use ledger::{Ledger, Who};
use newsroom::{Newsroom, Way};
use serde_json::{Value, json};

use crate::room::{EDITOR, MANAGING, MERIDIAN, Room, WRITER};

/// Types at the beginning of a text, and has it nowhere but in memory.
fn typed(room: &Room, article: &str, who: &str, words: &str) {
    let opened = room.done(who, "text.open", &json!({ "article": article }));
    let units = opened["text"].as_str().expect("its text").encode_utf16().count();
    let update = json!({ "client": format!("client of {who}"), "changes": [[0, words], units], "strikes": [] });
    let (session, step) = (&opened["session"], &opened["step"]);
    let pushed = json!({ "article": article, "session": session, "step": step, "updates": [update] });
    room.done(who, "text.push", &pushed);
}

/// The newsroom as whoever comes after a kill finds it is sound: the process that typed never wrote again.
#[track_caller]
fn is_sound_after_a_kill(room: &Room) {
    let next = Newsroom::open(&room.folder(), Way::CommandLine).expect("it opens");
    assert_eq!(next.verify().expect("it can be looked at").faults, Vec::<String>::new());
}

#[test]
fn a_receipt_says_nothing_of_words_that_are_not_on_disk() {
    let room = Room::of(MERIDIAN);
    let article = room.published("quay", "The quay and the price of it", "Ports");
    room.decide(MANAGING, &article, json!({ "act": "withdraw", "reason": "No." }));
    typed(&room, &article, EDITOR, "Typed while it goes. ");
    room.room.see_published().expect("the pages are written");
    is_sound_after_a_kill(&room);
}

#[test]
fn what_is_found_was_written_before() {
    let room = Room::of(MERIDIAN);
    let article = room.draft("quay", "The quay and the price of it", "Ports");
    typed(&room, &article, WRITER, "Written. ");
    // Whoever remarks something has it on disk, with all that was typed before.
    let opened = room.done(WRITER, "text.open", &json!({ "article": article }));
    let remark = json!({ "comment": { "kind": "comment", "on": [0, 4], "field": Value::Null, "text": "Why?", "mentions": [],
        "must_fix": false, "must_answer": false } });
    let (session, step) = (&opened["session"], &opened["step"]);
    let remark = json!({ "article": article, "session": session, "step": step, "remark": remark });
    room.done(WRITER, "text.remark", &remark);
    std::thread::sleep(Duration::from_millis(2_100));
    typed(&room, &article, WRITER, "Not written. ");
    room.room.settle_texts().expect("it settles");
    is_sound_after_a_kill(&room);
}

#[test]
fn what_two_hands_typed_is_written_at_once_and_told_apart() {
    let room = Room::of(MERIDIAN);
    let article = room.draft("quay", "The quay and the price of it", "Ports");
    room.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    room.act(EDITOR, &article, json!({ "act": "claim" }));
    room.act(MANAGING, &article, json!({ "act": "approve" }));
    typed(&room, &article, EDITOR, "The editor's. ");
    typed(&room, &article, MANAGING, "The managing editor's. ");
    room.act(MANAGING, &article, json!({ "act": "freeze", "name": "Before the call" }));
    is_sound_after_a_kill(&room);
    let log = room.done(MANAGING, "article.log", &json!({ "article": article, "limit": 20 }));
    let told = log["entries"].as_array().expect("entries").iter().map(|entry| {
        (entry["who"].as_str().unwrap_or_default().to_owned(), entry["kind"].as_str().unwrap_or_default().to_owned())
    });
    let after: Vec<_> = told.take_while(|(_, kind)| kind != "approved").collect();
    assert!(
        after.iter().any(|(who, kind)| who == EDITOR && kind == "approval-lapsed"),
        "who typed first after the approval: {after:?}"
    );
}

#[test]
fn a_search_that_knows_other_words_is_made_anew_before_a_backup() {
    let room = Room::of(MERIDIAN);
    let article = room.draft("quay", "The quay and the price of it", "Ports");
    let ledger = Ledger::open(&room.folder().join("desk.sqlite3")).expect("it opens");
    let who = Who { actor: Actor::Clock, os_user: "somebody".into(), way: Way::Clock };
    let id: ArticleId = serde_json::from_value(json!(article)).expect("an id");
    ledger.transact(&who, Utc::now(), |tx| tx.settled(id, "Words that nobody wrote.")).expect("it is written");
    assert_eq!(room.room.verify().expect("it can be looked at").faults.len(), 1);
    room.room.back_up(None).expect("a backup is made");
    is_sound_after_a_kill(&room);
}
