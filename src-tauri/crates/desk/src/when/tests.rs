use rstest::rstest;

use super::*;

/// Tuesday 1 December 2026, 12:00 UTC.
const NOON: &str = "2026-12-01T12:00:00Z";

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// What a text means in the zone, as local time and instant; or why it means nothing.
fn told(text: &str, zone: &str, now: &str) -> String {
    match read(text, zone, utc(now)) {
        Ok(Reading::At(moment)) => format!("{} = {}", moment.local, moment.utc.format("%m-%d %H:%M")),
        Ok(Reading::Twice { earlier, later }) => {
            format!("{} = {} or {}", earlier.local, earlier.utc.format("%m-%d %H:%M"), later.utc.format("%m-%d %H:%M"))
        }
        Err(WhenError::Skipped { before, after, .. }) => format!("skipped: {} or {}", before.local, after.local),
        Err(WhenError::Unclear(_)) => "unclear".into(),
        Err(WhenError::UnknownZone(_)) => "unknown zone".into(),
    }
}

#[rstest]
#[case("16:00", "2026-12-01 16:00:00 = 12-01 16:00")]
#[case("11:00", "2026-12-02 11:00:00 = 12-02 11:00")]
#[case("12:00", "2026-12-02 12:00:00 = 12-02 12:00")]
#[case("9am", "2026-12-02 09:00:00 = 12-02 09:00")]
#[case("9 pm", "2026-12-01 21:00:00 = 12-01 21:00")]
#[case("12am", "2026-12-02 00:00:00 = 12-02 00:00")]
#[case("noon tomorrow", "2026-12-02 12:00:00 = 12-02 12:00")]
#[case("midnight", "2026-12-02 00:00:00 = 12-02 00:00")]
#[case("today 18:30", "2026-12-01 18:30:00 = 12-01 18:30")]
#[case("tomorrow 9am", "2026-12-02 09:00:00 = 12-02 09:00")]
#[case("tomorrow at 9:30", "2026-12-02 09:30:00 = 12-02 09:30")]
#[case("Tomorrow, 9.30", "2026-12-02 09:30:00 = 12-02 09:30")]
#[case("fri 7:00", "2026-12-04 07:00:00 = 12-04 07:00")]
#[case("7:00 on Friday", "2026-12-04 07:00:00 = 12-04 07:00")]
#[case("tue 13:00", "2026-12-01 13:00:00 = 12-01 13:00")]
#[case("tue 7:00", "2026-12-08 07:00:00 = 12-08 07:00")]
#[case("next fri 7:00", "2026-12-11 07:00:00 = 12-11 07:00")]
#[case("day after tomorrow 8:00", "2026-12-03 08:00:00 = 12-03 08:00")]
#[case("+2h", "2026-12-01 14:00:00 = 12-01 14:00")]
#[case("+ 90 min", "2026-12-01 13:30:00 = 12-01 13:30")]
#[case("in 2 hours", "2026-12-01 14:00:00 = 12-01 14:00")]
#[case("+1h30m", "2026-12-01 13:30:00 = 12-01 13:30")]
#[case("+3d", "2026-12-04 12:00:00 = 12-04 12:00")]
#[case("5 dec 10am", "2026-12-05 10:00:00 = 12-05 10:00")]
#[case("Dec 5th at 10:00", "2026-12-05 10:00:00 = 12-05 10:00")]
#[case("1 dec 10am", "2027-12-01 10:00:00 = 12-01 10:00")]
#[case("sat 5 dec 10am", "2026-12-05 10:00:00 = 12-05 10:00")]
#[case("fri 5 dec 10am", "unclear")]
#[case("5 december 2027 10:00", "2027-12-05 10:00:00 = 12-05 10:00")]
#[case("2026-12-01 10:00", "2026-12-01 10:00:00 = 12-01 10:00")]
#[case("2026-12-24T10:00", "2026-12-24 10:00:00 = 12-24 10:00")]
#[case("2026-12-24T10:00:00", "2026-12-24 10:00:00 = 12-24 10:00")]
#[case("tomorrow", "unclear")]
#[case("friday", "unclear")]
#[case("25:00", "unclear")]
#[case("13pm", "unclear")]
#[case("9", "unclear")]
#[case("7:5", "unclear")]
#[case("soon", "unclear")]
#[case("30 feb 10:00", "unclear")]
#[case("", "unclear")]
#[case("+", "unclear")]
#[case("+0h", "unclear")]
#[case("+99999999999999999999h", "unclear")]
#[case("+9999999999999w", "unclear")]
#[case("tomorrow 9am 10am", "unclear")]
fn what_people_write_is_read_as_they_mean_it(#[case] text: &str, #[case] meant: &str) {
    assert_eq!(told(text, "Europe/London", NOON), meant, "{text}");
}

