//! Looking ahead: what readers will see at a minute, and what the schedule will run into.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::Tone;

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct LookAheadArgs {
    /// Not past, and at most a year away.
    pub at: DateTime<Utc>,
}

/// What the listings will show at that minute if the schedule stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LookAhead {
    /// "Fri 27 Nov 07:00 EST".
    pub shown: String,
    pub front: Vec<AheadLine>,
    pub sections: Vec<AheadSection>,
    pub feed: Vec<AheadLine>,
    /// Live now and no longer then.
    pub gone: Vec<AheadLine>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AheadSection {
    pub label: String,
    pub lines: Vec<AheadLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AheadLine {
    pub article: ArticleId,
    pub headline: String,
    /// It goes out or changes between now and then.
    pub changes: bool,
}

/// What the next fortnight will run into, in the order of time.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Violations {
    pub days: u32,
    pub list: Vec<ViolationLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ViolationLine {
    pub at: DateTime<Utc>,
    /// "Thu 26 Nov 12:00 EST".
    pub shown: String,
    pub kind: ViolationKind,
    pub tone: Tone,
    /// The one to move or change first.
    pub articles: Vec<ArticleId>,
    pub said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ViolationKind {
    EmbargoBroken,
    NothingToUpdate,
    LinkNotYet,
    LinkGone,
    ClockTrap,
    SlotShared,
    Gap,
}
