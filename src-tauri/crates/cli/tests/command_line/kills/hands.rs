//! What is done besides the life of one article: typing into one text by two, handing to and fro, publishing by hand and by
//! the clock, the masthead, the archive, backups, files that are dropped.

use std::fs;
use std::thread;
use std::time::Duration;

use super::Scene;
use super::kept::{MARK, Trace};
use super::killer::micros;
use crate::room::{Dice, EDITOR, MANAGING, Room, WRITER};

/// Two hands type into one text, each from the version it has read.
pub fn type_words(scene: &Scene<'_>, hand: u64) {
    let room = scene.room;
    let mut dice = scene.dice(0x9e37 + hand);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let shown = room.json(WRITER, &["show", "typed"]);
        let version = shown["version"].as_str().expect("a version");
        let word = format!("word-{}-{hand}-{number}", scene.round);
        // Each hand at its own end, as two people would.
        let body = shown["body"].as_str().expect("a body");
        let text =
            if hand.is_multiple_of(2) { format!("{word} {body}") } else { format!("{} {word}\n", body.trim_end()) };
        let file = room.file(&format!("typed-{hand}.md"), text);
        let file = file.to_str().expect("a path");
        let trace = Trace::Word(word);
        scene.kept.asked("typed", &trace);
        if scene.killer.run(&mut room.command(WRITER, &["edit", "typed", file, "--from", version]), &mut dice) {
            scene.kept.acknowledged("command line: type into one text with another", "typed", &trace);
        }
    }
}

pub fn move_to_and_fro(scene: &Scene<'_>, moved: &str) {
    let mut dice = scene.dice(0x2545);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let note = format!("{MARK}note-{}-{number}.", scene.round);
        let status = scene.room.json(EDITOR, &["show", moved])["status"].clone();
        let words = if status == "editing" {
            vec!["move", moved, "revising", "--due", "+2d", "--note", &note]
        } else {
            vec!["move", moved, "editing", "--note", &note]
        };
        let trace = Trace::Said(note.clone());
        scene.kept.asked(moved, &trace);
        if scene.killer.run(&mut scene.room.command(EDITOR, &words), &mut dice) {
            scene.kept.acknowledged("command line: move", moved, &trace);
        }
    }
}

pub fn publish_by_hand(scene: &Scene<'_>, slugs: &[String]) {
    let mut dice = scene.dice(0xda94);
    for slug in slugs {
        while scene.room.json(MANAGING, &["show", slug])["publication"]["state"] != "live" {
            if scene.killer.run(&mut scene.room.command(MANAGING, &["publish", slug]), &mut dice) {
                scene.kept.acknowledged("command line: publish", slug, &Trace::Said("published it at /".into()));
            }
        }
    }
}

/// Agents that never live long, until everything they should publish is out.
pub fn run_agents(scene: &Scene<'_>, slugs: &[String]) {
    let mut dice = scene.dice(0x6c62);
    while slugs.iter().any(|slug| scene.room.json(MANAGING, &["show", slug])["publication"]["state"] != "live") {
        let life = Duration::from_micros(dice.below(micros(scene.killer.usual()) * 4));
        scene.killer.run_for(life, &mut scene.room.command("", &["agent"]));
        scene.killer.run(&mut scene.room.command("", &["publish", "--due"]), &mut dice);
    }
}

/// People come, get roles and passphrases, and are signed out.
pub fn keep_the_masthead(scene: &Scene<'_>) {
    let (room, killer) = (scene.room, scene.killer);
    let mut dice = scene.dice(0x517c);
    for number in 0.. {
        let name = format!("Nadia Mark{}x{number}", scene.round);
        let person = Trace::Person(name.clone());
        let passphrase = format!("a long way round {} {number}", scene.round);
        scene.kept.asked("", &person);
        let set = ["people", "set", &name, "--role", "editor", "--may-publish", "--biography", "Edits."];
        while !killer.run(&mut room.command(MANAGING, &set), &mut dice) {
            if scene.over() {
                return;
            }
        }
        scene.kept.acknowledged("command line: people and grants", "", &person);
        while !killer.run(&mut room.command(MANAGING, &["people", "invite", &name]), &mut dice) {
            if scene.over() {
                return;
            }
        }
        scene.kept.done("command line: invite");
        let known = Trace::Passphrase(passphrase.clone());
        let command = || room.command(MANAGING, &["people", "passphrase", &name]);
        while !killer.run_told(&mut command(), &passphrase, &mut dice) {
            if scene.over() {
                return;
            }
        }
        scene.kept.acknowledged("command line: passphrase", &name, &known);
        if killer.run(&mut room.command(MANAGING, &["people", "end-sessions", &name]), &mut dice) {
            scene.kept.done("command line: end sessions");
        }
        if scene.over() {
            return;
        }
    }
}

