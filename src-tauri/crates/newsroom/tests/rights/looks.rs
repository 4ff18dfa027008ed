//! Columns and views of the queue, workload, budget, and the log as it is looked through.

use serde_json::{Value, json};

use crate::room::{CANARY, COPY, EDITOR, MANAGING, Room, WRITER};

fn view(name: &str, shared: bool) -> Value {
    let columns = json!([{ "name": "article", "width": 300 }, { "name": "due", "width": 90 }]);
    json!({ "name": name, "filter": "is:submitted", "sort": "due", "descending": true, "columns": columns, "shared": shared })
}

fn names(desk: &Room, who: &str) -> Vec<String> {
    let look = desk.done(who, "queue.look", &json!({}));
    let views = look["views"].as_array().expect("views").clone();
    views.iter().map(|view| view["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn columns_are_each_persons_own_and_stay() {
    let desk = Room::open();
    let columns = json!([{ "name": "due", "width": 9 }, { "name": "writer", "width": 140 }]);
    desk.done(EDITOR, "queue.set-columns", &json!({ "columns": columns }));
    let kept = desk.done(EDITOR, "queue.look", &json!({}))["columns"].clone();
    assert_eq!(kept, json!([{ "name": "due", "width": 32 }, { "name": "writer", "width": 140 }]));
    assert_eq!(desk.done(MANAGING, "queue.look", &json!({}))["columns"], json!([]));
    for bad in [json!([{ "name": "", "width": 9 }]), json!([{ "name": "a", "width": 1 }, { "name": "a", "width": 2 }])]
    {
        desk.ask(EDITOR, "queue.set-columns", &json!({ "columns": bad })).expect_err("no such columns");
    }
}

#[test]
fn a_view_is_ones_own_or_everybodys_on_the_desk_and_changed_by_whoever_keeps_it() {
    let desk = Room::open();
    desk.done(EDITOR, "queue.keep-view", &view("Mine", false));
    desk.done(EDITOR, "queue.keep-view", &view("Morning", true));
    desk.done(EDITOR, "queue.keep-view", &view(" morning ", true));
    assert_eq!(names(&desk, EDITOR), ["Mine", "morning"], "the same name is the same view");
    assert_eq!(names(&desk, COPY), ["morning"]);
    assert_eq!(names(&desk, WRITER), [] as [&str; 0], "whoever does not work on the desk does not see how it looks");
    desk.ask(WRITER, "queue.keep-view", &view("All", true)).expect_err("not for a writer to share");
    desk.done(WRITER, "queue.keep-view", &view("All", false));
    desk.ask(COPY, "queue.keep-view", &view("MORNING", true)).expect_err("it is another's");

    let shared = desk.done(COPY, "queue.look", &json!({}))["views"][0].clone();
    assert_eq!((&shared["theirs"], &shared["by"]), (&json!(false), &json!(EDITOR)));
    let drop = json!({ "id": shared["id"] });
    for who in [COPY, WRITER] {
        desk.ask(who, "queue.drop-view", &drop).expect_err("not theirs to drop");
    }
    desk.done(MANAGING, "queue.drop-view", &drop);
    assert_eq!(names(&desk, EDITOR), ["Mine"]);
    let mut unreadable = view("Broken", false);
    unreadable["filter"] = json!("is:nonsense");
    desk.ask(EDITOR, "queue.keep-view", &unreadable).expect_err("a filter that cannot be read is not kept");
}

#[test]
fn the_workload_counts_what_somebody_reads_whole() {
    let (desk, _) = Room::guarded();
    let all = desk.done(MANAGING, "queue.workload", &json!({}));
    let total = |load: &Value, part: &str| {
        load[part].as_array().expect("loads").iter().map(|one| one["total"].as_u64().expect("a count")).sum::<u64>()
    };
    assert!(total(&all, "writers") >= 3 && total(&all, "writers") == total(&all, "editors"), "{all}");
    assert_eq!(total(&all, "statuses"), total(&all, "writers"));
    let own = desk.done(WRITER, "queue.workload", &json!({}));
    assert_eq!(total(&own, "writers"), 1, "{own}");
}

#[test]
fn the_budget_has_a_line_for_each_article_under_its_section_and_no_markup_of_anybodys() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.act(EDITOR, &article, json!({ "act": "set", "changes": { "dek": "<script>alert(1)</script> & more" } }));
    desk.submit(WRITER, "delta", "Words.");
    let budget = desk.done(MANAGING, "queue.budget", &json!({ "filter": "harbour" }));
    assert_eq!(budget["count"], 1);
    let html = budget["html"].as_str().expect("a page");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more") && !html.contains("<script"), "{html}");
    assert!(html.contains("@page") && html.contains("harbour") && !html.contains("delta"));
    let section = &budget["sections"][0];
    assert_eq!((&section["lines"][0]["slug"], &section["lines"][0]["writer"]), (&json!("harbour"), &json!(WRITER)));
    let problem = desk.done(MANAGING, "queue.budget", &json!({ "filter": "is:nonsense" }));
    assert!(problem["problem"].is_string() && problem["count"] == 0);
}

#[test]
fn tags_come_and_go_on_many_and_everything_else_stays() {
    let desk = Room::open();
    let articles = [desk.submit(WRITER, "harbour", "Words."), desk.submit(WRITER, "delta", "Words.")];
    desk.act(EDITOR, &articles[0], json!({ "act": "set", "changes": { "topics": ["Ports", "sea"] } }));
    let tag = json!({ "act": "tag", "add": ["ports", "treaty"], "remove": ["SEA"] });
    desk.done(EDITOR, "article.act-all", &json!({ "articles": articles, "command": tag }));
    let topics =
        |article: &str| desk.done(EDITOR, "article.get", &json!({ "article": article }))["fields"]["topics"].clone();
    assert_eq!(topics(&articles[0]), json!(["Ports", "treaty"]));
    assert_eq!(topics(&articles[1]), json!(["ports", "treaty"]));
}

#[test]
fn the_log_is_narrowed_by_article_person_kind_and_day() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "Words.");
    desk.submit(WRITER, "delta", "Words.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    desk.act(EDITOR, &article, json!({ "act": "hold", "reason": "Wait.", "review": "2031-01-01T00:00:00Z" }));
    let today = chrono::Utc::now().date_naive();
    let kinds = |more: Value| {
        let mut args = json!({ "limit": 100 });
        args.as_object_mut().expect("arguments").extend(more.as_object().expect("more").clone());
        let log = desk.done(MANAGING, "article.log", &args);
        let entries = log["entries"].as_array().expect("entries").clone();
        entries.iter().map(|entry| entry["kind"].as_str().expect("a kind").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(json!({ "about": "HARB", "kind": "gates" })), ["held"]);
    assert_eq!(kinds(json!({ "person": desk.people[EDITOR], "kind": "gates" })), ["held"]);
    assert_eq!(kinds(json!({ "person": desk.people[WRITER], "kind": "gates" })), [] as [&str; 0]);
    assert_eq!(kinds(json!({ "about": "nothing like it" })), [] as [&str; 0]);
    assert_eq!(kinds(json!({ "day": today, "about": "delta", "kind": "steps" })), ["begun"]);
    assert_eq!(kinds(json!({ "day": "2001-01-01" })), [] as [&str; 0]);
    assert!(kinds(json!({ "kind": "desk" })).iter().all(|kind| !kind.starts_with("job")));
    for bad in ["-262143-01-01", "+262142-12-31", "9999-12-31"] {
        desk.ask(MANAGING, "article.log", &json!({ "day": bad, "limit": 1 })).expect_err("no such day");
    }
}

#[test]
fn the_log_is_narrowed_within_what_somebody_may_read_and_page_by_page() {
    let (desk, articles) = Room::guarded();
    let ask = |who: &str, args: Value| desk.done(who, "article.log", &args);
    let found = ask(WRITER, json!({ "about": CANARY, "limit": 100 }));
    assert_eq!(found["entries"], json!([]));
    let found = ask(WRITER, json!({ "person": desk.people[EDITOR], "limit": 500 }));
    assert!(!found.to_string().contains(CANARY), "{found}");
    let all = ask(MANAGING, json!({ "kind": "steps", "limit": 500 }))["entries"].as_array().expect("all").clone();
    let (mut paged, mut before) = (Vec::new(), json!(null));
    loop {
        let page = ask(MANAGING, json!({ "kind": "steps", "before": before, "limit": 3 }));
        paged.extend(page["entries"].as_array().expect("a page").clone());
        before = page["entries"].as_array().and_then(|page| page.last()).map_or(json!(1), |entry| entry["seq"].clone());
        if page["more"] == false {
            break;
        }
    }
    assert_eq!(paged, all);
    let story = desk.done(MANAGING, "article.story", &json!({ "article": articles["own"] }));
    let first = story["days"][0]["sentences"][0]["text"].as_str().expect("a sentence");
    assert!(first.starts_with(WRITER) && first.contains("began it") && first.ends_with('.'), "{story}");
}
