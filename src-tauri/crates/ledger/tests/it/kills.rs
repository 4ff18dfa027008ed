//! Killed at random moments: what was acknowledged is there, and everything fits.

use std::io::{BufRead as _, BufReader, Write as _};
use std::time::Duration;

use desk::Fact;
use desk::ids::{ArticleId, Hash};
use ledger::{Ledger, LedgerError};
use manuscript::Manuscript;

use crate::desk::{Desk, begin, ines, job, later, measure, noon, sound};
use crate::processes::{child, told};

/// Writes for ever: an article, its text, its version, a job, and says after each what it was told is kept.
#[test]
#[ignore = "run by a_process_killed_at_any_moment as its child"]
fn victim() {
    let (path, round) = told();
    let ledger = Ledger::open(&path).expect("the file opens after a kill");
    let mut out = std::io::stdout().lock();
    for n in 0u32.. {
        let slug = format!("r{round}-{n}");
        let id = ledger.transact(&ines(), noon(), |tx| begin(tx, &slug)).expect("an article").value;
        writeln!(out, "\narticle {id}").expect("the parent listens");
        let mut open = Manuscript::new("", None);
        for draft in ["A ship.", "A ship came in."] {
            open.replace(draft, "window");
            let update = open.take_update().expect("something was written");
            let written = ledger.transact(&ines(), noon(), |tx| tx.text_update(id, &update, &measure(n)));
            let seq = written.unwrap_or_else(|error: LedgerError| panic!("{error}")).value;
            writeln!(out, "\ntext {seq} {}", Hash::of(&update)).expect("the parent listens");
        }
        let frozen = ledger.transact(&ines(), noon(), |tx| {
            let article = tx.article(id)?.expect("it has begun");
            let version = tx.put_version(&desk::content(&article, open.text(), &tx.people()?))?;
            let facts = [Fact::Frozen { version, name: slug.clone() }, Fact::JobSet { job: job(later(i64::from(n))) }];
            tx.record(Some(id), &facts)?;
            Ok(version)
        });
        let version = frozen.unwrap_or_else(|error: LedgerError| panic!("{error}")).value;
        writeln!(out, "\nversion {id} {version}").expect("the parent listens");
        if n % 7 == 3 {
            ledger.fold_texts(1).expect("texts fold");
        }
    }
}

#[test]
fn a_process_killed_at_any_moment_loses_nothing_it_acknowledged() {
    let desk = Desk::new();
    let kills: u64 = if std::env::var_os("GALLEY_LONG").is_some() { 2_000 } else { 50 };
    let mut kept: Vec<String> = Vec::new();
    for round in 0..kills {
        let mut victim = child("kills::victim", &desk.path(), &round.to_string()).spawn().expect("a child starts");
        let said = victim.stdout.take().expect("its output is piped");
        let heard = std::thread::spawn(move || {
            // The last line may be cut short by the kill: only whole ones count.
            let mut reader = BufReader::new(said);
            let mut lines = Vec::new();
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|n| n > 0) && line.ends_with('\n') {
                lines.push(line.trim().to_owned());
                line.clear();
            }
            lines
        });
        // Spread over the start, the writes, and the folding, differently each time.
        std::thread::sleep(Duration::from_micros(40_000 + round * 7_919 % 120_000));
        victim.kill().expect("it is running");
        let output = victim.wait_with_output().expect("it ends");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(!complaint.contains("panicked"), "round {round}: {complaint}");
        let lines = heard.join().expect("the listener ends");
        kept.extend(
            lines
                .into_iter()
                .filter(|line| ["article ", "text ", "version "].iter().any(|start| line.starts_with(start))),
        );
        if round % 10 == 9 {
            sound(&Ledger::open(&desk.path()).expect("the file opens after a kill"));
        }
    }
    assert!(kept.len() > usize::try_from(kills).expect("a number") * 3, "the children did write: {}", kept.len());
    kept.iter().for_each(|line| acknowledged(&desk, line));
    desk.sound();
}

fn acknowledged(desk: &Desk, line: &str) {
    let words: Vec<&str> = line.split(' ').collect();
    let article = |text: &str| text.parse::<ArticleId>().expect("an id");
    let there = desk.ledger.read(|r| {
        Ok::<_, LedgerError>(match words.as_slice() {
            ["article", id] => r.article(article(id))?.is_some() && !r.rows_of(&[article(id)])?.is_empty(),
            ["text", seq, hash] => {
                let seq = seq.parse::<i64>().expect("a number");
                // An update may be in a snapshot by now; then the whole text is there.
                r.texts_after(seq - 1)?
                    .iter()
                    .any(|news| news.actor.is_none() || (news.seq == seq && Hash::of(&news.bytes).to_string() == *hash))
            }
            ["version", id, hash] => {
                let hash = hash.parse().expect("a hash");
                let named = r.article(article(id))?.is_some_and(|a| a.versions.iter().any(|v| v.hash == hash));
                named && r.version(hash)?.is_some_and(|content| content.hash() == hash)
            }
            other => panic!("the child says {other:?}"),
        })
    });
    assert!(there.expect("an answer"), "acknowledged and lost: {line}");
}
