//! What other processes wrote: found by polling, read by sequence, told to everybody who looks.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use ledger::{LedgerError, Seq, Topic as Change};

use crate::news::{About, News, of_article};
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::event::Topic;
use crate::wire::failure::Failure;

/// How far this process has read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    version: i64,
    facts: Seq,
    texts: i64,
    /// When somebody was seen at a text last.
    here: DateTime<Utc>,
}

impl Newsroom {
    /// Begins where the newsroom stands now.
    pub(crate) fn look(&self) -> Result<(), Failure> {
        let version = self.ledger.data_version()?;
        let (facts, texts) = self.ledger.read(|reader| Ok::<_, LedgerError>((reader.head()?, reader.text_head()?)))?;
        *lock(&self.seen) = Seen { version, facts, texts, here: self.now() };
        Ok(())
    }

    /// Reads what other processes wrote since the last time; nearly free when nothing was.
    pub fn catch_up(&self) -> Result<(), Failure> {
        let version = self.ledger.data_version()?;
        let mut seen = lock(&self.seen);
        if seen.version == version {
            return Ok(());
        }
        let (entries, updates, here) = self.ledger.read(|reader| {
            let facts = reader.facts_after(seen.facts)?;
            Ok::<_, LedgerError>((facts, reader.texts_after(seen.texts)?, reader.here_after(seen.here)?))
        })?;
        let mut changes = BTreeSet::new();
        for entry in &entries {
            seen.facts = seen.facts.max(entry.seq);
            changes.extend(Change::of(entry.article, &entry.fact));
        }
        let mut topics = Vec::new();
        for update in updates {
            seen.texts = seen.texts.max(update.seq);
            changes.insert(Change::Queue);
            changes.insert(Change::Article(update.article));
            topics.extend(self.merge_foreign(update.article, update.seq, &update.bytes)?);
        }
        for (id, at) in here {
            seen.here = seen.here.max(at);
            topics.push(Topic::Here { id });
        }
        seen.version = version;
        drop(seen);
        self.changed(&changes, topics);
        Ok(())
    }

    /// This process's own transaction: its facts need not be read again, but everybody is told.
    pub(crate) fn own_change(&self, changed: Vec<Change>) {
        self.changed(&changed.into_iter().collect(), Vec::new());
    }

    fn changed(&self, changes: &BTreeSet<Change>, mut topics: Vec<Topic>) {
        let articles: BTreeSet<ArticleId> = changes
            .iter()
            .filter_map(|change| match change {
                Change::Article(id) | Change::Text(id) => Some(*id),
                _ => None,
            })
            .collect();
        lock(&self.remarked).stale(&articles);
        lock(&self.roll).stale(&articles, changes.contains(&Change::People));
        if changes.contains(&Change::Live) {
            // Links may lead elsewhere now, whoever published, moved or withdrew.
            self.printed.forget();
            self.proofs.forget();
        }
        lock(&self.holdings).stale(&articles, changes.contains(&Change::Rules));
        let articles: BTreeSet<ArticleId> = articles.into_iter().chain(topics.iter().filter_map(of_article)).collect();
        for change in changes {
            match change {
                Change::Article(id) => topics.push(Topic::Article { id: *id }),
                Change::Text(_) | Change::Media | Change::Outbox => {}
                Change::Queue => topics.push(Topic::Queue),
                Change::Schedule => topics.push(Topic::Status),
                Change::Live => topics.push(Topic::Site),
                Change::People | Change::Doors => topics.push(Topic::People),
                Change::Rules => topics.push(Topic::Rules),
                Change::House => topics.push(Topic::House),
            }
        }
        self.announce(News { topics, about: About::Articles(articles) });
    }
}
