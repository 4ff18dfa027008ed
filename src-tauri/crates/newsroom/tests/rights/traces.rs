//! What no single request shows: counts, filters, the log as a whole, pictures, and what is heard.

use newsroom::wire::event::Topic;
use serde_json::{Value, json};

use crate::room::{ADMIN, CANARY, COPY, EDITOR, MANAGING, NOBODY, OTHER, Room, WRITER};

fn found(desk: &Room, who: &str, filter: &str) -> (u64, String) {
    let args = json!({ "filter": filter, "sort": "bucket", "descending": false, "offset": 0, "limit": 200 });
    let answer = desk.done(who, "queue.list", &args);
    (answer["total"].as_u64().expect("a count"), answer.to_string())
}

#[test]
fn no_filter_finds_or_counts_what_somebody_may_not_read() {
    let (desk, _) = Room::guarded();
    for (who, all) in [(WRITER, 2), (ADMIN, 1)] {
        let (total, _) = found(&desk, who, "is:any");
        assert_eq!(total, all, "{who} counts what they may read: their own, and what is live");
        for filter in [
            CANARY,
            "zeis",
            "is:held",
            "is:scheduled",
            "is:changed",
            "is:withdrawn",
            "tk:>0",
            "slug:zeisig",
            "words:>0 is:editing",
            "editor:Edda",
            "is:submitted",
            "is:trouble",
            "is:embargoed",
            "topic:zeisig",
            "due:<2040-01-01",
        ] {
            let (total, told) = found(&desk, who, filter);
            let theirs = if filter == "words:>0 is:editing" { 0 } else { total };
            assert!(!told.contains(CANARY), "{who}: {filter}: {told}");
            assert_eq!(theirs, 0, "{who} finds nothing by {filter}: {told}");
        }
        let status = desk.done(who, "desk.status", &json!({}));
        assert_eq!(status["next"], Value::Null, "nothing of theirs goes out next");
        assert_eq!((&status["broken"], &status["unreadable"]), (&json!(0), &json!(0)));
    }
    assert_eq!(found(&desk, EDITOR, "is:any").0, 5);
    assert_eq!(found(&desk, EDITOR, &format!("is:any {CANARY}")).0, 4);
}

#[test]
fn a_live_article_with_a_working_copy_looks_untouched_to_a_writer() {
    let (desk, articles) = Room::guarded();
    let view = desk.done(WRITER, "article.get", &json!({ "article": articles["working"] }));
    assert_eq!(view["line"]["headline"], "The open story");
    assert_eq!(
        view["line"]["slug"], view["address"]["path"],
        "readers know an address, and the desk’s own name is the desk’s"
    );
    assert_eq!((&view["line"]["changed"], &view["line"]["on_hold"]), (&json!(false), &json!(false)));
    assert_eq!(view["line"]["label"], "Live");
    assert_eq!((&view["offers"], &view["versions"], &view["jobs"]), (&json!([]), &json!([]), &json!([])));
    let text = desk.done(WRITER, "text.open", &json!({ "article": articles["working"] }));
    assert_eq!(text["text"], "Words for everybody.\n");
    let live = view["live"]["version"].clone();
    let version = desk.done(WRITER, "text.version", &json!({ "article": articles["working"], "version": live }));
    assert_eq!(version["headline"], "The open story");
    // A hash that belongs to another article names nothing here.
    let foreign =
        desk.done(MANAGING, "article.get", &json!({ "article": articles["foreign"] }))["versions"][0]["hash"].clone();
    for article in ["own", "working", "foreign"] {
        desk.ask(WRITER, "text.version", &json!({ "article": articles[article], "version": foreign }))
            .expect_err("not theirs");
        desk.ask(WRITER, "galley.page", &json!({ "article": articles[article], "base": "/", "version": foreign }))
            .expect_err("not theirs");
    }
}

