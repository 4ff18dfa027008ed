//! Nothing unpublished leaks: a canary in every article that is not before readers never appears where it must not.

use crate::room::{EDITOR, Files, MANAGING, OTHER_WRITER, PATIENCE, Room, WRITER, until};

/// A word in headline, dek, text and slug that nothing else contains.
const CANARY: &str = "zeisig";

fn canary(room: &Room, name: &str) -> String {
    let slug = format!("{CANARY}-{name}");
    room.draft(&slug, WRITER, &format!("Nobody outside may read {CANARY} of {name}.\n\n## {CANARY} in a heading"));
    slug
}

#[track_caller]
fn nothing_leaks(room: &Room, when: &str) {
    let held = Files::of(&room.site());
    assert!(held.0.len() > 3, "there is a site to look at");
    assert_eq!(held.holding(CANARY), Vec::<&str>::new(), "{when}");
}

#[test]
fn nothing_unpublished_reaches_the_site() {
    let room = Room::new();
    room.approved("open", "For everybody.");
    room.done(MANAGING, &["publish", "open"]);
    canary(&room, "draft");
    let spiked = canary(&room, "spiked");
    room.done(EDITOR, &["move", &spiked, "spiked", "--note", "Not ours."]);
    for (name, act) in [
        ("held", vec!["hold", "ARTICLE", "--reason", "Legal."]),
        ("embargoed", vec!["embargo", "ARTICLE", "--until", "+2d", "--reason", "Agreed."]),
        ("scheduled", vec!["schedule", "ARTICLE", "+2d"]),
        ("short-lived", vec!["schedule", "ARTICLE", "+1m", "--withdraw-at", "+2m", "--share-slot"]),
    ] {
        let slug = canary(&room, name);
        room.walk(&slug);
        let words: Vec<&str> = act.into_iter().map(|word| if word == "ARTICLE" { &*slug } else { word }).collect();
        room.done(MANAGING, &words);
    }
    // A working copy ahead of what is live.
    let text = room.file("ahead.md", format!("For everybody, and {CANARY} for later.\n"));
    room.done(EDITOR, &["edit", "open", text.to_str().expect("a path"), "--set", &format!("dek={CANARY}")]);
    nothing_leaks(&room, "before anything is written");
    room.done("", &["build"]);
    nothing_leaks(&room, "after a build");
    room.approved("second", "For everybody too.");
    room.done(MANAGING, &["publish", "second"]);
    nothing_leaks(&room, "after a publication");

    // What waits for a decision, and what is said about it, is nobody's but the desk's.
    let proposed = room.file("proposed.md", format!("For everybody too, says {CANARY}.\n"));
    room.done(WRITER, &["edit", "second", proposed.to_str().expect("a path")]);
    room.done(EDITOR, &["comment", "second", &format!("Is {CANARY} sure?"), "--on", "everybody"]);
    room.done(EDITOR, &["comment", "second", &format!("A note on {CANARY}."), "--note"]);
    assert!(room.done(EDITOR, &["show", "second", "--suggestions"]).contains(CANARY), "there is something to leak");
    let exported = room.scratch().join("exported");
    room.done(MANAGING, &["export", exported.to_str().expect("a path")]);
    let text = std::fs::read_to_string(Files::file_of(&exported, "second")).expect("it is exported");
    assert!(text.contains("For everybody too.") && !text.contains(CANARY), "{text}");
    for words in
        [vec!["show", "second", "--markdown"], vec!["preview", "second"], vec!["search", CANARY, "--published"]]
    {
        assert!(!room.done(MANAGING, &words).contains(CANARY), "{words:?}");
    }
    room.done("", &["build"]);
    nothing_leaks(&room, "with suggestions and comments open in what is live");
    room.done(MANAGING, &["stet", "second", "--all"]);

    let agent = room.agent();
    let short = format!("{CANARY}-short-lived");
    until("it is published by the clock", PATIENCE * 2, || room.facts(&short, "published") == 1);
    until("and withdrawn again", PATIENCE * 2, || room.facts(&short, "withdrawn") == 1);
    until("and everything is read back", PATIENCE, || {
        room.log(Some(&short)).last().is_some_and(|(kind, said)| kind == "receipted" && said.ends_with("as approved"))
    });
    agent.end();
    nothing_leaks(&room, "after the withdrawal");
    let address = room.json(MANAGING, &["show", &short])["address"].as_str().expect("an address").to_owned();
    assert!(!room.site().join(&address).exists(), "not even a folder of that name is left");
    room.done("", &["build"]);
    nothing_leaks(&room, "after another build");
    let out = room.scratch().join("out");
    room.done("", &["build", "--out", out.to_str().expect("a path")]);
    assert_eq!(Files::of(&out).holding(CANARY), Vec::<&str>::new());
    room.done("", &["verify"]);
}

