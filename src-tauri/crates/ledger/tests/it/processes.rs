//! Several processes on one file at the same time.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use desk::Fact;
use desk::fact::FieldChanges;
use desk::ids::ArticleId;
use ledger::{Ledger, LedgerError};

use crate::desk::{Desk, begin, ines, measure, noon, sound};

const WRITES: u32 = 60;

/// Runs one of this file's tests as a process of its own.
pub fn child(test: &str, path: &Path, extra: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a name"));
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"]);
    command.env("LEDGER_TEST_PATH", path).env("LEDGER_TEST_EXTRA", extra);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What the parent said.
pub fn told() -> (std::path::PathBuf, String) {
    let get = |name| std::env::var(name).expect("this test is run by another as its child");
    (get("LEDGER_TEST_PATH").into(), get("LEDGER_TEST_EXTRA"))
}

#[test]
#[ignore = "run by several_processes_write_at_once as its child"]
fn writer() {
    let (path, name) = told();
    let ledger = Ledger::open(&path).expect("the file opens beside others");
    let shared: ArticleId = ledger
        .read(|r| Ok::<_, LedgerError>(r.facts_after(0)?[0].article))
        .expect("an answer")
        .expect("the first fact is an article's");
    for n in 0..WRITES {
        let id = ledger.transact(&ines(), noon(), |tx| begin(tx, &format!("{name}-{n}"))).expect("an article").value;
        ledger.transact(&ines(), noon(), |tx| tx.text_update(id, &[1, 2, 3], &measure(n))).expect("an update");
        // Read, add, write: lost if two processes could read the same.
        let count = ledger.transact(&ines(), noon(), |tx| {
            let article = tx.article(shared)?.expect("the shared article is there");
            let count = article.fields.dek.parse::<u32>().unwrap_or(0) + 1;
            let changes = FieldChanges { dek: Some(count.to_string()), ..FieldChanges::default() };
            tx.record(Some(shared), &[Fact::FieldsSet { changes }])
        });
        count.unwrap_or_else(|error: LedgerError| panic!("{error}"));
        let rows = ledger.read(|r| r.rows()).expect("nobody is in the way of a question");
        assert!(rows.len() > n as usize, "what was written is read");
    }
}

#[test]
fn several_processes_write_at_once_and_nothing_is_lost() {
    let desk = Desk::new();
    let shared = desk.begin("shared");
    let start = |name: &str| child("processes::writer", &desk.path(), name).spawn().expect("a child starts");
    let children: Vec<Child> = ["a", "b", "c", "d"].map(start).into();
    // This process writes too, and folds texts that the others are writing.
    for n in 0..WRITES {
        desk.begin(&format!("own-{n}"));
    }
    let count = u32::try_from(children.len()).expect("a few");
    for child in children {
        let output = child.wait_with_output().expect("the child ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "a process met an error: {said}");
    }
    desk.ledger
        .read(|r| {
            let article = r.article(shared)?.expect("it is there");
            assert_eq!(article.fields.dek, (count * WRITES).to_string(), "no change was lost");
            assert_eq!(r.rows()?.len() as u32, 1 + (count + 1) * WRITES);
            assert_eq!(r.head()? as u32, 1 + count * WRITES * 2 + WRITES);
            assert_eq!(r.texts_after(0)?.len() as u32, count * WRITES);
            Ok::<_, LedgerError>(())
        })
        .expect("the questions are answered");
    let report = desk.ledger.verify().expect("the check runs");
    // The children's updates are no texts; everything else fits.
    assert!(report.faults.iter().all(|fault| fault.sentence.contains("does not load")), "{:?}", report.faults);
    assert_eq!(report.texts as u32, count * WRITES);
}

#[test]
fn threads_of_one_process_share_a_ledger() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d", "e", "f"] {
            let desk = &desk;
            scope.spawn(move || {
                for n in 0..20 {
                    desk.begin(&format!("{name}-{n}"));
                    assert!(!desk.ledger.read(|r| r.rows()).expect("an answer").is_empty());
                }
            });
        }
    });
    assert_eq!(desk.ledger.read(|r| r.article_count()).expect("an answer"), 120);
    sound(&desk.ledger);
}
