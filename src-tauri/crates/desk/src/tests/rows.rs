//! Every row of the workflow's table for every seat: who may, and that nobody else may.

use chrono::Duration;
use rstest::rstest;

use super::world::{World, job};
use crate::article::{
    Clearance, ClearanceKind, Embargo, Hold, JobKind, NoticeKind, Publication, Status, Wish, WishFor,
};
use crate::command::{Back, Command};
use crate::fact::FieldChanges;
use crate::ids::Hash;
use crate::people::{Person, Role};
use crate::testing::{
    ADMINISTRATOR, COPY, EDITOR, GRANTED, MANAGING, OTHER_EDITOR, OTHER_WRITER, WRITER, commission, fields, id, noon,
};

/// The seats at the desk: the article's writer, another writer, an editor, an editor who may publish, a copy editor, a
/// managing editor, an administrator.
const SEATS: [(&str, u128); 7] = [
    ("W", WRITER),
    ("w", OTHER_WRITER),
    ("E", EDITOR),
    ("G", GRANTED),
    ("C", COPY),
    ("M", MANAGING),
    ("A", ADMINISTRATOR),
];

/// Codes that say "not you", as against "not now" or "not so".
const NOT_YOU: &[&str] = &["no-right", "not-yours", "not-granted", "with-the-desk", "not-at-copy", "no-role"];

fn check(row: &str, world: &World, command: &Command, may: &str) {
    for (seat, number) in SEATS {
        let code = world.clone().code(number, command);
        if may.contains(seat) {
            assert_eq!(
                code,
                "ok",
                "row {row}: {seat} may {command:?} from {:?}",
                world.article.as_ref().map(|a| a.axes.status)
            );
        } else {
            assert!(NOT_YOU.contains(&code), "row {row}: {seat} may not {command:?}, but the answer was {code}");
        }
    }
}

fn reason() -> String {
    "because the minister resigned".into()
}

fn later() -> chrono::DateTime<chrono::Utc> {
    noon() + Duration::days(2)
}

