//! Real databases, damaged: opening one never panics and never takes it for a whole one, and what it still tells comes back on
//! top of a copy made before, with a sentence for whatever does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use desk::Fact;
use desk::article::Status;
use desk::ids::ArticleId;
use ledger::{Entry, Ledger, LedgerError, MARK, Media, Salvaged, examine, salvage};
use manuscript::Manuscript;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::{Desk, job, later, measure, noon, person};

/// A newsroom that was copied in the middle of its life and closed at the end of it: both files, and what it knew.
struct Life {
    folder: TempDir,
    log: Vec<Entry>,
    texts: BTreeMap<ArticleId, String>,
    copied_at: usize,
}

const SIZE: usize = 4096;

impl Life {
    fn lived() -> Self {
        let desk = Desk::new();
        let mut typed: BTreeMap<ArticleId, Manuscript> = BTreeMap::new();
        desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(1, "Ines Okafor") }])).expect("a person");
        for n in 0..25 {
            write(&desk, &mut typed, &format!("early-{n}"), n);
        }
        let copied_at = desk.ledger.read(|r| r.facts_after(0)).expect("the log").len();
        desk.ledger.backup_to(&desk.folder.path().join("copy.sqlite3")).expect("the copy is made");
        for n in 0..25 {
            write(&desk, &mut typed, &format!("late-{n}"), n);
        }
        for (id, open) in typed.iter_mut().filter(|(_, open)| open.text().starts_with("The text of early-1")).take(5) {
            open.replace("What was written after the copy.", "window");
            let update = open.take_update().expect("something was written");
            desk.act(|tx| tx.text_update(*id, &update, &measure(6))).expect("the text is written");
        }
        desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(2, "Delali Osei") }])).expect("a person");
        desk.act(|tx| tx.put_media(&picture())).expect("a picture");
        let log = desk.ledger.read(|r| r.facts_after(0)).expect("the log");
        desk.sound();
        let Desk { folder, ledger } = desk;
        drop(ledger);
        let texts = typed.into_iter().map(|(id, open)| (id, open.text().to_owned())).collect();
        Self { folder, log, texts, copied_at }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path("desk.sqlite3")).expect("the database")
    }

    /// Lays the damaged bytes out beside their mark, as they would stand in a newsroom.
    fn damaged(&self, bytes: &[u8]) -> TempDir {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("desk.sqlite3"), bytes).expect("the damaged file");
        fs::copy(self.path(MARK), folder.path().join(MARK)).expect("its mark");
        folder
    }

    /// Opening says that it is damaged, or it is whole, or the check finds what is wrong.
    fn never_passes_for_whole(&self, name: &str, path: &Path) {
        let asked = Ledger::open(path).and_then(|ledger| {
            let report = ledger.verify()?;
            if !report.is_sound() {
                return Ok(());
            }
            assert_eq!(ledger.read(|r| r.facts_after(0))?, self.log, "{name}: sound, and not what was written");
            assert_eq!(texts_of(&ledger), self.texts, "{name}: sound, and not what was typed");
            Ok(())
        });
        if let Err(error) = asked {
            let known =
                matches!(error, LedgerError::Damaged { .. } | LedgerError::NotADesk { .. } | LedgerError::Newer { .. });
            assert!(known || matches!(error, LedgerError::Other { .. }), "{name}: {error:?}");
        }
    }

    /// What is readable comes back on top of the copy; what does not is told.
    fn comes_back(&self, name: &str, path: &Path) -> Salvaged {
        let before = fs::read(path).expect("the damaged file");
        let scratch = TempDir::new().expect("a folder");
        let base = scratch.path().join("desk.sqlite3");
        fs::copy(self.path("copy.sqlite3"), &base).expect("the copy is there");
        let ledger = Ledger::open(&base).expect("the copy opens");
        let found = match salvage(path, scratch.path(), &ledger) {
            Ok(found) => found,
            Err(LedgerError::NotADesk { .. } | LedgerError::Damaged { .. }) => {
                Salvaged { lost: vec!["nothing can be read".into()], ..Salvaged::default() }
            }
            Err(error) => panic!("{name}: {error:?}"),
        };
        assert!(fs::read(path).expect("it is still there") == before, "{name}: the damaged file is as it was");
        for fault in ledger.verify().expect("the check runs").faults {
            let told =
                found.lost.iter().any(|lost| lost.contains("The version") && fault.sentence.contains(&lost[12..76]));
            assert!(told, "{name}: {} is not told in {:?}", fault.sentence, found.lost);
        }
        let log = ledger.read(|r| r.facts_after(0)).expect("the log");
        assert!(
            log.len() >= self.copied_at && self.log.starts_with(&log),
            "{name}: the log is a beginning of the old one"
        );
        assert!(log.len() == self.log.len() || !found.lost.is_empty(), "{name}: entries are gone and nobody says so");
        let texts = texts_of(&ledger);
        let same = self.texts.iter().all(|(id, text)| texts.get(id) == Some(text));
        assert!(same || !found.lost.is_empty(), "{name}: typing is gone and nobody says so");
        found
    }
}

