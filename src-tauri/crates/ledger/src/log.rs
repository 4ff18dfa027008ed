//! The log: facts in order, each under a hash that holds the one before.

use chrono::{DateTime, Utc};
use desk::Fact;
use desk::ids::{ArticleId, DecisionId, Hash, PersonId};
use desk::people::Actor;
use rusqlite::types::Value;
use rusqlite::{Row, named_params, params, params_from_iter};
use uuid::Uuid;

use crate::chain::{self, Link};
use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;
use crate::who::{Way, Who};

/// A place in the log; the first entry is 1.
pub type Seq = i64;

/// One fact as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub seq: Seq,
    pub id: Uuid,
    pub decision: DecisionId,
    pub at: DateTime<Utc>,
    pub actor: Actor,
    pub way: Way,
    pub os_user: String,
    /// `None`: about the desk as a whole.
    pub article: Option<ArticleId>,
    pub fact: Fact,
    pub hash: Hash,
}

/// Where the log ends: its last entry's place and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: Seq,
    pub hash: Hash,
}

pub(crate) fn row_to_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get("seq")?,
        id: row.get::<_, Word<_>>("id")?.0,
        decision: row.get::<_, Word<_>>("decision")?.0,
        at: row.get::<_, At>("at")?.0,
        actor: row.get::<_, Json<_>>("actor")?.0,
        way: row.get::<_, Word<_>>("way")?.0,
        os_user: row.get("os_user")?,
        article: article_of(row)?,
        fact: row.get::<_, Json<_>>("payload")?.0,
        hash: row.get::<_, Word<_>>("hash")?.0,
    })
}

fn article_of(row: &Row<'_>) -> rusqlite::Result<Option<ArticleId>> {
    // A desk's own facts have no article.
    if row.get_ref("article")?.as_str()?.is_empty() {
        return Ok(None);
    }
    Ok(Some(row.get::<_, Word<_>>("article")?.0))
}

/// Which entries of the log are meant: whatever is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acts {
    /// Of one of these; about the desk as a whole is of none.
    pub articles: Option<Vec<ArticleId>>,
    /// Done by them.
    pub person: Option<PersonId>,
    /// Of one of these kinds.
    pub kinds: Option<Vec<String>>,
    pub from: Option<DateTime<Utc>>,
    /// The first instant that is not meant any more.
    pub until: Option<DateTime<Utc>>,
    /// Older than this place.
    pub before: Option<Seq>,
}

impl Acts {
    fn clauses(&self) -> (Vec<&'static str>, Vec<Value>) {
        let mut all: Vec<(&'static str, Value)> = vec![("seq < ?", Value::Integer(self.before.unwrap_or(Seq::MAX)))];
        match self.articles.as_deref() {
            Some([one]) => all.push(("article = ?", Value::Text(one.to_string()))),
            Some(several) => all.push(("article IN (SELECT value FROM json_each(?))", Value::Text(json(&several)))),
            None => {}
        }
        if let Some(id) = self.person {
            all.push(("actor = ?", Value::Text(json(&Actor::Person { id }))));
        }
        if let Some(kinds) = &self.kinds {
            all.push(("kind IN (SELECT value FROM json_each(?))", Value::Text(json(kinds))));
        }
        let bounds = [("at >= ?", self.from), ("at < ?", self.until)];
        all.extend(bounds.into_iter().filter_map(|(clause, at)| Some((clause, Value::Text(At(at?).text())))));
        all.into_iter().unzip()
    }
}

impl Reader<'_> {
    /// The last place in the log; 0 when it is empty.
    pub fn head(&self) -> Result<Seq, LedgerError> {
        Ok(self.log_head()?.seq)
    }

