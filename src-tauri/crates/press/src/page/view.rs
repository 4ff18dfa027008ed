//! What templates see: looked up as they ask, so that nothing is made that no template prints.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use minijinja::Value;
use minijinja::value::{Enumerator, Object};

use super::reference::{DATE, LEAD, STORY, Variable};
use super::story::{Listing, Story, author_address};
use crate::body::{BodyOptions, body, plain};
use crate::house::House;
use crate::house::words::DateForm;
use crate::outlet::Addresses;
use crate::picture::Picture;

/// The house, the addresses of one outlet, and the language of one page: what every view needs.
#[derive(Clone)]
pub struct Desk {
    pub house: House,
    pub addresses: Addresses,
    /// Of the page: its words and dates.
    pub language: Arc<str>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Desk({})", self.addresses.base())
    }
}

impl Desk {
    /// `{text, href}`
    pub fn link(&self, text: &str, address: &str) -> Value {
        pairs([("text", Value::from(text)), ("href", Value::from(self.addresses.page(address)))])
    }

    /// A line or two of Markdown (a biography) as it stands inside a paragraph; what is more than one paragraph loses its marks.
    pub fn line(&self, markdown: &str) -> Value {
        let base_url = self.house.base_url();
        let options = BodyOptions { addresses: self.addresses.clone(), base_url, ..BodyOptions::default() };
        let printed = body(markdown, &options);
        let inner = printed.html().trim_end().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
        match inner.filter(|html| !html.contains("<p>")) {
            Some(html) => Value::from_safe_string(html.to_owned()),
            None => Value::from(plain(markdown)),
        }
    }

    /// `{iso, long, short, day, time}`
    pub fn date(&self, at: DateTime<Utc>) -> Value {
        Value::from_object(DateView { desk: self.clone(), at: at.with_timezone(&self.house.zone()) })
    }

    pub fn stories(&self, stories: &[Arc<Story>]) -> Value {
        stories.iter().map(|story| Value::from_object(StoryView { desk: self.clone(), story: story.clone() })).collect()
    }

    pub fn story(&self, story: &Arc<Story>) -> Value {
        Value::from_object(StoryView { desk: self.clone(), story: story.clone() })
    }

    pub fn picture(&self, picture: &Picture, alt: &str, sizes: &str, extra: &str) -> Value {
        let mut html = String::with_capacity(400);
        picture.write(&mut html, &self.addresses, alt, sizes, extra);
        Value::from_safe_string(html)
    }
}

/// The names of a table, as an object lists them.
fn listed(table: &'static [Variable]) -> Enumerator {
    Enumerator::Values(table.iter().map(|variable| Value::from(variable.name)).collect())
}

pub fn pairs<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_pairs(pairs)
}

/// A time in a template.
#[derive(Debug)]
struct DateView {
    desk: Desk,
    at: DateTime<Tz>,
}

impl Object for DateView {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let form = match key {
            "iso" => return Some(Value::from(self.at.to_rfc3339_opts(SecondsFormat::Secs, false))),
            "long" => DateForm::Long,
            "short" => DateForm::Short,
            "day" => DateForm::Day,
            "time" => DateForm::Time,
            _ => return None,
        };
        let house = &self.desk.house;
        Some(Value::from(house.tongue(&self.desk.language).date(&self.at, form, &house.settings().dates)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        listed(DATE)
    }
}

/// An article in a template.
#[derive(Debug)]
struct StoryView {
    desk: Desk,
    story: Arc<Story>,
}

impl Object for StoryView {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let content = &self.story.content;
        Some(match key {
            "headline" => Value::from(content.headline.as_str()),
            "dek" => Value::from(content.dek.as_str()),
            "href" => Value::from(self.desk.addresses.page(&self.story.address)),
            "language" => Value::from(content.language.as_str()),
            "format" => self.term(content.format.as_deref(), Listing::Format),
            "section" => self.term(content.section.as_deref(), Listing::Section),
            "region" => self.term(content.region.as_deref(), Listing::Region),
            "label" => {
                let region = self.term(content.region.as_deref(), Listing::Region);
                let region =
                    if region.is_true() { region } else { self.term(content.section.as_deref(), Listing::Section) };
                if region.is_true() { region } else { self.term(content.format.as_deref(), Listing::Format) }
            }
            "authors" => self.authors(),
            "published" => self.story.published_at.map_or(Value::from(()), |at| self.desk.date(at)),
            "updated" => self.story.updated_at.map_or(Value::from(()), |at| self.desk.date(at)),
            "lead" => self.lead(),
            "body" => self.story.body.as_ref()?.html_value(),
            "first" => self.story.body.as_ref()?.river().0.clone(),
            "rest" => self.story.body.as_ref()?.river().1.clone(),
            "notices" => self.notices(),
            "topics" => content
                .topics
                .iter()
                .map(|topic| self.desk.link(topic, &Listing::Topic(topic.clone()).address()))
                .collect(),
            "words" => Value::from(self.story.body.as_ref()?.words()),
            _ => return None,
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        listed(STORY)
    }
}

impl StoryView {
    /// `{text, href}` of a format, section or region; none when the article has none.
    fn term(&self, slug: Option<&str>, listing: fn(String) -> Listing) -> Value {
        let Some(slug) = slug.filter(|slug| !slug.is_empty()) else { return Value::from(()) };
        let listing = listing(slug.to_owned());
        self.desk.link(self.desk.house.label(&listing), &listing.address())
    }

