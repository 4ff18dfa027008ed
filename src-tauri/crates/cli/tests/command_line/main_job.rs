//! The main job, from a file to the page that readers get.

use std::fs;

use serde_json::Value;

use crate::room::{COPY, EDITOR, MANAGING, PATIENCE, Room, WRITER, own_part, until};

const TEXT: &str = "---\n\
slug: night-shift\n\
title: The night shift at the border\n\
dek: A crossing that is shut opens at ten every evening.\n\
section: global-crises\n\
topics: [borders, trade]\n\
---\n\
At ten in the evening the second shift comes on at Kamen.\n\
\n\
## A veterinarian’s signature\n\
\n\
She signs for about **ninety** trucks between ten and four.[^1]\n\
\n\
[^1]: She looks inside every one.\n";

#[test]
fn a_file_becomes_the_page_that_readers_get() {
    let room = Room::new();
    let file = room.file("night-shift.md", TEXT);
    let said = room.done(WRITER, &["submit", file.to_str().expect("a path")]);
    assert!(said.contains("night-shift.md is the draft night-shift"), "{said}");

    let queue = room.json(WRITER, &["queue"]);
    assert_eq!(slugs(&queue), ["night-shift"]);
    let shown = room.json(WRITER, &["show", "night-shift"]);
    assert_eq!(shown["headline"], "The night shift at the border");
    assert_eq!(shown["status"], "drafting");

    room.done(WRITER, &["edit", "night-shift", "--set", "headline=The night shift"]);
    room.done(WRITER, &["move", "night-shift", "submitted", "--note", "Filed from the hall."]);
    room.done(EDITOR, &["move", "night-shift", "editing"]);
    let text = room.done(EDITOR, &["show", "night-shift", "--markdown"]);
    let edited = room.file("edited.md", text.replace("ninety", "ninety-one"));
    room.done(EDITOR, &["edit", "night-shift", edited.to_str().expect("a path")]);
    room.done(EDITOR, &["move", "night-shift", "copy"]);
    room.done(COPY, &["move", "night-shift", "ready"]);

    let agent = room.agent();
    room.done(MANAGING, &["schedule", "night-shift", "+1m"]);
    assert!(!room.site().join("night-shift-border").exists());
    let scheduled = room.json(MANAGING, &["show", "night-shift"]);
    assert!(scheduled["publish_at"].is_string(), "its time is told: {scheduled}");
    assert_eq!(scheduled["publication"]["state"], "never");
    until("it goes out by the clock", PATIENCE * 2, || room.facts("night-shift", "receipted") == 1);
    agent.end();

    let live = room.json(MANAGING, &["show", "night-shift"]);
    assert_eq!(live["publication"]["state"], "live");
    assert_eq!(live["publication"]["version"], scheduled["version"], "what was approved is what went out");
    let receipt = room.log(Some("night-shift")).pop().expect("an entry");
    assert_eq!(receipt.1, "read back what readers get: it is as approved");
    let address = live["address"].as_str().expect("an address");
    for (place, file) in [
        ("the front page", "index.html".to_owned()),
        ("the section", "section/global-crises/index.html".to_owned()),
        ("the feed", "feed.xml".to_owned()),
        ("the section's feed", "section/global-crises/feed.xml".to_owned()),
        ("the sitemap", "sitemaps/articles-1.xml".to_owned()),
    ] {
        let page = fs::read_to_string(room.site().join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(page.contains(&format!("/{address}/")), "{place} leads to it");
    }
    let page = room.page(address);
    assert!(page.contains("<strong>ninety-one</strong>"), "the page has the edited text");
    assert!(!page.contains("<script src") && !page.contains("javascript:"), "no script on a published page");
    room.done("", &["verify"]);
}

#[test]
fn the_preview_is_the_page() {
    let room = Room::new();
    room.approved("preview", "The text with a *mark* and a [link](https://example.org/).");
    let before = room.done(EDITOR, &["preview", "preview"]);
    room.done(MANAGING, &["publish", "preview"]);
    let address = address(&room, "preview");
    let page = room.page(&address);
    let after = room.done(EDITOR, &["preview", "preview"]);
    assert_eq!(addresses_apart(own_part(&after)), addresses_apart(own_part(&page)), "preview and page, byte for byte");
    // Before it went out it had no date; everything a reader reads of the text was there.
    let text = |page: &str| page[page.find("<p>").expect("a paragraph")..].to_owned();
    assert_eq!(text(own_part(&before)).lines().next(), text(own_part(&page)).lines().next());
    let file = room.scratch().join("page.html");
    room.done(EDITOR, &["preview", "preview", "-o", file.to_str().expect("a path")]);
    assert_eq!(fs::read_to_string(file).expect("a page"), after);
    assert_eq!(room.done(EDITOR, &["show", "preview", "--html"]), after);
}

#[test]
fn what_show_and_queue_tell_in_json_keeps_its_shape() {
    let room = Room::new();
    room.approved("shape", "A text of five words.");
    let shown = room.json(EDITOR, &["show", "shape"]);
    let keys = [
        "id",
        "slug",
        "address",
        "headline",
        "dek",
        "status",
        "publication",
        "authors",
        "section",
        "format",
        "topics",
        "words",
        "lead",
        "due",
        "publish_at",
        "body",
        "problems",
    ];
    for key in keys {
        assert!(shown.get(key).is_some(), "show tells {key}: {shown}");
    }
    for key in ["state", "at", "version"] {
        assert!(shown["publication"].get(key).is_some(), "the publication has {key}");
    }
    assert_eq!(shown["authors"], serde_json::json!([WRITER]));
    assert_eq!(shown["words"], 5);
    assert!(shown["topics"].is_array() && shown["problems"].is_array());
    let queue = room.json(EDITOR, &["queue", "is:any"]);
    let line = &queue.as_array().expect("a list")[0];
    for key in keys.into_iter().filter(|key| !["body", "problems"].contains(key)) {
        assert_eq!(line.get(key), shown.get(key), "the queue tells the same {key}");
    }
    assert!(line.get("body").is_none(), "the queue has no texts");
    let people = room.json(EDITOR, &["people"]);
    let writer = people.as_array().expect("a list").iter().find(|person| person["name"] == WRITER).expect("a writer");
    assert_eq!(writer, &serde_json::json!({ "name": WRITER, "roles": ["writer"] }));
}

#[test]
fn the_queue_is_what_is_open_and_a_filter_says_more() {
    let room = Room::new();
    room.approved("open", "Open.");
    room.approved("out", "Out.");
    room.done(MANAGING, &["publish", "out"]);
    room.draft("dropped", WRITER, "Dropped.");
    room.done(EDITOR, &["move", "dropped", "spiked", "--note", "Nobody would read it."]);
    assert_eq!(slugs(&room.json(EDITOR, &["queue"])), ["open"]);
    assert_eq!(slugs(&room.json(EDITOR, &["queue", "is:any"])), ["dropped", "open", "out"]);
    assert_eq!(slugs(&room.json(EDITOR, &["queue", "is:live"])), ["out"]);
    assert_eq!(slugs(&room.json(EDITOR, &["queue", "is:spiked"])), ["dropped"]);
    assert_eq!(slugs(&room.json(EDITOR, &["queue", "open"])), ["open"], "words are looked for among what is open");
}

#[test]
fn an_article_is_named_by_slug_id_or_an_unambiguous_beginning() {
    let room = Room::new();
    room.draft("harbour-deal", WRITER, "One.");
    room.draft("harbour-dues", WRITER, "Two.");
    let id = room.json(EDITOR, &["show", "harbour-deal"])["id"].as_str().expect("an id").to_owned();
    for name in ["harbour-deal", "harbour-de", &id] {
        assert_eq!(room.json(EDITOR, &["show", name])["slug"], "harbour-deal", "{name}");
    }
    let said = room.refused(EDITOR, &["show", "harbour"]);
    assert!(said.contains("harbour-deal") && said.contains("harbour-dues"), "{said}");
}

#[test]
fn an_edit_from_a_version_keeps_what_changed_on_the_desk_since() {
    let room = Room::new();
    room.draft("merge", WRITER, "The first sentence.\n\nThe middle.\n\nThe last sentence.");
    let shown = room.json(WRITER, &["show", "merge"]);
    let version = shown["version"].as_str().expect("a version").to_owned();
    let body = shown["body"].as_str().expect("a body").to_owned();
    let theirs = room.file("theirs.md", body.replace("The first", "The very first"));
    room.done(EDITOR, &["edit", "merge", theirs.to_str().expect("a path")]);
    let ours = room.file("ours.md", body.replace("The last", "The very last"));
    room.done(WRITER, &["edit", "merge", ours.to_str().expect("a path"), "--from", &version[..12]]);
    let merged = room.done(WRITER, &["show", "merge", "--markdown"]);
    assert!(merged.contains("The very first sentence.") && merged.contains("The very last sentence."), "{merged}");
    let sentence = room.refused(WRITER, &["edit", "merge", ours.to_str().expect("a path"), "--from", "0000"]);
    assert!(sentence.contains("no version 0000"), "{sentence}");
}

#[test]
fn versions_are_listed_compared_and_brought_back() {
    let room = Room::new();
    room.draft("back", WRITER, "It was signed at dawn.");
    room.done(WRITER, &["move", "back", "submitted"]);
    room.done(EDITOR, &["move", "back", "editing"]);
    let before = room.json(EDITOR, &["show", "back"]);
    let text = room.file("new.md", "It was signed at noon.\n");
    room.done(EDITOR, &["edit", "back", text.to_str().expect("a path"), "--set", "headline=Another one"]);
    assert!(room.done(EDITOR, &["versions", "back"]).contains("Submitted 1"));
    let said = room.done(EDITOR, &["versions", "back", "--compare", "Submitted 1"]);
    assert!(said.contains("It was signed at [-dawn-]{+noon+}."), "{said}");

    let refused = room.refused(WRITER, &["versions", "back", "--bring-back", "Submitted 1"]);
    assert!(refused.contains("handed this article in"), "{refused}");
    let said = room.done(EDITOR, &["versions", "back", "--bring-back", "submitted 1"]);
    assert_eq!(said.trim(), "Brought back “Submitted 1”.");
    let after = room.json(EDITOR, &["show", "back"]);
    assert_eq!((&after["body"], &after["headline"]), (&before["body"], &before["headline"]));
    assert!(room.log(Some("back")).iter().any(|(_, said)| said == "brought back the version “Submitted 1”"));
    let unknown = room.refused(EDITOR, &["versions", "back", "--bring-back", "zz"]);
    assert!(unknown.contains("no version “zz”"), "{unknown}");
    room.done(MANAGING, &["verify"]);
}

#[test]
fn an_update_waits_until_it_is_approved_and_published() {
    let room = Room::new();
    room.approved("update", "The old text.");
    room.done(MANAGING, &["publish", "update"]);
    let address = address(&room, "update");
    let live = room.page(&address);
    let text = room.file("new.md", "The new text.\n");
    room.done(EDITOR, &["edit", "update", text.to_str().expect("a path")]);
    assert_eq!(room.page(&address), live, "what is live stays as it is");
    assert_eq!(slugs(&room.json(EDITOR, &["queue"])), ["update"], "a working copy is open");
    room.done(MANAGING, &["build"]);
    assert_eq!(own_part(&room.page(&address)), own_part(&live), "a build writes what is live, not the working copy");
}

fn address(room: &Room, slug: &str) -> String {
    room.json(EDITOR, &["show", slug])["address"].as_str().expect("an address").to_owned()
}

fn slugs(queue: &Value) -> Vec<&str> {
    queue.as_array().expect("a list").iter().filter_map(|article| article["slug"].as_str()).collect()
}

/// The two differ in nothing but where they point.
fn addresses_apart(part: &str) -> String {
    let pieces: Vec<&str> = part.split('"').collect();
    let points = |at: usize| at > 0 && ["href=", "src=", "srcset="].iter().any(|name| pieces[at - 1].ends_with(name));
    let plain: Vec<&str> = (0..pieces.len()).map(|at| if points(at) { "…" } else { pieces[at] }).collect();
    plain.join("\"")
}
