//! Every guard: what it refuses, with which code, and that its remedy helps.

use chrono::{Duration, TimeZone};
use rstest::rstest;

use super::world::{World, job};
use crate::article::{Article, Clearance, ClearanceKind, Commission, Embargo, Hold, JobKind, NoticeKind, Status};
use crate::command::Command;
use crate::fact::{Fact, FieldChanges, PublishKind};
use crate::refusal::Ask;
use crate::sight::Booked;
use crate::testing::{EDITOR, GRANTED, MANAGING, OTHER_EDITOR, OTHER_WRITER, WRITER, commission, fields, id, noon};
use crate::when::Moment;

fn later() -> chrono::DateTime<chrono::Utc> {
    noon() + Duration::days(2)
}

fn hold(world: &mut World) {
    world.there().axes.hold = Some(Hold { reason: "legal".into(), by: id(EDITOR), at: noon(), review: later() });
}

fn embargo(world: &mut World) {
    world.there().axes.embargo = Some(Embargo { until: later(), reason: "agreed".into(), by: id(EDITOR), at: noon() });
}

fn publish_in(minutes: i64) -> Command {
    Command::Schedule {
        kind: JobKind::Publish,
        when: World::empty().in_minutes(minutes),
        share_slot: false,
        missed: None,
    }
}

fn assign(change: impl FnOnce(&mut Commission)) -> Command {
    let mut commission = commission();
    change(&mut commission);
    Command::Assign { commission }
}

fn set(changes: FieldChanges) -> Command {
    Command::Set { changes }
}

fn notice(kind: NoticeKind, second: u128) -> Command {
    Command::Notice { notice: kind, text: "The deal was signed in May.".into(), second: id(second) }
}

