//! Structured data against the vocabulary: every property of a page's data belongs to its type and holds what it must,
//! and what search engines require or recommend is there.
//!
//! The table is ours, by schema.org and by what search engines document for articles, profiles and site names.

mod common;

use std::path::Path;
use std::sync::Arc;

use common::{at, content, data, page, story};
use desk::article::{Notice, NoticeKind};
use press::{FrontPage, House, Listing, ListingPage, Outlet, Story};
use serde_json::Value;

/// What a property holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Address,
    Moment,
    Language,
    Count,
    Truth,
    Texts,
    Addresses,
    One(&'static [&'static str]),
    Many(&'static [&'static str]),
}

use Holds::{Address, Addresses, Count, Language, Many, Moment, One, Text, Texts, Truth};

#[derive(Clone, Copy, PartialEq)]
enum Need {
    Must,
    /// Recommended: there whenever the page knows it.
    Should,
    May,
}

use Need::{May, Must, Should};

type Property = (&'static str, Need, Holds);

const ARTICLE: &[Property] = &[
    ("url", Must, Address),
    ("mainEntityOfPage", Should, Address),
    ("headline", Must, Text),
    ("description", May, Text),
    ("image", Should, Many(&["ImageObject"])),
    ("datePublished", Must, Moment),
    ("dateModified", Should, Moment),
    ("author", Must, Many(&["Person"])),
    ("publisher", Should, One(&["NewsMediaOrganization"])),
    ("articleSection", May, Text),
    ("keywords", May, Texts),
    ("inLanguage", Should, Language),
    ("isAccessibleForFree", Should, Truth),
    ("wordCount", May, Count),
    ("correction", May, Many(&["CorrectionComment"])),
];

const TYPES: &[(&str, &[Property])] = &[
    ("NewsArticle", ARTICLE),
    ("AnalysisNewsArticle", ARTICLE),
    ("ReportageNewsArticle", ARTICLE),
    ("OpinionNewsArticle", ARTICLE),
    (
        "NewsMediaOrganization",
        &[
            ("name", Must, Text),
            ("url", Must, Address),
            ("logo", Should, One(&["ImageObject"])),
            ("slogan", May, Text),
            ("correctionsPolicy", Should, Address),
            ("masthead", May, Address),
            ("sameAs", May, Addresses),
        ],
    ),
    (
        "ImageObject",
        &[("url", Must, Address), ("width", May, Count), ("height", May, Count), ("creditText", May, Text)],
    ),
    (
        "Person",
        &[
            ("name", Must, Text),
            ("url", Should, Address),
            ("description", May, Text),
            ("worksFor", May, One(&["NewsMediaOrganization"])),
        ],
    ),
    ("CorrectionComment", &[("text", Must, Text), ("datePublished", Should, Moment)]),
    (
        "WebSite",
        &[
            ("name", Must, Text),
            ("url", Must, Address),
            ("alternateName", Should, Text),
            ("inLanguage", May, Language),
            ("publisher", May, One(&["NewsMediaOrganization"])),
        ],
    ),
    ("ProfilePage", &[("url", Should, Address), ("mainEntity", Must, One(&["Person"]))]),
    (
        "CollectionPage",
        &[
            ("url", Should, Address),
            ("name", Should, Text),
            ("description", May, Text),
            ("isPartOf", May, One(&["WebSite"])),
        ],
    ),
];

/// What is wrong with a thing, one line each.
fn faults(thing: &Value, place: &str, types: &[&str], faults_found: &mut Vec<String>) {
    let Some(fields) = thing.as_object() else {
        faults_found.push(format!("{place} is no thing: {thing}"));
        return;
    };
    if let (1, Some(id)) = (fields.len(), fields.get("@id")) {
        // Named only: it is told elsewhere.
        if !is_address(id) {
            faults_found.push(format!("{place} names nothing: {id}"));
        }
        return;
    }
    let kind = thing["@type"].as_str().unwrap_or_default();
    let known = TYPES.iter().find(|(name, _)| *name == kind && (types.is_empty() || types.contains(name)));
    let Some((_, properties)) = known else {
        faults_found.push(format!("{place} cannot be a “{kind}”"));
        return;
    };
    for (name, need, _) in properties.iter() {
        if *need != May && !fields.contains_key(*name) {
            faults_found.push(format!("{place} ({kind}) lacks {name}"));
        }
    }
    for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('@')) {
        let place = format!("{place}.{name}");
        let Some((_, _, holds)) = properties.iter().find(|(known, ..)| known == name) else {
            faults_found.push(format!("{place}: a {kind} has no such property"));
            continue;
        };
        match holds {
            One(types) => faults(value, &place, types, faults_found),
            Many(types) => {
                let things = value.as_array().filter(|things| !things.is_empty());
                for (index, thing) in things.into_iter().flatten().enumerate() {
                    faults(thing, &format!("{place}[{index}]"), types, faults_found);
                }
                if things.is_none() {
                    faults_found.push(format!("{place} is no list, or an empty one: {value}"));
                }
            }
            plain if !holds_plain(*plain, value) => faults_found.push(format!("{place} holds {value}")),
            _ => {}
        }
    }
}

