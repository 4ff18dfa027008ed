//! The guards of the workflow's table: what must be so before an act. Each looks at the case and answers with nothing or
//! with a refusal.

use chrono::Duration;

use crate::article::{Article, Clearance, ClearanceKind, JobKind, Publication, Status};
use crate::case::Case;
use crate::checks::{self, Problem};
use crate::people::{Role, listed};
use crate::refusal::Refusal;
use crate::rules::Level;
use crate::silent;

/// Days for which a spiked article can be brought back.
pub const RECOVERY_DAYS: i64 = 90;

type Verdict = Result<(), Refusal>;

fn unless(bad: bool, refusal: impl FnOnce() -> Refusal) -> Verdict {
    if bad { Err(refusal()) } else { Ok(()) }
}

/// Headline, byline and some text: without them nothing is handed on and nothing published.
pub fn be_whole(case: &Case, article: &Article) -> Verdict {
    let known = article.fields.authors.iter().any(|author| case.sight.people.get(*author).is_some());
    let missing: Vec<String> = [
        (article.fields.headline.trim().is_empty(), "a headline"),
        (!known, "a byline"),
        (case.sight.text.words == 0, "some text"),
    ]
    .into_iter()
    .filter(|(lacks, _)| *lacks)
    .map(|(_, what)| what.to_owned())
    .collect();
    unless(!missing.is_empty(), || {
        let what = listed(&missing, "and");
        Refusal::new(
            "incomplete",
            format!("The article has no {}.", bare(&missing)),
            format!("Add {what}, then try again."),
        )
        .missing(missing)
    })
}

/// "headline, byline or text" of "a headline", "a byline", "some text".
fn bare(missing: &[String]) -> String {
    let words: Vec<String> =
        missing.iter().map(|what| what.split_once(' ').map_or(what.as_str(), |(_, word)| word).to_owned()).collect();
    listed(&words, "or")
}

pub fn be_unclaimed(case: &Case, article: &Article) -> Verdict {
    article.axes.claim.map_or(Ok(()), |by| {
        let name = case.sight.people.name(by);
        Err(Refusal::new("claimed", format!("{name} has claimed it."), format!("Ask {name} to return it to you.")))
    })
}

pub fn have_answered_comments(case: &Case, _: &Article) -> Verdict {
    let open = case.sight.text.open_must_answer;
    unless(open > 0, || {
        Refusal::new(
            "comments-unanswered",
            format!("{} must be answered first.", many(open, "comment")),
            "Answer each of them, then hand the article back.",
        )
        .missing(vec![many(open, "answer")])
    })
}

pub fn have_no_must_fix(case: &Case, _: &Article) -> Verdict {
    let open = case.sight.text.open_must_fix;
    unless(open > 0, || {
        Refusal::new(
            "must-fix-open",
            format!("{} that must be fixed {} open.", many(open, "comment"), if open == 1 { "is" } else { "are" }),
            "Settle each of them, then send the article to copy.",
        )
        .missing(vec![many(open, "must-fix comment")])
    })
}

pub fn have_a_copy_desk(case: &Case, _: &Article) -> Verdict {
    unless(!case.sight.people.anyone(Role::CopyEditor), || {
        Refusal::new(
            "no-copy-desk",
            "Nobody on the masthead is a copy editor, so there is no copy step.",
            "Approve the article from editing, or give somebody the role of copy editor.",
        )
    })
}

/// The two-person rule.
pub fn not_be_the_author(case: &Case, article: &Article) -> Verdict {
    let author = case.person.filter(|person| article.fields.authors.contains(&person.id));
    unless(case.sight.rules.two_person_rule && author.is_some(), || {
        Refusal::new(
            "own-article",
            "Your byline is on this article, and nobody approves or clears their own.",
            case.ask_one_of(&[Role::ManagingEditor, Role::CopyEditor]),
        )
    })
}

pub fn pass_required_checks(case: &Case, article: &Article) -> Verdict {
    let failing = failing(case, article);
    unless(!failing.is_empty(), || {
        let remedy = if failing.len() == 1 {
            "Settle it, or have a managing editor override the check with a reason."
        } else {
            "Settle them, or have a managing editor override a check with a reason."
        };
        let reason = match failing.as_slice() {
            [one] => one.message.clone(),
            [first, rest @ ..] => format!("{} And {} more.", first.message, rest.len()),
            [] => String::new(),
        };
        Refusal::new("checks-fail", reason, remedy)
            .missing(failing.into_iter().map(|problem| problem.message).collect())
    })
}

fn failing(case: &Case, article: &Article) -> Vec<Problem> {
    let sight = case.sight;
    let mut problems = checks::run(article, sight.text, sight.rules, sight.vocabulary, sight.people);
    problems.retain(|problem| problem.level == Level::Required && !problem.overridden);
    problems
}

/// Every clearance that is required is given for the version on the desk.
pub fn be_cleared(case: &Case, article: &Article) -> Verdict {
    let waiting = uncleared(article, Some(case.sight.version));
    unless(!waiting.is_empty(), || {
        let what = listed(&waiting, "and");
        Refusal::new(
            "not-cleared",
            format!("This version still needs clearance: {what}."),
            "Have an editor clear it, or take the requirement away.",
        )
        .missing(waiting.iter().map(|what| format!("clearance: {what}")).collect())
    })
}

