//! What the rows of the workflow's table do: each effect writes the facts of one thing.

use chrono::{DateTime, Utc};

use crate::act::Given;
use crate::address;
use crate::article::{
    Article, Clearance, Embargo, Hold, Job, JobKind, Live, Notice, NoticeKind, Publication, Status, Wish,
};
use crate::case::Case;
use crate::fact::{Fact, JobEnd, PublishKind};
use crate::fields;
use crate::guards;
use crate::ids::{Hash, PersonId};
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
        Effect::Import => import(case, article, given, facts)?,
        Effect::FixAddress => {
            if article.address.is_none() && matches!(article.publication, Publication::Never) {
                facts.push(Fact::Addressed { address: Some(address::of(article)) });
            }
        }
        Effect::SetJob => set_job(case, article, given, facts),
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
        Effect::StopJob => stop_job(article, given, given.reason, facts),
        Effect::DropMissed => {
            the_missed(article, given)?;
            stop_job(article, given, "let go after its time was missed", facts);
        }
        Effect::StopJobs => {
            schedule::stop(article.axes.jobs.iter().map(|job| job.id), stop_reason(row), facts);
        }
        Effect::StopUpdateJobs => stop_updates(article, facts),
        Effect::CarryOut => {
            if let Some(job) = given.job.and_then(|id| article.job(id)) {
                schedule::carry_out(case, article, job, facts)?;
            }
        }
        Effect::CarryOutMissed => carry_out_missed(case, article, given, facts)?,
        Effect::Publish => schedule::go_out(case, article, version, false, None, None, facts)?,
        Effect::PublishUpdate => schedule::go_out(case, article, version, given.significant, None, None, facts)?,
        Effect::PublishSilently => silently(case, article, facts),
        Effect::PublishNotice => notice(case, article, given, facts)?,
        Effect::Retract => {
            if let Some(second) = given.second {
                facts.push(Fact::Retracted { reason: trimmed(given.reason), second });
            }
        }
        Effect::Withdraw => facts.push(Fact::Withdrawn { reason: trimmed(given.reason), job: None }),
        Effect::TakeDown => facts.push(Fact::TakenDown { reason: trimmed(given.reason) }),
        Effect::Hold => hold(case, given, facts),
        Effect::Release => release(case, article, given, facts),
        Effect::Embargo => embargo(case, given, facts),
        Effect::LiftEmbargo => facts.push(Fact::EmbargoLifted { reason: trimmed(given.reason) }),
        Effect::RequireClearance => require(article, given, facts),
        Effect::Clear => clear(case, article, given, facts)?,
        Effect::Override => {
            facts.push(Fact::Overridden { check: given.check.to_owned(), reason: trimmed(given.reason) });
        }
        Effect::Wish => wish(case, article, given, facts),
        Effect::Decline => decline(article, given, facts)?,
        Effect::Delete => facts.push(Fact::Deleted { reason: trimmed(given.reason) }),
        Effect::SetFields => set_fields(case, article, given, facts)?,
        Effect::SetSlug => {
            if let Some(slug) = given.slug.filter(|slug| *slug != article.slug) {
                facts.push(Fact::Slugged { slug: slug.to_owned() });
            }
        }
        Effect::SetAddress => set_address(article, given, facts),
        Effect::Undo => undo(article, facts),
        Effect::Receive => receive(article, given, facts)?,
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
        let changes = crate::fact::FieldChanges { authors: Some(vec![writer]), ..Default::default() };
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

fn import(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let version = case.sight.version;
    let live = given.live.map(|live| Live { version, ..live.clone() });
    if let Some(bad) = live.as_ref().map(|live| &live.address).filter(|address| !address::is_address(address)) {
        return Err(Refusal::new(
            "bad-address",
            format!("\u{201c}{bad}\u{201d} is not an address."),
            "Use lower-case letters, digits, single hyphens, and slashes between parts.",
        ));
    }
    lapse(article, facts);
    facts.push(Fact::Imported { version, live });
    Ok(())
}

fn set_job(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(kind), Some(when)) = (given.kind, given.when) {
        facts.push(Fact::JobSet {
            job: Job {
                id: schedule::job_id(case, article, kind, when),
                kind,
                version: schedule::goes_out(kind).then_some(case.sight.version),
                when: when.clone(),
                set_by: case.actor.clone(),
                set_at: case.now,
                missed: given.missed,
                asked: None,
            },
        });
    }
}

/// A job is stopped, and with it those that make no sense without it.
fn stop_job(article: &Article, given: &Given, reason: &str, facts: &mut Vec<Fact>) {
    let Some(job) = given.job else { return };
    schedule::stop([job], reason.trim(), facts);
    let out = article.publication.live().is_some();
    let others = schedule::misfits(out, &article.axes.jobs, Some(job));
    schedule::stop(others, "the operation it depends on was stopped", facts);
}

fn stop_reason(row: &Transition) -> &'static str {
    match row.to {
        To::Status(Status::Spiked) => "the article was spiked",
        To::Same | To::Status(_) | To::Former => "the article was withdrawn",
    }
}

/// An older version must not go out over a newer one.
fn stop_updates(article: &Article, facts: &mut Vec<Fact>) {
    let updates = article.axes.jobs.iter().filter(|job| matches!(job.kind, JobKind::Update { .. }));
    schedule::stop(updates.map(|job| job.id), "a newer version went out by hand", facts);
}

fn the_missed<'a>(article: &'a Article, given: &Given) -> Result<&'a Job, Refusal> {
    given.job.and_then(|id| article.job(id)).filter(|job| job.asked.is_some()).ok_or_else(|| {
        Refusal::new(
            "not-missed",
            "That operation was not missed; its time is still to come.",
            "Move it or take it off the schedule instead.",
        )
    })
}

