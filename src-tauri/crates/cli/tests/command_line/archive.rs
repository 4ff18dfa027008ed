//! What comes in from an archive, what goes out, and what can be found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::room::{Dice, EDITOR, Files, MANAGING, OTHER_WRITER, Room, WRITER, run};

/// A folder with these files in it.
fn folder(room: &Room, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = room.scratch().join(name);
    for (path, text) in files {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("a folder above")).expect("a folder");
        fs::write(place, text).expect("a file");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn path(folder: &Path) -> &str {
    folder.to_str().expect("a plain path")
}

/// Takes it in; the report.
#[track_caller]
fn import(room: &Room, folder: &Path, more: &[&str]) -> Value {
    let words: Vec<&str> = ["import", path(folder), "--json"].into_iter().chain(more.iter().copied()).collect();
    let said = run(&mut room.command(MANAGING, &words));
    assert_eq!(said.status, Some(0), "it is taken in: {said:?}");
    assert!(said.err.contains(" files"), "it says how far it is: {said:?}");
    serde_json::from_str(&said.out).expect("the report is JSON")
}

#[track_caller]
fn of<'a>(report: &'a Value, file: &str) -> &'a Value {
    let files = report["files"].as_array().expect("a list of files");
    files.iter().find(|one| one["file"] == file).unwrap_or_else(|| panic!("{file} is in the report: {report:#}"))
}

#[track_caller]
fn noted(report: &Value, file: &str, words: &str) {
    let notes = of(report, file)["notes"].to_string();
    assert!(notes.contains(words), "{file}: expected {words:?} in {notes}");
}

#[track_caller]
fn sound(room: &Room) {
    assert!(room.done("", &["verify"]).starts_with("All is sound"));
}

#[test]
fn an_archive_is_published_by_its_own_dates_and_addresses_and_what_does_not_fit_is_named() {
    let room = Room::new();
    let picture = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data/sample/pictures/border-clinic.jpg"));
    let archive = folder(
        &room,
        "blog",
        &[
            (
                "_posts/2014-10-01-the-quay.md",
                "---\ntitle: \"The quay: a story\"\nlayout: post\nauthors: [lucia sandoval, Lucía Sandoval, Ana Prado]\ntags: [ports, Global Crises]\n---\nThe quay was empty.\n",
            ),
            (
                "posts/bundle/index.md",
                "+++\ntitle = 'A bundle'\ndate = 2019-03-04T10:00:00Z\nlastmod = 2020-01-02\nurl = '/2019/a-bundle/'\naliases = ['/old/a-bundle.html', '/2019/a-bundle/']\ncategories = ['Global Crises', 'misc']\n+++\n![A clinic](clinic.jpg)\n\nText.\n",
            ),
            ("posts/draft.md", "---\ntitle: A draft\ndate: 2019-01-01\ndraft: true\n---\nNot yet.\n"),
            ("posts/undated.md", "---\ntitle: Undated\nsection: gardening\n---\nText.\n"),
            ("posts/future.md", "---\ntitle: The future\ndate: 2999-01-01\n---\nText.\n"),
            (
                "posts/twin.md",
                "---\ntitle: A twin\nslug: the-quay\ndate: 2018-01-01\nimage: /nowhere.jpg\n---\nText.\n",
            ),
            ("posts/empty.md", "---\ntitle: Nothing\ndate: 2018-01-01\n---\n"),
            ("posts/_index.md", "---\ntitle: Posts\n---\n"),
            ("posts/binary.md", "\u{0}\u{1}\u{2}\u{0}\u{3}"),
        ],
    );
    fs::write(archive.join("posts/bundle/clinic.jpg"), picture.expect("a picture of the sample")).expect("a file");
    let report = import(&room, &archive, &[]);
    let counts = ["published", "drafts", "before", "pictures"].map(|what| report[what].as_u64().expect("a number"));
    assert_eq!(counts, [3, 4, 0, 1], "{report:#}");
    assert_eq!(report["people"].to_string(), "[\"Ana Prado\"]");
    noted(&report, "_posts/2014-10-01-the-quay.md", "“lucia sandoval” was taken for Lucía Sandoval");

    let quay = room.json("", &["show", "the-quay"]);
    assert_eq!((&quay["status"], &quay["publication"]["state"]), (&"ready".into(), &"live".into()));
    assert_eq!(quay["address"], "the-quay");
    assert_eq!(quay["publication"]["at"], "2014-10-01T16:00:00Z", "a day is its noon in the house’s zone");
    noted(&report, "_posts/2014-10-01-the-quay.md", "The field “layout: post”");
    assert!(room.page("2014/10/01/the-quay").contains("/the-quay/"), "the address of its file’s name leads to it");

    let bundle = room.json("", &["show", "bundle"]);
    assert_eq!((&bundle["address"], &bundle["section"]), (&"2019/a-bundle".into(), &"global-crises".into()));
    assert_eq!(bundle["topics"].to_string(), "[\"misc\"]", "a category that names a section is no topic");
    assert!(bundle["body"].as_str().expect("a body").contains("![A clinic](media:"), "{bundle}");
    assert!(room.page("2019/a-bundle").contains("pictures/"), "its picture is on its page");
    assert!(room.page("old/a-bundle").contains("2019/a-bundle"), "the alias leads to it");

    for (file, why) in [
        ("posts/undated.md", "It has no date"),
        ("posts/undated.md", "The house has no section “gardening”"),
        ("posts/future.md", "Its date is still to come"),
        ("posts/twin.md", "The address /the-quay/ is another article’s, so it stands at /the-quay-2/."),
        ("posts/twin.md", "The picture /nowhere.jpg is not in the folder"),
        ("posts/empty.md", "It is a draft."),
        ("posts/_index.md", "It is the page of a list"),
    ] {
        noted(&report, file, why);
    }
    assert_eq!(of(&report, "posts/twin.md")["slug"], "the-quay-2");
    assert_eq!(of(&report, "posts/draft.md")["became"], "draft");
    assert_eq!(of(&report, "posts/binary.md")["became"], "nothing");
    let imported: Vec<Value> = room.json("", &["log", "bundle"]).as_array().cloned().expect("a log");
    assert!(imported.iter().all(|entry| entry["who"] == MANAGING), "facts name who took it in: {imported:?}");
    assert_eq!(room.facts("bundle", "imported"), 1);
    sound(&room);
}

