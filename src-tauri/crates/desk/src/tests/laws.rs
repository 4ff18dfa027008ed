//! Laws that no sequence of commands can break, whoever sends them and whenever. A few hundred thousand random commands
//! by default; millions with `GALLEY_LONG=1`.

use std::collections::HashSet;

use chrono::Duration;
use proptest::prelude::*;

use super::world::{World, job};
use crate::apply::apply;
use crate::article::{Article, ClearanceKind, JobKind, MissedPolicy, NoticeKind, Publication, Seen, Status, WishFor};
use crate::command::{Back, Command};
use crate::fact::{Fact, FieldChanges, PublishKind};
use crate::ids::{Hash, JobId};
use crate::people::{Actor, Person, Role};
use crate::refusal::Refusal;
use crate::sight::Booked;
use crate::testing::{commission, fields, id, lead};
use crate::text::Span;
use crate::when::Moment;
use crate::{rights, schedule};

/// Draws choices from one number, so that a step shrinks with it.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        // A linear step and a xorshift: plain, and the same everywhere.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 ^ (self.0 >> 29)) >> 16) % limit
    }

    fn often(&mut self) -> bool {
        self.below(8) > 0
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or_default()].clone()
    }

    fn text(&mut self) -> String {
        if self.often() { "Because the minister has resigned.".into() } else { self.of(&["", " ", "short"]).into() }
    }
}

/// What is remembered beside the article, to hold it against the laws.
#[derive(Default)]
struct Memory {
    /// Versions that were ever approved or imported.
    approved: HashSet<Hash>,
    carried_out: HashSet<JobId>,
}

fn actor(draw: &mut Draw) -> Actor {
    match draw.below(16) {
        0 => Actor::Clock,
        1 => Actor::Desk,
        2 => Actor::Person { id: id(99) },
        // Managing editors most: they get furthest.
        3..=7 => Actor::Person { id: id(4) },
        other => Actor::Person { id: id(u128::from(other) - 7) },
    }
}

fn some_job(draw: &mut Draw, world: &World) -> JobId {
    let jobs = world.article.as_ref().map(|article| article.axes.jobs.clone()).unwrap_or_default();
    if jobs.is_empty() || !draw.often() { job(7) } else { draw.of(&jobs).id }
}

fn some_moment(draw: &mut Draw, world: &World) -> Moment {
    let mut moment = world.in_minutes(i64::try_from(draw.below(600)).unwrap_or_default() - 30);
    if draw.below(20) == 0 {
        moment.utc += Duration::hours(1);
    }
    moment
}

