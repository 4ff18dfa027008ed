//! Versions are compared and brought back; what was there is kept, and taking it back takes back nothing else.

use serde_json::{Value, json};

use crate::room::{EDITOR, MANAGING, Room, WRITER};

fn text(desk: &Room, article: &str) -> String {
    let opened = desk.done(EDITOR, "text.open", &json!({ "article": article }));
    opened["text"].as_str().expect("a text").to_owned()
}

fn view(desk: &Room, article: &str) -> Value {
    desk.done(MANAGING, "article.get", &json!({ "article": article }))
}

/// A draft that was handed in, and changed since by its editor; the version as it was handed in.
fn edited(desk: &Room) -> (String, String) {
    let article = desk.submit(WRITER, "harbour", "The first paragraph.\n\nThe second one.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let version = view(desk, &article)["versions"][0]["hash"].as_str().expect("a hash").to_owned();
    desk.type_into(EDITOR, &article, "Something before. ");
    desk.act(EDITOR, &article, json!({ "act": "set", "changes": { "headline": "Another headline", "section": "" } }));
    (article, version)
}

#[test]
fn a_version_comes_back_with_its_text_and_its_fields_and_goes_again() {
    let desk = Room::open();
    let (article, version) = edited(&desk);
    let stood = (text(&desk, &article), view(&desk, &article)["version"].clone());
    let compare = json!({
        "article": article, "from": { "edition": "version", "version": version }, "to": { "edition": "desk" },
    });
    let before = desk.done(EDITOR, "versions.compare", &compare);
    assert_eq!(before["tally"], json!({ "passages": 3, "words_in": 4, "words_out": 3, "moves": 0, "formats": 0 }));
    assert_eq!(before["from"]["label"], "Submitted 1");

    let back = desk.done(EDITOR, "versions.bring-back", &json!({ "article": article, "version": version }));
    assert_eq!(back["said"], "Brought back “Submitted 1”");
    assert_eq!(text(&desk, &article), "The first paragraph.\n\nThe second one.\n");
    let fields = &view(&desk, &article)["fields"];
    assert_eq!((&fields["headline"], &fields["section"]), (&json!("The harbour story"), &json!("global-crises")));
    assert_eq!(desk.done(EDITOR, "versions.compare", &compare)["tally"]["passages"], 0);
    let log = desk.done(EDITOR, "article.log", &json!({ "article": article, "limit": 20 })).to_string();
    assert!(log.contains("brought back the version “Submitted 1”"), "{log}");

    // Typed since: taking it back leaves it there.
    desk.type_into(EDITOR, &article, "Typed since. ");
    let undone = json!({ "article": article, "version": back["undo"]["before"], "undoes": back["undo"] });
    assert_eq!(desk.done(EDITOR, "versions.bring-back", &undone)["said"], "Taken back");
    let now = text(&desk, &article);
    assert!(now.contains("Typed since. ") && now.contains("Something before. "), "{now}");
    assert_eq!(view(&desk, &article)["fields"]["headline"], "Another headline");

    // Without anything typed since it is what it was, to the byte.
    let again = desk.done(EDITOR, "versions.bring-back", &json!({ "article": article, "version": stood.1 }));
    assert_eq!((text(&desk, &article), view(&desk, &article)["version"].clone()), stood);
    assert!(again["undo"].is_object());
    let twice = desk.done(EDITOR, "versions.bring-back", &json!({ "article": article, "version": stood.1 }));
    assert_eq!((&twice["undo"], &twice["said"]), (&json!(null), &json!("It stands so on the desk already")));
    assert!(desk.room.verify().expect("looked through").faults.is_empty());
}

#[test]
fn taking_it_back_gives_a_ready_article_its_approval_again() {
    let desk = Room::open();
    let (article, version) = edited(&desk);
    desk.act(EDITOR, &article, json!({ "act": "set", "changes": { "section": "global-crises" } }));
    desk.act(EDITOR, &article, json!({ "act": "to-copy" }));
    desk.act(MANAGING, &article, json!({ "act": "approve" }));
    let back = desk.done(MANAGING, "versions.bring-back", &json!({ "article": article, "version": version }));
    assert_eq!(back["article"]["line"]["status"], "editing");
    let undone = json!({ "article": article, "version": back["undo"]["before"], "undoes": back["undo"] });
    let undone = desk.done(MANAGING, "versions.bring-back", &undone);
    assert_eq!(undone["article"]["line"]["status"], "ready");
    assert_eq!(undone["article"]["approval"]["current"], true);
}

#[test]
fn who_may_not_edit_is_told_why_and_nothing_is_changed() {
    let desk = Room::open();
    let (article, version) = edited(&desk);
    let before = text(&desk, &article);
    let ask = json!({ "article": article, "version": version });
    let answer = desk.ask(WRITER, "versions.bring-back", &ask).expect("an answer");
    assert_eq!((&answer["outcome"], &answer["refusal"]["code"]), (&json!("refused"), &json!("with-the-desk")));
    let other = json!({ "article": article, "version": "0".repeat(64) });
    assert!(
        desk.ask(EDITOR, "versions.bring-back", &other).is_err(),
        "a version of another article is none of this one"
    );
    assert_eq!(text(&desk, &article), before);
}

#[test]
fn what_changed_since_one_last_read_it_is_told_to_each_for_themselves() {
    let desk = Room::open();
    let (article, _) = edited(&desk);
    let of = json!({ "article": article });
    let since = json!({ "article": article, "from": { "edition": "last-read" }, "to": { "edition": "desk" } });
    assert_eq!(desk.done(EDITOR, "versions.last-read", &of), json!({ "at": null, "changed": false }));
    assert!(desk.ask(EDITOR, "versions.compare", &since).is_err(), "nothing was read before");

    desk.done(EDITOR, "versions.read", &of);
    assert_eq!(desk.done(EDITOR, "versions.last-read", &of)["changed"], false);
    desk.type_into(MANAGING, &article, "Three words more. ");
    let told = desk.done(EDITOR, "versions.last-read", &of);
    assert!(told["at"].is_string() && told["changed"] == true, "{told}");
    let compared = desk.done(EDITOR, "versions.compare", &since);
    assert_eq!((&compared["tally"]["words_in"], &compared["tally"]["words_out"]), (&json!(3), &json!(0)));
    assert_eq!(desk.done(MANAGING, "versions.last-read", &of)["at"], json!(null), "another's reading is theirs");
    assert!(desk.room.verify().expect("looked through").faults.is_empty());
}
