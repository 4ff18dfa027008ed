//! Suggestions and comments through the desk: who may what, what everybody else sees, and what another process makes of it.

use newsroom::wire::event::Topic;
use newsroom::{Caller, Newsroom, Way};
use serde_json::{Value, json};

use crate::room::{CANARY, COPY, EDITOR, MANAGING, OTHER, Room, WRITER};

/// An article of the writer's that an editor has claimed.
fn handed_in(desk: &Room, slug: &str, text: &str) -> String {
    let article = desk.submit(WRITER, slug, text);
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    article
}

fn client(who: &str) -> String {
    format!("a hand of {who}")
}

/// Strikes `old` and puts `new` behind it, in suggesting mode.
fn suggest(
    desk: &Room,
    who: &str,
    article: &str,
    old: &str,
    new: &str,
) -> Result<Value, newsroom::wire::failure::Failure> {
    let open = desk.ask(who, "text.open", &json!({ "article": article }))?;
    let text = open["text"].as_str().expect("a text");
    let units = |text: &str| text.encode_utf16().count();
    let from = units(&text[..text.find(old).unwrap_or_else(|| panic!("“{old}” in “{text}”"))]);
    let to = from + units(old);
    let changes = match (to, units(text) - to) {
        (0, rest) => json!([[0, new], rest]),
        (to, 0) => json!([to, [0, new]]),
        (to, rest) => json!([to, [0, new], rest]),
    };
    let update = json!({ "client": client(who), "changes": changes, "strikes": [[from, to]] });
    desk.ask(
        who,
        "text.push",
        &json!({
            "article": article, "session": open["session"], "step": open["step"], "suggesting": {}, "updates": [update]
        }),
    )
}

fn review(desk: &Room, who: &str, article: &str) -> Value {
    desk.done(who, "text.open", &json!({ "article": article }))["review"].clone()
}

fn with_session(desk: &Room, who: &str, article: &str, more: Value) -> Value {
    let open = desk.done(who, "text.open", &json!({ "article": article }));
    let mut args =
        json!({ "article": article, "session": open["session"], "step": open["step"], "client": client(who) });
    args.as_object_mut().expect("arguments").extend(more.as_object().expect("more").clone());
    args
}

fn decide(desk: &Room, who: &str, article: &str, which: Value, verdict: &str) -> Result<Value, String> {
    let args = with_session(desk, who, article, json!({ "which": which, "verdict": verdict }));
    desk.ask(who, "text.decide", &args).map_err(|failure| failure.message)
}

fn remark(desk: &Room, who: &str, article: &str, remark: Value) -> Result<Value, String> {
    let args = with_session(desk, who, article, json!({ "remark": remark }));
    desk.ask(who, "text.remark", &args).map_err(|failure| failure.message)
}

fn comment(text: &str, more: Value) -> Value {
    let mut comment = json!({ "kind": "comment", "on": null, "field": null, "text": text });
    comment.as_object_mut().expect("a comment").extend(more.as_object().expect("more").clone());
    json!({ "comment": comment })
}

fn body(desk: &Room, article: &str) -> String {
    let caller = Caller::holder();
    let id = desk.room.find(&caller, article).expect("it is there");
    desk.room.tell(&caller, id).expect("it is told").body.expect("a text")
}

fn line(desk: &Room, article: &str) -> Value {
    desk.done(MANAGING, "article.get", &json!({ "article": article }))["line"].clone()
}