    /// The last entry's place and hash; the beginning of the chain when the log is empty.
    pub fn log_head(&self) -> Result<Head, LedgerError> {
        let head = self.one("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok(Head { seq: row.get("seq")?, hash: row.get::<_, Word<_>>("hash")?.0 })
        })?;
        Ok(head.unwrap_or(Head { seq: 0, hash: chain::BEGINNING }))
    }

    /// Everything after a place, oldest first.
    pub fn facts_after(&self, seq: Seq) -> Result<Vec<Entry>, LedgerError> {
        self.all("SELECT * FROM log WHERE seq > ?1 ORDER BY seq", [seq], row_to_entry)
    }

    /// The newest entries older than `before`, newest first; of one article, or of all.
    pub fn log(
        &self,
        article: Option<ArticleId>,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<Entry>, LedgerError> {
        let articles = article.map(|id| vec![id]);
        self.log_of(&Acts { articles, before, ..Acts::default() }, limit)
    }

    /// What of the log fits, newest first.
    pub fn log_of(&self, acts: &Acts, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        let (clauses, mut values) = acts.clauses();
        values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let sql = format!("SELECT * FROM log WHERE {} ORDER BY seq DESC LIMIT ?", clauses.join(" AND "));
        self.all(&sql, params_from_iter(values), row_to_entry)
    }

    /// What was done with an article at that very instant, oldest first.
    pub fn log_at(&self, article: ArticleId, at: DateTime<Utc>) -> Result<Vec<Entry>, LedgerError> {
        self.all(
            "SELECT * FROM log WHERE article = ?1 AND at = ?2 ORDER BY seq",
            params![Word(article), At(at)],
            row_to_entry,
        )
    }

    /// Calls `each` with every entry and the link it makes in the chain, oldest first; an entry that cannot be read
    /// comes as the sentence that says so.
    pub(crate) fn walk_log(&self, mut each: impl FnMut(Link, Result<Entry, String>)) -> Result<(), LedgerError> {
        self.walk("SELECT * FROM log ORDER BY seq", [], |row| {
            let link = Link::read(row)?;
            each(link, row_to_entry(row).map_err(|error| error.to_string()));
            Ok(())
        })
    }

    /// Adds a fact at the end and returns where the log ends now.
    pub(crate) fn append(&self, head: Head, made: &Made<'_>, fact: &Fact) -> Result<Head, LedgerError> {
        let link = Link {
            seq: head.seq + 1,
            id: made.id.to_string(),
            decision: made.decision.to_string(),
            at: At(made.at).text(),
            actor: json(&made.who.actor),
            way: made.who.way.to_string(),
            os_user: made.who.os_user.clone(),
            article: made.article.map(|id| id.to_string()).unwrap_or_default(),
            kind: kind(fact),
            payload: json(fact),
            prev: head.hash.to_string(),
            hash: String::new(),
        };
        let hash = link.own_hash();
        self.append_link(&Link { hash: hash.to_string(), ..link })?;
        Ok(Head { seq: head.seq + 1, hash })
    }

    /// Adds an entry exactly as it stands in another file of the same log.
    pub(crate) fn append_link(&self, link: &Link) -> Result<(), LedgerError> {
        self.run(
            include_str!("log_append.sql"),
            named_params! {
                ":seq": link.seq, ":id": link.id, ":decision": link.decision, ":at": link.at, ":actor": link.actor,
                ":way": link.way, ":os_user": link.os_user, ":article": link.article, ":kind": link.kind,
                ":payload": link.payload, ":prev": link.prev, ":hash": link.hash,
            },
        )?;
        Ok(())
    }

    /// The hash of the entry at that place.
    pub fn hash_at(&self, seq: Seq) -> Result<Option<Hash>, LedgerError> {
        self.one("SELECT hash FROM log WHERE seq = ?1", [seq], |row| Ok(row.get::<_, Word<_>>("hash")?.0))
    }
}

/// What the ledger adds to a fact.
pub(crate) struct Made<'a> {
    pub(crate) id: Uuid,
    pub(crate) decision: DecisionId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) who: &'a Who,
    pub(crate) article: Option<ArticleId>,
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("facts and actors are plain records, which always have a JSON form")
}

/// The fact's name for ever: its tag in the payload.
pub(crate) fn kind(fact: &Fact) -> String {
    let value = serde_json::to_value(fact).expect("facts are plain records, which always have a JSON form");
    value["kind"].as_str().unwrap_or_default().into()
}