fn carry_out_missed(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let job = the_missed(article, given)?;
    guards::gates(case, article, job.kind, job.version)?;
    if !schedule::goes_out(job.kind) && !case.is(Role::ManagingEditor) {
        return Err(Refusal::new(
            "no-right",
            "Only a managing editor withdraws an article.",
            case.ask_one_of(&[Role::ManagingEditor]),
        ));
    }
    let late = u32::try_from((case.now - job.when.utc).num_minutes()).unwrap_or_default();
    schedule::perform(case, article, job, Some(late), facts)
}

fn silently(case: &Case, article: &Article, facts: &mut Vec<Fact>) {
    if let Some(was) = article.publication.live() {
        let live = Live { version: case.sight.version, at: case.now, ..was.clone() };
        facts.push(Fact::Published { live, job: None, why: PublishKind::SilentFix, late_minutes: None });
    }
}

fn notice(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let (Some(was), Some(kind), Some(second), Some(by)) =
        (article.publication.live(), given.notice, given.second, case.actor.person())
    else {
        return Ok(());
    };
    let version = if schedule::is_approved(article, case.sight.version) { case.sight.version } else { was.version };
    if version != was.version {
        guards::be_cleared(case, article)?;
        stop_updates(article, facts);
    }
    let corrects = match kind {
        NoticeKind::Correction | NoticeKind::Clarification => true,
        NoticeKind::EditorsNote => version != was.version,
    };
    let updated_at = if corrects { Some(case.now) } else { was.updated_at };
    facts.push(Fact::Noticed { notice: Notice { kind, text: trimmed(given.text), at: case.now, by, second } });
    facts.push(Fact::Published {
        live: Live { version, at: case.now, updated_at, ..was.clone() },
        job: None,
        why: PublishKind::Notice,
        late_minutes: None,
    });
    Ok(())
}

fn hold(case: &Case, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(by), Some(review)) = (case.actor.person(), given.review) {
        facts.push(Fact::Held { hold: Hold { reason: trimmed(given.reason), by, at: case.now, review } });
    }
}

/// What came due while it was on hold does not go out by surprise: somebody is asked.
fn release(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    facts.push(Fact::Released { note: trimmed(given.note) });
    for job in article.axes.jobs.iter().filter(|job| job.is_due(case.now)) {
        let late_minutes = u32::try_from((case.now - job.when.utc).num_minutes()).unwrap_or_default();
        facts.push(Fact::JobMissed { job: job.id, end: JobEnd::Asked, late_minutes });
    }
}

fn embargo(case: &Case, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(by), Some(until)) = (case.actor.person(), given.until) {
        facts.push(Fact::Embargoed { embargo: Embargo { until, reason: trimmed(given.reason), by, at: case.now } });
    }
}

fn require(article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let Some(what) = given.clearance else { return };
    let needed = match article.axes.clearances.get(what) {
        Clearance::NotNeeded => false,
        Clearance::Required | Clearance::Cleared { .. } => true,
    };
    if needed != given.required {
        facts.push(Fact::ClearanceSet { what, required: given.required });
    }
}

fn clear(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let Some(what) = given.clearance else { return Ok(()) };
    let version = case.sight.version;
    match article.axes.clearances.get(what) {
        Clearance::NotNeeded => Err(Refusal::new(
            "not-required",
            format!("No clearance of {} is required for this article.", what.word()),
            "Require it first, if it is needed.",
        )),
        Clearance::Required | Clearance::Cleared { .. } => {
            facts.push(Fact::Cleared { what, version });
            Ok(())
        }
    }
}

fn wish(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(what), Some(by)) = (given.wish, case.actor.person()) {
        let wish = Wish { what: what.clone(), text: trimmed(given.text), by, at: case.now };
        let again = article.wishes.iter().any(|old| old.what == wish.what && old.text == wish.text && old.by == by);
        if !again {
            facts.push(Fact::Wished { wish });
        }
    }
}

fn decline(article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    match given.wish.filter(|what| article.wishes.iter().any(|wish| wish.what == **what)) {
        Some(what) => {
            facts.push(Fact::WishDeclined { what: what.clone(), reason: trimmed(given.reason) });
            Ok(())
        }
        None => Err(Refusal::new(
            "not-asked",
            "Nobody has asked for that.",
            "Look at the requests again: it was settled meanwhile.",
        )),
    }
}

fn set_fields(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let Some(changes) = given.changes else { return Ok(()) };
    let changes = fields::changes(&article.fields, changes);
    if fields::is_nothing(&changes) {
        return Ok(());
    }
    fields::check(case.sight, &changes)?;
    facts.push(Fact::FieldsSet { changes });
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
    Ok(())
}

fn set_address(article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let new = given.address.map(str::to_owned);
    let out = article.publication.last().is_some();
    // What is out must be somewhere: "made from the headline" is settled at once.
    let new = if out { Some(new.unwrap_or_else(|| address::made(article))) } else { new };
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

fn receive(article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let live: Option<Hash> = article.publication.live().map(|live| live.version);
    match given.receipt.filter(|receipt| Some(receipt.version) == live) {
        Some(receipt) => {
            facts.push(Fact::Receipted { receipt: receipt.clone() });
            Ok(())
        }
        None => Err(Refusal::new(
            "receipt-out-of-date",
            "The receipt is for a version that is no longer live.",
            "Read back what is live now.",
        )),
    }
}

/// The facts of row 1 and of an article that starts as text.
pub(crate) fn begin(row: &Transition, case: &Case, given: &Given) -> Result<Vec<Fact>, Refusal> {
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
