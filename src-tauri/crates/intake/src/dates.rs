//! Dates as people write them in front matter and file names.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::ArrivalDate;

/// Reads a date with or without time and zone; `None` when it is not one of the known forms. A form in which day and month
/// could be confused (`3/4/2025`) is not guessed.
pub(crate) fn read_date(written: &str) -> Option<ArrivalDate> {
    let written = written.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(written) {
        return Some(ArrivalDate::Instant(at));
    }
    if let Ok(at) = DateTime::parse_from_rfc2822(written) {
        return Some(ArrivalDate::Instant(at));
    }
    let zoned =
        written.strip_suffix('Z').map_or_else(|| written.to_owned(), |rest| format!("{}+0000", rest.trim_end()));
    let zoned = zoned.strip_suffix("UTC").map_or_else(|| zoned.clone(), |rest| format!("{}+0000", rest.trim_end()));
    for form in [
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%d %H:%M %z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%d %H:%M:%S%.f%z",
    ] {
        if let Ok(at) = DateTime::parse_from_str(&zoned, form) {
            return Some(ArrivalDate::Instant(at));
        }
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(at) = NaiveDateTime::parse_from_str(written, form) {
            return Some(ArrivalDate::Local(at));
        }
    }
    for form in ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %B %d, %Y", "%d.%m.%Y"]
    {
        if let Ok(day) = NaiveDate::parse_from_str(written, form) {
            return Some(ArrivalDate::Day(day));
        }
    }
    None
}

/// Splits `2025-03-04-the-long-road` into its date and its rest.
pub(crate) fn split_dated_name(stem: &str) -> (Option<NaiveDate>, &str) {
    let dated = stem.get(..10).and_then(|head| NaiveDate::parse_from_str(head, "%Y-%m-%d").ok());
    match (dated, stem.get(10..)) {
        (Some(day), Some(rest)) if rest.starts_with(['-', '_']) && rest.len() > 1 => (Some(day), &rest[1..]),
        _ => (None, stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_written() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let check =
            |written: &str, expected: Option<ArrivalDate>| assert_eq!(read_date(written), expected, "{written}");
        check("2025-03-04", Some(ArrivalDate::Day(day(2025, 3, 4))));
        check("March 4, 2025", Some(ArrivalDate::Day(day(2025, 3, 4))));
        check("4 March 2025", Some(ArrivalDate::Day(day(2025, 3, 4))));
        check("2025-03-04 07:30", Some(ArrivalDate::Local(day(2025, 3, 4).and_hms_opt(7, 30, 0).unwrap())));
        let instant = DateTime::parse_from_rfc3339("2025-03-04T07:30:00-04:00").unwrap();
        check("2025-03-04 07:30:00 -0400", Some(ArrivalDate::Instant(instant)));
        check("2025-03-04T07:30:00-04:00", Some(ArrivalDate::Instant(instant)));
        check("2025-03-04 11:30 Z", Some(ArrivalDate::Instant(instant)));
        check("3/4/2025", None);
        check("soon", None);
    }

    #[test]
    fn a_file_name_may_begin_with_a_date() {
        assert_eq!(split_dated_name("2025-03-04-long-road"), (NaiveDate::from_ymd_opt(2025, 3, 4), "long-road"));
        assert_eq!(split_dated_name("2025-03-04"), (None, "2025-03-04"), "a date alone is all the name there is");
        assert_eq!(split_dated_name("2025-13-04-x"), (None, "2025-13-04-x"), "there is no thirteenth month");
    }
}
