//! Which article each document of the search index belongs to, kept in memory: a search that finds thousands would take
//! longer to look that up than to find them.

use desk::ids::ArticleId;
use rustc_hash::FxHashMap;

use crate::column::Word;
use crate::error::LedgerError;
use crate::reader::Reader;

/// The setting that grows with every change of a document.
const STAMP: &str = "documents-stamp";

/// Whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owned {
    pub article: ArticleId,
    /// It is the copy on the desk; it is what is live; or both.
    pub desk: bool,
    pub live: bool,
}

/// The documents as of one stamp. One that is gone stays in here until its number is given again: the index finds it no more.
#[derive(Debug, Default)]
pub(crate) struct Known {
    stamp: i64,
    documents: FxHashMap<i64, Owned>,
}

impl Known {
    pub fn get(&self, document: i64) -> Option<Owned> {
        self.documents.get(&document).copied()
    }

    /// Brings it up to the moment of the reader.
    pub fn freshen(&mut self, reader: &Reader<'_>) -> Result<(), LedgerError> {
        let now = reader.documents_stamp()?;
        // An older moment than the last one: a reader of before, or a backup that was restored.
        if now < self.stamp {
            *self = Self::default();
        }
        let newer = "SELECT id, article, desk, live FROM document WHERE stamp > ?1";
        if self.documents.is_empty() || now > self.stamp {
            let since = if self.documents.is_empty() { -1 } else { self.stamp };
            let documents = reader.all(newer, [since], |row| {
                let article = row.get::<_, Word<_>>("article")?.0;
                Ok((row.get("id")?, Owned { article, desk: row.get("desk")?, live: row.get("live")? }))
            })?;
            self.documents.extend(documents);
            self.stamp = now;
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn documents_stamp(&self) -> Result<i64, LedgerError> {
        Ok(self.setting(STAMP)?.and_then(|stamp| stamp.parse().ok()).unwrap_or(0))
    }

    /// The stamp of a change that is written now.
    pub(crate) fn next_documents_stamp(&self) -> Result<i64, LedgerError> {
        let next = self.documents_stamp()? + 1;
        self.put_setting(STAMP, &next.to_string())?;
        Ok(next)
    }
}
