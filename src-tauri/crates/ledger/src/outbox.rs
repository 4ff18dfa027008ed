//! The outbox: what was decided and must still be written to the site.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, DecisionId};
use rusqlite::{Row, params};

use crate::column::{At, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// Something that must still be written to the site. Writing it twice does no harm; forgetting it would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    pub id: i64,
    pub decision: DecisionId,
    pub article: ArticleId,
    /// In the newsroom's own words.
    pub what: String,
    pub at: DateTime<Utc>,
}

fn row_to_errand(row: &Row<'_>) -> rusqlite::Result<Errand> {
    Ok(Errand {
        id: row.get("id")?,
        decision: row.get::<_, Word<_>>("decision")?.0,
        article: row.get::<_, Word<_>>("article")?.0,
        what: row.get("what")?,
        at: row.get::<_, At>("at")?.0,
    })
}

impl Reader<'_> {
    /// All of it, oldest first.
    pub fn outbox(&self) -> Result<Vec<Errand>, LedgerError> {
        self.all("SELECT id, decision, article, what, at FROM outbox ORDER BY id", [], row_to_errand)
    }

    pub(crate) fn put_errand(
        &self,
        decision: DecisionId,
        article: ArticleId,
        what: &str,
        at: DateTime<Utc>,
    ) -> Result<i64, LedgerError> {
        self.run(
            "INSERT INTO outbox (decision, article, what, at) VALUES (?1, ?2, ?3, ?4)",
            params![Word(decision), Word(article), what, At(at)],
        )?;
        Ok(self.last_row())
    }

    pub(crate) fn drop_errand(&self, id: i64) -> Result<bool, LedgerError> {
        Ok(self.run("DELETE FROM outbox WHERE id = ?1", [id])? == 1)
    }
}
