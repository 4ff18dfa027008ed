//! What `verify` finds, and what opening a damaged file says.

use std::fs;

use desk::Fact;
use desk::article::Status;
use ledger::{Ledger, LedgerError};
use rusqlite::Connection;

use crate::desk::{Desk, job, later, measure, noon, person};

/// A newsroom with something in every table.
fn full() -> Desk {
    let desk = Desk::new();
    desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(1, "Ines Okafor") }])).expect("a person");
    let id = desk.begin("harbour");
    desk.record(id, &[Fact::Moved { from: Status::Drafting, to: Status::Submitted, note: String::new(), due: None }]);
    desk.record(id, &[Fact::JobSet { job: job(later(9)) }]);
    desk.publish(id, "The harbour deal", "europe", noon());
    let mut open = manuscript::Manuscript::new("A ship came in.", None);
    let update = open.take_update().expect("a text");
    desk.act(|tx| tx.text_update(id, &update, &measure(4))).expect("the text is written");
    desk.sound();
    desk
}

/// Changes the file behind the ledger's back, and returns what `verify` says.
fn tampered(sql: &str) -> Vec<String> {
    let desk = full();
    let conn = Connection::open(desk.path()).expect("the file opens");
    conn.execute_batch("DROP TRIGGER log_is_never_changed; DROP TRIGGER log_is_never_shortened;").expect("no guard");
    conn.pragma_update(None, "foreign_keys", false).expect("no guard");
    conn.execute_batch(sql).expect("the change is made");
    let report = desk.ledger.verify().expect("the check runs");
    report.faults.into_iter().map(|fault| fault.sentence).collect()
}

#[track_caller]
fn found(sql: &str, sentences: &[&str]) {
    let said = tampered(sql);
    for sentence in sentences {
        assert!(said.iter().any(|fault| fault.contains(sentence)), "{sql}: expected {sentence:?} in {said:#?}");
    }
}

#[test]
fn a_changed_entry_of_the_log_is_named() {
    found("UPDATE log SET os_user = 'mallory' WHERE seq = 2", &["Entry 2 of the log (begun) was changed"]);
    found(
        "UPDATE log SET payload = replace(payload, 'submitted', 'ready') WHERE seq = 3",
        &["Entry 3 of the log (moved) was changed", "“harbour”", "its state is not what the log says"],
    );
    found("UPDATE log SET payload = '{' WHERE seq = 3", &["Entry 3 of the log (moved) cannot be read"]);
    found("UPDATE log SET kind = 'claimed' WHERE seq = 3", &["calls itself another kind"]);
    found(
        "UPDATE log SET hash = prev WHERE seq = 3",
        &["Entry 3", "Entry 4 of the log (job-set) does not hold the hash of the entry before it"],
    );
}

#[test]
fn a_missing_entry_of_the_log_is_named() {
    found("DELETE FROM log WHERE seq = 3", &["Entry 4 of the log (job-set) follows entry 2"]);
}

#[test]
fn a_changed_table_is_named() {
    found("UPDATE article SET status = 'ready'", &["its slug, status or publication is not what the log says"]);
    found("UPDATE article SET state = replace(state, '0', '1')", &["its state is not what the log says"]);
    found("UPDATE article SET state = '{}'", &["its state is not what the log says"]);
    found("UPDATE address SET address = 'elsewhere'", &["its addresses are not what the log says"]);
    found("UPDATE job SET waits = 1", &["its jobs are not what the log says"]);
    found("UPDATE job SET due = '2031-01-01T00:00:00.000000Z'", &["its jobs are not what the log says"]);
    found("DELETE FROM job", &["its jobs are not what the log says"]);
    found("UPDATE live SET section = 'africa'", &["the listings do not show what is live"]);
    found("DELETE FROM live_topic", &["the listings do not show what is live"]);
    found("UPDATE live SET card = '{}'", &["the listings do not show what is live"]);
    found("UPDATE queue_row SET line = replace(line, 'harbour', 'harbor')", &["its line in the queue"]);
    found("DELETE FROM queue_row", &["its line in the queue"]);
    found("UPDATE person SET state = replace(state, 'editor', 'writer')", &["Ines Okafor is not on the masthead as"]);
    found("INSERT INTO setting VALUES ('rules-applied', 'x')", &["The setting rules-applied is not what the log says"]);
}

