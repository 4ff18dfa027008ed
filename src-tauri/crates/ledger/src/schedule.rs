//! Jobs and their times.

use chrono::{DateTime, Utc};
use desk::Booked;
use desk::article::Job;
use desk::ids::ArticleId;
use rusqlite::{Row, params};

use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// A job and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    pub article: ArticleId,
    pub slug: String,
    pub job: Job,
    /// Its article is on hold, or somebody must say what to do: it does not go out by itself.
    pub waits: bool,
}

fn row_to_scheduled(row: &Row<'_>) -> rusqlite::Result<Scheduled> {
    Ok(Scheduled {
        article: row.get::<_, Word<_>>("article")?.0,
        slug: row.get("slug")?,
        job: row.get::<_, Json<_>>("job")?.0,
        waits: row.get("waits")?,
    })
}

impl Reader<'_> {
    /// What must go out now or should have already, in the order of its times.
    pub fn due_before(&self, now: DateTime<Utc>) -> Result<Vec<Scheduled>, LedgerError> {
        self.all(include_str!("job_due_before.sql"), [At(now)], row_to_scheduled)
    }

    /// The next job that goes out by itself, due or not.
    pub fn next_job(&self) -> Result<Option<Scheduled>, LedgerError> {
        self.one(include_str!("job_next.sql"), [], row_to_scheduled)
    }

    /// Every job from one instant up to, but not at, another.
    pub fn jobs_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<Scheduled>, LedgerError> {
        self.all(include_str!("job_between.sql"), [At(from), At(to)], row_to_scheduled)
    }

    /// Jobs of articles other than `than` from one instant up to and at another.
    pub fn booked(&self, than: ArticleId, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<Booked>, LedgerError> {
        self.all(include_str!("job_booked.sql"), params![Word(than), At(from), At(to)], |row| {
            let Scheduled { article, slug, job, .. } = row_to_scheduled(row)?;
            Ok(Booked { article, slug, kind: job.kind, at: job.when.utc })
        })
    }
}