#[test]
fn a_writer_suggests_after_handing_in_and_edits_again_when_it_comes_back() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    let open = desk.done(WRITER, "text.open", &json!({ "article": article }));
    assert_eq!(open["may"], "suggest");
    let push = desk.push_args(WRITER, &article, "More. ").expect("it can be opened");
    let refused = desk.ask(WRITER, "text.push", &push).expect_err("no direct edits");
    assert!(refused.message.contains("suggest changes but not make them"), "{refused}");

    let answer = suggest(&desk, WRITER, &article, "sold", "given away").expect("suggested");
    assert_eq!(answer["updates"].as_array().map(Vec::len), Some(1), "no correction is needed: {answer}");
    assert_eq!(answer["may"], "suggest");
    assert_eq!(body(&desk, &article), "The harbour was sold.\n", "everybody else sees it as it was");
    assert_eq!((&line(&desk, &article)["suggestions"], &line(&desk, &article)["words"]), (&json!(1), &json!(4)));
    let shown = review(&desk, EDITOR, &article);
    let one = &shown["suggestions"][0];
    assert_eq!((&one["kind"], &one["name"], &one["own"]), (&json!("replaced"), &json!(WRITER), &json!(false)));
    assert_eq!(one["may_decide"], true);
    let theirs = review(&desk, WRITER, &article);
    assert_eq!(
        (&theirs["suggestions"][0]["may_decide"], &theirs["suggestions"][0]["own"]),
        (&json!(false), &json!(true))
    );

    decide(&desk, WRITER, &article, json!({ "one": one["id"] }), "accept").expect_err("not theirs to accept");
    decide(&desk, EDITOR, &article, json!({ "one": one["id"] }), "accept").expect("accepted");
    assert_eq!(body(&desk, &article), "The harbour was given away.\n");
    assert_eq!(line(&desk, &article)["suggestions"], 0);

    let due = json!({ "act": "return", "note": "One more thing.", "due": "2031-01-01T00:00:00Z" });
    desk.act(EDITOR, &article, due);
    assert_eq!(desk.done(WRITER, "text.open", &json!({ "article": article }))["may"], "edit");
    suggest(&desk, EDITOR, &article, "harbour", "port").expect("an editor may suggest as well");
    decide(&desk, WRITER, &article, json!("all"), "accept").expect("it is the writer’s turn");
    assert_eq!(body(&desk, &article), "The port was given away.\n");
}

#[test]
fn in_suggesting_mode_nobody_touches_what_another_suggested() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    suggest(&desk, EDITOR, &article, "sold", "let").expect("suggested");
    let id = review(&desk, WRITER, &article)["suggestions"][0]["id"].clone();
    for which in
        [json!({ "one": id }), json!("all"), json!({ "by": desk.people[EDITOR] }), json!({ "kind": "replaced" })]
    {
        for verdict in ["accept", "stet"] {
            decide(&desk, WRITER, &article, which.clone(), verdict).expect_err("not the writer’s");
        }
    }
    // One's own is taken back.
    suggest(&desk, WRITER, &article, "harbour", "port").expect("suggested");
    decide(&desk, WRITER, &article, json!({ "by": desk.people[WRITER] }), "stet").expect("their own");
    assert_eq!(review(&desk, EDITOR, &article)["suggestions"].as_array().map(Vec::len), Some(1));
    // And nothing is done under another's editor's name.
    let mut args = with_session(&desk, WRITER, &article, json!({}));
    args["client"] = json!(client(EDITOR));
    let refused = desk.ask(WRITER, "text.undo", &args).expect_err("the editor’s");
    assert_eq!(refused.code, newsroom::wire::failure::Code::Stale);
    decide(&desk, EDITOR, &article, json!({ "one": "no name" }), "stet").expect_err("no name of anything");
}

#[test]
fn taking_back_and_doing_again_is_for_one_s_own_and_keeps_to_what_one_may() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "The harbour was sold.");
    desk.type_into(WRITER, &article, "Yesterday. ");
    let undo = |who: &str, request: &str| {
        let args = with_session(&desk, who, &article, json!({}));
        desk.done(who, request, &args)["did"].clone()
    };
    assert_eq!(undo(WRITER, "text.undo"), json!(true));
    assert_eq!(body(&desk, &article), "The harbour was sold.\n");
    assert_eq!(undo(WRITER, "text.redo"), json!(true));
    assert_eq!(undo(EDITOR, "text.undo"), json!(false), "the editor did nothing");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    assert_eq!(undo(WRITER, "text.undo"), json!(false), "what they typed before they handed it in stays");
    suggest(&desk, WRITER, &article, "sold", "let").expect("suggested");
    assert_eq!(undo(WRITER, "text.undo"), json!(true));
    assert_eq!(review(&desk, WRITER, &article)["suggestions"], json!([]));
    assert_eq!(body(&desk, &article), "Yesterday. The harbour was sold.\n");
}

