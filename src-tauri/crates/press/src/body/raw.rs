//! Raw HTML in the text: what an allow-list knows is printed, words stay, everything else goes.
//!
//! A stretch of text with raw tags is sanitised as a whole, together with what Markdown made of the rest of it; so tags
//! are always closed, and nothing can break out of its place. Our own marks (pictures, references to notes) are set
//! aside meanwhile, so that the allow-list need not let an author imitate them.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use super::BodyOptions;
use super::links::{self, Verdict};
use super::river;
use super::words::Counter;
use crate::escape;

const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
];

const BLOCK: [&str; 29] = [
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose tags go without a word, because what they hold stays.
const WRAPPERS: [&str; 16] = [
    "article", "aside", "body", "center", "div", "font", "footer", "header", "html", "main", "nav", "section", "small",
    "time", "wbr", "tt",
];

/// Elements that go with all they hold.
const HOLLOW: [&str; 11] =
    ["script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript", "textarea", "select"];

/// Elements that mean nothing outside another.
const INSIDE: [(&str, &[&str]); 6] = [
    ("li", &["<ul", "<ol"]),
    ("dt", &["<dl"]),
    ("dd", &["<dl"]),
    ("figcaption", &["<figure"]),
    ("summary", &["<details"]),
    ("caption", &["<table"]),
];

/// Which elements a stretch may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Inside a paragraph, a heading, a cell.
    Inline,
    /// A block of HTML, with whatever Markdown stands between its tags.
    Block,
}

/// A stretch of our own HTML with raw tags in it, made harmless. Only the ids in `ids` stay.
pub fn sanitise(html: &str, place: Place, ids: &HashSet<String>, options: &BodyOptions<'_>) -> String {
    let lower = html.to_ascii_lowercase();
    let mut tags: HashSet<&str> = INLINE.into_iter().collect();
    if place == Place::Block {
        let stray = |tag: &&str| {
            INSIDE.iter().any(|(inner, outer)| inner == tag && !outer.iter().any(|outer| lower.contains(outer)))
        };
        tags.extend(BLOCK.into_iter().filter(|tag| !stray(tag)));
    }
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", vec!["href"]),
        ("abbr", vec!["title"]),
        ("ol", vec!["start"]),
        ("td", vec!["colspan", "rowspan"]),
        ("th", vec!["colspan", "rowspan", "scope"]),
        ("h2", vec!["id"]),
        ("h3", vec!["id"]),
        ("h4", vec!["id"]),
        ("h5", vec!["id"]),
        ("h6", vec!["id"]),
    ]
    .into_iter()
    .map(|(tag, names)| (tag, names.into_iter().collect()))
    .collect();
    let classes: HashMap<&str, HashSet<&str>> =
        [("figure", "pull"), ("p", "card"), ("td", "end"), ("td", "mid"), ("th", "end"), ("th", "mid")]
            .into_iter()
            .fold(HashMap::new(), |mut classes, (tag, class)| {
                classes.entry(tag).or_insert_with(HashSet::new).insert(class);
                classes
            });
    let own_scheme = options.addresses.base().split_once("://").map(|(scheme, _)| scheme);
    let clean = Builder::empty()
        .tags(tags)
        .clean_content_tags(HOLLOW.into_iter().collect())
        .tag_attributes(attributes)
        .generic_attributes(["lang"].into_iter().collect())
        .allowed_classes(classes)
        // Links of a galley have its own scheme; whether they are that galley's is judged below.
        .url_schemes(["http", "https", "mailto", "tel"].into_iter().chain(own_scheme).collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string();
    river::rewrite(&clean, |tag, out| {
        river::attributes(tag, out, |attribute, value, out| match attribute {
            "href" => href(value, options, out),
            "colspan" | "rowspan" | "start" if !value.parse::<u8>().is_ok_and(|number| (1..100).contains(&number)) => {
                false
            }
            "scope" if !["col", "row", "colgroup", "rowgroup"].contains(&value) => false,
            "lang" if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
                false
            }
            "id" if !ids.contains(value) => false,
            _ => {
                out.push_str(value);
                true
            }
        });
    })
}

