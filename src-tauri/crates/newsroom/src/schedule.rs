//! Times that people type, read and said in full before anything is scheduled.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use desk::Row;
use desk::rights;
use desk::rules::Rules;
use desk::when::{self, Moment, Reading, WhenError};

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::shown;
use crate::wire::failure::Failure;
use crate::wire::schedule::{NextOut, ShownTime, WhenArgs, WhenRead};

impl Newsroom {
    pub(crate) fn read_when(&self, caller: &Caller, args: &WhenArgs) -> Result<WhenRead, Failure> {
        let rules = self.rules();
        let zone = args.zone.as_deref().filter(|zone| !zone.is_empty()).unwrap_or(&rules.rules.zone);
        let shown = |moment: Moment| self.shown(caller, args, moment);
        Ok(match when::read(&args.text, zone, self.now()) {
            Ok(Reading::At(moment)) => WhenRead::At { time: shown(moment)? },
            Ok(Reading::Twice { earlier, later }) => WhenRead::Twice {
                message: format!("The clocks go back that night, so {} comes twice.", earlier.local.format("%H:%M")),
                earlier: shown(earlier)?,
                later: shown(later)?,
            },
            Err(error) => match skipped(&error) {
                Some((before, after)) => {
                    WhenRead::Skipped { before: shown(before)?, after: shown(after)?, message: error.to_string() }
                }
                None => WhenRead::Unclear { message: error.to_string() },
            },
        })
    }

    fn shown(&self, caller: &Caller, args: &WhenArgs, moment: Moment) -> Result<ShownTime, Failure> {
        let (rules, now) = (self.rules(), self.now());
        let house = self.zone();
        let reader = args.reader_zone.parse().ok().filter(|zone: &chrono_tz::Tz| {
            let offset = |zone: chrono_tz::Tz| moment.utc.with_timezone(&zone).naive_local();
            offset(*zone) != offset(house)
        });
        Ok(ShownTime {
            house: shown::long(moment.utc, house),
            reader: reader.map(|zone| shown::long(moment.utc, zone)),
            distance: shown::distance(moment.utc, now),
            past: moment.utc <= now,
            slot: slot_at(&rules.rules, moment.utc),
            taken_by: self.taken_by(caller, args, &moment)?,
            moment,
        })
    }

    /// Headlines of what else goes out in that minute, of what the caller may read.
    fn taken_by(&self, caller: &Caller, args: &WhenArgs, moment: &Moment) -> Result<Vec<String>, Failure> {
        let minute = moment.utc.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(moment.utc);
        let jobs = self.ledger.read(|reader| reader.jobs_between(minute, minute + TimeDelta::minutes(1)))?;
        let (rows, seat) = self.readable(caller)?;
        let others = jobs.into_iter().filter(|job| Some(job.article) != args.article);
        let rows = others.filter_map(|job| rows.iter().find(|row| row.id == job.article));
        // That a live article is worked on is the desk's own business.
        Ok(rows.filter(|row| seat.reading(row) == rights::Reading::Whole).map(|row| row.headline.clone()).collect())
    }

    /// The next thing among these to go out by itself.
    pub(crate) fn next_out(&self, rows: &[Arc<Row>]) -> Result<Option<NextOut>, Failure> {
        let mut due: Vec<&Arc<Row>> = rows.iter().filter(|row| row.publish_at.is_some()).collect();
        due.sort_by_key(|row| row.publish_at);
        // A hold suspends a job that stays on the schedule.
        let next = due.into_iter().find(|row| row.hold.is_none() && !row.missed);
        Ok(next.and_then(|row| {
            Some(NextOut {
                article: row.id,
                headline: row.headline.clone(),
                at: row.publish_at?,
                shown: shown::short(row.publish_at?, self.zone(), self.now()),
            })
        }))
    }
}

/// The name of the house's slot at that time.
pub fn slot_at(rules: &Rules, at: DateTime<Utc>) -> Option<String> {
    let local = at.with_timezone(&shown::zone(&rules.zone));
    let (time, day) = (local.format("%H:%M").to_string(), local.format("%a").to_string().to_lowercase());
    let slot = rules.slots.iter().find(|slot| slot.at == time && (slot.days.is_empty() || slot.days.contains(&day)));
    slot.map(|slot| slot.name.clone())
}

fn skipped(error: &WhenError) -> Option<(Moment, Moment)> {
    match error {
        WhenError::Skipped { before, after, .. } => Some((Moment::clone(before), Moment::clone(after))),
        _ => None,
    }
}
