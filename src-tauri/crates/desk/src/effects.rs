//! What the rows of the workflow's table do: each effect writes the facts of one thing.

use chrono::{DateTime, Utc};

mod back;
mod gates;
mod out;

use crate::act::Given;
use crate::article::{Article, Publication, Status};
use crate::case::Case;
use crate::fact::{Fact, FieldChanges};
use crate::fields;
use crate::ids::PersonId;
use crate::people::Role;
use crate::refusal::Refusal;
use crate::schedule;
use crate::table::{To, Transition};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Begin,
    Commission,
    /// The writer's name goes on the byline when nobody's is.
    BylineOfWriter,
    Move,
    Claim,
    Unclaim,
    Freeze(&'static str),
    /// "Submitted 1", "Submitted 2" …
    FreezeSubmitted,
    /// With the name given.
    FreezeNamed,
    /// Without a name, and only when this version is not kept already.
    FreezeUnnamed,
    /// Fields of an earlier version, and the version that comes of it.
    BringBack,
    Approve,
    LapseApproval,
    ReopenIfChanged,
    Import,
    FixAddress,
    SetJob,
    MoveJob,
    SetMissed,
    StopJob,
    StopJobs,
    StopUpdateJobs,
    CarryOut,
    CarryOutMissed,
    DropMissed,
    Publish,
    PublishUpdate,
    PublishSilently,
    PublishNotice,
    Retract,
    Withdraw,
    TakeDown,
    Hold,
    Release,
    Embargo,
    LiftEmbargo,
    RequireClearance,
    Clear,
    Override,
    Wish,
    Decline,
    Delete,
    SetFields,
    SetSlug,
    SetAddress,
    Undo,
    Receive,
}

type Outcome = Result<(), Refusal>;

