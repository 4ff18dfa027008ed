//! The open file: one connection that writes, a few that read, one that listens.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, Transaction as Begun, TransactionBehavior};

use crate::connection::{self, patiently};
use crate::error::LedgerError;
use crate::known::Known;
use crate::mark::Mark;
use crate::migration::MIGRATIONS;
use crate::reader::Reader;
use crate::search::{Hit, Query};
use crate::transaction::{Done, Transaction};
use crate::who::Who;
use crate::{backup, fold, header, migration, verify};

/// Readers kept open between two questions.
const READERS: usize = 4;

/// One newsroom's database, open. Any number of processes may have it open at the same time.
pub struct Ledger {
    path: PathBuf,
    // In this order: the one that writes closes last, and tidies up.
    readers: Mutex<Vec<Connection>>,
    pulse: Mutex<Connection>,
    writer: Mutex<Connection>,
    mark: Mark,
    known: Mutex<Known>,
    migrations: &'static [&'static str],
}

impl Ledger {
    /// Makes a new database, empty, and opens it. The file is there as a whole or not at all.
    pub fn create(path: &Path) -> Result<Self, LedgerError> {
        if path.exists() {
            return Err(LedgerError::Exists { path: path.into() });
        }
        if !path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir()) {
            return Err(LedgerError::NoFolder { path: path.into() });
        }
        let part = backup::beside(path, "new");
        let made = make(&part, path).and_then(|()| backup::settle(&part, path));
        if made.is_err() {
            // Half a file, of use to nobody; when it cannot be removed, the next attempt goes on with it.
            let _ = fs::remove_file(&part);
        }
        made?;
        Self::open(path)
    }

    /// Opens a database; one of an older form is brought to today's first, after a copy into backups/.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_as(path, MIGRATIONS)
    }

    pub(crate) fn open_as(path: &Path, migrations: &'static [&'static str]) -> Result<Self, LedgerError> {
        header::look(path, migration::known(migrations))?;
        let writer = connection::writer(path)?;
        let renewed = migration::migrate(&writer, path, migrations)?;
        let pulse = connection::reader(path)?;
        let ledger = Self {
            path: path.into(),
            readers: Mutex::default(),
            pulse: Mutex::new(pulse),
            writer: Mutex::new(writer),
            mark: Mark::beside(path),
            known: Mutex::default(),
            migrations,
        };
        if let Some(marked) = ledger.mark.known() {
            ledger.read(|reader| marked.compare(reader))?;
        }
        ledger.fit_tables(renewed)?;
        Ok(ledger)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The one way to write. All that `act` does is kept together, on disk, when this returns; or nothing of it, when it
    /// returns an error. Waits for whoever is writing; must not be called within itself.
    pub fn transact<T, E: From<LedgerError>>(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        act: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<Done<T>, E> {
        let (done, head, text) = self.write(|reader| {
            let mut tx = Transaction::new(reader, who, now)?;
            let value = act(&mut tx)?;
            Ok::<_, E>(tx.done(value))
        })?;
        self.mark.set(head, text);
        Ok(done)
    }

    /// Asks questions of one moment.
    pub fn read<T, E: From<LedgerError>>(&self, ask: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let conn = self.take_reader()?;
        let fault = |error| LedgerError::sql(&self.path, error);
        let moment = conn.unchecked_transaction().map_err(fault)?;
        // The first look fixes the moment, and is the only one that may have to wait.
        patiently(&self.path, || moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())))?;
        let answer = ask(&Reader::new(&moment, &self.path));
        moment.finish().map_err(fault)?;
        let mut readers = held(&self.readers);
        if readers.len() < READERS {
            readers.push(conn);
        }
        answer
    }

    /// A number that is another one after every write, of this process or any other.
    pub fn data_version(&self) -> Result<i64, LedgerError> {
        let pulse = held(&self.pulse);
        patiently(&self.path, || pulse.pragma_query_value(None, "data_version", |row| row.get(0)))
    }

    /// Copies the whole database, as it is, to a new file, while others go on writing.
    pub fn backup_to(&self, to: &Path) -> Result<(), LedgerError> {
        let conn = connection::reader(&self.path)?;
        backup::copy(&conn, &self.path, to)
    }

    /// Folds the updates of every text that has more than `longest` of them into its snapshot; how many texts it was.
    /// Safe beside other processes: who has not read an update yet gets the snapshot instead.
    pub fn fold_texts(&self, longest: usize) -> Result<usize, LedgerError> {
        fold::fold(self, longest)
    }

    /// Checks everything: the file, the chain, the tables against the log, every version, every text.
    pub fn verify(&self) -> Result<verify::Report, LedgerError> {
        self.read(verify::verify)
    }

    /// Makes the tables anew from the log.
    pub fn rebuild(&self) -> Result<(), LedgerError> {
        self.write(|reader| crate::rebuild::rebuild(&reader))
    }

    /// Makes the search index anew, from the articles, their texts and versions.
    pub fn reindex(&self) -> Result<(), LedgerError> {
        self.write(|reader| reader.put_all_documents())
    }

    /// Searches, in one moment. An index that is damaged is made anew; it holds nothing that is not kept elsewhere.
    pub fn search<T, E: From<LedgerError>>(
        &self,
        query: &Query,
        ask: impl FnOnce(&Reader<'_>, Vec<Hit>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut ask = Some(ask);
        let find = |reader: &Reader<'_>| {
            let mut known = held(&self.known);
            known.freshen(reader)?;
            reader.search(query, &known)
        };
        let mut answer = |reader: &Reader<'_>| match find(reader) {
            _ if reader.index_is_broken()? => Ok(None),
            Err(LedgerError::Damaged { .. }) => Ok(None),
            hits => ask.take().map(|ask| ask(reader, hits?)).transpose(),
        };
        if let Some(answer) = self.read(&mut answer)? {
            return Ok(answer);
        }
        self.reindex()?;
        let again = self.read(answer)?;
        let detail = "its search index cannot be made anew".into();
        again.ok_or_else(|| LedgerError::Damaged { path: self.path.clone(), detail }.into())
    }

    /// The tables hold records of this program's making: another program's are made anew.
    fn fit_tables(&self, renewed: bool) -> Result<(), LedgerError> {
        let fitting = self.read(crate::rebuild::fits)?;
        if renewed || !fitting { self.rebuild() } else { Ok(()) }
    }

    pub(crate) fn write<T, E: From<LedgerError>>(&self, act: impl FnOnce(Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let writer = held(&self.writer);
        let fault = |error| LedgerError::sql(&self.path, error);
        let tx = patiently(&self.path, || Begun::new_unchecked(&writer, TransactionBehavior::Immediate))?;
        // Another program may have brought the file to a form that this one does not know, while it was open here.
        migration::refuse_newer(&tx, &self.path, self.migrations)?;
        let value = act(Reader::new(&tx, &self.path))?;
        tx.commit().map_err(fault)?;
        Ok(value)
    }

    fn take_reader(&self) -> Result<Connection, LedgerError> {
        let ready = held(&self.readers).pop();
        ready.map_or_else(|| connection::reader(&self.path), Ok)
    }
}

/// A database of today's form under another name, closed.
pub(crate) fn make(part: &Path, path: &Path) -> Result<(), LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let fault = |error| LedgerError::sql(path, error);
    let conn = Connection::open_with_flags(part, flags).map_err(fault)?;
    migration::apply(&conn, path, MIGRATIONS)?;
    conn.close().map_err(|(_, error)| fault(error))
}

/// A panic elsewhere rolled its own transaction back; the connection is as good as before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
