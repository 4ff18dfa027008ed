//! RSS 2.0 with full text: of the house, and of each section.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::head;
use super::story::{Listing, Story};
use crate::body::{absolute, figure_caption};
use crate::escape;
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
        let size: usize = stories.iter().map(|(story, _)| text(story).len() * 5 / 4 + 2_000).sum();
        let mut xml = String::with_capacity(size + 2_000);
        xml.push_str(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
             xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
        );
        element(&mut xml, "title", &title);
        element(&mut xml, "link", &head::page(self, &address));
        element(&mut xml, "description", if description.is_empty() { &settings.tagline } else { &description });
        xml.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
        escape::attribute(&mut xml, &head::whole(self, &feed.path()));
        xml.push_str("\"/>\n");
        element(&mut xml, "language", &settings.language);
        element(&mut xml, "copyright", &settings.footer.copyright);
        if let Some(at) = stories.iter().map(|(_, at)| *at).max() {
            element(&mut xml, "lastBuildDate", &at.to_rfc2822());
        }
        for (story, at) in stories {
            self.item(&mut xml, story, *at);
        }
        xml.push_str("</channel>\n</rss>\n");
        xml
    }

    fn item(&self, xml: &mut String, story: &Story, at: DateTime<Utc>) {
        let content = &story.content;
        let address = head::page(self, &story.address);
        xml.push_str("<item>\n");
        element(xml, "title", &content.headline);
        element(xml, "link", &address);
        xml.push_str("<guid isPermaLink=\"true\">");
        escape::text(xml, &address);
        xml.push_str("</guid>\n");
        element(xml, "pubDate", &at.to_rfc2822());
        for author in &content.authors {
            element(xml, "dc:creator", &author.name);
        }
        let terms = [
            content.section.clone().map(Listing::Section),
            content.region.clone().map(Listing::Region),
            content.format.clone().map(Listing::Format),
        ];
        for name in terms.iter().flatten().map(|of| self.label(of)).chain(content.topics.iter().map(String::as_str)) {
            element(xml, "category", name);
        }
        element(xml, "description", &content.dek);
        element(xml, "content:encoded", &self.full_text(story, &address));
        xml.push_str("</item>\n");
    }

    /// Lead picture and body, with whole addresses.
    fn full_text(&self, story: &Story, address: &str) -> String {
        let mut html = String::with_capacity(text(story).len() + 1_000);
        if let (Some(lead), Some(picture)) = (&story.content.lead, &story.lead) {
            html.push_str("<figure>");
            picture.write(&mut html, self.site(), &lead.alt, "100vw", "");
            figure_caption(&mut html, &lead.caption, &lead.credit, &self.word("credit"));
            html.push_str("</figure>\n");
        }
        html.push_str(text(story));
        absolute(&html, self.site().base(), self.base_url(), address)
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

/// The body as it is printed; nothing where it was not.
fn text(story: &Story) -> &str {
    story.body.as_ref().map_or("", |body| body.html())
}
