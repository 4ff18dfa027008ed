//! Texts on the desk: a snapshot and the updates since, as the manuscript writes them. The ledger does not look inside.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use desk::people::Actor;
use rusqlite::{Row, params};

use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// A place in the order of all updates of all texts; the first is 1.
pub type TextSeq = i64;

/// A text as it must be loaded: the snapshot, then the updates in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub snapshot: Option<Vec<u8>>,
    pub updates: Vec<Vec<u8>>,
    /// The last update that is in it.
    pub upto: TextSeq,
}

/// News of a text, to be merged into an open one. What was known already does no harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextNews {
    pub seq: TextSeq,
    pub article: ArticleId,
    /// An update; or the whole snapshot, when the update was folded into it before it was asked for.
    pub bytes: Vec<u8>,
    /// Whose update it is; `None` for a snapshot.
    pub actor: Option<Actor>,
}

fn row_to_news(row: &Row<'_>) -> rusqlite::Result<TextNews> {
    Ok(TextNews {
        seq: row.get("seq")?,
        article: row.get::<_, Word<_>>("article")?.0,
        bytes: row.get("bytes")?,
        actor: row.get::<_, Option<Json<_>>>("actor")?.map(|actor| actor.0),
    })
}

impl Reader<'_> {
    /// The text on the desk; `None` when nothing was written yet.
    pub fn text(&self, article: ArticleId) -> Result<Option<Text>, LedgerError> {
        let text = self.one("SELECT snapshot, upto FROM text WHERE article = ?1", [Word(article)], |row| {
            let snapshot: Vec<u8> = row.get("snapshot")?;
            Ok(Text {
                snapshot: Some(snapshot).filter(|bytes| !bytes.is_empty()),
                updates: Vec::new(),
                upto: row.get("upto")?,
            })
        })?;
        let Some(mut text) = text else { return Ok(None) };
        let after = "SELECT seq, bytes FROM text_update WHERE article = ?1 AND seq > ?2 ORDER BY seq";
        for (seq, bytes) in
            self.all(after, params![Word(article), text.upto], |row| Ok((row.get("seq")?, row.get("bytes")?)))?
        {
            text.upto = seq;
            text.updates.push(bytes);
        }
        Ok(Some(text))
    }

    /// What came after a place, of all texts. Whoever merges all of it misses nothing, also when updates were folded
    /// into a snapshot meanwhile.
    pub fn texts_after(&self, seq: TextSeq) -> Result<Vec<TextNews>, LedgerError> {
        self.all(include_str!("text_news.sql"), [seq], row_to_news)
    }

    /// The last place in the order of updates; 0 when nothing was ever written.
    pub fn text_head(&self) -> Result<TextSeq, LedgerError> {
        let last = "SELECT seq FROM sqlite_sequence WHERE name = 'text_update'";
        Ok(self.one(last, [], |row| row.get(0))?.unwrap_or(0))
    }

    /// Sets the last place in the order of updates: the next one comes after it.
    pub(crate) fn set_text_head(&self, seq: TextSeq) -> Result<(), LedgerError> {
        if self.run("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'text_update'", [seq])? == 0 {
            self.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('text_update', ?1)", [seq])?;
        }
        Ok(())
    }

    /// Articles with more than `longest` updates since their snapshot.
    pub(crate) fn long_texts(&self, longest: usize) -> Result<Vec<ArticleId>, LedgerError> {
        let long = "SELECT article FROM text_update GROUP BY article HAVING count(*) > ?1 ORDER BY article";
        self.all(long, [i64::try_from(longest).unwrap_or(i64::MAX)], |row| {
            Ok(row.get::<_, Word<ArticleId>>("article")?.0)
        })
    }

    pub(crate) fn texts(&self) -> Result<Vec<ArticleId>, LedgerError> {
        self.all("SELECT article FROM text ORDER BY article", [], |row| Ok(row.get::<_, Word<ArticleId>>("article")?.0))
    }

    pub(crate) fn put_text_update(
        &self,
        article: ArticleId,
        actor: &Actor,
        at: DateTime<Utc>,
        bytes: &[u8],
    ) -> Result<TextSeq, LedgerError> {
        self.run(
            "INSERT INTO text (article, snapshot, upto) VALUES (?1, x'', 0) ON CONFLICT (article) DO NOTHING",
            [Word(article)],
        )?;
        self.run(
            "INSERT INTO text_update (article, actor, at, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![Word(article), Json(actor), At(at), bytes],
        )?;
        Ok(self.last_row())
    }

    /// Puts a snapshot in the place of the updates up to `upto`, which it holds; false when another process was faster
    /// than this one, which read the text when its snapshot went up to `from`.
    pub(crate) fn fold_text(
        &self,
        article: ArticleId,
        from: TextSeq,
        upto: TextSeq,
        snapshot: &[u8],
    ) -> Result<bool, LedgerError> {
        let put = self.run(
            "UPDATE text SET snapshot = ?1, upto = ?2 WHERE article = ?3 AND upto = ?4",
            params![snapshot, upto, Word(article), from],
        )?;
        if put == 0 {
            return Ok(false);
        }
        self.run("DELETE FROM text_update WHERE article = ?1 AND seq <= ?2", params![Word(article), upto])?;
        Ok(true)
    }

    /// The last update that is in the snapshot.
    pub(crate) fn folded_upto(&self, article: ArticleId) -> Result<TextSeq, LedgerError> {
        let upto = "SELECT upto FROM text WHERE article = ?1";
        Ok(self.one(upto, [Word(article)], |row| row.get(0))?.unwrap_or(0))
    }
}
