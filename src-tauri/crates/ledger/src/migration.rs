//! From one form of the database to the next: numbered files that never change again, forward only, after a copy.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup;
use crate::connection::patiently;
use crate::error::LedgerError;

/// "GALY" in the file's header.
pub(crate) const APPLICATION: u32 = 0x4741_4c59;

/// Every form the database ever had: the file at index n leads from form n to form n + 1.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The form that a list of migrations leads to.
pub(crate) fn known(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

pub(crate) fn form(conn: &Connection, path: &Path) -> Result<i64, LedgerError> {
    patiently(path, || conn.pragma_query_value(None, "user_version", |row| row.get(0)))
}

/// Refuses a database that a newer program wrote.
pub(crate) fn refuse_newer(conn: &Connection, path: &Path, migrations: &[&str]) -> Result<i64, LedgerError> {
    let (found, known) = (form(conn, path)?, known(migrations));
    if found > known { Err(LedgerError::Newer { path: path.into(), found, known }) } else { Ok(found) }
}

/// Brings an older database to today's form, after a copy of it as it was. True when there was something to do.
pub(crate) fn migrate(conn: &Connection, path: &Path, migrations: &[&str]) -> Result<bool, LedgerError> {
    let found = refuse_newer(conn, path, migrations)?;
    if found == known(migrations) {
        return Ok(false);
    }
    backup::copy(conn, path, &copy_name(path, found)?)?;
    apply(conn, path, migrations)?;
    tracing::info!(from = found, to = known(migrations), "the database was brought to today's form");
    Ok(true)
}

/// All that is missing, in one transaction: a database is never between two forms.
pub(crate) fn apply(conn: &Connection, path: &Path, migrations: &[&str]) -> Result<(), LedgerError> {
    let brought = patiently(path, || {
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        // Another process may have done it while this one waited.
        let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let missing = migrations.get(usize::try_from(found).unwrap_or(usize::MAX)..).unwrap_or_default();
        for sql in missing {
            tx.execute_batch(sql)?;
        }
        tx.pragma_update(None, "user_version", known(migrations).max(found))?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        Ok(tx)
    })?;
    brought.commit().map_err(|error| LedgerError::sql(path, error))
}

/// In backups/ beside the database, under a name that no earlier copy has.
fn copy_name(path: &Path, found: i64) -> Result<PathBuf, LedgerError> {
    let folder = path.parent().unwrap_or(Path::new("")).join("backups");
    std::fs::create_dir_all(&folder).map_err(|error| LedgerError::io(&folder, error))?;
    let name = |n: u32| match n {
        1 => folder.join(format!("desk-of-form-{found}.sqlite3")),
        n => folder.join(format!("desk-of-form-{found}-{n}.sqlite3")),
    };
    Ok((1..).map(name).find(|name| !name.exists()).unwrap_or_else(|| name(1)))
}
