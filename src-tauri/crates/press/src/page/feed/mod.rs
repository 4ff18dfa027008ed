//! Feeds with full text, of the house, of each section and of each region, in the three forms that readers' programs ask for.

mod atom;
mod json;
mod rss;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::corrections::AmendmentKind;
use super::head;
use super::story::{Listing, Story};
use crate::body::{absolute, figure_caption};
use crate::escape;
use crate::house::House;
use crate::house::words::DateForm;

/// One feed. Its stories were printed for [`crate::Outlet::Site`].
#[derive(Clone, Debug)]
pub struct Feed {
    /// A section or region; `None`: the whole house.
    pub of: Option<Listing>,
    /// Newest first, with the time that feeds go by.
    pub stories: Vec<(Arc<Story>, DateTime<Utc>)>,
}

/// The form of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedForm {
    /// RSS 2.0
    Rss,
    /// Atom 1.0 (RFC 4287)
    Atom,
    /// JSON Feed 1.1
    Json,
}

impl FeedForm {
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// Where the feed of a section or region, or of the house, stands on the site.
    pub fn path(self, of: Option<&Listing>) -> String {
        let file = match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        };
        of.map_or_else(|| file.to_owned(), |of| format!("{}/{file}", of.address()))
    }
}

/// A feed with its texts, ready to be put into any of the forms.
struct Channel<'a> {
    house: &'a House,
    of: Option<&'a Listing>,
    title: String,
    /// Of the page that the feed follows; whole.
    home: String,
    description: String,
    items: Vec<Item<'a>>,
}

struct Item<'a> {
    story: &'a Story,
    /// When it goes by in the feed: a significant update moves it.
    at: DateTime<Utc>,
    /// Of its page; whole.
    url: String,
    /// The full text, with whole addresses.
    html: String,
    /// Section, region, format and topics, by name.
    terms: Vec<String>,
}

impl Item<'_> {
    /// When it changed last, as its page says.
    fn changed(&self) -> DateTime<Utc> {
        self.story.updated_at.unwrap_or(self.at).max(self.at)
    }
}

impl Channel<'_> {
    /// The whole address of the feed in one form.
    fn address(&self, form: FeedForm) -> String {
        head::whole(self.house, &form.path(self.of))
    }
}

impl House {
    /// The feed in every form, each with its place on the site. Texts are put together once.
    pub fn feeds(&self, feed: &Feed) -> Vec<(String, String)> {
        let channel = self.channel(feed);
        let text = |form| match form {
            FeedForm::Rss => rss::write(&channel),
            FeedForm::Atom => atom::write(&channel),
            FeedForm::Json => json::write(&channel),
        };
        FeedForm::ALL.into_iter().map(|form| (form.path(feed.of.as_ref()), text(form))).collect()
    }

    fn channel<'a>(&'a self, feed: &'a Feed) -> Channel<'a> {
        let settings = self.settings();
        let (title, address, description) = match &feed.of {
            Some(of) => {
                (format!("{}: {}", settings.name, self.label(of)), of.address(), self.description(of).to_owned())
            }
            None => (settings.name.clone(), String::new(), settings.tagline.clone()),
        };
        let stories = &feed.stories[..feed.stories.len().min(settings.counts.feed)];
        Channel {
            house: self,
            of: feed.of.as_ref(),
            title,
            home: head::page(self, &address),
            description: if description.is_empty() { settings.tagline.clone() } else { description },
            items: stories.iter().map(|(story, at)| self.item(story, *at)).collect(),
        }
    }

    fn item<'a>(&self, story: &'a Story, at: DateTime<Utc>) -> Item<'a> {
        let content = &story.content;
        let url = head::page(self, &story.address);
        let terms = [
            content.section.clone().map(Listing::Section),
            content.region.clone().map(Listing::Region),
            content.format.clone().map(Listing::Format),
        ];
        let mut names: Vec<String> = terms.iter().flatten().map(|of| self.label(of).to_owned()).collect();
        for topic in &content.topics {
            if !names.contains(topic) {
                names.push(topic.clone());
            }
        }
        Item { story, at, html: self.full_text(story, &url), url, terms: names }
    }

    /// Lead picture, body and notices, with whole addresses.
    fn full_text(&self, story: &Story, url: &str) -> String {
        let text = story.body.as_ref().map_or("", |body| body.html());
        let tongue = self.tongue(&story.content.language);
        let mut html = String::with_capacity(text.len() + 1_000);
        if let (Some(lead), Some(picture)) = (&story.content.lead, &story.lead) {
            html.push_str("<figure>");
            picture.write(&mut html, self.site(), &lead.alt, "100vw", "");
            figure_caption(&mut html, &lead.caption, &lead.credit, tongue.word("credit"));
            html.push_str("</figure>\n");
        }
        html.push_str(text);
        for notice in &story.notices {
            let at = notice.at.with_timezone(&self.zone());
            let date = tongue.date(&at, DateForm::Long, &self.settings().dates);
            html.push_str("<p><strong>");
            escape::text(&mut html, tongue.word(AmendmentKind::from(notice.kind).word()));
            html.push_str("</strong> (");
            escape::text(&mut html, &date);
            html.push_str("): ");
            escape::text(&mut html, &notice.text);
            html.push_str("</p>\n");
        }
        absolute(&html, self.site().base(), self.base_url(), url)
    }
}

/// `<name>text</name>`, escaped; nothing when there is no text.
fn element(xml: &mut String, name: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    escape::text(xml, text);
    xml.push_str("</");
    xml.push_str(name);
    xml.push_str(">\n");
}

/// `<name attribute="value" …/>`, escaped.
fn empty(xml: &mut String, name: &str, attributes: &[(&str, &str)]) {
    xml.push('<');
    xml.push_str(name);
    for (attribute, value) in attributes {
        xml.push(' ');
        xml.push_str(attribute);
        xml.push_str("=\"");
        escape::attribute(xml, value);
        xml.push('"');
    }
    xml.push_str("/>\n");
}
