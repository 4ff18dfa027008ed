//! The log, to read.

use chrono::{DateTime, NaiveDate, Utc};
use desk::ids::{ArticleId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whatever is not said does not matter.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct LogArgs {
    #[serde(default)]
    #[ts(optional)]
    pub article: Option<ArticleId>,
    /// Of articles that have this in their slug or headline.
    #[serde(default)]
    #[ts(optional)]
    pub about: Option<String>,
    /// Done by them.
    #[serde(default)]
    #[ts(optional)]
    pub person: Option<PersonId>,
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<LogKind>,
    /// Of the house's calendar.
    #[serde(default)]
    #[ts(optional)]
    pub day: Option<NaiveDate>,
    /// Older than this sequence number.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<u32>,
    /// At most 500.
    pub limit: u32,
}

/// What acts are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LogKind {
    /// From one to the next: begun, handed on, claimed, approved.
    Steps,
    Details,
    Versions,
    /// Holds, embargoes, clearances, checks, and what the desk is asked.
    Gates,
    Schedule,
    /// What readers see.
    Readers,
    /// People, rules, the house.
    Desk,
}

impl LogKind {
    pub const ALL: [Self; 7] =
        [Self::Steps, Self::Details, Self::Versions, Self::Gates, Self::Schedule, Self::Readers, Self::Desk];
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Log {
    /// Newest first.
    pub entries: Vec<LogEntry>,
    pub more: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LogEntry {
    pub seq: u32,
    pub at: DateTime<Utc>,
    /// A name, "the clock" or "the desk".
    pub who: String,
    /// "window", "command line", "web", "clock", "submissions".
    pub way: String,
    pub article: Option<ArticleId>,
    pub slug: Option<String>,
    pub kind: String,
    /// One sentence: "sent it to copy", "scheduled it for Fri 27 Nov 07:00 EST".
    pub said: String,
    /// A version the entry speaks of.
    pub version: Option<String>,
}

/// An article's history, to read from its beginning.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Story {
    pub slug: String,
    pub headline: String,
    pub days: Vec<StoryDay>,
    /// It is longer than this: its beginning is left out.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryDay {
    /// "Friday 27 November 2026".
    pub day: String,
    pub sentences: Vec<StorySentence>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StorySentence {
    pub at: DateTime<Utc>,
    /// "14:02", in the house's zone.
    pub clock: String,
    /// "Lucía Sandoval changed the headline and submitted it."
    pub text: String,
}
