//! What is wrong is said in one clear sentence, and nothing changes.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;

use crate::room::{EDITOR, Files, MANAGING, OTHER_WRITER, Room, WRITER, program, run};

#[test]
fn a_name_that_is_not_on_the_masthead_is_refused() {
    let room = Room::new();
    let file = room.file("a.md", "# A\n\nText.\n");
    let file = file.to_str().expect("a path");
    for (person, words) in [
        ("Nobody Known", vec!["queue"]),
        ("", vec!["submit", file, "--by", "Nobody Known"]),
        ("Nobody Known", vec!["submit", file]),
    ] {
        let said = room.refused(person, &words);
        assert!(said.contains("Nobody Known"), "{words:?}: {said}");
    }
    assert!(room.refused("", &["submit", file]).contains("--as"), "somebody must act");
    // Several are called so: the names are listed.
    room.done(MANAGING, &["people", "set", "Lucía Ferro", "--role", "writer"]);
    let said = room.refused("Lucía", &["queue"]);
    assert!(said.contains("Lucía Ferro") && said.contains(WRITER), "{said}");
}

#[test]
fn a_file_that_is_not_there_or_cannot_be_read_is_named() {
    let room = Room::new();
    room.draft("kept", WRITER, "Kept.");
    let picture = room.file("holiday.zip", [0_u8, 159, 146, 150]);
    let latin = room.file("latin.txt", [b'c', 0xe9, b'\n']);
    let word = room.file("broken.docx", b"PK\x03\x04 not a package");
    for (words, named) in [
        (vec!["submit", "/no/such/file.md", "--by", WRITER], "/no/such/file.md"),
        (vec!["submit", picture.to_str().expect("a path"), "--by", WRITER], "holiday.zip"),
        (vec!["submit", word.to_str().expect("a path"), "--by", WRITER], "broken.docx"),
        (vec!["edit", "kept", "/no/such/file.md"], "/no/such/file.md"),
        (vec!["edit", "kept", latin.to_str().expect("a path")], "latin.txt"),
        (vec!["edit", "kept", "--set", "lead=/no/such/picture.jpg"], "/no/such/picture.jpg"),
        (vec!["edit", "kept", "--set", &*format!("lead={}", picture.display())], "picture"),
    ] {
        let said = room.refused(WRITER, &words);
        assert!(said.contains(named), "{words:?}: {said}");
    }
}