#[rstest]
#[case("1", World::empty(), Command::Pitch { slug: "harbour".into(), fields: fields(), commission: commission() }, "WwEGCM")]
#[case("4", World::empty(), Command::Begin { slug: "harbour".into(), fields: fields(), commission: commission() }, "WwEGM")]
#[case("2", World::at(Status::Pitch), Command::Assign { commission: commission() }, "EGM")]
#[case("2", World::at(Status::Editing), Command::Assign { commission: commission() }, "EGM")]
#[case("3", World::at(Status::Pitch), Command::Spike { reason: reason() }, "WEGM")]
#[case("4", World::at(Status::Assigned), Command::Draft, "WEGM")]
#[case("5", World::at(Status::Drafting), Command::Submit { note: String::new() }, "WEGM")]
#[case("6", World::at(Status::Submitted), Command::PullBack, "WM")]
#[case("7", World::at(Status::Submitted), Command::Claim, "EGM")]
#[case("8", World::at(Status::Editing), Command::Return { note: "Cut it.".into(), due: later() }, "EGCM")]
#[case("8", World::at(Status::Copy), Command::Return { note: "Cut it.".into(), due: later() }, "EGCM")]
#[case("9", World::at(Status::Revising), Command::HandBack { note: String::new() }, "WEGM")]
#[case("10", World::at(Status::Editing), Command::ToCopy, "EGM")]
#[case("11", World::at(Status::Copy), Command::BackToEditing { note: "The ending.".into() }, "CM")]
#[case("12 from copy", World::at(Status::Copy), Command::Approve, "CM")]
#[case("12 from editing", World::at(Status::Editing), Command::Approve, "M")]
#[case("12b", World::at(Status::Ready), Command::Reopen, "EGCM")]
#[case("13", World::at(Status::Ready), schedule(JobKind::Publish), "GM")]
#[case("13 update", World::live(Status::Ready), schedule(JobKind::Update { significant: false }), "GM")]
#[case("13, 21", World::live(Status::Ready), schedule(JobKind::Withdraw), "M")]
#[case("13 move", World::at(Status::Ready).scheduled(JobKind::Publish, 60), move_job(90), "GM")]
#[case("13 policy", World::at(Status::Ready).scheduled(JobKind::Publish, 60), Command::SetMissed { job: job(1), missed: None }, "GM")]
#[case("14", World::at(Status::Ready).scheduled(JobKind::Publish, 60), Command::StopJob { job: job(1), reason: String::new() }, "EGCM")]
#[case("14 missed", missed(), Command::SettleMissed { job: job(1), publish: false }, "EGCM")]
#[case("15 missed", missed(), Command::SettleMissed { job: job(1), publish: true }, "GM")]
#[case("15", World::at(Status::Ready), Command::Publish, "GM")]
#[case("15 again", World::withdrawn(Status::Ready), Command::Publish, "GM")]
#[case("16", World::live(Status::Editing), headline(), "EGCM")]
#[case("16, 12b", World::live(Status::Ready), headline(), "EGCM")]
#[case("17", World::live(Status::Editing).typed(" indeed"), Command::SilentFix, "EGCM")]
#[case("18", changed(), Command::Update { significant: true }, "EGM")]
#[case("19", World::live(Status::Ready), notice(), "M")]
#[case("20", World::live(Status::Ready), Command::Retract { reason: reason(), second: id(OTHER_EDITOR) }, "M")]
#[case("21", World::live(Status::Ready), Command::Withdraw { reason: reason() }, "M")]
#[case("22", World::live(Status::Ready), take_down(), "M")]
#[case("22 after 21", World::withdrawn(Status::Ready), take_down(), "M")]
#[case("23", World::at(Status::Editing), Command::Hold { reason: reason(), review: later() }, "EGM")]
#[case("23 at copy", World::at(Status::Copy), Command::Hold { reason: reason(), review: later() }, "EGCM")]
#[case("23 off", held(Status::Editing), Command::Release { note: String::new() }, "EGM")]
#[case("23 off at copy", held(Status::Copy), Command::Release { note: String::new() }, "EGCM")]
#[case("24", World::at(Status::Editing), Command::Embargo { until: later(), reason: reason() }, "EGM")]
#[case("24 off", embargoed(), Command::LiftEmbargo { reason: reason() }, "M")]
#[case("24 longer", embargoed(), Command::Embargo { until: later() + Duration::days(1), reason: reason() }, "EGM")]
#[case("12 require", World::at(Status::Editing), Command::RequireClearance { what: ClearanceKind::Legal, required: true }, "EGM")]
#[case("12 clear", uncleared(), Command::Clear { what: ClearanceKind::Legal }, "EGCM")]
#[case("25 draft", World::at(Status::Drafting), Command::Spike { reason: reason() }, "WEGM")]
#[case("25", World::at(Status::Submitted), Command::Spike { reason: reason() }, "EGM")]
#[case("25 ready", World::at(Status::Ready), Command::Spike { reason: reason() }, "EGM")]
#[case("25 back", World::at(Status::Spiked), Command::Unspike, "EGM")]
#[case("25 back to draft", spiked_draft(), Command::Unspike, "WEGM")]
#[case("26 over W", World::at(Status::Drafting), Command::TakeOver, "EGCM")]
#[case("27", failing(), Command::Override { check: "alt-text".into(), reason: "The picture is decoration only.".into() }, "M")]
#[case("19, 23, 27 asked", World::at(Status::Editing), Command::Wish { what: WishFor::Hold, text: "The source recants.".into() }, "WEGCM")]
#[case("19, 23, 27 declined", wished(), Command::Decline { what: WishFor::Hold, reason: reason() }, "M")]
#[case("28", long_spiked(), Command::Delete { reason: reason() }, "A")]
#[case("fields in drafting", World::at(Status::Drafting), headline(), "WEGM")]
#[case("fields when submitted", World::at(Status::Submitted), headline(), "EGM")]
#[case("fields when revising", World::at(Status::Revising), headline(), "WEGM")]
#[case("fields at copy", World::at(Status::Copy), headline(), "EGCM")]
#[case("slug", World::at(Status::Drafting), Command::SetSlug { slug: "deal".into() }, "WEGM")]
#[case("address", World::at(Status::Editing), Command::SetAddress { address: Some("deal".into()) }, "EGM")]
#[case("version back", World::at(Status::Drafting), back(), "WEGM")]
#[case("version back when submitted", World::at(Status::Submitted), back(), "EGM")]
#[case("version back at copy", World::at(Status::Copy), back(), "EGCM")]
#[case("version", World::at(Status::Drafting), Command::Freeze { name: "Before the cut".into() }, "WEGM")]
fn a_row_is_for_its_roles_and_for_nobody_else(
    #[case] row: &str,
    #[case] world: World,
    #[case] command: Command,
    #[case] may: &str,
) {
    check(row, &world, &command, may);
}

fn schedule(kind: JobKind) -> Command {
    Command::Schedule { kind, when: World::empty().in_minutes(60), share_slot: false, missed: None }
}

fn move_job(minutes: i64) -> Command {
    Command::MoveJob { job: job(1), when: World::empty().in_minutes(minutes), share_slot: false }
}

fn headline() -> Command {
    Command::Set { changes: FieldChanges { headline: Some("A deal undone".into()), ..FieldChanges::default() } }
}

fn back() -> Command {
    let changes = FieldChanges { headline: Some("A deal undone".into()), ..FieldChanges::default() };
    let (version, becomes) = (Hash::of(b"then"), Hash::of(b"then, here"));
    Command::BringBack { back: Box::new(Back { version, name: "Submitted 1".into(), changes, becomes, undoes: None }) }
}

fn notice() -> Command {
    Command::Notice {
        notice: NoticeKind::EditorsNote,
        text: "Written before the vote.".into(),
        second: id(OTHER_EDITOR),
    }
}

fn take_down() -> Command {
    Command::TakeDown { reason: reason(), typed: "harbour-deal".into() }
}

fn missed() -> World {
    World::at(Status::Ready)
        .scheduled(JobKind::Publish, -120)
        .with(|world| world.there().axes.jobs[0].asked = Some(crate::fact::JobEnd::Asked))
}

