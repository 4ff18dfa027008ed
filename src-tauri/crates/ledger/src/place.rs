//! Where an article stands in the tables: what its state means for addresses, jobs and listings. Worked out from the
//! state alone, so that `verify` can work it out again and compare.

use std::collections::BTreeMap;

use desk::Article;
use desk::address::listing_of;
use desk::article::{Job, Live};
use desk::ids::ArticleId;
use rusqlite::params;

use crate::articles::{AddressUse, publication_word};
use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::listing::Card;
use crate::reader::Reader;

/// A job with what the clock must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JobPlace {
    pub(crate) due: String,
    pub(crate) waits: bool,
    pub(crate) job: Job,
}

/// Addresses and what they are to the article.
pub(crate) fn addresses(article: &Article) -> BTreeMap<String, &'static str> {
    let mut all = BTreeMap::new();
    for former in &article.former_addresses {
        all.insert(former.clone(), AddressUse::Former.word());
    }
    if let Some(chosen) = &article.address {
        all.insert(chosen.clone(), AddressUse::Chosen.word());
    }
    if let Some(live) = article.publication.last() {
        all.insert(live.address.clone(), AddressUse::Current.word());
    }
    all
}

pub(crate) fn jobs(article: &Article) -> Vec<JobPlace> {
    let held = article.axes.hold.is_some();
    let place =
        |job: &Job| JobPlace { due: At(job.when.utc).text(), waits: held || job.asked.is_some(), job: job.clone() };
    article.axes.jobs.iter().map(place).collect()
}

impl Reader<'_> {
    /// Brings the tables from one state of an article to the next; writes only what differs.
    pub(crate) fn place(
        &self,
        id: ArticleId,
        before: Option<&Article>,
        after: Option<&Article>,
    ) -> Result<(), LedgerError> {
        match (before, after) {
            (None, None) => Ok(()),
            (Some(before), None) => self.displace(before),
            (before, Some(after)) => {
                self.put_state(after)?;
                if before.map(addresses).unwrap_or_default() != addresses(after) {
                    self.put_addresses(after)?;
                }
                if before.map(jobs).unwrap_or_default() != jobs(after) {
                    self.put_jobs(after)?;
                }
                let shown = |article: &Article| (article.publication.live().cloned(), article.notices.clone());
                if before.map(shown).unwrap_or_default() != shown(after) {
                    self.unlist(id)?;
                    if let Some(live) = after.publication.live() {
                        self.list(after, live)?;
                    }
                }
                Ok(())
            }
        }
    }

    fn put_state(&self, article: &Article) -> Result<(), LedgerError> {
        self.run(
            include_str!("article_put.sql"),
            params![
                Word(article.id),
                article.slug,
                article.axes.status.word(),
                publication_word(&article.publication),
                Json(article),
            ],
        )?;
        Ok(())
    }

    fn put_addresses(&self, article: &Article) -> Result<(), LedgerError> {
        self.run("DELETE FROM address WHERE article = ?1", [Word(article.id)])?;
        for (address, used) in addresses(article) {
            self.run(
                "INSERT INTO address (address, article, use) VALUES (?1, ?2, ?3)",
                params![address, Word(article.id), used],
            )?;
        }
        Ok(())
    }

    fn put_jobs(&self, article: &Article) -> Result<(), LedgerError> {
        self.run("DELETE FROM job WHERE article = ?1", [Word(article.id)])?;
        for JobPlace { due, waits, job } in jobs(article) {
            self.run(
                "INSERT INTO job (id, article, due, waits, job) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![Word(job.id), Word(article.id), due, waits, Json(&job)],
            )?;
        }
        Ok(())
    }

    fn list(&self, article: &Article, live: &Live) -> Result<(), LedgerError> {
        let content = self.version(live.version)?.ok_or(LedgerError::NoVersion { hash: live.version })?;
        let card = Card::of(article.id, live, &article.notices, &content);
        let part = |slug: &Option<String>| slug.clone().unwrap_or_default();
        self.run(
            include_str!("live_put.sql"),
            params![
                Word(card.article),
                Word(card.version),
                card.address,
                part(&card.section),
                part(&card.format),
                part(&card.region),
                At(card.feed_at),
                Json(&card),
            ],
        )?;
        let under = |table: &str, key: String| {
            self.run(
                &format!("INSERT OR IGNORE INTO {table} VALUES (?1, ?2, ?3)"),
                params![key, At(card.feed_at), Word(card.article)],
            )
        };
        for topic in &card.topics {
            under("live_topic (topic, feed_at, article)", listing_of(topic))?;
        }
        for author in &card.authors {
            under("live_author (author, feed_at, article)", author.person.to_string())?;
        }
        Ok(())
    }

    fn unlist(&self, id: ArticleId) -> Result<(), LedgerError> {
        self.run("DELETE FROM live_topic WHERE article = ?1", [Word(id)])?;
        self.run("DELETE FROM live_author WHERE article = ?1", [Word(id)])?;
        self.run("DELETE FROM live WHERE article = ?1", [Word(id)])?;
        Ok(())
    }

    /// Deleted for good: its text and the versions that are no other article's go with it; the log keeps what it was.
    fn displace(&self, article: &Article) -> Result<(), LedgerError> {
        let id = article.id;
        self.unlist(id)?;
        self.drop_documents(id)?;
        self.drop_read_marks(id)?;
        for table in ["address", "job", "text_update", "text", "measure", "queue_row"] {
            self.run(&format!("DELETE FROM {table} WHERE article = ?1"), [Word(id)])?;
        }
        self.run("DELETE FROM article WHERE id = ?1", [Word(id)])?;
        for version in &article.versions {
            if !self.names_version(version.hash)? {
                self.drop_version(version.hash)?;
            }
        }
        Ok(())
    }

    /// The jobs in the table, as `jobs` would say them.
    pub(crate) fn placed_jobs(&self, id: ArticleId) -> Result<Vec<JobPlace>, LedgerError> {
        self.all("SELECT due, waits, job FROM job WHERE article = ?1 ORDER BY due, id", [Word(id)], |row| {
            Ok(JobPlace { due: row.get("due")?, waits: row.get("waits")?, job: row.get::<_, Json<_>>("job")?.0 })
        })
    }

    pub(crate) fn placed_addresses(&self, id: ArticleId) -> Result<Vec<(String, String)>, LedgerError> {
        self.all("SELECT address, use FROM address WHERE article = ?1 ORDER BY address", [Word(id)], |row| {
            Ok((row.get("address")?, row.get("use")?))
        })
    }
}