/// The nights on which the clocks change: what is skipped is refused with its neighbours, what happens twice is asked.
#[rstest]
#[case("2027-03-14 01:59", "America/New_York", "2027-03-14 01:59:00 = 03-14 06:59")]
#[case("2027-03-14 02:00", "America/New_York", "skipped: 2027-03-14 01:59:00 or 2027-03-14 03:00:00")]
#[case("2027-03-14 02:30", "America/New_York", "skipped: 2027-03-14 01:59:00 or 2027-03-14 03:00:00")]
#[case("2027-03-14 03:00", "America/New_York", "2027-03-14 03:00:00 = 03-14 07:00")]
#[case("2027-11-07 00:59", "America/New_York", "2027-11-07 00:59:00 = 11-07 04:59")]
#[case("2027-11-07 01:30", "America/New_York", "2027-11-07 01:30:00 = 11-07 05:30 or 11-07 06:30")]
#[case("2027-11-07 02:00", "America/New_York", "2027-11-07 02:00:00 = 11-07 07:00")]
#[case("2027-03-28 01:30", "Europe/London", "skipped: 2027-03-28 00:59:00 or 2027-03-28 02:00:00")]
#[case("2027-03-28 02:00", "Europe/London", "2027-03-28 02:00:00 = 03-28 01:00")]
#[case("2027-10-31 01:30", "Europe/London", "2027-10-31 01:30:00 = 10-31 00:30 or 10-31 01:30")]
#[case("2027-10-31 02:00", "Europe/London", "2027-10-31 02:00:00 = 10-31 02:00")]
#[case("2027-10-03 02:15", "Australia/Lord_Howe", "skipped: 2027-10-03 01:59:00 or 2027-10-03 02:30:00")]
#[case("2027-10-03 02:30", "Australia/Lord_Howe", "2027-10-03 02:30:00 = 10-02 15:30")]
#[case("2027-04-04 01:45", "Australia/Lord_Howe", "2027-04-04 01:45:00 = 04-03 14:45 or 04-03 15:15")]
#[case("2027-04-04 01:15", "Australia/Lord_Howe", "2027-04-04 01:15:00 = 04-03 14:15")]
#[case("tomorrow 10:00", "Atlantis", "unknown zone")]
fn nights_on_which_the_clocks_change(#[case] text: &str, #[case] zone: &str, #[case] meant: &str) {
    assert_eq!(told(text, zone, NOON), meant, "{text} in {zone}");
}

#[rstest]
#[case("2027-03-14T06:30:00Z", "+1h", "2027-03-14 03:30:00 = 03-14 07:30")]
#[case("2027-11-07T05:30:00Z", "+1h", "2027-11-07 01:30:00 = 11-07 06:30")]
fn a_length_of_time_is_counted_in_real_hours_across_the_change(
    #[case] now: &str,
    #[case] text: &str,
    #[case] meant: &str,
) {
    assert_eq!(told(text, "America/New_York", now), meant);
}

#[test]
fn the_next_time_of_day_is_that_of_the_zone_not_of_utc() {
    assert_eq!(told("7:00", "America/New_York", NOON), "2026-12-02 07:00:00 = 12-02 12:00");
    assert_eq!(told("8:00", "America/New_York", NOON), "2026-12-01 08:00:00 = 12-01 13:00");
    assert_eq!(told("7:00", "Asia/Tokyo", NOON), "2026-12-02 07:00:00 = 12-01 22:00");
}

#[test]
fn a_reading_echoes_its_zone() {
    let moment = read("fri 7:00", "America/New_York", utc(NOON)).expect("a time").settled().expect("one moment");
    assert_eq!(moment.named(), "Fri 4 Dec 2026, 07:00 (America/New_York, EST)");
    assert_eq!(moment.zone, "America/New_York");
}

#[test]
fn a_time_that_happens_twice_is_a_question_with_both_answers() {
    let refusal = read("2027-11-07 01:30", "America/New_York", utc(NOON)).expect("a reading").settled().unwrap_err();
    let Some(Ask::WhichTime { earlier, later }) = refusal.asks else { panic!("a question") };
    assert_eq!(
        (earlier.named().as_str(), later.named().as_str()),
        ("Sun 7 Nov 2027, 01:30 (America/New_York, EDT)", "Sun 7 Nov 2027, 01:30 (America/New_York, EST)",)
    );
    assert!(earlier.agrees().expect("a time that exists") && later.agrees().expect("a time that exists"));
}

#[test]
fn a_moment_whose_parts_disagree_is_seen() {
    let mut moment = read("fri 7:00", "Europe/London", utc(NOON)).expect("a time").settled().expect("one moment");
    assert_eq!(moment.agrees(), Ok(true));
    moment.utc += Duration::hours(1);
    assert_eq!(moment.agrees(), Ok(false));
}

#[test]
fn a_day_begins_with_the_first_instant_of_its_date() {
    // In Cairo the clocks went forward at midnight on 28 April 2023.
    let cairo = zone("Africa/Cairo").expect("a zone");
    let day = chrono::NaiveDate::from_ymd_opt(2023, 4, 28).expect("a day");
    assert_eq!(day_begins(day, cairo), Some(utc("2023-04-27T22:00:00Z")));
    assert_eq!(
        days("America/New_York", utc(NOON), 0, 2),
        Some((utc("2026-12-01T05:00:00Z"), utc("2026-12-03T05:00:00Z")))
    );
}

#[test]
fn the_zone_data_is_that_of_the_known_edition() {
    assert_eq!(chrono_tz::IANA_TZDB_VERSION, "2025b", "new zone data: look at the tables above again");
}
