//! Copies of the whole database while it is in use.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::connection::patiently;
use crate::error::LedgerError;

/// Pages copied between two looks at whether somebody else wants to write.
const PAGES: i32 = 1_000;

/// Copies the database as it is to a new file; under its name there is either nothing or all of it.
pub(crate) fn copy(conn: &Connection, path: &Path, to: &Path) -> Result<(), LedgerError> {
    if to.exists() {
        return Err(LedgerError::Exists { path: to.into() });
    }
    let part = beside(to, "part");
    let copied = copy_part(conn, path, &part).and_then(|()| settle(&part, to));
    if copied.is_err() {
        // What stands there is half a copy; when it cannot be removed, the next attempt overwrites it.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Copies the database over whatever stands there: for what is used at once and thrown away.
pub(crate) fn overwrite(conn: &Connection, path: &Path, to: &Path) -> Result<(), LedgerError> {
    // Mostly there is nothing.
    let _ = fs::remove_file(to);
    copy_part(conn, path, to)
}

fn copy_part(conn: &Connection, path: &Path, part: &Path) -> Result<(), LedgerError> {
    let mut target = Connection::open(part).map_err(|error| LedgerError::sql(part, error))?;
    {
        // One moment of the database is copied, whoever writes meanwhile: nobody waits, and the copy never begins again.
        let moment = conn.unchecked_transaction().map_err(|error| LedgerError::sql(path, error))?;
        patiently(path, || moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())))?;
        let backup = Backup::new(conn, &mut target).map_err(|error| LedgerError::sql(path, error))?;
        loop {
            match patiently(part, || backup.step(PAGES))? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
    // A copy is one file, without a write-ahead log beside it.
    target.pragma_update(None, "journal_mode", "delete").map_err(|error| LedgerError::sql(part, error))?;
    target.close().map_err(|(_, error)| LedgerError::sql(part, error))
}

/// Makes the file last, then gives it its name.
pub(crate) fn settle(part: &Path, to: &Path) -> Result<(), LedgerError> {
    let fault = |error| LedgerError::io(to, error);
    File::open(part).and_then(|file| file.sync_all()).map_err(fault)?;
    fs::rename(part, to).map_err(fault)?;
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        sync_folder(folder).map_err(fault)?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows keeps a rename without being asked, and opens no folder as a file.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
