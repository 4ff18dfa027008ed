//! The log as a readable story: one sentence for each fact, to stand after a name.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use desk::article::{ClearanceKind, Job, JobKind, MissedPolicy, NoticeKind, Status, WishFor};
use desk::fact::{Fact, FieldChanges, JobEnd, PublishKind};
use desk::ids::Hash;
use desk::people::{Actor, People};

use crate::shown;

/// What a fact's sentence needs to know.
pub struct Teller<'a> {
    pub people: &'a People,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Teller<'_> {
    /// "sent it to copy", "scheduled it for Fri 27 Nov 07:00 EST".
    pub fn said(&self, actor: &Actor, fact: &Fact) -> String {
        match fact {
            Fact::Begun { status: Status::Pitch, commission, .. } => format!("pitched it: {}", commission.budget_line),
            Fact::Begun { .. } => "began it".into(),
            Fact::Slugged { slug } => format!("gave it the slug {slug}"),
            Fact::Addressed { address: Some(address) } => format!("gave it the address /{address}/"),
            Fact::Addressed { address: None } => "let the headline make its address".into(),
            Fact::FieldsSet { changes } => format!("changed {}", fields(changes)),
            Fact::CommissionSet { commission } => match commission.writer {
                Some(writer) => format!("commissioned it from {}", self.people.name(writer)),
                None => "changed the commission".into(),
            },
            Fact::Frozen { name, .. } if name.is_empty() => "kept a version after a pause".into(),
            Fact::Frozen { name, .. } => format!("kept the version “{name}”"),
            Fact::BroughtBack { name, .. } if name.is_empty() => "brought an earlier version back".into(),
            Fact::BroughtBack { name, .. } => format!("brought back the version “{name}”"),
            Fact::Moved { from, to, note, due } => self.moved(*from, *to, note, *due),
            Fact::Claimed { by: Some(by) } if actor.person() == Some(*by) => "took it to edit".into(),
            Fact::Claimed { by: Some(by) } => format!("made it {}’s to edit", self.people.name(*by)),
            Fact::Claimed { by: None } => "gave up the claim on it".into(),
            Fact::Approved { .. } => "approved it".into(),
            Fact::ApprovalLapsed { .. } => "changed it after its approval, which no longer counts".into(),
            Fact::Imported { .. } => "brought it in from an archive".into(),
            Fact::BroughtIn { .. } => "brought it in from another newsroom’s export".into(),
            Fact::Undone { .. } => "took the last act back".into(),
            Fact::Held { hold } => format!("put it on hold until {}: {}", self.at(hold.review), hold.reason),
            Fact::Released { note } => with_note("took it off hold", note),
            Fact::Embargoed { embargo } => format!("embargoed it until {}: {}", self.at(embargo.until), embargo.reason),
            Fact::EmbargoLifted { reason } => with_note("lifted the embargo", reason),
            Fact::ClearanceSet { what, required: true } => format!("asked for {} clearance", clearance(*what)),
            Fact::ClearanceSet { what, required: false } => {
                format!("said that no {} clearance is needed", clearance(*what))
            }
            Fact::Cleared { what, .. } => format!("gave it {} clearance", clearance(*what)),
            Fact::Overridden { check, reason } => format!("let the check “{check}” pass: {reason}"),
            Fact::Wished { wish } => format!("asked for {}: {}", wish_word(&wish.what), wish.text),
            Fact::WishDeclined { what, reason } => with_note(&format!("declined {}", wish_word(what)), reason),
            Fact::JobSet { job } => format!("scheduled {} for {}", self.job(job), self.at(job.when.utc)),
            Fact::JobMoved { when, .. } => format!("moved it to {}", self.at(when.utc)),
            Fact::JobStopped { reason, .. } => with_note("stopped what was scheduled", reason),
            Fact::JobMissed { end, late_minutes, .. } => missed(*end, *late_minutes),
            Fact::MissedPolicySet { policy, .. } => policy.map_or_else(
                || "left a missed time to the house’s policy".into(),
                |policy| format!("decided for a missed time: {}", policy_word(policy)),
            ),
            Fact::Published { live, why, late_minutes, .. } => published(*why, &live.address, *late_minutes),
            Fact::Noticed { notice } => format!("added {}: {}", notice_word(notice.kind), notice.text),
            Fact::Retracted { reason, .. } => format!("retracted it: {reason}"),
            Fact::Withdrawn { reason, .. } => with_note("withdrew it", reason),
            Fact::TakenDown { reason } => format!("took it down: {reason}"),
            Fact::Receipted { receipt } if receipt.differs.is_empty() => {
                "read back what readers get: it is as approved".into()
            }
            Fact::Receipted { receipt } => {
                format!("read back what readers get, and it differs: {}", receipt.differs.join(" "))
            }
            Fact::Deleted { reason } => format!("deleted it for good: {reason}"),
            Fact::PersonSet { person } => format!("set {} on the masthead", person.name),
            Fact::CodeGiven { person, expires } => {
                format!("gave {} a one-time code, good until {}", self.people.name(*person), self.at(*expires))
            }
            Fact::PassphraseSet { person } if actor.person() == Some(*person) => "chose a passphrase".into(),
            Fact::PassphraseSet { person } => format!("set a passphrase for {}", self.people.name(*person)),
            Fact::SessionsEnded { person, .. } if actor.person() == Some(*person) => "signed out everywhere".into(),
            Fact::SessionsEnded { person, .. } => format!("signed {} out everywhere", self.people.name(*person)),
            Fact::RulesApplied { summary, .. } => format!("applied the newsroom’s rules: {summary}"),
            Fact::HouseApplied { summary, .. } => format!("applied the house layout: {summary}"),
            Fact::Restored { summary, .. } => format!("put the newsroom back: {summary}"),
        }
    }

    fn moved(&self, from: Status, to: Status, note: &str, due: Option<DateTime<Utc>>) -> String {
        let act = match (from, to) {
            (_, Status::Pitch) => "made it a pitch again".into(),
            (_, Status::Assigned) => "assigned it".into(),
            (Status::Submitted, Status::Drafting) => "pulled it back".into(),
            (_, Status::Drafting) => "began to write".into(),
            (_, Status::Submitted) => "submitted it".into(),
            (Status::Submitted, Status::Editing) => "claimed it for editing".into(),
            (Status::Revising, Status::Editing) => "handed it back to the desk".into(),
            (_, Status::Editing) => "took it back to editing".into(),
            (_, Status::Revising) => "returned it to the writer".into(),
            (_, Status::Copy) => "sent it to copy".into(),
            (_, Status::Ready) => "made it ready".into(),
            (_, Status::Spiked) => String::from("spiked it"),
        };
        let act = due.map_or(act.clone(), |due| format!("{act}, due {}", self.at(due)));
        with_note(&act, note)
    }

    fn job(&self, job: &Job) -> &'static str {
        match job.kind {
            JobKind::Publish => "it",
            JobKind::Update { significant: false } => "an update",
            JobKind::Update { significant: true } => "a significant update",
            JobKind::Withdraw => "its withdrawal",
        }
    }

    fn at(&self, at: DateTime<Utc>) -> String {
        shown::short(at, self.zone, self.now)
    }
}

