//! From one form of the database to the next: numbered files that never change again, forward only, after a copy.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup;
use crate::connection::patiently;
use crate::error::LedgerError;

/// "GALY" in the file's header.
pub(crate) const APPLICATION: u32 = 0x4741_4c59;

/// Every form the database ever had: the file at index n leads from form n to form n + 1.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
];

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

#[cfg(test)]
mod tests {
    use std::fs;

    use desk::people::Actor;
    use tempfile::TempDir;

    use super::*;
    use crate::ledger::Ledger;
    use crate::who::{Way, Who};

    /// A newsroom as the first form of the database kept it: two people, an article that is live, one that is scheduled.
    const FORM_1: &[u8] = include_bytes!("../tests/fixtures/form-1.sqlite3");

    /// What a later program would bring.
    const LATER: &[&str] = &[
        MIGRATIONS[0],
        MIGRATIONS[1],
        MIGRATIONS[2],
        MIGRATIONS[3],
        "CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;",
    ];
    const BROKEN: &[&str] = &[
        MIGRATIONS[0],
        MIGRATIONS[1],
        MIGRATIONS[2],
        MIGRATIONS[3],
        "CREATE TABLE half (id TEXT) STRICT; CREATE TABLE log (id TEXT) STRICT;",
    ];

    fn old() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("desk.sqlite3");
        fs::write(&path, FORM_1).expect("the old database");
        (folder, path)
    }

    fn copies(folder: &TempDir) -> Vec<String> {
        let Ok(entries) = fs::read_dir(folder.path().join("backups")) else { return Vec::new() };
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        // A copy that was opened has copies of its own beside it.
        names.retain(|name| name.ends_with(".sqlite3"));
        names.sort();
        names
    }

    fn has_table(path: &Path, name: &str) -> bool {
        let conn = Connection::open(path).expect("the file opens");
        let found = conn.query_row("SELECT count(*) FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0));
        found.unwrap_or(0) == 1
    }

    fn migration_of(path: &Path) -> i64 {
        let conn = Connection::open(path).expect("the file opens");
        form(&conn, path).expect("its form")
    }

    #[test]
    fn a_database_of_the_first_form_opens_and_everything_in_it_fits() {
        let (_folder, path) = old();
        let ledger = Ledger::open(&path).expect("the old database opens");
        let report = ledger.verify().expect("the check runs");
        assert_eq!(report.faults, []);
        assert_eq!((report.articles, report.texts, report.pictures), (2, 1, 1));
        let mut headlines: Vec<String> =
            ledger.read(|r| r.rows()).expect("the queue").into_iter().map(|row| row.headline).collect();
        headlines.sort();
        assert_eq!(headlines, ["The harbour deal", "What the delta knows"]);
        assert_eq!(ledger.read(|r| r.live_cards()).expect("the listing").len(), 1);
    }

    #[test]
    fn an_older_database_is_brought_to_todays_form_after_a_copy() {
        let (folder, path) = old();
        let ledger = Ledger::open_as(&path, LATER).expect("it opens");
        assert!(has_table(&path, "note"));
        assert_eq!(ledger.verify().expect("the check runs").faults, []);
        assert_eq!(copies(&folder), ["desk-of-form-1.sqlite3"]);
        let copy = folder.path().join("backups/desk-of-form-1.sqlite3");
        assert!(!has_table(&copy, "note"), "the copy is as it was");
        assert_eq!(migration_of(&copy), 1, "and of the form it was");
        drop(ledger);

        Ledger::open_as(&path, LATER).expect("it opens again");
        assert_eq!(copies(&folder).len(), 1, "there was nothing to do the second time");
        let refused = Ledger::open(&path).map(|_| ()).expect_err("today's program does not know it");
        assert!(matches!(refused, LedgerError::Newer { found: 4, known: 3, .. }), "{refused:?}");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let (folder, path) = old();
        let failed = Ledger::open_as(&path, BROKEN).map(|_| ()).expect_err("a table cannot be made twice");
        assert!(matches!(failed, LedgerError::Other { .. }), "{failed:?}");
        assert!(!has_table(&path, "half"), "what went before the failure is taken back");
        assert_eq!(migration_of(&path), 1, "it is as before");
        Ledger::open_as(&path, LATER).expect("a better program brings it on");
        assert_eq!(copies(&folder).len(), 2, "no copy replaces another");
    }

    #[test]
    fn a_new_database_has_todays_form_and_the_schema_that_is_written_down() {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("desk.sqlite3");
        let ledger = Ledger::create(&path).expect("a new database");
        let who = Who { actor: Actor::Desk, os_user: "test".into(), way: Way::Window };
        ledger.transact(&who, chrono::DateTime::UNIX_EPOCH, |tx| tx.set("a", "b")).expect("it can be written");
        let conn = Connection::open(&path).expect("the file opens");
        let mut statement = conn
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'found_%' ORDER BY rowid")
            .expect("the schema");
        let found: Vec<String> =
            statement.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("the schema is read");
        let found: String = found.iter().map(|sql| format!("{sql};\n")).collect();
        assert_eq!(found, include_str!("schema.sql"), "schema.sql is today's schema: write it anew");
    }
}
