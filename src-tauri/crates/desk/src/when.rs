//! Times as the editor meant them.

use chrono::{DateTime, Days, Duration, LocalResult, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod read;

pub use read::{Day, read};

use crate::refusal::{Ask, Refusal};

/// Local time, zone, and the instant it means: all three are kept, so that a change of the zone's rules shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Moment {
    pub local: NaiveDateTime,
    /// IANA name.
    pub zone: String,
    pub utc: DateTime<Utc>,
}

/// What a local time means in its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    At(Moment),
    /// The clocks go back over it.
    Twice {
        earlier: Moment,
        later: Moment,
    },
}

/// Why a text names no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    #[error(
        "\u{201c}{0}\u{201d} is not a time the desk understands; write \u{201c}fri 7:00\u{201d}, \u{201c}tomorrow 9am\u{201d}, \u{201c}1 dec 10:00\u{201d} or \u{201c}+2h\u{201d}."
    )]
    Unclear(String),
    #[error("\u{201c}{0}\u{201d} is not a time zone; write an IANA name such as Europe/London.")]
    UnknownZone(String),
    /// The clocks go forward over it.
    #[error("{asked} does not exist in {zone}: the clocks go forward over it. The nearest times are {} and {}.", .before.clock(), .after.clock())]
    Skipped { asked: String, zone: String, before: Box<Moment>, after: Box<Moment> },
}

impl Reading {
    /// The one moment, or the question which of the two is meant.
    pub fn settled(self) -> Result<Moment, Refusal> {
        match self {
            Self::At(moment) => Ok(moment),
            Self::Twice { earlier, later } => Err(Refusal::new(
                "time-happens-twice",
                format!("{} happens twice in {}: the clocks go back over it.", earlier.clock(), earlier.zone),
                "Say whether the first or the second is meant.",
            )
            .asking(Ask::WhichTime { earlier: Box::new(earlier), later: Box::new(later) })),
        }
    }
}

impl From<WhenError> for Refusal {
    fn from(error: WhenError) -> Self {
        match &error {
            WhenError::Unclear(text) => Self::new(
                "unclear-time",
                format!("\u{201c}{text}\u{201d} is not a time the desk understands."),
                "Write \u{201c}fri 7:00\u{201d}, \u{201c}tomorrow 9am\u{201d}, \u{201c}1 dec 10:00\u{201d} or \u{201c}+2h\u{201d}.",
            ),
            WhenError::UnknownZone(zone) => Self::new(
                "unknown-zone",
                format!("\u{201c}{zone}\u{201d} is not a time zone."),
                "Write an IANA name such as Europe/London.",
            ),
            WhenError::Skipped { asked, zone, before, after } => Self::new(
                "time-skipped",
                format!("{asked} does not exist in {zone}: the clocks go forward over it."),
                format!("Choose {} or {}.", before.clock(), after.clock()),
            ),
        }
    }
}

impl Moment {
    /// The instant in the zone, whatever the local time there.
    pub fn of(utc: DateTime<Utc>, zone: Tz) -> Self {
        Self { local: utc.with_timezone(&zone).naive_local(), zone: zone.name().to_owned(), utc }
    }

    /// What the local time means in the zone: once, twice, or never.
    pub fn at(local: NaiveDateTime, zone: &str) -> Result<Reading, WhenError> {
        let tz = self::zone(zone)?;
        let moment = |at: DateTime<Tz>| Self { local, zone: tz.name().to_owned(), utc: at.with_timezone(&Utc) };
        match tz.from_local_datetime(&local) {
            LocalResult::Single(at) => Ok(Reading::At(moment(at))),
            LocalResult::Ambiguous(one, other) => {
                let (earlier, later) = if one <= other { (one, other) } else { (other, one) };
                Ok(Reading::Twice { earlier: moment(earlier), later: moment(later) })
            }
            LocalResult::None => {
                let (before, after) = around_gap(local, tz);
                Err(WhenError::Skipped {
                    asked: written(local),
                    zone: tz.name().to_owned(),
                    before: Box::new(before),
                    after: Box::new(after),
                })
            }
        }
    }

    /// Whether local time, zone and instant still agree.
    pub fn agrees(&self) -> Result<bool, WhenError> {
        Ok(match Self::at(self.local, &self.zone)? {
            Reading::At(moment) => moment.utc == self.utc,
            Reading::Twice { earlier, later } => self.utc == earlier.utc || self.utc == later.utc,
        })
    }

    /// "Fri 27 Nov 2026, 07:00 (Europe/London, GMT)".
    pub fn named(&self) -> String {
        let short = zone(&self.zone)
            .map_or_else(|_| "UTC".to_owned(), |tz| self.utc.with_timezone(&tz).format("%Z").to_string());
        format!("{} ({}, {short})", written(self.local), self.zone)
    }

    /// "Fri 27 Nov 2026, 07:00".
    pub fn clock(&self) -> String {
        written(self.local)
    }
}

/// The zone by its IANA name.
pub fn zone(name: &str) -> Result<Tz, WhenError> {
    name.parse().map_err(|_| WhenError::UnknownZone(name.to_owned()))
}

/// "Fri 27 Nov 2026, 07:00" of the instant in the zone; in UTC when the zone is unknown.
pub fn told(at: DateTime<Utc>, zone: &str) -> String {
    let tz = self::zone(zone).unwrap_or(Tz::UTC);
    Moment::of(at, tz).clock()
}

fn written(local: NaiveDateTime) -> String {
    local.format("%a %-d %b %Y, %H:%M").to_string()
}

/// The last minute before the gap and the first after it.
fn around_gap(local: NaiveDateTime, tz: Tz) -> (Moment, Moment) {
    let exists = |at: NaiveDateTime| tz.from_local_datetime(&at).earliest();
    // No zone ever skipped more than a day; the search is by minutes, and rare.
    let minute = Duration::minutes(1);
    let whole = local.date().and_time(NaiveTime::MIN)
        + Duration::minutes((local - local.date().and_time(NaiveTime::MIN)).num_minutes());
    let search = |step: Duration| {
        std::iter::successors(Some(whole), |at| at.checked_add_signed(step)).skip(1).take(2 * 24 * 60).find_map(|at| {
            exists(at).map(|found| Moment { local: at, zone: tz.name().to_owned(), utc: found.to_utc() })
        })
    };
    let fallback = || Moment::of(Utc.from_utc_datetime(&local), tz);
    (search(-minute).unwrap_or_else(fallback), search(minute).unwrap_or_else(fallback))
}

/// From the beginning of the day that is `first` days after today in the zone, for `count` days. A day begins with the
/// first instant that has its date.
pub fn days(zone: &str, now: DateTime<Utc>, first: i64, count: u64) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let tz = self::zone(zone).ok()?;
    let today = now.with_timezone(&tz).date_naive();
    let day = today.checked_add_signed(Duration::days(first))?;
    let end = day.checked_add_days(Days::new(count))?;
    Some((day_begins(day, tz)?, day_begins(end, tz)?))
}

pub fn day_begins(day: chrono::NaiveDate, tz: Tz) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    match tz.from_local_datetime(&midnight) {
        LocalResult::Single(at) => Some(at.to_utc()),
        LocalResult::Ambiguous(one, other) => Some(one.min(other).to_utc()),
        LocalResult::None => Some(around_gap(midnight, tz).1.utc),
    }
}

#[cfg(test)]
mod tests;
