//! What happens to pages that show an article when the article is corrected, goes, moves, or its author's name does.

use std::collections::BTreeMap;
use std::sync::Arc;

use desk::people::Role;
use newsroom::{Caller, Newsroom, Way};
use serde_json::{Value, json};

use crate::room::{EDITOR, Files, MANAGING, MERIDIAN, Room, WRITER, broken_links, files_below};

const HEADLINE: &str = "The quay and the price of it";
const ADDRESS: &str = "the-quay-and-the-price-of-it";

/// Two articles that show each other; the first one's id.
fn two() -> (Room, String) {
    let room = Room::of(MERIDIAN);
    let article = room.published("quay", HEADLINE, "Ports");
    room.published("ferry", "A ferry nobody ordered", "Ferries");
    room.sweep();
    assert!(room.saying(HEADLINE).len() > 12, "it is shown in many places");
    (room, article)
}

#[test]
fn a_correction_stands_on_the_article_and_in_the_log_at_once() {
    let (room, article) = two();
    let date = |room: &Room| {
        let feed = String::from_utf8(room.files()["feed.xml"].0.clone()).expect("text");
        feed.split("<item>").find(|item| item.contains(HEADLINE)).expect("its item").to_owned()
    };
    let before = date(&room);
    let text = "The quay is 300 metres long, not 3,000.";
    let second = room.person(EDITOR);
    room.act(MANAGING, &article, json!({ "act": "notice", "notice": "correction", "text": text, "second": second }));
    let says = room.saying(text);
    for place in
        [format!("{ADDRESS}/index.html"), "corrections/index.html".into(), "feed.xml".into(), "atom.xml".into()]
    {
        assert!(says.contains(&place), "{place}: {says:?}");
    }
    let part = |item: &str, name: &str| {
        let start = item.find(&format!("<{name}")).expect("there");
        item[start..].split("</").next().unwrap_or_default().to_owned()
    };
    let after = date(&room);
    for fixed in ["guid", "pubDate"] {
        assert_eq!(part(&before, fixed), part(&after, fixed), "{fixed} stands");
    }
    room.sweep();
    room.is_sound();
}

#[test]
fn a_notice_given_in_one_process_stays_on_pages_that_another_had_printed_before() {
    let (mut room, article) = two();
    let here = Arc::clone(&room.room);
    let there = Newsroom::open(&room.folder(), Way::CommandLine).expect("a second process opens it");
    // Published there, so that the other process prints every page once.
    room.room = Arc::clone(&there);
    room.published("pilot", "The pilot who stayed ashore", "Ports");
    room.sweep();

    room.room = here;
    let text = "The quay is 300 metres long, not 3,000.";
    let second = room.person(EDITOR);
    room.act(MANAGING, &article, json!({ "act": "notice", "notice": "correction", "text": text, "second": second }));
    room.sweep();

    room.room = there;
    room.published("buoy", "A buoy adrift for a year", "Ports");
    room.sweep();
    let page = room.page(ADDRESS).expect("the page");
    assert!(page.contains(text), "the correction stands");
    room.is_sound();
}

#[test]
fn an_update_is_in_the_log_of_corrections_once_the_sweep_has_been_there() {
    let (room, article) = two();
    let changes = json!({ "dek": "What the quay came to cost." });
    room.act(EDITOR, &article, json!({ "act": "set", "changes": changes }));
    room.act(MANAGING, &article, json!({ "act": "approve" }));
    room.act(MANAGING, &article, json!({ "act": "update", "significant": true }));
    room.sweep();
    let log = room.page("corrections").expect("the log");
    assert!(log.contains("<strong class=\"update\">Update</strong>") && log.contains(HEADLINE), "{log}");
    room.is_sound();
}

/// The pages of listings, by path.
fn listings(files: Files) -> BTreeMap<String, Vec<u8>> {
    let listing =
        |path: &str| ["section/", "format/", "region/", "topic/", "author/"].iter().any(|at| path.starts_with(at));
    files.into_iter().filter(|(path, _)| listing(path)).map(|(path, (bytes, _))| (path, bytes)).collect()
}

#[test]
fn every_page_of_a_listing_shows_what_is_changed_far_down_in_it() {
    let mut room = Room::of(MERIDIAN);
    room.in_house("house.toml", |text| text.replace("listing = 20", "listing = 2"));
    let room = room;
    let articles: Vec<String> =
        (0..11).map(|n| room.published(&format!("story-{n}"), &format!("Story {n}"), "Ports")).collect();
    let as_afresh = |act: &str| {
        let fresh = tempfile::tempdir().expect("a folder");
        room.room.build(Some(fresh.path())).expect("it builds");
        let (stands, due) = (listings(room.files()), listings(files_below(fresh.path())));
        let differs: Vec<&String> =
            stands.keys().chain(due.keys()).filter(|path| stands.get(*path) != due.get(*path)).collect();
        assert_eq!(differs, Vec::<&String>::new(), "after {act} every listing is as a build writes it, at once");
    };
    as_afresh("publishing");
    let change = |article: &str, changes: Value, significant: bool| {
        room.act(EDITOR, article, json!({ "act": "set", "changes": changes }));
        room.act(MANAGING, article, json!({ "act": "approve" }));
        room.act(MANAGING, article, json!({ "act": "update", "significant": significant }));
    };
    change(&articles[0], json!({ "headline": "The first story, as it is now" }), false);
    as_afresh("another headline of the oldest");
    change(&articles[1], json!({ "dek": "More is known." }), true);
    as_afresh("a significant update, which brings it to the top");
    let writer = room.person(WRITER);
    change(&articles[2], json!({ "authors": [writer] }), false);
    as_afresh("an author taken off the byline");
    change(&articles[3], json!({ "topics": ["Ferries"] }), false);
    as_afresh("another topic");
    room.act(MANAGING, &articles[4], json!({ "act": "withdraw", "reason": "The client withdrew." }));
    as_afresh("a withdrawal");
    let holder = Caller::command_line(Some(room.person(MANAGING)));
    room.room.set_person(&holder, WRITER, &[Role::Writer], false, Some("Measures quays."), None).expect("it is set");
    assert!(room.room.sweep_some().expect("the sweep goes on"), "its first step are the listings of authors");
    as_afresh("a new biography");
    room.sweep();
    room.is_sound();
}