#[test]
fn of_several_files_the_readable_ones_arrive_and_the_others_are_named() {
    let room = Room::new();
    let good = room.file("good.md", "# Good\n\nText.\n");
    let said = room.galley(WRITER, &["submit", "/no/such.md", good.to_str().expect("a path")]);
    assert!(said.out.contains("good.md is the draft good"), "{said:?}");
    assert!(said.refusal().contains("/no/such.md"));
    assert_eq!(room.json(WRITER, &["queue"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn illegal_acts_are_refused_and_say_what_would_make_them_pass() {
    let room = Room::new();
    room.draft("young", WRITER, "Young. TK");
    room.approved("ripe", "Ripe.");
    room.approved("held", "Held.");
    room.done(MANAGING, &["hold", "held", "--reason", "Legal looks at it."]);
    room.approved("secret", "Secret.");
    room.done(MANAGING, &["embargo", "secret", "--until", "+2d", "--reason", "Agreed with the source."]);
    for (person, words) in [
        (WRITER, vec!["move", "young", "ready"]),
        (WRITER, vec!["move", "young", "editing"]),
        (EDITOR, vec!["move", "young", "copy"]),
        (EDITOR, vec!["move", "young", "drafting"]),
        (EDITOR, vec!["move", "young", "revising", "--note", "No.", "--due", "+2d"]),
        (EDITOR, vec!["move", "young", "spiked"]),
        (WRITER, vec!["move", "ripe", "editing"]),
        (WRITER, vec!["edit", "ripe", "--set", "headline=Mine"]),
        (OTHER_WRITER, vec!["edit", "young", "--set", "headline=Mine"]),
        (WRITER, vec!["publish", "ripe"]),
        (WRITER, vec!["schedule", "ripe", "+2h"]),
        (MANAGING, vec!["publish", "young"]),
        (MANAGING, vec!["schedule", "young", "+2h"]),
        (MANAGING, vec!["publish", "held"]),
        (MANAGING, vec!["schedule", "held", "+2h"]),
        (MANAGING, vec!["publish", "secret"]),
        (MANAGING, vec!["schedule", "secret", "+1d"]),
        (MANAGING, vec!["schedule", "ripe", "never"]),
        (WRITER, vec!["hold", "young", "--reason", "I would rather not."]),
        (EDITOR, vec!["embargo", "secret", "--lift", "--reason", "Enough."]),
        (EDITOR, vec!["people", "set", "New Person", "--role", "writer"]),
        ("", vec!["move", "young", "submitted"]),
        ("", vec!["edit", "young", "--set", "headline=Nobody’s"]),
        (EDITOR, vec!["edit", "young", "--set", "colour=red"]),
        (EDITOR, vec!["edit", "young", "--set", "headline"]),
        (EDITOR, vec!["edit", "young"]),
        (EDITOR, vec!["edit", "young", "--set", "authors=Nobody Known"]),
        (EDITOR, vec!["edit", "young", "--set", "section=atlantis"]),
        (EDITOR, vec!["edit", "young", "--set", "slug=ripe"]),
        (EDITOR, vec!["edit", "young", "--set", "slug=Not A Slug!"]),
        (EDITOR, vec!["edit", "young", "--set", "address=../../etc"]),
        (EDITOR, vec!["queue", "colour:red"]),
        (EDITOR, vec!["show", "no-such-article"]),
        (EDITOR, vec!["preview", "no-such-article"]),
        (EDITOR, vec!["log", "no-such-article"]),
        (EDITOR, vec!["check", "no-such-article"]),
    ] {
        let said = room.refused(person, &words);
        assert!(said.len() > 25, "{words:?} is refused with a reason: {said}");
    }
    // A required check stands in the way of the approval.
    room.done(WRITER, &["move", "young", "submitted"]);
    room.done(EDITOR, &["move", "young", "editing"]);
    assert!(room.refused(MANAGING, &["move", "young", "ready"]).contains("TK"));
    // The two-person rule: nobody approves what they wrote.
    room.draft("own", MANAGING, "Mine.");
    room.done(EDITOR, &["move", "own", "submitted"]);
    room.done(EDITOR, &["move", "own", "editing"]);
    assert!(room.refused(MANAGING, &["move", "own", "ready"]).contains("byline"));
}

#[test]
fn times_that_are_past_unclear_skipped_or_twofold_are_not_guessed() {
    let room = Room::new();
    room.approved("timed", "Timed.");
    for (when, named) in [
        ("2020-01-01 10:00", "passed"),
        ("yesterday 10:00", "passed"),
        ("soon", "soon"),
        ("2027-13-45 10:00", "2027-13-45"),
        ("2027-03-14 02:30", "clocks go forward"),
    ] {
        let said = room.refused(MANAGING, &["schedule", "timed", when]);
        assert!(said.contains(named), "{when}: {said}");
    }
    let gap = room.refused(MANAGING, &["schedule", "timed", "2027-03-14 02:30"]);
    assert!(gap.contains("01:59") && gap.contains("03:00"), "the nearest two: {gap}");
    let fold = room.refused(MANAGING, &["schedule", "timed", "2027-11-07 01:30"]);
    assert!(fold.contains("--which"), "it asks which: {fold}");
    assert!(room.refused(MANAGING, &["schedule", "timed", "+1d", "--zone", "Europe/Atlantis"]).contains("Atlantis"));
    for (which, utc) in [("earlier", "2027-11-07T05:30:00Z"), ("later", "2027-11-07T06:30:00Z")] {
        room.done(MANAGING, &["schedule", "timed", "2027-11-07 01:30", "--which", which]);
        assert_eq!(room.json(MANAGING, &["show", "timed"])["publish_at"], utc, "{which}");
    }
    // There it exists.
    room.done(MANAGING, &["schedule", "timed", "2027-03-14 02:30", "--zone", "Europe/Lisbon"]);
    assert_eq!(room.json(MANAGING, &["show", "timed"])["publish_at"], "2027-03-14T02:30:00Z");
}

#[test]
fn a_slot_that_is_taken_is_asked_about() {
    let room = Room::new();
    room.approved("first", "First.");
    room.approved("second", "Second.");
    room.done(MANAGING, &["schedule", "first", "2027-05-03 07:00"]);
    let said = room.refused(MANAGING, &["schedule", "second", "2027-05-03 07:00"]);
    assert!(said.contains("--share-slot"), "{said}");
    room.done(MANAGING, &["schedule", "second", "2027-05-03 07:00", "--share-slot"]);
}

#[test]
fn wrong_usage_is_another_status() {
    let room = Room::new();
    for words in [
        vec!["frobnicate"],
        vec!["move", "article"],
        vec!["move", "article", "nowhere"],
        vec!["publish"],
        vec!["publish", "article", "--due"],
        vec!["log", "--limit", "none"],
        vec!["schedule", "article", "+1d", "--which", "middle"],
        vec!["show"],
    ] {
        let before = room.state();
        let said = room.galley(MANAGING, &words);
        assert_eq!(said.status, Some(2), "{words:?}: {said:?}");
        assert!(!said.err.is_empty());
        room.state().assert_is(&before);
    }
    let nowhere = run(Command::new(program()).args(["queue"]).env_remove("GALLEY_DESK"));
    assert!(nowhere.refusal().contains("GALLEY_DESK"));
}

/// A command with the newsroom's folder at that path.
fn at(folder: &Path, words: &[&str]) -> String {
    run(Command::new(program()).env_remove("GALLEY_DESK").env_remove("GALLEY_AS").arg("-d").arg(folder).args(words))
        .refusal()
}

#[test]
fn what_is_not_a_newsroom_stays_what_it_is() {
    let room = Room::new();
    let missing = room.scratch().join("nowhere");
    assert!(at(&missing, &["queue"]).contains("no newsroom"));
    assert!(!missing.exists(), "asking makes nothing");
    let empty = room.scratch().join("empty");
    fs::create_dir(&empty).expect("a folder");
    assert!(at(&empty, &["queue"]).contains("no newsroom"));
    assert!(Files::of(&empty).0.is_empty());
    let file = room.file("a-file", "text");
    assert!(at(&file, &["queue"]).contains("a-file"));
    let text = room.scratch().join("text");
    fs::create_dir(&text).expect("a folder");
    fs::write(text.join("desk.sqlite3"), "not a database, and long enough to look like one ".repeat(100))
        .expect("written");
    let before = Files::of(&text);
    assert!(at(&text, &["queue"]).contains("not a Galley database"));
    Files::of(&text).assert_is(&before);
    let full = room.folder.to_str().expect("a path");
    let before = room.state();
    assert!(run(Command::new(program()).args(["new", full])).refusal().contains("is not empty"));
    assert!(
        run(Command::new(program()).args(["new", &format!("{full}-2"), "--house", "atlantis"]))
            .refusal()
            .contains("atlantis")
    );
    room.state().assert_is(&before);
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = File::options().write(true).open(path).expect("the database");
    file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(bytes)).expect("bytes are overwritten");
}

/// Every command that opens the newsroom says one sentence, and leaves all bytes as they are.
fn each_says(room: &Room, what: &str) {
    let file = room.file("late.md", "# Late\n\nText.\n");
    let file = file.to_str().expect("a path");
    for words in [
        vec!["queue"],
        vec!["show", "kept"],
        vec!["submit", file, "--by", WRITER],
        vec!["edit", "kept", file],
        vec!["move", "kept", "submitted"],
        vec!["publish", "--due"],
        vec!["build"],
        vec!["verify"],
        vec!["agent"],
    ] {
        let said = room.refused("", &words);
        assert!(said.contains(what), "{words:?}: {said}");
    }
}

#[test]
fn a_database_with_a_damaged_beginning_is_left_alone() {
    let room = Room::new();
    room.draft("kept", WRITER, "Kept.");
    overwrite(&room.folder.join("desk.sqlite3"), 0, &[0x5a; 100]);
    each_says(&room, "desk.sqlite3");
}

#[test]
fn a_newer_database_is_left_to_the_newer_program() {
    let room = Room::new();
    room.draft("kept", WRITER, "Kept.");
    // The form's number stands at byte 60 of an SQLite file.
    overwrite(&room.folder.join("desk.sqlite3"), 60, &9_999_u32.to_be_bytes());
    each_says(&room, "newer Galley");
}

#[test]
fn a_database_damaged_in_the_middle_never_passes_for_a_sound_one() {
    let room = Room::new();
    for number in 0..12 {
        room.draft(&format!("kept-{number}"), WRITER, &"Some words of it. ".repeat(200));
    }
    let path = room.folder.join("desk.sqlite3");
    let size = fs::metadata(&path).expect("the database").len();
    for part in 1..8 {
        let copy = Room::new();
        fs::copy(&path, copy.folder.join("desk.sqlite3")).expect("a copy");
        overwrite(&copy.folder.join("desk.sqlite3"), size * part / 8 / 4096 * 4096, &[0xa5; 4096]);
        let said = copy.galley("", &["verify"]);
        assert_eq!(said.status, Some(1), "verify finds it: {said:?}");
        assert_eq!(said.err.lines().count(), 1, "{said:?}");
        for words in [vec!["queue", "is:any"], vec!["log"], vec!["publish", "--due"], vec!["build"]] {
            let said = copy.galley("", &words);
            match said.status {
                Some(0) => {}
                _ => drop(said.refusal()),
            }
        }
    }
}

#[test]
fn a_mistake_in_the_house_stops_the_pages_and_nothing_else() {
    let room = Room::new();
    room.approved("waits", "Waits for the house.");
    let template = room.folder.join("house/templates/article.html");
    let sound = fs::read_to_string(&template).expect("the article's template");
    fs::write(&template, format!("{sound}\n{{% if %}}\n")).expect("a mistake");
    let line = sound.matches('\n').count() + 2;
    let said = room.refused(MANAGING, &["build"]);
    assert!(said.contains("article.html") && said.contains(&line.to_string()), "file and line {line}: {said}");
    let said = room.refused(EDITOR, &["preview", "waits"]);
    assert!(said.contains("article.html"), "{said}");
    room.done(EDITOR, &["queue"]);
    room.done(EDITOR, &["edit", "waits", "--set", "dek=Written meanwhile."]);
    room.done("", &["verify"]);
    // What goes out meanwhile waits in the outbox, says so, and is written when the house is mended.
    room.done(MANAGING, &["move", "waits", "ready"]);
    let said = room.galley(MANAGING, &["publish", "waits"]).refusal();
    assert!(said.contains("house"), "{said}");
    fs::write(&template, sound).expect("mended");
    room.done("", &["publish", "--due"]);
    assert_eq!(room.facts("waits", "published"), 1);
    let address = room.json(EDITOR, &["show", "waits"])["address"].as_str().expect("an address").to_owned();
    assert!(room.page(&address).contains("Waits for the house."));
    room.done("", &["verify"]);
}

#[test]
fn a_mistake_in_the_rules_names_its_line() {
    let room = Room::new();
    let rules = room.folder.join("desk.toml");
    for (text, named) in [
        ("name = \"Meridian\"\nzone = \n", "line 2"),
        ("name = \"Meridian\"\n\nzone = \"Europe/Atlantis\"\n", "Atlantis"),
        ("name = \"Meridian\"\ncolour = \"red\"\n", "colour"),
        ("[checks]\ntk = \"off\"\n", "tk"),
    ] {
        fs::write(&rules, text).expect("a mistake");
        let said = room.refused(EDITOR, &["queue"]);
        assert!(said.contains("desk.toml") && said.contains(named), "{said}");
    }
    fs::remove_file(&rules).expect("gone");
    assert!(room.refused(EDITOR, &["queue"]).contains("desk.toml"));
}

/// Runs a script in a mount namespace of its own; `None` where the machine does not allow one.
fn apart(script: &str, room: &Room) -> Option<crate::room::Said> {
    let allowed = Command::new("unshare").args(["-rm", "true"]).output().is_ok_and(|output| output.status.success());
    if !allowed {
        println!("skipped: this machine allows no mounts of one’s own");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", script]);
    command.env("GALLEY", program()).env("ROOM", &room.folder).env("SCRATCH", room.scratch());
    Some(run(command.env_remove("GALLEY_DESK").env_remove("GALLEY_AS")))
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_not_changed() {
    let room = Room::new();
    room.draft("kept", WRITER, "Kept.");
    room.file("late.md", "# Late\n\nText.\n");
    let before = room.state();
    let mounted =
        "mount --bind \"$ROOM\" \"$ROOM\" && mount -o remount,ro,bind \"$ROOM\" && exec \"$GALLEY\" -d \"$ROOM\" ";
    for words in [
        "--as Lucía submit \"$SCRATCH/late.md\"",
        "--as Penelope edit kept --set dek=New",
        "--as Ines build",
        "publish --due",
    ] {
        let Some(said) = apart(&format!("{mounted}{words}"), &room) else { return };
        if words == "publish --due" && said.status == Some(0) {
            continue;
        }
        let sentence = said.refusal();
        assert!(sentence.contains("written") || sentence.contains("Read-only"), "{words}: {sentence}");
    }
    room.state().assert_is(&before);
}

#[test]
fn a_full_disk_loses_nothing() {
    let room = Room::new();
    room.approved("kept", "Kept.");
    let long: String = "A sentence that takes some room on the disk, number by number. ".repeat(8_000);
    room.file("long.md", format!("# Long\n\n{long}\n"));
    let before = room.state();
    // No file may grow beyond what the database already needs: the disk is full for whatever is written.
    let blocks = fs::metadata(room.folder.join("desk.sqlite3")).expect("the database").len() / 512 + 8;
    let script = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$GALLEY\" -d \"$ROOM\" --as Lucía submit \"$SCRATCH/long.md\""
    );
    let said = run(Command::new("sh")
        .args(["-c", &script])
        .env("GALLEY", program())
        .env("ROOM", &room.folder)
        .env("SCRATCH", room.scratch()));
    let sentence = said.refusal();
    assert!(sentence.contains("no room left"), "{sentence}");
    room.state().assert_is(&before);
    room.done("", &["verify"]);

    // A real disk of its own, with a few pages left on it.
    let script = "mkdir \"$SCRATCH/disk\" && mount -t tmpfs -o size=24m tmpfs \"$SCRATCH/disk\" && cp -a \"$ROOM\" \"$SCRATCH/disk/room\" \
         && { dd if=/dev/zero of=\"$SCRATCH/disk/filler\" bs=4k 2>/dev/null || true; } \
         && before=$(cksum < \"$SCRATCH/disk/room/desk.sqlite3\") \
         && { \"$GALLEY\" -d \"$SCRATCH/disk/room\" --as Lucía submit \"$SCRATCH/long.md\"; status=$?; } ; \
         rm \"$SCRATCH/disk/filler\" && \"$GALLEY\" -d \"$SCRATCH/disk/room\" verify > /dev/null || exit 9; \
         \"$GALLEY\" -d \"$SCRATCH/disk/room\" show long > /dev/null 2>&1 && exit 8; \
         \"$GALLEY\" -d \"$SCRATCH/disk/room\" --as Ines publish kept > /dev/null || exit 7; exit $status";
    if let Some(said) = apart(script, &room) {
        let sentence = said.refusal();
        assert!(sentence.contains("room left") || sentence.contains("written"), "{sentence}");
    }
}
