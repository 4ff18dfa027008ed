//! Reading what somebody typed as a time.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use desk::when::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WhenArgs {
    /// "fri 7:00", "tomorrow 9am", "+2h".
    pub text: String,
    /// In this zone; the house's when absent.
    #[serde(default)]
    #[ts(optional)]
    pub zone: Option<String>,
    /// The reader's own zone, shown second when it differs.
    pub reader_zone: String,
    /// Slots and embargoes are looked up for this one.
    #[serde(default)]
    #[ts(optional)]
    pub article: Option<ArticleId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "reading")]
pub enum WhenRead {
    At {
        time: ShownTime,
    },
    /// The clock shows this time twice that night.
    Twice {
        earlier: ShownTime,
        later: ShownTime,
        message: String,
    },
    /// The clock skips this time: the nearest two.
    Skipped {
        before: ShownTime,
        after: ShownTime,
        message: String,
    },
    Unclear {
        message: String,
    },
}

/// A time with everything that is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownTime {
    pub moment: Moment,
    /// "Friday 27 November 2026, 07:00 EST (America/New_York)".
    pub house: String,
    /// The same in the reader's zone, when it differs.
    pub reader: Option<String>,
    /// "in 2 d 16 h", or "3 min ago".
    pub distance: String,
    pub past: bool,
    pub slot: Option<String>,
    /// Headlines of what is already there.
    pub taken_by: Vec<String>,
}

/// The next thing to go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextOut {
    pub article: ArticleId,
    pub headline: String,
    pub at: DateTime<Utc>,
    pub shown: String,
}