    fn authors(&self) -> Value {
        let author = |author: &desk::version::Byline| {
            let portrait =
                author.portrait.and_then(|hash| self.story.portraits.iter().find(|picture| picture.hash == hash));
            pairs([
                ("name", Value::from(author.name.as_str())),
                ("href", Value::from(self.desk.addresses.page(&author_address(&author.name)))),
                ("biography", self.desk.line(&author.biography)),
                (
                    "portrait",
                    portrait.map_or(Value::from(()), |picture| {
                        self.desk.picture(picture, "", "5rem", " loading=\"lazy\" decoding=\"async\"")
                    }),
                ),
            ])
        };
        self.story.content.authors.iter().map(author).collect()
    }

    /// `{picture, entry, card, caption, credit}`; none without a picture.
    fn lead(&self) -> Value {
        let (Some(lead), Some(picture)) = (&self.story.content.lead, &self.story.lead) else { return Value::from(()) };
        Value::from_object(LeadView { desk: self.desk.clone(), lead: lead.clone(), picture: picture.clone() })
    }

    fn notices(&self) -> Value {
        use desk::article::NoticeKind;
        let notice = |notice: &desk::article::Notice| {
            let kind = match notice.kind {
                NoticeKind::Correction => "correction",
                NoticeKind::Clarification => "clarification",
                NoticeKind::EditorsNote => "editors_note",
            };
            pairs([
                ("kind", Value::from(kind)),
                ("date", self.desk.date(notice.at)),
                ("text", Value::from(notice.text.as_str())),
            ])
        };
        self.story.notices.iter().map(notice).collect()
    }
}

/// The lead picture in a template.
#[derive(Debug)]
struct LeadView {
    desk: Desk,
    lead: desk::version::Lead,
    picture: Arc<Picture>,
}

impl Object for LeadView {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let sizes = &self.desk.house.settings().pictures;
        Some(match key {
            "picture" => self.shown(&sizes.lead, " fetchpriority=\"high\""),
            "entry" => self.shown(&sizes.lead, LAZY),
            "card" => self.shown(&sizes.card, LAZY),
            "caption" => Value::from(self.lead.caption.as_str()),
            "credit" => Value::from(self.lead.credit.as_str()),
            _ => return None,
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        listed(LEAD)
    }
}

/// Of pictures further down a page.
const LAZY: &str = " loading=\"lazy\" decoding=\"async\"";

impl LeadView {
    /// The picture, held at its focal point where the layout crops it.
    fn shown(&self, sizes: &str, extra: &str) -> Value {
        let (left, top) = self.lead.focal;
        let place = match (left, top) {
            (500, 500) => String::new(),
            (left, top) => format!(" style=\"object-position:{}% {}%\"", f32::from(left) / 10.0, f32::from(top) / 10.0),
        };
        self.desk.picture(&self.picture, &self.lead.alt, sizes, &format!("{extra}{place}"))
    }
}
