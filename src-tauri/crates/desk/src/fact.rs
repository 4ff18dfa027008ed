//! Facts: what was decided, complete in itself. The ledger adds sequence, id, time, actor, article and hashes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{
    Article, Axes, ClearanceKind, Commission, Embargo, Fields, Hold, Job, Live, MissedPolicy, Notice, Receipt, Status,
    Wish, WishFor,
};
use crate::ids::{DecisionId, Hash, JobId, PersonId};
use crate::people::Person;
use crate::when::Moment;

/// What the log says. `kind` and the payload's fields are for ever: add, never rename.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Fact {
    // an article's beginning and its fields
    Begun {
        slug: String,
        fields: Fields,
        commission: Commission,
        status: Status,
    },
    Slugged {
        slug: String,
    },
    Addressed {
        address: Option<String>,
    },
    FieldsSet {
        changes: FieldChanges,
    },
    CommissionSet {
        commission: Commission,
    },
    /// A version was frozen; its content is stored under the hash.
    Frozen {
        version: Hash,
        name: String,
    },
    /// Text and fields of an earlier version came back; what stood there is kept under `before`.
    BroughtBack {
        version: Hash,
        name: String,
        before: Hash,
    },

    // who has the ball
    Moved {
        from: Status,
        to: Status,
        note: String,
        due: Option<DateTime<Utc>>,
    },
    Claimed {
        by: Option<PersonId>,
    },
    /// `by_author`: the house has relaxed the two-person rule, and the approver's own byline is on it.
    Approved {
        version: Hash,
        #[serde(default)]
        by_author: bool,
    },
    ApprovalLapsed {
        version: Hash,
    },
    /// `former`: where an archive had it before; these addresses lead to it.
    Imported {
        version: Hash,
        live: Option<Live>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        former: Vec<String>,
    },
    /// An article of another newsroom's export, as it stood there.
    BroughtIn {
        article: Box<Article>,
    },
    Undone {
        decision: DecisionId,
        axes: Box<Axes>,
    },

    // gates
    Held {
        hold: Hold,
    },
    Released {
        note: String,
    },
    Embargoed {
        embargo: Embargo,
    },
    EmbargoLifted {
        reason: String,
    },
    ClearanceSet {
        what: ClearanceKind,
        required: bool,
    },
    Cleared {
        what: ClearanceKind,
        version: Hash,
    },
    Overridden {
        check: String,
        reason: String,
    },
    Wished {
        wish: Wish,
    },
    WishDeclined {
        what: WishFor,
        reason: String,
    },

    // jobs and what readers can see
    JobSet {
        job: Job,
    },
    JobMoved {
        job: JobId,
        when: Moment,
    },
    JobStopped {
        job: JobId,
        reason: String,
    },
    JobMissed {
        job: JobId,
        end: JobEnd,
        late_minutes: u32,
    },
    MissedPolicySet {
        job: JobId,
        policy: Option<MissedPolicy>,
    },
    /// Went out. `job` names what the clock carried out; `late_minutes` when it was late.
    Published {
        live: Live,
        job: Option<JobId>,
        why: PublishKind,
        late_minutes: Option<u32>,
    },
    Noticed {
        notice: Notice,
    },
    Retracted {
        reason: String,
        second: PersonId,
    },
    Withdrawn {
        reason: String,
        job: Option<JobId>,
    },
    TakenDown {
        reason: String,
    },
    Receipted {
        receipt: Receipt,
    },
    Deleted {
        reason: String,
    },

    // the desk
    PersonSet {
        person: Person,
    },
    /// A one-time code was given to somebody: with it they choose their passphrase. The code itself is nowhere.
    CodeGiven {
        person: PersonId,
        expires: DateTime<Utc>,
    },
    PassphraseSet {
        person: PersonId,
    },
    /// Somebody was signed out everywhere.
    SessionsEnded {
        person: PersonId,
        count: u32,
    },
    RulesApplied {
        hash: Hash,
        summary: String,
    },
    HouseApplied {
        hash: Hash,
        summary: String,
    },
    /// The newsroom was put back from a backup; what stood there was set aside.
    Restored {
        /// The backup's name; empty when there was none and everything was read from the damaged file.
        backup: String,
        summary: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PublishKind {
    First,
    SilentFix,
    Update,
    SignificantUpdate,
    Notice,
    /// Was withdrawn, and is out again.
    Again,
}

/// How a missed job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum JobEnd {
    Asked,
    Skipped,
}

/// A change of fields: what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FieldChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dek: Option<String>,
    /// `Some("")` takes it away; so for section and region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topics: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub authors: Option<Vec<PersonId>>,
    /// The new lead picture; see `no_lead` to take it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lead: Option<crate::version::Lead>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_lead: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub search_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub social_headline: Option<String>,
}
