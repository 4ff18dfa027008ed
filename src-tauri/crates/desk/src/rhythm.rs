//! The house's rhythm on the calendar: its slots as places on days, and the days on which the clocks change.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::rules::Rules;
use crate::schedule::same_minute;
use crate::when::{self, Moment, Reading, day_begins};

/// A day of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    /// The first instant that has its date, and the first that no longer has.
    pub begins: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub change: Option<ClockChange>,
    /// In the order of time.
    pub places: Vec<Place>,
}

/// The clocks go forward or back on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// The first instant with the new time.
    pub at: DateTime<Utc>,
    /// Positive when they go forward.
    pub by: TimeDelta,
}

/// A slot on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub slot: String,
    pub time: NaiveTime,
    /// The instant it means; the earlier of two; none where the clocks skip it.
    pub at: Option<DateTime<Utc>>,
    /// The clock shows the time twice that night.
    pub twice: bool,
}

/// How a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its time has passed.
    Past,
    Empty,
    Once,
    /// More than one article goes out in that minute.
    Doubled,
    /// The clocks skip it.
    Never,
}

/// The house's days from one date up to and with another; none in a zone that is unknown.
pub fn days(rules: &Rules, from: NaiveDate, to: NaiveDate) -> Vec<Day> {
    let dates = from.iter_days().take_while(|date| *date <= to);
    dates.filter_map(|date| day(rules, date)).collect()
}

fn day(rules: &Rules, date: NaiveDate) -> Option<Day> {
    let tz = when::zone(&rules.zone).ok()?;
    let begins = day_begins(date, tz)?;
    let ends = day_begins(date.succ_opt()?, tz)?;
    let mut places: Vec<Place> = rules
        .slots
        .iter()
        .filter(|slot| slot.is_on(date.weekday()))
        .filter_map(|slot| place(&slot.name, date, slot.time()?, tz.name()))
        .collect();
    places.sort_by(|one, other| one.time.cmp(&other.time).then_with(|| one.slot.cmp(&other.slot)));
    Some(Day { date, begins, ends, change: change(begins, ends, tz), places })
}

fn place(slot: &str, date: NaiveDate, time: NaiveTime, zone: &str) -> Option<Place> {
    let (at, twice) = match Moment::at(date.and_time(time), zone) {
        Ok(Reading::At(moment)) => (Some(moment.utc), false),
        Ok(Reading::Twice { earlier, .. }) => (Some(earlier.utc), true),
        Err(when::WhenError::Skipped { .. }) => (None, false),
        Err(when::WhenError::Unclear(_) | when::WhenError::UnknownZone(_)) => return None,
    };
    Some(Place { slot: slot.into(), time, at, twice })
}

/// The minute of the day at which its distance from UTC changes, found by halving.
fn change(begins: DateTime<Utc>, ends: DateTime<Utc>, tz: chrono_tz::Tz) -> Option<ClockChange> {
    use chrono::Offset as _;
    let offset = |at: DateTime<Utc>| at.with_timezone(&tz).offset().fix().local_minus_utc();
    let before = offset(begins);
    let by = TimeDelta::seconds((offset(ends - TimeDelta::seconds(1)) - before).into());
    if by.is_zero() {
        return None;
    }
    let minute = |number: i64| begins + TimeDelta::minutes(number);
    let (mut same, mut new) = (0, (ends - begins).num_minutes());
    while new - same > 1 {
        let middle = i64::midpoint(same, new);
        if offset(minute(middle)) == before { same = middle } else { new = middle }
    }
    Some(ClockChange { at: minute(new), by })
}

impl Place {
    /// How it stands when these go out.
    pub fn taken(&self, out: &[DateTime<Utc>], now: DateTime<Utc>) -> Taken {
        let Some(at) = self.at else { return Taken::Never };
        match out.iter().filter(|out| same_minute(**out, at)).count() {
            _ if at <= now => Taken::Past,
            0 => Taken::Empty,
            1 => Taken::Once,
            _ => Taken::Doubled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Slot;

    fn house() -> Rules {
        let slot = |name: &str, at: &str, days: &[&str]| Slot {
            name: name.into(),
            at: at.into(),
            days: days.iter().map(|day| (*day).into()).collect(),
        };
        Rules {
            zone: "America/New_York".into(),
            slots: vec![
                slot("Column", "12:00", &["mon"]),
                slot("Lead", "07:00", &[]),
                slot("Night", "01:30", &["sun"]),
                slot("Owl", "02:30", &["sun"]),
            ],
            ..Rules::default()
        }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn slots_are_places_on_their_days_in_the_order_of_time() {
        let days = days(&house(), date("2026-11-22"), date("2026-11-24"));
        let told: Vec<String> = days
            .iter()
            .flat_map(|day| {
                day.places.iter().map(|place| format!("{} {} {}", day.date, place.time.format("%H:%M"), place.slot))
            })
            .collect();
        assert_eq!(
            told,
            [
                "2026-11-22 01:30 Night",
                "2026-11-22 02:30 Owl",
                "2026-11-22 07:00 Lead",
                "2026-11-23 07:00 Lead",
                "2026-11-23 12:00 Column",
                "2026-11-24 07:00 Lead",
            ]
        );
        assert_eq!(days[0].places[2].at, Some(at("2026-11-22T12:00:00Z")));
    }

    #[test]
    fn days_on_which_the_clocks_change_say_when_and_by_how_much() {
        for (day, change, by) in [
            ("2026-03-08", Some("2026-03-08T07:00:00Z"), 60),
            ("2026-11-01", Some("2026-11-01T06:00:00Z"), -60),
            ("2026-11-02", None, 0),
        ] {
            let found = days(&house(), date(day), date(day))[0].change;
            assert_eq!(found.map(|change| change.at), change.map(at), "{day}");
            assert_eq!(found.map_or(0, |change| change.by.num_minutes()), by, "{day}");
        }
    }

    #[test]
    fn a_place_that_the_clocks_skip_is_none_and_one_they_repeat_is_the_earlier() {
        let spring = &days(&house(), date("2026-03-08"), date("2026-03-08"))[0].places;
        assert_eq!((spring[1].slot.as_str(), spring[1].at), ("Owl", None));
        assert_eq!(spring[1].taken(&[], at("2026-01-01T00:00:00Z")), Taken::Never);
        let autumn = &days(&house(), date("2026-11-01"), date("2026-11-01"))[0].places;
        assert_eq!((autumn[0].at, autumn[0].twice), (Some(at("2026-11-01T05:30:00Z")), true));
    }

    #[test]
    fn a_place_is_empty_taken_or_doubled_until_its_time_is_past() {
        let lead = &days(&house(), date("2026-11-24"), date("2026-11-24"))[0].places[0];
        let (before, same, later) =
            (at("2026-11-24T11:59:00Z"), at("2026-11-24T12:00:20Z"), at("2026-11-24T12:01:00Z"));
        for (out, now, taken) in [
            (&[][..], before, Taken::Empty),
            (&[later], before, Taken::Empty),
            (&[same], before, Taken::Once),
            (&[same, same], before, Taken::Doubled),
            (&[], later, Taken::Past),
        ] {
            assert_eq!(lead.taken(out, now), taken, "{out:?} at {now}");
        }
    }

    #[test]
    fn a_house_in_no_zone_has_no_days() {
        let nowhere = Rules { zone: "Europe/Atlantis".into(), ..house() };
        assert_eq!(days(&nowhere, date("2026-11-24"), date("2026-11-30")), []);
    }
}
