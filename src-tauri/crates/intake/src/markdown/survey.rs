//! What a Markdown body holds: pictures, things to count, and raw HTML that readers will not get.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::traced::Traced;
use crate::ArrivedPicture;
use crate::report::{Report, lines};

/// What counts as Markdown when a body is looked at.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// Elements that the press never lets through.
const REFUSED: [&str; 9] = ["script", "style", "iframe", "object", "embed", "form", "video", "audio", "svg"];

#[derive(Default)]
pub(super) struct Survey {
    pub pictures: Vec<ArrivedPicture>,
    sources: HashSet<String>,
    headings: usize,
    links: usize,
    quotes: usize,
    lists: usize,
    tables: usize,
    notes: usize,
    /// Element and byte position of each refused one.
    refused: Vec<(&'static str, usize)>,
}

pub(super) fn survey(body: &str) -> Survey {
    let mut found = Survey::default();
    let mut alt: Option<(ArrivedPicture, String)> = None;
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                alt = Some((ArrivedPicture::named(&dest_url, "", &title), String::new()));
            }
            Event::End(TagEnd::Image) => {
                if let Some((mut picture, text)) = alt.take() {
                    picture.alt = text;
                    found.picture(picture);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, alt)) = &mut alt {
                    alt.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, alt)) = &mut alt {
                    alt.push(' ');
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => found.html(&html, range.start),
            Event::Start(Tag::Heading { .. }) => found.headings += 1,
            Event::Start(Tag::Link { .. }) => found.links += 1,
            Event::Start(Tag::BlockQuote(_)) => found.quotes += 1,
            Event::Start(Tag::List(_)) => found.lists += 1,
            Event::Start(Tag::Table(_)) => found.tables += 1,
            Event::Start(Tag::FootnoteDefinition(_)) => found.notes += 1,
            _ => {}
        }
    }
    found
}

impl Survey {
    fn picture(&mut self, picture: ArrivedPicture) {
        if !picture.source.is_empty() && self.sources.insert(picture.source.clone()) {
            self.pictures.push(picture);
        }
    }

    fn html(&mut self, html: &str, at: usize) {
        for (offset, _) in html.match_indices('<') {
            let rest = &html[offset + 1..];
            let name: String =
                rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
            if let Some(refused) = REFUSED.iter().find(|refused| **refused == name) {
                self.refused.push((refused, at + offset));
            }
            if name == "img" {
                let element = rest[..rest.floor_char_boundary(4_000)].split('>').next().unwrap_or_default();
                if let Some(source) = attribute(element, "src") {
                    self.picture(ArrivedPicture::named(&source, &attribute(element, "alt").unwrap_or_default(), ""));
                }
            }
        }
    }

    pub(super) fn report(&self, body: &Traced, report: &mut Report) {
        report.keep("heading", "headings", self.headings);
        report.keep("link", "links", self.links);
        report.keep("picture", "pictures", self.pictures.len());
        report.keep("quotation", "quotations", self.quotes);
        report.keep("list", "lists", self.lists);
        report.keep("table", "tables", self.tables);
        report.keep("footnote", "footnotes", self.notes);
        for element in REFUSED {
            let at: Vec<usize> =
                self.refused.iter().filter(|(name, _)| *name == element).map(|(_, at)| body.line(*at)).collect();
            if !at.is_empty() {
                report.note(
                    "raw-html",
                    lines(&at),
                    format!("The text holds HTML <{element}>; it stays in the manuscript and readers will not get it: put a link in its place."),
                );
            }
        }
    }
}

/// The value of an attribute of one element's source.
fn attribute(element: &str, name: &str) -> Option<String> {
    let lower = element.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = lower[..*at].chars().next_back().is_some_and(char::is_whitespace);
        before && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = element[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '/').next()?,
    };
    Some(value.replace("&amp;", "&").replace("&quot;", "\""))
}
