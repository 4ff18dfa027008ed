//! What can be done with an article, by name; and what a command brings with it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::article::{
    Article, ClearanceKind, Commission, Fields, JobKind, Live, MissedPolicy, NoticeKind, Receipt, WishFor,
};
use crate::command::{Back, Command};
use crate::fact::FieldChanges;
use crate::ids::{Hash, JobId, PersonId};
use crate::when::Moment;

macro_rules! acts {
    ($($act:ident $word:literal,)*) => {
        /// One entry for everything the workflow's table speaks of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act { $($act,)* }

        impl Act {
            pub const ALL: &'static [Self] = &[$(Self::$act,)*];

            /// The word on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$act => $word,)* }
            }
        }
    };
}

acts! {
    Pitch "pitch",
    Begin "begin",
    Assign "assign",
    Spike "spike",
    Unspike "unspike",
    Draft "draft",
    Submit "submit",
    PullBack "pull-back",
    Claim "claim",
    TakeOver "take-over",
    Return "return",
    HandBack "hand-back",
    ToCopy "to-copy",
    BackToEditing "back-to-editing",
    Approve "approve",
    Reopen "reopen",
    Schedule "schedule",
    ScheduleWithdrawal "schedule-withdrawal",
    MoveJob "move-job",
    SetMissed "set-missed",
    StopJob "stop-job",
    PublishMissed "publish-missed",
    DropMissed "drop-missed",
    Publish "publish",
    SilentFix "silent-fix",
    Update "update",
    Notice "notice",
    Retract "retract",
    Withdraw "withdraw",
    TakeDown "take-down",
    Hold "hold",
    Release "release",
    Embargo "embargo",
    LiftEmbargo "lift-embargo",
    RequireClearance "require-clearance",
    Clear "clear",
    Override "override",
    Wish "wish",
    Decline "decline",
    Delete "delete",
    Set "set",
    SetSlug "set-slug",
    SetAddress "set-address",
    Freeze "freeze",
    BringBack "bring-back",
    Import "import",
    BringIn "bring-in",
    Undo "undo",
    Due "due",
    Receive "receive",
    Edited "edited",
}

/// What a command brings with it, whatever the command is called: needs are checked and effects written from this.
#[derive(Clone, Debug)]
pub(crate) struct Given<'a> {
    pub act: Act,
    pub note: &'a str,
    pub reason: &'a str,
    /// Of a notice or a wish.
    pub text: &'a str,
    /// Of a version.
    pub name: &'a str,
    pub typed: &'a str,
    pub check: &'a str,
    pub slug: Option<&'a str>,
    pub address: Option<&'a str>,
    pub fields: Option<&'a Fields>,
    pub commission: Option<&'a Commission>,
    pub changes: Option<&'a FieldChanges>,
    /// Topics that come, and those that go.
    pub topics: Option<(&'a [String], &'a [String])>,
    pub due: Option<DateTime<Utc>>,
    pub review: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub when: Option<&'a Moment>,
    pub job: Option<JobId>,
    pub kind: Option<JobKind>,
    pub share_slot: bool,
    pub missed: Option<MissedPolicy>,
    pub significant: bool,
    pub notice: Option<NoticeKind>,
    pub second: Option<PersonId>,
    pub clearance: Option<ClearanceKind>,
    pub required: bool,
    pub wish: Option<&'a WishFor>,
    pub live: Option<&'a Live>,
    /// Addresses that lead to it from now on.
    pub former: &'a [String],
    /// An article as it stood elsewhere.
    pub whole: Option<&'a Article>,
    pub receipt: Option<&'a Receipt>,
    pub version: Option<Hash>,
    pub back: Option<&'a Back>,
}

impl<'a> Given<'a> {
    fn nothing(act: Act) -> Self {
        Self {
            act,
            note: "",
            reason: "",
            text: "",
            name: "",
            typed: "",
            check: "",
            slug: None,
            address: None,
            fields: None,
            commission: None,
            changes: None,
            topics: None,
            due: None,
            review: None,
            until: None,
            when: None,
            job: None,
            kind: None,
            share_slot: false,
            missed: None,
            significant: false,
            notice: None,
            second: None,
            clearance: None,
            required: false,
            wish: None,
            live: None,
            former: &[],
            whole: None,
            receipt: None,
            version: None,
            back: None,
        }
    }