/// Live, with an approved version ahead of it.
fn changed() -> World {
    World::live(Status::Ready).typed(" It will not hold.").with(|world| {
        let version = world.version();
        world.there().axes.approval.as_mut().expect("an approval").version = version;
    })
}

fn held(status: Status) -> World {
    World::at(status).with(|world| {
        world.there().axes.hold = Some(Hold { reason: "legal".into(), by: id(MANAGING), at: noon(), review: later() });
    })
}

fn embargoed() -> World {
    World::at(Status::Editing).with(|world| {
        world.there().axes.embargo =
            Some(Embargo { until: later(), reason: "agreed".into(), by: id(MANAGING), at: noon() });
    })
}

fn uncleared() -> World {
    World::at(Status::Editing).with(|world| world.there().axes.clearances.legal = Clearance::Required)
}

fn failing() -> World {
    World::at(Status::Editing).with(|world| world.there().fields.lead.as_mut().expect("a lead").alt.clear())
}

fn wished() -> World {
    World::at(Status::Editing).with(|world| {
        let wish = Wish { what: WishFor::Hold, text: "Wait.".into(), by: id(WRITER), at: noon() };
        world.there().wishes.push(wish);
    })
}

fn spiked_draft() -> World {
    World::at(Status::Spiked).with(|world| world.there().axes.spiked_from = Some(Status::Drafting))
}

fn long_spiked() -> World {
    World::at(Status::Spiked).with(|world| world.there().axes.since = noon() - Duration::days(91))
}

#[test]
fn an_editor_takes_over_from_writers_and_only_a_managing_editor_from_an_editor() {
    let world = World::at(Status::Editing).with(|world| world.there().axes.claim = Some(id(OTHER_EDITOR)));
    for (seat, code) in
        [(EDITOR, "held-by-an-editor"), (COPY, "held-by-an-editor"), (MANAGING, "ok"), (WRITER, "no-right")]
    {
        assert_eq!(world.clone().code(seat, &Command::TakeOver), code, "seat {seat}");
    }
}

#[test]
fn without_a_copy_editor_a_managing_editor_approves_from_editing_and_copy_is_hidden() {
    let mut world = World::at(Status::Editing);
    world.people = world.people.iter().filter(|person| !person.is(Role::CopyEditor)).cloned().collect();
    assert_eq!(world.code(MANAGING, &Command::Approve), "ok");
    assert_eq!(world.code(MANAGING, &Command::ToCopy), "no-copy-desk");
    let offers = world.offers(&crate::testing::actor(MANAGING));
    assert!(offers.iter().all(|offer| offer.act != crate::Act::ToCopy), "copy is not offered");
}

#[test]
fn one_person_may_hold_several_roles_and_has_the_rights_of_all() {
    let both =
        Person { roles: vec![Role::Writer, Role::CopyEditor], ..crate::testing::person(WRITER, "Wanda Reyes", &[]) };
    let mut world = World::at(Status::Copy);
    world.people = world.people.iter().filter(|person| person.id != both.id).cloned().chain([both.clone()]).collect();
    assert_eq!(world.code(WRITER, &Command::BackToEditing { note: "The ending.".into() }), "ok");
    assert_eq!(world.code(WRITER, &Command::Approve), "own-article", "but nobody approves their own");
}

#[test]
fn the_clock_and_the_desk_do_only_what_happens_by_itself() {
    use crate::people::Actor::{Clock, Desk};
    let mut world = World::at(Status::Ready).scheduled(JobKind::Publish, 0);
    assert!(world.ask(&Clock, &Command::Due { job: job(1) }).is_ok());
    assert_eq!(world.ask(&Desk, &Command::Due { job: job(1) }).unwrap_err().code, "people-only");
    assert_eq!(world.code(MANAGING, &Command::Due { job: job(1) }), "clock-only");
    for command in [Command::Publish, Command::Reopen, Command::Undo, Command::SetSlug { slug: "a".into() }] {
        assert_eq!(world.ask(&Clock, &command).unwrap_err().code, "people-only", "{command:?}");
        assert_eq!(world.ask(&Desk, &command).unwrap_err().code, "people-only", "{command:?}");
    }
    assert!(world.ask(&Desk, &Command::Freeze { name: String::new() }).is_ok(), "a version after a pause");
    let begin = Command::Begin { slug: "arrival".into(), fields: fields(), commission: commission() };
    assert!(World::empty().ask(&Desk, &begin).is_ok(), "an arrival");
}

#[test]
fn whoever_is_not_on_the_masthead_does_nothing() {
    assert_eq!(World::at(Status::Drafting).code(99, &Command::Submit { note: String::new() }), "unknown-person");
}

#[test]
fn every_publication_but_what_is_gone_for_good_can_be_taken_down() {
    let gone =
        World::at(Status::Ready).published(|was, at| Publication::TakenDown { was, at, reason: "court order".into() });
    assert_eq!(gone.clone().code(MANAGING, &take_down()), "taken-down");
    let retracted =
        World::at(Status::Ready).published(|was, at| Publication::Retracted { was, at, reason: "wrong".into() });
    assert_eq!(retracted.clone().code(MANAGING, &take_down()), "ok");
}
