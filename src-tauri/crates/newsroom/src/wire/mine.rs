//! What somebody is told: what needs them, whom they wait for, what others did.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Inbox {
    /// The most pressing first.
    pub needs: Vec<InboxItem>,
    /// What has waited longest first.
    pub waits: Vec<InboxItem>,
    /// The newest first.
    pub information: Vec<InboxItem>,
    /// Of the first and the last, those that were not read.
    pub unread: u32,
}

/// One cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InboxItem {
    /// Names the cause: the same article in another status is another.
    pub cause: String,
    pub article: ArticleId,
    pub slug: String,
    pub headline: String,
    /// Where it is: "Submitted".
    pub label: String,
    /// What happened: "Lucía Sandoval submitted it".
    pub said: String,
    /// Why they are told: "Any editor may claim it."
    pub why: String,
    pub at: DateTime<Utc>,
    pub due: Option<DateTime<Utc>>,
    /// Something is broken.
    pub urgent: bool,
    pub unread: bool,
    /// The comment it is about.
    pub comment: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct InboxRead {
    /// Causes; unknown ones do nothing.
    pub causes: Vec<String>,
    /// False: they are to be read again.
    pub read: bool,
}
