//! What the clock does with jobs that are due, early, late, held or embargoed.

use chrono::Duration;
use rstest::rstest;

use super::world::{World, job};
use crate::article::{Embargo, Hold, JobKind, MissedPolicy, Publication, Receipt, Status};
use crate::command::Command;
use crate::fact::{Fact, JobEnd};
use crate::ids::Hash;
use crate::people::Actor;
use crate::testing::{EDITOR, MANAGING, id, noon};

const DUE: Command = Command::Due { job: crate::ids::JobId(uuid::Uuid::from_u128(1)) };

/// What came of it, in a word.
fn outcome(world: &mut World) -> String {
    match world.act(&Actor::Clock, &DUE) {
        Err(refusal) => refusal.code.to_owned(),
        Ok(facts) => facts
            .iter()
            .map(|fact| match fact {
                Fact::Published { late_minutes, .. } => format!("published {late_minutes:?}"),
                Fact::Withdrawn { .. } => "withdrawn".into(),
                Fact::JobMissed { end: JobEnd::Asked, .. } => "asked".into(),
                Fact::JobMissed { end: JobEnd::Skipped, .. } => "skipped".into(),
                Fact::JobStopped { .. } => "stopped".into(),
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[rstest]
#[case(MissedPolicy::PublishLate { minutes: 60 }, -1, "too-early")]
#[case(MissedPolicy::PublishLate { minutes: 60 }, 0, "published None")]
#[case(MissedPolicy::PublishLate { minutes: 60 }, 59, "published None")]
#[case(MissedPolicy::PublishLate { minutes: 60 }, 60, "published Some(1)")]
#[case(MissedPolicy::PublishLate { minutes: 60 }, 60 * 60, "published Some(60)")]
#[case(MissedPolicy::PublishLate { minutes: 60 }, 61 * 60, "asked")]
#[case(MissedPolicy::Ask, 59, "published None")]
#[case(MissedPolicy::Ask, 60, "asked")]
#[case(MissedPolicy::Skip, 60, "skipped")]
fn a_missed_time_follows_the_houses_policy(#[case] policy: MissedPolicy, #[case] seconds: i64, #[case] told: &str) {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0);
    world.rules.missed = policy;
    world.now += Duration::seconds(seconds);
    assert_eq!(outcome(&mut world), told);
}

#[test]
fn a_jobs_own_policy_goes_before_the_houses() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 5);
    world.person(MANAGING, &Command::SetMissed { job: job(1), missed: Some(MissedPolicy::Skip) }).expect("set");
    world.now += Duration::minutes(10);
    assert_eq!(outcome(&mut world), "skipped");
    assert!(world.there().axes.jobs.is_empty());
}

#[test]
fn a_due_article_goes_live_exactly_once() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0);
    assert_eq!(outcome(&mut world), "published None");
    assert_eq!(outcome(&mut world), "no-such-job");
}

#[test]
fn a_hold_suspends_the_job_and_keeps_it_and_the_release_asks_about_a_passed_time() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 10).with(|world| {
        world.there().axes.hold =
            Some(Hold { reason: "legal".into(), by: id(EDITOR), at: noon(), review: noon() + Duration::days(1) });
    });
    world.now += Duration::minutes(12);
    assert_eq!(outcome(&mut world), "on-hold");
    assert_eq!((world.there().axes.jobs.len(), world.status()), (1, Status::Ready));
    world.person(EDITOR, &Command::Release { note: "cleared".into() }).expect("released");
    assert_eq!(outcome(&mut world), "asked-already", "it does not go out by surprise");
    assert_eq!(world.code(MANAGING, &Command::SettleMissed { job: job(1), publish: true }), "ok");
}

#[test]
fn a_hold_that_ends_in_time_changes_nothing() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 10).with(|world| {
        world.there().axes.hold =
            Some(Hold { reason: "legal".into(), by: id(EDITOR), at: noon(), review: noon() + Duration::days(1) });
    });
    world.person(EDITOR, &Command::Release { note: "cleared".into() }).expect("released");
    world.now += Duration::minutes(10);
    assert_eq!(outcome(&mut world), "published None");
}

#[test]
fn an_embargo_stops_the_clock_and_asks() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0).with(|world| {
        world.there().axes.embargo =
            Some(Embargo { until: noon() + Duration::hours(1), reason: "agreed".into(), by: id(MANAGING), at: noon() });
    });
    assert_eq!(outcome(&mut world), "asked");
    assert_eq!(world.code(MANAGING, &Command::SettleMissed { job: job(1), publish: true }), "embargoed");
    world.now += Duration::hours(1);
    let facts = world.person(MANAGING, &Command::SettleMissed { job: job(1), publish: true }).expect("published");
    assert!(matches!(facts[0], Fact::Published { late_minutes: Some(60), .. }), "{facts:?}");
}

#[test]
fn a_clearance_required_since_stops_the_clock_and_asks() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0);
    world
        .person(EDITOR, &Command::RequireClearance { what: crate::article::ClearanceKind::Legal, required: true })
        .expect("required");
    assert_eq!(outcome(&mut world), "asked");
}