#[test]
fn a_second_run_adds_nothing_and_a_file_that_changed_is_named() {
    let room = Room::new();
    let one = "---\ntitle: One\ndate: 2019-01-01\n---\nText.\n";
    let archive =
        folder(&room, "blog", &[("a/one.md", one), ("b/two.md", "---\ntitle: Two\ndate: 2019-01-02\n---\nMore.\n")]);
    import(&room, &archive, &[]);
    let before = room.state();
    let again = import(&room, &archive, &[]);
    assert_eq!((&again["before"], &again["published"]), (&2.into(), &0.into()), "{again:#}");
    room.state().assert_is(&before);
    fs::write(archive.join("a/one.md"), one.replace("Text.", "Other text.")).expect("changed");
    fs::rename(archive.join("b/two.md"), archive.join("b/second.md")).expect("renamed");
    let third = import(&room, &archive, &[]);
    assert_eq!(third["before"], 2, "{third:#}");
    noted(&third, "a/one.md", "It was changed since it came in as one");
    assert_eq!(room.json("", &["show", "one"])["body"], "Text.\n");
    // Another archive may have a file at the same place.
    let other = folder(&room, "diary", &[("a/one.md", "---\ntitle: One\ndate: 2019-01-01\n---\nOf the diary.\n")]);
    assert_eq!(import(&room, &other, &[])["published"], 1);
    sound(&room);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let room = Room::new();
    let archive = folder(
        &room,
        "blog",
        &[
            ("one.md", "---\ntitle: One\ndate: 2019-01-01\nauthor: Nobody Known\n---\nText.\n"),
            ("two.md", "---\ntitle: One\ndate: 2019-01-01\nfoo: bar\n---\nText too.\n"),
            ("three.md", "---\ntitle: Three\n---\nText.\n"),
        ],
    );
    let before = room.state();
    let dry = import(&room, &archive, &["--dry-run"]);
    room.state().assert_is(&before);
    let real = import(&room, &archive, &[]);
    for what in ["published", "drafts", "refused", "people", "files"] {
        assert_eq!(dry[what], real[what], "{what}");
    }
}

