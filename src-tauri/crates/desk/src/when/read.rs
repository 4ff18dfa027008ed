//! Reading what people write for a time: "fri 7:00", "tomorrow at 9:30", "+2h", "1 dec 10am", "2026-12-01 10:00", "16:00".

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::{Moment, Reading, WhenError, zone};

/// The time that the text names, in the zone. A time of day alone is the next one; a weekday is the next that is not past;
/// a date without a year is the next one. A day without a time of day is unclear: nobody schedules by accident.
pub fn read(text: &str, zone_name: &str, now: DateTime<Utc>) -> Result<Reading, WhenError> {
    let tz = zone(zone_name)?;
    let unclear = || WhenError::Unclear(text.trim().to_owned());
    let words = words(text);
    if let Some(length) = length(&words) {
        let at = now.checked_add_signed(length).ok_or_else(unclear)?;
        return Ok(Reading::At(Moment::of(at, tz)));
    }
    let (time, rest) = time_of_day(&words).ok_or_else(unclear)?;
    let here = now.with_timezone(&tz).naive_local();
    let day = if rest.is_empty() {
        Day::Away(i64::from(time <= here.time())).seen_from(here.date())
    } else {
        match date(&rest) {
            Some(Dated { day, weekday }) => {
                day.for_time(time, here).filter(|day| weekday.is_none_or(|weekday| day.weekday() == weekday))
            }
            None => interim_date(&rest, now, tz),
        }
    };
    let date = day.ok_or_else(unclear)?;
    Moment::at(date.and_time(time), tz.name())
}

/// A day as people name it, whatever day it is today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Days from today.
    Away(i64),
    /// Today or within the next six days.
    Weekday(Weekday),
    /// Of the week after this one, weeks beginning on Monday.
    NextWeek(Weekday),
    /// Without a year: this year's.
    Yearly {
        month: u32,
        day: u32,
    },
    Date(NaiveDate),
}

impl Day {
    /// "today", "tomorrow", "fri", "next fri", "1 dec", "2026-12-01".
    pub fn named(text: &str) -> Option<Self> {
        date(&words(text)).filter(|found| !matches!(found, Dated { weekday: Some(_), .. })).map(|found| found.day)
    }

    /// `None` where the calendar has no such day.
    pub fn seen_from(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Away(days) => today.checked_add_signed(Duration::try_days(days)?),
            Self::Weekday(day) => {
                let ahead = (7 + day.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
                today.checked_add_signed(Duration::days(ahead.into()))
            }
            Self::NextWeek(day) => {
                let ahead =
                    7 + i64::from(day.num_days_from_monday()) - i64::from(today.weekday().num_days_from_monday());
                today.checked_add_signed(Duration::days(ahead))
            }
            Self::Yearly { month, day } => NaiveDate::from_ymd_opt(today.year(), month, day),
            Self::Date(date) => Some(date),
        }
    }

    /// The day on which the time is still to come: "fri 7:00" on a Friday afternoon means the next Friday.
    fn for_time(self, time: NaiveTime, here: NaiveDateTime) -> Option<NaiveDate> {
        let day = self.seen_from(here.date());
        let past = day.is_none_or(|day| day.and_time(time) <= here);
        match self {
            Self::Weekday(_) if past => day?.checked_add_signed(Duration::days(7)),
            Self::Yearly { month, day } if past => NaiveDate::from_ymd_opt(here.year() + 1, month, day),
            Self::Away(_) | Self::Weekday(_) | Self::NextWeek(_) | Self::Yearly { .. } | Self::Date(_) => day,
        }
    }
}

/// A day, and the weekday that was written beside it: they must agree.
struct Dated {
    day: Day,
    weekday: Option<Weekday>,
}

/// Lower-case words without "at", "on", "next", "the" and commas; an ISO "T" between date and time is a space.
fn words(text: &str) -> Vec<String> {
    let mut text = text.trim().to_lowercase().replace(',', " ");
    if let Some(at) = text.find('t').filter(|&at| {
        let bytes = text.as_bytes();
        at >= 8 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    }) {
        text.replace_range(at..=at, " ");
    }
    text.split_whitespace().filter(|word| !matches!(*word, "at" | "on" | "the" | "of")).map(str::to_owned).collect()
}

