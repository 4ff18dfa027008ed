//! RSS 2.0 with full text: of the house, and of each section.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rss::extension::dublincore::DublinCoreExtension;
use rss::{Category, Channel, Guid, Item};

use super::head;
use super::story::{Listing, Story};
use crate::body::absolute;
use crate::house::House;

/// One feed. Its stories were printed for [`crate::Outlet::Site`].
#[derive(Clone, Debug)]
pub struct Feed {
    /// Slug of the section; `None`: the whole house.
    pub section: Option<String>,
    /// Newest first, with the time that feeds go by.
    pub stories: Vec<(Arc<Story>, DateTime<Utc>)>,
}

/// Where a feed stands on the site.
pub(crate) fn path(section: Option<&str>) -> String {
    section.map_or_else(|| "feed.xml".to_owned(), |slug| format!("section/{slug}/feed.xml"))
}

impl Feed {
    /// Where it stands on the site.
    pub fn path(&self) -> String {
        path(self.section.as_deref())
    }
}

impl House {
    /// The feed as RSS 2.0.
    pub fn rss(&self, feed: &Feed) -> String {
        let settings = self.settings();
        let listing = feed.section.clone().map(Listing::Section);
        let (title, address, description) = match &listing {
            Some(of) => {
                (format!("{}: {}", settings.name, self.label(of)), of.address(), self.description(of).to_owned())
            }
            None => (settings.name.clone(), String::new(), settings.tagline.clone()),
        };
        let stories = &feed.stories[..feed.stories.len().min(settings.counts.feed)];
        let channel = Channel {
            title,
            link: head::page(self, &address),
            description: clean(if description.is_empty() { &settings.tagline } else { &description }),
            language: Some(settings.language.clone()),
            copyright: Some(settings.footer.copyright.clone()),
            last_build_date: stories.iter().map(|(_, at)| *at).max().map(|at| at.to_rfc2822()),
            items: stories.iter().map(|(story, at)| self.item(story, *at)).collect(),
            ..Channel::default()
        };
        let mut xml = channel.to_string();
        xml.push('\n');
        xml
    }

    fn item(&self, story: &Story, at: DateTime<Utc>) -> Item {
        let content = &story.content;
        let address = head::page(self, &story.address);
        let mut html = String::new();
        if let (Some(lead), Some(picture)) = (&content.lead, &story.lead) {
            html.push_str("<figure>");
            picture.write(&mut html, self.site(), &lead.alt, "100vw", "");
            crate::body::figure_caption(&mut html, &lead.caption, &lead.credit, &self.word("credit"));
            html.push_str("</figure>\n");
        }
        html.push_str(story.body.html());
        let html = absolute(&html, self.site().base(), self.settings().base_url.get_ref(), &address);
        let terms = [
            content.section.clone().map(Listing::Section),
            content.region.clone().map(Listing::Region),
            content.format.clone().map(Listing::Format),
        ];
        let names = terms.iter().flatten().map(|of| self.label(of).to_owned()).chain(content.topics.iter().cloned());
        let mut creator = DublinCoreExtension::default();
        creator.set_creators(content.authors.iter().map(|author| clean(&author.name)).collect::<Vec<_>>());
        Item {
            title: Some(clean(&content.headline)),
            link: Some(address.clone()),
            guid: Some(Guid { value: address, permalink: true }),
            description: Some(clean(&content.dek)),
            content: Some(html),
            pub_date: Some(at.to_rfc2822()),
            categories: names.map(|name| Category { name: clean(&name), domain: None }).collect(),
            dublin_core_ext: Some(creator),
            ..Item::default()
        }
    }
}

/// Without the characters that XML forbids.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&character| character >= ' ' || matches!(character, '\t' | '\n'))
        .filter(|character| !matches!(character, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
