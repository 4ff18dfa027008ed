//! Structured data: JSON-LD in schema.org's words.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::corrections::CORRECTIONS;
use super::head::{self, Head};
use super::masthead::MASTHEAD;
use super::story::{Listing, Story, author_address};
use crate::body::plain;
use crate::house::House;

/// The data of a page, as they may stand in a script element; `None` for a page that says nothing of itself.
pub fn of(house: &House, page: &Head) -> Option<String> {
    let data = match (&page.story, &page.listing) {
        _ if page.hidden => return None,
        (Some(story), _) => article(house, story),
        (None, Some(listing)) => listed(house, listing, page),
        (None, None) if page.front => front(house),
        (None, None) => return None,
    };
    let text = data.to_string();
    Some(text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

fn iso(at: DateTime<Utc>) -> Value {
    json!(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// The publication as the publisher of a page.
fn publisher(house: &House) -> Value {
    let settings = house.settings();
    let home = settings.base_url.get_ref();
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    put("@type", json!("NewsMediaOrganization"));
    put("@id", json!(format!("{home}#publication")));
    put("name", json!(settings.name));
    put("url", json!(home));
    put("slogan", json!(settings.tagline));
    put(
        "logo",
        json!({ "@type": "ImageObject", "url": head::whole(house, &format!("house/{}", settings.brand.share.get_ref())) }),
    );
    put("correctionsPolicy", json!(head::page(house, CORRECTIONS)));
    if house.has_masthead() {
        put("masthead", json!(head::page(house, MASTHEAD)));
    }
    let networks: Vec<_> =
        settings.follow.iter().map(|social| social.url.get_ref()).filter(|url| url.starts_with("http")).collect();
    if !networks.is_empty() {
        put("sameAs", json!(networks));
    }
    Value::Object(data)
}

fn front(house: &House) -> Value {
    let settings = house.settings();
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": format!("{}#site", settings.base_url.get_ref()),
        "name": settings.name,
        "alternateName": settings.tagline,
        "url": settings.base_url.get_ref(),
        "inLanguage": settings.language,
        "publisher": publisher(house),
    })
}

fn listed(house: &House, listing: &Listing, page: &Head) -> Value {
    let address = head::page(house, &page.address);
    match listing {
        Listing::Author { name, biography, .. } => json!({
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "url": address,
            "mainEntity": described(&plain(biography), json!({
                "@type": "Person",
                "name": name,
                "url": head::page(house, &listing.address()),
                "worksFor": { "@id": format!("{}#publication", house.base_url()) },
            })),
        }),
        Listing::Section(_) | Listing::Format(_) | Listing::Region(_) | Listing::Topic(_) => described(
            &page.description,
            json!({
                "@context": "https://schema.org",
                "@type": "CollectionPage",
                "url": address,
                "name": page.title,
                "isPartOf": { "@id": format!("{}#site", house.base_url()) },
            }),
        ),
    }
}

/// A thing with its description, when there is one.
fn described(text: &str, mut thing: Value) -> Value {
    if !text.trim().is_empty() {
        thing["description"] = json!(text);
    }
    thing
}

fn article(house: &House, story: &Story) -> Value {
    let content = &story.content;
    let address = head::page(house, &story.address);
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!(house.schema(content.format.as_deref())));
    put("@id", json!(story.id));
    put("url", json!(address));
    put("mainEntityOfPage", json!(address));
    put("headline", json!(content.headline));
    if !content.dek.is_empty() {
        put("description", json!(content.dek));
    }
    if let Some(image) = head::image(house, story) {
        let mut object =
            json!({ "@type": "ImageObject", "url": image.url, "width": image.width, "height": image.height });
        if let Some(lead) = content.lead.as_ref().filter(|lead| !lead.credit.is_empty()) {
            object["creditText"] = json!(lead.credit);
        }
        put("image", json!([object]));
    }
    if let Some(at) = story.published_at {
        put("datePublished", iso(at));
        put("dateModified", iso(story.updated_at.unwrap_or(at)));
    }
    let author = |author: &desk::version::Byline| json!({ "@type": "Person", "name": author.name, "url": head::page(house, &author_address(&author.name)) });
    put("author", content.authors.iter().map(author).collect());
    put("publisher", publisher(house));
    if let Some(section) = &content.section {
        put("articleSection", json!(house.label(&Listing::Section(section.clone()))));
    }
    if !content.topics.is_empty() {
        put("keywords", json!(content.topics));
    }
    let language = if content.language.is_empty() { house.language() } else { &content.language };
    put("inLanguage", json!(language));
    put("isAccessibleForFree", json!(true));
    if let Some(body) = &story.body {
        put("wordCount", json!(body.words()));
    }
    let correction = |notice: &desk::article::Notice| json!({ "@type": "CorrectionComment", "text": notice.text, "datePublished": iso(notice.at) });
    if !story.notices.is_empty() {
        put("correction", story.notices.iter().map(correction).collect());
    }
    Value::Object(data)
}