fn command(draw: &mut Draw, world: &World) -> Command {
    let soon = world.now + Duration::minutes(i64::try_from(draw.below(600)).unwrap_or_default() - 60);
    match draw.below(60) {
        0 => Command::Pitch { slug: "pitch".into(), fields: fields(), commission: commission() },
        1 => Command::Begin { slug: "begun".into(), fields: fields(), commission: commission() },
        2 => Command::Assign { commission: commission() },
        3 => Command::Spike { reason: draw.text() },
        4 => Command::Unspike,
        5 => Command::Draft,
        6 | 7 => Command::Submit { note: draw.text() },
        8 => Command::PullBack,
        9 | 10 => Command::Claim,
        11 => Command::TakeOver,
        12 => Command::Return { note: draw.text(), due: soon },
        13 | 14 => Command::HandBack { note: draw.text() },
        15 => Command::ToCopy,
        16 => Command::BackToEditing { note: draw.text() },
        17..=20 => Command::Approve,
        21 => Command::Reopen,
        22..=26 => Command::Schedule {
            kind: draw.of(&[
                JobKind::Publish,
                JobKind::Publish,
                JobKind::Update { significant: true },
                JobKind::Update { significant: false },
                JobKind::Withdraw,
            ]),
            when: some_moment(draw, world),
            share_slot: draw.below(2) == 0,
            missed: draw.of(&[None, Some(MissedPolicy::Ask), Some(MissedPolicy::Skip)]),
        },
        27 => Command::MoveJob { job: some_job(draw, world), when: some_moment(draw, world), share_slot: true },
        28 => Command::StopJob { job: some_job(draw, world), reason: draw.text() },
        29 | 30 => Command::Publish,
        31 => Command::SettleMissed { job: some_job(draw, world), publish: draw.below(2) == 0 },
        32 => Command::SilentFix,
        33 => Command::Update { significant: draw.below(2) == 0 },
        34 => Command::Notice {
            notice: draw.of(&[NoticeKind::Correction, NoticeKind::Clarification, NoticeKind::EditorsNote]),
            text: draw.text(),
            second: id(u128::from(draw.below(9))),
        },
        35 if draw.below(4) == 0 => Command::Retract { reason: draw.text(), second: id(u128::from(draw.below(9))) },
        35 | 36 => Command::Withdraw { reason: draw.text() },
        37 if draw.below(4) == 0 => {
            Command::TakeDown { reason: draw.text(), typed: draw.of(&["begun", "pitch", "harbour-deal"]).into() }
        }
        37 | 38 => Command::Hold { reason: draw.text(), review: soon },
        39 | 40 => Command::Release { note: draw.text() },
        41 => Command::Embargo { until: soon, reason: draw.text() },
        42 => Command::LiftEmbargo { reason: draw.text() },
        43 => Command::RequireClearance { what: clearance(draw), required: draw.below(2) == 0 },
        44 => Command::Clear { what: clearance(draw) },
        45 => {
            Command::Override { check: draw.of(&["alt-text", "tk", "headline", "wings"]).into(), reason: draw.text() }
        }
        46 => Command::Wish { what: wish(draw), text: draw.text() },
        47 => Command::Decline { what: wish(draw), reason: draw.text() },
        48 => Command::Delete { reason: draw.text() },
        49 => Command::Set { changes: changes(draw) },
        50 => Command::SetSlug { slug: draw.of(&["another", "Bad Slug", "harbour-deal"]).into() },
        51 => Command::SetAddress { address: draw.of(&[None, Some("a/b".into()), Some("/etc".into())]) },
        52 => Command::Freeze { name: draw.of(&["", "Kept"]).into() },
        53 => Command::SetMissed { job: some_job(draw, world), missed: draw.of(&[None, Some(MissedPolicy::Skip)]) },
        54 | 55 => Command::Undo,
        56 => Command::BringBack {
            back: Box::new(Back {
                version: Hash::of(b"then"),
                name: "Before the cut".into(),
                changes: changes(draw),
                becomes: Hash::of(draw.text().as_bytes()),
                undoes: world.article.as_ref().and_then(|article| article.last.as_ref()).map(|last| last.decision),
            }),
        },
        57 => Command::Tag { add: vec![draw.text()], remove: vec![draw.of(&["ports", ""]).into()] },
        _ => Command::Due { job: some_job(draw, world) },
    }
}

fn clearance(draw: &mut Draw) -> ClearanceKind {
    draw.of(&ClearanceKind::ALL)
}

fn wish(draw: &mut Draw) -> WishFor {
    draw.of(&[
        WishFor::Hold,
        WishFor::Override { check: "tk".into() },
        WishFor::Notice { notice: NoticeKind::Correction },
    ])
}

fn changes(draw: &mut Draw) -> FieldChanges {
    let mut changes = FieldChanges::default();
    match draw.below(6) {
        0 => changes.headline = Some(draw.of(&["The harbor deal nobody wanted", "", "Another deal"]).into()),
        1 => changes.dek = Some(draw.of(&["A dek.", ""]).into()),
        2 => changes.section = Some(draw.of(&["media", "", "sport"]).into()),
        3 => changes.authors = Some(draw.of(&[vec![id(1)], vec![id(4)], vec![], vec![id(1), id(3)], vec![id(99)]])),
        4 => changes.no_lead = true,
        _ => changes.lead = Some(lead()),
    }
    changes
}

