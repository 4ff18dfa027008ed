//! Inbox, budget and log at the command line.

use crate::room::{EDITOR, MANAGING, OTHER_WRITER, Room, WRITER};

#[test]
fn the_inbox_says_what_needs_somebody_and_why() {
    let room = Room::new();
    assert_eq!(room.done(EDITOR, &["inbox"]), "Nothing waits.\n");
    room.draft("harbour", WRITER, "Words.");
    room.done(WRITER, &["move", "harbour", "submitted"]);
    let said = room.done(EDITOR, &["inbox"]);
    assert!(said.starts_with("Needs you: 1\n") && said.contains("harbour"), "{said}");
    assert!(said.contains(&format!("{WRITER} submitted it. Any editor may claim it.")), "{said}");
    let told = room.json("", &["inbox", "--person", EDITOR]);
    assert_eq!((told["needs"][0]["slug"].as_str(), told["unread"].as_u64()), (Some("harbour"), Some(1)));
    assert!(room.done(WRITER, &["inbox"]).contains("Waits for an editor to claim it"));
    assert_eq!(room.done(OTHER_WRITER, &["inbox"]), "Nothing waits.\n");
    assert!(room.refused("", &["inbox"]).contains("Who does this?"));
}

#[test]
fn the_budget_is_a_table_or_a_page_to_print() {
    let room = Room::new();
    room.draft("harbour", WRITER, "Words.");
    let table = room.done(MANAGING, &["budget"]);
    assert!(table.contains("harbour") && table.contains(WRITER), "{table}");
    let file = room.file("budget.html", "");
    let path = file.to_str().expect("a path");
    assert_eq!(room.done(MANAGING, &["budget", "--html", path]), format!("1 article: {path}\n"));
    let page = std::fs::read_to_string(&file).expect("the page");
    assert!(page.starts_with("<!doctype html>") && page.contains("@page") && page.contains("harbour"), "{page}");
    let sections = room.json(MANAGING, &["budget", "is:drafting"]);
    assert_eq!(sections[0]["lines"][0]["slug"], "harbour");
    assert!(room.refused(MANAGING, &["budget", "is:nonsense"]).contains("nonsense"));
}

#[test]
fn the_log_is_narrowed_and_told_as_a_story() {
    let room = Room::new();
    room.draft("harbour", WRITER, "Words.");
    room.draft("delta", WRITER, "Words.");
    room.done(WRITER, &["move", "harbour", "submitted"]);
    room.done(EDITOR, &["move", "harbour", "editing"]);
    let by_editor = room.done(MANAGING, &["log", "--person", EDITOR, "--kind", "steps", "--about", "harb"]);
    assert!(by_editor.contains("claimed it for editing") && !by_editor.contains("submitted it"), "{by_editor}");
    let by_all = room.done(EDITOR, &["log", "harbour"]);
    assert!(by_all.contains("submitted it"), "whoever asks is told of everybody: {by_all}");
    assert_eq!(room.done(MANAGING, &["log", "--day", "2001-01-01"]), "");
    let story = room.done(MANAGING, &["log", "harbour", "--story"]);
    assert!(
        story.starts_with("The harbour story\n") && story.contains(&format!("{EDITOR} took it to edit and claimed it")),
        "{story}"
    );
    assert_eq!(room.galley(MANAGING, &["log", "--story"]).status, Some(2), "of which article?");
    assert!(room.refused(OTHER_WRITER, &["log", "harbour", "--story"]).contains("no article called"));
    assert_eq!(room.done(OTHER_WRITER, &["log", "--about", "harbour"]), "");
}