/// An archive comes in, everything goes out, copies are made and put elsewhere, the site is built.
pub fn keep_the_archive(scene: &Scene<'_>) {
    let (room, killer) = (scene.room, scene.killer);
    let mut dice = scene.dice(0x0a7c);
    for number in 0.. {
        let name = format!("{}-{number}", scene.round);
        let archive = old_articles(scene, &name);
        let import = ["import", archive.as_str(), "--by", WRITER];
        let headlines: Vec<Trace> = (0..3).map(|one| Trace::Headline(format!("Archived {name} {one}"))).collect();
        headlines.iter().for_each(|headline| scene.kept.asked("", headline));
        while !killer.run(&mut room.command(MANAGING, &import), &mut dice) {
            if scene.over() {
                return;
            }
        }
        headlines.iter().for_each(|headline| scene.kept.acknowledged("command line: import", "", headline));
        if killer.run(&mut room.command("", &["build"]), &mut dice) {
            scene.kept.done("command line: build");
        }
        let out = room.scratch().join(format!("export-{name}"));
        if killer.run(&mut room.command(MANAGING, &["export", out.to_str().expect("a path")]), &mut dice) {
            let whole = fs::read_dir(out.join("articles")).into_iter().flatten().count();
            assert!(whole > 3, "an export that is done has the articles in it: {whole}");
            scene.kept.done("command line: export");
        }
        back_up(scene, &name, &mut dice);
        if scene.over() {
            return;
        }
    }
}

/// A folder of Markdown with the texts of another program.
fn old_articles(scene: &Scene<'_>, name: &str) -> String {
    let folder = scene.room.scratch().join(format!("archive-{name}"));
    fs::create_dir_all(&folder).expect("a folder");
    for one in 0..3 {
        let text = format!(
            "---\ntitle: Archived {name} {one}\ndate: 2021-03-0{}T10:00:00Z\nslug: archived-{name}-{one}\n---\nAn old text of {name}, {one}.\n",
            one + 1
        );
        fs::write(folder.join(format!("{one}.md")), text).expect("a file");
    }
    folder.to_str().expect("a path").to_owned()
}

fn back_up(scene: &Scene<'_>, name: &str, dice: &mut Dice) {
    let (room, killer) = (scene.room, scene.killer);
    if killer.run(&mut room.command("", &["backup"]), dice) {
        scene.kept.done("command line: backup");
    }
    let list = room.json("", &["backup", "--list"]);
    let list = list.as_array().expect("a list");
    assert!(list.iter().all(|one| one["trouble"].is_null()), "a killed backup leaves none or a whole one: {list:?}");
    let Some(newest) = list.first().map(|backup| backup["name"].as_str().expect("a name")) else { return };
    // It is open here: nothing takes its place.
    let agent = room.agent();
    let refused = room.galley("", &["restore", "--newest"]).refusal();
    assert!(refused.contains("is open in another program"), "{refused}");
    scene.kept.done("command line: restore, refused while open");
    drop(agent);
    let to = room.scratch().join(format!("restored-{name}"));
    if killer.run(&mut room.command("", &["restore", newest, "--to", to.to_str().expect("a path")]), dice) {
        crate::room::run(std::process::Command::new(crate::room::program()).arg("-d").arg(&to).arg("verify")).ok();
        scene.kept.done("command line: restore into a new folder");
    }
}

/// Files are dropped into submissions/, some at the same time.
pub fn drop_files(scene: &Scene<'_>) {
    let folder = scene.room.folder.join("submissions");
    let mut dice = scene.dice(0x77aa);
    for number in 0.. {
        if scene.over() {
            return;
        }
        let title = format!("Dropped {} {number}", scene.round);
        let (draft, file) = (folder.join(".dropping"), folder.join(format!("dropped-{}-{number}.md", scene.round)));
        fs::write(&draft, format!("# {title}\n\nThe text of {title}.\n")).expect("a file");
        fs::rename(draft, &file).expect("dropped");
        let trace = Trace::Headline(title);
        scene.kept.asked("", &trace);
        thread::sleep(Duration::from_millis(200 + dice.below(1_500)));
        if !file.exists() {
            scene.kept.acknowledged("submissions: a file is taken in", "", &trace);
        }
    }
}

/// Files that were dropped and are not taken in yet.
pub fn waiting(room: &Room) -> Vec<String> {
    let names = fs::read_dir(room.folder.join("submissions")).expect("the folder").flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".md")).collect()
}