#[rstest]
#[case("1", World::empty(), Command::Pitch { slug: "a".into(), fields: fields(), commission: Commission::default() }, "incomplete")]
#[case("1", World::empty(), Command::Pitch { slug: "A Deal".into(), fields: fields(), commission: commission() }, "bad-slug")]
#[case("1", World::empty().with(|w| w.slug_taken = true), Command::Pitch { slug: "a".into(), fields: fields(), commission: commission() }, "slug-taken")]
#[case("1", World::at(Status::Pitch), Command::Pitch { slug: "a".into(), fields: fields(), commission: commission() }, "begun-already")]
#[case("2", World::at(Status::Pitch), assign(|c| c.writer = None), "incomplete")]
#[case("2", World::at(Status::Pitch), assign(|c| c.writer = Some(id(99))), "unknown-person")]
#[case("2", World::at(Status::Pitch), assign(|c| c.due = None), "incomplete")]
#[case("2", World::at(Status::Pitch), assign(|c| c.length = None), "incomplete")]
#[case("2", World::at(Status::Pitch), assign(|c| (c.length, c.no_length_reason) = (None, "as long as it takes".into())), "ok")]
#[case("3", World::at(Status::Pitch), Command::Spike { reason: " ".into() }, "incomplete")]
#[case("5", World::at(Status::Drafting).with(|w| w.there().fields.headline.clear()), Command::Submit { note: String::new() }, "incomplete")]
#[case("5", World::at(Status::Drafting).with(|w| w.there().fields.authors.clear()), Command::Submit { note: String::new() }, "incomplete")]
#[case("5", World::at(Status::Drafting).with(|w| w.text.words = 0), Command::Submit { note: String::new() }, "incomplete")]
#[case("5, TKs pass", World::at(Status::Drafting).with(|w| w.text.tks.push(crate::text::Span { from: 0, to: 2 })), Command::Submit { note: String::new() }, "ok")]
#[case("6", World::at(Status::Editing).with(|w| w.there().axes.claim = Some(id(EDITOR))), Command::PullBack, "claimed")]
#[case("8", World::at(Status::Editing), Command::Return { note: String::new(), due: later() }, "incomplete")]
#[case("8", World::at(Status::Editing), Command::Return { note: "Cut.".into(), due: noon() }, "not-in-future")]
#[case("9", World::at(Status::Revising).with(|w| w.text.open_must_answer = 2), Command::HandBack { note: String::new() }, "comments-unanswered")]
#[case("10", World::at(Status::Editing).with(|w| w.text.open_must_fix = 1), Command::ToCopy, "must-fix-open")]
#[case("11", World::at(Status::Copy), Command::BackToEditing { note: String::new() }, "incomplete")]
#[case("12", World::at(Status::Copy).with(|w| w.there().fields.authors.push(id(MANAGING))), Command::Approve, "own-article")]
#[case("12", World::at(Status::Copy).with(|w| w.text.tks.push(crate::text::Span { from: 0, to: 2 })), Command::Approve, "checks-fail")]
#[case("12", World::at(Status::Copy).with(|w| w.text.open_suggestions = 1), Command::Approve, "checks-fail")]
#[case("12", World::at(Status::Copy).with(|w| w.there().fields.lead.as_mut().expect("a lead").alt.clear()), Command::Approve, "checks-fail")]
#[case("12", World::at(Status::Copy).with(|w| w.there().axes.clearances.facts = Clearance::Required), Command::Approve, "not-cleared")]
#[case("12", World::at(Status::Copy).with(|w| w.there().axes.clearances.facts = Clearance::Cleared { by: id(EDITOR), version: crate::ids::Hash::of(b"older"), at: noon() }), Command::Approve, "not-cleared")]
#[case("13", World::at(Status::Ready).typed(" More."), publish_in(60), "not-the-approved-version")]
#[case("13", World::at(Status::Ready), publish_in(0), "in-the-past")]
#[case("13", World::at(Status::Ready), publish_in(-10), "in-the-past")]
#[case("13", World::at(Status::Ready).with(embargo), publish_in(60), "before-embargo")]
#[case("13", World::at(Status::Ready).with(embargo), publish_in(2 * 24 * 60), "ok")]
#[case("13", World::at(Status::Ready).with(hold), publish_in(60), "on-hold")]
#[case("13", World::at(Status::Ready).scheduled(JobKind::Publish, 30), publish_in(60), "published-already")]
#[case("13", World::live(Status::Ready), publish_in(60), "published-already")]
#[case("13", World::at(Status::Editing), publish_in(60), "wrong-status")]
#[case("13", World::at(Status::Ready).with(|w| w.address_taken = true), publish_in(60), "address-taken")]
#[case("14", World::at(Status::Ready).scheduled(JobKind::Publish, 30), Command::StopJob { job: job(7), reason: String::new() }, "no-such-job")]
#[case("14", World::at(Status::Ready), Command::StopJob { job: job(7), reason: String::new() }, "not-scheduled")]
#[case("15", World::at(Status::Ready).typed(" More."), Command::Publish, "not-the-approved-version")]
#[case("15", World::at(Status::Ready).with(hold), Command::Publish, "on-hold")]
#[case("15", World::at(Status::Ready).with(embargo), Command::Publish, "embargoed")]
#[case("15", World::at(Status::Ready).with(|w| { embargo(w); w.now = later(); }), Command::Publish, "ok")]
#[case("15", World::at(Status::Ready).with(|w| w.there().axes.clearances.art = Clearance::Required), Command::Publish, "not-cleared")]
#[case("15", World::live(Status::Ready), Command::Publish, "already-live")]
#[case("15", World::at(Status::Copy), Command::Publish, "wrong-status")]
#[case("15", World::at(Status::Spiked), Command::Publish, "spiked")]
#[case("17", World::live(Status::Ready), Command::SilentFix, "nothing-changed")]
#[case("17", World::live(Status::Editing).typed(" It cost 40 crowns."), Command::SilentFix, "not-a-silent-fix")]
#[case("17", World::live(Status::Editing).typed(" indeed").with(|w| w.text.tks.push(crate::text::Span { from: 0, to: 2 })), Command::SilentFix, "checks-fail")]
#[case("17", World::live(Status::Editing).typed(" indeed").with(hold), Command::SilentFix, "on-hold")]
#[case("17", World::live(Status::Editing).typed(" indeed").with(embargo), Command::SilentFix, "embargoed")]
#[case("17", World::at(Status::Editing).typed(" indeed"), Command::SilentFix, "not-live")]
#[case("18", World::live(Status::Ready), Command::Update { significant: false }, "nothing-changed")]
#[case("18", World::live(Status::Ready).typed(" More."), Command::Update { significant: false }, "not-the-approved-version")]
#[case("19", World::live(Status::Ready), Command::Notice { notice: NoticeKind::Correction, text: " ".into(), second: id(OTHER_EDITOR) }, "incomplete")]
#[case("19", World::live(Status::Ready), notice(NoticeKind::Correction, MANAGING), "second-not-independent")]
#[case("19", World::live(Status::Ready), notice(NoticeKind::Correction, OTHER_WRITER), "second-has-no-desk")]
#[case("19", World::live(Status::Ready), notice(NoticeKind::Correction, 99), "unknown-person")]
#[case("19", World::live(Status::Ready).with(|w| w.there().fields.authors = vec![id(OTHER_EDITOR)]), notice(NoticeKind::EditorsNote, OTHER_EDITOR), "second-not-independent")]
#[case("19", World::live(Status::Editing).typed(" More."), notice(NoticeKind::Correction, OTHER_EDITOR), "correction-not-approved")]
#[case("19", World::live(Status::Editing).typed(" More."), notice(NoticeKind::EditorsNote, OTHER_EDITOR), "ok")]
#[case("20", World::live(Status::Ready), Command::Retract { reason: String::new(), second: id(OTHER_EDITOR) }, "incomplete")]
#[case("20", World::live(Status::Ready), Command::Retract { reason: "wrong".into(), second: id(MANAGING) }, "second-not-independent")]
#[case("20", World::at(Status::Ready), Command::Retract { reason: "wrong".into(), second: id(OTHER_EDITOR) }, "not-live")]
#[case("21", World::live(Status::Ready), Command::Withdraw { reason: String::new() }, "incomplete")]
#[case("21", World::withdrawn(Status::Ready), Command::Withdraw { reason: "asked".into() }, "withdrawn")]
#[case("22", World::live(Status::Ready), Command::TakeDown { reason: "order".into(), typed: "harbour".into() }, "not-confirmed")]
#[case("22", World::live(Status::Ready), Command::TakeDown { reason: String::new(), typed: "harbour-deal".into() }, "incomplete")]
#[case("23", World::at(Status::Editing), Command::Hold { reason: String::new(), review: later() }, "incomplete")]
#[case("23", World::at(Status::Editing), Command::Hold { reason: "legal".into(), review: noon() }, "not-in-future")]
#[case("23", World::at(Status::Editing).with(hold), Command::Hold { reason: "legal".into(), review: later() }, "already-on-hold")]
#[case("23", World::at(Status::Editing), Command::Release { note: String::new() }, "not-on-hold")]
#[case("24", World::at(Status::Editing), Command::Embargo { until: noon(), reason: "agreed".into() }, "not-in-future")]
#[case("24", World::at(Status::Editing), Command::Embargo { until: later(), reason: String::new() }, "incomplete")]
#[case("24", World::at(Status::Editing), Command::LiftEmbargo { reason: "over".into() }, "no-embargo")]
#[case("12", World::at(Status::Editing), Command::Clear { what: ClearanceKind::Art }, "nothing-to-clear")]
#[case("12", World::at(Status::Editing).with(|w| w.there().axes.clearances.legal = Clearance::Required), Command::Clear { what: ClearanceKind::Art }, "not-required")]
#[case("25", World::live(Status::Editing), Command::Spike { reason: "no".into() }, "already-live")]
#[case("25", World::at(Status::Spiked).with(|w| w.there().axes.since = noon() - Duration::days(91)), Command::Unspike, "past-recovery")]
#[case("27", World::at(Status::Editing), Command::Override { check: "alt-text".into(), reason: "It is decoration, nothing more.".into() }, "check-passes")]
#[case("27", World::at(Status::Editing), Command::Override { check: "wings".into(), reason: "It is decoration, nothing more.".into() }, "unknown-check")]
#[case("27", World::at(Status::Editing).with(|w| w.there().fields.headline.clear()), Command::Override { check: "headline".into(), reason: "It is decoration, nothing more.".into() }, "check-stands")]
#[case("27", World::at(Status::Editing).with(|w| w.there().fields.lead.as_mut().expect("a lead").alt.clear()), Command::Override { check: "alt-text".into(), reason: "nineteen letters ok".into() }, "reason-too-short")]
#[case("27", World::at(Status::Editing).with(|w| w.there().fields.lead.as_mut().expect("a lead").alt.clear()), Command::Override { check: "alt-text".into(), reason: "twenty letters is ok".into() }, "ok")]
#[case("fields", World::at(Status::Editing), set(FieldChanges { section: Some("sport".into()), ..FieldChanges::default() }), "unknown-term")]
#[case("fields", World::at(Status::Editing), set(FieldChanges { authors: Some(vec![id(99)]), ..FieldChanges::default() }), "unknown-person")]
#[case("fields", World::at(Status::Editing), set(FieldChanges { authors: Some(vec![id(WRITER), id(WRITER)]), ..FieldChanges::default() }), "author-twice")]
#[case("fields", World::at(Status::Spiked), set(FieldChanges { dek: Some("New".into()), ..FieldChanges::default() }), "spiked")]
#[case("slug", World::at(Status::Editing), Command::SetSlug { slug: "-a".into() }, "bad-slug")]
#[case("address", World::at(Status::Editing), Command::SetAddress { address: Some("../etc".into()) }, "bad-address")]
#[case("address", World::at(Status::Editing).with(|w| w.address_taken = true), Command::SetAddress { address: Some("deal".into()) }, "address-taken")]
#[case("version", World::at(Status::Editing), Command::Freeze { name: " ".into() }, "incomplete")]
#[case("undo", World::at(Status::Editing), Command::Undo, "ok")]
#[case("none", World::empty(), Command::Approve, "no-such-article")]
fn a_guard_stands(#[case] row: &str, #[case] mut world: World, #[case] command: Command, #[case] code: &str) {
    if command == Command::Undo {
        world.person(MANAGING, &Command::Hold { reason: "legal".into(), review: later() }).expect("held");
    }
    let answer = world.code(MANAGING, &command);
    assert_eq!(answer, code, "row {row}: {:?}", world.ask(&crate::testing::actor(MANAGING), &command));
}