/// The world outside the workflow moves: time passes, people type, text gets and loses its faults.
fn weather(draw: &mut Draw, world: &mut World) {
    match draw.below(10) {
        0 => world.now += Duration::seconds(i64::try_from(draw.below(120)).unwrap_or_default()),
        1 => world.now += Duration::minutes(i64::try_from(draw.below(120)).unwrap_or_default()),
        2 if draw.below(6) == 0 => world.now += Duration::days(100),
        3 => world.text.tks = if draw.often() { vec![] } else { vec![Span { from: 0, to: 2 }] },
        4 => world.text.open_suggestions = u32::from(!draw.often()),
        5 => world.others = if draw.often() { vec![] } else { vec![neighbour(draw, world)] },
        6 => world.rules.two_person_rule = draw.often(),
        7 if draw.below(2) == 0 => type_something(draw, world),
        _ => {}
    }
}

fn neighbour(draw: &mut Draw, world: &World) -> Booked {
    Booked {
        article: crate::ids::ArticleId(uuid::Uuid::from_u128(77)),
        slug: "neighbour".into(),
        kind: JobKind::Publish,
        at: some_moment(draw, world).utc,
    }
}

/// As the newsroom does it: only who may edit types, and the desk hears of it.
fn type_something(draw: &mut Draw, world: &mut World) {
    let actor = actor(draw);
    let (Some(article), Some(person)) = (&world.article, actor.person().and_then(|id| world.people.get(id))) else {
        return;
    };
    if rights::may_edit(person, article).is_err() {
        assert!(edit_refused(world, &actor), "who may not type may not say they did");
        return;
    }
    world.body.push_str(draw.of(&[" indeed", " It cost 40 crowns.", " soon"]));
    let version = world.version();
    world.act(&actor, &Command::Edited { version }).expect("who may edit may");
}

fn edit_refused(world: &mut World, actor: &Actor) -> bool {
    world.ask(actor, &Command::Edited { version: Hash::of(b"typed") }).is_err()
}

/// One random step, held against the laws.
fn step(draw: &mut Draw, world: &mut World, memory: &mut Memory) {
    weather(draw, world);
    let (actor, command) = match draw.below(8) {
        0 | 1 => onward(draw, world),
        2 => {
            let actor = actor(draw);
            let command = as_offered(draw, world, &actor);
            (actor, command)
        }
        _ => (actor(draw), command(draw, world)),
    };
    let before = world.article.clone();
    let version = world.version();
    let two_persons = world.rules.two_person_rule;
    let now = world.now;
    match world.act(&actor, &command) {
        Err(refusal) => {
            a_refusal_helps(&refusal);
            assert_eq!(world.article, before, "a refusal changes nothing");
        }
        Ok(facts) => {
            if let Some(before) = &before {
                nothing_slips_out(before, &facts, memory, version, now);
                if two_persons {
                    nobody_approves_their_own(before, &facts, &actor);
                }
                if let Some(after) = &world.article {
                    only_lawful_steps(before, after, &facts, world.people.get(actor.person().unwrap_or(id(0))));
                    undo_restores(before, after, &command);
                }
            }
            remember(&facts, memory);
        }
    }
    if let Some(article) = &world.article {
        the_state_is_lawful(article);
    }
}

/// The next step of an article's way, by somebody who may: so that runs come to its end.
fn onward(draw: &mut Draw, world: &World) -> (Actor, Command) {
    let managing = Actor::Person { id: id(4) };
    let article = world.article.as_ref();
    let live = article.is_some_and(|article| article.publication.live().is_some());
    let command = match article.map(|article| article.axes.status) {
        None => Command::Begin { slug: "begun".into(), fields: fields(), commission: commission() },
        Some(Status::Pitch) => Command::Assign { commission: commission() },
        Some(Status::Assigned) => Command::Draft,
        Some(Status::Drafting) => Command::Submit { note: String::new() },
        Some(Status::Submitted) => Command::Claim,
        Some(Status::Revising) => Command::HandBack { note: String::new() },
        Some(Status::Editing | Status::Copy) => Command::Approve,
        Some(Status::Ready) if live => Command::Update { significant: draw.below(2) == 0 },
        Some(Status::Ready) => Command::Publish,
        Some(Status::Spiked) if draw.below(2) == 0 => {
            return (Actor::Person { id: id(5) }, Command::Delete { reason: "cleared out".into() });
        }
        Some(Status::Spiked) => Command::Unspike,
    };
    (managing, command)
}

