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
    /// What people asked for who may not do it themselves.
    #[serde(default)]
    pub wishes: Vec<Wish>,
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
    /// What search results and the browser's tab show; empty: the headline.
    #[serde(default)]
    pub search_title: String,
    /// What it is called where it is shared; empty: the headline.
    #[serde(default)]
    pub social_headline: String,
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
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

/// Somebody who may not do a thing asks those who may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Wish {
    pub what: WishFor,
    pub text: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "wish")]
pub enum WishFor {
    /// 23
    Hold,
    /// 27
    Override { check: String },
    /// 19
    Notice { notice: NoticeKind },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastAct {
    pub decision: DecisionId,
    pub by: Actor,
    pub at: DateTime<Utc>,
    pub before: Box<Axes>,
    /// The commission before: an act may set a writer or a new due date.
    pub commission_before: Box<Commission>,
    /// False for what left the house (publish, withdraw, retract, take down).
    pub undoable: bool,
}

impl Article {
    /// Whether the person wrote it, was asked to, or started it: "own" in the workflow's table.
    pub fn is_own(&self, person: PersonId) -> bool {
        self.fields.authors.contains(&person)
            || self.commission.writer == Some(person)
            || self.created_by.person() == Some(person)
    }

    /// Whose writing it is: the commissioned writer, else the first byline.
    pub fn writer(&self) -> Option<PersonId> {
        self.commission.writer.or_else(|| self.fields.authors.first().copied())
    }

    /// Every version that the article cannot do without: named, live (or last live), scheduled.
    pub fn named_versions(&self) -> Vec<Hash> {
        let frozen = self.versions.iter().map(|version| version.hash);
        let live = self.publication.last().map(|live| live.version);
        let scheduled = self.axes.jobs.iter().filter_map(|job| job.version);
        let mut all: Vec<Hash> = frozen.chain(live).chain(scheduled).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    pub fn job(&self, id: JobId) -> Option<&Job> {
        self.axes.jobs.iter().find(|job| job.id == id)
    }

    /// The embargo that is in force; one whose time has come binds nobody.
    pub fn embargo(&self, now: DateTime<Utc>) -> Option<&Embargo> {
        self.axes.embargo.as_ref().filter(|embargo| embargo.until > now)
    }

    pub fn is_overridden(&self, check: &str) -> bool {
        self.overrides.iter().any(|passed| passed.check == check)
    }
}

impl Status {
    pub const ALL: [Self; 9] = [
        Self::Pitch,
        Self::Assigned,
        Self::Drafting,
        Self::Submitted,
        Self::Editing,
        Self::Revising,
        Self::Copy,
        Self::Ready,
        Self::Spiked,
    ];

    /// The word on the wire, in `desk.toml` and in filters.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pitch => "pitch",
            Self::Assigned => "assigned",
            Self::Drafting => "drafting",
            Self::Submitted => "submitted",
            Self::Editing => "editing",
            Self::Revising => "revising",
            Self::Copy => "copy",
            Self::Ready => "ready",
            Self::Spiked => "spiked",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// Publication, without what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    Never,
    Live,
    Withdrawn,
    Retracted,
    TakenDown,
}

impl Publication {
    pub fn seen(&self) -> Seen {
        match self {
            Self::Never => Seen::Never,
            Self::Live(_) => Seen::Live,
            Self::Withdrawn { .. } => Seen::Withdrawn,
            Self::Retracted { .. } => Seen::Retracted,
            Self::TakenDown { .. } => Seen::TakenDown,
        }
    }

    pub fn live(&self) -> Option<&Live> {
        match self {
            Self::Live(live) => Some(live),
            Self::Never | Self::Withdrawn { .. } | Self::Retracted { .. } | Self::TakenDown { .. } => None,
        }
    }

    /// What went out last, whatever became of it.
    pub fn last(&self) -> Option<&Live> {
        match self {
            Self::Never => None,
            Self::Live(live) => Some(live),
            Self::Withdrawn { was, .. } | Self::Retracted { was, .. } | Self::TakenDown { was, .. } => Some(was),
        }
    }
}

impl Clearances {
    pub fn get(&self, kind: ClearanceKind) -> &Clearance {
        match kind {
            ClearanceKind::Legal => &self.legal,
            ClearanceKind::Facts => &self.facts,
            ClearanceKind::Art => &self.art,
            ClearanceKind::Rights => &self.rights,
            ClearanceKind::Accessibility => &self.accessibility,
        }
    }

    pub(crate) fn set(&mut self, kind: ClearanceKind, clearance: Clearance) {
        let place = match kind {
            ClearanceKind::Legal => &mut self.legal,
            ClearanceKind::Facts => &mut self.facts,
            ClearanceKind::Art => &mut self.art,
            ClearanceKind::Rights => &mut self.rights,
            ClearanceKind::Accessibility => &mut self.accessibility,
        };
        *place = clearance;
    }
}

impl ClearanceKind {
    pub const ALL: [Self; 5] = [Self::Legal, Self::Facts, Self::Art, Self::Rights, Self::Accessibility];

    pub fn word(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::Facts => "facts",
            Self::Art => "art",
            Self::Rights => "rights",
            Self::Accessibility => "accessibility",
        }
    }
}
