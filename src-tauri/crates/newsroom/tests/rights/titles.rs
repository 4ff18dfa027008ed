//! Search title and social headline through the desk: they come in, are changed, compared and brought back, and have limits.

use serde_json::{Value, json};

use crate::room::{EDITOR, MANAGING, Room, WRITER};

fn view(desk: &Room, article: &str) -> Value {
    desk.done(MANAGING, "article.get", &json!({ "article": article }))
}

#[test]
fn titles_come_with_front_matter_and_go_back_with_a_version() {
    let desk = Room::open();
    let file = "---\ntitle: The harbour deal\nseo_title: Harbour deal explained\nog_title: Who owns it?\n\
                twitter_title: Who owns it?\nsection: media\n---\nWords.\n";
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, file);
    let answer = desk.done(WRITER, "intake.submit", &json!({ "files": [{ "name": "deal.md", "data": data }] }));
    let article = answer["files"][0]["article"].as_str().expect("an article").to_owned();
    let fields = view(&desk, &article)["fields"].clone();
    assert_eq!(fields["search_title"], "Harbour deal explained");
    assert_eq!(fields["social_headline"], "Who owns it?");

    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let version = view(&desk, &article)["versions"][0]["hash"].clone();
    let changes = json!({ "search_title": "", "social_headline": "Nobody owns it" });
    desk.act(EDITOR, &article, json!({ "act": "set", "changes": changes }));
    let compare = json!({
        "article": article, "from": { "edition": "version", "version": version }, "to": { "edition": "desk" },
    });
    let compared = desk.done(EDITOR, "versions.compare", &compare);
    let labels: Vec<&str> =
        compared["fields"].as_array().expect("fields").iter().filter_map(|field| field["label"].as_str()).collect();
    assert_eq!(labels, ["Search title", "Social headline"]);
    desk.done(EDITOR, "versions.bring-back", &json!({ "article": article, "version": version }));
    assert_eq!(view(&desk, &article)["fields"], fields);
    assert_eq!(view(&desk, &article)["version"], version, "it is that version to the byte");
}

#[test]
fn a_line_that_is_longer_than_the_house_gives_it_is_named_by_a_check() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    let limits = view(&desk, &article)["limits"].clone();
    assert_eq!(limits, json!({ "headline": 70, "dek": 160, "search_title": 60, "social_headline": 90 }));
    let changes = json!({ "search_title": "a".repeat(61), "social_headline": "a".repeat(90) });
    desk.act(EDITOR, &article, json!({ "act": "set", "changes": changes }));
    let problems = view(&desk, &article)["problems"].clone();
    let long: Vec<&Value> =
        problems.as_array().expect("problems").iter().filter(|problem| problem["check"] == "field-length").collect();
    assert_eq!(long.len(), 1, "{problems}");
    assert_eq!((&long[0]["field"], &long[0]["level"]), (&json!("search_title"), &json!("advised")));
}

#[test]
fn a_title_may_be_suggested() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let open = desk.done(WRITER, "text.open", &json!({ "article": article }));
    let remark = json!({ "suggest_field": { "field": "social_headline", "new": "Who owns it?", "reason": null } });
    let said = json!({ "article": article, "session": open["session"], "step": open["step"], "remark": remark });
    desk.done(WRITER, "text.remark", &said);
    assert_eq!(view(&desk, &article)["fields"]["social_headline"], "");
    let review = desk.done(EDITOR, "text.open", &json!({ "article": article }));
    let id = &review["review"]["fields"][0]["id"];
    let decide = json!({
        "article": article, "session": review["session"], "client": "a hand", "step": review["step"],
        "which": { "field": id }, "verdict": "accept",
    });
    desk.done(EDITOR, "text.decide", &decide);
    assert_eq!(view(&desk, &article)["fields"]["social_headline"], "Who owns it?");
}