/// The clearances that are required and not given for the version.
pub fn uncleared(article: &Article, version: Option<crate::ids::Hash>) -> Vec<String> {
    let open = |kind: &ClearanceKind| match article.axes.clearances.get(*kind) {
        Clearance::NotNeeded => false,
        Clearance::Required => true,
        Clearance::Cleared { version: cleared, .. } => Some(*cleared) != version,
    };
    ClearanceKind::ALL.into_iter().filter(open).map(|kind| kind.word().to_owned()).collect()
}

pub fn wait_for_a_clearance(case: &Case, article: &Article) -> Verdict {
    unless(uncleared(article, Some(case.sight.version)).is_empty(), || {
        Refusal::new(
            "nothing-to-clear",
            "No clearance is outstanding for this version.",
            "Require a clearance first, if one is needed.",
        )
    })
}

/// What goes out is what was approved, to the byte.
pub fn be_the_approved_version(case: &Case, article: &Article) -> Verdict {
    let approved = article.axes.approval.as_ref().is_some_and(|approval| approval.version == case.sight.version);
    unless(!approved, || {
        Refusal::new(
            "not-the-approved-version",
            "The article on the desk is not the version that was approved.",
            "Reopen it and have this version approved.",
        )
        .missing(vec!["an approval of this version".into()])
    })
}

pub fn differ_from_live(case: &Case, article: &Article) -> Verdict {
    let same = article.publication.live().is_some_and(|live| live.version == case.sight.version);
    unless(same, || {
        Refusal::new(
            "nothing-changed",
            "What is on the desk is what readers already get.",
            "Change the article first; then there is something to publish.",
        )
    })
}

pub fn be_a_small_fix(case: &Case, _: &Article) -> Verdict {
    let (Some(now), Some(live)) = (case.sight.content, case.sight.live) else {
        return Err(Refusal::new(
            "not-compared",
            "The text on the desk could not be compared with what is live.",
            "Open the article, so that both texts are at hand, and try again.",
        ));
    };
    silent::compare(live, now).map(|_words| ()).map_err(Refusal::from)
}

pub fn not_be_held(case: &Case, article: &Article) -> Verdict {
    article.axes.hold.as_ref().map_or(Ok(()), |hold| {
        let name = case.sight.people.name(hold.by);
        Err(Refusal::new(
            "on-hold",
            format!("{name} put the article on hold: {}", sentence(&hold.reason)),
            "Release it from hold first.",
        ))
    })
}

pub fn not_be_held_yet(case: &Case, article: &Article) -> Verdict {
    article.axes.hold.as_ref().map_or(Ok(()), |hold| {
        let name = case.sight.people.name(hold.by);
        Err(Refusal::new(
            "already-on-hold",
            format!("{name} has put the article on hold already: {}", sentence(&hold.reason)),
            "Release it first to hold it for another reason.",
        ))
    })
}

pub fn be_held(_: &Case, article: &Article) -> Verdict {
    unless(article.axes.hold.is_none(), || {
        Refusal::new("not-on-hold", "The article is not on hold.", "There is nothing to release.")
    })
}

pub fn not_be_embargoed(case: &Case, article: &Article) -> Verdict {
    article.embargo(case.now).map_or(Ok(()), |embargo| {
        Err(Refusal::new(
            "embargoed",
            format!("The article is under embargo until {}: {}", case.told(embargo.until), sentence(&embargo.reason)),
            "Schedule it for then or later, or have a managing editor lift the embargo.",
        ))
    })
}

pub fn be_embargoed(_: &Case, article: &Article) -> Verdict {
    unless(article.axes.embargo.is_none(), || {
        Refusal::new("no-embargo", "The article has no embargo.", "There is nothing to lift.")
    })
}

pub fn have_a_free_address(case: &Case, article: &Article) -> Verdict {
    let settled = !matches!(article.publication, Publication::Never);
    unless(case.sight.address_taken && !settled, || {
        Refusal::new(
            "address-taken",
            format!(
                "The address \u{201c}{}\u{201d} is another article\u{2019}s, or one of the site\u{2019}s own.",
                case.addressing(case.now).of(article)
            ),
            "Give this one another address or another headline.",
        )
    })
}

/// Before anything went out an address is free to change; afterwards links lead to it.
pub fn have_the_right_to_move_a_page(case: &Case, article: &Article) -> Verdict {
    let out = article.publication.last().is_some();
    unless(out && !case.is(Role::ManagingEditor), || {
        Refusal::new(
            "address-fixed",
            "The address was fixed when the article first went out; only a managing editor changes it now.",
            case.ask_one_of(&[Role::ManagingEditor]),
        )
    })
}

pub fn have_a_job(_: &Case, article: &Article) -> Verdict {
    unless(article.axes.jobs.is_empty(), || {
        Refusal::new("not-scheduled", "Nothing is scheduled for this article.", "Schedule it first.")
    })
}

