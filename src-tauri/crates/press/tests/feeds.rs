//! Feeds: well-formed, with what their specifications ask for, and with ids and dates that stay.

mod common;

use std::sync::Arc;

use common::{at, content, meridian, story, xml};
use desk::article::{Notice, NoticeKind};
use press::{Feed, FeedForm, Listing, Outlet, Story};
use serde_json::Value;

const TEXT: &str = "A [link](/known/) & more.[^n]\n\n![A picture](media/x \"Caption\")\n\n[^n]: A note.\n";
const ID: &str = "urn:uuid:01890000-0000-8000-8000-000000000000";

fn feed() -> Feed {
    let story = story(content("Ports & “leases”", TEXT), &Outlet::Site);
    Feed { of: Some(Listing::Section("media".into())), stories: vec![(story, at("2026-11-24"))] }
}

fn written(feed: &Feed, form: FeedForm) -> String {
    let path = form.path(feed.of.as_ref());
    let feeds = meridian().feeds(feed);
    feeds.into_iter().find(|(place, _)| *place == path).expect("every form is written").1
}

#[track_caller]
fn whole_addresses(html: &str) {
    assert!(html.contains("<a href=\"https://meridian.example/known/\">link</a> &amp; more."), "{html}");
    assert!(html.contains("href=\"https://meridian.example/ports-leases/#note--1\""), "{html}");
    for tag in common::tags(html) {
        for (name, value) in
            tag.attributes.iter().filter(|(name, _)| ["href", "src", "srcset"].contains(&name.as_str()))
        {
            assert!(value.starts_with("https://"), "{name} {value}");
        }
    }
}

#[test]
fn rss_holds_the_whole_text_with_whole_addresses() {
    let text = written(&feed(), FeedForm::Rss);
    let channel = rss::Channel::read_from(text.as_bytes()).expect("a feed that others can read");
    assert_eq!(channel.title, "Meridian: Media");
    let item = &channel.items[0];
    assert_eq!(item.title.as_deref(), Some("Ports & “leases”"));
    assert_eq!(item.link.as_deref(), Some("https://meridian.example/ports-leases/"));
    assert_eq!(item.pub_date.as_deref(), Some("Tue, 24 Nov 2026 12:00:00 +0000"));
    assert_eq!(item.dublin_core_ext.as_ref().map(|core| core.creators.clone()), Some(vec!["Ana Writer".to_owned()]));
    assert_eq!(item.guid.as_ref().map(|guid| (guid.value.as_str(), guid.permalink)), Some((ID, false)));
    whole_addresses(item.content.as_deref().expect("the text"));
}

#[test]
fn rss_has_what_its_specification_asks_for() {
    let document = xml(&written(&feed(), FeedForm::Rss));
    assert_eq!((document.name.as_str(), document.attribute("version")), ("rss", "2.0"));
    let channel = document.one("channel");
    for required in ["title", "link", "description"] {
        assert!(!channel.one(required).text.is_empty(), "{required}");
    }
    let own = channel.one("atom:link");
    assert_eq!(
        (own.attribute("rel"), own.attribute("href")),
        ("self", "https://meridian.example/section/media/feed.xml")
    );
    assert_eq!(channel.one("item").one("title").text, "Ports & “leases”");
}

#[test]
fn atom_has_what_its_specification_asks_for() {
    let document = xml(&written(&feed(), FeedForm::Atom));
    assert_eq!(document.name, "feed");
    assert_eq!(document.attribute("xmlns"), "http://www.w3.org/2005/Atom");
    // RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated; an author in the feed; links that say what they are.
    for one in ["id", "title", "updated"] {
        assert!(!document.one(one).text.is_empty(), "{one}");
    }
    assert!(!document.one("author").one("name").text.is_empty());
    let links = |element: &common::Element, rel: &str| {
        let found: Vec<_> = element.all("link").into_iter().filter(|link| link.attribute("rel") == rel).collect();
        assert_eq!(found.len(), 1, "one {rel} link");
        found[0].attribute("href").to_owned()
    };
    assert_eq!(links(&document, "self"), "https://meridian.example/section/media/atom.xml");
    let entry = document.one("entry");
    assert_eq!(entry.one("id").text, ID);
    assert_eq!(entry.one("title").text, "Ports & “leases”");
    assert_eq!(entry.one("author").one("name").text, "Ana Writer");
    assert_eq!(links(entry, "alternate"), "https://meridian.example/ports-leases/");
    let body = entry.one("content");
    assert_eq!(body.attribute("type"), "html");
    whole_addresses(&body.text);
    for date in [&document.one("updated").text, &entry.one("updated").text, &entry.one("published").text] {
        assert!(chrono::DateTime::parse_from_rfc3339(date).is_ok(), "{date}");
    }
}