fn write(desk: &Desk, typed: &mut BTreeMap<ArticleId, Manuscript>, slug: &str, n: u32) {
    let id = desk.begin(slug);
    let mut open = Manuscript::new(&format!("The text of {slug}. {}", "Words and more words. ".repeat(40)), None);
    let update = open.take_update().expect("a text");
    desk.act(|tx| tx.text_update(id, &update, &measure(n))).expect("the text is written");
    desk.record(id, &[Fact::Moved { from: Status::Drafting, to: Status::Submitted, note: String::new(), due: None }]);
    if n.is_multiple_of(4) {
        desk.publish(id, slug, "europe", noon());
    } else {
        desk.record(id, &[Fact::JobSet { job: job(later(i64::from(n))) }]);
    }
    typed.insert(id, open);
}

fn picture() -> Media {
    Media {
        hash: desk::ids::Hash::of(b"a picture"),
        name: "port.jpg".into(),
        format: "jpeg".into(),
        width: 3,
        height: 2,
        bytes: 9,
        credit: String::new(),
        caption: String::new(),
        renditions: "[]".into(),
        added_at: DateTime::UNIX_EPOCH,
        added_by: desk::people::Actor::Desk,
    }
}

fn texts_of(ledger: &Ledger) -> BTreeMap<ArticleId, String> {
    let mut ids = Vec::new();
    ledger.read(|r| r.each_article(|article| ids.push(article.id))).expect("the articles");
    let text = |id| {
        let kept = ledger.read(|r| r.text(id)).expect("the text is read")?;
        Some((id, Manuscript::load(kept.snapshot.as_deref(), &kept.updates).ok()?.text().to_owned()))
    };
    ids.into_iter().filter_map(text).collect()
}

#[test]
fn everything_since_the_copy_comes_back_from_a_file_that_is_whole() {
    let life = Life::lived();
    let found = life.comes_back("whole", &life.path("desk.sqlite3"));
    assert_eq!(found.lost, [] as [&str; 0]);
    assert_eq!((found.from, found.upto), (life.copied_at as i64, life.log.len() as i64));
    assert_eq!((found.texts, found.pictures), (30, 1), "25 new texts, 5 that were written on, and a picture");
    assert!(found.versions >= 7, "the versions that went out: {found:?}");
}

#[test]
fn a_header_that_was_overwritten_hides_nothing() {
    let life = Life::lived();
    for length in [16, 100, SIZE] {
        let mut bytes = life.bytes();
        bytes[..length].fill(0x5a);
        let folder = life.damaged(&bytes);
        let path = folder.path().join("desk.sqlite3");
        let opened = Ledger::open(&path).map(|_| ()).expect_err("it is no database");
        assert!(matches!(opened, LedgerError::NotADesk { .. }), "{length}: {opened:?}");
        let found = life.comes_back(&format!("{length} bytes of header"), &path);
        assert_eq!(found.lost, [] as [&str; 0], "{length}");
        assert_eq!(found.upto, life.log.len() as i64, "{length}");
    }
}

#[test]
fn a_file_that_was_cut_short_gives_what_is_left_of_it() {
    let life = Life::lived();
    let whole = life.bytes();
    for part in 1..10 {
        let folder = life.damaged(&whole[..whole.len() * part / 10]);
        let path = folder.path().join("desk.sqlite3");
        let opened = Ledger::open(&path).map(|_| ()).expect_err("it is cut short");
        assert!(matches!(opened, LedgerError::Damaged { .. } | LedgerError::NotADesk { .. }), "{opened:?}");
        life.comes_back(&format!("{part} tenths"), &path);
    }
    for length in [0, 50, 100, 600, SIZE, SIZE + 1] {
        let folder = life.damaged(&whole[..length]);
        let path = folder.path().join("desk.sqlite3");
        assert!(Ledger::open(&path).is_err(), "{length} bytes are no database");
        life.comes_back(&format!("{length} bytes"), &path);
    }
}

#[test]
fn pages_of_zeros_in_the_middle_cost_what_stood_on_them() {
    let life = Life::lived();
    let whole = life.bytes();
    for page in 1..whole.len() / SIZE {
        let mut bytes = whole.clone();
        bytes[page * SIZE..(page + 1) * SIZE].fill(0);
        let folder = life.damaged(&bytes);
        let path = folder.path().join("desk.sqlite3");
        let name = format!("page {page}");
        life.never_passes_for_whole(&name, &path);
        fs::write(&path, &bytes).expect("as it was damaged");
        life.comes_back(&name, &path);
    }
}

