//! The same in browsers, whose server is killed under them: what waits for a decision, what is decided and taken back, and
//! versions that come back.

use serde_json::json;

use super::Scene;
use super::kept::{MARK, Trace};
use super::page::Page;
use crate::room::{EDITOR, WRITER};

/// Articles of this file alone: handed in, and claimed by the editor; the other is its writer’s.
pub const WEIGHED: &str = "weighed";
pub const REVISED: &str = "revised";

/// Somebody suggests; somebody else remarks on it, decides, takes the decision back and does it again.
pub fn weigh_words(scene: &Scene<'_>) {
    let mut page = Page::of(scene, WEIGHED);
    let mut dice = scene.dice(0x3a6e);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let word = format!("weighed-{}-{number}", scene.round);
        let fate = dice.below(5);
        let suggested = Trace::Suggested(word.clone());
        // What is to be left out is looked for by its absence.
        if fate > 0 {
            page.asked(&suggested);
        }
        if page.type_word(WRITER, &word, true).is_some() && fate > 0 {
            page.acknowledged("suggest", &suggested);
        }
        let _ = remark(&mut page, &word);
        let _ = match fate {
            0 => decide(&mut page, &word, "stet", &Trace::Gone(word.clone())),
            1 => decide(&mut page, &word, "accept", &Trace::Word(word.clone())),
            2 => take_back(&mut page, &word, false),
            3 => take_back(&mut page, &word, true),
            _ => field(&mut page, &word),
        };
    }
}

fn remark(page: &mut Page<'_>, word: &str) -> Option<()> {
    let open = page.open(EDITOR)?;
    let at = open.suggestion_of(word)?;
    let words = format!("{MARK}on-{word}.");
    let trace = Trace::Remark(words.clone());
    page.asked(&trace);
    let comment =
        json!({ "comment": { "kind": "comment", "on": [at["from"], at["to"]], "field": null, "text": words } });
    page.about(&open, "text.remark", json!({ "remark": comment }))?;
    page.acknowledged("comment", &trace);

    let open = page.open(WRITER)?;
    let mut comments = open.answer["review"]["comments"].as_array()?.iter();
    let id = comments.find(|one| one["text"] == *words).expect("what was acknowledged is there")["id"].clone();
    let answer = format!("{MARK}to-{word}.");
    let trace = Trace::Remark(answer.clone());
    page.asked(&trace);
    page.about(&open, "text.remark", json!({ "remark": { "reply": { "to": id, "text": answer } } }))?;
    page.acknowledged("reply", &trace);

    let open = page.open(EDITOR)?;
    let trace = Trace::Settled(words);
    page.asked(&trace);
    let settled = json!({ "flag": { "comment": id, "flag": "resolved", "on": true } });
    page.about(&open, "text.remark", json!({ "remark": settled }))?;
    page.acknowledged("resolve", &trace);
    Some(())
}

fn decide(page: &mut Page<'_>, word: &str, verdict: &str, trace: &Trace) -> Option<()> {
    let open = page.open(EDITOR)?;
    let one = open.suggestion_of(word)?["suggestion"].clone();
    page.asked(trace);
    let decision = json!({ "client": format!("editor of {word}"), "which": { "one": one }, "verdict": verdict });
    page.about(&open, "text.decide", decision)?;
    page.acknowledged(verdict, trace);
    Some(())
}

/// Accepts, takes that back, and perhaps does it again.
fn take_back(page: &mut Page<'_>, word: &str, again: bool) -> Option<()> {
    let open = page.open(EDITOR)?;
    let one = open.suggestion_of(word)?["suggestion"].clone();
    let client = format!("editor of {word}");
    let decision = json!({ "client": client, "which": { "one": one }, "verdict": "accept" });
    page.about(&open, "text.decide", decision)?;
    let waits = Trace::Waits(word.to_owned());
    if !again {
        page.asked(&waits);
    }
    let undone = page.about(&open, "text.undo", json!({ "client": client }))?;
    assert_eq!(undone["did"], true, "{word}: a decision can be taken back");
    page.saved(&open, &undone)?;
    if !again {
        page.acknowledged("take back", &waits);
        return Some(());
    }
    let trace = Trace::Word(word.to_owned());
    page.asked(&trace);
    let redone = page.about(&open, "text.redo", json!({ "client": client }))?;
    assert_eq!(redone["did"], true, "{word}: and done again");
    page.saved(&open, &redone)?;
    page.acknowledged("do again", &trace);
    Some(())
}

/// A line is suggested and accepted.
fn field(page: &mut Page<'_>, word: &str) -> Option<()> {
    let open = page.open(WRITER)?;
    let suggested =
        json!({ "suggest_field": { "field": "dek", "new": format!("What {word} means."), "reason": null } });
    page.about(&open, "text.remark", json!({ "remark": suggested }))?;
    let open = page.open(EDITOR)?;
    let fields = open.answer["review"]["fields"].as_array()?.clone();
    let new = format!("What {word} means.");
    let id = fields.iter().find(|one| one["new"] == *new).expect("what was acknowledged is there")["id"].clone();
    let decision = json!({ "client": format!("editor of {word}"), "which": { "field": id }, "verdict": "accept" });
    page.about(&open, "text.decide", decision)?;
    let dek = page.scene.room.json(EDITOR, &["show", WEIGHED])["dek"].clone();
    assert_eq!(dek, new, "what is accepted is the line");
    page.scene.kept.done("browser: accept a line");
    Some(())
}

/// A version comes back, and what it took away comes back when that is undone.
pub fn revise(scene: &Scene<'_>) {
    let mut page = Page::of(scene, REVISED);
    let mut dice = scene.dice(0x6b0a);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let _ = bring_back(&mut page, number, dice.below(2) == 0);
    }
}

fn bring_back(page: &mut Page<'_>, number: usize, undoes: bool) -> Option<()> {
    let (round, id) = (page.scene.round, json!(page.id));
    let stays = Trace::Word(format!("stays-{round}-{number}"));
    let Trace::Word(word) = &stays else { return None };
    page.asked(&stays);
    page.type_word(WRITER, word, false)?;
    page.acknowledged("type before a version", &stays);
    let name = format!("{MARK}version-{round}-{number}");
    page.ask(WRITER, "article.act", &json!({ "article": id, "command": { "act": "freeze", "name": name } }))?;
    let later = format!("later-{round}-{number}");
    page.type_word(WRITER, &later, false)?;
    let view = page.ask(WRITER, "article.get", &json!({ "article": id }))?;
    let mut versions = view["versions"].as_array()?.iter();
    let version = versions.find(|one| one["name"] == *name).expect("what was acknowledged is there")["hash"].clone();
    let gone = Trace::Gone(later.clone());
    if !undoes {
        page.asked(&gone);
    }
    let back = page.ask(WRITER, "versions.bring-back", &json!({ "article": id, "version": version }))?;
    assert_eq!(back["outcome"], "done", "{back}");
    if !undoes {
        page.acknowledged("bring back", &gone);
        return Some(());
    }
    let there = Trace::Word(later);
    page.asked(&there);
    let undo = json!({ "article": id, "version": back["undo"]["before"], "undoes": back["undo"] });
    let undone = page.ask(WRITER, "versions.bring-back", &undo)?;
    assert_eq!(undone["outcome"], "done", "{undone}");
    page.acknowledged("undo a version that came back", &there);
    Some(())
}
