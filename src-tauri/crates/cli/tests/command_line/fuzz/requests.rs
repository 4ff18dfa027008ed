//! Every request of the table, with arguments that were sound before something was done to them.

use std::time::Duration;

use chrono::Utc;
use newsroom::wire::table::NAMES;
use serde_json::{Map, Value, json};

use super::Wrong;
use super::den::{CANARY, Den};
use super::talk::{looked_at, talk};
use crate::kills::{Beginning, Deed, life};
use crate::room::Dice;
use crate::served::Heard;

/// A request that takes longer than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Values that nobody would think of.
fn hostile(den: &Den, dice: &mut Dice) -> Value {
    let words = [
        "",
        " ",
        "\0",
        "../../desk.toml",
        "%2e%2e",
        "null",
        "-1",
        "é\u{0301}\u{202e}\u{feff}",
        "𝕏\u{10ffff}",
        "' OR 1=1 --",
        "\"*\"",
        "NEAR(",
        "is:any",
        "is:",
        "due:<",
        "due:<9999-99-99",
        "words:>99999999999999999999",
        "author:\"",
        "zeis",
        "<script>alert(1)</script>",
        "2026-13-45T99:99:99Z",
        "-262143-01-01T00:00:00Z",
        "+262142-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "2026-11-01T01:30:00",
        "+99999999999d",
        "+262143y",
        "fri 25:99",
        "tomorrow",
        "31 feb",
        "Europe/Atlantis",
        "UTC",
        "00000000-0000-0000-0000-000000000000",
        "not-an-id",
    ];
    match dice.below(14) {
        0 => Value::Null,
        1 => json!(dice.below(2) == 0),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!(4_294_967_295_u64),
        7 => json!("a".repeat(usize::try_from(dice.below(40_000)).expect("small"))),
        8 => json!([[[[[]]]], {}]),
        9 => json!({ "act": "set", "changes": {} }),
        10 | 11 => json!(den.names[usize::try_from(dice.below(den.names.len() as u64)).expect("small")]),
        _ => json!(words[usize::try_from(dice.below(words.len() as u64)).expect("small")]),
    }
}

