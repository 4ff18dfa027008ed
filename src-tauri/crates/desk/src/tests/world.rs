//! One article on a desk of its own: commands go in, facts are applied as the ledger would.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::apply::{Stamp, apply};
use crate::article::{Approval, Article, Job, JobKind, Live, NamedVersion, Publication, Status};
use crate::command::Command;
use crate::fact::Fact;
use crate::ids::{DecisionId, Hash, JobId};
use crate::people::{Actor, People};
use crate::refusal::Refusal;
use crate::rules::{Rules, Vocabulary};
use crate::sight::{Booked, Sight};
use crate::testing;
use crate::text::TextFacts;
use crate::version::Content;
use crate::when::Moment;
use crate::{Offer, decide, moves};

#[derive(Clone)]
pub struct World {
    pub article: Option<Article>,
    pub people: People,
    pub rules: Rules,
    pub vocabulary: Vocabulary,
    pub text: TextFacts,
    pub body: String,
    pub now: DateTime<Utc>,
    pub others: Vec<Booked>,
    pub slug_taken: bool,
    pub address_taken: bool,
    /// What was on the desk under each hash.
    pub contents: HashMap<Hash, Content>,
    pub log: Vec<(Stamp, Fact)>,
    decisions: u128,
}

impl World {
    /// A desk without the article.
    pub fn empty() -> Self {
        Self {
            article: None,
            people: testing::masthead(),
            rules: testing::rules(),
            vocabulary: testing::vocabulary(),
            text: testing::text(),
            body: "It was signed at dawn.".into(),
            now: testing::noon(),
            others: Vec::new(),
            slug_taken: false,
            address_taken: false,
            contents: HashMap::new(),
            log: Vec::new(),
            decisions: 100,
        }
    }

    /// A whole article in the status, as if it had come there by the rules.
    pub fn at(status: Status) -> Self {
        let mut world = Self::empty();
        world.article = Some(testing::article());
        let version = world.version();
        let now = world.now;
        let article = world.there();
        article.axes.status = status;
        article.axes.since = now - Duration::hours(1);
        match status {
            Status::Ready => {
                article.versions.push(NamedVersion {
                    hash: version,
                    name: "Approved".into(),
                    at: now,
                    by: testing::actor(testing::MANAGING),
                });
                article.axes.approval = Some(Approval { version, by: Some(testing::id(testing::MANAGING)), at: now });
            }
            Status::Spiked => article.axes.spiked_from = Some(Status::Editing),
            Status::Pitch
            | Status::Assigned
            | Status::Drafting
            | Status::Submitted
            | Status::Editing
            | Status::Revising
            | Status::Copy => {}
        }
        world
    }

    pub fn live(status: Status) -> Self {
        Self::at(status).published(|live, _| Publication::Live(live))
    }

    pub fn withdrawn(status: Status) -> Self {
        Self::at(status).published(|was, at| Publication::Withdrawn { was, at, reason: "asked".into() })
    }

    pub fn published(mut self, seen: impl FnOnce(Live, DateTime<Utc>) -> Publication) -> Self {
        let version = self.version();
        let at = self.now - Duration::days(1);
        let live = Live {
            version,
            address: "the-harbour-deal-nobody-wanted".into(),
            first_at: at,
            at,
            updated_at: None,
            feed_at: at,
        };
        let article = self.there();
        article.address = Some(live.address.clone());
        article.publication = seen(live, at);
        self
    }

    /// With a job of the kind in so many minutes, naming the version on the desk.
    pub fn scheduled(mut self, kind: JobKind, minutes: i64) -> Self {
        let version = self.version();
        let when = self.in_minutes(minutes);
        let now = self.now;
        let number = self.there().axes.jobs.len() as u128 + 1;
        self.there().axes.jobs.push(Job {
            id: job(number),
            kind,
            version: (kind != JobKind::Withdraw).then_some(version),
            when,
            set_by: testing::actor(testing::MANAGING),
            set_at: now,
            missed: None,
            asked: None,
        });
        self.there().axes.jobs.sort_by_key(|job| job.when.utc);
        self
    }

    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The text is typed on, past every rule.
    pub fn typed(mut self, text: &str) -> Self {
        self.body.push_str(text);
        self.version();
        self
    }

    pub fn there(&mut self) -> &mut Article {
        self.article.as_mut().expect("an article")
    }

    pub fn status(&self) -> Status {
        self.article.as_ref().expect("an article").axes.status
    }

    pub fn in_minutes(&self, minutes: i64) -> Moment {
        Moment::of(self.now + Duration::minutes(minutes), chrono_tz::Europe::London)
    }

    pub fn content(&self) -> Option<Content> {
        self.article.as_ref().map(|article| crate::content(article, &self.body, &self.people))
    }

    pub fn version(&mut self) -> Hash {
        match self.content() {
            Some(content) => {
                let hash = content.hash();
                self.contents.insert(hash, content);
                hash
            }
            None => Hash::of(b""),
        }
    }

    fn seeing<T>(&mut self, look: impl FnOnce(&Sight) -> T) -> T {
        let version = self.version();
        let live = self.article.as_ref().and_then(|article| article.publication.live()).map(|live| live.version);
        look(&Sight {
            article: self.article.as_ref(),
            id: testing::article_id(),
            people: &self.people,
            rules: &self.rules,
            vocabulary: &self.vocabulary,
            text: &self.text,
            version,
            content: self.contents.get(&version),
            live: live.and_then(|live| self.contents.get(&live)),
            others: &self.others,
            slug_taken: self.slug_taken,
            address_taken: self.address_taken,
        })
    }

    /// Decides without doing.
    pub fn ask(&mut self, actor: &Actor, command: &Command) -> Result<Vec<Fact>, Refusal> {
        let now = self.now;
        self.seeing(|sight| decide(sight, command, actor, now))
    }

    pub fn offers(&mut self, actor: &Actor) -> Vec<Offer> {
        let now = self.now;
        self.seeing(|sight| moves(sight, actor, now))
    }

    /// Decides and applies.
    pub fn act(&mut self, actor: &Actor, command: &Command) -> Result<Vec<Fact>, Refusal> {
        let facts = self.ask(actor, command)?;
        self.decisions += 1;
        let stamp = Stamp {
            article: testing::article_id(),
            decision: DecisionId(Uuid::from_u128(self.decisions)),
            at: self.now,
            actor: actor.clone(),
        };
        for fact in &facts {
            apply(&mut self.article, &stamp, fact);
            self.log.push((stamp.clone(), fact.clone()));
        }
        Ok(facts)
    }

    pub fn person(&mut self, number: u128, command: &Command) -> Result<Vec<Fact>, Refusal> {
        self.act(&testing::actor(number), command)
    }

    /// The code of the refusal, or "ok".
    pub fn code(&mut self, number: u128, command: &Command) -> &'static str {
        self.ask(&testing::actor(number), command).err().map_or("ok", |refusal| refusal.code)
    }
}

pub fn job(number: u128) -> JobId {
    JobId(Uuid::from_u128(number))
}
