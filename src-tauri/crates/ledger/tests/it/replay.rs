//! Whatever people ask for, in whatever order: the tables are what the log says.

use chrono::{DateTime, TimeDelta, Utc};
use desk::article::{ClearanceKind, Commission, Fields, JobKind, NoticeKind, Receipt};
use desk::fact::FieldChanges;
use desk::ids::ArticleId;
use desk::people::{Actor, Grant, Person, Role};
use desk::rules::{Rules, Vocabulary};
use desk::text::TextFacts;
use desk::when::Moment;
use desk::{Article, Command, Fact, Sight};
use ledger::{Ledger, LedgerError, Way, Who};
use proptest::prelude::*;
use rusqlite::Connection;
use uuid::Uuid;

use crate::desk::{Desk, noon, person, sound};

/// One wish of somebody, some minutes after the one before.
#[derive(Clone, Debug)]
struct Wish {
    article: usize,
    who: usize,
    what: u32,
    minutes: i64,
}

fn wish() -> impl Strategy<Value = Wish> {
    (0..3usize, 0..5usize, any::<u32>(), 0..90i64).prop_map(|(article, who, what, minutes)| Wish {
        article,
        who,
        what,
        minutes,
    })
}

fn masthead() -> Vec<Person> {
    let with = |number, name: &str, roles: &[Role]| Person {
        roles: roles.to_vec(),
        grants: vec![Grant::Publish],
        ..person(number, name)
    };
    vec![
        with(1, "Wanda", &[Role::Writer]),
        with(2, "Edda", &[Role::Editor]),
        with(3, "Copal", &[Role::CopyEditor]),
        with(4, "Mara", &[Role::ManagingEditor]),
        with(5, "Adam", &[Role::Administrator]),
    ]
}

fn command(wish: &Wish, article: Option<&Article>, now: DateTime<Utc>) -> Command {
    let said = || "because it is better so, and was agreed".to_owned();
    let then = now + TimeDelta::minutes(1 + i64::from(wish.what % 200));
    let when = Moment { local: then.naive_utc(), zone: "UTC".into(), utc: then };
    let second = masthead()[1].id;
    let Some(article) = article else {
        let authors = vec![masthead()[0].id];
        let fields = Fields { headline: "A ship".into(), language: "en".into(), authors, ..Fields::default() };
        return Command::Begin { slug: format!("article-{}", wish.article), fields, commission: Commission::default() };
    };
    let job = article.axes.jobs.first().map_or(desk::ids::JobId(Uuid::nil()), |job| job.id);
    let kind = if wish.what.is_multiple_of(2) { JobKind::Publish } else { JobKind::Withdraw };
    let what = ClearanceKind::ALL[wish.what as usize / 100 % 5];
    match wish.what / 7 % 40 {
        0 => Command::Submit { note: said() },
        1 => Command::PullBack,
        2 | 3 => Command::Claim,
        4 => Command::TakeOver,
        5 => Command::Return { note: said(), due: then },
        6 => Command::HandBack { note: said() },
        7 => Command::ToCopy,
        8 => Command::BackToEditing { note: said() },
        9..=11 => Command::Approve,
        12 => Command::Reopen,
        13 | 14 => Command::Schedule { kind, when, share_slot: true, missed: None },
        15 => Command::MoveJob { job, when, share_slot: true },
        16 => Command::StopJob { job, reason: said() },
        17 | 18 => Command::Publish,
        19 => Command::SettleMissed { job, publish: wish.what.is_multiple_of(2) },
        20 => Command::Update { significant: wish.what.is_multiple_of(2) },
        21 => Command::Notice { notice: NoticeKind::Correction, text: said(), second },
        22 => Command::Retract { reason: said(), second },
        23 => Command::Withdraw { reason: said() },
        24 => Command::TakeDown { reason: said(), typed: article.slug.clone() },
        25 => Command::Hold { reason: said(), review: then },
        26 => Command::Release { note: said() },
        27 => Command::Embargo { until: then, reason: said() },
        28 => Command::LiftEmbargo { reason: said() },
        29 => Command::RequireClearance { what, required: wish.what.is_multiple_of(2) },
        30 => Command::Clear { what },
        31 => Command::Override { check: "dek".into(), reason: said() },
        32 => Command::Spike { reason: said() },
        33 => Command::Unspike,
        34 => Command::Delete { reason: said() },
        35 => {
            let dek = Some(format!("A dek of {}", wish.what));
            Command::Set {
                changes: FieldChanges { dek, topics: Some(vec!["ports".into()]), ..FieldChanges::default() },
            }
        }
        36 => Command::SetSlug { slug: format!("slug-{}-{}", wish.article, wish.what % 3) },
        37 => Command::SetAddress { address: Some(format!("address-{}-{}", wish.article, wish.what % 3)) },
        38 => Command::Freeze { name: format!("Before {}", wish.what) },
        _ => Command::Undo,
    }
}

