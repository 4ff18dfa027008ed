//! What only machines ask for: sitemap, robots.txt, and the part of a page that is the article's own.

use chrono::{DateTime, SecondsFormat, Utc};

use super::head;
use crate::escape;
use crate::house::House;

/// A page in the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Without slashes at its ends.
    pub address: String,
    pub changed: Option<DateTime<Utc>>,
}

impl House {
    /// `sitemap.xml`, for at most 50,000 pages.
    pub fn sitemap(&self, entries: &[Entry]) -> String {
        let mut xml = String::with_capacity(100 * entries.len() + 200);
        xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for entry in entries.iter().take(50_000) {
            xml.push_str("<url><loc>");
            escape::address(&mut xml, &head::page(self, &entry.address));
            xml.push_str("</loc>");
            if let Some(changed) = entry.changed {
                xml.push_str(&format!("<lastmod>{}</lastmod>", changed.to_rfc3339_opts(SecondsFormat::Secs, true)));
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// `robots.txt`
    pub fn robots(&self) -> String {
        format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", head::whole(self, "sitemap.xml"))
    }
}

/// The part of an article's page that is the article's own: what a receipt compares.
pub fn own_part(html: &str) -> Option<&str> {
    let start = html.find("<article")?;
    let end = html[start..].find("</article>")?;
    Some(&html[start..start + end + "</article>".len()])
}
