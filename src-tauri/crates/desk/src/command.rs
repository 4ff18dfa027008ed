//! What people (and the clock) ask for. Row numbers are those of the workflow table.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{
    Article, ClearanceKind, Commission, Fields, JobKind, Live, MissedPolicy, NoticeKind, Receipt, WishFor,
};
use crate::fact::FieldChanges;
use crate::ids::{DecisionId, Hash, JobId, PersonId};
use crate::when::Moment;

/// What of an earlier version comes back: its fields; whoever asks brings its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    pub version: Hash,
    /// What the version is called.
    pub name: String,
    pub changes: FieldChanges,
    /// What will be on the desk then.
    pub becomes: Hash,
    /// The bringing back that this takes back.
    pub undoes: Option<DecisionId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Command {
    /// 1: needs a budget line.
    Pitch {
        slug: String,
        fields: Fields,
        commission: Commission,
    },
    /// 4: an article that starts as text.
    Begin {
        slug: String,
        fields: Fields,
        commission: Commission,
    },
    /// 2
    Assign {
        commission: Commission,
    },
    /// 3 and 25
    Spike {
        reason: String,
    },
    /// Back from the spike, within 90 days.
    Unspike,
    /// 4: by itself at the first edit.
    Draft,
    /// 5
    Submit {
        note: String,
    },
    /// 6
    PullBack,
    /// 7
    Claim,
    /// 26
    TakeOver,
    /// 8
    Return {
        note: String,
        due: DateTime<Utc>,
    },
    /// 9
    HandBack {
        note: String,
    },
    /// 10
    ToCopy,
    /// 11
    BackToEditing {
        note: String,
    },
    /// 12: binds to the version that is on the desk now.
    Approve,
    /// 12b
    Reopen,
    /// 13
    Schedule {
        kind: JobKind,
        when: Moment,
        /// Said after being asked: the slot is taken, and that is meant.
        share_slot: bool,
        #[serde(default)]
        #[ts(optional)]
        missed: Option<MissedPolicy>,
    },
    /// 13, for a job that stands.
    MoveJob {
        job: JobId,
        when: Moment,
        share_slot: bool,
    },
    /// 14
    StopJob {
        job: JobId,
        reason: String,
    },
    /// 15
    Publish,
    /// What to do with a missed job that was asked about: publish it now, or let it go.
    SettleMissed {
        job: JobId,
        publish: bool,
    },
    /// 17
    SilentFix,
    /// 18
    Update {
        significant: bool,
    },
    /// 19
    Notice {
        notice: NoticeKind,
        text: String,
        second: PersonId,
    },
    /// 20
    Retract {
        reason: String,
        second: PersonId,
    },
    /// 21
    Withdraw {
        reason: String,
    },
    /// 22: `typed` must be the slug.
    TakeDown {
        reason: String,
        typed: String,
    },
    /// 23
    Hold {
        reason: String,
        review: DateTime<Utc>,
    },
    Release {
        note: String,
    },
    /// 24
    Embargo {
        until: DateTime<Utc>,
        reason: String,
    },
    LiftEmbargo {
        reason: String,
    },
    RequireClearance {
        what: ClearanceKind,
        required: bool,
    },
    Clear {
        what: ClearanceKind,
    },
    /// 27
    Override {
        check: String,
        reason: String,
    },
    /// 19, 23, 27: asks those who may.
    Wish {
        what: WishFor,
        text: String,
    },
    Decline {
        what: WishFor,
        reason: String,
    },
    /// 28
    Delete {
        reason: String,
    },
    Set {
        changes: FieldChanges,
    },
    /// Topics that come to those it has, and topics that go.
    Tag {
        add: Vec<String>,
        remove: Vec<String>,
    },
    SetSlug {
        slug: String,
    },
    /// `None`: made from the headline again. After first publication it leaves a redirect.
    SetAddress {
        address: Option<String>,
    },
    /// A version by hand, or by itself after a pause (an empty name, by the desk).
    Freeze {
        name: String,
    },
    /// An article of an archive that was approved and perhaps published elsewhere: stands in an approval's place.
    Import {
        #[serde(default)]
        #[ts(optional)]
        live: Option<Live>,
        /// Where it stood before: addresses that lead to it from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<String>>", optional)]
        former: Vec<String>,
    },
    /// The policy of one job, when it differs from the house's.
    SetMissed {
        job: JobId,
        #[serde(default)]
        #[ts(optional)]
        missed: Option<MissedPolicy>,
    },
    /// Takes back the last act on this article, if it was the actor's own and nothing left the house.
    Undo,

    /// Text and fields of an earlier version, on the desk again.
    #[serde(skip)]
    BringBack {
        back: Box<Back>,
    },

    /// An article as another newsroom exported it, with its status, its publication and all that belongs to it.
    #[serde(skip)]
    BringIn {
        article: Box<Article>,
    },

    // by the clock alone
    #[serde(skip)]
    Due {
        job: JobId,
    },
    #[serde(skip)]
    Receive {
        receipt: Receipt,
    },
    /// The manuscript changed: a ready article goes back to editing (12b), an assigned one to drafting (4).
    #[serde(skip)]
    Edited {
        version: Hash,
    },
}
