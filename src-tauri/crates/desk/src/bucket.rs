//! The managing editor's first screen: which of its five parts an article belongs to.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Seen, Status};
use crate::row::Row;
use crate::rules::Rules;
use crate::when;

/// In the order in which they stand on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// Late, missed or unverified publications, receipts that differ.
    BrokenNow,
    /// Ready without a time, a hold to be looked at again, old pitches, requests to the desk.
    NeedsMyDecision,
    /// Going out, or due, today or tomorrow in the house's zone.
    TodayAndTomorrow,
    /// Longer in its status than the house waits, or past its due date.
    WaitingTooLong,
    /// A working copy that is not published.
    LiveAndChanged,
    Other,
}

/// Hours that a pitch may wait for an answer.
const PITCH_HOURS: u32 = 48;

/// Sorts articles into their buckets, at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Buckets<'a> {
    now: DateTime<Utc>,
    rules: &'a Rules,
    /// The first instant of today, and of the day after tomorrow, in the house's zone.
    near: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

impl<'a> Buckets<'a> {
    pub fn at(now: DateTime<Utc>, rules: &'a Rules) -> Self {
        Self { now, rules, near: when::days(&rules.zone, now, 0, 2) }
    }

    /// An article is in the first bucket that fits.
    pub fn of(&self, row: &Row) -> Bucket {
        if row.status == Status::Spiked {
            Bucket::Other
        } else if is_broken(row, self.now) {
            Bucket::BrokenNow
        } else if needs_a_decision(row, self.now, self.rules) {
            Bucket::NeedsMyDecision
        } else if self.is_near(row) {
            Bucket::TodayAndTomorrow
        } else if waits_too_long(row, self.now, self.rules) {
            Bucket::WaitingTooLong
        } else if row.publication == Seen::Live && row.changed {
            Bucket::LiveAndChanged
        } else {
            Bucket::Other
        }
    }

    fn is_near(&self, row: &Row) -> bool {
        let Some((from, to)) = self.near else { return false };
        let near = |at: DateTime<Utc>| from <= at && at < to;
        row.publish_at.is_some_and(near)
            || (is_unfinished(row.status) && row.due.is_some_and(|due| self.now <= due && near(due)))
    }
}

/// Whether the time on the schedule has passed and nothing went out, without a hold that explains it.
pub fn is_late(row: &Row, now: DateTime<Utc>) -> bool {
    row.hold.is_none() && row.publish_at.is_some_and(|at| at + Duration::minutes(1) < now)
}

fn is_broken(row: &Row, now: DateTime<Utc>) -> bool {
    row.missed || row.trouble.is_some() || is_late(row, now)
}

fn needs_a_decision(row: &Row, now: DateTime<Utc>, rules: &Rules) -> bool {
    let ready = row.status == Status::Ready && row.job.is_none() && row.hold.is_none() && row.is_open();
    let pitch_hours = hours(Status::Pitch, rules).unwrap_or(PITCH_HOURS);
    let old_pitch = row.status == Status::Pitch && now - row.since > Duration::hours(pitch_hours.into());
    ready || old_pitch || row.wishes > 0 || row.hold_review.is_some_and(|review| review <= now)
}

fn waits_too_long(row: &Row, now: DateTime<Utc>, rules: &Rules) -> bool {
    let open = row.is_open();
    let long = hours(row.status, rules).is_some_and(|hours| now - row.since > Duration::hours(hours.into()));
    let overdue = is_unfinished(row.status) && row.due.is_some_and(|due| due < now);
    open && (long || overdue)
}

/// Hours after which an article in the status waits too long: the house's, else these.
pub fn hours(status: Status, rules: &Rules) -> Option<u32> {
    rules.waiting.get(status.word()).copied().or(match status {
        Status::Pitch => Some(PITCH_HOURS),
        Status::Submitted | Status::Copy | Status::Ready => Some(24),
        Status::Editing => Some(48),
        Status::Revising => Some(72),
        // What is being written has a due date instead.
        Status::Assigned | Status::Drafting | Status::Spiked => None,
    })
}

fn is_unfinished(status: Status) -> bool {
    match status {
        Status::Assigned | Status::Drafting | Status::Submitted | Status::Editing | Status::Revising | Status::Copy => {
            true
        }
        Status::Pitch | Status::Ready | Status::Spiked => false,
    }
}