#[test]
fn an_archive_is_taken_in_by_a_managing_editor_who_is_an_administrator() {
    let room = Room::new();
    let archive = folder(&room, "blog", &[("one.md", "---\ntitle: One\ndate: 2019-01-01\n---\nText.\n")]);
    for person in [EDITOR, WRITER] {
        let said = room.refused(person, &["import", path(&archive)]);
        assert!(said.contains("administrator") && said.contains(MANAGING), "{said}");
    }
    assert!(room.refused("", &["import", path(&archive)]).contains("--as"));
    assert!(room.refused(MANAGING, &["import", "/no/such/folder"]).contains("/no/such/folder"));
    let report = import(&room, &archive, &["--by", WRITER]);
    noted(&report, "one.md", &format!("It names no author, so {WRITER} is on its byline."));
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_ended() {
    let room = Room::new();
    let files: Vec<(String, String)> = (0..700)
        .map(|n| {
            (
                format!("{:02}/post-{n}.md", n % 12),
                format!("---\ntitle: Post {n}\ndate: 2019-01-01\nauthor: Hand {}\n---\nThe text of {n}.\n", n % 30),
            )
        })
        .collect();
    let named: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let archive = folder(&room, "blog", &named);
    let mut dice = Dice(0x5eed);
    for _ in 0..6 {
        let mut child = room
            .command(MANAGING, &["import", path(&archive)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(20 + dice.below(700)));
        // It may be done already.
        let _ = child.kill();
        let _ = child.wait();
        // The pages that it owes are built at the end, or by whoever is open.
        room.done("", &["verify"]);
    }
    let report = import(&room, &archive, &[]);
    let number = |what: &str| report[what].as_u64().expect("a number");
    assert_eq!(number("before") + number("published"), 700, "{}", report["refused"]);
    assert_eq!(room.json("", &["archive", "--limit", "1"])["total"], 700);
    assert_eq!(room.json("", &["people"]).as_array().map(Vec::len), Some(5 + 30), "nobody stands there twice");
    assert!(room.site().join("post-699/index.html").exists(), "the site is built, whoever was killed");
    sound(&room);
}

/// Headlines that break what is careless.
const HOSTILE: [&str; 8] = [
    "“Quotes”: \"and\" 'colons' # - [x] {y}",
    "--- --- ...",
    "null",
    "שלום العربية \u{202e}evil",
    "👩‍👩‍👧 emoji",
    "a\u{2028}b\u{85}c",
    "back\\slash \\n &amp; <b>",
    "  spaces  ",
];

#[test]
fn what_is_exported_and_imported_elsewhere_is_exported_to_the_same_bytes() {
    let room = Room::new();
    for (n, headline) in HOSTILE.iter().enumerate() {
        let slug = format!("hostile-{n}");
        room.draft(&slug, WRITER, "See ![x](<media:0000> \"t\") and\n\n---\n\n    code\n\n| a |\n|---|\n| b |");
        room.done(
            EDITOR,
            &["edit", &slug, "--set", &format!("headline={headline}"), "--set", &format!("dek={headline}")],
        );
    }
    room.draft("long", OTHER_WRITER, "Text.");
    room.done(EDITOR, &["edit", "long", "--set", &format!("headline={}", "x".repeat(300))]);
    for slug in ["live", "changed", "scheduled", "held", "embargoed", "gone", "moved"] {
        room.approved(slug, &format!("The text of {slug}."));
    }
    for slug in ["live", "changed", "gone", "moved"] {
        room.done(MANAGING, &["publish", slug]);
    }
    room.done(EDITOR, &["edit", "changed", "--set", "dek=Another dek."]);
    room.done(MANAGING, &["edit", "moved", "--set", "address=somewhere-else"]);
    room.done(MANAGING, &["schedule", "scheduled", "+20d", "--withdraw-at", "+30d"]);
    room.done(MANAGING, &["hold", "held", "--reason", "Legal: \"wait\"."]);
    room.done(MANAGING, &["embargo", "embargoed", "--until", "+2d", "--reason", "Agreed."]);
    room.draft("spiked", WRITER, "No.");
    room.done(EDITOR, &["move", "spiked", "spiked", "--note", "Not ours."]);
    let picture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data/sample/pictures/border-clinic.jpg");
    room.done(EDITOR, &["edit", "long", "--set", &format!("lead={picture}"), "--set", "lead.alt=\"A\": clinic"]);

    let first = room.scratch().join("first");
    room.done("", &["export", path(&first)]);
    let files = Files::of(&first);
    let uuid = |text: &str| {
        text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
            .any(|word| word.len() == 36 && word.matches('-').count() == 4)
    };
    let with_ids: Vec<&String> =
        files.0.iter().filter(|(_, bytes)| uuid(&String::from_utf8_lossy(bytes))).map(|(path, _)| path).collect();
    assert!(with_ids.is_empty(), "no id is in an export: {with_ids:?}");

    let elsewhere = Room::new();
    let report = import(&elsewhere, &first, &[]);
    assert_eq!(report["refused"], 0, "{report:#}");
    let second = elsewhere.scratch().join("second");
    elsewhere.done("", &["export", path(&second)]);
    Files::of(&second).assert_is(&files);
    sound(&elsewhere);
    for slug in ["live", "changed", "scheduled", "held", "embargoed", "gone", "spiked"] {
        let both = [&room, &elsewhere].map(|room| {
            let mut told = room.json("", &["show", slug]);
            let told = told.as_object_mut().expect("a record");
            // These hold ids of people, which are another newsroom’s own.
            told.shift_remove("id");
            told.shift_remove("version");
            told["publication"].as_object_mut().expect("a record").shift_remove("version");
            Value::Object(told.clone())
        });
        assert_eq!(both[0], both[1], "{slug}");
    }
    assert!(elsewhere.page("somewhere-else").contains("The text of moved."));

    let again = import(&elsewhere, &first, &[]);
    assert_eq!((&again["brought_in"], &again["refused"]), (&0.into(), &0.into()), "{again:#}");
    let taken = elsewhere.refused("", &["export", path(&second)]);
    assert!(taken.contains("is not empty"), "{taken}");
}

#[test]
fn a_writer_finds_what_is_live_and_their_own_and_no_word_of_anything_else() {
    let room = Room::new();
    room.approved("open", "The ferry sails for everybody.");
    room.done(MANAGING, &["publish", "open"]);
    let ahead = room.file("ahead.md", "The ferry sails, and zeisig is for later.\n");
    room.done(EDITOR, &["edit", "open", path(&ahead), "--set", "headline=Zeisig ahead"]);
    room.draft("secret", OTHER_WRITER, "A zeisig flies.");
    room.draft("mine", WRITER, "My own zeisig.");
    room.done(MANAGING, &["people", "set", "Adamma Eze", "--role", "administrator"]);
    let found = |person: &str, words: &[&str]| {
        let words: Vec<&str> = ["search"].iter().chain(words).copied().collect();
        let found = room.json(person, &words);
        let lines = found["lines"].as_array().expect("lines");
        assert_eq!(found["total"], lines.len(), "what may not be read is not counted");
        let mut slugs: Vec<String> =
            lines.iter().map(|line| line["slug"].as_str().expect("a slug").to_owned()).collect();
        slugs.sort();
        (slugs, found.to_string())
    };
    assert_eq!(found(EDITOR, &["zeisig"]).0, ["mine", "open", "secret"]);
    assert_eq!(found("", &["zeisig"]).0, ["mine", "open", "secret"], "who holds the folder holds the desk");
    assert_eq!(found(WRITER, &["zeisig"]).0, ["mine", "open"], "the live one’s copy on the desk is theirs");
    assert_eq!(found(OTHER_WRITER, &["zeisig"]).0, ["secret"]);
    assert_eq!(found("Adamma", &["zeisig"]).0, Vec::<String>::new());
    let (slugs, answer) = found(OTHER_WRITER, &["ferry"]);
    assert_eq!(slugs, ["the-open-story"], "by its address: the slug is the desk’s own name for it");
    assert!(!answer.to_lowercase().contains("zeisig"), "only the live version’s words: {answer}");
    assert_eq!(found(EDITOR, &["zeisig", "--published"]).0, Vec::<String>::new());
    let archive = room.json(OTHER_WRITER, &["archive"]);
    assert_eq!(archive["total"], 1);
    assert!(!archive.to_string().to_lowercase().contains("zeisig"), "{archive}");
}

#[test]
fn hostile_words_find_nothing_and_break_nothing() {
    let room = Room::new();
    room.draft("one", WRITER, "A café by the well-being centre.");
    for words in
        ["\" OR \"", "headline:x", "a* NEAR(b", "'; DROP TABLE found; --", "{x y} : z", "^ - + ( )", "🙂", "''\"\"''"]
    {
        room.done(EDITOR, &["search", "--", words]);
    }
    room.done(EDITOR, &["search", "--", &"\"a ".repeat(5_000)]);
    for words in ["CAFE", "cafe\u{301}", "well-being", "wellbe", "\"well being\"", "caf"] {
        let total = room.json(EDITOR, &["search", words])["total"].as_u64();
        assert_eq!(total, Some(u64::from(words != "wellbe")), "{words}");
    }
    room.done("", &["search", "--afresh"]);
    assert_eq!(room.json(EDITOR, &["search", "cafe"])["total"], 1);
}
