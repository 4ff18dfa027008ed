//! The workflow, as a table that an editor can read. One entry per row of the desk's workflow: what it is, where it starts
//! and ends, who may, what must be so, what must be given, and what it does. `decide` only walks through it.

use crate::act::Act;
use crate::article::Seen;
use crate::article::Status::{self, Assigned, Copy, Drafting, Editing, Pitch, Ready, Revising, Spiked, Submitted};
use crate::case::Guard;
use crate::effects::Effect as Do;
use crate::guards as must;
use crate::needs::Need;
use crate::people::Role;

/// What a role may do in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// –
    No,
    /// ✓
    Yes,
    /// Own articles.
    Own,
    /// Own articles that are pitches or drafts (spiked ones: that were).
    OwnPitchOrDraft,
    /// With the grant to publish.
    Granted,
    /// While the article is at copy.
    AtCopy,
    /// Whoever may change the text now ([`crate::rights::may_edit`]).
    Edits,
    /// May not, but may ask those who may.
    Asks,
}

/// Where a row leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Same,
    Status(Status),
    /// Back to what it was before the spike.
    Former,
}

/// Who may do it besides people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Itself {
    PeopleOnly,
    /// The desk too.
    DeskToo,
    /// The clock and nobody else.
    ClockOnly,
}

#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The row of the workflow's table; "–" for what is not a transition.
    pub number: &'static str,
    pub act: Act,
    /// On buttons and in menus.
    pub label: &'static str,
    /// "An article can be … from here".
    pub done: &'static str,
    /// Empty: there is no article yet.
    pub from: &'static [Status],
    pub seen: &'static [Seen],
    pub to: To,
    /// Writer, editor, copy editor, managing editor, administrator.
    pub who: [Hand; 5],
    pub itself: Itself,
    pub guards: &'static [Guard],
    pub needs: &'static [Need],
    pub effects: &'static [Do],
}

const NEVER: &[Seen] = &[Seen::Never];
const LIVE: &[Seen] = &[Seen::Live];
const OUT_OR_NEVER: &[Seen] = &[Seen::Never, Seen::Live, Seen::Withdrawn];
const ANY: &[Seen] = &[Seen::Never, Seen::Live, Seen::Withdrawn, Seen::Retracted, Seen::TakenDown];

/// Everything but the spike.
const OPEN: &[Status] = &[Pitch, Assigned, Drafting, Submitted, Editing, Revising, Copy, Ready];
const ALL: &[Status] = &[Pitch, Assigned, Drafting, Submitted, Editing, Revising, Copy, Ready, Spiked];

const fn row(number: &'static str, act: Act, label: &'static str, done: &'static str) -> Transition {
    Transition {
        number,
        act,
        label,
        done,
        from: &[],
        seen: ANY,
        to: To::Same,
        who: [No; 5],
        itself: Itself::PeopleOnly,
        guards: &[],
        needs: &[],
        effects: &[],
    }
}

impl Transition {
    const fn from(mut self, from: &'static [Status]) -> Self {
        self.from = from;
        self
    }
    const fn seen(mut self, seen: &'static [Seen]) -> Self {
        self.seen = seen;
        self
    }
    const fn to(mut self, to: Status) -> Self {
        self.to = To::Status(to);
        self
    }
    const fn to_former(mut self) -> Self {
        self.to = To::Former;
        self
    }
    /// Writer, editor, copy editor, managing editor, administrator.
    const fn who(mut self, w: Hand, e: Hand, c: Hand, m: Hand, a: Hand) -> Self {
        self.who = [w, e, c, m, a];
        self
    }
    const fn itself(mut self, itself: Itself) -> Self {
        self.itself = itself;
        self
    }
    const fn guards(mut self, guards: &'static [Guard]) -> Self {
        self.guards = guards;
        self
    }
    const fn needs(mut self, needs: &'static [Need]) -> Self {
        self.needs = needs;
        self
    }
    const fn does(mut self, effects: &'static [Do]) -> Self {
        self.effects = effects;
        self
    }