#[test]
fn a_submission_names_all_that_is_missing_at_once() {
    let mut world = World::at(Status::Drafting).with(|world| {
        world.there().fields.headline.clear();
        world.there().fields.authors.clear();
        world.text.words = 0;
    });
    world.there().created_by = crate::testing::actor(WRITER);
    let refusal = world.person(WRITER, &Command::Submit { note: String::new() }).unwrap_err();
    assert_eq!(refusal.missing, ["a headline", "a byline", "some text"]);
    assert_eq!(refusal.reason, "The article has no headline, byline or text.");
    assert_eq!(refusal.remedy, "Add a headline, a byline and some text, then try again.");
}

#[test]
fn an_approval_names_everything_that_stands_in_its_way() {
    let mut world = World::at(Status::Copy).with(|world| {
        world.text.open_suggestions = 3;
        world.there().axes.clearances.legal = Clearance::Required;
    });
    let refusal = world.person(MANAGING, &Command::Approve).unwrap_err();
    assert_eq!(refusal.missing, ["3 suggestions are open.", "clearance: legal"]);
}

#[test]
fn a_refusal_names_who_can() {
    let mut world = World::live(Status::Ready);
    let refusal = world.person(EDITOR, &Command::Withdraw { reason: "asked".into() }).unwrap_err();
    assert_eq!(refusal.reason, "Nobody but a managing editor can do this: \u{201c}Withdraw\u{201d}.");
    assert_eq!(refusal.remedy, "Ask Ines Okafor.");
}