/// A random command, held against what the menus say of its act.
fn as_offered(draw: &mut Draw, world: &mut World, actor: &Actor) -> Command {
    let command = command(draw, world);
    let offers = world.offers(actor);
    if let Some(offer) = offers.iter().find(|offer| offer.act == command.act()) {
        let answer = world.ask(actor, &command);
        if !offer.allowed {
            let told = offer.refusal.as_ref().map(|refusal| refusal.code);
            assert_eq!(answer.err().map(|refusal| refusal.code), told, "{command:?} is refused as its offer says");
        } else if offer.needs.is_empty() {
            assert!(answer.is_ok(), "{command:?} was offered, and refused: {answer:?}");
        }
    }
    command
}

fn a_refusal_helps(refusal: &Refusal) {
    for sentence in [&refusal.reason, &refusal.remedy] {
        let begins =
            sentence.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic() || c == 'p' || c == 'n');
        assert!(begins && sentence.ends_with(['.', '?', '!', '\u{201d}']), "no sentence: {sentence:?}");
    }
    assert!(crate::address::is_slug(refusal.code), "{}", refusal.code);
}

/// What goes out was approved, passes the gates, and goes out once.
fn nothing_slips_out(
    before: &Article,
    facts: &[Fact],
    memory: &mut Memory,
    version: Hash,
    now: chrono::DateTime<chrono::Utc>,
) {
    for fact in facts {
        if let Fact::Published { live, job, why, .. } = fact {
            assert!(before.axes.hold.is_none(), "nothing goes out while on hold");
            assert!(before.embargo(now).is_none(), "nothing goes out under embargo");
            let same = before.publication.last().is_some_and(|was| was.version == live.version);
            match why {
                PublishKind::SilentFix => assert_eq!(live.version, version),
                PublishKind::Notice if same => {}
                PublishKind::First
                | PublishKind::Update
                | PublishKind::SignificantUpdate
                | PublishKind::Notice
                | PublishKind::Again => {
                    let approved = memory.approved.contains(&live.version)
                        || before.axes.approval.as_ref().is_some_and(|approval| approval.version == live.version);
                    assert!(approved, "what goes out was approved");
                }
            }
            if let Some(job) = job {
                assert!(memory.carried_out.insert(*job), "a job is carried out once");
            }
            if let Some(was) = before.publication.last() {
                assert_eq!((was.first_at, &was.address), (live.first_at, &live.address), "first date and address stay");
                assert!(live.feed_at >= was.feed_at);
            }
        }
    }
}

fn nobody_approves_their_own(before: &Article, facts: &[Fact], actor: &Actor) {
    if facts.iter().any(|fact| matches!(fact, Fact::Approved { .. })) {
        let approver = actor.person().expect("a person approves");
        assert!(!before.fields.authors.contains(&approver), "nobody approves their own article");
    }
}

fn remember(facts: &[Fact], memory: &mut Memory) {
    for fact in facts {
        if let Fact::Approved { version, .. } | Fact::Imported { version, .. } = fact {
            memory.approved.insert(*version);
        }
    }
}

fn only_lawful_steps(before: &Article, after: &Article, facts: &[Fact], person: Option<&Person>) {
    let (was, is) = (before.publication.seen(), after.publication.seen());
    let lawful = was == is
        || match was {
            Seen::Never => is == Seen::Live,
            Seen::Live => is != Seen::Never,
            Seen::Withdrawn => matches!(is, Seen::Live | Seen::TakenDown),
            Seen::Retracted => is == Seen::TakenDown,
            Seen::TakenDown => false,
        };
    assert!(lawful, "{was:?} does not become {is:?}");
    assert!(after.overrides.starts_with(&before.overrides), "an override is shown for ever");
    assert!(after.notices.starts_with(&before.notices), "a notice stands");
    assert!(after.versions.starts_with(&before.versions), "versions stay");
    let writer_alone = person.is_some_and(|person| person.roles == [Role::Writer]);
    if writer_alone && facts.iter().any(|fact| matches!(fact, Fact::FieldsSet { .. })) {
        let turn = matches!(before.axes.status, Status::Pitch | Status::Assigned | Status::Drafting | Status::Revising);
        assert!(turn, "a writer does not edit what is with the desk");
    }
}

