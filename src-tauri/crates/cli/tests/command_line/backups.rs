//! Backups by hand, putting them back, and what is done about a damaged database, as a person at the command line meets it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{Agent, Dice, EDITOR, Files, MANAGING, Room, WRITER, copy, long};

fn names(room: &Room) -> Vec<String> {
    let list = room.json("", &["backup", "--list"]);
    list.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

/// A newsroom with an article that is live, a backup of it, and an article that was written after the backup.
fn lived() -> Room {
    let room = Room::new();
    room.approved("standing", "Standing since before the copy.");
    room.done(MANAGING, &["publish", "standing"]);
    room.draft("early", WRITER, "What was there when the copy was made.");
    room.done("", &["backup"]);
    room.draft("late", WRITER, "What came after the copy.");
    room.done(EDITOR, &["edit", "early", "--set", "dek=Changed after the copy."]);
    room
}

fn database(room: &Room) -> PathBuf {
    room.folder.join("desk.sqlite3")
}

fn text(room: &Room, slug: &str) -> String {
    room.done("", &["show", slug, "--markdown"])
}

/// The folder in aside/ that a restore left, and its files.
fn aside(room: &Room) -> Files {
    let mut folders: Vec<_> = fs::read_dir(room.folder.join("aside"))
        .expect("something was set aside")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    Files::of(folders.last().expect("a folder"))
}

#[test]
fn a_backup_is_written_whole_listed_and_found_sound() {
    let room = lived();
    let before = Files::of(&room.folder.join("backups"));
    assert!(before.0.keys().all(|path| !path.contains(".part")), "no draft is left");
    let name = names(&room).pop().expect("one backup");
    for file in ["desk.sqlite3", "desk.toml", "manifest.json", "house/house.toml"] {
        assert!(before.0.contains_key(&format!("{name}/{file}")), "{file} is in it");
    }
    room.done("", &["verify"]);
    let list = room.json("", &["backup", "--list"]);
    assert_eq!(list[0]["counts"]["articles"], 2);
    assert_eq!(list[0]["log"]["seq"].as_u64(), list[0]["counts"]["entries"].as_u64());
    room.done("", &["backup"]);
    assert_eq!(names(&room).len(), 2, "a second one stands beside it");
}

#[test]
fn what_was_changed_in_a_backup_is_named_by_verify() {
    for (file, said) in
        [("desk.sqlite3", "desk.sqlite3 in it was changed"), ("house/house.toml", "house/house.toml in it was changed")]
    {
        let room = lived();
        let path = room.folder.join("backups").join(names(&room).pop().expect("a backup")).join(file);
        let mut bytes = fs::read(&path).expect("the file");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&path, bytes).expect("changed");
        let sentence = room.galley("", &["verify"]).refusal();
        assert!(sentence.contains(said), "{sentence}");
        // It is not put back either, and nothing is changed.
        let name = names(&room).pop().expect("a backup");
        assert!(room.refused("", &["restore", &name]).contains("nothing was changed"));
    }
    let room = lived();
    let path = room.folder.join("backups").join(names(&room).pop().expect("a backup"));
    fs::remove_file(path.join("desk.toml")).expect("taken away");
    assert!(room.galley("", &["verify"]).refusal().contains("desk.toml is missing from it"));
    fs::write(path.join("manifest.json"), "{").expect("changed");
    assert!(room.galley("", &["verify"]).refusal().contains("manifest cannot be read"));
    assert!(room.refused("", &["restore", &names(&room)[0]]).contains("manifest cannot be read"));
}

#[test]
fn a_backup_takes_the_newsrooms_place_and_what_stood_there_is_kept() {
    let room = lived();
    let before = fs::read(database(&room)).expect("the database");
    let page = room.page("the-standing-story");
    room.done("", &["restore", &names(&room)[0]]);
    room.done("", &["verify"]);
    assert!(text(&room, "early").contains("What was there"));
    assert!(room.galley("", &["show", "late"]).refusal().contains("late"), "it is not in the backup");
    assert_ne!(room.json("", &["show", "early"])["dek"], "Changed after the copy.");
    let kept = aside(&room);
    assert!(kept.0.get("desk.sqlite3").is_some_and(|bytes| *bytes == before), "as it was, to the byte");
    assert!(kept.0.contains_key("desk.toml") && kept.0.contains_key("site/index.html"), "all of it");
    assert_eq!(room.page("the-standing-story"), page, "readers have what they had");
    assert_eq!(room.facts_of_the_desk("restored"), 1, "the log says so");
    // And back again, from what was set aside: nothing is ever lost.
    room.draft("after", WRITER, "Written on what came back.");
    room.done("", &["verify"]);
}

