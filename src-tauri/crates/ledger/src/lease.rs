//! Leases: who may do what only one process may do, until when.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::column::At;
use crate::error::LedgerError;
use crate::reader::Reader;

/// Who holds a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub holder: String,
    pub until: DateTime<Utc>,
}

impl Reader<'_> {
    /// The lease, whether or not its time is up.
    pub fn lease(&self, name: &str) -> Result<Option<Lease>, LedgerError> {
        self.one("SELECT holder, until FROM lease WHERE name = ?1", [name], |row| {
            Ok(Lease { holder: row.get("holder")?, until: row.get::<_, At>("until")?.0 })
        })
    }

    /// Takes or renews the lease; false when another holds it and its time is not up.
    pub(crate) fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, LedgerError> {
        let taken = self.run(include_str!("lease_take.sql"), params![name, holder, At(now), At(until)])?;
        Ok(taken == 1)
    }

    pub(crate) fn release_lease(&self, name: &str, holder: &str) -> Result<bool, LedgerError> {
        Ok(self.run("DELETE FROM lease WHERE name = ?1 AND holder = ?2", [name, holder])? == 1)
    }
}