#[test]
fn a_picture_of_an_unpublished_article_is_nowhere_among_what_readers_get() {
    let room = Room::new();
    room.approved("open", "For everybody.");
    let draft = canary(&room, "pictured");
    // A comment in the file says what nobody is to know, and so does its name.
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data/sample/pictures/border-clinic.jpg");
    let sample = std::fs::read(sample).expect("a picture of the sample");
    let comment = [&[0xff, 0xfe, 0, 2 + CANARY.len() as u8], CANARY.as_bytes()].concat();
    let picture = room.scratch().join(format!("{CANARY}.jpg"));
    std::fs::write(&picture, [&sample[..2], &comment, &sample[2..]].concat()).expect("a picture");
    let lead = format!("lead={}", picture.to_str().expect("a path"));
    room.done(WRITER, &["edit", &draft, "--set", &lead]);
    let said = ["alt", "caption", "credit", "rights"].map(|field| format!("lead.{field}={CANARY}"));
    let said: Vec<&str> = said.iter().flat_map(|set| ["--set", set]).collect();
    room.done(WRITER, &[vec!["edit", &draft], said].concat());
    room.done(EDITOR, &["comment", &draft, &format!("A note on {CANARY}."), "--note"]);
    room.done(MANAGING, &["publish", "open"]);
    room.done("", &["build"]);
    nothing_leaks(&room, "with a picture in a draft");
    let out = Files::of(&room.site());
    assert!(!out.0.keys().any(|path| path.starts_with("pictures/")), "no picture is out");

    // What is made of it for pages, before it is on any, says nothing either: neither by its name nor by what is in it.
    let media = Files::of(&room.site().with_file_name("media"));
    assert!(media.0.keys().any(|path| path.starts_with("made/")), "there is something to look at");
    let holding = media.holding(CANARY);
    assert!(holding.iter().all(|path| !path.contains(CANARY) && !path.starts_with("made/")), "{holding:?}");
}

#[test]
fn a_writer_never_sees_what_others_have_not_published() {
    let room = Room::new();
    let draft = canary(&room, "draft");
    let other = canary(&room, "drift");
    let ready = canary(&room, "ready");
    room.walk(&ready);
    room.draft("own", OTHER_WRITER, "My own.");
    room.approved("open", "For everybody.");
    room.done(MANAGING, &["publish", "open"]);
    // What is live is worked on again: whoever reads it as readers do reads what is live.
    let text = room.file("ahead.md", format!("For everybody, and {CANARY} for later.\n"));
    let text = text.to_str().expect("a path");
    room.done(
        EDITOR,
        &["edit", "open", text, "--set", &format!("headline={CANARY}"), "--set", &format!("dek={CANARY}")],
    );
    room.done(MANAGING, &["people", "set", "Teodor Lindauer", "--role", "administrator"]);
    for reader in [OTHER_WRITER, "Teodor Lindauer"] {
        for words in [
            vec!["queue"],
            vec!["queue", "is:any"],
            vec!["queue", "is:any", "--json"],
            vec!["queue", CANARY],
            vec!["log", "--limit", "500"],
            vec!["log", "--limit", "500", "--json"],
            vec!["people"],
            vec!["show", "open", "--json"],
            vec!["show", "open"],
            vec!["show", "open", "--markdown"],
            vec!["show", "open", "--html"],
            vec!["queue", "is:changed"],
            vec!["log", "open"],
            vec!["preview", "open"],
        ] {
            let said = room.done(reader, &words);
            assert!(!said.contains(CANARY), "{reader}: {words:?}: {said}");
        }
        for name in [&draft, &other, &ready, CANARY, "zeis"] {
            for words in [
                vec!["show", name],
                vec!["show", name, "--markdown"],
                vec!["show", name, "--html"],
                vec!["preview", name],
                vec!["log", name],
                vec!["check", name],
                vec!["move", name, "submitted"],
                vec!["edit", name, "--set", "dek=Mine"],
                vec!["hold", name, "--reason", "Curious."],
                vec!["schedule", name, "+1d"],
                vec!["publish", name],
            ] {
                let said = room.refused(reader, &words);
                let told = said.replace(&format!("“{name}”"), "");
                assert!(!told.contains(CANARY), "{reader}: {words:?}: {said}");
                assert!(said.contains("no article called"), "as if it were not there: {words:?}: {said}");
            }
        }
    }
    // Those who may read do.
    assert!(room.done(EDITOR, &["queue"]).contains(CANARY));
    assert!(room.done(WRITER, &["show", &draft]).contains(CANARY));
}