fn undo_restores(before: &Article, after: &Article, command: &Command) {
    if *command == Command::Undo {
        let last = before.last.as_ref().expect("an act to undo");
        assert_eq!(after.axes, *last.before, "undo brings back the axes as they were");
        assert_eq!(after.commission, *last.commission_before, "and the commission");
        assert_eq!(after.last, None, "once");
    }
}

/// The invariants of a state, whatever led to it.
fn the_state_is_lawful(article: &Article) {
    let axes = &article.axes;
    let ready = axes.status == Status::Ready || axes.spiked_from == Some(Status::Ready);
    assert_eq!(axes.approval.is_some(), ready, "ready means approved: {axes:?}");
    assert_eq!(axes.status == Status::Spiked, axes.spiked_from.is_some());
    assert_ne!(axes.spiked_from, Some(Status::Spiked));
    assert!(axes.status != Status::Submitted || axes.claim.is_none(), "what waits is nobody\u{2019}s");
    let kept = |version: Hash| article.versions.iter().any(|kept| kept.hash == version);
    assert!(axes.approval.as_ref().is_none_or(|approval| kept(approval.version)), "what is approved is kept");
    for job in &axes.jobs {
        assert_eq!(job.version.is_none(), job.kind == JobKind::Withdraw);
        assert!(job.version.is_none_or(kept), "what is scheduled is kept");
        assert_eq!(job.when.agrees(), Ok(true));
    }
    assert!(axes.jobs.is_sorted_by_key(|job| job.when.utc));
    let out = article.publication.live().is_some();
    assert!(schedule::misfits(out, &axes.jobs, None).is_empty(), "operations follow from one another: {:?}", axes.jobs);
    match &article.publication {
        Publication::Never => {}
        Publication::Live(live) | Publication::Withdrawn { was: live, .. } => {
            assert!(kept(live.version), "what was live is kept");
            assert_eq!(article.address.as_ref(), Some(&live.address));
            assert!(live.first_at <= live.at && live.feed_at >= live.first_at);
        }
        Publication::Retracted { .. } => assert!(axes.jobs.is_empty()),
        Publication::TakenDown { .. } => assert!(axes.jobs.is_empty() && axes.embargo.is_none()),
    }
    let gone = axes.status == Status::Spiked;
    assert!(
        !gone || (axes.jobs.is_empty() && article.publication == Publication::Never),
        "a spiked article is nowhere"
    );
}

/// The state is what the log says: through JSON and back.
fn replay_gives_the_state(world: &World) {
    let mut again = None;
    for (stamp, fact) in &world.log {
        let written = serde_json::to_string(fact).expect("a fact has a JSON form");
        let read: Fact = serde_json::from_str(&written).expect("and can be read again");
        assert_eq!(read, *fact);
        apply(&mut again, stamp, &read);
    }
    assert_eq!(again, world.article);
}