/// What a toast says of an act: the fact that matters most of it, as a short sentence; `None` for what goes without saying.
pub fn toast(fact: &Fact) -> Option<String> {
    let said = match fact {
        Fact::Begun { status: Status::Pitch, .. } => "Pitched",
        Fact::Begun { .. } => "Begun",
        Fact::Slugged { .. } => "Slug changed",
        Fact::Addressed { .. } => "Address changed",
        Fact::FieldsSet { .. } => "Changed",
        Fact::CommissionSet { .. } => "Commission changed",
        Fact::Moved { from, to, .. } => return Some(moved_short(*from, *to).into()),
        Fact::Claimed { by: Some(_) } => "Claimed",
        Fact::Claimed { by: None } => "Claim given up",
        Fact::Approved { .. } => "Approved",
        Fact::Imported { .. } | Fact::BroughtIn { .. } => "Imported",
        Fact::Undone { .. } => "Taken back",
        Fact::Held { .. } => "On hold",
        Fact::Released { .. } => "Off hold",
        Fact::Embargoed { .. } => "Embargo set",
        Fact::EmbargoLifted { .. } => "Embargo lifted",
        Fact::ClearanceSet { .. } => "Clearance changed",
        Fact::Cleared { .. } => "Cleared",
        Fact::Overridden { .. } => "Check let pass",
        Fact::Wished { .. } => "Asked",
        Fact::WishDeclined { .. } => "Declined",
        Fact::JobSet { .. } => "Scheduled",
        Fact::JobMoved { .. } => "Moved",
        Fact::JobStopped { .. } => "Taken off the schedule",
        Fact::JobMissed { .. } => "Let go",
        Fact::MissedPolicySet { .. } => "Noted",
        Fact::Published { why: PublishKind::First | PublishKind::Again, .. } => "Published",
        Fact::Published { .. } => "The update is out",
        Fact::Noticed { .. } => "The notice is out",
        Fact::Retracted { .. } => "Retracted",
        Fact::Withdrawn { .. } => "Withdrawn",
        Fact::TakenDown { .. } => "Taken down",
        Fact::Deleted { .. } => "Deleted for good",
        Fact::BroughtBack { .. } => "Brought back",
        Fact::Frozen { name, .. } if !name.is_empty() => return Some(format!("Kept as “{name}”")),
        Fact::Frozen { .. }
        | Fact::ApprovalLapsed { .. }
        | Fact::Receipted { .. }
        | Fact::PersonSet { .. }
        | Fact::CodeGiven { .. }
        | Fact::PassphraseSet { .. }
        | Fact::SessionsEnded { .. }
        | Fact::RulesApplied { .. }
        | Fact::HouseApplied { .. }
        | Fact::Restored { .. } => return None,
    };
    Some(said.into())
}

