//! Each kind of violation by a table, and a fortnight with one of each planted: all are found, and nothing else.

use chrono::{NaiveDateTime, TimeZone as _};
use uuid::Uuid;

use super::*;
use crate::rules::Slot;

const UPDATE: JobKind = JobKind::Update { significant: false };

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// Monday 19 October 2026, noon in New York; the clocks go back on 1 November.
fn now() -> DateTime<Utc> {
    at("2026-10-19T16:00:00Z")
}

fn house(slots: &[&str]) -> Rules {
    let slot = |time: &&str| Slot { name: (*time).into(), at: (*time).into(), days: Vec::new() };
    Rules { zone: "America/New_York".into(), slots: slots.iter().map(slot).collect(), ..Rules::default() }
}

/// A local time in New York; the later one of two.
fn moment(local: &str) -> Moment {
    let local: NaiveDateTime = local.parse().expect("a time");
    let zone = when::zone("America/New_York").expect("a zone");
    let utc = zone.from_local_datetime(&local).latest().expect("it exists").to_utc();
    Moment { local, zone: zone.name().into(), utc }
}

fn step(kind: JobKind, local: &str, links: &[&str]) -> Step {
    Step { kind, when: moment(local), asked: false, links: links.iter().map(|link| (*link).into()).collect() }
}

fn story(slug: &str, out: bool, steps: Vec<Step>) -> Story {
    let id = ArticleId(Uuid::from_u128(slug.bytes().fold(7, |sum, byte| sum * 31 + u128::from(byte))));
    Story { id, slug: slug.into(), address: slug.into(), out, on_hold: false, embargo: None, steps }
}

fn found(stories: &[Story], rules: &Rules) -> Vec<(Kind, String)> {
    violations(stories, rules, now(), 14).into_iter().map(|one| (one.kind, one.said)).collect()
}