#[test]
fn a_backup_stands_in_a_new_folder_beside_the_newsroom() {
    let room = lived();
    let before = room.state();
    let to = room.scratch().join("again");
    room.done("", &["restore", &names(&room)[0], "--to", to.to_str().expect("a path")]);
    room.state().assert_is(&before);
    let again = |words: &[&str]| {
        crate::room::run(std::process::Command::new(crate::room::program()).arg("-d").arg(&to).args(words))
    };
    again(&["verify"]).ok();
    assert!(again(&["show", "early", "--markdown"]).ok().contains("What was there"));
    assert!(to.join("site/the-standing-story/index.html").exists(), "its site is written");
    assert!(room.refused("", &["restore", "--newest", "--to", to.to_str().expect("a path")]).contains("is not empty"));
}

#[test]
fn nothing_takes_the_place_of_a_newsroom_that_is_open() {
    let room = lived();
    let agent = room.agent();
    let sentence = room.galley("", &["restore", &names(&room)[0]]).refusal();
    assert!(sentence.contains("is open in another program, and nothing was changed"), "{sentence}");
    assert!(!room.folder.join("aside").exists());
    agent.end();
    room.done("", &["restore", &names(&room)[0]]);
}

#[test]
fn a_damaged_database_is_kept_and_everything_readable_comes_back() {
    let whole = lived();
    let size = fs::metadata(database(&whole)).expect("the database").len();
    type Damage = fn(&Path, u64);
    let damages: [(&str, Damage); 4] = [
        ("its header", |path, _| overwrite(path, 0, &[0x5a; 100])),
        ("its first page", |path, _| overwrite(path, 0, &[0; 4096])),
        ("its end", |path, size| {
            fs::File::options().write(true).open(path).and_then(|f| f.set_len(size / 2)).expect("cut")
        }),
        ("all of it", |path, _| fs::write(path, "nothing of it is left").expect("written")),
    ];
    for (what, damage) in damages {
        let room = Room::new();
        fs::remove_dir_all(&room.folder).expect("made anew");
        copy(&whole.folder, &room.folder);
        damage(&database(&room), size);
        let damaged = fs::read(database(&room)).expect("the damaged file");
        let said = room.refused("", &["queue"]);
        assert!(said.contains("restore --newest"), "{what}: it says what to do: {said}");
        let out = room.done("", &["restore", "--newest"]);
        assert!(aside(&room).0.get("desk.sqlite3").is_some_and(|kept| *kept == damaged), "{what}: the file is kept");
        room.done("", &["verify"]);
        assert!(text(&room, "early").contains("What was there"), "{what}");
        let late = room.galley("", &["show", "late", "--markdown"]);
        match what {
            "its header" | "its first page" => {
                assert!(late.ok().contains("What came after the copy."), "{what}");
                assert_eq!(room.json("", &["show", "early"])["dek"], "Changed after the copy.", "{what}");
                assert!(!out.contains("What did not"), "{what}: {out}");
            }
            _ => assert!(out.contains("What did not"), "{what}: what is lost is named: {out}"),
        }
    }
}

#[test]
fn a_database_without_a_backup_gives_what_can_be_read_of_it() {
    let room = Room::new();
    room.draft("kept", WRITER, "Never copied.");
    assert_eq!(names(&room), [] as [&str; 0]);
    overwrite(&database(&room), 0, &[0x5a; 100]);
    room.refused("", &["queue"]);
    room.done("", &["restore", "--newest"]);
    room.done("", &["verify"]);
    assert!(text(&room, "kept").contains("Never copied."));
}

#[test]
fn only_a_backup_that_is_sound_is_used() {
    let room = lived();
    room.done("", &["backup"]);
    let newest = room.folder.join("backups").join(&names(&room)[0]).join("desk.sqlite3");
    overwrite(&newest, 5000, &[0x5a; 64]);
    fs::write(database(&room), "nothing of it is left").expect("written");
    let out = room.done("", &["restore", "--newest"]);
    assert!(out.contains("was passed over"), "{out}");
    assert!(text(&room, "early").contains("What was there"), "the one before it was sound");
    let said = room.galley("", &["verify"]).refusal();
    assert!(said.contains("is not what it was"), "the damaged backup is named, and nothing else: {said}");
}