/// Why nothing was done.
enum Nothing {
    Refused,
    Failed(LedgerError),
}

impl From<LedgerError> for Nothing {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error)
    }
}

/// Carries out what the desk allows, as a newsroom would; whether it did.
fn ask(ledger: &Ledger, id: ArticleId, wish: &Wish, now: DateTime<Utc>) -> bool {
    let by_clock = wish.what.is_multiple_of(11);
    let actor = if by_clock { Actor::Clock } else { Actor::Person { id: masthead()[wish.who].id } };
    let who = Who { actor: actor.clone(), os_user: "test".into(), way: if by_clock { Way::Clock } else { Way::Web } };
    let done = ledger.transact(&who, now, |tx| {
        let article = tx.article(id)?;
        let people = tx.people()?;
        let content = article.as_ref().map(|article| desk::content(article, "A ship came in.", &people));
        let version = match &content {
            Some(content) => tx.put_version(content)?,
            None => desk::ids::Hash::of(b"nothing yet"),
        };
        let live = match article.as_ref().and_then(|article| article.publication.live()) {
            Some(live) => tx.version(live.version)?,
            None => None,
        };
        let text = TextFacts { words: 4, ..TextFacts::default() };
        let asked = match article.as_ref().filter(|_| by_clock).and_then(|article| article.axes.jobs.first()) {
            Some(job) if wish.what.is_multiple_of(2) => Command::Due { job: job.id },
            Some(_) => Command::Receive {
                receipt: Receipt { version, at: now, differs: vec!["the feed".into()], late_minutes: None },
            },
            None => command(wish, article.as_ref(), now),
        };
        let slug_taken = asked.slug_asked().map_or(Ok(false), |slug| tx.slug_taken(slug, id))?;
        let address_taken = match &article {
            Some(article) => {
                let addressing = desk::address::Addressing { form: "", zone: "UTC", at: now };
                tx.address_taken(&addressing.wanted(article, &asked), id)?
            }
            None => false,
        };
        let sight = Sight {
            article: article.as_ref(),
            id,
            people: &people,
            rules: &Rules::default(),
            vocabulary: &Vocabulary::default(),
            text: &text,
            version,
            content: content.as_ref(),
            live: live.as_ref(),
            others: &tx.booked(id, now, now + TimeDelta::days(1))?,
            slug_taken,
            address_taken,
        };
        let Ok(facts) = desk::decide(&sight, &asked, &actor, now) else { return Err(Nothing::Refused) };
        tx.record(Some(id), &facts)?;
        Ok(!facts.is_empty())
    });
    match done {
        Ok(done) => done.value,
        Err(Nothing::Refused) => false,
        Err(Nothing::Failed(error)) => panic!("{error}"),
    }
}

/// Every row of every table that is made from the log.
fn tables(desk: &Desk) -> Vec<String> {
    let conn = Connection::open(desk.path()).expect("the file opens");
    let mut all = Vec::new();
    for table in
        ["article", "address", "job", "person", "live", "live_topic", "live_author", "queue_row", "measure", "text"]
    {
        let mut rows = conn.prepare(&format!("SELECT * FROM {table}")).expect("the table is there");
        let columns = rows.column_count();
        let mut rows = rows.query([]).expect("it is read");
        while let Some(row) = rows.next().expect("it is read") {
            let values: Vec<_> = (0..columns).map(|at| format!("{:?}", row.get_ref(at))).collect();
            all.push(format!("{table}: {}", values.join(" | ")));
        }
    }
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_are_what_the_log_says(wishes in prop::collection::vec(wish(), 60)) {
        let desk = Desk::new();
        for person in masthead() {
            desk.act(|tx| tx.record(None, &[Fact::PersonSet { person }])).expect("they join");
        }
        let mut ids = [0, 1, 2].map(|_| ArticleId(Uuid::now_v7()));
        let (mut now, mut done) = (noon(), 0);
        for wish in &wishes {
            now += TimeDelta::minutes(wish.minutes);
            let id = ids[wish.article];
            // The first of a few wishes that the desk allows: most of what people could ask for is refused.
            let allowed = (0..24).any(|n| {
                let other = Wish { who: (wish.who + n) % 5, what: wish.what.wrapping_add(n as u32 * 7), ..wish.clone() };
                ask(&desk.ledger, id, &other, now)
            });
            done += u32::from(allowed);
            let gone = desk.ledger.read(|r| Ok::<_, LedgerError>(r.article(id)?.is_none() && !r.log(Some(id), None, 1)?.is_empty()));
            if gone.expect("an answer") {
                ids[wish.article] = ArticleId(Uuid::now_v7());
            }
        }
        prop_assert!(done > 25, "the desk allowed only {done} of {} wishes", wishes.len());
        sound(&desk.ledger);
        let before = tables(&desk);
        desk.ledger.rebuild().expect("the log is whole");
        prop_assert_eq!(before, tables(&desk));
        sound(&desk.ledger);
    }
}
