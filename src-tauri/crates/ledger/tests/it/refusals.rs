//! What cannot be opened or written: one clear sentence, and nothing changed.

use std::fs;
use std::path::Path;
use std::process::Command;

use ledger::{Ledger, LedgerError};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::{Desk, begin, ines, noon, sound};
use crate::processes::{child, told};

/// Names and contents of a folder.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut all: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let bytes = fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    all.sort();
    all
}

fn refused(folder: &Path, path: &Path) -> LedgerError {
    let before = contents(folder);
    let error = Ledger::open(path).map(|_| ()).expect_err("it is refused");
    assert_eq!(contents(folder), before, "nothing is changed by being refused");
    one_sentence(&error);
    error
}

fn one_sentence(error: &LedgerError) {
    let text = error.to_string();
    assert!(text.ends_with('.') && text.chars().next().is_some_and(|c| !c.is_lowercase()), "a sentence: {text}");
}

#[test]
fn a_newsroom_that_is_not_there() {
    let folder = TempDir::new().expect("a folder");
    let error = refused(folder.path(), &folder.path().join("desk.sqlite3"));
    assert!(matches!(error, LedgerError::Missing { .. }), "{error:?}");
    let file = folder.path().join("file");
    fs::write(&file, "text").expect("a file");
    let error = refused(folder.path(), &file.join("desk.sqlite3"));
    assert!(matches!(error, LedgerError::Missing { .. }), "{error:?}");
}

#[test]
fn a_file_that_is_something_else() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("desk.sqlite3");
    for bytes in [&b""[..], b"SQLite", &[0; 5000]] {
        fs::write(&path, bytes).expect("a file");
        assert!(matches!(refused(folder.path(), &path), LedgerError::NotADesk { .. }));
    }
    fs::remove_file(&path).expect("it goes");
    Connection::open(&path).and_then(|conn| conn.execute_batch("CREATE TABLE log (seq)")).expect("another program's");
    assert!(matches!(refused(folder.path(), &path), LedgerError::NotADesk { .. }));
    assert!(matches!(refused(folder.path(), folder.path()), LedgerError::NotADesk { .. }), "a folder is no file");
}

#[test]
fn a_newer_database() {
    let desk = Desk::new();
    let newer = desk.folder.path().join("newer");
    fs::create_dir(&newer).expect("a folder");
    let path = newer.join("desk.sqlite3");
    desk.ledger.backup_to(&path).expect("the copy is made");
    let conn = Connection::open(&path).expect("it opens");
    conn.pragma_update(None, "user_version", 99).expect("it is newer now");
    conn.close().expect("it closes");
    let error = refused(&newer, &path);
    assert!(matches!(error, LedgerError::Newer { found: 99, .. }), "{error:?}");
    assert!(error.to_string().contains("newer Galley"), "{error}");
}

#[test]
fn a_database_that_became_newer_while_it_was_open_is_not_written() {
    let desk = Desk::new();
    desk.begin("before");
    let conn = Connection::open(desk.path()).expect("it opens");
    conn.pragma_update(None, "user_version", 99).expect("it is newer now");
    let error = desk.act(|tx| begin(tx, "after")).expect_err("it is refused");
    assert!(matches!(error, LedgerError::Newer { found: 99, .. }), "{error:?}");
    assert_eq!(desk.ledger.read(|r| r.head()).expect("it can still be read"), 1);
}

#[test]
fn a_new_newsroom_where_one_is_or_no_folder_is() {
    let desk = Desk::new();
    desk.begin("kept");
    let exists = Ledger::create(&desk.path()).map(|_| ()).expect_err("it is refused");
    assert!(matches!(exists, LedgerError::Exists { .. }), "{exists:?}");
    desk.sound();
    let nowhere = Ledger::create(&desk.path().join("desk.sqlite3")).map(|_| ()).expect_err("it is refused");
    assert!(matches!(nowhere, LedgerError::NoFolder { .. }), "{nowhere:?}");
    one_sentence(&nowhere);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    use super::*;

    /// Nobody in particular, who may not write what is not theirs.
    const NOBODY: u32 = 65_534;

    #[test]
    #[ignore = "run by a_folder_that_may_only_be_read as its child"]
    fn reader_only() {
        let (path, how) = told();
        let error = match how.as_str() {
            "open" => Ledger::open(&path),
            _ => Ledger::create(&path.with_file_name("new.sqlite3")),
        };
        let error = error.map(|_| ()).expect_err("it is refused");
        assert!(matches!(error, LedgerError::ReadOnly { .. }), "{error:?}");
        one_sentence(&error);
    }

    #[test]
    fn a_folder_that_may_only_be_read() {
        let desk = Desk::new();
        desk.begin("kept");
        let root = fs::metadata(desk.path()).expect("the file is there").uid() == 0;
        let closed = desk.folder.path().join("closed");
        fs::create_dir(&closed).expect("a folder");
        let path = closed.join("desk.sqlite3");
        desk.ledger.backup_to(&path).expect("the copy is made");
        let mode = |path: &Path, bits| fs::set_permissions(path, fs::Permissions::from_mode(bits)).expect("a mode");
        mode(desk.folder.path(), 0o755);
        mode(&path, 0o444);
        mode(&closed, 0o555);
        let before = contents(&closed);
        for how in ["open", "create"] {
            let mut command = child("refusals::unix::reader_only", &path, how);
            if root {
                // The superuser may write everywhere: somebody else must try.
                command.uid(NOBODY).gid(NOBODY).current_dir("/");
            }
            let output = command.output().expect("the child runs");
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{how}: {said} {}", String::from_utf8_lossy(&output.stderr));
            assert!(said.contains("1 passed"), "{how}: {said}");
        }
        assert_eq!(contents(&closed), before, "nothing is changed by being refused");
        mode(&closed, 0o755);
    }

    #[test]
    #[ignore = "run by a_full_disk as its child"]
    fn writer_without_room() {
        let (path, _) = told();
        let ledger = Ledger::open(&path).expect("the file opens");
        let mut kept = ledger.read(|r| r.head()).expect("an answer");
        for n in 0.. {
            let slug = format!("more-{n}-{}", "x".repeat(3_000));
            match ledger.transact(&ines(), noon(), |tx| begin(tx, &slug)) {
                Ok(done) => kept = done.upto,
                Err(error) => {
                    assert!(matches!(error, LedgerError::Full { .. }), "{error:?}");
                    one_sentence(&error);
                    break;
                }
            }
        }
        assert!(kept > 10, "there was some room: {kept}");
        assert_eq!(ledger.read(|r| r.head()).expect("it can still be read"), kept, "nothing of the last write is kept");
        let again = ledger.transact(&ines(), noon(), |tx| begin(tx, &"y".repeat(200_000)));
        assert!(matches!(again, Err(LedgerError::Full { .. })), "{again:?}");
        println!("kept {kept}");
    }

    #[test]
    fn a_full_disk() {
        let desk = Desk::new();
        desk.begin("kept");
        // A limit on the size of files, in blocks of 512 bytes, is met like a full disk.
        let ready = child("refusals::unix::writer_without_room", &desk.path(), "");
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\""]).arg(ready.get_program());
        limited.args(ready.get_args()).envs(ready.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = limited.output().expect("the child runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said} {}", String::from_utf8_lossy(&output.stderr));
        let kept = said.lines().find_map(|line| line.split("kept ").nth(1)?.trim().parse::<i64>().ok());
        assert_eq!(Some(desk.ledger.read(|r| r.head()).expect("an answer")), kept, "every acknowledged act is there");
        sound(&desk.ledger);
        desk.begin("there-is-room-again");
    }
}
