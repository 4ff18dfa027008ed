//! What a durable save costs: a group of keystrokes and an act, each beside a bare commit of as many bytes by SQLite itself, with
//! the same settings, in turn in the same minute. `cargo xtask bench` runs it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{TimeZone as _, Utc};
use desk::Fact;
use desk::article::{Commission, Fields, Status};
use desk::fact::FieldChanges;
use desk::ids::{ArticleId, Hash, PersonId};
use desk::people::Actor;
use desk::row::Measure;
use ledger::{Ledger, LedgerError, Transaction, Way, Who};
use manuscript::Manuscript;
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

const RUNS: usize = 300;

fn main() {
    // Beside the target folder's own files: a temporary folder may be memory, where nothing is ever synced.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder for the benchmark");
    let bare = bare(&folder.path().join("bare.sqlite3"));
    let ledger = Ledger::create(&folder.path().join("desk.sqlite3")).expect("a new database");
    let article = act(&ledger, |tx| {
        let id = ArticleId(tx.new_id());
        let fields = Fields { headline: "The harbour deal".into(), language: "en-GB".into(), ..Fields::default() };
        let begun =
            Fact::Begun { slug: "harbour".into(), fields, commission: Commission::default(), status: Status::Drafting };
        tx.record(Some(id), &[begun])?;
        Ok(id)
    });
    let mut open = Manuscript::new(&"The harbour office keeps two ledgers. ".repeat(330), None);
    let whole = open.take_update().expect("a text");
    act(&ledger, |tx| tx.text_update(article, &whole, &measure(0)));

    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut bytes = 0;
    for run in 0..RUNS {
        let draft = format!("{}{}", open.text(), "e".repeat(1 + run % 4));
        assert!(open.replace(&draft, "window"), "something is typed");
        let update = open.take_update().expect("what was typed");
        bytes += update.len();
        times[0].push(timed(|| {
            bare.prepare_cached("INSERT INTO saved (bytes) VALUES (?1)")
                .and_then(|mut insert| insert.execute([&update]))
                .expect("a bare commit");
        }));
        times[1].push(timed(|| {
            act(&ledger, |tx| tx.text_update(article, &update, &measure(run)));
        }));
        times[2].push(timed(|| {
            let changes = FieldChanges { dek: Some(format!("Dek {run}.")), ..FieldChanges::default() };
            act(&ledger, |tx| tx.record(Some(article), &[Fact::FieldsSet { changes }]));
        }));
    }
    println!("{:<52} {:>10} {:>10} {:>8}", "A durable save, WAL, synchronous FULL", "median", "p95", "of bare");
    let name = format!("floor: a bare commit of {} bytes", bytes / RUNS);
    let names = [name.as_str(), "keystrokes of 100 ms", "an act (a fact, the chain, the tables)"];
    let floor = at(&mut times[0], 0.5);
    for (name, times) in names.into_iter().zip(&mut times) {
        let (median, p95) = (at(times, 0.5), at(times, 0.95));
        let ratio = median.as_secs_f64() / floor.as_secs_f64();
        println!("{name:<52} {:>10} {:>10} {ratio:>8.2}", shown(median), shown(p95));
    }
}

/// As a program would write that keeps nothing but the bytes.
fn bare(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("a database");
    conn.pragma_update(None, "journal_mode", "wal").expect("WAL");
    conn.pragma_update(None, "synchronous", "full").expect("FULL");
    conn.execute_batch("CREATE TABLE saved (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;").expect("a table");
    conn
}

fn act<T>(ledger: &Ledger, work: impl FnOnce(&mut Transaction<'_>) -> Result<T, LedgerError>) -> T {
    let actor = Actor::Person { id: PersonId(Uuid::from_u128(1)) };
    let who = Who { actor, os_user: "ines".into(), way: Way::Window };
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).single().expect("a time that is");
    ledger.transact(&who, now, work).expect("it is written").value
}

fn measure(run: usize) -> Measure {
    let words = u32::try_from(run).unwrap_or(u32::MAX);
    Measure {
        words,
        tks: 0,
        required: 0,
        advised: 0,
        suggestions: 0,
        comments: 0,
        version: Hash::of(&words.to_le_bytes()),
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn at(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share).round() as usize]
}

fn shown(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1000.0)
}
