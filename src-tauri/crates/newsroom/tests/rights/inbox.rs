//! The inbox: each cause once, to whom it concerns, with why; nobody is told of their own act; what was read stays read.

use newsroom::wire::failure::Code;
use serde_json::{Value, json};

use crate::room::{ADMIN, CANARY, COPY, EDITOR, MANAGING, NOBODY, OTHER, Room, WRITER};

fn inbox(desk: &Room, who: &str) -> Value {
    desk.done(who, "mine.inbox", &json!({}))
}

/// What a part of somebody's inbox says: slug, what happened, why they are told, whether it is unread.
fn told(desk: &Room, who: &str, part: &str) -> Vec<(String, String, String, bool)> {
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let items = inbox(desk, who)[part].as_array().expect("a part").clone();
    items
        .iter()
        .map(|item| (text(item, "slug"), text(item, "said"), text(item, "why"), item["unread"] == true))
        .collect()
}

fn said(desk: &Room, who: &str, part: &str) -> Vec<String> {
    told(desk, who, part).into_iter().map(|(_, said, _, _)| said).collect()
}

fn comment(desk: &Room, who: &str, article: &str, more: Value) -> String {
    let open = desk.done(who, "text.open", &json!({ "article": article }));
    let mut remark = json!({ "kind": "comment", "on": null, "field": null, "text": "Says who?" });
    remark.as_object_mut().expect("a remark").extend(more.as_object().expect("more").clone());
    let args = json!({ "article": article, "session": open["session"], "step": open["step"], "remark": { "comment": remark } });
    desk.done(who, "text.remark", &args);
    let review = desk.done(who, "text.open", &json!({ "article": article }))["review"].clone();
    review["comments"].as_array().and_then(|all| all.last()).expect("a comment")["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

fn reply(desk: &Room, who: &str, article: &str, to: &str) {
    let open = desk.done(who, "text.open", &json!({ "article": article }));
    let remark = json!({ "reply": { "to": to, "text": "The mayor." } });
    let args = json!({ "article": article, "session": open["session"], "step": open["step"], "remark": remark });
    desk.done(who, "text.remark", &args);
}

#[test]
fn a_hand_over_is_the_next_ones_turn_and_the_former_waits() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    let one = |said: &str, why: &str| vec![("harbour".to_owned(), said.to_owned(), why.to_owned(), true)];
    let submitted = format!("{WRITER} submitted it");
    assert_eq!(told(&desk, EDITOR, "needs"), one(&submitted, "Any editor may claim it."));
    assert_eq!(told(&desk, MANAGING, "needs"), one(&submitted, "Any editor may claim it."));
    assert!(told(&desk, COPY, "needs").is_empty());
    assert_eq!(said(&desk, WRITER, "waits"), ["Waits for an editor to claim it"]);
    assert!(told(&desk, WRITER, "information").is_empty(), "nobody is told of their own act");

    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let (_, _, why, unread) = told(&desk, EDITOR, "needs").remove(0);
    assert_eq!((why.as_str(), unread), ("You claimed it.", false), "theirs to do, and no news to them");
    assert!(told(&desk, MANAGING, "needs").is_empty());
    assert_eq!(said(&desk, WRITER, "waits"), [format!("{EDITOR} edits it")]);
    assert_eq!(
        said(&desk, WRITER, "information"),
        [format!("{EDITOR} claimed it for editing")],
        "one act is told once"
    );

    desk.act(EDITOR, &article, json!({ "act": "return", "note": "Cut it.", "due": "2031-01-01T00:00:00Z" }));
    let back = told(&desk, WRITER, "needs").remove(0);
    assert!(
        back.1.starts_with(&format!("{EDITOR} returned it to the writer")) && back.1.ends_with("Cut it."),
        "{back:?}"
    );
    assert_eq!((back.2.as_str(), back.3), ("It came back to you.", true));
    assert_eq!(said(&desk, WRITER, "information").len(), 1, "what needs them is not told a second time");
    assert_eq!(said(&desk, EDITOR, "waits"), [format!("{WRITER} writes")]);
}

#[test]
fn what_was_read_stays_read_for_that_person_alone_and_the_next_cause_is_unread() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    let cause = inbox(&desk, EDITOR)["needs"][0]["cause"].clone();
    assert_eq!(inbox(&desk, EDITOR)["unread"], 1);
    let read = |read: bool, causes: Value| desk.done(EDITOR, "mine.read", &json!({ "causes": causes, "read": read }));
    assert_eq!(read(true, json!([cause, "of nothing"]))["unread"], 0);
    assert_eq!(inbox(&desk, EDITOR)["needs"][0]["unread"], false);
    assert_eq!(inbox(&desk, MANAGING)["unread"], 1, "each reads for themselves");
    assert_eq!(read(false, json!([cause]))["unread"], 1, "to be read again");
    read(true, json!([cause]));

    desk.act(WRITER, &article, json!({ "act": "pull-back" }));
    assert_eq!(inbox(&desk, EDITOR)["needs"], json!([]));
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    assert_eq!(inbox(&desk, EDITOR)["unread"], 1, "handed in again is another cause");
}

