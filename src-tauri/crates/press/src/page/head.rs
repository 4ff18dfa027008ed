//! What machines read of a page: title, canonical address, Open Graph, structured data.

use minijinja::Value;
use serde_json::{Map, Value as Json, json};

use super::story::{Story, author_address};
use super::view::{Desk, pairs};
use crate::house::House;

/// The head of a page.
pub struct Head {
    /// Without the house's name.
    pub title: String,
    pub description: String,
    /// The page's address without slashes at its ends.
    pub address: String,
    pub story: Option<std::sync::Arc<Story>>,
    /// A page that search engines shall not list.
    pub hidden: bool,
    /// The feed of the page's own section.
    pub feed: Option<String>,
}

impl Head {
    /// `{title, description, canonical, kind, image, published, updated, data, hidden, feed}`
    pub fn value(&self, desk: &Desk) -> Value {
        let settings = desk.house.settings();
        let title = if self.title.is_empty() {
            format!("{}: {}", settings.name, settings.tagline)
        } else {
            format!("{} | {}", self.title, settings.name)
        };
        let image = self.story.as_deref().and_then(|story| image(&desk.house, story));
        let share = whole(&desk.house, &format!("house/{}", settings.brand.share.get_ref()));
        let iso = |at: Option<chrono::DateTime<chrono::Utc>>| {
            at.map_or(Value::from(()), |at| Value::from(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)))
        };
        let story = self.story.as_deref();
        pairs([
            ("title", Value::from(title)),
            ("name", Value::from(if self.title.is_empty() { &settings.name } else { &self.title })),
            (
                "description",
                Value::from(if self.description.is_empty() { &settings.tagline } else { &self.description }),
            ),
            ("canonical", Value::from(page(&desk.house, &self.address))),
            ("kind", Value::from(if story.is_some() { "article" } else { "website" })),
            ("image", Value::from(image.unwrap_or(share))),
            (
                "image_alt",
                story
                    .filter(|story| story.lead.is_some())
                    .and_then(|story| story.content.lead.as_ref())
                    .map_or(Value::from(""), |lead| Value::from(&lead.alt)),
            ),
            ("published", iso(story.and_then(|story| story.published_at))),
            ("updated", iso(story.and_then(|story| story.updated_at))),
            ("data", story.map_or(Value::from(()), |story| Value::from_safe_string(data(&desk.house, story)))),
            ("hidden", Value::from(self.hidden)),
            ("feed", self.feed.as_ref().map_or(Value::from(()), |path| Value::from(desk.addresses.file(path)))),
        ])
    }
}

/// The whole address of a file of the site.
pub fn whole(house: &House, path: &str) -> String {
    format!("{}{path}", house.settings().base_url.get_ref())
}

/// The whole address of a page.
pub fn page(house: &House, address: &str) -> String {
    if address.is_empty() { whole(house, "") } else { whole(house, &format!("{address}/")) }
}

fn image(house: &House, story: &Story) -> Option<String> {
    let picture = story.lead.as_deref()?;
    Some(whole(house, &format!("pictures/{}", picture.file(picture.plain()?))))
}

/// JSON-LD of an article, as it may stand in a script element.
fn data(house: &House, story: &Story) -> String {
    let content = &story.content;
    let settings = house.settings();
    let address = page(house, &story.address);
    let mut data = Map::new();
    let mut put = |key: &str, value: Json| data.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!(house.schema(content.format.as_deref())));
    put("mainEntityOfPage", json!(address));
    put("headline", json!(content.headline));
    if !content.dek.is_empty() {
        put("description", json!(content.dek));
    }
    if let (Some(image), Some(picture)) = (image(house, story), &story.lead)
        && let Some(plain) = picture.plain()
    {
        put("image", json!([{ "@type": "ImageObject", "url": image, "width": plain.width, "height": plain.height }]));
    }
    let iso = |at: chrono::DateTime<chrono::Utc>| json!(at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    if let Some(at) = story.published_at {
        put("datePublished", iso(at));
        put("dateModified", iso(story.updated_at.unwrap_or(at)));
    }
    let authors: Vec<_> = content.authors.iter().map(|author| json!({ "@type": "Person", "name": author.name, "url": page(house, &author_address(&author.name)) })).collect();
    put("author", Json::Array(authors));
    put(
        "publisher",
        json!({ "@type": "NewsMediaOrganization", "name": settings.name, "url": settings.base_url.get_ref() }),
    );
    if let Some(section) = &content.section {
        put("articleSection", json!(house.label(&super::Listing::Section(section.clone()))));
    }
    if !content.topics.is_empty() {
        put("keywords", json!(content.topics));
    }
    if !content.language.is_empty() {
        put("inLanguage", json!(content.language));
    }
    if let Some(body) = &story.body {
        put("wordCount", json!(body.words()));
    }
    let corrections: Vec<_> = story
        .notices
        .iter()
        .map(|notice| json!({ "@type": "CorrectionComment", "text": notice.text, "datePublished": iso(notice.at) }))
        .collect();
    if !corrections.is_empty() {
        put("correction", Json::Array(corrections));
    }
    Json::Object(data).to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
