//! A damaged database, read row by row from a copy of it: what one page has lost does not hide what stands on the others.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Row};

use crate::backup::beside;
use crate::error::LedgerError;

/// Rows that cannot be read one after another before the rest of a table is given up.
const IN_VAIN: u32 = 20_000;

/// A damaged file, open on a copy that may be changed.
pub(crate) struct Wreck {
    conn: Connection,
    /// SQLite's own check finds nothing: what is not there was never there.
    pub(crate) whole: bool,
}

/// What was read of a table.
pub(crate) struct Harvest<T> {
    pub(crate) rows: Vec<T>,
    /// Something of the table could not be read.
    pub(crate) broken: bool,
}

impl Wreck {
    /// Copies the file into `scratch`, mends there what keeps SQLite from opening it at all, and opens it. Where its
    /// first page is lost, that of `like` takes its place: a database of the same form has the same one.
    pub(crate) fn open(damaged: &Path, scratch: &Path, like: &Path) -> Result<Self, LedgerError> {
        let mut fault = None;
        for (with_log, with_page) in [(true, false), (true, true), (false, false), (false, true)] {
            let copy = lay_out(damaged, scratch, with_log)?;
            if with_page {
                first_page(&copy, like)?;
            }
            page_count(&copy)?;
            match attempt(&copy) {
                Ok(conn) => return Ok(Self { whole: is_whole(&conn), conn }),
                Err(error) => fault = Some(LedgerError::sql(damaged, error)),
            }
        }
        Err(fault.unwrap_or_else(|| LedgerError::NotADesk { path: damaged.into() }))
    }

    /// One row by its number; `Err` when its page is lost.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        number: i64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([number])?;
        rows.next()?.map(read).transpose()
    }

    /// Every row of a table after a number that can be read, in order.
    pub(crate) fn harvest<T>(
        &self,
        table: &str,
        after: i64,
        mut read: impl FnMut(i64, &Row<'_>) -> rusqlite::Result<T>,
    ) -> Harvest<T> {
        let next = format!("SELECT rowid AS number, * FROM {table} WHERE rowid > ?1 ORDER BY rowid LIMIT 1");
        let exact = format!("SELECT rowid AS number, * FROM {table} WHERE rowid = ?1");
        let mut harvest = Harvest { rows: Vec::new(), broken: false };
        let (mut at, mut vain) = (after, 0);
        while vain < IN_VAIN {
            // A row that is there and cannot be read is passed over; where the way to it is lost, one feels on.
            let found = if vain == 0 {
                self.row(&next, at, |row| Ok((row.get("number")?, read(row.get("number")?, row))))
            } else {
                self.row(&exact, at + 1, |row| Ok((row.get("number")?, read(row.get("number")?, row))))
            };
            match found {
                Ok(Some((number, row))) => {
                    harvest.broken |= row.is_err();
                    harvest.rows.extend(row);
                    // A number that leads back is one of the damage.
                    at = if number > at { number } else { at.saturating_add(1) };
                    vain = 0;
                }
                Ok(None) if vain == 0 => return harvest,
                Ok(None) | Err(_) => {
                    harvest.broken |= found.is_err();
                    at = if vain == 0 { at } else { at.saturating_add(1) };
                    vain += 1;
                }
            }
        }
        harvest
    }
}

fn lay_out(damaged: &Path, scratch: &Path, with_log: bool) -> Result<PathBuf, LedgerError> {
    let copy = scratch.join("wreck.sqlite3");
    for ending in ["-wal", "-shm", "-journal"] {
        // Of the attempt before; mostly there is none.
        let _ = fs::remove_file(sibling(&copy, ending));
    }
    fs::copy(damaged, &copy).map_err(|error| LedgerError::io(damaged, error))?;
    let log = sibling(damaged, "-wal");
    if with_log && log.is_file() {
        fs::copy(&log, sibling(&copy, "-wal")).map_err(|error| LedgerError::io(&log, error))?;
    }
    Ok(copy)
}

fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn attempt(copy: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'log' AND type = 'table'", [], |row| {
        match row.get::<_, i64>(0)? {
            1 => Ok(()),
            _ => Err(rusqlite::Error::QueryReturnedNoRows),
        }
    })?;
    conn.prepare("SELECT * FROM log")?;
    Ok(conn)
}

fn is_whole(conn: &Connection) -> bool {
    conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)).is_ok_and(|said| said == "ok")
}

/// Puts the first page of another database of the same form in the place of this one's.
fn first_page(copy: &Path, like: &Path) -> Result<(), LedgerError> {
    let fault = |error| LedgerError::io(copy, error);
    let sound = beside(copy, "like");
    {
        // What is committed there may still stand in its own write-ahead log.
        let conn = crate::connection::reader(like)?;
        crate::backup::overwrite(&conn, like, &sound)?;
    }
    let mut page = vec![0; 4096];
    File::open(&sound).and_then(|mut file| file.read_exact(&mut page)).map_err(fault)?;
    let _ = fs::remove_file(&sound);
    File::options().write(true).open(copy).and_then(|mut file| file.write_all(&page)).map_err(fault)
}

/// A file that was cut short says it is longer than it is, and SQLite would not open it.
fn page_count(copy: &Path) -> Result<(), LedgerError> {
    let fault = |error| LedgerError::io(copy, error);
    let mut file = File::options().read(true).write(true).open(copy).map_err(fault)?;
    let length = file.metadata().map_err(fault)?.len();
    let mut head = [0; 100];
    if length < 512 || file.read_exact(&mut head).is_err() {
        return Ok(());
    }
    let size = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    if size < 512 {
        return Ok(());
    }
    let pages = u32::try_from(length / size).unwrap_or(u32::MAX);
    head[28..32].copy_from_slice(&pages.to_be_bytes());
    let counter: [u8; 4] = [head[24], head[25], head[26], head[27]];
    head[92..96].copy_from_slice(&counter);
    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&head)).map_err(fault)
}
