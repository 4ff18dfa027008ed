//! Atom 1.0 (RFC 4287): every entry with its own id, both dates, and its text as HTML.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Channel, FeedForm, Item, element, empty};
use crate::escape;
use crate::page::head;
use crate::page::story::author_address;

pub fn write(channel: &Channel<'_>) -> String {
    let settings = channel.house.settings();
    let size: usize = channel.items.iter().map(|item| item.html.len() * 5 / 4 + 2_000).sum();
    let mut xml = String::with_capacity(size + 2_000);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    escape::attribute(&mut xml, &settings.language);
    xml.push_str("\">\n");
    let own = channel.address(FeedForm::Atom);
    element(&mut xml, "id", &own);
    element(&mut xml, "title", &channel.title);
    element(&mut xml, "subtitle", &channel.description);
    empty(&mut xml, "link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    empty(&mut xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.home)]);
    element(&mut xml, "rights", &settings.footer.copyright);
    // An empty feed has been as it is since the beginning of time.
    let changed = channel.items.iter().map(Item::changed).max().unwrap_or(DateTime::UNIX_EPOCH);
    element(&mut xml, "updated", &time(changed));
    author(&mut xml, &settings.name, &head::page(channel.house, ""));
    for item in &channel.items {
        entry(&mut xml, channel, item);
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, channel: &Channel<'_>, item: &Item<'_>) {
    let content = &item.story.content;
    xml.push_str("<entry>\n");
    element(xml, "id", &item.story.id);
    element(xml, "title", &content.headline);
    empty(xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    element(xml, "published", &time(item.story.published_at.unwrap_or(item.at)));
    element(xml, "updated", &time(item.changed()));
    for byline in &content.authors {
        author(xml, &byline.name, &head::page(channel.house, &author_address(&byline.name)));
    }
    for term in &item.terms {
        empty(xml, "category", &[("term", term)]);
    }
    element(xml, "summary", &content.dek);
    xml.push_str("<content type=\"html\"");
    if !content.language.is_empty() {
        xml.push_str(" xml:lang=\"");
        escape::attribute(xml, &content.language);
        xml.push('"');
    }
    xml.push('>');
    escape::text(xml, &item.html);
    xml.push_str("</content>\n</entry>\n");
}

fn author(xml: &mut String, name: &str, uri: &str) {
    xml.push_str("<author>\n");
    element(xml, "name", name);
    element(xml, "uri", uri);
    xml.push_str("</author>\n");
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
