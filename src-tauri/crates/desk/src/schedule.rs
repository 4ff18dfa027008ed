//! The schedule of one article: when a job may be set, which jobs follow from one another, and what the clock does with
//! one that is due.

use chrono::{DateTime, Utc};
use uuid::Builder;

use crate::act::Given;
use crate::article::{Article, Job, JobKind, Live, MissedPolicy, Publication};
use crate::case::Case;
use crate::fact::{Fact, JobEnd, PublishKind};
use crate::guards;
use crate::ids::{Hash, JobId};
use crate::people::{Role, listed};
use crate::refusal::{Ask, Refusal};
use crate::when::Moment;

/// Whether the version is the approved one.
pub(crate) fn is_approved(article: &Article, version: Hash) -> bool {
    article.axes.approval.as_ref().is_some_and(|approval| approval.version == version)
}

/// Two times are the same slot when they are in the same minute.
pub fn same_minute(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    one.timestamp().div_euclid(60) == other.timestamp().div_euclid(60)
}

/// Guards of row 13 that look at the time asked for.
pub(crate) fn when_fits(case: &Case, article: Option<&Article>, given: &Given) -> Result<(), Refusal> {
    let (Some(when), Some(article)) = (given.when, article) else { return Ok(()) };
    let moved = given.job.and_then(|id| article.job(id));
    let Some(kind) = given.kind.or(moved.map(|job| job.kind)) else { return Ok(()) };
    exists(when)?;
    if when.utc <= case.now {
        return Err(Refusal::new(
            "in-the-past",
            format!("{} has passed already.", when.named()),
            "Choose a time that is still to come, or publish now.",
        ));
    }
    if goes_out(kind) {
        not_before_embargo(case, article, when)?;
    } else if !case.is(Role::ManagingEditor) {
        return Err(Refusal::new(
            "no-right",
            "Only a managing editor decides when an article is withdrawn.",
            case.ask_one_of(&[Role::ManagingEditor]),
        ));
    }
    in_order(case, article, kind, when, moved)?;
    slot_free(case, kind, when, given.share_slot)
}

fn exists(when: &Moment) -> Result<(), Refusal> {
    if when.agrees().map_err(Refusal::from)? {
        return Ok(());
    }
    Err(Refusal::new(
        "time-disagrees",
        format!("{} does not mean the instant that came with it.", when.named()),
        "Name the time again; the zone\u{2019}s rules may have changed.",
    ))
}

fn not_before_embargo(case: &Case, article: &Article, when: &Moment) -> Result<(), Refusal> {
    match article.embargo(case.now).filter(|embargo| when.utc < embargo.until) {
        None => Ok(()),
        Some(embargo) => Err(Refusal::new(
            "before-embargo",
            format!("The embargo ends on {}, after the time asked for.", case.told(embargo.until)),
            "Choose that time or a later one, or have a managing editor lift the embargo.",
        )),
    }
}

/// What the schedule would do, in order of time: publish what is not out, update and withdraw only what is.
fn in_order(case: &Case, article: &Article, kind: JobKind, when: &Moment, moved: Option<&Job>) -> Result<(), Refusal> {
    let mut steps: Vec<(DateTime<Utc>, JobKind)> = article
        .axes
        .jobs
        .iter()
        .filter(|job| moved.is_none_or(|moved| moved.id != job.id))
        .map(|job| (job.when.utc, job.kind))
        .collect();
    steps.push((when.utc, kind));
    steps.sort_by_key(|(at, _)| *at);
    let mut out = article.publication.live().is_some();
    for (at, kind) in steps {
        if !fits(&mut out, kind) {
            return Err(out_of_order(kind, &case.told(at)));
        }
    }
    Ok(())
}

/// Whether the operation makes sense while the article is out or not; and what it is afterwards.
fn fits(out: &mut bool, kind: JobKind) -> bool {
    match kind {
        JobKind::Publish => !std::mem::replace(out, true),
        JobKind::Update { .. } => *out,
        JobKind::Withdraw => std::mem::replace(out, false),
    }
}

