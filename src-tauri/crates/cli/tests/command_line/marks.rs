//! Suggestions and comments at the command line.

use serde_json::json;

use crate::room::{EDITOR, MANAGING, OTHER_WRITER, Room, WRITER};

/// An article of the writer's that an editor has claimed.
fn handed_in(room: &Room, slug: &str, text: &str) {
    room.draft(slug, WRITER, text);
    room.done(WRITER, &["move", slug, "submitted"]);
    room.done(EDITOR, &["move", slug, "editing"]);
}

fn edit(room: &Room, who: &str, slug: &str, text: &str) -> String {
    let file = room.file("edited.md", text);
    room.done(who, &["edit", slug, file.to_str().expect("a path")])
}

#[test]
fn a_writer_who_has_handed_in_suggests_and_an_editor_decides() {
    let room = Room::new();
    handed_in(&room, "harbour", "The harbour was sold to nobody.");
    let said = edit(&room, WRITER, "harbour", "The port was sold to somebody.\n");
    assert!(said.contains("is suggested"), "{said}");
    assert_eq!(room.done(EDITOR, &["show", "harbour", "--markdown"]), "The harbour was sold to nobody.\n");
    let listed = room.done(EDITOR, &["show", "harbour", "--suggestions"]);
    assert!(listed.contains("“harbour” → “port”") && listed.contains(WRITER), "{listed}");
    let told = room.json(EDITOR, &["show", "harbour", "--suggestions"]);
    let first = told["text"][0].clone();
    assert_eq!((&first["struck"], &first["inserted"]), (&json!("harbour"), &json!("port")));
    let id = first["id"].as_str().expect("a name");

    let refused = room.refused(WRITER, &["accept", "harbour", id]);
    assert!(refused.contains("suggest changes but not make them"), "{refused}");
    assert!(room.refused(EDITOR, &["accept", "harbour", "zzz"]).contains("No open suggestion is called “zzz”"));
    assert_eq!(room.galley(EDITOR, &["accept", "harbour"]).status, Some(2), "which one?");
    let said = room.done(EDITOR, &["accept", "harbour", id]);
    assert_eq!(said, "1 accepted; 1 open.\n");
    assert_eq!(room.done(EDITOR, &["show", "harbour", "--markdown"]), "The port was sold to nobody.\n");
    assert_eq!(room.done(WRITER, &["stet", "harbour", "--by", WRITER]), "1 let stand; 0 open.\n");
    assert_eq!(room.done(EDITOR, &["show", "harbour", "--suggestions"]), "Nothing waits for a decision.\n");
    assert_eq!(room.done(EDITOR, &["show", "harbour", "--markdown"]), "The port was sold to nobody.\n");
}

#[test]
fn a_comment_is_made_answered_and_resolved() {
    let room = Room::new();
    handed_in(&room, "harbour", "The harbour was sold. The harbour is gone.");
    let refused = room.refused(EDITOR, &["comment", "harbour", "Which?", "--on", "harbour"]);
    assert!(refused.contains("stands more than once"), "{refused}");
    assert!(room.refused(EDITOR, &["comment", "harbour", "Which?", "--on", "dock"]).contains("does not stand"));
    let said = room.done(EDITOR, &["comment", "harbour", "Says who?", "--on", "was sold", "--must-fix"]);
    assert_eq!(said, "1 comment is open now.\n");
    room.done(EDITOR, &["comment", "harbour", "Too long.", "--field", "headline"]);
    let refused = room.refused(EDITOR, &["move", "harbour", "copy"]);
    assert!(refused.contains("fix"), "{refused}");
    let told = room.json(WRITER, &["show", "harbour", "--comments"]);
    let asked = told.as_array().and_then(|all| all.iter().find(|one| one["must_fix"] == true)).expect("it is there");
    let id = asked["id"].as_str().expect("a name");
    assert_eq!((&asked["quote"], &asked["name"]), (&json!("was sold"), &json!(EDITOR)));
    assert!(room.refused(WRITER, &["comment", "harbour", "--resolve", id]).contains("Answer it instead"));
    room.done(WRITER, &["comment", "harbour", "The mayor.", "--to", id]);
    let shown = room.done(EDITOR, &["show", "harbour", "--comments"]);
    assert!(
        shown.contains("on “was sold” (must be fixed)") && shown.contains(&format!("{WRITER}: The mayor.")),
        "{shown}"
    );
    assert!(shown.contains("on the headline"), "{shown}");
    assert_eq!(room.done(EDITOR, &["comment", "harbour", "--resolve", id]), "1 comment is open now.\n");
    room.done(EDITOR, &["move", "harbour", "copy"]);
    // Whoever may not read it is not told that it is there.
    for words in
        [vec!["show", "harbour", "--comments"], vec!["comment", "harbour", "Hm."], vec!["stet", "harbour", "--all"]]
    {
        assert!(room.refused(OTHER_WRITER, &words).contains("no article called"), "{words:?}");
    }
    assert!(room.refused("", &["comment", "harbour", "Hm."]).contains("Who does this?"));
    room.done(MANAGING, &["verify"]);
}
