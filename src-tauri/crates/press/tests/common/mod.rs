//! What several tests need: the house, stories, and a strict reader of our own HTML.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use desk::ids::{Hash, PersonId};
use desk::version::{Byline, Content, Lead};
use press::{ArticlePage, House, Kind, Outlet, Picture, Shown, Story, World};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/houses/meridian")
}

pub fn meridian() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| House::load(&folder()).unwrap_or_else(|problems| panic!("{problems:#?}")))
}

/// A small desk: pictures below media/, the page `known`, and its old name.
pub struct Small;

impl World for Small {
    fn picture(&self, source: &str) -> Option<Picture> {
        source.starts_with("media/").then(picture)
    }
    fn page(&self, address: &str) -> Option<String> {
        ["known", "old"].contains(&address).then(|| "known".to_owned())
    }
}

pub fn picture() -> Picture {
    let shown = |width, kind| Shown { width, height: width / 2, kind };
    Picture {
        hash: Hash([7; 32]),
        width: 2000,
        height: 1000,
        renditions: vec![shown(800, Kind::Webp), shown(1600, Kind::Webp), shown(1600, Kind::Jpeg)],
    }
}

pub fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T12:00:00Z").parse().expect("a day")
}

pub fn content(headline: &str, body: &str) -> Content {
    Content {
        form: 1,
        headline: headline.into(),
        dek: "A dek.".into(),
        body: body.into(),
        format: Some("analysis".into()),
        section: Some("media".into()),
        region: Some("europe".into()),
        topics: vec!["Ports".into()],
        authors: vec![Byline {
            person: person(),
            name: "Ana Writer".into(),
            biography: "Ana writes.".into(),
            portrait: Some(Hash([7; 32])),
        }],
        lead: Some(Lead {
            picture: Hash([7; 32]),
            alt: "A harbour".into(),
            caption: "The caption".into(),
            credit: "The maker".into(),
            rights: "own".into(),
            focal: (500, 500),
        }),
        language: "en-US".into(),
        search_title: String::new(),
        social_headline: String::new(),
    }
}

pub fn person() -> PersonId {
    "01890000-0000-7000-8000-000000000000".parse().expect("an id")
}

pub fn story(content: Content, outlet: &Outlet) -> Arc<Story> {
    let address = desk::address::slug_of(&content.headline);
    let prefix = press::slug(&content.headline);
    let body = press::body(&content.body, &meridian().body_options(outlet, &content.language, &Small, &prefix));
    Arc::new(Story {
        id: "urn:uuid:01890000-0000-8000-8000-000000000000".into(),
        body: Some(Arc::new(body)),
        lead: content.lead.as_ref().map(|_| Arc::new(picture())),
        content: Arc::new(content),
        address,
        published_at: Some(at("2026-11-24")),
        updated_at: None,
        notices: Vec::new(),
        portraits: vec![Arc::new(picture())],
    })
}

/// An article's page with others around it.
pub fn page(story: Arc<Story>, outlet: &Outlet) -> ArticlePage {
    let text = "First.\n\nSecond.\n\n## Third\n\nFourth.[^n]\n\n[^n]: A note.\n";
    let others: Vec<_> =
        (1..=20).map(|number| self::story(content(&format!("Other {number}"), text), outlet)).collect();
    ArticlePage { story, river: others.clone(), latest: others.clone(), short_takes: others, as_of: at("2026-11-24") }
}

/// A tag of our own HTML, read strictly: what is not exactly as we write it is an error.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// Reads every tag of some HTML as a browser would take it.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let end = after.find('>').unwrap_or_else(|| panic!("an unclosed tag: {rest:.40}"));
            assert!(after[..end].bytes().all(|byte| byte.is_ascii_alphanumeric()), "a strange closing tag: {rest:.40}");
            rest = &after[end + 1..];
            continue;
        }
        if rest.starts_with("!doctype html>") {
            continue;
        }
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric()).expect("a name ends");
        assert!(end > 0, "a bare angle bracket: {rest:.40}");
        let mut tag = Tag { name: rest[..end].to_ascii_lowercase(), attributes: Vec::new() };
        rest = &rest[end..];
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>').or(rest.strip_prefix("/>")) {
                rest = after;
                break;
            }
            let end = rest.find(['=', ' ', '>']).unwrap_or_else(|| panic!("an unclosed tag: {rest:.40}"));
            let name = rest[..end].to_ascii_lowercase();
            let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b':'));
            assert!(plain && !name.is_empty(), "a strange attribute {name:?}: {rest:.60}");
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix("=\"") {
                let end = after.find('"').unwrap_or_else(|| panic!("an unclosed attribute: {after:.40}"));
                value = after[..end].to_owned();
                rest = &after[end + 1..];
            }
            tag.attributes.push((name, value));
        }
        if tag.name == "script" {
            rest = rest.find("</script>").map_or("", |end| &rest[end..]);
        }
        tags.push(tag);
    }
    tags
}

/// An element of XML, read by a parser that refuses what is not well-formed.
#[derive(Debug, Default)]
pub struct Element {
    /// With its prefix.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    /// The children of a name.
    pub fn all(&self, name: &str) -> Vec<&Element> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    /// The only child of a name.
    #[track_caller]
    pub fn one(&self, name: &str) -> &Element {
        match self.all(name).as_slice() {
            [one] => one,
            others => panic!("<{}> has {} <{name}> and needs one", self.name, others.len()),
        }
    }

    #[track_caller]
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(attribute, _)| attribute == name);
        &found.unwrap_or_else(|| panic!("<{}> has no {name}", self.name)).1
    }
}

/// Reads a document; panics when it is not well-formed.
#[track_caller]
pub fn xml(text: &str) -> Element {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let element = |start: &quick_xml::events::BytesStart<'_>| Element {
        name: start.name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .map(|attribute| attribute.expect("an attribute"))
            .map(|attribute| {
                let name = attribute.key.as_ref().to_owned();
                let raw = attribute.value.as_ref();
                (name, quick_xml::escape::unescape(raw).expect("known entities").into_owned())
            })
            .collect(),
        ..Element::default()
    };
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => open.last_mut().expect("a parent").children.push(element(&start)),
            Event::End(_) => {
                let done = open.pop().expect("an element");
                open.last_mut().expect("a parent").children.push(done);
            }
            Event::Text(text) => {
                open.last_mut().expect("a parent").text.push_str(&text);
            }
            Event::GeneralRef(name) => {
                let meant = quick_xml::escape::unescape(&format!("&{};", &*name)).expect("a known entity").into_owned();
                open.last_mut().expect("a parent").text.push_str(&meant);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    let mut document = open.pop().expect("the document");
    assert_eq!(document.children.len(), 1, "one element holds everything");
    document.children.remove(0)
}

/// Structured data of a page.
#[track_caller]
pub fn data(html: &str) -> serde_json::Value {
    let start = html.find("<script type=\"application/ld+json\">").expect("structured data") + 35;
    let end = html[start..].find("</script>").expect("its end");
    serde_json::from_str(&html[start..start + end]).expect("JSON")
}

/// The `content` of every meta tag of a name or property.
pub fn meta(html: &str, name: &str) -> Vec<String> {
    let has = |tag: &Tag| {
        tag.attributes.iter().any(|(key, value)| ["name", "property"].contains(&key.as_str()) && value == name)
    };
    let content = |tag: Tag| tag.attributes.into_iter().find(|(key, _)| key == "content").map(|(_, value)| value);
    tags(html).into_iter().filter(|tag| tag.name == "meta" && has(tag)).filter_map(content).collect()
}