#[test]
fn a_suggestion_for_a_field_is_set_with_the_decision() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    let headline = |text: &str| json!({ "suggest_field": { "field": "headline", "new": text, "reason": "Shorter" } });
    remark(&desk, WRITER, &article, headline("A port is sold")).expect("suggested");
    let field = review(&desk, EDITOR, &article)["fields"][0].clone();
    assert_eq!((&field["old"], &field["new"]), (&json!("The harbour story"), &json!("A port is sold")));
    assert_eq!(line(&desk, &article)["suggestions"], 1);
    decide(&desk, WRITER, &article, json!({ "field": field["id"] }), "accept").expect_err("not theirs to accept");
    decide(&desk, EDITOR, &article, json!({ "field": field["id"] }), "accept").expect("accepted");
    assert_eq!(line(&desk, &article)["headline"], "A port is sold");
    assert_eq!(review(&desk, EDITOR, &article)["fields"], json!([]));
    let log = desk.done(EDITOR, "article.log", &json!({ "article": article, "limit": 1 }));
    assert_eq!(log["entries"][0]["who"], EDITOR, "the change is the decider’s: {log}");

    // One that the house does not take leaves the suggestion open.
    remark(
        &desk,
        WRITER,
        &article,
        json!({ "suggest_field": { "field": "section", "new": "nowhere", "reason": null } }),
    )
    .expect("suggested");
    let id = review(&desk, EDITOR, &article)["fields"][0]["id"].clone();
    let refused = decide(&desk, EDITOR, &article, json!({ "field": id }), "accept").expect_err("no such section");
    assert!(refused.contains("no section called"), "{refused}");
    assert_eq!(review(&desk, EDITOR, &article)["fields"].as_array().map(Vec::len), Some(1));
    decide(&desk, WRITER, &article, json!({ "field": id }), "stet").expect("their own, taken back");
    let refused =
        remark(&desk, WRITER, &article, json!({ "suggest_field": { "field": "hold", "new": "x", "reason": null } }));
    assert!(refused.expect_err("no field").contains("choose headline"));
}

#[test]
fn what_is_open_keeps_the_article_from_going_on() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    let act = |who: &str, command: Value| {
        desk.ask(who, "article.act", &json!({ "article": article, "command": command })).expect("an answer")["outcome"]
            .clone()
    };
    remark(&desk, EDITOR, &article, comment("Who says so?", json!({ "on": [4, 11], "must_fix": true }))).expect("said");
    assert_eq!(act(EDITOR, json!({ "act": "to-copy" })), "refused");
    let shown = review(&desk, WRITER, &article);
    let id = shown["comments"][0]["id"].clone();
    assert_eq!(
        (&shown["comments"][0]["quote"], &shown["comments"][0]["place"]),
        (&json!("harbour"), &json!({ "at": [4, 11] }))
    );
    assert_eq!(line(&desk, &article)["comments"], 1);
    let resolve = json!({ "flag": { "comment": id, "flag": "resolved", "on": true } });
    let refused =
        remark(&desk, WRITER, &article, resolve.clone()).expect_err("it is for the editor to see that it is fixed");
    assert!(refused.contains("Answer it instead"), "{refused}");
    remark(&desk, WRITER, &article, json!({ "reply": { "to": id, "text": "The mayor." } })).expect("answered");
    remark(&desk, EDITOR, &article, resolve).expect("resolved");

    let asked = comment("When?", json!({ "must_answer": true }));
    remark(&desk, EDITOR, &article, asked).expect("said");
    act(EDITOR, json!({ "act": "return", "note": "See the question.", "due": "2031-01-01T00:00:00Z" }));
    assert_eq!(act(WRITER, json!({ "act": "hand-back", "note": "" })), "refused");
    let question = review(&desk, WRITER, &article)["comments"][0]["id"].clone();
    remark(&desk, WRITER, &article, json!({ "flag": { "comment": question, "flag": "must-answer", "on": false } }))
        .expect_err("a question is not taken away by whom it asks");
    remark(&desk, WRITER, &article, json!({ "reply": { "to": question, "text": "In May." } })).expect("answered");
    assert_eq!(act(WRITER, json!({ "act": "hand-back", "note": "" })), "done");

    suggest(&desk, WRITER, &article, "sold", "let").expect("suggested");
    assert_eq!(act(MANAGING, json!({ "act": "approve" })), "refused", "a suggestion is open");
    decide(&desk, EDITOR, &article, json!("all"), "stet").expect("let stand");
    assert_eq!(act(MANAGING, json!({ "act": "approve" })), "done");
    // What only waits changes nothing that was approved; what is accepted does.
    suggest(&desk, WRITER, &article, "sold", "let").expect("suggested");
    assert_eq!(line(&desk, &article)["status"], "ready");
    decide(&desk, EDITOR, &article, json!("all"), "accept").expect("accepted");
    let view = desk.done(MANAGING, "article.get", &json!({ "article": article }));
    assert_eq!((&view["line"]["status"], &view["approval"]), (&json!("editing"), &Value::Null));
}