    /// What the role may do in this row.
    pub fn hand(&self, role: Role) -> Hand {
        let [writer, editor, copy_editor, managing_editor, administrator] = self.who;
        match role {
            Role::Writer => writer,
            Role::Editor => editor,
            Role::CopyEditor => copy_editor,
            Role::ManagingEditor => managing_editor,
            Role::Administrator => administrator,
        }
    }

    /// Whether the row begins without an article.
    pub fn begins(&self) -> bool {
        self.from.is_empty()
    }
}

use Hand::{Asks, AtCopy, Edits, Granted, No, Own, OwnPitchOrDraft, Yes};

#[rustfmt::skip]
pub static TABLE: &[Transition] = &[
    // ── from the idea to the draft ────────────────────────────────────────────────────────────────────────────────
    row("1", Act::Pitch, "Pitch", "pitched")
        .to(Pitch).who(Yes, Yes, Yes, Yes, No)
        .needs(&[Need::Slug, Need::BudgetLine]).does(&[Do::Begin]),
    row("2", Act::Assign, "Assign", "assigned")
        .from(&[Pitch]).seen(NEVER).to(Assigned).who(No, Yes, No, Yes, No)
        .needs(&[Need::Writer, Need::Due, Need::Length]).does(&[Do::Commission, Do::BylineOfWriter, Do::Move]),
    row("2", Act::Assign, "Change the commission", "commissioned anew")
        .from(&[Assigned, Drafting, Submitted, Editing, Revising, Copy, Ready]).seen(OUT_OR_NEVER)
        .who(No, Yes, No, Yes, No)
        .needs(&[Need::Writer, Need::Due, Need::Length]).does(&[Do::Commission]),
    row("3", Act::Spike, "Spike", "spiked")
        .from(&[Pitch]).seen(NEVER).to(Spiked).who(Own, Yes, No, Yes, No)
        .needs(&[Need::Reason]).does(&[Do::Move]),
    row("4", Act::Draft, "Start drafting", "drafted")
        .from(&[Assigned]).seen(NEVER).to(Drafting).who(Own, Yes, No, Yes, No).itself(Itself::DeskToo)
        .does(&[Do::Move]),
    row("4", Act::Edited, "Edit", "edited")
        .from(&[Assigned]).to(Drafting).who(Edits, Edits, Edits, Edits, No).itself(Itself::DeskToo)
        .does(&[Do::Move]),
    row("4", Act::Begin, "New article", "begun")
        .to(Drafting).who(Yes, Yes, No, Yes, No).itself(Itself::DeskToo)
        .needs(&[Need::Slug]).does(&[Do::Begin]),

    // ── between writer and desk ───────────────────────────────────────────────────────────────────────────────────
    row("5", Act::Submit, "Submit", "submitted")
        .from(&[Drafting]).to(Submitted).who(Own, Yes, No, Yes, No)
        .guards(&[must::be_whole]).does(&[Do::FreezeSubmitted, Do::Unclaim, Do::Move]),
    row("6", Act::PullBack, "Pull back", "pulled back")
        .from(&[Submitted]).to(Drafting).who(Own, No, No, Yes, No)
        .guards(&[must::be_unclaimed]).does(&[Do::Move]),
    row("7", Act::Claim, "Claim", "claimed")
        .from(&[Submitted]).to(Editing).who(No, Yes, No, Yes, No)
        .does(&[Do::Claim, Do::Move]),
    row("8", Act::Return, "Return to the writer", "returned to the writer")
        .from(&[Editing, Copy]).to(Revising).who(No, Yes, Yes, Yes, No)
        .needs(&[Need::Note, Need::Due]).does(&[Do::Freeze("Returned"), Do::LapseApproval, Do::Move]),
    row("9", Act::HandBack, "Hand back", "handed back")
        .from(&[Revising]).to(Editing).who(Own, Yes, No, Yes, No)
        .guards(&[must::have_answered_comments]).does(&[Do::Freeze("Handed back"), Do::Move]),
    row("10", Act::ToCopy, "Send to copy", "sent to copy")
        .from(&[Editing]).to(Copy).who(No, Yes, No, Yes, No)
        .guards(&[must::have_a_copy_desk, must::have_no_must_fix]).does(&[Do::Freeze("To copy"), Do::Move]),
    row("11", Act::BackToEditing, "Back to editing", "sent back to editing")
        .from(&[Copy]).to(Editing).who(No, No, Yes, Yes, No)
        .needs(&[Need::Note]).does(&[Do::Move]),

    // ── the approval ──────────────────────────────────────────────────────────────────────────────────────────────
    row("12", Act::Approve, "Approve", "approved")
        .from(&[Copy, Editing]).to(Ready).who(No, No, AtCopy, Yes, No)
        .guards(&[must::not_be_the_author, must::be_whole, must::pass_required_checks, must::be_cleared])
        .does(&[Do::Freeze("Approved"), Do::Approve, Do::Move]),
    row("12b", Act::Reopen, "Reopen", "reopened")
        .from(&[Ready]).seen(OUT_OR_NEVER).to(Editing).who(No, Yes, Yes, Yes, No)
        .does(&[Do::LapseApproval, Do::Move]),
    row("12b, 16", Act::Edited, "Edit", "edited")
        .from(&[Ready]).seen(OUT_OR_NEVER).who(Edits, Edits, Edits, Edits, No).itself(Itself::DeskToo)
        .does(&[Do::ReopenIfChanged]),
    row("16", Act::Edited, "Edit", "edited")
        .from(&[Pitch, Drafting, Submitted, Editing, Revising, Copy]).seen(OUT_OR_NEVER)
        .who(Edits, Edits, Edits, Edits, No).itself(Itself::DeskToo),

    // ── the schedule ──────────────────────────────────────────────────────────────────────────────────────────────
    row("13", Act::Schedule, "Schedule", "scheduled")
        .from(&[Ready]).seen(OUT_OR_NEVER).who(No, Granted, No, Yes, No)
        .guards(&[must::be_the_approved_version, must::be_cleared, must::not_be_held, must::have_a_free_address])
        .needs(&[Need::When]).does(&[Do::FixAddress, Do::SetJob]),
    row("13, 21", Act::ScheduleWithdrawal, "Schedule a withdrawal", "given a time to be withdrawn")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, No, No, Yes, No)
        .guards(&[must::not_be_held]).needs(&[Need::When]).does(&[Do::SetJob]),
    row("13", Act::MoveJob, "Move on the schedule", "moved on the schedule")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Granted, No, Yes, No)
        .guards(&[must::have_a_job, must::not_be_held]).needs(&[Need::Job, Need::When]).does(&[Do::MoveJob]),
    row("13", Act::SetMissed, "Set what happens if it is missed", "told what to do if missed")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Granted, No, Yes, No)
        .guards(&[must::have_a_job]).needs(&[Need::Job]).does(&[Do::SetMissed]),
    row("14", Act::StopJob, "Take off the schedule", "taken off the schedule")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, Yes, Yes, No)
        .guards(&[must::have_a_job]).needs(&[Need::Job]).does(&[Do::StopJob]),
    row("15", Act::PublishMissed, "Publish now, late", "published late")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Granted, No, Yes, No)
        .guards(&[must::have_a_missed_job, must::not_be_held, must::not_be_embargoed])
        .needs(&[Need::Job]).does(&[Do::CarryOutMissed]),
    row("14", Act::DropMissed, "Let the missed time go", "left unpublished")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, Yes, Yes, No)
        .guards(&[must::have_a_missed_job]).needs(&[Need::Job]).does(&[Do::DropMissed]),
    row("13", Act::Due, "Carry out", "carried out")
        .from(ALL).itself(Itself::ClockOnly)
        .needs(&[Need::Job]).does(&[Do::CarryOut]),

    // ── what readers can see ──────────────────────────────────────────────────────────────────────────────────────
    row("15", Act::Publish, "Publish now", "published")
        .from(&[Ready]).seen(&[Seen::Never, Seen::Withdrawn]).who(No, Granted, No, Yes, No)
        .guards(&[
            must::be_the_approved_version, must::be_cleared, must::not_be_held, must::not_be_embargoed,
            must::have_a_free_address,
        ])
        .does(&[Do::Publish]),
    row("17", Act::SilentFix, "Publish a silent fix", "fixed silently")
        .from(OPEN).seen(LIVE).who(No, Yes, Yes, Yes, No)
        .guards(&[
            must::differ_from_live, must::be_a_small_fix, must::be_whole, must::pass_required_checks,
            must::not_be_held, must::not_be_embargoed,
        ])
        .does(&[Do::Freeze("Silent fix"), Do::PublishSilently]),
    row("18", Act::Update, "Publish the update", "updated")
        .from(&[Ready]).seen(LIVE).who(No, Yes, No, Yes, No)
        .guards(&[
            must::be_the_approved_version, must::differ_from_live, must::be_cleared, must::not_be_held,
            must::not_be_embargoed,
        ])
        .needs(&[Need::Significant]).does(&[Do::StopUpdateJobs, Do::PublishUpdate]),
    row("19", Act::Notice, "Publish a correction", "corrected")
        .from(OPEN).seen(LIVE).who(Asks, Asks, Asks, Yes, No)
        .guards(&[must::not_be_held, must::not_be_embargoed])
        .needs(&[Need::Notice, Need::Text, Need::Second]).does(&[Do::PublishNotice]),
    row("20", Act::Retract, "Retract", "retracted")
        .from(OPEN).seen(LIVE).who(No, No, No, Yes, No)
        .needs(&[Need::Reason, Need::Second]).does(&[Do::Retract]),
    row("21", Act::Withdraw, "Withdraw", "withdrawn")
        .from(OPEN).seen(LIVE).who(No, No, No, Yes, No)
        .needs(&[Need::Reason]).does(&[Do::StopJobs, Do::Withdraw]),
    row("22", Act::TakeDown, "Take down", "taken down")
        .from(OPEN).seen(&[Seen::Live, Seen::Withdrawn, Seen::Retracted]).who(No, No, No, Yes, No)
        .needs(&[Need::Reason, Need::Typed]).does(&[Do::TakeDown]),

    // ── gates ─────────────────────────────────────────────────────────────────────────────────────────────────────
    row("23", Act::Hold, "Put on hold", "put on hold")
        .from(OPEN).seen(OUT_OR_NEVER).who(Asks, Yes, AtCopy, Yes, No)
        .guards(&[must::not_be_held_yet]).needs(&[Need::Reason, Need::Review]).does(&[Do::Hold]),
    row("23", Act::Release, "Release from hold", "released from hold")
        .from(OPEN).who(No, Yes, AtCopy, Yes, No)
        .guards(&[must::be_held]).does(&[Do::Release]),
    row("24", Act::Embargo, "Set an embargo", "embargoed")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, No, Yes, No)
        .needs(&[Need::Until, Need::Reason]).does(&[Do::Embargo]),
    row("24", Act::LiftEmbargo, "Lift the embargo", "freed from its embargo")
        .from(OPEN).who(No, No, No, Yes, No)
        .guards(&[must::be_embargoed]).needs(&[Need::Reason]).does(&[Do::LiftEmbargo]),
    row("12", Act::RequireClearance, "Require a clearance", "made to wait for a clearance")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, No, Yes, No)
        .needs(&[Need::Clearance]).does(&[Do::RequireClearance]),
    row("12", Act::Clear, "Clear", "cleared")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, Yes, Yes, No)
        .guards(&[must::not_be_the_author, must::wait_for_a_clearance])
        .needs(&[Need::Clearance]).does(&[Do::FreezeUnnamed, Do::Clear]),
    row("27", Act::Override, "Override a check", "let past a check")
        .from(OPEN).seen(OUT_OR_NEVER).who(Asks, Asks, Asks, Yes, No)
        .needs(&[Need::Check, Need::LongReason]).does(&[Do::Override]),
    row("19, 23, 27", Act::Wish, "Ask the desk", "asked about")
        .from(OPEN).seen(OUT_OR_NEVER).who(Own, Yes, Yes, Yes, No)
        .needs(&[Need::Text]).does(&[Do::Wish]),
    row("19, 23, 27", Act::Decline, "Decline the request", "declined")
        .from(OPEN).who(No, No, No, Yes, No)
        .guards(&[must::be_wished_for]).needs(&[Need::Reason]).does(&[Do::Decline]),

    // ── away and back ─────────────────────────────────────────────────────────────────────────────────────────────
    row("25", Act::Spike, "Spike", "spiked")
        .from(&[Assigned, Drafting, Submitted, Editing, Revising, Copy, Ready]).seen(NEVER).to(Spiked)
        .who(OwnPitchOrDraft, Yes, No, Yes, No)
        .needs(&[Need::Reason]).does(&[Do::StopJobs, Do::Move]),
    row("25", Act::Unspike, "Bring back from the spike", "brought back")
        .from(&[Spiked]).seen(NEVER).to_former().who(OwnPitchOrDraft, Yes, No, Yes, No)
        .guards(&[must::be_recoverable]).does(&[Do::Move]),
    row("26", Act::TakeOver, "Take over", "taken over")
        .from(&[Assigned, Drafting, Editing, Revising, Copy, Ready]).seen(OUT_OR_NEVER).who(No, Yes, Yes, Yes, No)
        .guards(&[must::be_there_to_take]).does(&[Do::Claim]),
    row("28", Act::Delete, "Delete for good", "deleted")
        .from(&[Spiked]).seen(NEVER).who(No, No, No, No, Yes)
        .guards(&[must::be_past_recovery]).needs(&[Need::Reason]).does(&[Do::Delete]),

    // ── names, fields, versions ───────────────────────────────────────────────────────────────────────────────────
    row("4, 12b, 16", Act::Set, "Change the details", "changed")
        .from(OPEN).seen(OUT_OR_NEVER).who(Edits, Edits, Edits, Edits, No).itself(Itself::DeskToo)
        .does(&[Do::SetFields]),
    row("–", Act::SetSlug, "Change the slug", "renamed")
        .from(OPEN).seen(OUT_OR_NEVER).who(Edits, Edits, Edits, Edits, No)
        .needs(&[Need::Slug]).does(&[Do::SetSlug]),
    row("–", Act::SetAddress, "Change the address", "given another address")
        .from(OPEN).seen(OUT_OR_NEVER).who(No, Yes, No, Yes, No)
        .guards(&[must::have_the_right_to_move_a_page]).needs(&[Need::Address]).does(&[Do::SetAddress]),
    row("–", Act::Freeze, "Name a version", "kept as a version")
        .from(OPEN).who(Edits, Edits, Edits, Edits, No).itself(Itself::DeskToo)
        .needs(&[Need::Name]).does(&[Do::FreezeNamed]),
    row("4, 12b, 16", Act::BringBack, "Bring back a version", "brought back")
        .from(OPEN).seen(OUT_OR_NEVER).who(Edits, Edits, Edits, Edits, No)
        .does(&[Do::FreezeUnnamed, Do::BringBack]),
    row("12", Act::Import, "Take in as published elsewhere", "imported")
        .from(&[Drafting]).seen(NEVER).who(No, No, No, Yes, No)
        .guards(&[must::be_administered_too, must::be_whole, must::have_a_free_address])
        .does(&[Do::Freeze("Imported"), Do::Import]),
    row("–", Act::BringIn, "Bring in from another newsroom", "brought in")
        .who(No, No, No, Yes, No).needs(&[Need::Slug]).does(&[Do::Begin]),
    row("–", Act::Undo, "Undo", "undone")
        .from(ALL).who(Yes, Yes, Yes, Yes, Yes)
        .guards(&[must::be_undoable]).does(&[Do::Undo]),
    row("–", Act::Receive, "Record the receipt", "given a receipt")
        .from(ALL).seen(&[Seen::Live, Seen::Withdrawn, Seen::Retracted, Seen::TakenDown]).itself(Itself::ClockOnly)
        .does(&[Do::Receive]),
];
