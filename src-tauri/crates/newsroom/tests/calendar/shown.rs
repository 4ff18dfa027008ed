//! What the calendar shows, to whom.

use serde_json::{Value, json};

use crate::room::{MANAGING, OTHER, Room, WRITER, schedule, when};

fn slugs(list: &Value) -> Vec<&str> {
    list.as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["line"]["slug"].as_str().or_else(|| one["slug"].as_str()))
        .collect()
}

fn place(calendar: &Value, day: usize, slot: &str) -> String {
    let places = calendar["days"][day]["places"].as_array().expect("places");
    let found = places.iter().find(|place| place["slot"] == slot).expect("the slot");
    found["state"].as_str().expect("a state").to_owned()
}

#[test]
fn jobs_are_cards_in_their_slots_and_what_has_no_time_is_in_the_tray() {
    let desk = Room::open();
    let (lead, both, waits) = (desk.ready("lead"), desk.ready("both"), desk.ready("waits"));
    desk.act(&lead, &schedule(2, "07:00", "publish", false));
    desk.act(&lead, &schedule(5, "09:30", "withdraw", false));
    desk.act(&both, &schedule(2, "07:00", "publish", true));
    desk.draft("begun");
    let calendar = desk.calendar(0, MANAGING, 6);
    assert_eq!(slugs(&calendar["cards"]), ["both", "lead", "lead"]);
    let withdrawal = &calendar["cards"][2];
    assert_eq!(
        (&withdrawal["what"], &withdrawal["time"], &withdrawal["slot"]),
        (&json!("withdraw"), &json!("09:30"), &Value::Null)
    );
    assert_eq!(place(&calendar, 2, "Lead"), "doubled");
    assert_eq!(place(&calendar, 2, "Column"), "empty");
    assert_eq!(slugs(&calendar["ready"]["lines"]), ["waits"]);
    assert_eq!(slugs(&calendar["undated"]["lines"]), ["begun"]);
    assert_eq!(
        (&calendar["days"][2]["gap"], &calendar["days"][5]["gap"]),
        (&json!(false), &json!(true)),
        "a withdrawal puts nothing out"
    );
    desk.act(&waits, &schedule(5, "12:00", "publish", false));
    assert_eq!(place(&desk.calendar(1, MANAGING, 6), 5, "Column"), "taken", "another process sees it");
}

#[test]
fn an_embargo_set_after_the_time_shows_on_the_card() {
    let desk = Room::open();
    let article = desk.ready("sealed");
    desk.act(&article, &schedule(2, "07:00", "publish", false));
    let until = when(3, "07:00")["utc"].clone();
    desk.act(&article, &json!({ "act": "embargo", "until": until, "reason": "Agreed with the source." }));
    let calendar = desk.calendar(0, MANAGING, 6);
    let broken: Vec<bool> = calendar["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .filter_map(|card| card["breaks_embargo"].as_bool())
        .collect();
    assert!(broken.iter().all(|broken| *broken), "what is left on the schedule is marked: {calendar}");
}

#[test]
fn a_writer_sees_what_is_theirs_and_not_whether_a_slot_is_free() {
    let desk = Room::open();
    let article = desk.ready("mine");
    desk.act(&article, &schedule(2, "07:00", "publish", false));
    let own = desk.calendar(0, WRITER, 6);
    assert_eq!(slugs(&own["cards"]), ["mine"]);
    let other = desk.calendar(0, OTHER, 6);
    assert_eq!(slugs(&other["cards"]), [] as [&str; 0]);
    assert_eq!((place(&other, 2, "Lead"), place(&other, 3, "Lead")), ("unseen".into(), "unseen".into()));
}

#[test]
fn days_that_are_too_many_or_none_are_refused_with_a_sentence() {
    let desk = Room::open();
    for (from, to, said) in [
        ("2026-12-02", "2026-12-01", "before the first"),
        ("2026-01-01", "2026-12-31", "at most 62"),
        ("+262142-12-31", "+262142-12-31", "no such days"),
    ] {
        let failure = desk.ask(0, MANAGING, "calendar.list", &json!({ "from": from, "to": to })).expect_err("refused");
        assert!(failure.message.contains(said) && failure.message.ends_with('.'), "{failure}");
    }
    desk.ask(0, MANAGING, "calendar.list", &json!({ "from": "soon", "to": "2026-12-01" })).expect_err("no date");
}

#[test]
fn what_the_fortnight_runs_into_is_told_with_the_articles_it_is_about() {
    let desk = Room::open();
    let (one, other, linking) = (desk.ready("one"), desk.ready("other"), desk.draft("linking"));
    let text = "It all began [there](/the-one-story/), and [elsewhere](https://example.com/the-one-story/).";
    desk.doors[0].rewrite(&desk.caller(WRITER), linking.parse().expect("an id"), text, None).expect("rewritten");
    desk.approve(&linking);
    desk.act(&one, &schedule(4, "12:00", "publish", false));
    desk.act(&linking, &schedule(3, "07:00", "publish", false));
    desk.act(&other, &schedule(3, "07:00", "publish", true));
    let found = desk.done(1, MANAGING, "schedule.check", &json!({}));
    let list = found["list"].as_array().expect("a list");
    let said: Vec<&str> =
        list.iter().filter(|one| one["kind"] != "gap").filter_map(|one| one["said"].as_str()).collect();
    assert_eq!(said.len(), 2, "{found}");
    assert!(said[0].starts_with("linking links to one, which is not out until"), "{said:?}");
    assert_eq!(said[1], "linking and other go out in the same minute.");
    assert_eq!(
        list.iter().find(|one| one["kind"] == "link-not-yet").map(|one| &one["articles"]),
        Some(&json!([linking, one]))
    );
}

#[test]
fn at_a_minute_to_come_the_listings_show_what_goes_out_by_then() {
    let desk = Room::open();
    let (live, later, held) = (desk.ready("live"), desk.ready("later"), desk.ready("held"));
    desk.act(&live, &json!({ "act": "publish" }));
    desk.act(&live, &schedule(5, "07:00", "withdraw", false));
    desk.act(&later, &schedule(3, "07:00", "publish", false));
    desk.act(&held, &schedule(3, "12:00", "publish", false));
    desk.act(&held, &json!({ "act": "hold", "reason": "Not sure.", "review": when(4, "07:00")["utc"] }));
    let front = |day, time| {
        let ahead = desk.done(0, MANAGING, "schedule.look-ahead", &json!({ "at": when(day, time)["utc"] }));
        let lines = ahead["front"].as_array().expect("lines").clone();
        let told = |line: &Value| format!("{} {}", line["headline"].as_str().unwrap_or_default(), line["changes"]);
        (lines.iter().map(told).collect::<Vec<_>>(), ahead["gone"].as_array().map_or(0, Vec::len))
    };
    let (new, old) = (String::from("The later story true"), String::from("The live story false"));
    assert_eq!(front(2, "07:00"), (vec![old.clone()], 0));
    assert_eq!(front(3, "19:00"), (vec![new.clone(), old], 0), "what is held does not go out");
    assert_eq!(front(5, "07:00"), (vec![new], 1));
    for at in ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"] {
        let failure = desk.ask(0, MANAGING, "schedule.look-ahead", &json!({ "at": at })).expect_err("refused");
        assert!(failure.message.contains("from now on"), "{failure}");
    }
}
