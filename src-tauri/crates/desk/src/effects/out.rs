//! Effects on the schedule and on what readers can see.

use super::{Outcome, lapse, trimmed};
use crate::act::Given;
use crate::address;
use crate::article::{Article, Job, JobKind, Live, Notice, NoticeKind, Status};
use crate::case::Case;
use crate::fact::{Fact, PublishKind};
use crate::guards;
use crate::ids::Hash;
use crate::people::Role;
use crate::refusal::Refusal;
use crate::schedule;
use crate::table::{To, Transition};

pub(super) fn import(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let version = case.sight.version;
    let live = given.live.map(|live| Live { version, ..live.clone() });
    let addresses = || live.iter().map(|live| &live.address).chain(given.former);
    if let Some(bad) = addresses().find(|address| !address::is_address(address)) {
        return Err(Refusal::new(
            "bad-address",
            format!("\u{201c}{bad}\u{201d} is not an address."),
            "Use lower-case letters, digits, single hyphens, and slashes between parts.",
        ));
    }
    lapse(article, facts);
    facts.push(Fact::Imported { version, live, former: given.former.to_vec() });
    Ok(())
}

/// As it stood elsewhere: whatever the house here thinks of it is for its checks to say.
pub(super) fn bring_in(case: &Case, whole: &Article) -> Result<Vec<Fact>, Refusal> {
    guards::be_administered_too(case, whole)?;
    if case.sight.address_taken {
        return Err(Refusal::new(
            "address-taken",
            format!(
                "The address \u{201c}{}\u{201d} is or was another article\u{2019}s, or is one of the site\u{2019}s own.",
                case.addressing(case.now).of(whole)
            ),
            "Give that one another address first.",
        ));
    }
    if let Some(unknown) = whole.fields.authors.iter().find(|author| case.sight.people.get(**author).is_none()) {
        return Err(Refusal::new(
            "unknown-person",
            format!("The byline names somebody ({unknown}) who is not on the masthead."),
            "Bring the people of the export in with it.",
        ));
    }
    Ok(vec![Fact::BroughtIn { article: Box::new(whole.clone()) }])
}

pub(super) fn set_job(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
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
pub(super) fn stop_job(article: &Article, given: &Given, reason: &str, facts: &mut Vec<Fact>) {
    let Some(job) = given.job else { return };
    schedule::stop([job], reason.trim(), facts);
    let out = article.publication.live().is_some();
    let others = schedule::misfits(out, &article.axes.jobs, Some(job));
    schedule::stop(others, "the operation it depends on was stopped", facts);
}

pub(super) fn stop_reason(row: &Transition) -> &'static str {
    match row.to {
        To::Status(Status::Spiked) => "the article was spiked",
        To::Same | To::Status(_) | To::Former => "the article was withdrawn",
    }
}

/// An older version must not go out over a newer one.
pub(super) fn stop_updates(article: &Article, facts: &mut Vec<Fact>) {
    let updates = article.axes.jobs.iter().filter(|job| matches!(job.kind, JobKind::Update { .. }));
    schedule::stop(updates.map(|job| job.id), "a newer version went out by hand", facts);
}

pub(super) fn the_missed<'a>(article: &'a Article, given: &Given) -> Result<&'a Job, Refusal> {
    given.job.and_then(|id| article.job(id)).filter(|job| job.asked.is_some()).ok_or_else(|| {
        Refusal::new(
            "not-missed",
            "That operation was not missed; its time is still to come.",
            "Move it or take it off the schedule instead.",
        )
    })
}

pub(super) fn carry_out_missed(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
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

pub(super) fn silently(case: &Case, article: &Article, facts: &mut Vec<Fact>) {
    if let Some(was) = article.publication.live() {
        let live = Live { version: case.sight.version, at: case.now, ..was.clone() };
        facts.push(Fact::Published { live, job: None, why: PublishKind::SilentFix, late_minutes: None });
    }
}

pub(super) fn notice(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
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

pub(super) fn receive(article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    // What went is read back too: that it is gone.
    let last: Option<Hash> = article.publication.last().map(|live| live.version);
    match given.receipt.filter(|receipt| Some(receipt.version) == last) {
        Some(receipt) => {
            facts.push(Fact::Receipted { receipt: receipt.clone() });
            Ok(())
        }
        None => Err(Refusal::new(
            "receipt-out-of-date",
            "The receipt is for a version that readers no longer get.",
            "Read back what is live now.",
        )),
    }
}
