//! RSS 2.0, with the text in `content:encoded` and the authors in `dc:creator`.

use super::{Channel, FeedForm, Item, element, empty};
use crate::escape;

pub fn write(channel: &Channel<'_>) -> String {
    let settings = channel.house.settings();
    let size: usize = channel.items.iter().map(|item| item.html.len() * 5 / 4 + 2_000).sum();
    let mut xml = String::with_capacity(size + 2_000);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
    );
    element(&mut xml, "title", &channel.title);
    element(&mut xml, "link", &channel.home);
    element(&mut xml, "description", &channel.description);
    let own = channel.address(FeedForm::Rss);
    empty(&mut xml, "atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &own)]);
    element(&mut xml, "language", &settings.language);
    element(&mut xml, "copyright", &settings.footer.copyright);
    if let Some(at) = channel.items.iter().map(|item| item.at).max() {
        element(&mut xml, "lastBuildDate", &at.to_rfc2822());
    }
    for item in &channel.items {
        write_item(&mut xml, item);
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}

fn write_item(xml: &mut String, item: &Item<'_>) {
    let content = &item.story.content;
    xml.push_str("<item>\n");
    element(xml, "title", &content.headline);
    element(xml, "link", &item.url);
    xml.push_str("<guid isPermaLink=\"false\">");
    escape::text(xml, &item.story.id);
    xml.push_str("</guid>\n");
    element(xml, "pubDate", &item.at.to_rfc2822());
    for author in &content.authors {
        element(xml, "dc:creator", &author.name);
    }
    for term in &item.terms {
        element(xml, "category", term);
    }
    element(xml, "description", &content.dek);
    element(xml, "content:encoded", &item.html);
    xml.push_str("</item>\n");
}