#[test]
fn checks_point_at_the_words_as_the_editor_shows_them() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold. TK more.");
    suggest(&desk, WRITER, &article, "The", "That fine").expect("suggested");
    let text = desk.done(EDITOR, "text.open", &json!({ "article": article }))["text"].clone();
    let view = desk.done(EDITOR, "article.get", &json!({ "article": article }));
    let problems = view["problems"].as_array().expect("problems");
    let tk = problems.iter().find(|problem| problem["check"] == "tk").expect("the TK is found");
    let (from, to) = (tk["span"]["from"].as_u64().expect("a place"), tk["span"]["to"].as_u64().expect("a place"));
    assert_eq!(&text.as_str().expect("a text")[from as usize..to as usize], "TK");
}

#[test]
fn a_remark_that_is_none_is_refused_in_one_sentence() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    let long = "x".repeat(20_001);
    for bad in [
        comment("", json!({})),
        comment(&long, json!({})),
        comment("Where?", json!({ "on": [3, 3] })),
        comment("Where?", json!({ "on": [3, 4_000_000_000_u32] })),
        comment("Where?", json!({ "on": [9, 2] })),
        comment("Where?", json!({ "field": "weather" })),
        comment("Where?", json!({ "field": "dek", "on": [0, 3] })),
        comment("Who?", json!({ "mentions": ["0197a5f0-0000-7000-8000-000000000000"] })),
        comment("A note", json!({ "kind": "note", "must_fix": true })),
        json!({ "reply": { "to": "1.1", "text": "Hm." } }),
        json!({ "reply": { "to": "../..", "text": "Hm." } }),
        json!({ "flag": { "comment": "1.1", "flag": "resolved", "on": true } }),
        json!({ "reason": { "suggestion": "1.1", "text": "Hm." } }),
        json!({ "suggest_field": { "field": "headline", "new": "The harbour story", "reason": null } }),
    ] {
        let said = remark(&desk, EDITOR, &article, bad.clone()).expect_err("it is none");
        assert!(said.ends_with('.') && !said.contains('\n') && said.len() < 200, "{bad}: {said}");
    }
    assert_eq!(review(&desk, EDITOR, &article)["comments"], json!([]));
}

#[test]
fn another_process_sees_what_is_suggested_said_and_decided() {
    let desk = Room::open();
    let article = handed_in(&desk, "harbour", "The harbour was sold.");
    let far = Newsroom::open(&desk.path(), Way::Web).expect("a second process");
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Topic>::new()));
    let ears = std::sync::Arc::clone(&heard);
    far.listen(Box::new(move |news| ears.lock().expect("ears").extend(news.topics.clone())));
    let ask = |request: &str, args: &Value| -> Value {
        let caller = far.admit(Way::Web, Some(desk.people[EDITOR]), newsroom::Visit::default()).expect("admitted");
        serde_json::from_str(&far.answer(&caller, request, &args.to_string()).expect("an answer")).expect("JSON")
    };
    let open = ask("text.open", &json!({ "article": article }));
    suggest(&desk, WRITER, &article, "sold", "let").expect("suggested");
    remark(&desk, WRITER, &article, comment("I have papers.", json!({ "on": [4, 11] }))).expect("said");
    let pull = json!({ "article": article, "session": open["session"], "step": open["step"] });
    let pulled = ask("text.pull", &pull);
    assert_ne!(pulled["review"], open["review"]["revision"], "there is something to see");
    assert!(heard.lock().expect("ears").iter().any(|topic| matches!(topic, Topic::Text { .. })), "and it was told");
    let shown = ask("text.review", &pull);
    assert_eq!(shown["suggestions"], review(&desk, EDITOR, &article)["suggestions"]);
    assert_eq!(shown["comments"], review(&desk, EDITOR, &article)["comments"]);
    assert_eq!(shown["revision"], pulled["review"]);

    let id = &shown["suggestions"][0]["id"];
    ask(
        "text.decide",
        &json!({ "article": article, "session": open["session"], "client": "far", "step": open["step"],
            "which": { "one": id }, "verdict": "accept" }),
    );
    assert_eq!(body(&desk, &article), "The harbour was let.\n", "a decision is on disk when it is answered");
}

