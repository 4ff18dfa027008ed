//! What is live, for listings: the newest of everything, pages of a section, counts.

use chrono::{DateTime, Utc};
use desk::address::listing_of;
use desk::article::{Live, Notice};
use desk::ids::{ArticleId, Hash, PersonId};
use desk::version::{Byline, Content, Lead};
use rusqlite::{Row, ToSql};
use serde::{Deserialize, Serialize};

use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// A live article as a listing shows it: of the version that is live, not of the text on the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub article: ArticleId,
    pub version: Hash,
    pub address: String,
    pub headline: String,
    pub dek: String,
    pub format: Option<String>,
    pub section: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
    pub authors: Vec<Byline>,
    pub lead: Option<Lead>,
    pub language: String,
    pub notices: Vec<Notice>,
    pub first_at: DateTime<Utc>,
    /// When this version went out.
    pub at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    /// What listings and feeds sort by.
    pub feed_at: DateTime<Utc>,
}

impl Card {
    pub fn of(article: ArticleId, live: &Live, notices: &[Notice], content: &Content) -> Self {
        Self {
            article,
            version: live.version,
            address: live.address.clone(),
            headline: content.headline.clone(),
            dek: content.dek.clone(),
            format: content.format.clone(),
            section: content.section.clone(),
            region: content.region.clone(),
            topics: content.topics.clone(),
            authors: content.authors.clone(),
            lead: content.lead.clone(),
            language: content.language.clone(),
            notices: notices.to_vec(),
            first_at: live.first_at,
            at: live.at,
            updated_at: live.updated_at,
            feed_at: live.feed_at,
        }
    }

    /// Every shelf it stands on, as the table's keys say.
    pub(crate) fn shelves(&self) -> Vec<(String, String)> {
        let part = |name: &str, slug: &Option<String>| (name.to_owned(), slug.clone().unwrap_or_default());
        let mut all = vec![
            part("section", &self.section),
            part("format", &self.format),
            part("region", &self.region),
            ("version".into(), self.version.to_string()),
            ("address".into(), self.address.clone()),
            ("feed".into(), At(self.feed_at).text()),
        ];
        all.extend(self.topics.iter().map(|topic| ("topic".into(), listing_of(topic))));
        all.extend(self.authors.iter().map(|author| ("author".into(), author.person.to_string())));
        all.sort();
        all.dedup();
        all
    }
}

/// Which of the live articles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shelf {
    Everything,
    Section(String),
    Format(String),
    Region(String),
    /// By the name of its listing, [`listing_of`].
    Topic(String),
    Author(PersonId),
}

impl Shelf {
    /// The table and condition that find its articles, each by an index that is also in the order of listings.
    fn source(&self) -> (&'static str, &'static str) {
        match self {
            // The condition holds always; it keeps one shape, with one parameter, for every shelf.
            Self::Everything => ("live INDEXED BY live_feed", "?1 IS NULL"),
            Self::Section(_) => ("live INDEXED BY live_section", "section = ?1"),
            Self::Format(_) => ("live INDEXED BY live_format", "format = ?1"),
            Self::Region(_) => ("live INDEXED BY live_region", "region = ?1"),
            Self::Topic(_) => ("live_topic", "topic = ?1"),
            Self::Author(_) => ("live_author", "author = ?1"),
        }
    }

    fn key(&self) -> Option<String> {
        match self {
            Self::Everything => None,
            Self::Section(slug) | Self::Format(slug) | Self::Region(slug) | Self::Topic(slug) => Some(slug.clone()),
            Self::Author(person) => Some(person.to_string()),
        }
    }
}

fn row_to_card(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(row.get::<_, Json<_>>("card")?.0)
}

impl Reader<'_> {
    pub fn live_card(&self, article: ArticleId) -> Result<Option<Card>, LedgerError> {
        self.one("SELECT card FROM live WHERE article = ?1", [Word(article)], row_to_card)
    }

    /// Everything that is live, newest first.
    pub fn live_cards(&self) -> Result<Vec<Card>, LedgerError> {
        self.all("SELECT card FROM live ORDER BY feed_at DESC, article DESC", [], row_to_card)
    }

    pub fn live_count(&self, shelf: &Shelf) -> Result<usize, LedgerError> {
        let (table, condition) = shelf.source();
        self.count(&format!("SELECT count(*) FROM {table} WHERE {condition}"), [shelf.key()])
    }

    /// The newest of a shelf, newest first, after leaving out `skip`.
    pub fn live_latest(&self, shelf: &Shelf, skip: usize, count: usize) -> Result<Vec<Card>, LedgerError> {
        self.slice(shelf, "DESC", skip, count)
    }

    /// Page `number` (from 1) of a shelf. Pages are numbered from the oldest, so that a full one never changes when
    /// something new comes; within a page the newest is first.
    pub fn live_page(&self, shelf: &Shelf, number: usize, size: usize) -> Result<Vec<Card>, LedgerError> {
        let skip = number.saturating_sub(1).saturating_mul(size);
        let mut page = self.slice(shelf, "ASC", skip, size)?;
        page.reverse();
        Ok(page)
    }

    /// The page of a shelf that shows the article.
    pub fn live_page_of(&self, shelf: &Shelf, card: &Card, size: usize) -> Result<usize, LedgerError> {
        self.live_page_at(shelf, card.feed_at, card.article, size)
    }

    /// The page of a shelf on which an article stands, or would, that is sorted by this time.
    pub fn live_page_at(
        &self,
        shelf: &Shelf,
        at: DateTime<Utc>,
        article: ArticleId,
        size: usize,
    ) -> Result<usize, LedgerError> {
        let (table, condition) = shelf.source();
        let older = format!("SELECT count(*) FROM {table} WHERE {condition} AND (feed_at, article) < (?2, ?3)");
        let older = self.count(&older, rusqlite::params![shelf.key(), At(at).text(), Word(article)])?;
        Ok(older / size.max(1) + 1)
    }

    /// Every shelf that the tables put the article on, in the form of [`Card::shelves`].
    pub(crate) fn shelved(&self, article: ArticleId) -> Result<Vec<(String, String)>, LedgerError> {
        self.all(include_str!("live_shelved.sql"), [Word(article)], |row| Ok((row.get("shelf")?, row.get("key")?)))
    }

    fn slice(&self, shelf: &Shelf, order: &str, skip: usize, count: usize) -> Result<Vec<Card>, LedgerError> {
        let (table, condition) = shelf.source();
        // The order is found in the index alone; only the cards of the slice are fetched.
        let sql = format!(
            "WITH slice AS (SELECT article, feed_at FROM {table} WHERE {condition}
                            ORDER BY feed_at {order}, article {order} LIMIT ?2 OFFSET ?3)
             SELECT live.card FROM slice CROSS JOIN live ON live.article = slice.article
             ORDER BY slice.feed_at {order}, slice.article {order}"
        );
        let (skip, count) = (small(skip), small(count));
        let params: [&dyn ToSql; 3] = [&shelf.key(), &count, &skip];
        self.all(&sql, params, row_to_card)
    }
}

fn small(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
