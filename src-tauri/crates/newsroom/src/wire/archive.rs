//! The archive: what is published, by time, section and author; and full-text search.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, Hash, PersonId};
use desk::text::Span;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::{PersonName, TermName};

/// Which part of the archive: what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ArchiveFilter {
    /// Of first publication, in the house's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub year: Option<i32>,
    /// 1 to 12, of that year.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub month: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub author: Option<PersonId>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ArchiveArgs {
    pub filter: ArchiveFilter,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct SearchArgs {
    /// What was typed: every word, in any order; the last may be the beginning of one. Words in quotation marks follow each
    /// other.
    pub query: String,
    /// Only what is published; else everything that the person may read.
    pub published: bool,
    /// Of what is published.
    pub filter: ArchiveFilter,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Archive {
    /// The newest first; of a search, the best first.
    pub lines: Vec<ArchiveLine>,
    pub total: u32,
    /// How many there are of each year, section and author: each under what else was asked for.
    pub facets: Facets,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Facets {
    /// The latest first.
    pub years: Vec<YearCount>,
    /// The most first.
    pub sections: Vec<SectionCount>,
    /// The most first.
    pub authors: Vec<AuthorCount>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct YearCount {
    pub year: i32,
    pub count: u32,
    /// The latest first; only those that have any.
    pub months: Vec<MonthCount>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MonthCount {
    pub month: u32,
    pub count: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SectionCount {
    pub section: TermName,
    pub count: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AuthorCount {
    pub author: PersonName,
    pub count: u32,
}

/// A text, and where in it the words stand that were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Span>,
}

/// An article as the archive and a search show it: in the words of the version that is live, or of the copy on the desk when
/// that is what was found and the person may read it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ArchiveLine {
    pub article: ArticleId,
    pub slug: String,
    pub headline: Marked,
    /// The sentence that the words stand in; else the dek, or how the text begins.
    pub sentence: Marked,
    /// It is live, in this version; `None`: it was found on the desk alone.
    pub live: Option<Hash>,
    /// "Live", or the house's word for its status.
    pub label: String,
    pub section: Option<TermName>,
    pub authors: Vec<PersonName>,
    /// First published.
    pub at: Option<DateTime<Utc>>,
    /// The path readers see.
    pub address: Option<String>,
    /// A correction or clarification stands on it.
    pub corrected: bool,
}