#[test]
fn what_is_withdrawn_is_shown_nowhere_at_once() {
    let (room, article) = two();
    room.act(MANAGING, &article, json!({ "act": "withdraw", "reason": "The client withdrew." }));
    assert_eq!(room.saying(HEADLINE), Default::default(), "no file of the site names it");
    assert_eq!(room.saying(ADDRESS), Default::default(), "and none leads to it");
    assert!(room.page("topic/ports").is_none(), "a topic that nothing is left of goes");
    room.sweep();
    assert_eq!(broken_links(&room.files()), []);
    room.is_sound();
}

#[test]
fn what_is_retracted_says_so_at_its_address_and_in_the_log() {
    let (room, article) = two();
    let reason = "The invoices were forged.";
    room.act(MANAGING, &article, json!({ "act": "retract", "reason": reason, "second": room.person(EDITOR) }));
    let says: Vec<String> = room.saying(HEADLINE).into_iter().collect();
    assert_eq!(says, ["corrections/index.html".to_owned(), format!("{ADDRESS}/index.html")], "nowhere else");
    assert_eq!(room.saying(reason).len(), 2);
    assert!(room.page("corrections").expect("the log").contains(">Retraction</strong>"));
    room.sweep();
    assert_eq!(broken_links(&room.files()), []);
    room.is_sound();
}

#[test]
fn what_is_retracted_keeps_the_headline_that_readers_knew() {
    let (room, article) = two();
    room.act(EDITOR, &article, json!({ "act": "set", "changes": { "headline": "What the desk wrote later" } }));
    room.act(MANAGING, &article, json!({ "act": "retract", "reason": "Forged.", "second": room.person(EDITOR) }));
    assert!(room.page(ADDRESS).expect("it says so").contains(HEADLINE));
    assert_eq!(room.saying("What the desk wrote later"), Default::default(), "nothing unpublished leaks");
}

#[test]
fn what_is_taken_down_leaves_a_tombstone_and_no_entry_in_the_log() {
    let (room, article) = two();
    room.act(MANAGING, &article, json!({ "act": "take-down", "reason": "By order of a court.", "typed": "quay" }));
    assert_eq!(room.saying(HEADLINE), Default::default());
    let says: Vec<String> = room.saying("By order of a court.").into_iter().collect();
    assert_eq!(says, [format!("{ADDRESS}/index.html")]);
    room.sweep();
    assert_eq!(broken_links(&room.files()), []);
    room.is_sound();
}

#[test]
fn a_changed_address_leaves_a_redirect_and_the_id_in_the_feeds() {
    let (room, article) = two();
    let id = |room: &Room| {
        let feed = String::from_utf8(room.files()["atom.xml"].0.clone()).expect("text");
        let entry = feed.split("<entry>").find(|entry| entry.contains(HEADLINE)).expect("its entry").to_owned();
        entry.split("<id>").nth(1).and_then(|rest| rest.split('<').next()).expect("an id").to_owned()
    };
    let before = id(&room);
    room.act(MANAGING, &article, json!({ "act": "set-address", "address": "quay" }));
    assert!(room.page(ADDRESS).expect("the way").contains("url=/quay/"));
    assert_eq!(id(&room), before);
    assert!(before.starts_with("urn:uuid:") && !before.contains(&article), "it tells nothing of the desk: {before}");
    room.sweep();
    assert_eq!(broken_links(&room.files()), []);
    room.is_sound();
}

#[test]
fn a_new_biography_reaches_the_authors_page_and_the_masthead_by_the_sweep() {
    let (room, _) = two();
    let holder = Caller::command_line(Some(room.person(MANAGING)));
    let biography = Some("Wanda Ostrow measures *quays*.");
    room.room.set_person(&holder, WRITER, &[Role::Writer], false, biography, None).expect("it is set");
    room.sweep();
    let says: Vec<String> = room.saying("measures <em>quays</em>.").into_iter().collect();
    assert_eq!(says, ["author/wanda-ostrow/index.html", "masthead/index.html"], "articles keep what was approved");
}

#[test]
fn no_article_can_have_an_address_of_the_sites_own() {
    let room = Room::of(MERIDIAN);
    for headline in ["Archive", "About"] {
        let article = room.draft(&format!("on-{}", headline.to_lowercase()), headline, "Ports");
        for (who, act) in [(WRITER, "submit"), (EDITOR, "claim"), (MANAGING, "approve")] {
            room.act(who, &article, json!({ "act": act, "note": "" }));
        }
        let caller = Caller::command_line(Some(room.person(MANAGING)));
        let command = json!({ "article": article, "command": { "act": "publish" } }).to_string();
        let answer = room.room.answer(&caller, "article.act", &command).expect("an answer");
        assert!(answer.contains("address-taken"), "{answer}");
        assert!(!room.page(&headline.to_lowercase()).expect("the site's own page").contains("The text of"));
    }
}