fn holds_plain(holds: Holds, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let all = |is: fn(&Value) -> bool| value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is));
    match holds {
        Text => is_text(value),
        Address => is_address(value),
        Moment => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        Language => text.split('-').next().is_some_and(|tag| (2..=3).contains(&tag.len())),
        Count => value.as_u64().is_some_and(|count| count > 0),
        Truth => value.is_boolean(),
        Texts => all(is_text),
        Addresses => all(is_address),
        One(_) | Many(_) => false,
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("https://") && !text.contains(char::is_whitespace))
}

fn houses() -> [House; 2] {
    ["meridian", "harbor"].map(|name| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/houses").join(name);
        House::load(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"))
    })
}

#[track_caller]
fn is_sound(house: &House, html: &str) {
    let data = data(html);
    assert_eq!(data["@context"], "https://schema.org");
    let mut found = Vec::new();
    faults(&data, "page", &[], &mut found);
    assert!(found.is_empty(), "{}: {found:#?}\n{data:#}", house.name());
}

fn corrected() -> Arc<Story> {
    let mut story = Arc::unwrap_or_clone(story(content("Of ports", "One paragraph.\n"), &Outlet::Site));
    let by = common::person();
    let text = "It was Tuesday.".to_owned();
    story.notices = vec![Notice { kind: NoticeKind::Correction, text, at: at("2026-11-25"), by, second: by }];
    Arc::new(story)
}

#[test]
fn articles_say_what_the_vocabulary_asks_for() {
    for house in houses() {
        for format in [Some("analysis"), Some("reporting"), Some("opinion"), Some("news"), None] {
            let mut story = Arc::unwrap_or_clone(corrected());
            let mut content = (*story.content).clone();
            content.format = format.map(Into::into);
            story.content = Arc::new(content);
            is_sound(&house, &house.article(&page(Arc::new(story), &Outlet::Site), &Outlet::Site).html);
        }
    }
}

#[test]
fn the_other_pages_say_what_the_vocabulary_asks_for() {
    let author = Listing::Author { name: "Ana Writer".into(), biography: "Ana *writes*.".into(), portrait: None };
    let quiet = Listing::Author { name: "Ana Writer".into(), biography: String::new(), portrait: None };
    for house in houses() {
        let listings =
            [Listing::Section("media".into()), Listing::Topic("Ports".into()), author.clone(), quiet.clone()];
        for of in listings {
            let page = ListingPage { of, stories: vec![corrected()], number: 1, last: 1, as_of: at("2026-11-24") };
            is_sound(&house, &house.listing(&page, &Outlet::Site).html);
        }
        let stories = vec![corrected()];
        let front = FrontPage { stories, latest: Vec::new(), short_takes: Vec::new(), as_of: at("2026-11-24") };
        is_sound(&house, &house.front(&front, &Outlet::Site).html);
    }
}

#[test]
fn a_fault_is_found() {
    for (thing, said) in [
        (serde_json::json!({ "@type": "Persn", "name": "A" }), "cannot be a “Persn”"),
        (serde_json::json!({ "@type": "Person" }), "lacks name"),
        (serde_json::json!({ "@type": "Person", "name": " ", "url": "https://a.example/" }), "page.name holds"),
        (serde_json::json!({ "@type": "Person", "name": "A", "url": "/a/" }), "page.url holds"),
        (
            serde_json::json!({ "@type": "CorrectionComment", "text": "A", "datePublished": "Tuesday" }),
            "holds \"Tuesday\"",
        ),
        (serde_json::json!({ "@type": "ImageObject", "url": "https://a.example/", "widht": 1 }), "no such property"),
    ] {
        let mut found = Vec::new();
        faults(&thing, "page", &[], &mut found);
        assert!(found.iter().any(|fault| fault.contains(said)), "{thing}: {found:?}");
    }
}