#[test]
fn a_write_ahead_log_that_was_deleted_does_not_go_unnoticed() {
    let life = Life::lived();
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("desk.sqlite3");
    fs::copy(life.path("copy.sqlite3"), &path).expect("a database");
    let ledger = Ledger::open(&path).expect("it opens");
    let who = crate::desk::ines();
    for n in 0..5 {
        let written = ledger.transact(&who, noon(), |tx| {
            let id = crate::desk::begin(tx, &format!("new-{n}"))?;
            let update = Manuscript::new("New.", None).take_update().expect("a text");
            tx.text_update(id, &update, &measure(1))
        });
        written.expect("an article begins");
    }
    // As it stands when its process is killed and somebody tidies up.
    let left = TempDir::new().expect("a folder");
    let alone = left.path().join("desk.sqlite3");
    fs::copy(&path, &alone).expect("the file without its log");
    fs::copy(folder.path().join(MARK), left.path().join(MARK)).expect("its mark");
    let said = Ledger::open(&alone).map(|_| ()).expect_err("its end is missing");
    assert!(matches!(&said, LedgerError::Damaged { detail, .. } if detail.contains("had been written")), "{said:?}");
    let scratch = TempDir::new().expect("a folder");
    let base = scratch.path().join("base.sqlite3");
    fs::copy(life.path("copy.sqlite3"), &base).expect("the copy");
    let found = salvage(&alone, scratch.path(), &Ledger::open(&base).expect("it opens")).expect("it is read");
    assert!(found.lost.iter().any(|lost| lost.contains("did not come back")), "{found:?}");

    // With its log it is whole.
    let mut log = path.clone().into_os_string();
    log.push("-wal");
    let mut beside = alone.clone().into_os_string();
    beside.push("-wal");
    fs::copy(&log, &beside).expect("its log");
    let other = scratch.path().join("other.sqlite3");
    fs::copy(life.path("copy.sqlite3"), &other).expect("the copy");
    let found = salvage(&alone, scratch.path(), &Ledger::open(&other).expect("it opens")).expect("it is read");
    assert_eq!((found.upto - found.from, found.lost), (5, Vec::new()));
}

#[test]
fn an_older_copy_in_its_place_does_not_go_unnoticed() {
    let life = Life::lived();
    let folder = life.damaged(&fs::read(life.path("copy.sqlite3")).expect("the copy"));
    let path = folder.path().join("desk.sqlite3");
    let said = Ledger::open(&path).map(|_| ()).expect_err("it is older than what was known").to_string();
    assert!(said.contains("delete desk.head beside it"), "it says what to do when it is meant: {said}");
    fs::remove_file(folder.path().join(MARK)).expect("as it says");
    Ledger::open(&path).expect("now it is what is meant");
}

#[test]
fn bits_that_flip_never_pass_for_what_was_written() {
    let life = Life::lived();
    let whole = life.bytes();
    let seeds: u64 = if std::env::var_os("GALLEY_LONG").is_some() { 5_000 } else { 120 };
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |limit: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % limit as u64) as usize
    };
    for seed in 0..seeds {
        let mut bytes = whole.clone();
        for _ in 0..1 << below(7) {
            let at = below(bytes.len());
            bytes[at] ^= 1 << below(8);
        }
        let folder = life.damaged(&bytes);
        let path = folder.path().join("desk.sqlite3");
        let name = format!("seed {seed}");
        life.never_passes_for_whole(&name, &path);
        fs::write(&path, &bytes).expect("as it was damaged");
        life.comes_back(&name, &path);
    }
}

#[test]
fn a_copy_is_examined_without_a_byte_of_it_changing() {
    let life = Life::lived();
    let copy = life.path("copy.sqlite3");
    let before = fs::read(&copy).expect("the copy");
    let examined = examine(&copy).expect("it is examined");
    assert!(examined.report.is_sound(), "{:?}", examined.report.faults);
    assert_eq!(examined.head.seq, life.copied_at as i64);
    assert_eq!(examined.head.hash, life.log[life.copied_at - 1].hash);
    assert!(fs::read(&copy).expect("the copy") == before);
    let beside: Vec<_> = fs::read_dir(life.folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("copy."))
        .collect();
    assert_eq!(beside, ["copy.sqlite3"], "nothing is left beside it");
    Connection::open(&copy).and_then(|conn| conn.execute_batch("UPDATE queue_row SET line = '{}'")).expect("changed");
    assert!(!examine(&copy).expect("it is examined").report.is_sound(), "a copy that was changed is found out");
}