fn moved_short(from: Status, to: Status) -> &'static str {
    match (from, to) {
        (Status::Spiked, _) => "Back from the spike",
        (Status::Submitted, Status::Drafting) => "Pulled back",
        (Status::Submitted, Status::Editing) => "Claimed",
        (Status::Revising, Status::Editing) => "Handed back",
        (_, Status::Pitch) => "Pitched",
        (_, Status::Assigned) => "Assigned",
        (_, Status::Drafting) => "Drafting",
        (_, Status::Submitted) => "Submitted",
        (_, Status::Editing) => "Back in editing",
        (_, Status::Revising) => "Returned to the writer",
        (_, Status::Copy) => "Sent to copy",
        (_, Status::Ready) => "Approved",
        (_, Status::Spiked) => "Spiked",
    }
}

/// The version a fact speaks of.
pub fn version(fact: &Fact) -> Option<Hash> {
    match fact {
        Fact::Frozen { version, .. }
        | Fact::Approved { version, .. }
        | Fact::ApprovalLapsed { version }
        | Fact::BroughtBack { version, .. }
        | Fact::Imported { version, .. }
        | Fact::Cleared { version, .. } => Some(*version),
        Fact::JobSet { job } => job.version,
        Fact::Published { live, .. } => Some(live.version),
        Fact::Receipted { receipt } => Some(receipt.version),
        Fact::BroughtIn { .. }
        | Fact::Begun { .. }
        | Fact::Slugged { .. }
        | Fact::Addressed { .. }
        | Fact::FieldsSet { .. }
        | Fact::CommissionSet { .. }
        | Fact::Moved { .. }
        | Fact::Claimed { .. }
        | Fact::Undone { .. }
        | Fact::Held { .. }
        | Fact::Released { .. }
        | Fact::Embargoed { .. }
        | Fact::EmbargoLifted { .. }
        | Fact::ClearanceSet { .. }
        | Fact::Overridden { .. }
        | Fact::Wished { .. }
        | Fact::WishDeclined { .. }
        | Fact::JobMoved { .. }
        | Fact::JobStopped { .. }
        | Fact::JobMissed { .. }
        | Fact::MissedPolicySet { .. }
        | Fact::Noticed { .. }
        | Fact::Retracted { .. }
        | Fact::Withdrawn { .. }
        | Fact::TakenDown { .. }
        | Fact::Deleted { .. }
        | Fact::PersonSet { .. }
        | Fact::CodeGiven { .. }
        | Fact::PassphraseSet { .. }
        | Fact::SessionsEnded { .. }
        | Fact::RulesApplied { .. }
        | Fact::HouseApplied { .. }
        | Fact::Restored { .. } => None,
    }
}

