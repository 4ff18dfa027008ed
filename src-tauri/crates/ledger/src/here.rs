//! Who has which text before them: no act and no fact, forgotten after a moment.

use chrono::{DateTime, TimeDelta, Utc};
use desk::ids::{ArticleId, PersonId};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;
use crate::who::Way;

/// Somebody at a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub article: ArticleId,
    pub person: PersonId,
    pub way: Way,
    pub place: Place,
    pub at: DateTime<Utc>,
}

/// Where in the text, in UTF-16 units of what this opening of it had at that step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub session: String,
    pub step: u32,
    pub anchor: u32,
    pub head: u32,
}

fn row_to_here(row: &Row<'_>) -> rusqlite::Result<Here> {
    Ok(Here {
        article: row.get::<_, Word<_>>("article")?.0,
        person: row.get::<_, Word<_>>("person")?.0,
        way: row.get::<_, Json<_>>("way")?.0,
        place: row.get::<_, Json<_>>("place")?.0,
        at: row.get::<_, At>("at")?.0,
    })
}

impl Reader<'_> {
    /// Everybody who is at some text now, in the order they were seen last.
    pub fn here(&self, now: DateTime<Utc>) -> Result<Vec<Here>, LedgerError> {
        let now_here = "SELECT article, person, way, place, at FROM here WHERE until > ?1 ORDER BY at, person";
        self.all(now_here, [At(now)], row_to_here)
    }

    /// The articles at which somebody was seen after that, and when last.
    pub fn here_after(&self, at: DateTime<Utc>) -> Result<Vec<(ArticleId, DateTime<Utc>)>, LedgerError> {
        let after = "SELECT article, max(at) AS at FROM here WHERE at > ?1 GROUP BY article";
        self.all(after, [At(at)], |row| Ok((row.get::<_, Word<_>>("article")?.0, row.get::<_, At>("at")?.0)))
    }

    /// Somebody is at a text for a moment more; whoever has left is forgotten.
    pub(crate) fn put_here(&self, here: &Here, stay: TimeDelta) -> Result<(), LedgerError> {
        self.run("DELETE FROM here WHERE until <= ?1", [At(here.at)])?;
        self.run(
            "INSERT INTO here (article, person, way, place, at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (article, person, way) DO UPDATE SET place = ?4, at = ?5, until = ?6",
            params![
                Word(here.article),
                Word(here.person),
                Json(here.way),
                Json(&here.place),
                At(here.at),
                At(here.at + stay)
            ],
        )?;
        Ok(())
    }
}
