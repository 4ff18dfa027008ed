//! The queue: lines, filtered, sorted, in buckets.

use chrono::{DateTime, Utc};
use desk::article::{JobKind, Status};
use desk::ids::{ArticleId, Hash, JobId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct QueueArgs {
    /// `is:submitted section:europe due:<today tk:>0 words`; empty: what is open.
    pub filter: String,
    pub sort: Sort,
    pub descending: bool,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// By bucket, and in it by what is most pressing.
    #[default]
    Bucket,
    Status,
    Headline,
    Writer,
    Editor,
    Section,
    Words,
    Due,
    Checks,
    Slug,
    /// How long in its status.
    Age,
    Comments,
    Format,
    Region,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Queue {
    pub lines: Vec<Line>,
    /// Of the whole answer, in order, only when sorted by bucket.
    pub groups: Vec<Group>,
    pub total: u32,
    /// What is wrong with the filter; the lines are then those of the last part that could be read.
    pub problem: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Group {
    pub bucket: Bucket,
    pub label: String,
    pub count: u32,
}

/// The managing editor's first screen, in this order; `Open` is everything else that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    Broken,
    Decision,
    Soon,
    Waiting,
    LiveChanged,
    Open,
    /// Live and unchanged, spiked, withdrawn: only when asked for.
    Rest,
}

/// One article in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Line {
    pub id: ArticleId,
    pub slug: String,
    /// The headline, or the budget line where there is none yet.
    pub headline: String,
    /// True when `headline` is the budget line.
    pub untitled: bool,
    pub status: Status,
    /// The house's word: "Copy", "Live", "Scheduled".
    pub label: String,
    /// Since when in this status.
    pub since: DateTime<Utc>,
    pub track: Track,
    pub publication: PublicationWord,
    pub live_at: Option<DateTime<Utc>>,
    /// What is on the desk differs from what is live.
    pub changed: bool,
    pub writer: Option<PersonName>,
    pub editor: Option<PersonName>,
    /// Slugs and labels of the house's vocabulary.
    pub section: Option<TermName>,
    pub region: Option<TermName>,
    pub format: Option<TermName>,
    pub words: u32,
    pub commissioned: Option<u32>,
    pub due: Option<DateTime<Utc>>,
    pub job: Option<NextJob>,
    pub tks: u32,
    /// Problems found by required and by advised checks.
    pub required: u32,
    pub advised: u32,
    /// What waits for a decision, and comments that are not resolved.
    pub suggestions: u32,
    pub comments: u32,
    /// Names of those who have its text before them now.
    pub present: Vec<String>,
    pub on_hold: bool,
    pub embargoed_until: Option<DateTime<Utc>>,
    pub picture: Option<Hash>,
    pub bucket: Bucket,
    /// Why it stands where it stands: "over 48 h", "feed differs", "approve for 16:00".
    pub badges: Vec<Badge>,
}

/// The seven steps from pitch to ready, as drawn before the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Track {
    /// Steps done, 0 to 7; the one after them is where it is now.
    pub done: u32,
    pub tone: TrackTone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TrackTone {
    Moving,
    /// Waits too long.
    Waiting,
    Live,
    /// Spiked, withdrawn, retracted, taken down.
    Gone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PublicationWord {
    Never,
    Live,
    Withdrawn,
    Retracted,
    TakenDown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonName {
    pub id: PersonId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TermName {
    pub slug: String,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextJob {
    pub id: JobId,
    pub kind: JobKind,
    pub at: DateTime<Utc>,
    /// "Mon 24 Nov 16:00 EST", in the house's zone.
    pub shown: String,
    /// Something newer than the version it names is on the desk.
    pub changed_since: bool,
    /// It was missed, and somebody must say what to do.
    pub asked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Badge {
    pub text: String,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// For information.
    Blue,
    /// Waits.
    Amber,
    /// Blocks or broken.
    Red,
    /// Live.
    Green,
}
