//! An arrival: what a file holds, before the desk has decided anything about it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use crate::report::Report;

/// What was read from one file. Names of people, sections and topics are as the sender wrote them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// Never empty: where the text has no title, the file's name stands in, and the report says so.
    pub title: String,
    pub dek: String,
    /// What search results, and what cards where it is shared, call it; empty: the title.
    pub search_title: String,
    pub social_headline: String,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub section: Option<String>,
    pub format: Option<String>,
    pub region: Option<String>,
    pub date: Option<ArrivalDate>,
    /// When it was last changed, as the sender says.
    pub modified: Option<ArrivalDate>,
    /// Where the text says that it stands, and where it stood before: paths or addresses, as written.
    pub address: Option<String>,
    pub aliases: Vec<String>,
    /// Those of the topics that were called categories.
    pub categories: Vec<String>,
    /// `None`: the sender did not say.
    pub draft: Option<bool>,
    pub slug: Option<String>,
    pub language: Option<String>,
    pub lead: Option<ArrivedPicture>,
    /// Markdown with LF line ends.
    pub body: String,
    /// The pictures the body refers to, each once, in order of first mention.
    pub pictures: Vec<ArrivedPicture>,
    pub report: Report,
}

/// A date as precise as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalDate {
    Day(NaiveDate),
    /// A time of day without a zone: the house's zone is meant.
    Local(NaiveDateTime),
    Instant(DateTime<FixedOffset>),
}

/// A picture that came with the text, or is named by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArrivedPicture {
    /// A file name fit to show; no folder in it.
    pub name: String,
    /// `None`: only named; it lies beside the text ([`crate::beside`] finds it) or on another site (never fetched).
    pub bytes: Option<Vec<u8>>,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Exactly as the body refers to it. For a picture out of a Word file this is `picture:1.png`, `picture:2.jpg`, … in
    /// order of first appearance; the same picture shown twice has one source. Once it is stored, [`crate::readdress`] puts
    /// its address in the place of this source.
    pub source: String,
}

impl ArrivedPicture {
    /// A picture that is only named. Its title holds the caption and, behind a bar, "Credit: …".
    pub(crate) fn named(source: &str, alt: &str, title: &str) -> Self {
        const CREDIT: &str = "credit:";
        let (caption, last) = title.rsplit_once('|').unwrap_or(("", title));
        let said = last.trim().get(..CREDIT.len()).filter(|word| word.eq_ignore_ascii_case(CREDIT));
        let credit = said.map_or("", |_| last.trim()[CREDIT.len()..].trim());
        Self {
            name: file_name(source),
            alt: alt.to_owned(),
            caption: if said.is_some() { caption.trim() } else { title }.to_owned(),
            credit: credit.to_owned(),
            source: source.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the picture stands on another site.
    pub fn elsewhere(&self) -> bool {
        self.bytes.is_none() && elsewhere(&self.source)
    }
}

/// Whether an address leads to another site, by scheme or by a leading `//`.
pub(crate) fn elsewhere(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    scheme || address.starts_with("//")
}

/// The last part of a path or address, without query and control characters.
pub(crate) fn file_name(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