#[test]
fn json_feed_has_what_its_specification_asks_for() {
    let feed: Value = serde_json::from_str(&written(&feed(), FeedForm::Json)).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Meridian: Media");
    assert_eq!(feed["feed_url"], "https://meridian.example/section/media/feed.json");
    let item = &feed["items"][0];
    assert_eq!(item["id"], ID);
    assert_eq!(item["url"], "https://meridian.example/ports-leases/");
    assert_eq!(item["authors"][0]["name"], "Ana Writer");
    assert_eq!(item["date_published"], "2026-11-24T12:00:00Z");
    assert!(item["tags"].as_array().is_some_and(|tags| tags.iter().all(Value::is_string)));
    whole_addresses(item["content_html"].as_str().expect("the text"));
}

/// The same article after its headline, its address and its text changed.
fn changed(change: impl FnOnce(&mut Story)) -> Feed {
    let mut feed = feed();
    let story = Arc::make_mut(&mut feed.stories[0].0);
    change(story);
    feed
}

#[test]
fn an_articles_id_stays_when_its_address_moves() {
    let moved = changed(|story| story.address = "elsewhere".into());
    let item = xml(&written(&moved, FeedForm::Rss));
    assert_eq!(item.one("channel").one("item").one("guid").text, ID);
    let entry = xml(&written(&moved, FeedForm::Atom));
    assert_eq!(entry.one("entry").one("id").text, ID);
    let json: Value = serde_json::from_str(&written(&moved, FeedForm::Json)).expect("JSON");
    assert_eq!(
        (&json["items"][0]["id"], &json["items"][0]["url"]),
        (&ID.into(), &"https://meridian.example/elsewhere/".into())
    );
}

#[test]
fn a_correction_moves_when_it_changed_and_not_when_it_came_out() {
    let corrected = changed(|story| {
        story.updated_at = Some(at("2026-11-26"));
        let by = common::person();
        let text = "An earlier version named another port.".to_owned();
        story.notices = vec![Notice { kind: NoticeKind::Correction, text, at: at("2026-11-26"), by, second: by }];
    });
    let feed = xml(&written(&corrected, FeedForm::Rss));
    let item = feed.one("channel").one("item");
    assert_eq!(item.one("pubDate").text, "Tue, 24 Nov 2026 12:00:00 +0000");
    assert!(
        item.one("content:encoded").text.contains("An earlier version named another port."),
        "readers of feeds see it"
    );
    let entry = xml(&written(&corrected, FeedForm::Atom));
    let entry = entry.one("entry");
    assert_eq!(
        (entry.one("published").text.as_str(), entry.one("updated").text.as_str()),
        ("2026-11-24T12:00:00Z", "2026-11-26T12:00:00Z")
    );
    let json: Value = serde_json::from_str(&written(&corrected, FeedForm::Json)).expect("JSON");
    assert_eq!(json["items"][0]["date_modified"], "2026-11-26T12:00:00Z");
}

#[test]
fn a_feed_is_as_long_as_the_house_says() {
    let stories = (0..40)
        .map(|number| (story(content(&format!("Number {number}"), TEXT), &Outlet::Site), at("2026-11-24")))
        .collect();
    let feed = Feed { of: None, stories };
    assert_eq!(xml(&written(&feed, FeedForm::Rss)).one("channel").all("item").len(), meridian().counts().feed);
    assert_eq!(xml(&written(&feed, FeedForm::Atom)).all("entry").len(), meridian().counts().feed);
    let empty = Feed { of: None, stories: Vec::new() };
    assert!(xml(&written(&empty, FeedForm::Rss)).one("channel").all("item").is_empty());
    assert!(!xml(&written(&empty, FeedForm::Atom)).one("updated").text.is_empty(), "an empty feed is one");
}
