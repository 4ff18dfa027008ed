//! What waits for a decision, at the command line: a writer suggests, an editor remarks, accepts and lets stand; and an earlier
//! version comes back.

use super::Scene;
use super::kept::{MARK, Trace};
use crate::room::{Dice, EDITOR, WRITER};

/// Articles that are handed in, and claimed by the editor: two that wait for decisions, and one that becomes again what it was.
pub const REVIEWED: &str = "reviewed";
pub const DOUBTED: &str = "doubted";
pub const TURNED: &str = "turned-back";

/// A writer suggests in a text that is handed in, an editor remarks and accepts.
pub fn review_words(scene: &Scene<'_>) {
    let mut dice = scene.dice(0x3e71);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let word = format!("offer-{}-{number}", scene.round);
        let trace = Trace::Suggested(word.clone());
        scene.kept.asked(REVIEWED, &trace);
        if writes(scene, WRITER, REVIEWED, &word, &mut dice) {
            scene.kept.acknowledged("command line: suggest", REVIEWED, &trace);
        }
        remark(scene, number, &mut dice);
        if dice.below(2) == 0 {
            accept(scene, &mut dice);
        }
        let doubt = format!("doubt-{}-{number}", scene.round);
        let trace = Trace::Gone(doubt.clone());
        writes(scene, WRITER, DOUBTED, &doubt, &mut dice);
        scene.kept.asked(DOUBTED, &trace);
        if scene.killer.run(&mut scene.room.command(EDITOR, &["stet", DOUBTED, "--all"]), &mut dice) {
            scene.kept.acknowledged("command line: stet", DOUBTED, &trace);
        }
    }
}

/// Puts a word behind everything, as whoever it is may: whether it was acknowledged.
fn writes(scene: &Scene<'_>, who: &str, article: &str, word: &str, dice: &mut Dice) -> bool {
    let shown = scene.room.json(who, &["show", article]);
    let version = shown["version"].as_str().expect("a version");
    let text = format!("{} {word}\n", shown["body"].as_str().expect("a body").trim_end());
    let file = scene.room.file(&format!("{article}.md"), text);
    let edit = ["edit", article, file.to_str().expect("a path"), "--from", version];
    scene.killer.run(&mut scene.room.command(who, &edit), dice)
}

/// A remark, an answer to it, and that it is settled.
fn remark(scene: &Scene<'_>, number: usize, dice: &mut Dice) {
    let (room, kept) = (scene.room, scene.kept);
    let words = format!("{MARK}remark-{}-{number}.", scene.round);
    let trace = Trace::Remark(words.clone());
    kept.asked(REVIEWED, &trace);
    if scene.killer.run(&mut room.command(EDITOR, &["comment", REVIEWED, &words]), dice) {
        kept.acknowledged("command line: comment", REVIEWED, &trace);
    }
    let said = room.json(EDITOR, &["show", REVIEWED, "--comments"]);
    let mut comments = said.as_array().into_iter().flatten();
    let Some(id) = comments.find(|one| one["text"] == *words).and_then(|one| one["id"].as_str()) else { return };
    let answer = format!("{MARK}answer-{}-{number}.", scene.round);
    let trace = Trace::Remark(answer.clone());
    kept.asked(REVIEWED, &trace);
    if scene.killer.run(&mut room.command(WRITER, &["comment", REVIEWED, &answer, "--to", id]), dice) {
        kept.acknowledged("command line: reply", REVIEWED, &trace);
    }
    let trace = Trace::Settled(words);
    kept.asked(REVIEWED, &trace);
    if scene.killer.run(&mut room.command(EDITOR, &["comment", REVIEWED, "--resolve", id]), dice) {
        kept.acknowledged("command line: resolve", REVIEWED, &trace);
    }
}

fn accept(scene: &Scene<'_>, dice: &mut Dice) {
    let room = scene.room;
    let open = room.json(EDITOR, &["show", REVIEWED, "--suggestions"])["text"].clone();
    let Some(one) = open[0]["id"].as_str() else { return };
    if !scene.killer.run(&mut room.command(EDITOR, &["accept", REVIEWED, one]), dice) {
        return;
    }
    let left = room.json(EDITOR, &["show", REVIEWED, "--suggestions"])["text"].to_string();
    assert!(!left.contains(&format!("\"{one}\"")), "what was accepted does not wait any more: {left}");
    let text = room.done(EDITOR, &["show", REVIEWED, "--markdown"]);
    let words = open[0]["inserted"].as_str().unwrap_or_default().trim();
    assert!(text.contains(words), "and stands in the text: {words} in {text}");
    scene.kept.done("command line: accept");
}

/// An editor types, and puts the text that was handed in on the desk again.
pub fn turn_back(scene: &Scene<'_>) {
    let mut dice = scene.dice(0x7b1c);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let word = format!("turned-{}-{number}", scene.round);
        let trace = Trace::Gone(word.clone());
        writes(scene, EDITOR, TURNED, &word, &mut dice);
        scene.kept.asked(TURNED, &trace);
        let back = ["versions", TURNED, "--bring-back", "Submitted 1"];
        if scene.killer.run(&mut scene.room.command(EDITOR, &back), &mut dice) {
            scene.kept.acknowledged("command line: bring back", TURNED, &trace);
        }
    }
}
