//! Script vectors, in every field and in the text: none survives, whatever the outlet.

mod common;

use common::{at, content, meridian, page, person};
use desk::article::{Notice, NoticeKind};
use press::{Feed, GonePage, Listing, ListingPage, Outlet, Rendered};

const VECTORS: [&str; 22] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "![x](javascript:alert(1) \"\\\"><script>alert(1)</script>\")",
    "<javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "{{ 7*7 }}{% for x in y %}<b onclick=alert(1)>",
];

/// Fails when the page holds anything that could run, load or send.
fn is_harmless(html: &str, vector: &str) {
    const TAGS: [&str; 58] = [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "div",
        "p",
        "ul",
        "ol",
        "li",
        "svg",
        "circle",
        "ellipse",
        "path",
        "span",
        "nav",
        "details",
        "summary",
        "main",
        "article",
        "figure",
        "picture",
        "source",
        "img",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "time",
        "strong",
        "em",
        "b",
        "sup",
        "footer",
        "section",
        "aside",
        "form",
        "label",
        "input",
        "button",
        "hr",
        "br",
        "s",
        "code",
        "pre",
        "blockquote",
        "i",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    for tag in common::tags(html) {
        assert!(TAGS.contains(&tag.name.as_str()), "{vector}: <{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "srcdoc" && name != "formaction", "{vector}: {tag:?}");
            if ["href", "src", "action"].contains(&name.as_str()) {
                let known = ["/", "#", "https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start));
                assert!(known, "{vector}: {tag:?}");
            }
            assert!(!(name == "style" && value.contains("url(")), "{vector}: {tag:?}");
        }
        if tag.name == "script" {
            assert_eq!(tag.attributes, [("type".to_owned(), "application/ld+json".to_owned())], "{vector}");
        }
    }
    assert!(html.matches("<script").count() <= 1 && html.matches("</script>").count() <= 1, "{vector}");
    assert!(!html.contains("evil.example/x.css'</style>"), "{vector}");
}

fn check(rendered: Rendered, vector: &str) {
    assert!(rendered.problems.is_empty(), "{vector}: {:?}", rendered.problems);
    is_harmless(&rendered.html, vector);
}

#[test]
fn no_vector_survives_in_any_field_or_text() {
    for vector in VECTORS {
        for outlet in [Outlet::Site, Outlet::Galley { base: "/galley/".into() }] {
            let mut content = content(
                vector,
                &format!(
                    "Text {vector} text.\n\n{vector}\n\n> {vector}\n\n- {vector}\n\n| {vector} |\n|---|\n| {vector} |\n\n# {vector}\n\n{vector}[^1]\n\n[^1]: {vector}\n"
                ),
            );
            content.dek = vector.into();
            (content.format, content.section, content.region) =
                (Some(vector.into()), Some(vector.into()), Some(vector.into()));
            content.topics = vec![vector.into()];
            content.language = "en-US".into();
            content.authors[0].name = vector.into();
            content.authors[0].biography = vector.into();
            if let Some(lead) = &mut content.lead {
                (lead.alt, lead.caption, lead.credit) = (vector.into(), vector.into(), vector.into());
            }
            let mut story = (*common::story(content, &outlet)).clone();
            story.notices = vec![Notice {
                kind: NoticeKind::EditorsNote,
                text: vector.into(),
                at: at("2026-11-24"),
                by: person(),
                second: person(),
            }];
            let story = std::sync::Arc::new(story);
            let mut page = page(story.clone(), &outlet);
            check(meridian().article(&page, &outlet), vector);
            // The same in a river, in lists and on cards.
            page.story = page.river[0].clone();
            page.river[0] = story.clone();
            page.latest.insert(0, story.clone());
            check(meridian().article(&page, &outlet), vector);
            let author = Listing::Author { name: vector.into(), biography: vector.into(), portrait: None };
            for of in [author, Listing::Topic(vector.into()), Listing::Section(vector.into())] {
                let listing = ListingPage { of, stories: vec![story.clone()], number: 1, last: 2, as_of: page.as_of };
                check(meridian().listing(&listing, &outlet), vector);
            }
            let gone = GonePage {
                headline: vector.into(),
                address: "gone".into(),
                at: page.as_of,
                reason: vector.into(),
                language: String::new(),
            };
            check(meridian().retracted(&gone, &outlet), vector);
            check(meridian().tombstone(&gone, &outlet), vector);
            let feed = Feed { of: Some(Listing::Region(vector.into())), stories: vec![(story, page.as_of)] };
            for (path, text) in meridian().feeds(&feed) {
                if path.ends_with(".json") {
                    serde_json::from_str::<serde_json::Value>(&text)
                        .unwrap_or_else(|error| panic!("{vector}: {error}"));
                } else {
                    common::xml(&text);
                }
            }
        }
    }
}

#[test]
fn the_language_of_an_article_cannot_break_out_of_its_attribute() {
    let mut content = content("The headline", "Text.\n");
    content.language = "\"><script>alert(1)</script>".into();
    let story = common::story(content, &Outlet::Site);
    check(meridian().article(&page(story, &Outlet::Site), &Outlet::Site), "language");
}
