//! What somebody read last of an article: theirs alone, not in the log, and gone with the article.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, Hash, PersonId};
use desk::version::Content;
use serde::{Deserialize, Serialize};

use crate::error::LedgerError;
use crate::reader::Reader;
use crate::transaction::Transaction;

/// What was on the desk when somebody left it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadMark {
    pub at: DateTime<Utc>,
    pub version: Hash,
    /// The content, unless it is a version that the article keeps.
    pub content: Option<Content>,
}

impl Reader<'_> {
    pub fn read_mark(&self, article: ArticleId, person: PersonId) -> Result<Option<ReadMark>, LedgerError> {
        // One that an earlier program wrote in another form is as good as none.
        Ok(self.setting(&name(article, person))?.and_then(|mark| serde_json::from_str(&mark).ok()))
    }

    pub(crate) fn drop_read_marks(&self, article: ArticleId) -> Result<(), LedgerError> {
        self.run("DELETE FROM setting WHERE substr(name, 1, length(?1)) = ?1", [of(article)]).map(|_| ())
    }
}

impl Transaction<'_> {
    pub fn put_read_mark(&mut self, article: ArticleId, person: PersonId, mark: &ReadMark) -> Result<(), LedgerError> {
        let mark = serde_json::to_string(mark).expect("a record of strings and numbers always has a JSON form");
        self.set(&name(article, person), &mark)
    }
}

fn of(article: ArticleId) -> String {
    format!("read {article} ")
}

fn name(article: ArticleId, person: PersonId) -> String {
    format!("{}{person}", of(article))
}
