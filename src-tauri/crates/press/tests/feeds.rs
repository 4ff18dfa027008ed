//! Feeds, sitemap, robots.txt, and what machines read of a page.

mod common;

use common::{at, content, meridian, page, story};
use press::{Entry, Feed, Listing, ListingPage, Outlet};

const TEXT: &str = "A [link](/known/) & more.[^n]\n\n![A picture](media/x \"Caption\")\n\n[^n]: A note.\n";

#[test]
fn a_feed_holds_the_whole_text_with_whole_addresses() {
    let story = story(content("Ports & “leases”", TEXT), &Outlet::Site);
    let feed = Feed { section: Some("media".into()), stories: vec![(story, at("2026-11-24"))] };
    assert_eq!(feed.path(), "section/media/feed.xml");
    let channel = rss::Channel::read_from(meridian().rss(&feed).as_bytes()).expect("a feed that others can read");
    assert_eq!(channel.title, "Meridian: Media");
    let item = &channel.items[0];
    assert_eq!(item.title.as_deref(), Some("Ports & “leases”"));
    assert_eq!(item.link.as_deref(), Some("https://meridian.example/ports-leases/"));
    assert_eq!(item.pub_date.as_deref(), Some("Tue, 24 Nov 2026 12:00:00 +0000"));
    assert_eq!(item.dublin_core_ext.as_ref().map(|core| core.creators.clone()), Some(vec!["Ana Writer".to_owned()]));
    let html = item.content.as_deref().expect("the text");
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
fn a_feed_is_as_long_as_the_house_says() {
    let stories = (0..40)
        .map(|number| (story(content(&format!("Number {number}"), TEXT), &Outlet::Site), at("2026-11-24")))
        .collect();
    let feed = Feed { section: None, stories };
    let channel = rss::Channel::read_from(meridian().rss(&feed).as_bytes()).expect("a feed");
    assert_eq!(channel.items.len(), meridian().counts().feed);
    let empty = meridian().rss(&Feed { section: None, stories: Vec::new() });
    assert!(rss::Channel::read_from(empty.as_bytes()).expect("an empty feed is one").items.is_empty());
}

#[test]
fn structured_data_says_what_the_page_says() {
    let story = story(content("</script> & “quotes”", TEXT), &Outlet::Site);
    let html = meridian().article(&page(story, &Outlet::Site), &Outlet::Site).html;
    let start = html.find("<script type=\"application/ld+json\">").expect("structured data") + 35;
    let end = html[start..].find("</script>").expect("its end");
    let data: serde_json::Value = serde_json::from_str(&html[start..start + end]).expect("JSON");
    assert_eq!(data["@type"], "AnalysisNewsArticle");
    assert_eq!(data["headline"], "</script> & “quotes”");
    assert_eq!(data["datePublished"], "2026-11-24T12:00:00Z");
    assert_eq!(data["author"][0]["name"], "Ana Writer");
    assert_eq!(data["articleSection"], "Media");
    assert_eq!(data["image"][0]["width"], 1600);
}

#[test]
fn listings_lead_to_their_neighbours() {
    let stories = vec![story(content("One", TEXT), &Outlet::Site)];
    let of = Listing::Region("europe".into());
    let print = |number| {
        let page = ListingPage { of: of.clone(), stories: stories.clone(), number, last: 3, as_of: at("2026-11-24") };
        meridian().listing(&page, &Outlet::Site).html
    };
    assert!(
        print(3).contains("<link rel=\"canonical\" href=\"https://meridian.example/region/europe/\">"),
        "the newest page is the listing itself"
    );
    assert!(
        print(2).contains("href=\"/region/europe/\" rel=\"prev\"")
            && print(2).contains("href=\"/region/europe/page/1/\" rel=\"next\"")
    );
    assert!(!print(1).contains("rel=\"next\"") && !print(3).contains("rel=\"prev\""));
}

#[test]
fn sitemap_and_robots_name_whole_addresses() {
    let entries = [
        Entry { address: String::new(), changed: None },
        Entry { address: "a/b".into(), changed: Some(at("2026-11-24")) },
    ];
    let sitemap = meridian().sitemap(&entries);
    assert!(sitemap.contains("<url><loc>https://meridian.example/</loc></url>"));
    assert!(
        sitemap.contains("<url><loc>https://meridian.example/a/b/</loc><lastmod>2026-11-24T12:00:00Z</lastmod></url>")
    );
    assert!(meridian().robots().contains("Sitemap: https://meridian.example/sitemap.xml"));
}