/// Arguments that make sense, for an article the names of which are known.
fn sound(den: &Den, name: &str, dice: &mut Dice) -> Value {
    let article = match dice.below(3) {
        0 => json!(den.own),
        1 => json!(den.live),
        _ => json!(den.names[usize::try_from(dice.below(den.names.len() as u64)).expect("small")]),
    };
    let file = json!({ "name": "file.md", "data": "IyBBIGhlYWRsaW5lCgpXb3Jkcy4K" });
    match name {
        "session.begin" => json!({ "name": "Somebody Else", "passphrase": "four tall ships at dawn" }),
        "session.redeem" => json!({ "name": "Somebody Else", "code": "K7QX", "passphrase": "four tall ships at dawn" }),
        "session.passphrase" => json!({ "old": "not this one", "new": "four tall ships at dawn" }),
        "people.set" => json!({ "name": "New Somebody", "roles": ["writer"], "grants": [] }),
        "people.invite" | "people.end-sessions" => json!({ "person": den.names[den.names.len() - 1] }),
        "queue.list" => json!({ "filter": "is:any", "sort": "bucket", "descending": false, "offset": 0, "limit": 200 }),
        "archive.list" => json!({ "filter": { "year": 2026, "month": 11 }, "offset": 0, "limit": 200 }),
        "search" => json!({ "query": "zeis", "published": false, "filter": {}, "offset": 0, "limit": 200 }),
        "article.act" => json!({ "article": article, "command": command(den, dice) }),
        "article.act-all" => json!({ "articles": [article, den.live], "command": command(den, dice) }),
        "article.log" => json!({ "article": article, "about": "zeis", "person": den.names[den.names.len() - 1],
            "kind": "steps", "day": "2026-11-28", "limit": 100 }),
        "queue.set-columns" => {
            json!({ "columns": [{ "name": "article", "width": 300 }, { "name": "due", "width": 90 }] })
        }
        "queue.keep-view" => json!({ "name": "Ours", "filter": "is:submitted", "sort": "due", "descending": false,
            "columns": [{ "name": "article", "width": 300 }], "shared": false }),
        "queue.drop-view" => json!({ "id": den.names[0] }),
        "queue.budget" => json!({ "filter": "is:any zeis" }),
        "mine.read" => json!({ "causes": ["claim", "act"], "read": true }),
        "text.push" | "text.pull" | "text.review" | "text.decide" | "text.remark" | "text.undo" | "text.redo"
        | "text.here" | "text.spelling" => at_a_text(den, name, &article, dice),
        "text.paste" => json!({ "html": "<p>a<a href='#_ftn1' name='r'>1</a></p><table><tr><td>b</td></tr></table>",
            "notes_before": 2 }),
        "words.propose" => json!({ "article": article, "word": "goverment" }),
        "words.add" => json!({ "word": "quayside" }),
        "versions.compare" => {
            json!({ "article": article, "from": { "edition": "last-read" }, "to": { "edition": "desk" } })
        }
        "versions.bring-back" => json!({ "article": article, "version": den.names[den.names.len() / 3],
            "despite_suggestions": true, "undoes": null }),
        "calendar.list" => json!({ "from": "2026-11-01", "to": "2026-11-30" }),
        "schedule.look-ahead" => json!({ "at": "2026-11-30T12:00:00Z" }),
        "text.version" => json!({ "article": article, "version": den.names[den.names.len() / 3] }),
        "galley.page" => json!({ "article": article, "base": "/" }),
        "schedule.read" => {
            json!({ "text": "+2h", "zone": "America/New_York", "reader_zone": "UTC", "article": article })
        }
        "media.add" => {
            json!({ "name": "p.png", "data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" })
        }
        "intake.submit" => json!({ "files": [file] }),
        "backup.plan" | "backup.restore" => json!({ "backup": null, "since": false, "in_place": false }),
        "queue.look" | "queue.workload" | "mine.inbox" => json!({}),
        "article.get" | "article.story" | "article.going-out" | "text.open" | "galley.published"
        | "versions.last-read" | "versions.read" | "text.decided" => json!({ "article": article }),
        "schedule.check" | "desk.open" | "session.end" | "people.list" | "desk.status" | "backup.list"
        | "backup.make" => json!({}),
        other => panic!("say here what {other} is asked with"),
    }
}

/// What is asked of a text that is open; one in three asks for a session that is over.
fn at_a_text(den: &Den, name: &str, article: &Value, dice: &mut Dice) -> Value {
    let opened = match den.editor.ask(den.port, "text.open", &json!({ "article": article })) {
        Heard::Answer(opened) if dice.below(3) > 0 => opened,
        _ => json!({ "session": "s", "step": 0, "text": "" }),
    };
    let units = opened["text"].as_str().unwrap_or_default().encode_utf16().count();
    let client = format!("c{}", dice.below(50));
    let own = match name {
        "text.push" => json!({ "galley": "/", "suggesting": if dice.below(2) == 0 { json!({}) } else { Value::Null },
            "updates": [{ "client": client, "changes": [[0, "Words. "], units], "strikes": [[7, 9]] }] }),
        "text.decide" => json!({ "client": client, "verdict": if dice.below(2) == 0 { "accept" } else { "stet" },
            "which": { "between": { "step": opened["step"], "from": 0, "to": units } } }),
        "text.remark" => {
            json!({ "remark": { "comment": { "kind": "comment", "on": [0, 4], "field": null, "text": "Why?",
            "mentions": [], "must_fix": true, "must_answer": true } } })
        }
        "text.undo" | "text.redo" => json!({ "client": client }),
        "text.here" => json!({ "anchor": 0, "head": 4 }),
        "text.spelling" => json!({ "from": 0, "to": units }),
        _ => json!({}),
    };
    let mut asked = json!({ "article": article, "session": opened["session"], "step": opened["step"] });
    if let (Some(asked), Value::Object(own)) = (asked.as_object_mut(), own) {
        asked.extend(own);
    }
    asked
}