/// Writes the facts of one effect on an article that is there.
pub(crate) fn write(
    effect: Effect,
    row: &Transition,
    case: &Case,
    article: &Article,
    given: &Given,
    facts: &mut Vec<Fact>,
) -> Outcome {
    let version = case.sight.version;
    match effect {
        // `decide` begins articles itself: there is none yet.
        Effect::Begin => {}
        Effect::Commission => commission(article, given, facts),
        Effect::BylineOfWriter => byline(article, given, facts),
        Effect::Move => move_on(row, article, given, facts),
        Effect::Claim => facts.push(Fact::Claimed { by: case.actor.person() }),
        Effect::Unclaim => {
            if article.axes.claim.is_some() {
                facts.push(Fact::Claimed { by: None });
            }
        }
        Effect::Freeze(name) => facts.push(Fact::Frozen { version, name: name.to_owned() }),
        Effect::FreezeSubmitted => {
            let name = format!("Submitted {}", article.axes.submissions + 1);
            facts.push(Fact::Frozen { version, name });
        }
        Effect::FreezeNamed if !given.name.trim().is_empty() => {
            facts.push(Fact::Frozen { version, name: given.name.trim().to_owned() });
        }
        Effect::FreezeNamed | Effect::FreezeUnnamed => {
            if article.versions.iter().all(|kept| kept.hash != version) {
                facts.push(Fact::Frozen { version, name: String::new() });
            }
        }
        Effect::BringBack => back::bring_back(case, article, given, facts)?,
        Effect::Approve => {
            let by_author = case.actor.person().is_some_and(|person| article.fields.authors.contains(&person));
            facts.push(Fact::Approved { version, by_author });
        }
        Effect::LapseApproval => lapse(article, facts),
        Effect::ReopenIfChanged => {
            if given.version.is_none_or(|now| !schedule::is_approved(article, now)) {
                reopen(article, facts);
            }
        }
        Effect::Import => out::import(case, article, given, facts)?,
        Effect::FixAddress => {
            if article.address.is_none() && matches!(article.publication, Publication::Never) {
                facts.push(Fact::Addressed {
                    address: Some(case.addressing(given.when.map_or(case.now, |when| when.utc)).of(article)),
                });
            }
        }
        Effect::SetJob => out::set_job(case, article, given, facts),
        Effect::MoveJob => {
            if let (Some(job), Some(when)) = (given.job, given.when) {
                facts.push(Fact::JobMoved { job, when: when.clone() });
            }
        }
        Effect::SetMissed => {
            if let Some(job) = given.job {
                facts.push(Fact::MissedPolicySet { job, policy: given.missed });
            }
        }
        Effect::StopJob => out::stop_job(article, given, given.reason, facts),
        Effect::DropMissed => {
            out::the_missed(article, given)?;
            out::stop_job(article, given, "let go after its time was missed", facts);
        }
        Effect::StopJobs => {
            schedule::stop(article.axes.jobs.iter().map(|job| job.id), out::stop_reason(row), facts);
        }
        Effect::StopUpdateJobs => out::stop_updates(article, facts),
        Effect::CarryOut => {
            if let Some(job) = given.job.and_then(|id| article.job(id)) {
                schedule::carry_out(case, article, job, facts)?;
            }
        }
        Effect::CarryOutMissed => out::carry_out_missed(case, article, given, facts)?,
        Effect::Publish => schedule::go_out(case, article, version, false, None, None, facts)?,
        Effect::PublishUpdate => schedule::go_out(case, article, version, given.significant, None, None, facts)?,
        Effect::PublishSilently => out::silently(case, article, facts),
        Effect::PublishNotice => out::notice(case, article, given, facts)?,
        Effect::Retract => {
            if let Some(second) = given.second {
                facts.push(Fact::Retracted { reason: trimmed(given.reason), second });
            }
        }
        Effect::Withdraw => facts.push(Fact::Withdrawn { reason: trimmed(given.reason), job: None }),
        Effect::TakeDown => facts.push(Fact::TakenDown { reason: trimmed(given.reason) }),
        Effect::Hold => gates::hold(case, given, facts),
        Effect::Release => gates::release(case, article, given, facts),
        Effect::Embargo => gates::embargo(case, given, facts),
        Effect::LiftEmbargo => facts.push(Fact::EmbargoLifted { reason: trimmed(given.reason) }),
        Effect::RequireClearance => gates::require(article, given, facts),
        Effect::Clear => gates::clear(case, article, given, facts)?,
        Effect::Override => {
            facts.push(Fact::Overridden { check: given.check.to_owned(), reason: trimmed(given.reason) });
        }
        Effect::Wish => gates::wish(case, article, given, facts),
        Effect::Decline => gates::decline(article, given, facts)?,
        Effect::Delete => facts.push(Fact::Deleted { reason: trimmed(given.reason) }),
        Effect::SetFields => set_fields(case, article, given, facts)?,
        Effect::SetSlug => {
            if let Some(slug) = given.slug.filter(|slug| *slug != article.slug) {
                facts.push(Fact::Slugged { slug: slug.to_owned() });
            }
        }
        Effect::SetAddress => set_address(case, article, given, facts),
        Effect::Undo => undo(article, facts),
        Effect::Receive => out::receive(article, given, facts)?,
    }
    Ok(())
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

fn moved(article: &Article, to: Status, note: &str, due: Option<DateTime<Utc>>) -> Fact {
    Fact::Moved { from: article.axes.status, to, note: trimmed(note), due }
}

fn move_on(row: &Transition, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let to = match row.to {
        To::Same => return,
        To::Status(status) => status,
        To::Former => article.axes.spiked_from.unwrap_or(Status::Drafting),
    };
    let note = if given.note.is_empty() { given.reason } else { given.note };
    facts.push(moved(article, to, note, given.due));
}

fn commission(article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    if let Some(new) = given.commission {
        let mut commission = new.clone();
        if commission.budget_line.trim().is_empty() {
            commission.budget_line.clone_from(&article.commission.budget_line);
        }
        if commission != article.commission {
            facts.push(Fact::CommissionSet { commission });
        }
    }
}

fn byline(article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let writer = given.commission.and_then(|commission| commission.writer);
    if let Some(writer) = writer.filter(|_| article.fields.authors.is_empty()) {
        let changes = FieldChanges { authors: Some(vec![writer]), ..Default::default() };
        facts.push(Fact::FieldsSet { changes });
    }
}

fn lapse(article: &Article, facts: &mut Vec<Fact>) {
    if let Some(approval) = &article.axes.approval {
        facts.push(Fact::ApprovalLapsed { version: approval.version });
    }
}

/// 12b: a ready article that changes is no longer the approved one.
fn reopen(article: &Article, facts: &mut Vec<Fact>) {
    lapse(article, facts);
    facts.push(moved(article, Status::Editing, "", None));
}

fn set_fields(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let tagged = given.topics.map(|(add, remove)| fields::tagged(&article.fields, add, remove));
    let Some(changes) = given.changes.or(tagged.as_ref()) else { return Ok(()) };
    let changes = fields::changes(&article.fields, changes);
    if fields::is_nothing(&changes) {
        return Ok(());
    }
    fields::check(case.sight, &changes)?;
    facts.push(Fact::FieldsSet { changes });
    changed(article, facts);
    Ok(())
}

/// A ready article that changes is ready no more, an assigned one is begun.
fn changed(article: &Article, facts: &mut Vec<Fact>) {
    match article.axes.status {
        Status::Ready => reopen(article, facts),
        Status::Assigned => facts.push(moved(article, Status::Drafting, "", None)),
        Status::Pitch
        | Status::Drafting
        | Status::Submitted
        | Status::Editing
        | Status::Revising
        | Status::Copy
        | Status::Spiked => {}
    }
}

fn set_address(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let new = given.address.map(str::to_owned);
    let out = article.publication.last().is_some();
    // What is out must be somewhere: "made from the headline" is settled at once.
    let new = if out { Some(new.unwrap_or_else(|| case.addressing(case.now).made(article))) } else { new };
    if new != article.address {
        facts.push(Fact::Addressed { address: new });
    }
}

fn undo(article: &Article, facts: &mut Vec<Fact>) {
    if let Some(last) = &article.last {
        if *last.commission_before != article.commission {
            facts.push(Fact::CommissionSet { commission: (*last.commission_before).clone() });
        }
        facts.push(Fact::Undone { decision: last.decision, axes: last.before.clone() });
    }
}

/// The facts of row 1 and of an article that starts as text.
pub(crate) fn begin(row: &Transition, case: &Case, given: &Given) -> Result<Vec<Fact>, Refusal> {
    if let Some(whole) = given.whole {
        return out::bring_in(case, whole);
    }
    let (Some(slug), Some(asked), Some(commission)) = (given.slug, given.fields, given.commission) else {
        return Ok(Vec::new());
    };
    let status = match row.to {
        To::Status(status) => status,
        To::Same | To::Former => Status::Drafting,
    };
    let mut fields = asked.clone();
    if fields.language.is_empty() {
        fields.language.clone_from(&case.sight.rules.language);
    }
    let writer: Option<PersonId> = case.person.filter(|person| person.is(Role::Writer)).map(|person| person.id);
    if fields.authors.is_empty() {
        fields.authors.extend(commission.writer.or(writer));
    }
    fields::check(case.sight, &fields::all(&fields))?;
    Ok(vec![Fact::Begun { slug: slug.to_owned(), fields, commission: commission.clone(), status }])
}