#[test]
fn an_act_out_of_place_says_what_has_its_place_there() {
    let refusal = World::at(Status::Submitted).person(MANAGING, &Command::Approve).unwrap_err();
    assert_eq!(refusal.reason, "An article in submitted cannot be approved.");
    assert_eq!(refusal.remedy, "From submitted it can be pulled back, claimed or spiked.");
}

#[test]
fn the_two_person_rule_can_be_relaxed_and_then_shows() {
    let mut world = World::at(Status::Copy).with(|world| {
        world.rules.two_person_rule = false;
        world.there().fields.authors.push(id(MANAGING));
    });
    let facts = world.person(MANAGING, &Command::Approve).expect("approved");
    assert!(facts.iter().any(|fact| matches!(fact, Fact::Approved { by_author: true, .. })));
}

#[test]
fn an_occupied_slot_is_asked_about_and_shared_when_that_is_meant() {
    let mut world = World::at(Status::Ready);
    let when = world.in_minutes(60);
    world.others.push(Booked {
        article: crate::ids::ArticleId(uuid::Uuid::from_u128(77)),
        slug: "grain-prices".into(),
        kind: JobKind::Publish,
        at: when.utc + Duration::seconds(20),
    });
    let refusal = world.person(MANAGING, &publish_in(60)).unwrap_err();
    assert_eq!(refusal.asks, Some(Ask::ShareSlot { with: vec!["grain-prices".into()], at: Box::new(when.clone()) }));
    let shared = Command::Schedule { kind: JobKind::Publish, when, share_slot: true, missed: None };
    assert!(world.person(MANAGING, &shared).is_ok());
    assert_eq!(World::at(Status::Ready).code(MANAGING, &publish_in(61)), "ok", "another minute is another slot");
}

