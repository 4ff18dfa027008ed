//! One consistent view of the file. Questions are asked of it by the modules that know the tables.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::error::LedgerError;

/// Answers questions about the newsroom as it stood at one moment, whoever writes meanwhile.
pub struct Reader<'a> {
    conn: &'a Connection,
    path: &'a Path,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(conn: &'a Connection, path: &'a Path) -> Self {
        Self { conn, path }
    }

    pub(crate) fn path(&self) -> &'a Path {
        self.path
    }

    pub(crate) fn fault(&self, error: rusqlite::Error) -> LedgerError {
        LedgerError::sql(self.path, error)
    }

    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let ask = || self.conn.prepare_cached(sql)?.query_map(params, read)?.collect::<rusqlite::Result<_>>();
        ask().map_err(|error| self.fault(error))
    }

    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, LedgerError> {
        let ask = || self.conn.prepare_cached(sql)?.query_row(params, read).optional();
        ask().map_err(|error| self.fault(error))
    }

    /// Calls `each` for every row until it fails: for what is too much to hold at once.
    pub(crate) fn walk(
        &self,
        sql: &str,
        params: impl Params,
        mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), LedgerError> {
        let ask = || {
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query(params)?;
            while let Some(row) = rows.next()? {
                each(row)?;
            }
            Ok(())
        };
        ask().map_err(|error| self.fault(error))
    }

    pub(crate) fn count(&self, sql: &str, params: impl Params) -> Result<usize, LedgerError> {
        let found = self.one(sql, params, |row| row.get::<_, i64>(0))?;
        Ok(found.and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }

    /// Runs a statement that changes rows; how many it changed.
    pub(crate) fn run(&self, sql: &str, params: impl Params) -> Result<usize, LedgerError> {
        let run = || self.conn.prepare_cached(sql)?.execute(params);
        run().map_err(|error| self.fault(error))
    }

    pub(crate) fn last_row(&self) -> i64 {
        self.conn.last_insert_rowid()
    }
}
