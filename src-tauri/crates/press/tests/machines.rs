//! What machines read beside feeds: sitemaps, robots.txt, structured data, Open Graph.

mod common;

use common::{at, content, data, meridian, meta, page, story, xml};
use desk::article::{Notice, NoticeKind};
use press::{Entry, FrontPage, Listing, ListingPage, NewsEntry, Outlet, Story};
use std::sync::Arc;

const TEXT: &str = "One paragraph.\n";

fn listing(of: Listing, number: u32) -> String {
    let stories = vec![story(content("One", TEXT), &Outlet::Site)];
    let page = ListingPage { of, stories, number, last: 3, as_of: at("2026-11-24") };
    meridian().listing(&page, &Outlet::Site).html
}

#[test]
fn structured_data_says_what_the_page_says() {
    let mut story = Arc::unwrap_or_clone(story(content("</script> & “quotes”", TEXT), &Outlet::Site));
    let by = common::person();
    let text = "It was Tuesday.".to_owned();
    story.notices = vec![Notice { kind: NoticeKind::Correction, text, at: at("2026-11-25"), by, second: by }];
    story.updated_at = Some(at("2026-11-25"));
    let html = meridian().article(&page(Arc::new(story), &Outlet::Site), &Outlet::Site).html;
    let data = data(&html);
    assert_eq!(data["@type"], "AnalysisNewsArticle");
    assert_eq!(data["headline"], "</script> & “quotes”");
    assert_eq!(data["datePublished"], "2026-11-24T12:00:00Z");
    assert_eq!(data["dateModified"], "2026-11-25T12:00:00Z");
    assert_eq!(data["author"][0]["name"], "Ana Writer");
    assert_eq!(data["author"][0]["url"], "https://meridian.example/author/ana-writer/");
    assert_eq!(data["articleSection"], "Media");
    assert_eq!(data["image"][0]["width"], 1600);
    assert_eq!(data["correction"][0]["text"], "It was Tuesday.");
    assert_eq!(data["publisher"]["correctionsPolicy"], "https://meridian.example/corrections/");
}

#[test]
fn search_results_and_cards_have_titles_of_their_own_or_the_headline() {
    let printed = |search: &str, social: &str| {
        let mut content = content("Of ports", TEXT);
        (content.search_title, content.social_headline) = (search.into(), social.into());
        let html = meridian().article(&page(story(content, &Outlet::Site), &Outlet::Site), &Outlet::Site).html;
        let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0;
        (title.to_owned(), meta(&html, "og:title"), meta(&html, "twitter:title"), html.contains("<h1>Of ports</h1>"))
    };
    let check = |search, social, title: &str, card: &str| {
        let card = vec![card.to_owned()];
        assert_eq!(printed(search, social), (title.into(), card.clone(), card, true), "{search:?}, {social:?}");
    };
    check("", "", "Of ports | Meridian", "Of ports");
    check("Port <leases>", "", "Port &lt;leases&gt; | Meridian", "Of ports");
    check(" ", "Who owns ports?", "Of ports | Meridian", "Who owns ports?");
}

#[test]
fn each_format_has_the_type_the_house_gives_it() {
    for (format, kind) in [
        (Some("analysis"), "AnalysisNewsArticle"),
        (Some("reporting"), "ReportageNewsArticle"),
        (Some("opinion"), "OpinionNewsArticle"),
        (Some("interview"), "NewsArticle"),
        (None, "NewsArticle"),
    ] {
        let mut content = content("Of a format", TEXT);
        content.format = format.map(Into::into);
        let story: Arc<Story> = story(content, &Outlet::Site);
        let html = meridian().article(&page(story, &Outlet::Site), &Outlet::Site).html;
        assert_eq!(data(&html)["@type"], kind, "{format:?}");
    }
}

#[test]
fn cards_carry_what_the_page_is() {
    let html =
        meridian().article(&page(story(content("Of ports", TEXT), &Outlet::Site), &Outlet::Site), &Outlet::Site).html;
    for (name, content) in [
        ("og:type", "article"),
        ("og:title", "Of ports"),
        ("og:url", "https://meridian.example/of-ports/"),
        ("og:locale", "en_US"),
        ("og:image:width", "1600"),
        ("og:image:alt", "A harbour"),
        ("article:published_time", "2026-11-24T12:00:00Z"),
        ("article:author", "https://meridian.example/author/ana-writer/"),
        ("article:section", "Media"),
        ("article:tag", "Ports"),
        ("twitter:card", "summary_large_image"),
    ] {
        assert_eq!(meta(&html, name), [content], "{name}");
    }
    let author = Listing::Author { name: "Ana Writer".into(), biography: "Ana writes.".into(), portrait: None };
    let html = listing(author, 3);
    assert_eq!(meta(&html, "og:type"), ["profile"]);
    assert_eq!(data(&html)["mainEntity"]["name"], "Ana Writer");
    let front = FrontPage { stories: Vec::new(), latest: Vec::new(), short_takes: Vec::new(), as_of: at("2026-11-24") };
    let html = meridian().front(&front, &Outlet::Site).html;
    assert_eq!((meta(&html, "og:type"), data(&html)["@type"].as_str()), (vec!["website".to_owned()], Some("WebSite")));
}

#[test]
fn listings_lead_to_their_neighbours() {
    let print = |number| listing(Listing::Region("europe".into()), number);
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
fn sitemaps_name_whole_addresses() {
    let entries = [
        Entry { address: String::new(), changed: None },
        Entry { address: "a/b".into(), changed: Some(at("2026-11-24")) },
    ];
    let sitemap = xml(&meridian().sitemap(&entries));
    assert_eq!(sitemap.attribute("xmlns"), "http://www.sitemaps.org/schemas/sitemap/0.9");
    let urls = sitemap.all("url");
    assert_eq!(urls[0].one("loc").text, "https://meridian.example/");
    assert_eq!(urls[1].one("loc").text, "https://meridian.example/a/b/");
    assert_eq!(urls[1].one("lastmod").text, "2026-11-24T12:00:00Z");
    let index = xml(&meridian().sitemap_index(2));
    let listed: Vec<_> = index.all("sitemap").iter().map(|entry| entry.one("loc").text.clone()).collect();
    assert_eq!(
        listed,
        ["articles-1", "articles-2", "pages", "news"]
            .map(|name| format!("https://meridian.example/sitemaps/{name}.xml"))
    );
    let robots = meridian().robots();
    assert!(robots.contains("Sitemap: https://meridian.example/sitemap.xml\n"), "{robots}");
}

#[test]
fn the_news_sitemap_names_what_search_engines_ask_for() {
    let entry = NewsEntry {
        address: "of-ports".into(),
        headline: "Of ports & <straits>".into(),
        language: "en-GB".into(),
        published: at("2026-11-24"),
    };
    let news = xml(&meridian().news_sitemap(&[entry]));
    let news = news.one("url").one("news:news");
    assert_eq!(news.one("news:publication").one("news:name").text, "Meridian");
    assert_eq!(news.one("news:publication").one("news:language").text, "en");
    assert_eq!(news.one("news:publication_date").text, "2026-11-24T12:00:00Z");
    assert_eq!(news.one("news:title").text, "Of ports & <straits>");
    let quiet = xml(&meridian().news_sitemap(&[]));
    assert_eq!(quiet.one("url").one("loc").text, "https://meridian.example/", "a sitemap names one page at least");
    assert!(quiet.one("url").all("news:news").is_empty());
}