#[test]
fn a_restore_killed_anywhere_leaves_the_old_or_the_new() {
    let whole = lived();
    let name = names(&whole)[0].clone();
    let kills = if long() { 300 } else { 12 };
    let begun = Instant::now();
    {
        let room = Room::new();
        fs::remove_dir_all(&room.folder).expect("made anew");
        copy(&whole.folder, &room.folder);
        room.done("", &["restore", &name]);
    }
    let usual = u64::try_from(begun.elapsed().as_micros()).expect("less than a lifetime");
    let mut dice = Dice(0x0dd0_57a7_e5f0_0d11);
    let (mut old, mut new) = (0, 0);
    for kill in 0..kills {
        let room = Room::new();
        fs::remove_dir_all(&room.folder).expect("made anew");
        copy(&whole.folder, &room.folder);
        let before = fs::read(database(&room)).expect("the database");
        let mut child = room
            .command("", &["restore", &name])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_micros(dice.below(usual)));
        child.kill().expect("it may be killed");
        child.wait().expect("it ends");
        // Whoever opens it next has one of the two, whole.
        room.done("", &["verify"]);
        assert!(text(&room, "early").contains("What was there"), "kill {kill}");
        let late = room.galley("", &["show", "late"]).status == Some(0);
        if late {
            old += 1;
        } else {
            new += 1;
            assert!(aside(&room).0.get("desk.sqlite3").is_some_and(|kept| *kept == before), "kill {kill}: it is kept");
        }
        assert!(!room.folder.join(".restore.json").exists(), "kill {kill}: it was carried out to the end");
        // And it can be done again.
        room.done("", &["restore", &name]);
        room.done("", &["verify"]);
    }
    println!("{kills} restores were killed: {old} left the old state, {new} the new");
}

#[test]
fn a_backup_killed_anywhere_leaves_none_or_a_whole_one() {
    let room = lived();
    let begun = Instant::now();
    room.done("", &["backup"]);
    let usual = u64::try_from(begun.elapsed().as_micros()).expect("less than a lifetime");
    let mut dice = Dice(0xbacb_ac0b_acba_cb01);
    for _ in 0..if long() { 300 } else { 20 } {
        let mut child = room
            .command("", &["backup"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_micros(dice.below(usual)));
        child.kill().expect("it may be killed");
        child.wait().expect("it ends");
        let list = room.json("", &["backup", "--list"]);
        assert!(list.as_array().expect("a list").iter().all(|one| one["trouble"].is_null()), "{list}");
    }
    room.done("", &["backup"]);
    let drafts = fs::read_dir(room.folder.join("backups")).expect("the backups").flatten();
    assert!(
        drafts.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")),
        "drafts are swept"
    );
    room.done("", &["verify"]);
}

#[test]
fn what_stands_in_the_site_and_should_not_is_named() {
    let room = lived();
    let site = room.site();
    fs::create_dir(site.join("early")).expect("a folder");
    fs::write(site.join("early-not"), "x").expect("a file");
    assert!(room.galley("", &["verify"]).refusal().contains("early-not in site/ is nothing that the desk writes"));
    fs::remove_file(site.join("early-not")).expect("taken away");
    let address = room.json("", &["show", "early"])["address"].as_str().expect("an address").to_owned();
    fs::create_dir_all(site.join(&address)).expect("a folder");
    fs::write(site.join(&address).join("index.html"), "<article>Not yet.</article>").expect("a page");
    let said = room.galley("", &["verify"]).refusal();
    assert!(said.contains(&address), "an unpublished page is named: {said}");
    fs::remove_dir_all(site.join(&address)).expect("taken away");
    let page = site.join("the-standing-story/index.html");
    let sound = fs::read_to_string(&page).expect("the page");
    fs::write(&page, sound.replace("Standing since", "Falling since")).expect("changed");
    assert!(room.galley("", &["verify"]).refusal().contains("is not what was approved"));
    room.done("", &["build"]);
    room.done("", &["verify"]);
}

#[test]
fn the_agent_stops_for_nobody_and_a_backup_is_made_beside_it() {
    let room = lived();
    let agent = room.agent();
    room.done("", &["backup"]);
    room.draft("meanwhile", WRITER, "Written while the agent runs.");
    Agent::end(agent);
    room.done("", &["verify"]);
    assert_eq!(names(&room).len(), 2);
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let mut file = fs::File::options().write(true).open(path).expect("the file");
    file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(bytes)).expect("bytes are overwritten");
}