fn out_of_order(kind: JobKind, at: &str) -> Refusal {
    match kind {
        JobKind::Publish => Refusal::new(
            "published-already",
            format!("By {at} the article would be out already."),
            "Move the operation that stands, or schedule an update.",
        ),
        JobKind::Update { .. } => Refusal::new(
            "nothing-to-update",
            format!("On {at} there would be nothing out to update."),
            "Schedule the publication for an earlier time first.",
        ),
        JobKind::Withdraw => Refusal::new(
            "nothing-to-withdraw",
            format!("On {at} there would be nothing out to withdraw."),
            "Schedule the publication for an earlier time first.",
        ),
    }
}

fn slot_free(case: &Case, kind: JobKind, when: &Moment, share: bool) -> Result<(), Refusal> {
    let with: Vec<String> = case
        .sight
        .others
        .iter()
        .filter(|booked| booked.article != case.sight.id && goes_out(booked.kind) && same_minute(booked.at, when.utc))
        .map(|booked| booked.slug.clone())
        .collect();
    if with.is_empty() || share || !goes_out(kind) {
        return Ok(());
    }
    Err(Refusal::new(
        "slot-taken",
        format!("{} goes out at {} too.", listed(&with, "and"), when.clock()),
        "Choose another time, or say that they share it.",
    )
    .asking(Ask::ShareSlot { with, at: Box::new(when.clone()) }))
}

/// Kinds that put something before readers.
pub(crate) fn goes_out(kind: JobKind) -> bool {
    match kind {
        JobKind::Publish | JobKind::Update { .. } => true,
        JobKind::Withdraw => false,
    }
}

