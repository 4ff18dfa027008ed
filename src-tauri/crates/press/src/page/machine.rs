//! What only machines ask for: sitemaps, robots.txt, and the part of a page that is the article's own.

use chrono::{DateTime, SecondsFormat, Utc};

use super::head;
use crate::escape;
use crate::house::House;

/// The list of sitemaps, at the address where search engines look first.
pub const SITEMAP_INDEX: &str = "sitemap.xml";
/// Everything that is not an article's own page.
pub const SITEMAP_OF_PAGES: &str = "sitemaps/pages.xml";
/// What went out within the last two days.
pub const SITEMAP_OF_NEWS: &str = "sitemaps/news.xml";
/// Articles in one sitemap. The protocol allows 50,000; fewer keep what a publication rewrites small.
pub const SITEMAP_SIZE: usize = 500;

/// Where a sitemap of articles stands; numbered from the oldest, 1.
pub fn sitemap_path(number: usize) -> String {
    format!("sitemaps/articles-{number}.xml")
}

/// A page in a sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Without slashes at its ends.
    pub address: String,
    pub changed: Option<DateTime<Utc>>,
}

/// An article in the news sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsEntry {
    /// Without slashes at its ends.
    pub address: String,
    pub headline: String,
    /// BCP 47; empty: the house's.
    pub language: String,
    /// Its first publication.
    pub published: DateTime<Utc>,
}

const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl House {
    /// One sitemap, of at most [`SITEMAP_SIZE`] articles or of the other pages.
    pub fn sitemap(&self, entries: &[Entry]) -> String {
        let mut xml = String::with_capacity(120 * entries.len() + 200);
        xml.push_str(&format!("{PROLOGUE}<urlset xmlns=\"{NAMESPACE}\">\n"));
        for entry in entries {
            xml.push_str("<url>");
            self.loc(&mut xml, &entry.address);
            if let Some(changed) = entry.changed {
                xml.push_str(&format!("<lastmod>{}</lastmod>", changed.to_rfc3339_opts(SecondsFormat::Secs, true)));
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// The index of the sitemaps, given the number of those of articles.
    pub fn sitemap_index(&self, of_articles: usize) -> String {
        let mut xml = format!("{PROLOGUE}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
        let others = [SITEMAP_OF_PAGES.to_owned(), SITEMAP_OF_NEWS.to_owned()];
        for path in (1..=of_articles).map(sitemap_path).chain(others) {
            xml.push_str("<sitemap><loc>");
            escape::address(&mut xml, &head::whole(self, &path));
            xml.push_str("</loc></sitemap>\n");
        }
        xml.push_str("</sitemapindex>\n");
        xml
    }

    /// The news sitemap. A sitemap names one page at least, so that without news it names the front page.
    pub fn news_sitemap(&self, entries: &[NewsEntry]) -> String {
        let settings = self.settings();
        let mut xml = format!(
            "{PROLOGUE}<urlset xmlns=\"{NAMESPACE}\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"
        );
        for entry in entries {
            let language = if entry.language.is_empty() { &settings.language } else { &entry.language };
            xml.push_str("<url>");
            self.loc(&mut xml, &entry.address);
            xml.push_str("<news:news><news:publication><news:name>");
            escape::text(&mut xml, &settings.name);
            xml.push_str("</news:name><news:language>");
            escape::text(&mut xml, &news_language(language));
            xml.push_str("</news:language></news:publication><news:publication_date>");
            xml.push_str(&entry.published.to_rfc3339_opts(SecondsFormat::Secs, true));
            xml.push_str("</news:publication_date><news:title>");
            escape::text(&mut xml, &entry.headline);
            xml.push_str("</news:title></news:news></url>\n");
        }
        if entries.is_empty() {
            xml.push_str("<url>");
            self.loc(&mut xml, "");
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// `robots.txt`
    pub fn robots(&self) -> String {
        let sitemap = |path: &str| format!("Sitemap: {}\n", head::whole(self, path));
        format!("User-agent: *\nAllow: /\n\n{}{}", sitemap(SITEMAP_INDEX), sitemap(SITEMAP_OF_NEWS))
    }

    fn loc(&self, xml: &mut String, address: &str) {
        xml.push_str("<loc>");
        escape::address(xml, &head::page(self, address));
        xml.push_str("</loc>");
    }
}

/// The code that news sitemaps want: two or three letters, and for Chinese the script's country.
fn news_language(language: &str) -> String {
    match language.to_ascii_lowercase().as_str() {
        "zh-cn" | "zh-hans" => "zh-cn".to_owned(),
        "zh-tw" | "zh-hant" => "zh-tw".to_owned(),
        other => other.split('-').next().unwrap_or_default().to_owned(),
    }
}

/// The part of an article's page that is the article's own: what a receipt compares.
pub fn own_part(html: &str) -> Option<&str> {
    let start = html.find("<article")?;
    let end = html[start..].find("</article>")?;
    Some(&html[start..start + end + "</article>".len()])
}
