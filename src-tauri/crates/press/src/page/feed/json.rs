//! JSON Feed 1.1.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{Channel, FeedForm, Item};
use crate::page::head;
use crate::page::story::author_address;

pub fn write(channel: &Channel<'_>) -> String {
    let settings = channel.house.settings();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address(FeedForm::Json),
        "description": channel.description,
        "favicon": head::whole(channel.house, &format!("house/{}", settings.brand.icon.get_ref())),
        "language": settings.language,
        "authors": [{ "name": settings.name, "url": head::page(channel.house, "") }],
        "items": channel.items.iter().map(|item| write_item(channel, item)).collect::<Vec<_>>(),
    });
    format!("{feed}\n")
}

fn write_item(channel: &Channel<'_>, item: &Item<'_>) -> Value {
    let content = &item.story.content;
    let mut value = Map::new();
    let mut put = |key: &str, what: Value| value.insert(key.to_owned(), what);
    put("id", json!(item.story.id));
    put("url", json!(item.url));
    put("title", json!(content.headline));
    put("content_html", json!(item.html));
    if !content.dek.is_empty() {
        put("summary", json!(content.dek));
    }
    if let Some(image) = head::image(channel.house, item.story) {
        put("image", json!(image.url));
    }
    put("date_published", json!(time(item.at)));
    if item.changed() > item.at {
        put("date_modified", json!(time(item.changed())));
    }
    let author = |byline: &desk::version::Byline| json!({ "name": byline.name, "url": head::page(channel.house, &author_address(&byline.name)) });
    put("authors", content.authors.iter().map(author).collect());
    if !item.terms.is_empty() {
        put("tags", json!(item.terms));
    }
    if !content.language.is_empty() {
        put("language", json!(content.language));
    }
    Value::Object(value)
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