#[test]
fn whoever_is_asked_named_or_answered_is_told_by_whom_and_why() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "The harbour was sold.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let asked = comment(&desk, EDITOR, &article, json!({ "must_answer": true }));
    let needs =
        |who: &str| told(&desk, who, "needs").into_iter().map(|(_, said, why, _)| (said, why)).collect::<Vec<_>>();
    let question = format!("{EDITOR}: “Says who?”");
    assert_eq!(needs(WRITER), [(question.clone(), "It asks the writer for an answer.".to_owned())]);
    assert!(told(&desk, EDITOR, "waits").iter().any(|(_, said, why, _)| *said == question && why.contains(WRITER)));
    reply(&desk, WRITER, &article, &asked);
    assert!(needs(WRITER).is_empty());
    let answer = format!("{WRITER}: “The mayor.”");
    assert!(
        told(&desk, EDITOR, "information")
            .iter()
            .any(|(_, said, why, unread)| *said == answer && why == "You took part in it." && *unread)
    );

    comment(&desk, COPY, &article, json!({ "must_fix": true }));
    assert!(
        needs(EDITOR).contains(&(format!("{COPY}: “Says who?”"), "It keeps the article you edit from copy.".into()))
    );
    comment(&desk, EDITOR, &article, json!({ "mentions": [desk.people[MANAGING]] }));
    assert_eq!(needs(MANAGING), [(question, "You are named in it.".to_owned())]);
    assert!(said(&desk, OTHER, "needs").is_empty());
}

#[test]
fn whoever_loses_a_claim_is_told_and_whoever_asks_the_desk_waits() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let hold = json!({ "act": "wish", "what": { "wish": "hold" }, "text": "The lawyers want to see it." });
    desk.act(WRITER, &article, hold);
    assert!(said(&desk, MANAGING, "needs").contains(&format!("{WRITER} asks: The lawyers want to see it.")));
    assert!(told(&desk, WRITER, "waits").iter().any(|(_, _, why, _)| why == "You asked the desk."));
    desk.act(MANAGING, &article, json!({ "act": "take-over" }));
    let lost = told(&desk, EDITOR, "information");
    assert!(
        lost.iter().any(|(_, said, why, _)| said.starts_with(MANAGING) && why == "You had claimed it."),
        "{lost:?}"
    );
    assert!(told(&desk, EDITOR, "needs").is_empty());
    desk.act(
        MANAGING,
        &article,
        json!({ "act": "decline", "what": { "wish": "hold" }, "reason": "They have seen it." }),
    );
    assert!(
        told(&desk, WRITER, "information")
            .iter()
            .any(|(_, said, why, _)| said.contains("They have seen it.") && why == "You asked for it.")
    );
}

#[test]
fn nobodys_inbox_tells_of_what_they_may_not_read() {
    let (desk, articles) = Room::guarded();
    comment(
        &desk,
        EDITOR,
        &articles["working"],
        json!({ "text": format!("The {CANARY}?"), "mentions": [desk.people[WRITER], desk.people[ADMIN]] }),
    );
    for who in [WRITER, ADMIN] {
        let told = inbox(&desk, who).to_string();
        assert!(!told.contains(CANARY) && !told.contains(&articles["working"]), "{who}: {told}");
    }
    assert!(inbox(&desk, OTHER).to_string().contains(CANARY), "their own article is theirs to hear of");
    assert_eq!(desk.ask(NOBODY, "mine.inbox", &json!({})).expect_err("nobody has an inbox").code, Code::SignIn);
}
