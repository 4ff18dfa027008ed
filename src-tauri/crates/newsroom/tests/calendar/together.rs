//! One command for many articles.

use serde_json::{Value, json};

use crate::room::{MANAGING, OTHER, Room, SECOND, WRITER, schedule};

fn all(desk: &Room, who: &str, articles: &[&str], command: &Value) -> Vec<Value> {
    let answer = desk.done(0, who, "article.act-all", &json!({ "articles": articles, "command": command }));
    answer["answers"].as_array().expect("answers").clone()
}

fn outcomes(answers: &[Value]) -> Vec<&str> {
    answers.iter().map(|answer| answer["acted"]["outcome"].as_str().expect("an outcome")).collect()
}

fn view(desk: &Room, article: &str) -> Value {
    desk.done(0, MANAGING, "article.get", &json!({ "article": article }))
}

#[test]
fn each_is_decided_by_itself_and_taken_back_by_itself() {
    let desk = Room::open();
    let (first, draft, second) = (desk.draft("first"), desk.draft("draft"), desk.draft("second"));
    for article in [&first, &second] {
        let submit = json!({ "article": article, "command": { "act": "submit", "note": "" } });
        desk.done(0, WRITER, "article.act", &submit);
    }
    let answers = all(&desk, MANAGING, &[&first, &draft, &second, &first], &json!({ "act": "claim" }));
    assert_eq!(outcomes(&answers), ["done", "refused", "done"], "one answer for each, however often it is named");
    assert!(answers[1]["acted"]["refusal"]["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    assert_eq!(view(&desk, &draft)["line"]["status"], "drafting", "a refusal changes nothing");
    assert_eq!(view(&desk, &second)["line"]["status"], "editing", "nor does it stop the others");

    let back = all(&desk, MANAGING, &[&first, &second], &json!({ "act": "undo" }));
    assert_eq!(outcomes(&back), ["done", "done"]);
    assert_eq!(view(&desk, &first)["line"]["status"], "submitted");
}

#[test]
fn what_one_may_not_read_is_not_there_among_many_either() {
    let desk = Room::open();
    let article = desk.draft("secret");
    let nowhere = "01930000-0000-7000-8000-000000000000";
    let answers = all(&desk, OTHER, &[&article, nowhere], &json!({ "act": "submit", "note": "" }));
    assert_eq!(answers[0]["acted"], answers[1]["acted"], "as if there were no such article");
    assert_eq!(view(&desk, &article)["line"]["status"], "drafting");
}

#[test]
fn a_commission_for_many_leaves_each_what_it_does_not_say() {
    let desk = Room::open();
    let fields = json!({ "headline": "", "dek": "", "format": null, "section": null, "region": null, "topics": [], "authors": [],
        "lead": null, "language": "" });
    let pitches = ["one", "two"].map(|slug| {
        let command = json!({ "act": "pitch", "slug": slug, "fields": fields, "commission": {
            "budget_line": format!("About {slug}."), "brief": "Call them.", "writer": null, "due": null, "length": 900,
            "no_length_reason": "" } });
        let answer = desk.done(0, MANAGING, "article.act", &json!({ "command": command }));
        answer["article"]["line"]["id"].as_str().expect("an id").to_owned()
    });
    let writer = desk.doors[0].person(WRITER).expect("a writer");
    let commission = json!({ "budget_line": "", "brief": "", "writer": writer, "due": "2031-03-04T18:00:00Z",
        "length": null, "no_length_reason": "" });
    let command = json!({ "act": "assign", "commission": commission });
    assert_eq!(outcomes(&all(&desk, SECOND, &[&pitches[0], &pitches[1]], &command)), ["done", "done"]);
    let commission = &view(&desk, &pitches[1])["commission"];
    assert_eq!(commission["budget_line"], "About two.");
    assert_eq!(commission["brief"], "Call them.");
    assert_eq!(commission["length"], 900);
    assert_eq!(commission["writer"], json!(writer));
}

#[test]
fn many_at_one_time_are_asked_about_and_may_share_it() {
    let desk = Room::open();
    let (first, second) = (desk.ready("first"), desk.ready("second"));
    let answers = all(&desk, MANAGING, &[&first, &second], &schedule(2, "07:00", "publish", false));
    assert_eq!(outcomes(&answers), ["done", "asks"], "the first has taken the place");
    let shared = &answers[1]["acted"]["choices"][0]["command"];
    assert_eq!(outcomes(&all(&desk, MANAGING, &[&second], shared)), ["done"]);
}
