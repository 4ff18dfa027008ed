//! The calendar: what goes out when, and what is still to be given a time.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use desk::Row;
use desk::article::{JobKind, Seen, Status};
use desk::ids::ArticleId;
use desk::rhythm::{self, Day, Place, Taken};
use desk::rights::Reading;
use ledger::Scheduled;

use crate::caller::Caller;
use crate::lines::Liner;
use crate::reading::Seat;
use crate::room::Newsroom;
use crate::schedule::slot_at;
use crate::shown;
use crate::wire::calendar::{
    Calendar, CalendarArgs, CalendarCard, CalendarDay, CalendarDue, CalendarPlace, CardKind, PlaceState, Tray,
};
use crate::wire::failure::{Code, Failure};

/// Days that are asked for at once: two months.
const LONGEST: i64 = 62;
const CARDS: usize = 1000;
const TRAY: usize = 100;

/// What falls into the days asked for, as the caller may read it.
#[derive(Default)]
struct Sorted {
    jobs: HashMap<ArticleId, Arc<Row>>,
    out: Vec<(DateTime<Utc>, Arc<Row>)>,
    due: Vec<(DateTime<Utc>, Arc<Row>)>,
    ready: Vec<Arc<Row>>,
    undated: Vec<Arc<Row>>,
}

impl Newsroom {
    /// The date that the house's calendar shows then.
    pub fn house_date(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }

    pub(crate) fn calendar(&self, caller: &Caller, args: CalendarArgs) -> Result<Calendar, Failure> {
        let seat = self.seated(caller)?;
        let (rules, vocabulary, now, zone) = (self.rules(), self.house.vocabulary(), self.now(), self.zone());
        let days = bounded(args).map(|CalendarArgs { from, to }| rhythm::days(&rules.rules, from, to))?;
        let Some((from, to)) = days.first().zip(days.last()).map(|(first, last)| (first.begins, last.ends)) else {
            return Err(Failure::new(Code::BadRequest, "There are no such days."));
        };
        let jobs = self.ledger.read(|reader| reader.jobs_between(from, to))?;
        let (rows, _) = self.readable(caller)?;
        let sorted = sorted(rows, &seat, &jobs, from, to);
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone, now };
        let deck = Deck { liner: &liner, zone };
        let (cards, left_out) = deck.cards(&sorted, &jobs);
        // Whether a place is free is known to whoever reads all that could stand in it.
        let going_out = seat.reads_everything().then(|| goes_out(&cards));
        Ok(Calendar {
            zone: zone.name().into(),
            now,
            today: self.house_date(now),
            days: days.iter().map(|day| deck.day(day, going_out.as_deref(), now)).collect(),
            cards,
            left_out,
            dues: deck.dues(&sorted),
            ready: deck.tray(sorted.ready),
            undated: deck.tray(sorted.undated),
        })
    }
}

fn bounded(args: CalendarArgs) -> Result<CalendarArgs, Failure> {
    let length = (args.to - args.from).num_days();
    let sentence = if length < 0 {
        "The last day stands before the first."
    } else if length >= LONGEST {
        "That is too long for one calendar: ask for at most 62 days."
    } else {
        return Ok(args);
    };
    Err(Failure::new(Code::BadRequest, sentence))
}

fn sorted(rows: Vec<Arc<Row>>, seat: &Seat, jobs: &[Scheduled], from: DateTime<Utc>, to: DateTime<Utc>) -> Sorted {
    let booked: HashSet<ArticleId> = jobs.iter().map(|job| job.article).collect();
    let within = |at: &DateTime<Utc>| from <= *at && *at < to;
    let mut sorted = Sorted::default();
    for row in rows {
        if let Some(at) = row.live_at.filter(within).filter(|_| row.publication == Seen::Live) {
            sorted.out.push((at, Arc::clone(&row)));
        }
        // What the desk means to do with an article is told to whoever reads all of it.
        if !row.is_open() || seat.reading(&row) != Reading::Whole {
            continue;
        }
        if booked.contains(&row.id) {
            sorted.jobs.insert(row.id, Arc::clone(&row));
        }
        if row.waits_ready() {
            sorted.ready.push(row);
        } else if is_in_hand(row.status) {
            match row.due {
                Some(at) if within(&at) => sorted.due.push((at, row)),
                None if row.job.is_none() => sorted.undated.push(row),
                Some(_) | None => {}
            }
        }
    }
    sorted.due.sort_by_key(|(at, row)| (*at, row.id));
    sorted.ready.sort_by_key(|row| (row.since, row.id));
    sorted.undated.sort_by_key(|row| (row.since, row.id));
    sorted
}

/// On its way from the commission to the approval.
fn is_in_hand(status: Status) -> bool {
    match status {
        Status::Assigned | Status::Drafting | Status::Submitted | Status::Editing | Status::Revising | Status::Copy => {
            true
        }
        Status::Pitch | Status::Ready | Status::Spiked => false,
    }
}