#[test]
fn the_log_tells_everybody_what_they_may_read_and_fills_its_pages_with_it() {
    let (desk, articles) = Room::guarded();
    for (who, told) in [(WRITER, false), (ADMIN, false), (EDITOR, true), (COPY, true), (MANAGING, true)] {
        let log = desk.done(who, "article.log", &json!({ "limit": 500 }));
        assert_eq!(log.to_string().contains(CANARY), told, "{who}");
        assert_eq!(log["more"], false);
    }
    let kinds = |who: &str| -> Vec<String> {
        let log = desk.done(who, "article.log", &json!({ "limit": 500 }));
        log["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| entry["kind"].as_str().expect("a kind").into())
            .collect()
    };
    assert!(!kinds(WRITER).iter().any(|kind| kind == "held"), "that it is on hold is the desk’s");
    assert!(kinds(MANAGING).iter().any(|kind| kind == "passphrase-set"));
    assert_eq!(kinds(WRITER).iter().filter(|kind| *kind == "passphrase-set").count(), 1, "one’s own alone");
    let working = desk.done(WRITER, "article.log", &json!({ "article": articles["working"], "limit": 500 }));
    let said: Vec<&Value> =
        working["entries"].as_array().expect("entries").iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(said, [&json!("published")]);
    let page = desk.done(WRITER, "article.log", &json!({ "limit": 3 }));
    assert_eq!(page["entries"].as_array().map(Vec::len), Some(3), "what is left out does not count");
}

#[test]
fn a_picture_is_seen_by_whoever_reads_an_article_that_shows_it() {
    let (desk, articles) = Room::guarded();
    let hash = desk.picture(OTHER, "lucia-sandoval.jpg");
    desk.type_into(OTHER, &articles["foreign"], &format!("![A portrait](media:{hash} \"Caption\")\n\n"));
    let rendition = |desk: &Room| {
        let folder = desk.path().join("media/made");
        let names = std::fs::read_dir(folder).expect("renditions").map(|entry| entry.expect("a file").file_name());
        names.map(|name| name.to_string_lossy().into_owned()).find(|name| name.starts_with(&hash[..24])).expect("one")
    };
    let paths = [format!("/media/{hash}/480"), format!("/pictures/{}", rendition(&desk))];
    let sees = |who: &str, path: &str| desk.room.served(&desk.caller(who), path).is_some();
    for path in &paths {
        for who in [OTHER, EDITOR, COPY, MANAGING] {
            assert!(sees(who, path), "{who} sees {path}");
        }
        for who in [WRITER, ADMIN, NOBODY] {
            assert!(!sees(who, path), "{who} must not see {path}");
        }
    }
    // An editor gives it to the writer's article, who sees it from then on.
    desk.type_into(EDITOR, &articles["own"], &format!("![A portrait](media:{hash} \"Caption\")\n\n"));
    assert!(sees(WRITER, &paths[0]) && !sees(ADMIN, &paths[0]));
    // Once it is before readers it is everybody's who is signed in, and the published file is anybody's.
    let open =
        desk.submit(OTHER, "shown", &format!("![A portrait](media:{hash} \"Caption | Credit: Somebody\")\n\nWords."));
    desk.publish(OTHER, &open);
    for path in &paths {
        assert!(sees(ADMIN, path) && sees(WRITER, path));
        assert!(!sees(NOBODY, path), "the desk’s own address of it stays the desk’s");
    }
    assert!(desk.room.published_file(&format!("/pictures/{}", rendition(&desk))).is_some());
    assert!(desk.room.served(&desk.caller(NOBODY), "/house/house.toml").is_none());
}

#[test]
fn nobody_hears_that_something_happens_to_what_they_may_not_read() {
    let (desk, articles) = Room::guarded();
    // What went before is heard before.
    desk.done(MANAGING, "desk.status", &json!({}));
    desk.take_news();
    desk.type_into(OTHER, &articles["foreign"], "Another word. ");
    desk.act(OTHER, &articles["foreign"], json!({ "act": "submit", "note": "" }));
    desk.type_into(EDITOR, &articles["working"], "A working word. ");
    desk.act(EDITOR, &articles["working"], json!({ "act": "release", "note": "" }));
    desk.act(
        MANAGING,
        &articles["scheduled"],
        json!({ "act": "hold", "reason": "Wait.", "review": "2031-01-01T00:00:00Z" }),
    );
    let news = desk.take_news();
    for who in [WRITER, ADMIN, NOBODY] {
        assert_eq!(desk.heard_by(who, &news), [], "{who} hears nothing");
    }
    for who in [EDITOR, COPY, MANAGING] {
        assert!(desk.heard_by(who, &news).contains(&Topic::Queue), "{who} hears of it");
    }
    assert!(desk.heard_by(OTHER, &news).contains(&Topic::Queue), "so does the one whose it is");

    desk.type_into(WRITER, &articles["own"], "My word. ");
    desk.act(WRITER, &articles["own"], json!({ "act": "submit", "note": "" }));
    let news = desk.take_news();
    assert!(desk.heard_by(WRITER, &news).contains(&Topic::Queue));
    assert_eq!(desk.heard_by(OTHER, &news), []);

    let out = desk.submit(OTHER, "out", "Words for everybody.");
    desk.publish(OTHER, &out);
    assert!(
        desk.heard_by(WRITER, &desk.take_news()).contains(&Topic::Site),
        "what is published is there for everybody"
    );
}

#[test]
fn a_file_is_handed_in_under_ones_own_name_alone_unless_one_works_on_everything() {
    let (desk, _) = Room::guarded();
    let args = |by| json!({ "files": [{ "name": "a.md", "data": "V29yZHM=" }], "by": desk.people[by] });
    let failure = desk.ask(WRITER, "intake.submit", &args(OTHER)).expect_err("not under another’s name");
    assert!(failure.message.contains("own name"), "{failure}");
    desk.done(WRITER, "intake.submit", &args(WRITER));
    desk.done(EDITOR, "intake.submit", &args(OTHER));
}