#[test]
fn who_is_at_a_text_is_seen_in_every_process_by_those_who_read_it() {
    let (desk, articles) = Room::guarded();
    let far = Newsroom::open(&desk.path(), Way::Web).expect("a second process");
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Topic>::new()));
    let ears = std::sync::Arc::clone(&heard);
    far.listen(Box::new(move |news| ears.lock().expect("ears").extend(news.topics.clone())));
    for article in [&articles["own"], &articles["working"]] {
        let here = with_session(&desk, EDITOR, article, json!({ "anchor": 0, "head": 2 }));
        desk.done(EDITOR, "text.here", &here);
    }
    let seen = |who: &str, article: &str| {
        let args = with_session(&desk, who, article, json!({}));
        desk.done(who, "text.pull", &args)["here"].clone()
    };
    let there = seen(WRITER, &articles["own"]);
    assert_eq!((&there[0]["name"], &there[0]["anchor"], &there[0]["head"]), (&json!(EDITOR), &json!(0), &json!(2)));
    assert_eq!(seen(EDITOR, &articles["own"]), json!([]), "nobody is told of themselves");
    assert_eq!(seen(WRITER, &articles["working"]), json!([]), "who is at what one may not read is not told");
    // What is typed before them moves them along.
    desk.type_into(WRITER, &articles["own"], "Now: ");
    assert_eq!(seen(MANAGING, &articles["own"])[0]["head"], 7);

    let present = |who: &str| -> Vec<Value> {
        let args = json!({ "filter": "is:any", "sort": "headline", "descending": false, "offset": 0, "limit": 200 });
        let lines = desk.done(who, "queue.list", &args)["lines"].clone();
        let lines = lines.as_array().expect("lines").iter();
        lines.filter(|line| line["present"] != json!([])).map(|line| line["id"].clone()).collect()
    };
    assert_eq!(present(MANAGING).len(), 2);
    assert_eq!(present(WRITER), [json!(articles["own"])]);
    far.catch_up().expect("it reads");
    assert!(
        heard.lock().expect("ears").iter().any(|topic| matches!(topic, Topic::Here { .. })),
        "told in the other process"
    );

    desk.take_news();
    desk.done(
        EDITOR,
        "text.here",
        &with_session(&desk, EDITOR, &articles["working"], json!({ "anchor": 1, "head": 1 })),
    );
    let news = desk.take_news();
    assert_eq!(desk.heard_by(WRITER, &news), []);
    assert!(desk.heard_by(COPY, &news).iter().any(|topic| matches!(topic, Topic::Here { .. })));
}

#[test]
fn nobody_reads_remarks_on_what_is_not_theirs_to_read() {
    let (desk, articles) = Room::guarded();
    remark(&desk, EDITOR, &articles["working"], comment(&format!("The {CANARY}!"), json!({}))).expect("said");
    suggest(&desk, EDITOR, &articles["working"], "Words", CANARY).expect("suggested");
    for request in ["text.open", "text.review", "text.pull"] {
        let open = desk.done(WRITER, "text.open", &json!({ "article": articles["working"] }));
        let args = json!({ "article": articles["working"], "session": open["session"], "step": open["step"] });
        let told = desk.done(WRITER, request, &args).to_string();
        assert!(!told.contains(CANARY), "{request}: {told}");
        let told = desk.done(OTHER, "text.open", &json!({ "article": articles["working"] })).to_string();
        assert!(told.contains(CANARY), "its own writer reads it");
    }
    desk.take_news();
    remark(&desk, EDITOR, &articles["working"], comment("Again.", json!({}))).expect("said");
    let news = desk.take_news();
    assert_eq!(desk.heard_by(WRITER, &news), []);
    assert!(desk.heard_by(EDITOR, &news).iter().any(|topic| matches!(topic, Topic::Text { .. })));
}