fn cases() -> u32 {
    if std::env::var_os("GALLEY_LONG").is_some_and(|long| long == "1") { 60_000 } else { 2_500 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_commands_reaches_an_unlawful_state(steps in prop::collection::vec(any::<u64>(), 1..160)) {
        let mut world = World::empty();
        let mut memory = Memory::default();
        let begin = Command::Begin { slug: "begun".into(), fields: fields(), commission: commission() };
        world.person(1, &begin).expect("begun");
        for number in steps {
            step(&mut Draw(number), &mut world, &mut memory);
        }
        replay_gives_the_state(&world);
    }
}

/// The laws mean little for what random commands never do: in a fixed run every act of the table comes to pass.
#[test]
fn random_commands_come_to_every_act() {
    let mut done: HashSet<crate::Act> = HashSet::new();
    let mut draw = Draw(2026);
    for _ in 0..600 {
        let mut world = World::empty();
        let begin = Command::Begin { slug: "begun".into(), fields: fields(), commission: commission() };
        world.person(1, &begin).expect("begun");
        let mut memory = Memory::default();
        for _ in 0..200 {
            let mut number = Draw(draw.below(u64::from(u32::MAX)));
            let decisions = world.log.len();
            step(&mut number, &mut world, &mut memory);
            done.extend(world.log[decisions..].iter().filter_map(|(_, fact)| sign_of(fact)));
        }
    }
    for act in crate::Act::ALL.iter().filter(|act| sign_is_known(**act)) {
        assert!(done.contains(act), "{act:?} never came to pass");
    }
}

/// The act that a fact gives away, for those that one does.
fn sign_of(fact: &Fact) -> Option<crate::Act> {
    use crate::Act;
    Some(match fact {
        Fact::Moved { to: Status::Submitted, from: Status::Drafting, .. } => Act::Submit,
        Fact::Moved { to: Status::Drafting, from: Status::Submitted, .. } => Act::PullBack,
        Fact::Moved { to: Status::Editing, from: Status::Submitted, .. } => Act::Claim,
        Fact::Moved { to: Status::Revising, .. } => Act::Return,
        Fact::Moved { from: Status::Revising, to: Status::Editing, .. } => Act::HandBack,
        Fact::Moved { to: Status::Copy, from: Status::Editing, .. } => Act::ToCopy,
        Fact::Moved { to: Status::Editing, from: Status::Copy, .. } => Act::BackToEditing,
        Fact::Moved { to: Status::Editing, from: Status::Ready, .. } => Act::Reopen,
        Fact::Moved { to: Status::Spiked, .. } => Act::Spike,
        Fact::Moved { from: Status::Spiked, .. } => Act::Unspike,
        Fact::Approved { .. } => Act::Approve,
        Fact::JobSet { job } if job.kind == JobKind::Withdraw => Act::ScheduleWithdrawal,
        Fact::JobSet { .. } => Act::Schedule,
        Fact::JobMoved { .. } => Act::MoveJob,
        Fact::JobStopped { .. } => Act::StopJob,
        Fact::JobMissed { .. } => Act::Due,
        Fact::Published { why: PublishKind::SilentFix, .. } => Act::SilentFix,
        Fact::Published { why: PublishKind::SignificantUpdate | PublishKind::Update, .. } => Act::Update,
        Fact::Published { why: PublishKind::First | PublishKind::Again, .. } => Act::Publish,
        Fact::Noticed { .. } => Act::Notice,
        Fact::Retracted { .. } => Act::Retract,
        Fact::Withdrawn { .. } => Act::Withdraw,
        Fact::TakenDown { .. } => Act::TakeDown,
        Fact::Held { .. } => Act::Hold,
        Fact::Released { .. } => Act::Release,
        Fact::Embargoed { .. } => Act::Embargo,
        Fact::EmbargoLifted { .. } => Act::LiftEmbargo,
        Fact::ClearanceSet { .. } => Act::RequireClearance,
        Fact::Cleared { .. } => Act::Clear,
        Fact::Overridden { .. } => Act::Override,
        Fact::Wished { .. } => Act::Wish,
        Fact::WishDeclined { .. } => Act::Decline,
        Fact::FieldsSet { .. } => Act::Set,
        Fact::Slugged { .. } => Act::SetSlug,
        Fact::BroughtBack { .. } => Act::BringBack,
        Fact::Addressed { .. } => Act::SetAddress,
        Fact::Undone { .. } => Act::Undo,
        Fact::MissedPolicySet { .. } => Act::SetMissed,
        Fact::Deleted { .. } => Act::Delete,
        _ => return None,
    })
}

/// Acts that share their facts with another, or that a single random article does not come to, are looked at by name
/// elsewhere.
fn sign_is_known(act: crate::Act) -> bool {
    use crate::Act;
    !matches!(
        act,
        Act::Pitch
            | Act::Begin
            | Act::Assign
            | Act::Draft
            | Act::TakeOver
            | Act::PublishMissed
            | Act::DropMissed
            | Act::Freeze
            | Act::Import
            | Act::BringIn
            | Act::Receive
            | Act::Edited
    )
}
