//! An article: its fields and the three axes (status, publication, gates).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fact::JobEnd;
use crate::ids::{ArticleId, DecisionId, Hash, JobId, PersonId};
use crate::people::Actor;
use crate::version::Lead;
use crate::when::Moment;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub id: ArticleId,
    /// Internal name, unique, never published: lower-case letters, digits and hyphens.
    pub slug: String,
    /// The path readers see, when somebody chose it; else it is made from the headline until first publication fixes it.
    pub address: Option<String>,
    pub former_addresses: Vec<String>,
    pub fields: Fields,
    pub commission: Commission,
    pub axes: Axes,
    pub publication: Publication,
    /// Oldest first; automatic ones too.
    pub versions: Vec<NamedVersion>,
    pub notices: Vec<Notice>,
    pub receipt: Option<Receipt>,
    pub overrides: Vec<Override>,
    pub created_at: DateTime<Utc>,
    pub created_by: Actor,
    /// The act that changed the axes last, and how they were before: what "undo" goes back to.
    pub last: Option<LastAct>,
}

/// The published fields that are not the body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Fields {
    pub headline: String,
    pub dek: String,
    pub format: Option<String>,
    pub section: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
    pub authors: Vec<PersonId>,
    pub lead: Option<Lead>,
    pub language: String,
}

/// What was asked of whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Commission {
    /// One sentence that says what the article will be.
    pub budget_line: String,
    pub brief: String,
    pub writer: Option<PersonId>,
    pub due: Option<DateTime<Utc>>,
    /// Words asked for, or why there is no number.
    pub length: Option<u32>,
    pub no_length_reason: String,
}

/// Who has the ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Pitch,
    Assigned,
    Drafting,
    Submitted,
    Editing,
    Revising,
    Copy,
    Ready,
    Spiked,
}

/// Status, gates and jobs: all that an act can change and an undo can bring back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axes {
    pub status: Status,
    pub since: DateTime<Utc>,
    /// The editor who claimed it.
    pub claim: Option<PersonId>,
    /// What it was before it was spiked, and when it was spiked.
    pub spiked_from: Option<Status>,
    /// How often it was submitted; names "Submitted 1".
    pub submissions: u32,
    pub approval: Option<Approval>,
    pub jobs: Vec<Job>,
    pub hold: Option<Hold>,
    pub embargo: Option<Embargo>,
    pub clearances: Clearances,
}

/// Bound to one version; a newer version has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub version: Hash,
    /// `None`: imported from an archive, which stands in its place.
    pub by: Option<PersonId>,
    pub at: DateTime<Utc>,
}

/// What readers can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Publication {
    Never,
    Live(Live),
    Withdrawn { was: Live, at: DateTime<Utc>, reason: String },
    Retracted { was: Live, at: DateTime<Utc>, reason: String },
    TakenDown { was: Live, at: DateTime<Utc>, reason: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    pub version: Hash,
    /// Fixed at first publication.
    pub address: String,
    pub first_at: DateTime<Utc>,
    /// When this version went out.
    pub at: DateTime<Utc>,
    /// Shown as "Updated"; only updates and corrections set it.
    pub updated_at: Option<DateTime<Utc>>,
    /// What feeds sort and date by; a significant update moves it.
    pub feed_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    Publish,
    Update { significant: bool },
    Withdraw,
}

/// One operation of the schedule. It keeps the version it names, whatever is written later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    /// `None` only for a withdrawal.
    pub version: Option<Hash>,
    pub when: Moment,
    pub set_by: Actor,
    pub set_at: DateTime<Utc>,
    /// Overrides the house's policy for missed jobs.
    pub missed: Option<MissedPolicy>,
    /// Set when the job was missed and somebody must say what to do.
    pub asked: Option<JobEnd>,
}

/// What to do when nothing was running at the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum MissedPolicy {
    PublishLate { minutes: u32 },
    Ask,
    Skip,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hold {
    pub reason: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub review: DateTime<Utc>,
}

/// A hard gate on every way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Embargo {
    pub until: DateTime<Utc>,
    pub reason: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Clearances {
    pub legal: Clearance,
    pub facts: Clearance,
    pub art: Clearance,
    pub rights: Clearance,
    pub accessibility: Clearance,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Clearance {
    #[default]
    NotNeeded,
    Required,
    Cleared {
        by: PersonId,
        version: Hash,
        at: DateTime<Utc>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ClearanceKind {
    Legal,
    Facts,
    Art,
    Rights,
    Accessibility,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedVersion {
    pub hash: Hash,
    /// "Submitted 1", "To copy", "Before the cut"; empty for one made by itself after a pause.
    pub name: String,
    pub at: DateTime<Utc>,
    pub by: Actor,
}

/// A correction, clarification or editor's note as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: String,
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub second: PersonId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    Correction,
    Clarification,
    EditorsNote,
}

/// What readers get, read back and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Receipt {
    pub version: Hash,
    pub at: DateTime<Utc>,
    /// Empty: verified. Else one sentence for each place that differs.
    pub differs: Vec<String>,
    /// Minutes after the time that was set, when it went out late.
    pub late_minutes: Option<u32>,
}

/// A required check that was let pass; shown on the article for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Override {
    pub check: String,
    pub reason: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastAct {
    pub decision: DecisionId,
    pub by: Actor,
    pub at: DateTime<Utc>,
    pub before: Box<Axes>,
    /// False for what left the house (publish, withdraw, retract, take down).
    pub undoable: bool,
}