#[test]
fn a_missed_job_is_let_go_or_moved() {
    let missed = || {
        let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0);
        world.rules.missed = MissedPolicy::Ask;
        world.now += Duration::hours(2);
        assert_eq!(outcome(&mut world), "asked");
        world
    };
    let mut world = missed();
    world.person(EDITOR, &Command::SettleMissed { job: job(1), publish: false }).expect("let go");
    assert!(world.there().axes.jobs.is_empty());
    let mut world = missed();
    let when = world.in_minutes(5);
    world.person(MANAGING, &Command::MoveJob { job: job(1), when, share_slot: false }).expect("moved");
    world.now += Duration::minutes(5);
    assert_eq!(outcome(&mut world), "published None");
}

#[test]
fn a_withdrawal_takes_the_article_from_readers() {
    let mut world = World::live(Status::Ready).scheduled(JobKind::Withdraw, 0);
    assert_eq!(outcome(&mut world), "withdrawn");
    assert!(matches!(world.there().publication, Publication::Withdrawn { .. }));
}

#[test]
fn a_withdrawal_of_what_never_went_out_is_skipped() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Withdraw, 0);
    assert_eq!(outcome(&mut world), "skipped");
}

#[test]
fn what_depends_on_a_skipped_publication_goes_with_it() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0).scheduled(JobKind::Withdraw, 600);
    world.rules.missed = MissedPolicy::Skip;
    world.now += Duration::minutes(5);
    assert_eq!(outcome(&mut world), "skipped, stopped");
    assert!(world.there().axes.jobs.is_empty());
}

#[test]
fn a_receipt_is_taken_for_what_is_live_and_for_nothing_older() {
    let mut world = World::live(Status::Ready);
    let version = world.version();
    let receipt = |version| Command::Receive {
        receipt: Receipt { version, at: noon(), differs: vec!["The front page lacks it.".into()], late_minutes: None },
    };
    assert_eq!(world.ask(&Actor::Clock, &receipt(Hash::of(b"old"))).unwrap_err().code, "receipt-out-of-date");
    world.act(&Actor::Clock, &receipt(version)).expect("taken");
    let measure = crate::Measure { words: 1, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version };
    let row = crate::Row::of(world.article.as_ref().expect("an article"), &measure, &world.people);
    assert_eq!(row.trouble.as_deref(), Some("The front page lacks it."));
    assert_eq!(crate::Buckets::at(noon(), &world.rules).of(&row), crate::Bucket::BrokenNow);
}

#[test]
fn a_withdrawal_has_a_receipt_too_and_what_is_still_there_is_broken() {
    let mut world = World::withdrawn(Status::Ready);
    let version = world.version();
    let differs = vec!["The page is still there.".to_owned()];
    let receipt = Receipt { version, at: noon(), differs, late_minutes: None };
    world.act(&Actor::Clock, &Command::Receive { receipt }).expect("taken");
    let measure = crate::Measure { words: 1, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version };
    let row = crate::Row::of(world.there(), &measure, &crate::testing::masthead());
    assert!(row.is_open(), "it is not settled");
    assert_eq!(crate::Buckets::at(noon(), &world.rules).of(&row), crate::Bucket::BrokenNow);
}

#[test]
fn the_managing_editors_first_screen_sorts_articles_into_its_parts() {
    use crate::Bucket;
    let bucket = |mut world: World, version: Hash, now| {
        let measure =
            crate::Measure { words: 1, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version };
        let row = crate::Row::of(world.there(), &measure, &crate::testing::masthead());
        crate::Buckets::at(now, &crate::testing::rules()).of(&row)
    };
    let same = World::at(Status::Ready).version();
    let hours = |hours| noon() + Duration::hours(hours);
    for (world, version, now, expected, why) in [
        (World::at(Status::Ready), same, noon(), Bucket::NeedsMyDecision, "ready without a time"),
        (World::at(Status::Ready).scheduled(JobKind::Publish, 60), same, noon(), Bucket::TodayAndTomorrow, "out today"),
        (World::at(Status::Ready).scheduled(JobKind::Publish, 60), same, hours(2), Bucket::BrokenNow, "late"),
        (World::at(Status::Ready).scheduled(JobKind::Publish, 6000), same, noon(), Bucket::Other, "out next week"),
        (World::at(Status::Pitch), same, hours(20), Bucket::Other, "a young pitch"),
        (World::at(Status::Pitch), same, hours(48), Bucket::NeedsMyDecision, "an old pitch"),
        (World::at(Status::Submitted), same, hours(22), Bucket::Other, "not waiting long"),
        (World::at(Status::Submitted), same, hours(24), Bucket::WaitingTooLong, "waiting too long"),
        (World::at(Status::Drafting), same, hours(24 * 3 + 1), Bucket::WaitingTooLong, "overdue"),
        (World::at(Status::Drafting), same, hours(24 * 2), Bucket::TodayAndTomorrow, "due tomorrow"),
        (World::live(Status::Editing), Hash::of(b"new"), noon(), Bucket::LiveAndChanged, "live and changed"),
        (World::live(Status::Ready), same, noon(), Bucket::Other, "live and unchanged"),
        (World::at(Status::Spiked), same, noon(), Bucket::Other, "spiked"),
    ] {
        assert_eq!(bucket(world, version, now), expected, "{why}");
    }
}