#[test]
fn a_question_is_not_asked_while_something_else_is_wrong() {
    let mut world = World::at(Status::Ready).with(hold);
    let when = world.in_minutes(60);
    world.others.push(Booked {
        article: crate::ids::ArticleId(uuid::Uuid::from_u128(77)),
        slug: "grain-prices".into(),
        kind: JobKind::Publish,
        at: when.utc,
    });
    assert_eq!(world.code(MANAGING, &publish_in(60)), "on-hold");
}

#[test]
fn a_time_that_the_clocks_skip_is_refused_with_its_neighbours() {
    let local = chrono::NaiveDate::from_ymd_opt(2027, 3, 28).and_then(|day| day.and_hms_opt(1, 30, 0)).expect("a time");
    let when = Moment { local, zone: "Europe/London".into(), utc: chrono::Utc.from_utc_datetime(&local) };
    let command = Command::Schedule { kind: JobKind::Publish, when, share_slot: false, missed: None };
    let refusal = World::at(Status::Ready).person(MANAGING, &command).unwrap_err();
    assert_eq!(refusal.code, "time-skipped");
    assert_eq!(refusal.remedy, "Choose Sun 28 Mar 2027, 00:59 or Sun 28 Mar 2027, 02:00.");
}

#[test]
fn a_moment_whose_instant_is_not_its_local_time_is_refused() {
    let mut when = World::empty().in_minutes(60);
    when.utc += Duration::hours(1);
    let command = Command::Schedule { kind: JobKind::Publish, when, share_slot: false, missed: None };
    assert_eq!(World::at(Status::Ready).code(MANAGING, &command), "time-disagrees");
}

#[test]
fn operations_follow_from_one_another() {
    let schedule = |kind, minutes| Command::Schedule {
        kind,
        when: World::empty().in_minutes(minutes),
        share_slot: false,
        missed: None,
    };
    let world = World::at(Status::Ready).scheduled(JobKind::Publish, 60);
    for (kind, minutes, code) in [
        (JobKind::Withdraw, 90, "ok"),
        (JobKind::Withdraw, 30, "nothing-to-withdraw"),
        (JobKind::Update { significant: false }, 90, "ok"),
        (JobKind::Update { significant: false }, 30, "nothing-to-update"),
        (JobKind::Publish, 90, "published-already"),
    ] {
        assert_eq!(world.clone().code(MANAGING, &schedule(kind, minutes)), code, "{kind:?} in {minutes}");
    }
    let mut both = world.scheduled(JobKind::Withdraw, 90);
    let beyond = Command::MoveJob { job: job(1), when: both.in_minutes(120), share_slot: false };
    assert_eq!(both.code(MANAGING, &beyond), "nothing-to-withdraw", "a publication is not moved past its withdrawal");
    let facts = both.person(EDITOR, &Command::StopJob { job: job(1), reason: "no".into() }).expect("stopped");
    assert_eq!(facts.len(), 2, "the withdrawal goes with the publication: {facts:?}");
    assert!(both.there().axes.jobs.is_empty());
}

#[test]
fn only_a_managing_editor_moves_a_withdrawal_or_shortens_an_embargo() {
    let mut world = World::live(Status::Ready).scheduled(JobKind::Withdraw, 60);
    let moved = Command::MoveJob { job: job(1), when: world.in_minutes(90), share_slot: false };
    assert_eq!(world.code(GRANTED, &moved), "no-right");
    assert_eq!(world.code(MANAGING, &moved), "ok");
    let mut world = World::at(Status::Editing).with(embargo);
    let shorter = Command::Embargo { until: later() - Duration::days(1), reason: "agreed".into() };
    assert_eq!(world.code(EDITOR, &shorter), "embargo-shortened");
    assert_eq!(world.code(MANAGING, &shorter), "ok");
}

#[test]
fn a_withdrawal_needs_no_approval() {
    let command = Command::Schedule {
        kind: JobKind::Withdraw,
        when: World::empty().in_minutes(60),
        share_slot: false,
        missed: None,
    };
    assert_eq!(World::live(Status::Editing).typed(" More.").code(MANAGING, &command), "ok");
}