/// A job's id is made from what it is, so that deciding stays pure: the time in its first half, a hash in its second.
pub(crate) fn job_id(case: &Case, article: &Article, kind: JobKind, when: &Moment) -> JobId {
    let told = format!("{} {:?} {} {} {}", article.id, kind, when.utc, case.now, article.axes.jobs.len());
    let hash = Hash::of(told.as_bytes());
    let mut tail = [0; 10];
    tail.copy_from_slice(&hash.0[..10]);
    let millis = u64::try_from(case.now.timestamp_millis()).unwrap_or_default();
    JobId(Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
}

/// Jobs that no longer make sense once `without` is gone and the article is out or not.
pub(crate) fn misfits(out: bool, jobs: &[Job], without: Option<JobId>) -> Vec<JobId> {
    let mut out = out;
    let rest = jobs.iter().filter(|job| Some(job.id) != without);
    rest.filter(|job| !fits(&mut out, job.kind)).map(|job| job.id).collect()
}

pub(crate) fn stop(jobs: impl IntoIterator<Item = JobId>, reason: &str, facts: &mut Vec<Fact>) {
    facts.extend(jobs.into_iter().map(|job| Fact::JobStopped { job, reason: reason.to_owned() }));
}

/// The version goes out now.
pub(crate) fn go_out(
    case: &Case,
    article: &Article,
    version: Hash,
    significant: bool,
    job: Option<JobId>,
    late_minutes: Option<u32>,
    facts: &mut Vec<Fact>,
) -> Result<(), Refusal> {
    let now = case.now;
    let first = Live {
        version,
        address: case.addressing(now).of(article),
        first_at: now,
        at: now,
        updated_at: None,
        feed_at: now,
    };
    let (live, why) = match &article.publication {
        Publication::Never => (first, PublishKind::First),
        Publication::Live(was) => {
            let feed_at = if significant { now } else { was.feed_at };
            let why = if significant { PublishKind::SignificantUpdate } else { PublishKind::Update };
            (Live { version, at: now, updated_at: Some(now), feed_at, ..was.clone() }, why)
        }
        Publication::Withdrawn { was, .. } => {
            let updated_at = if was.version == version { was.updated_at } else { Some(now) };
            (Live { version, at: now, updated_at, ..was.clone() }, PublishKind::Again)
        }
        Publication::Retracted { .. } | Publication::TakenDown { .. } => {
            return Err(Refusal::new(
                "gone-for-good",
                "A retracted or taken down article does not go out again.",
                "Begin a new article if there is something to say.",
            ));
        }
    };
    facts.push(Fact::Published { live, job, why, late_minutes });
    stop(misfits(true, &article.axes.jobs, job), "no longer needed: the article is out", facts);
    Ok(())
}

/// What the clock does with a job whose time has come. Whatever it is, it says so in a fact.
pub(crate) fn carry_out(case: &Case, article: &Article, job: &Job, facts: &mut Vec<Fact>) -> Result<(), Refusal> {
    if job.asked.is_some() {
        return Err(Refusal::new(
            "asked-already",
            "The time was missed, and somebody has been asked what to do.",
            "Publish it now or let it go.",
        ));
    }
    if case.now < job.when.utc {
        return Err(Refusal::new("too-early", format!("The time is {}.", job.when.named()), "Wait until then."));
    }
    guards::not_be_held(case, article)?;
    let late = u32::try_from((case.now - job.when.utc).num_minutes()).unwrap_or(u32::MAX);
    let missed = |end: JobEnd| Fact::JobMissed { job: job.id, end, late_minutes: late };
    let out = article.publication.live().is_some();
    if !goes_out(job.kind) && !out {
        facts.push(missed(JobEnd::Skipped));
        return Ok(());
    }
    let barred = guards::gates(case, article, job.kind, job.version).is_err()
        || (matches!(job.kind, JobKind::Update { .. }) && !out);
    match verdict(job.missed.unwrap_or(case.sight.rules.missed), late) {
        Verdict::Go if barred => facts.push(missed(JobEnd::Asked)),
        Verdict::Go => perform(case, article, job, (late > 0).then_some(late), facts)?,
        Verdict::Ask => facts.push(missed(JobEnd::Asked)),
        Verdict::Skip => {
            facts.push(missed(JobEnd::Skipped));
            stop(misfits(out, &article.axes.jobs, Some(job.id)), "the operation it depends on was missed", facts);
        }
    }
    Ok(())
}

enum Verdict {
    Go,
    Ask,
    Skip,
}

/// Less than a minute is on time. What puts nothing before readers and is late is withdrawn all the same by the policy.
fn verdict(policy: MissedPolicy, late: u32) -> Verdict {
    match policy {
        _ if late == 0 => Verdict::Go,
        MissedPolicy::PublishLate { minutes } if late <= minutes => Verdict::Go,
        MissedPolicy::PublishLate { .. } | MissedPolicy::Ask => Verdict::Ask,
        MissedPolicy::Skip => Verdict::Skip,
    }
}

/// Carries the job out now, late or not.
pub(crate) fn perform(
    case: &Case,
    article: &Article,
    job: &Job,
    late_minutes: Option<u32>,
    facts: &mut Vec<Fact>,
) -> Result<(), Refusal> {
    match (job.kind, job.version) {
        (JobKind::Withdraw, _) => {
            facts.push(Fact::Withdrawn { reason: "as scheduled".into(), job: Some(job.id) });
            stop(misfits(false, &article.axes.jobs, Some(job.id)), "no longer needed: the article is withdrawn", facts);
            Ok(())
        }
        (JobKind::Publish, Some(version)) => go_out(case, article, version, false, Some(job.id), late_minutes, facts),
        (JobKind::Update { significant }, Some(version)) => {
            go_out(case, article, version, significant, Some(job.id), late_minutes, facts)
        }
        (JobKind::Publish | JobKind::Update { .. }, None) => Err(Refusal::new(
            "job-without-version",
            "The operation names no version to publish.",
            "Take it off the schedule and schedule the article again.",
        )),
    }
}