#[test]
fn an_article_that_is_missing_or_was_put_there_is_named() {
    found("DELETE FROM article", &["is missing from the desk", "belongs to nothing in article"]);
    found(
        "INSERT INTO article SELECT '01990000-0000-7000-8000-000000000000', 'new', status, publication, state FROM article",
        &["01990000-0000-7000-8000-000000000000 is on the desk, but not in the log"],
    );
}

#[test]
fn a_changed_version_or_text_is_named() {
    found(
        "UPDATE version SET content = zeroblob(40)",
        &["The version", "do not unpack", "was changed after it was stored"],
    );
    found("UPDATE version SET size = size - 1", &["bytes long, as noted"]);
    found("UPDATE version SET hash = replace(hash, substr(hash, 1, 4), '0000')", &["has the hash", "is missing"]);
    found("DELETE FROM version", &["its version", "is missing"]);
    found("UPDATE text_update SET bytes = x'00ff00'", &["The text of the article", "does not load"]);
}

#[test]
fn the_log_refuses_changes_by_itself() {
    let desk = full();
    let conn = Connection::open(desk.path()).expect("the file opens");
    let changed = conn.execute("UPDATE log SET os_user = 'mallory'", []).expect_err("it is refused");
    assert!(changed.to_string().contains("never changed"), "{changed}");
    let deleted = conn.execute("DELETE FROM log", []).expect_err("it is refused");
    assert!(deleted.to_string().contains("never deleted"), "{deleted}");
}

#[test]
fn tables_that_went_wrong_are_made_again_from_the_log() {
    let desk = full();
    let conn = Connection::open(desk.path()).expect("the file opens");
    conn.execute_batch("UPDATE article SET status = 'ready'; DELETE FROM queue_row; UPDATE live SET card = '{}';")
        .expect("the change is made");
    assert!(!desk.ledger.verify().expect("the check runs").is_sound());
    desk.ledger.rebuild().expect("the log is whole");
    desk.sound();
}

/// The file of a newsroom that is closed, changed by `damage`; what opening it and asking for the queue says.
fn opened(damage: impl FnOnce(&mut Vec<u8>)) -> (Desk, Vec<u8>, LedgerError) {
    let desk = full();
    for n in 0..200 {
        desk.begin(&format!("filler-{n}"));
    }
    let whole = desk.folder.path().join("whole.sqlite3");
    desk.ledger.backup_to(&whole).expect("the copy is made");
    let mut bytes = fs::read(&whole).expect("the copy is read");
    damage(&mut bytes);
    let path = desk.folder.path().join("damaged.sqlite3");
    fs::write(&path, &bytes).expect("the damaged file is written");
    let said = Ledger::open(&path).and_then(|ledger| {
        ledger.read(|r| r.rows())?;
        ledger.read(|r| r.facts_after(0)).map(|_| ())
    });
    (desk, bytes, said.expect_err("the damage shows"))
}

#[test]
fn a_damaged_file_is_reported_and_kept_as_it_is() {
    let (desk, bytes, error) = opened(|bytes| bytes[3 * 4096..].fill(0x5a));
    assert!(matches!(error, LedgerError::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains("damaged.sqlite3 is damaged"), "{error}");
    let kept = fs::read(desk.folder.path().join("damaged.sqlite3")).expect("it is still there");
    assert!(kept == bytes, "not a byte of it was changed");
}

#[test]
fn a_file_cut_short_is_damaged() {
    let (_, _, error) = opened(|bytes| bytes.truncate(bytes.len() / 2));
    assert!(matches!(&error, LedgerError::Damaged { detail, .. } if detail.contains("bytes")), "{error:?}");
}

#[test]
fn a_file_with_a_damaged_beginning_is_no_desk() {
    let (_, _, error) = opened(|bytes| bytes[..16].fill(0));
    assert!(matches!(error, LedgerError::NotADesk { .. }), "{error:?}");
}