#[test]
fn a_changed_ready_article_goes_back_to_editing_and_its_approval_lapses() {
    let mut world = World::at(Status::Ready).typed(" More.");
    let version = world.version();
    world.person(EDITOR, &Command::Edited { version }).expect("edited");
    assert_eq!(world.status(), Status::Editing);
    assert_eq!(world.there().axes.approval, None);

    let mut world = World::at(Status::Ready);
    let version = world.version();
    assert_eq!(world.person(EDITOR, &Command::Edited { version }), Ok(vec![]), "typed and taken back is no change");

    let mut world = World::at(Status::Ready);
    let new = FieldChanges { dek: Some("Another dek.".into()), ..FieldChanges::default() };
    world.person(EDITOR, &set(new)).expect("set");
    assert_eq!(world.status(), Status::Editing);
    let same = FieldChanges { dek: Some(fields().dek), ..FieldChanges::default() };
    assert_eq!(World::at(Status::Ready).person(EDITOR, &set(same)), Ok(vec![]), "the same value is no change");
}

#[test]
fn a_job_keeps_its_version_whatever_is_written_later() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 60);
    let approved = world.version();
    let mut world = world.typed(" More.");
    let version = world.version();
    world.person(EDITOR, &Command::Edited { version }).expect("edited");
    assert_eq!(world.there().axes.jobs[0].version, Some(approved));
    world.now += Duration::minutes(60);
    world.act(&crate::Actor::Clock, &Command::Due { job: job(1) }).expect("carried out");
    assert_eq!(world.there().publication.live().map(|live| live.version), Some(approved));
    assert_eq!(world.status(), Status::Editing, "publishing does not move the status");
}

#[test]
fn an_assigned_article_goes_to_drafting_at_the_first_edit() {
    let mut world = World::at(Status::Assigned).typed(" First words.");
    let version = world.version();
    world.person(WRITER, &Command::Edited { version }).expect("edited");
    assert_eq!(world.status(), Status::Drafting);
}

#[test]
fn a_writer_reads_only_after_submission_until_it_is_returned() {
    let version = crate::ids::Hash::of(b"typed");
    for (status, code) in [
        (Status::Drafting, "ok"),
        (Status::Submitted, "with-the-desk"),
        (Status::Editing, "with-the-desk"),
        (Status::Revising, "ok"),
        (Status::Copy, "with-the-desk"),
        (Status::Ready, "with-the-desk"),
    ] {
        assert_eq!(World::at(status).code(WRITER, &Command::Edited { version }), code, "{status:?}");
    }
}

#[test]
fn an_assignment_puts_the_writer_on_an_empty_byline() {
    let mut world = World::at(Status::Pitch).with(|world| world.there().fields.authors.clear());
    world.person(EDITOR, &assign(|commission| commission.writer = Some(id(OTHER_WRITER)))).expect("assigned");
    assert_eq!(world.there().fields.authors, [id(OTHER_WRITER)]);
}

#[test]
fn submissions_are_counted_by_name_and_end_a_claim() {
    let mut world = World::at(Status::Drafting).with(|world| world.there().axes.claim = Some(id(EDITOR)));
    world.person(WRITER, &Command::Submit { note: "Here.".into() }).expect("submitted");
    world.person(WRITER, &Command::PullBack).expect("pulled back");
    world.person(WRITER, &Command::Submit { note: String::new() }).expect("submitted again");
    let names: Vec<&str> = world.there().versions.iter().map(|version| version.name.as_str()).collect();
    assert_eq!(names, ["Submitted 1", "Submitted 2"]);
    assert_eq!(world.there().axes.claim, None);
}

#[test]
fn an_update_sets_its_line_and_only_a_significant_one_moves_the_feeds() {
    for (significant, moves) in [(false, false), (true, true)] {
        let mut world = World::live(Status::Ready).typed(" More.").with(|world| {
            let version = world.version();
            world.there().axes.approval.as_mut().expect("an approval").version = version;
        });
        let before = world.there().publication.live().expect("live").clone();
        world.person(EDITOR, &Command::Update { significant }).expect("updated");
        let now = world.now;
        let after = world.there().publication.live().expect("live").clone();
        assert_eq!(after.updated_at, Some(now));
        assert_eq!(after.feed_at != before.feed_at, moves);
        assert_eq!((after.first_at, &after.address), (before.first_at, &before.address));
    }
}