/// "+2h", "+ 2 h", "+1h30m", "in 2 hours", "+3d".
fn length(words: &[String]) -> Option<Duration> {
    let joined = words.concat();
    let mut rest = joined.strip_prefix('+').or_else(|| joined.strip_prefix("in"))?;
    let mut total = Duration::zero();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let minutes = match &rest[..letters] {
            "m" | "min" | "mins" | "minute" | "minutes" => 1,
            "h" | "hr" | "hrs" | "hour" | "hours" => 60,
            "d" | "day" | "days" => 24 * 60,
            "w" | "week" | "weeks" => 7 * 24 * 60,
            _ => return None,
        };
        total = total.checked_add(&Duration::try_minutes(number.checked_mul(minutes)?)?)?;
        rest = &rest[letters..];
    }
    (total > Duration::zero()).then_some(total)
}

/// The time of day among the words, and the other words.
fn time_of_day(words: &[String]) -> Option<(NaiveTime, Vec<String>)> {
    for (at, word) in words.iter().enumerate() {
        let without = |count: usize| [&words[..at], &words[at + count..]].concat();
        // "9 am", "9:30 pm"
        if let Some(half @ ("am" | "pm")) = words.get(at + 1).map(String::as_str)
            && let Some(time) = clock(&format!("{word}{half}"))
        {
            return Some((time, without(2)));
        }
        if let Some(time) = clock(word) {
            return Some((time, without(1)));
        }
    }
    None
}

/// "7:00", "07.30", "9am", "9:30pm", "noon", "midnight". A bare number is no time: it may be a day.
fn clock(word: &str) -> Option<NaiveTime> {
    match word {
        "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        _ => {}
    }
    let (digits, half) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        (None, None) => (word, None),
    };
    let mut parts = digits.split([':', '.']);
    let hour: u32 = number(parts.next()?)?;
    let minute = parts.next();
    let second = parts.next();
    if parts.next().is_some() || (minute.is_none() && half.is_none()) || second.is_some_and(|s| s != "00") {
        return None;
    }
    let minute: u32 = match minute {
        Some(minute) if minute.len() == 2 => number(minute)?,
        Some(_) => return None,
        None => 0,
    };
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

fn date(words: &[String]) -> Option<Dated> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let plain = |day: Day| Some(Dated { day, weekday: None });
    match words.as_slice() {
        ["today" | "tonight"] => plain(Day::Away(0)),
        ["tomorrow" | "tmr" | "tom"] => plain(Day::Away(1)),
        ["yesterday"] => plain(Day::Away(-1)),
        ["day", "after", "tomorrow"] => plain(Day::Away(2)),
        ["next", day] => plain(Day::NextWeek(weekday(day)?)),
        ["this", day] => plain(Day::Weekday(weekday(day)?)),
        [first, rest @ ..] => match weekday(first) {
            Some(weekday) if rest.is_empty() => plain(Day::Weekday(weekday)),
            Some(weekday) => Some(Dated { day: dated(rest)?, weekday: Some(weekday) }),
            None => plain(dated(&words)?),
        },
        [] => None,
    }
}

fn dated(words: &[&str]) -> Option<Day> {
    match words {
        [one] => one.parse().ok().map(Day::Date),
        [day, month] => {
            let (day, month) = day_and_month(day, month)?;
            // 29 February is a day of some years.
            NaiveDate::from_ymd_opt(2028, month, day).map(|_| Day::Yearly { month, day })
        }
        [day, month, year] => {
            let (day, month) = day_and_month(day, month)?;
            NaiveDate::from_ymd_opt(number(year).filter(|year| *year >= 1000)?, month, day).map(Day::Date)
        }
        _ => None,
    }
}

/// "1 dec", "dec 1", "1st december".
fn day_and_month(one: &str, other: &str) -> Option<(u32, u32)> {
    let (day, month) = match (month(one), month(other)) {
        (None, Some(month)) => (one, month),
        (Some(month), None) => (other, month),
        _ => return None,
    };
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    Some((number(bare)?, month))
}

fn weekday(word: &str) -> Option<Weekday> {
    word.trim_end_matches('.').parse().ok()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let word = if word == "sept" { "sep" } else { word };
    word.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

/// Ways of writing a date that only interim knows, such as "in 3 weeks" or "dec 1 26". A second time of day is none of them.
fn interim_date(words: &[String], now: DateTime<Utc>, tz: Tz) -> Option<NaiveDate> {
    if time_of_day(words).is_some() {
        return None;
    }
    let here = now.with_timezone(&tz);
    interim::parse_date_string(&words.join(" "), here, interim::Dialect::Uk).ok().map(|at| at.date_naive())
}
