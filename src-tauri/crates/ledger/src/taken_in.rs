//! Files of archives that were taken in: where each was, what it held, and what it became.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, Hash};
use rusqlite::params;

use crate::column::{At, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// A file that was taken in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Hash of what it held.
    pub content: Hash,
    pub article: ArticleId,
}

impl Reader<'_> {
    /// Whether a file that was there, or one that held the same, came in before.
    pub fn taken_in(&self, source: &str, content: Hash) -> Result<Option<TakenIn>, LedgerError> {
        let known = "SELECT content, article FROM taken_in WHERE source = ?1 OR content = ?2
                     ORDER BY source <> ?1 LIMIT 1";
        self.one(known, params![source, Word(content)], |row| {
            Ok(TakenIn { content: row.get::<_, Word<_>>("content")?.0, article: row.get::<_, Word<_>>("article")?.0 })
        })
    }

    pub(crate) fn put_taken_in(&self, source: &str, taken: TakenIn, at: DateTime<Utc>) -> Result<(), LedgerError> {
        self.run(
            "INSERT OR REPLACE INTO taken_in (source, content, article, at) VALUES (?1, ?2, ?3, ?4)",
            params![source, Word(taken.content), Word(taken.article), At(at)],
        )?;
        Ok(())
    }
}
