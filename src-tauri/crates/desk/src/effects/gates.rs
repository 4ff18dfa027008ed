//! Effects on the gates: hold, embargo, clearances, and what people ask for.

use super::{Outcome, trimmed};
use crate::act::Given;
use crate::article::{Article, Clearance, Embargo, Hold, Wish};
use crate::case::Case;
use crate::fact::{Fact, JobEnd};
use crate::refusal::Refusal;

pub(super) fn hold(case: &Case, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(by), Some(review)) = (case.actor.person(), given.review) {
        facts.push(Fact::Held { hold: Hold { reason: trimmed(given.reason), by, at: case.now, review } });
    }
}

/// What came due while it was on hold does not go out by surprise: somebody is asked.
pub(super) fn release(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    facts.push(Fact::Released { note: trimmed(given.note) });
    for job in article.axes.jobs.iter().filter(|job| job.is_due(case.now)) {
        let late_minutes = u32::try_from((case.now - job.when.utc).num_minutes()).unwrap_or_default();
        facts.push(Fact::JobMissed { job: job.id, end: JobEnd::Asked, late_minutes });
    }
}

pub(super) fn embargo(case: &Case, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(by), Some(until)) = (case.actor.person(), given.until) {
        facts.push(Fact::Embargoed { embargo: Embargo { until, reason: trimmed(given.reason), by, at: case.now } });
    }
}

pub(super) fn require(article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    let Some(what) = given.clearance else { return };
    let needed = match article.axes.clearances.get(what) {
        Clearance::NotNeeded => false,
        Clearance::Required | Clearance::Cleared { .. } => true,
    };
    if needed != given.required {
        facts.push(Fact::ClearanceSet { what, required: given.required });
    }
}

pub(super) fn clear(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
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

pub(super) fn wish(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) {
    if let (Some(what), Some(by)) = (given.wish, case.actor.person()) {
        let wish = Wish { what: what.clone(), text: trimmed(given.text), by, at: case.now };
        let again = article.wishes.iter().any(|old| old.what == wish.what && old.text == wish.text && old.by == by);
        if !again {
            facts.push(Fact::Wished { wish });
        }
    }
}

pub(super) fn decline(article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
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
