//! A small newsroom to test with.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use desk::article::{Commission, Fields, Job, JobKind, Live, Status};
use desk::fact::PublishKind;
use desk::ids::{ArticleId, Hash, JobId, PersonId};
use desk::people::{Actor, Person, Role};
use desk::row::Measure;
use desk::when::Moment;
use desk::{Fact, People};
use ledger::{Done, Ledger, LedgerError, Transaction, Way, Who};
use tempfile::TempDir;
use uuid::Uuid;

/// A newsroom in a folder that goes away with it.
pub struct Desk {
    pub folder: TempDir,
    pub ledger: Ledger,
}

impl Desk {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let ledger = Ledger::create(&folder.path().join("desk.sqlite3")).expect("a new database");
        Self { folder, ledger }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.sqlite3")
    }

    pub fn act<T>(
        &self,
        act: impl FnOnce(&mut Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<Done<T>, LedgerError> {
        self.ledger.transact(&ines(), noon(), act)
    }

    /// Begins an article and returns its id.
    pub fn begin(&self, slug: &str) -> ArticleId {
        self.act(|tx| begin(tx, slug)).expect("an article begins").value
    }

    pub fn record(&self, id: ArticleId, facts: &[Fact]) {
        self.act(|tx| tx.record(Some(id), facts)).expect("the facts are recorded");
    }

    /// Stores a version with this headline and section, and makes it live from then on.
    pub fn publish(&self, id: ArticleId, headline: &str, section: &str, at: DateTime<Utc>) -> Hash {
        let done = self.act(|tx| {
            let article = tx.article(id)?.expect("the article has begun");
            let mut content = desk::content(&article, headline, &People::default());
            content.headline = headline.into();
            content.section = Some(section.into());
            content.topics = vec!["ports".into(), section.into()];
            let version = tx.put_version(&content)?;
            let live = Live { version, address: article.slug.clone(), first_at: at, at, updated_at: None, feed_at: at };
            tx.record(Some(id), &[Fact::Published { live, job: None, why: PublishKind::First, late_minutes: None }])?;
            Ok(version)
        });
        done.expect("the article goes out").value
    }

    pub fn sound(&self) {
        sound(&self.ledger);
    }
}

/// Everything fits everything else.
pub fn sound(ledger: &Ledger) {
    let report = ledger.verify().expect("the check runs");
    assert_eq!(report.faults, [], "nothing may be found");
}

pub fn begin(tx: &mut Transaction<'_>, slug: &str) -> Result<ArticleId, LedgerError> {
    let id = ArticleId(tx.new_id());
    tx.record(Some(id), &[begun(slug)])?;
    Ok(id)
}

pub fn begun(slug: &str) -> Fact {
    let fields = Fields { headline: format!("About {slug}"), language: "en-GB".into(), ..Fields::default() };
    Fact::Begun { slug: slug.into(), fields, commission: Commission::default(), status: Status::Drafting }
}

pub fn job(utc: DateTime<Utc>) -> Job {
    Job {
        id: JobId(Uuid::now_v7()),
        kind: JobKind::Withdraw,
        version: None,
        when: Moment { local: utc.naive_utc(), zone: "UTC".into(), utc },
        set_by: Actor::Desk,
        set_at: noon(),
        missed: None,
        asked: None,
    }
}

pub fn person(number: u128, name: &str) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(number)),
        name: name.into(),
        roles: vec![Role::Editor],
        grants: vec![],
        biography: String::new(),
        portrait: None,
        zone: None,
    }
}

pub fn measure(words: u32) -> Measure {
    Measure {
        words,
        tks: 0,
        required: 0,
        advised: 0,
        suggestions: 0,
        comments: 0,
        version: Hash::of(&words.to_le_bytes()),
    }
}

pub fn ines() -> Who {
    Who { actor: Actor::Person { id: PersonId(Uuid::from_u128(1)) }, os_user: "ines".into(), way: Way::Window }
}

pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).single().expect("a time that is")
}

pub fn later(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}