/// Appends a link's address as it may stand; false when it may not.
fn href(value: &str, options: &BodyOptions<'_>, out: &mut String) -> bool {
    let value = value.replace("&quot;", "\"").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
    // Markdown's own links come by a second time, as they already stand on the page.
    let inner = value.strip_prefix(options.addresses.base()).filter(|_| !value.starts_with("//"));
    match links::judge(&inner.map_or_else(|| value.clone(), |inner| format!("/{inner}")), options) {
        Verdict::Leads(to) => {
            escape::address(out, &to);
            true
        }
        Verdict::Lost(_) => false,
    }
}

/// The links of some raw HTML that lose their address, one sentence each.
pub fn lost(html: &str, options: &BodyOptions<'_>) -> Vec<String> {
    let links = tags(html).filter(|tag| tag.name == "a" && !tag.closes);
    let written = links.filter_map(|tag| {
        let tag = &html[tag.start..tag.end];
        let at = tag.to_ascii_lowercase().find("href")?;
        let value = tag[at + 4..].trim_start().strip_prefix('=')?.trim_start();
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split([' ', '>']).next(),
        }
    });
    written
        .filter_map(|written| match links::judge(&written.replace("&amp;", "&"), options) {
            Verdict::Lost(why) => Some(why),
            Verdict::Leads(_) => None,
        })
        .collect()
}

/// The elements of some raw HTML that are not printed, one sentence each.
pub fn refused(html: &str) -> Vec<String> {
    let mut names: Vec<String> = tags(html)
        .filter(|tag| !tag.closes)
        .map(|tag| tag.name)
        .filter(|name| {
            !INLINE.contains(&name.as_str()) && !BLOCK.contains(&name.as_str()) && !WRAPPERS.contains(&name.as_str())
        })
        .collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| match name.as_str() {
            "img" | "picture" => "A picture in HTML is left out: write it as ![alt](picture \"Caption | Credit: Name\").".to_owned(),
            "iframe" | "object" | "embed" | "video" | "audio" => {
                format!("<{name}> is left out: put the address alone in a paragraph, and it becomes a card that links there.")
            }
            _ => format!("The HTML element <{name}> is left out."),
        })
        .collect()
}

/// How many elements that hold others some raw HTML leaves open; negative when it closes more.
pub fn depth(html: &str) -> i32 {
    const HOLD: [&str; 14] = [
        "blockquote",
        "figure",
        "table",
        "div",
        "section",
        "aside",
        "article",
        "details",
        "ul",
        "ol",
        "dl",
        "center",
        "tbody",
        "figcaption",
    ];
    tags(html).filter(|tag| HOLD.contains(&tag.name.as_str())).map(|tag| if tag.closes { -1 } else { 1 }).sum()
}

/// Counts the words of raw HTML.
pub fn words(html: &str, counter: &mut Counter) {
    let mut from = 0;
    let mut hollow: Option<String> = None;
    for tag in tags(html) {
        if hollow.is_none() {
            counter.text(&html[from..tag.start]);
        }
        from = tag.end;
        if BLOCK.contains(&tag.name.as_str()) || WRAPPERS.contains(&tag.name.as_str()) || tag.name == "br" {
            counter.boundary();
        }
        match &hollow {
            None if !tag.closes && HOLLOW.contains(&tag.name.as_str()) => hollow = Some(tag.name),
            Some(name) if tag.closes && *name == tag.name => hollow = None,
            _ => {}
        }
    }
    if hollow.is_none() && !html[from..].starts_with('<') {
        counter.text(&html[from..]);
    }
}

/// Characters that HTML forbids, one of which sets our own marks aside, never come in by raw HTML.
pub fn plain(html: &str) -> String {
    html.chars().filter(|character| !matches!(character, '\u{fdd0}'..='\u{fdef}' | '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}')).collect()
}

struct Tag {
    name: String,
    closes: bool,
    start: usize,
    end: usize,
}

/// The tags of some HTML; comments and declarations count as tags without a name.
fn tags(html: &str) -> impl Iterator<Item = Tag> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + html.get(at..)?.find('<')?;
        let rest = &html[start..];
        let length = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else {
            let mut quote = None;
            let end = rest.bytes().position(|byte| match (quote, byte) {
                (None, b'"' | b'\'') => {
                    quote = Some(byte);
                    false
                }
                (Some(open), _) if open == byte => {
                    quote = None;
                    false
                }
                (None, b'>') => true,
                _ => false,
            });
            end.map_or(rest.len(), |end| end + 1)
        };
        at = start + length;
        let closes = rest[1..].starts_with('/');
        let name = rest[1 + usize::from(closes)..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        Some(Tag { name, closes, start, end: at })
    })
}