fn with_note(act: &str, note: &str) -> String {
    if note.is_empty() { act.into() } else { format!("{act}: {note}") }
}

fn fields(changes: &FieldChanges) -> String {
    let named = [
        (changes.headline.is_some(), "the headline"),
        (changes.dek.is_some(), "the dek"),
        (changes.format.is_some(), "the format"),
        (changes.section.is_some(), "the section"),
        (changes.region.is_some(), "the region"),
        (changes.topics.is_some(), "the topics"),
        (changes.authors.is_some(), "the byline"),
        (changes.lead.is_some() || changes.no_lead, "the lead picture"),
        (changes.language.is_some(), "the language"),
        (changes.search_title.is_some(), "the search title"),
        (changes.social_headline.is_some(), "the social headline"),
    ];
    let names: Vec<String> = named.iter().filter(|(changed, _)| *changed).map(|(_, name)| (*name).into()).collect();
    if names.is_empty() { "nothing".into() } else { desk::people::listed(&names, "and") }
}

fn clearance(what: ClearanceKind) -> &'static str {
    match what {
        ClearanceKind::Legal => "legal",
        ClearanceKind::Facts => "fact-check",
        ClearanceKind::Art => "art",
        ClearanceKind::Rights => "rights",
        ClearanceKind::Accessibility => "accessibility",
    }
}

fn wish_word(what: &WishFor) -> String {
    match what {
        WishFor::Hold => "a hold".into(),
        WishFor::Override { check } => format!("letting the check “{check}” pass"),
        WishFor::Notice { notice } => notice_word(*notice).into(),
    }
}

fn missed(end: JobEnd, late_minutes: u32) -> String {
    let late = format!("nothing was running at its time, {late_minutes} min ago");
    match end {
        JobEnd::Asked => format!("did not publish it ({late}) and asks what to do"),
        JobEnd::Skipped => format!("let its time pass ({late})"),
    }
}

fn policy_word(policy: MissedPolicy) -> String {
    match policy {
        MissedPolicy::PublishLate { minutes } => format!("publish up to {minutes} min late"),
        MissedPolicy::Ask => "ask".into(),
        MissedPolicy::Skip => "skip".into(),
    }
}

fn published(why: PublishKind, address: &str, late_minutes: Option<u32>) -> String {
    let act = match why {
        PublishKind::First => "published it",
        PublishKind::SilentFix => "published a silent fix of it",
        PublishKind::Update => "published an update of it",
        PublishKind::SignificantUpdate => "published a significant update of it",
        PublishKind::Notice => "published it with a notice",
        PublishKind::Again => "published it again",
    };
    let late = late_minutes.map(|minutes| format!(", {minutes} min late")).unwrap_or_default();
    format!("{act} at /{address}/{late}")
}

fn notice_word(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Correction => "a correction",
        NoticeKind::Clarification => "a clarification",
        NoticeKind::EditorsNote => "an editor’s note",
    }
}