    pub fn of(command: &'a Command) -> Self {
        let act = Self::nothing;
        match command {
            Command::Pitch { slug, fields, commission } => {
                Self { slug: Some(slug), fields: Some(fields), commission: Some(commission), ..act(Act::Pitch) }
            }
            Command::Begin { slug, fields, commission } => {
                Self { slug: Some(slug), fields: Some(fields), commission: Some(commission), ..act(Act::Begin) }
            }
            Command::Assign { commission } => Self { commission: Some(commission), ..act(Act::Assign) },
            Command::Spike { reason } => Self { reason, ..act(Act::Spike) },
            Command::Unspike => act(Act::Unspike),
            Command::Draft => act(Act::Draft),
            Command::Submit { note } => Self { note, ..act(Act::Submit) },
            Command::PullBack => act(Act::PullBack),
            Command::Claim => act(Act::Claim),
            Command::TakeOver => act(Act::TakeOver),
            Command::Return { note, due } => Self { note, due: Some(*due), ..act(Act::Return) },
            Command::HandBack { note } => Self { note, ..act(Act::HandBack) },
            Command::ToCopy => act(Act::ToCopy),
            Command::BackToEditing { note } => Self { note, ..act(Act::BackToEditing) },
            Command::Approve => act(Act::Approve),
            Command::Reopen => act(Act::Reopen),
            Command::Schedule { kind, when, share_slot, missed } => Self {
                kind: Some(*kind),
                when: Some(when),
                share_slot: *share_slot,
                missed: *missed,
                ..act(match kind {
                    JobKind::Publish | JobKind::Update { .. } => Act::Schedule,
                    JobKind::Withdraw => Act::ScheduleWithdrawal,
                })
            },
            Command::MoveJob { job, when, share_slot } => {
                Self { job: Some(*job), when: Some(when), share_slot: *share_slot, ..act(Act::MoveJob) }
            }
            Command::SetMissed { job, missed } => Self { job: Some(*job), missed: *missed, ..act(Act::SetMissed) },
            Command::StopJob { job, reason } => Self { job: Some(*job), reason, ..act(Act::StopJob) },
            Command::SettleMissed { job, publish } => {
                Self { job: Some(*job), ..act(if *publish { Act::PublishMissed } else { Act::DropMissed }) }
            }
            Command::Publish => act(Act::Publish),
            Command::SilentFix => act(Act::SilentFix),
            Command::Update { significant } => Self { significant: *significant, ..act(Act::Update) },
            Command::Notice { notice, text, second } => {
                Self { notice: Some(*notice), text, second: Some(*second), ..act(Act::Notice) }
            }
            Command::Retract { reason, second } => Self { reason, second: Some(*second), ..act(Act::Retract) },
            Command::Withdraw { reason } => Self { reason, ..act(Act::Withdraw) },
            Command::TakeDown { reason, typed } => Self { reason, typed, ..act(Act::TakeDown) },
            Command::Hold { reason, review } => Self { reason, review: Some(*review), ..act(Act::Hold) },
            Command::Release { note } => Self { note, ..act(Act::Release) },
            Command::Embargo { until, reason } => Self { until: Some(*until), reason, ..act(Act::Embargo) },
            Command::LiftEmbargo { reason } => Self { reason, ..act(Act::LiftEmbargo) },
            Command::RequireClearance { what, required } => {
                Self { clearance: Some(*what), required: *required, ..act(Act::RequireClearance) }
            }
            Command::Clear { what } => Self { clearance: Some(*what), ..act(Act::Clear) },
            Command::Override { check, reason } => Self { check, reason, ..act(Act::Override) },
            Command::Wish { what, text } => Self { wish: Some(what), text, ..act(Act::Wish) },
            Command::Decline { what, reason } => Self { wish: Some(what), reason, ..act(Act::Decline) },
            Command::Delete { reason } => Self { reason, ..act(Act::Delete) },
            Command::Set { changes } => Self { changes: Some(changes), ..act(Act::Set) },
            Command::Tag { add, remove } => Self { topics: Some((add, remove)), ..act(Act::Set) },
            Command::SetSlug { slug } => Self { slug: Some(slug), ..act(Act::SetSlug) },
            Command::SetAddress { address } => Self { address: address.as_deref(), ..act(Act::SetAddress) },
            Command::BringBack { back } => Self { back: Some(back), ..act(Act::BringBack) },
            Command::Freeze { name } => Self { name, ..act(Act::Freeze) },
            Command::Import { live, former } => Self { live: live.as_ref(), former, ..act(Act::Import) },
            Command::BringIn { article } => {
                Self { slug: Some(&article.slug), whole: Some(article), ..act(Act::BringIn) }
            }
            Command::Undo => act(Act::Undo),
            Command::Due { job } => Self { job: Some(*job), ..act(Act::Due) },
            Command::Receive { receipt } => Self { receipt: Some(receipt), ..act(Act::Receive) },
            Command::Edited { version } => Self { version: Some(*version), ..act(Act::Edited) },
        }
    }
}

impl Command {
    pub fn act(&self) -> Act {
        Given::of(self).act
    }

    /// The slug the command would give the article, if any: whether another has it is `Sight::slug_taken`.
    pub fn slug_asked(&self) -> Option<&str> {
        Given::of(self).slug
    }
}
