//! Opening connections, all with the same settings, and waiting patiently for other programs.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{LedgerError, PATIENCE_SECONDS};

/// Statements kept compiled on each connection.
const STATEMENTS: usize = 128;

/// The one connection of this process that writes.
pub(crate) fn writer(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(path, flags)?;
    // A file or folder that may only be read opens without a word, and would fail at the first write.
    if conn.is_readonly(rusqlite::MAIN_DB).map_err(|error| LedgerError::sql(path, error))? {
        return Err(LedgerError::ReadOnly { path: path.into() });
    }
    patiently(path, || {
        conn.pragma_update(None, "journal_mode", "wal")?;
        // The log on disk after every commit, whatever happens to the machine.
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        // The write-ahead log gives back what one big write made it grow to.
        conn.pragma_update(None, "journal_size_limit", 64 << 20)
    })?;
    Ok(conn)
}

/// A connection that only reads.
pub(crate) fn reader(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(path, flags)?;
    patiently(path, || conn.pragma_update(None, "query_only", true))?;
    Ok(conn)
}

pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, LedgerError> {
    let open = || {
        let mut conn = Connection::open_with_flags(path, flags)?;
        conn.busy_handler(Some(wait))?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "cell_size_check", true)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(conn)
    };
    patiently(path, open)
}

/// Called by SQLite while another connection holds a lock: short waits, so that nobody waits long after it is free.
fn wait(times: i32) -> bool {
    const AT_MOST: i32 = 2_000;
    let milliseconds = 1 + u64::try_from(times / 4).unwrap_or(0);
    std::thread::sleep(Duration::from_millis(milliseconds.min(10)));
    times < AT_MOST
}

/// Tries again while another program holds the file. SQLite sometimes says that it is busy without having waited.
pub(crate) fn patiently<T>(path: &Path, mut attempt: impl FnMut() -> rusqlite::Result<T>) -> Result<T, LedgerError> {
    let begun = Instant::now();
    loop {
        match attempt() {
            Err(error) if is_busy(&error) && begun.elapsed() < Duration::from_secs(PATIENCE_SECONDS) => {
                std::thread::sleep(Duration::from_millis(2));
            }
            done => return done.map_err(|error| LedgerError::sql(path, error)),
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}