/// Any command of an article's life.
fn command(den: &Den, dice: &mut Dice) -> Value {
    let steps = life("own", dice.below(4), Beginning::Pitch, &den.ids);
    let mut commands: Vec<Value> = steps
        .into_iter()
        .filter_map(|step| match step.deed {
            Deed::Act { command, .. } => Some(command),
            Deed::HandIn | Deed::Type { .. } | Deed::AddPicture { .. } => None,
        })
        .collect();
    let mut command = commands.swap_remove(usize::try_from(dice.below(commands.len() as u64)).expect("small"));
    if command["act"] == "assign" {
        // Whoever is commissioned may read the article, and the writer here may read nobody else's.
        command["commission"]["writer"] = json!(den.names[den.names.len() - 1]);
    }
    command
}

/// Does something to it, somewhere.
fn mutate(value: &mut Value, den: &Den, dice: &mut Dice) {
    let children = match value {
        Value::Object(fields) => fields.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    if children > 0 && dice.below(5) > 0 {
        let at = usize::try_from(dice.below(children as u64)).expect("small");
        let child = match value {
            Value::Object(fields) => fields.values_mut().nth(at),
            Value::Array(items) => items.get_mut(at),
            _ => None,
        };
        if let Some(child) = child {
            return mutate(child, den, dice);
        }
    }
    match value {
        Value::Object(fields) if dice.below(3) == 0 => spoil(fields, den, dice),
        Value::Array(items) if dice.below(2) == 0 => {
            let times = usize::try_from(dice.below(200)).expect("small");
            let again = items.first().cloned().unwrap_or_else(|| hostile(den, dice));
            items.extend(std::iter::repeat_n(again, times));
        }
        other => *other = hostile(den, dice),
    }
}

fn spoil(fields: &mut Map<String, Value>, den: &Den, dice: &mut Dice) {
    let name = fields.keys().nth(usize::try_from(dice.below(fields.len() as u64 + 1)).expect("small")).cloned();
    match name {
        Some(name) => _ = fields.remove(&name),
        None => _ = fields.insert("unheard-of".into(), hostile(den, dice)),
    }
}

/// The bytes of the arguments, which may be spoiled too.
fn sent(args: &Value, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = args.to_string().into_bytes();
    match dice.below(24) {
        0 => bytes.truncate(usize::try_from(dice.below(bytes.len() as u64)).expect("small")),
        1 => bytes = b"[".repeat(20_000),
        2 => bytes = format!("{{\"article\":\"\\ud83d\",{}", &args.to_string()[1..]).into_bytes(),
        3 => {
            let at = usize::try_from(dice.below(bytes.len() as u64)).expect("small");
            bytes[at] = u8::try_from(dice.below(256)).expect("a byte");
        }
        4 if dice.below(20) == 0 => bytes = b" ".repeat(5 * 1024 * 1024),
        _ => {}
    }
    bytes
}

/// One request, by nobody, the writer or the editor.
pub fn mutated(den: &Den, dice: &mut Dice, wrong: &Wrong) {
    let name = NAMES[usize::try_from(dice.below(NAMES.len() as u64)).expect("small")];
    // Passphrases and pictures take their time by design; every article takes its place in memory.
    let one_in = match name {
        "intake.submit" => 200,
        "media.add" => 10,
        _ if name.starts_with("session.") => 10,
        _ => 1,
    };
    if dice.below(one_in) > 0 {
        return;
    }
    // A session that is over asks for nothing more.
    let seat = if name == "session.end" { 0 } else { dice.below(3) };
    let (cookie, reads_all) = match seat {
        0 => (String::new(), false),
        1 => (den.writer.cookie(den.port), false),
        _ => (den.editor.cookie(den.port), true),
    };
    let mut args = sound(den, name, dice);
    for _ in 0..dice.below(4) {
        mutate(&mut args, den, dice);
    }
    let body = sent(&args, dice);
    let mut asked = format!(
        "POST /request/{name} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nx-galley: 1\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n",
        den.port,
        body.len()
    )
    .into_bytes();
    asked.extend(&body);
    let begun = Utc::now();
    let answer = talk(den.port, &asked, PATIENCE);
    let told = format!("{name} {} at {begun}", String::from_utf8_lossy(&body[..body.len().min(1_500)]));
    assert!(!told.to_lowercase().contains(CANARY), "what is asked has no canary in it");
    looked_at(&answer, &told, reads_all, wrong);
    if answer.is_empty() {
        wrong.note(format!("no answer to {told}"));
    }
}
