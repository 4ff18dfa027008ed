//! The log, to read.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct LogArgs {
    #[serde(default)]
    #[ts(optional)]
    pub article: Option<ArticleId>,
    /// Older than this sequence number.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<u32>,
    /// At most 500.
    pub limit: u32,
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
