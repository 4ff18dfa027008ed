//! What machines read at the top of a page: title, canonical address, Open Graph, structured data.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use minijinja::Value;

use super::data;
use super::feed::FeedForm;
use super::story::{Listing, Story, author_address};
use super::view::{Desk, pairs};
use crate::house::House;

/// What a picture of the house is made to, in pixels, for pages that have none of their own.
const SHARE: (u32, u32) = (1200, 630);

/// The head of a page.
#[derive(Default)]
pub struct Head {
    /// Without the house's name.
    pub title: String,
    /// What it is called where it is shared, when that is not its title.
    pub shared: String,
    pub description: String,
    /// The page's address without slashes at its ends.
    pub address: String,
    /// The article, on its own page.
    pub story: Option<Arc<Story>>,
    /// What the page lists.
    pub listing: Option<Listing>,
    pub front: bool,
    /// A page that search engines shall not list.
    pub hidden: bool,
    /// The section or region whose feeds are offered.
    pub followed: Option<Listing>,
}

/// A picture by its whole address.
pub struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
}

impl Head {
    /// A value for every name of [`super::reference::HEAD`].
    pub fn value(&self, desk: &Desk) -> Value {
        let house = &desk.house;
        let settings = house.settings();
        let title = if self.title.is_empty() {
            format!("{}: {}", settings.name, settings.tagline)
        } else {
            format!("{} | {}", self.title, settings.name)
        };
        let story = self.story.as_deref();
        let image = story.and_then(|story| image(house, story)).unwrap_or_else(|| Image {
            url: whole(house, &format!("house/{}", settings.brand.share.get_ref())),
            width: SHARE.0,
            height: SHARE.1,
        });
        let alt = story.filter(|story| story.lead.is_some()).and_then(|story| story.content.lead.as_ref());
        let language = story.map_or("", |story| story.content.language.as_str());
        let language = if language.is_empty() { &settings.language } else { language };
        let content = story.map(|story| &story.content);
        let section = content.and_then(|content| content.section.clone()).map(Listing::Section);
        let authors = content.iter().flat_map(|content| &content.authors);
        let feed = |form: FeedForm| match &self.followed {
            Some(of) => Value::from(desk.addresses.file(&form.path(Some(of)))),
            None => Value::from(()),
        };
        pairs([
            ("title", Value::from(title)),
            ("name", Value::from(self.name().unwrap_or(&settings.name))),
            (
                "description",
                Value::from(if self.description.is_empty() { &settings.tagline } else { &self.description }),
            ),
            ("canonical", Value::from(page(house, &self.address))),
            ("kind", Value::from(self.kind())),
            ("locale", Value::from(locale(language))),
            ("image", Value::from(image.url)),
            ("image_alt", alt.map_or(Value::from(""), |lead| Value::from(&lead.alt))),
            ("image_width", Value::from(image.width)),
            ("image_height", Value::from(image.height)),
            ("published", moment(story.and_then(|story| story.published_at))),
            ("updated", moment(story.and_then(|story| story.updated_at))),
            ("section", section.map_or(Value::from(""), |section| Value::from(house.label(&section)))),
            ("authors", authors.map(|author| Value::from(page(house, &author_address(&author.name)))).collect()),
            ("tags", content.iter().flat_map(|content| &content.topics).map(Value::from).collect()),
            ("data", data::of(house, self).map_or(Value::from(()), Value::from_safe_string)),
            ("hidden", Value::from(self.hidden)),
            ("feed", feed(FeedForm::Rss)),
            ("atom", feed(FeedForm::Atom)),
            ("json_feed", feed(FeedForm::Json)),
        ])
    }

    fn name(&self) -> Option<&str> {
        [self.shared.as_str(), &self.title].into_iter().find(|name| !name.is_empty())
    }

    /// What Open Graph calls the page.
    fn kind(&self) -> &'static str {
        match (&self.story, &self.listing) {
            (Some(_), _) => "article",
            (None, Some(Listing::Author { .. })) => "profile",
            (None, _) => "website",
        }
    }
}

fn moment(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::from(()), |at| Value::from(at.to_rfc3339_opts(SecondsFormat::Secs, true)))
}

/// Open Graph's form of a language with its country, `en_US`; empty without a country.
fn locale(language: &str) -> String {
    match language.split_once('-') {
        Some((language, country)) if country.len() == 2 => {
            format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase())
        }
        _ => String::new(),
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

/// The article's lead picture, as wide as there is one that every program shows.
pub fn image(house: &House, story: &Story) -> Option<Image> {
    let picture = story.lead.as_deref()?;
    let plain = picture.plain()?;
    let url = whole(house, &format!("pictures/{}", picture.file(plain)));
    Some(Image { url, width: plain.width, height: plain.height })
}