#[test]
fn a_silent_fix_leaves_every_date_but_its_own() {
    let mut world = World::live(Status::Editing).typed(" indeed");
    let before = world.there().publication.live().expect("live").clone();
    let facts = world.person(EDITOR, &Command::SilentFix).expect("fixed");
    let after = world.there().publication.live().expect("live").clone();
    assert!(facts.iter().any(|fact| matches!(fact, Fact::Published { why: PublishKind::SilentFix, .. })));
    assert_eq!((after.updated_at, after.feed_at, after.first_at), (before.updated_at, before.feed_at, before.first_at));
    assert_ne!(after.version, before.version);
    assert!(world.there().versions.iter().any(|kept| kept.hash == after.version), "what is live is kept");
}

#[test]
fn a_correction_takes_the_approved_text_with_it_and_a_note_stands_beside_the_old() {
    let mut world = World::live(Status::Ready).typed(" More.").with(|world| {
        let version = world.version();
        world.there().axes.approval.as_mut().expect("an approval").version = version;
    });
    let version = world.version();
    world.person(MANAGING, &notice(NoticeKind::Correction, OTHER_EDITOR)).expect("corrected");
    let now = world.now;
    let live = world.there().publication.live().expect("live").clone();
    assert_eq!((live.version, live.updated_at), (version, Some(now)));

    let mut world = World::live(Status::Editing).typed(" More.");
    let before = world.there().publication.live().expect("live").version;
    world.person(MANAGING, &notice(NoticeKind::EditorsNote, OTHER_EDITOR)).expect("noted");
    let live = world.there().publication.live().expect("live").clone();
    assert_eq!((live.version, live.updated_at), (before, None));
    assert_eq!(world.there().notices.len(), 1);
}

#[test]
fn a_publication_by_hand_ends_the_scheduled_one_and_keeps_the_withdrawal() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 60).scheduled(JobKind::Withdraw, 90);
    world.person(MANAGING, &Command::Publish).expect("published");
    let kinds: Vec<JobKind> = world.there().axes.jobs.iter().map(|job| job.kind).collect();
    assert_eq!(kinds, [JobKind::Withdraw]);
}

#[test]
fn withdrawing_and_publishing_again_keeps_first_date_and_address() {
    let mut world = World::live(Status::Ready).scheduled(JobKind::Withdraw, 60);
    let first = world.there().publication.live().expect("live").clone();
    world.person(MANAGING, &Command::Withdraw { reason: "asked".into() }).expect("withdrawn");
    assert!(world.there().axes.jobs.is_empty(), "nothing is left to withdraw");
    let facts = world.person(MANAGING, &Command::Publish).expect("published again");
    assert!(facts.iter().any(|fact| matches!(fact, Fact::Published { why: PublishKind::Again, .. })));
    let again = world.there().publication.live().expect("live").clone();
    assert_eq!((again.first_at, again.address), (first.first_at, first.address));
}

#[test]
fn a_take_down_clears_schedule_and_embargo_and_is_final() {
    let mut world = World::live(Status::Ready).scheduled(JobKind::Withdraw, 60).with(embargo);
    let take_down = Command::TakeDown { reason: "court order".into(), typed: "harbour-deal".into() };
    world.person(MANAGING, &take_down).expect("taken down");
    assert!(world.there().axes.jobs.is_empty() && world.there().axes.embargo.is_none());
    assert_eq!(world.code(MANAGING, &publish_in(60)), "taken-down");
    assert_eq!(world.code(MANAGING, &Command::Publish), "taken-down");
}

#[test]
fn an_address_is_fixed_at_first_publication_and_a_later_change_leaves_the_old_behind() {
    let mut world = World::at(Status::Ready);
    world.person(MANAGING, &Command::Publish).expect("published");
    let address = world.there().publication.live().expect("live").address.clone();
    assert_eq!(address, "the-harbour-deal-nobody-wanted");
    let new = Command::SetAddress { address: Some("harbour".into()) };
    assert_eq!(world.code(EDITOR, &new), "address-fixed");
    world.person(MANAGING, &new).expect("moved");
    assert_eq!(world.there().publication.live().expect("live").address, "harbour");
    assert_eq!(world.there().former_addresses, std::slice::from_ref(&address));
    world.person(MANAGING, &Command::SetAddress { address: Some(address) }).expect("moved back");
    assert_eq!(world.there().former_addresses, ["harbour"], "no address leads to itself");
}