pub fn have_a_missed_job(_: &Case, article: &Article) -> Verdict {
    unless(article.axes.jobs.iter().all(|job| job.asked.is_none()), || {
        Refusal::new(
            "nothing-missed",
            "No scheduled time of this article was missed.",
            "Move the job or take it off the schedule instead.",
        )
    })
}

pub fn be_wished_for(_: &Case, article: &Article) -> Verdict {
    unless(article.wishes.is_empty(), || {
        Refusal::new("nothing-asked", "Nobody has asked anything about this article.", "There is nothing to decline.")
    })
}

pub fn be_recoverable(case: &Case, article: &Article) -> Verdict {
    unless(case.now - article.axes.since > Duration::days(RECOVERY_DAYS), || {
        Refusal::new(
            "past-recovery",
            format!("The article was spiked on {}, more than {RECOVERY_DAYS} days ago.", case.told(article.axes.since)),
            "Begin a new article from its last version.",
        )
    })
}

pub fn be_past_recovery(case: &Case, article: &Article) -> Verdict {
    let until = article.axes.since + Duration::days(RECOVERY_DAYS);
    unless(case.now < until, || {
        Refusal::new(
            "still-recoverable",
            format!("A spiked article is kept for {RECOVERY_DAYS} days."),
            format!("Delete it after {}.", case.told(until)),
        )
    })
}

/// A managing editor takes over from anybody; editors and copy editors only from writers.
pub fn be_there_to_take(case: &Case, article: &Article) -> Verdict {
    let holder = article.axes.claim.or_else(|| at_the_writers(article.axes.status).then(|| article.writer()).flatten());
    let Some(holder) = holder.and_then(|id| case.sight.people.get(id)) else { return Ok(()) };
    if Some(holder.id) == case.actor.person() {
        return Err(Refusal::new("yours-already", "It is with you already.", "Carry on."));
    }
    unless(holder.edits() && !case.is(Role::ManagingEditor), || {
        Refusal::new(
            "held-by-an-editor",
            format!("{} holds it, and only a managing editor takes over from an editor.", holder.name),
            format!("Ask {} to let it go, or a managing editor to take it over.", holder.name),
        )
    })
}

fn at_the_writers(status: Status) -> bool {
    match status {
        Status::Pitch | Status::Assigned | Status::Drafting | Status::Revising => true,
        Status::Submitted | Status::Editing | Status::Copy | Status::Ready | Status::Spiked => false,
    }
}

pub fn be_administered_too(case: &Case, _: &Article) -> Verdict {
    unless(!case.is(Role::Administrator), || {
        Refusal::new(
            "not-an-administrator",
            "Only a managing editor who is also an administrator takes in an archive.",
            case.ask_one_of(&[Role::Administrator]),
        )
    })
}

/// Only one's own last act, only while it can be taken back, and only into a state that still makes sense.
pub fn be_undoable(case: &Case, article: &Article) -> Verdict {
    let Some(last) = &article.last else {
        return Err(Refusal::new("nothing-to-undo", "There is no act to take back.", "Nothing needs undoing."));
    };
    if last.by != *case.actor {
        let who = last.by.person().map_or("the desk", |id| case.sight.people.name(id));
        return Err(Refusal::new(
            "not-your-act",
            format!("The last act on this article was {who}\u{2019}s, and people take back only their own."),
            format!("Ask {who}, or act again."),
        ));
    }
    if !last.undoable {
        return Err(Refusal::new(
            "cannot-be-undone",
            "The last act left the house, or happened by itself; it cannot be taken back.",
            "Withdraw, correct or reschedule instead.",
        ));
    }
    let approved = last.before.approval.as_ref().map(|approval| approval.version);
    if last.before.status == Status::Ready && approved != Some(case.sight.version) {
        return Err(Refusal::new(
            "changed-since",
            "The article was changed since, so its approval no longer fits.",
            "Have it approved again.",
        ));
    }
    let passed = last.before.jobs.iter().any(|job| {
        job.when.utc <= case.now && !article.axes.jobs.iter().any(|now| now.id == job.id && now.when == job.when)
    });
    unless(passed, || {
        Refusal::new(
            "time-passed",
            "The time that was scheduled has passed meanwhile.",
            "Schedule it for another time.",
        )
    })
}

/// Whether the gates let a version out now: for what the clock carries out.
pub fn gates(case: &Case, article: &Article, kind: JobKind, version: Option<crate::ids::Hash>) -> Verdict {
    match kind {
        JobKind::Withdraw => Ok(()),
        JobKind::Publish | JobKind::Update { .. } => {
            not_be_embargoed(case, article)?;
            let waiting = uncleared(article, version);
            unless(!waiting.is_empty(), || {
                Refusal::new(
                    "not-cleared",
                    format!("The scheduled version still needs clearance: {}.", listed(&waiting, "and")),
                    "Clear that version or schedule the cleared one.",
                )
            })
        }
    }
}

pub(crate) fn many(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A reason as people wrote it, with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '\u{2026}']) { text.to_owned() } else { format!("{text}.") }
}
