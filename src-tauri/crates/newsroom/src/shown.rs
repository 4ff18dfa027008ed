//! Times as people read them.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The zone of that IANA name; UTC for a name that is none, which the rules' check reports.
pub fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// "Fri 27 Nov 07:00 EST"; with the year when it is not this one.
pub fn short(at: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    let (local, here) = (at.with_timezone(&zone), now.with_timezone(&zone));
    let this_year = local.format("%Y").to_string() == here.format("%Y").to_string();
    local.format(if this_year { "%a %-d %b %H:%M %Z" } else { "%a %-d %b %Y %H:%M %Z" }).to_string()
}

/// "Friday 27 November 2026, 07:00 EST (America/New_York)".
pub fn long(at: DateTime<Utc>, zone: Tz) -> String {
    format!("{} ({})", at.with_timezone(&zone).format("%A %-d %B %Y, %H:%M %Z"), zone.name())
}

/// "in 2 d 16 h", "3 min ago", "now".
pub fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let away = at - now;
    let span = length(away.abs());
    match span.as_str() {
        "" => "now".into(),
        _ if away > TimeDelta::zero() => format!("in {span}"),
        _ => format!("{span} ago"),
    }
}

/// "2 d 16 h", "3 min"; empty below half a minute.
pub fn length(span: TimeDelta) -> String {
    let minutes = (span.num_seconds() + 30) / 60;
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, 0) => String::new(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn the_year_is_said_only_when_it_is_another() {
        let zone = zone("America/New_York");
        let now = at("2026-11-24T19:00:00Z");
        assert_eq!(short(at("2026-11-27T12:00:00Z"), zone, now), "Fri 27 Nov 07:00 EST");
        assert_eq!(short(at("2027-07-01T11:00:00Z"), zone, now), "Thu 1 Jul 2027 07:00 EDT");
    }

    #[test]
    fn distances_are_said_in_the_two_largest_units() {
        let now = at("2026-11-24T12:00:00Z");
        for (then, said) in [
            ("2026-11-24T12:00:10Z", "now"),
            ("2026-11-24T12:03:00Z", "in 3 min"),
            ("2026-11-24T13:30:00Z", "in 1 h 30 min"),
            ("2026-11-27T04:00:00Z", "in 2 d 16 h"),
            ("2026-11-24T11:57:00Z", "3 min ago"),
        ] {
            assert_eq!(distance(at(then), now), said);
        }
    }
}