#[test]
fn a_scheduled_article_knows_its_address_from_then_on() {
    let mut world = World::at(Status::Ready);
    world.person(MANAGING, &publish_in(60)).expect("scheduled");
    assert_eq!(world.there().address.as_deref(), Some("the-harbour-deal-nobody-wanted"));
}

#[test]
fn the_spike_stops_jobs_and_gives_back_the_former_status() {
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 60);
    world.person(EDITOR, &Command::Spike { reason: "overtaken".into() }).expect("spiked");
    assert!(world.there().axes.jobs.is_empty());
    world.person(EDITOR, &Command::Unspike).expect("brought back");
    assert_eq!(world.status(), Status::Ready);
    assert_eq!(world.code(MANAGING, &Command::Publish), "ok", "the approval came back with it");
}

#[test]
fn deletion_waits_ninety_days_to_the_second() {
    for (seconds, code) in [(-1, "still-recoverable"), (0, "ok")] {
        let mut world = World::at(Status::Spiked)
            .with(|world| world.there().axes.since = noon() - Duration::days(90) - Duration::seconds(seconds));
        let delete = Command::Delete { reason: "cleared out".into() };
        assert_eq!(world.code(crate::testing::ADMINISTRATOR, &delete), code, "{seconds}");
    }
}

#[test]
fn what_was_asked_for_ends_when_it_is_done() {
    use crate::article::WishFor;
    let mut world = World::at(Status::Editing);
    world.person(WRITER, &Command::Wish { what: WishFor::Hold, text: "My source recants.".into() }).expect("asked");
    assert_eq!(world.there().wishes.len(), 1);
    world.person(EDITOR, &Command::Hold { reason: "the source".into(), review: later() }).expect("held");
    assert!(world.there().wishes.is_empty());
}

#[test]
fn an_archives_article_comes_with_its_publication_in_an_approvals_place() {
    let mut world = World::at(Status::Drafting);
    let both = crate::people::Person {
        roles: vec![crate::people::Role::ManagingEditor, crate::people::Role::Administrator],
        ..crate::testing::person(MANAGING, "Ines Okafor", &[])
    };
    let live = crate::article::Live {
        version: crate::ids::Hash::of(b"whatever"),
        address: "2019/harbour-deal".into(),
        first_at: noon() - Duration::days(2000),
        at: noon() - Duration::days(2000),
        updated_at: None,
        feed_at: noon() - Duration::days(2000),
    };
    let former = vec!["2019/03/04/harbour-deal".to_owned()];
    let import = Command::Import { live: Some(live), former: former.clone() };
    assert_eq!(world.code(MANAGING, &import), "not-an-administrator");
    world.people = world.people.iter().filter(|person| person.id != both.id).cloned().chain([both.clone()]).collect();
    world.person(MANAGING, &import).expect("imported");
    let version = world.version();
    assert_eq!(world.status(), Status::Ready);
    assert_eq!(world.there().axes.approval.as_ref().map(|approval| approval.by), Some(None));
    assert_eq!(world.there().publication.live().map(|live| live.version), Some(version));
    assert_eq!(world.there().former_addresses, former, "the old address leads to it");
}

#[test]
fn an_article_of_another_newsroom_comes_in_as_it_stood_and_only_by_whoever_may_take_in_an_archive() {
    let stood = World::live(Status::Editing).there().clone();
    let bring = Command::BringIn { article: Box::new(stood.clone()) };
    let mut world = World::empty();
    assert_eq!(world.code(EDITOR, &bring), "no-right");
    assert_eq!(world.code(MANAGING, &bring), "not-an-administrator");
    let both = crate::people::Person {
        roles: vec![crate::people::Role::ManagingEditor, crate::people::Role::Administrator],
        ..crate::testing::person(MANAGING, "Ines Okafor", &[])
    };
    world.people = world.people.iter().filter(|person| person.id != both.id).cloned().chain([both.clone()]).collect();
    world.address_taken = true;
    assert_eq!(world.code(MANAGING, &bring), "address-taken");
    world.address_taken = false;
    world.person(MANAGING, &bring).expect("brought in");
    let came = world.there().clone();
    assert_eq!(came, Article { id: came.id, last: None, ..stood });
}