#[track_caller]
fn check(stories: &[Story], expected: &[(Kind, &str)]) {
    let found = found(stories, &house(&[]));
    let expected: Vec<(Kind, String)> = expected.iter().map(|(kind, said)| (*kind, (*said).into())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_sound_schedule_has_no_violation() {
    check(
        &[
            story("harbour", false, vec![step(JobKind::Publish, "2026-10-20T07:00:00", &["river", "harbour"])]),
            story("river", true, vec![step(UPDATE, "2026-10-21T07:00:00", &["harbour", "elsewhere"])]),
            story(
                "brief",
                false,
                vec![
                    step(JobKind::Publish, "2026-10-22T07:00:00", &[]),
                    step(JobKind::Withdraw, "2026-10-23T07:00:00", &[]),
                ],
            ),
        ],
        &[],
    );
}

#[test]
fn an_embargo_that_ends_later_is_broken_and_one_that_ends_then_is_not() {
    let sealed = |until: &str| {
        let steps = vec![step(JobKind::Publish, "2026-10-20T07:00:00", &[])];
        Story { embargo: Some(at(until)), ..story("sealed", false, steps) }
    };
    check(&[sealed("2026-10-20T11:00:00Z")], &[]);
    check(
        &[sealed("2026-10-20T11:00:01Z")],
        &[(Kind::EmbargoBroken, "sealed is to go out before its embargo ends, on Tue 20 Oct 2026, 07:00.")],
    );
}

#[test]
fn an_update_needs_its_original_also_when_that_is_held_or_was_missed() {
    let steps = || vec![step(JobKind::Publish, "2026-10-20T07:00:00", &[]), step(UPDATE, "2026-10-21T07:00:00", &[])];
    check(&[story("good", false, steps())], &[]);
    check(
        &[story("alone", false, vec![step(UPDATE, "2026-10-21T07:00:00", &[])])],
        &[(Kind::NothingToUpdate, "alone is to be updated, and it is not out by then.")],
    );
    check(
        &[Story { on_hold: true, ..story("held", false, steps()) }],
        &[(Kind::NothingToUpdate, "held is to be updated, and it is on hold.")],
    );
    let mut missed = steps();
    missed[0].asked = true;
    check(
        &[story("missed", false, missed)],
        &[(Kind::NothingToUpdate, "missed is to be updated, and it is not out by then.")],
    );
    check(
        &[story("late", false, vec![step(JobKind::Withdraw, "2026-10-21T07:00:00", &[])])],
        &[(Kind::NothingToUpdate, "late is to be withdrawn, and it is not out by then.")],
    );
}

#[test]
fn a_link_leads_to_what_is_out_at_that_minute() {
    let from = |local: &str| story("from", false, vec![step(JobKind::Publish, local, &["to", "to"])]);
    let to = |out: bool, steps: Vec<Step>| story("to", out, steps);
    let publish = || vec![step(JobKind::Publish, "2026-10-20T16:00:00", &[])];
    let withdraw = || vec![step(JobKind::Withdraw, "2026-10-20T16:00:00", &[])];
    check(
        &[from("2026-10-20T12:00:00"), to(false, publish())],
        &[(Kind::LinkNotYet, "from links to to, which is not out until Tue 20 Oct 2026, 16:00.")],
    );
    check(&[from("2026-10-20T17:00:00"), to(false, publish())], &[]);
    check(
        &[from("2026-10-20T12:00:00"), to(false, Vec::new())],
        &[(Kind::LinkNotYet, "from links to to, which has no time to go out.")],
    );
    check(
        &[from("2026-10-20T17:00:00"), to(true, withdraw())],
        &[(Kind::LinkGone, "from links to to, which is gone by then.")],
    );
    check(
        &[from("2026-10-20T12:00:00"), to(true, withdraw())],
        &[(Kind::LinkGone, "from links to to, which is withdrawn on Tue 20 Oct 2026, 16:00.")],
    );
    check(&[Story { on_hold: true, ..from("2026-10-20T12:00:00") }, to(false, Vec::new())], &[]);
}

#[test]
fn times_that_the_clocks_repeat_skip_or_moved_are_traps() {
    let one = |when: Moment| {
        [story("night", false, vec![Step { when, ..step(JobKind::Publish, "2026-10-20T07:00:00", &[]) }])]
    };
    check(
        &one(moment("2026-11-01T01:30:00")),
        &[(Kind::ClockTrap, "night: the clocks show 01:30 twice that night in America/New_York; the second is meant.")],
    );
    let skipped = Moment { local: "2027-03-14T02:30:00".parse().expect("a time"), ..moment("2027-03-14T03:30:00") };
    check(&one(skipped), &[(Kind::ClockTrap, "night: the clocks skip 02:30 that night in America/New_York.")]);
    let moved = Moment { utc: at("2026-10-20T12:00:00Z"), ..moment("2026-10-20T07:00:00") };
    check(
        &one(moved),
        &[(Kind::ClockTrap, "night: 07:00 in America/New_York means another instant now than when it was set.")],
    );
}

#[test]
fn of_what_has_passed_nothing_is_said() {
    let past = vec![step(UPDATE, "2026-10-19T11:00:00", &["nowhere"])];
    check(&[story("past", false, past), story("nowhere", false, Vec::new())], &[]);
}

#[test]
fn a_planted_fortnight_is_found_whole_and_nothing_else() {
    let publish =
        |day: u32, time: &str, links: &[&str]| step(JobKind::Publish, &format!("2026-10-{day}T{time}:00"), links);
    let daily = (20..=31)
        .filter(|day| *day != 25)
        .map(|day| story(&format!("daily-{day}"), false, vec![publish(day, "07:00", &[])]));
    let mut stories: Vec<Story> = daily.collect();
    stories.push(story("today", false, vec![step(JobKind::Publish, "2026-10-19T19:00:00", &["standing"])]));
    stories.push(story("first-nov", false, vec![step(JobKind::Publish, "2026-11-01T01:10:00", &[])]));
    stories.push(Story {
        embargo: Some(at("2026-10-22T00:00:00Z")),
        ..story("sealed", false, vec![publish(21, "12:00", &[])])
    });
    stories.push(story("twin", false, vec![publish(22, "07:00", &[])]));
    stories.push(story("early", false, vec![publish(23, "12:00", &["late", "standing"])]));
    stories.push(story("late", false, vec![publish(23, "16:00", &["early"])]));
    stories.push(story("orphan", false, vec![step(UPDATE, "2026-10-24T16:00:00", &[])]));
    stories.push(story("standing", true, Vec::new()));
    let kinds: Vec<(Kind, String)> = found(&stories, &house(&["07:00", "12:00"]));
    let expected = [
        (Kind::EmbargoBroken, "sealed is to go out before its embargo ends, on Wed 21 Oct 2026, 20:00."),
        (Kind::SlotShared, "daily-22 and twin go out in the same minute."),
        (Kind::LinkNotYet, "early links to late, which is not out until Fri 23 Oct 2026, 16:00."),
        (Kind::NothingToUpdate, "orphan is to be updated, and it is not out by then."),
        (Kind::Gap, "Nothing goes out on Sun 25 Oct."),
        (
            Kind::ClockTrap,
            "first-nov: the clocks show 01:10 twice that night in America/New_York; the second is meant.",
        ),
    ];
    assert_eq!(kinds, expected.map(|(kind, said)| (kind, String::from(said))));
}