fn goes_out(cards: &[CalendarCard]) -> Vec<DateTime<Utc>> {
    cards.iter().filter(|card| card.what != CardKind::Withdraw).map(|card| card.at).collect()
}

/// Lays out cards.
struct Deck<'a> {
    liner: &'a Liner<'a>,
    zone: Tz,
}

impl Deck<'_> {
    /// In the order of time; and how many of the past are too many.
    fn cards(&self, sorted: &Sorted, jobs: &[Scheduled]) -> (Vec<CalendarCard>, u32) {
        let mut cards: Vec<CalendarCard> =
            jobs.iter().filter_map(|job| Some(self.job(job, sorted.jobs.get(&job.article)?))).collect();
        let mut out: Vec<&(DateTime<Utc>, Arc<Row>)> = sorted.out.iter().collect();
        out.sort_by_key(|(at, row)| (std::cmp::Reverse(*at), row.id));
        let room = CARDS.saturating_sub(cards.len());
        let left_out = count(out.len().saturating_sub(room));
        cards.truncate(CARDS);
        cards.extend(out.into_iter().take(room).map(|(at, row)| self.card(CardKind::Live, *at, row)));
        cards.sort_by(|one, other| one.at.cmp(&other.at).then_with(|| one.line.slug.cmp(&other.line.slug)));
        (cards, left_out)
    }

    fn job(&self, scheduled: &Scheduled, row: &Row) -> CalendarCard {
        let job = &scheduled.job;
        let goes_out = !matches!(job.kind, JobKind::Withdraw);
        CalendarCard {
            job: Some(job.id),
            changed_since: row.job == Some(job.id) && row.changed_since_scheduled,
            asked: job.asked.is_some(),
            breaks_embargo: goes_out && row.embargo.is_some_and(|until| until > job.when.utc),
            ..self.card(job.kind.into(), job.when.utc, row)
        }
    }

    fn card(&self, what: CardKind, at: DateTime<Utc>, row: &Row) -> CalendarCard {
        let (date, time) = self.on_the_clock(at);
        CalendarCard {
            what,
            job: None,
            at,
            date,
            time,
            slot: slot_at(self.liner.rules, at),
            changed_since: false,
            asked: false,
            breaks_embargo: false,
            line: self.liner.line(row),
        }
    }

    fn on_the_clock(&self, at: DateTime<Utc>) -> (NaiveDate, String) {
        let local = at.with_timezone(&self.zone);
        (local.date_naive(), local.format("%H:%M").to_string())
    }

    fn dues(&self, sorted: &Sorted) -> Vec<CalendarDue> {
        let due = |(at, row): &(DateTime<Utc>, Arc<Row>)| {
            let (date, time) = self.on_the_clock(*at);
            CalendarDue { at: *at, date, time, line: self.liner.line(row) }
        };
        sorted.due.iter().take(CARDS).map(due).collect()
    }

    fn tray(&self, rows: Vec<Arc<Row>>) -> Tray {
        let total = count(rows.len());
        Tray { lines: rows.iter().take(TRAY).map(|row| self.liner.line(row)).collect(), total }
    }

    fn day(&self, day: &Day, going_out: Option<&[DateTime<Utc>]>, now: DateTime<Utc>) -> CalendarDay {
        let out_that_day = |at: &DateTime<Utc>| day.begins <= *at && *at < day.ends;
        let to_come = day.places.iter().any(|place| place.at.is_some_and(|at| at > now));
        CalendarDay {
            date: day.date,
            clocks: day.change.map(|change| self.clocks(change)),
            places: day.places.iter().map(|place| seen(place, going_out, now)).collect(),
            gap: to_come && going_out.is_some_and(|out| !out.iter().any(out_that_day)),
        }
    }

    fn clocks(&self, change: rhythm::ClockChange) -> String {
        let before = (change.at - chrono::TimeDelta::minutes(1)).with_timezone(&self.zone).naive_local()
            + chrono::TimeDelta::minutes(1);
        let way = if change.by > chrono::TimeDelta::zero() { "forward" } else { "back" };
        format!("The clocks go {way} {} at {}.", shown::length(change.by.abs()), before.format("%H:%M"))
    }
}

fn seen(place: &Place, going_out: Option<&[DateTime<Utc>]>, now: DateTime<Utc>) -> CalendarPlace {
    let state = match (place.taken(going_out.unwrap_or_default(), now), going_out) {
        (Taken::Past, _) => PlaceState::Past,
        (Taken::Never, _) => PlaceState::Never,
        (Taken::Empty | Taken::Once | Taken::Doubled, None) => PlaceState::Unseen,
        (Taken::Empty, Some(_)) => PlaceState::Empty,
        (Taken::Once, Some(_)) => PlaceState::Taken,
        (Taken::Doubled, Some(_)) => PlaceState::Doubled,
    };
    CalendarPlace { slot: place.slot.clone(), time: place.time.format("%H:%M").to_string(), at: place.at, state }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
