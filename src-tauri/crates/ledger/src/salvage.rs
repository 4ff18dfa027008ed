//! What a damaged database still tells, brought into a sound one: the log as far as its chain holds, and every version,
//! text and picture that can be read.

mod texts;

use std::collections::BTreeSet;
use std::path::Path;

use desk::Fact;
use desk::ids::{ArticleId, Hash};
use rusqlite::params;

use crate::chain::Link;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::log::{Entry, Head, Seq, row_to_entry};
use crate::mark::{self, Marked};
use crate::media::row_to_media;
use crate::reader::Reader;
use crate::rebuild;
use crate::versions::fault_of;
use crate::wreck::Wreck;

/// What came back of a damaged database, and what did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// The log went to here before, and goes to there now.
    pub from: Seq,
    pub upto: Seq,
    /// Articles of which something came back.
    pub articles: BTreeSet<ArticleId>,
    pub versions: usize,
    pub texts: usize,
    pub pictures: usize,
    /// What did not come back, or may not have: one sentence each.
    pub lost: Vec<String>,
}

/// Brings into `into` whatever `damaged` tells that is not there yet; all of it in one transaction. The damaged file is not
/// touched: it is read from a copy in the folder `scratch`.
pub fn salvage(damaged: &Path, scratch: &Path, into: &Ledger) -> Result<Salvaged, LedgerError> {
    let wreck = Wreck::open(damaged, scratch, into.path())?;
    let marked = mark::read(&mark::path_beside(damaged));
    into.write(|reader| {
        let mut found = Salvaged::default();
        versions(&wreck, &reader, &mut found)?;
        log(&wreck, &reader, marked, &mut found)?;
        pictures(&wreck, &reader, &mut found)?;
        rebuild::rebuild(&reader)?;
        missing_versions(&reader, &mut found)?;
        texts::texts(&wreck, &reader, marked, &mut found)?;
        // The words of what came back are found again.
        reader.put_all_documents()?;
        // Whoever held them is gone.
        reader.run("DELETE FROM lease", [])?;
        Ok(found)
    })
}

fn versions(wreck: &Wreck, reader: &Reader<'_>, found: &mut Salvaged) -> Result<(), LedgerError> {
    let known = |hash: &str| hash.parse().is_ok_and(|hash: Hash| reader.has_version(hash).unwrap_or(false));
    let harvest = wreck.harvest("version", 0, |_, row| {
        let hash: String = row.get("hash")?;
        if known(&hash) {
            return Ok(None);
        }
        Ok(Some((hash, row.get::<_, String>("at")?, row.get::<_, i64>("size")?, row.get::<_, Vec<u8>>("content")?)))
    });
    for (hash, at, size, content) in harvest.rows.into_iter().flatten() {
        if fault_of(&hash, size, &content).is_some() {
            continue;
        }
        let put = "INSERT INTO version (hash, at, size, content) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO NOTHING";
        found.versions += reader.run(put, params![hash, at, size, content])?;
    }
    Ok(())
}

/// Versions that the log names and that are nowhere to be read.
fn missing_versions(reader: &Reader<'_>, found: &mut Salvaged) -> Result<(), LedgerError> {
    for id in &found.articles {
        let Some(article) = reader.article(*id)? else { continue };
        for version in &article.versions {
            if !reader.has_version(version.hash)? {
                let sentence =
                    format!("The version {} of \u{201c}{}\u{201d} cannot be read.", version.hash, article.slug);
                found.lost.push(sentence);
            }
        }
    }
    Ok(())
}

/// Appends what follows the last entry, as long as each entry holds the hash of the one before and its own.
fn log(wreck: &Wreck, reader: &Reader<'_>, marked: Option<Marked>, found: &mut Salvaged) -> Result<(), LedgerError> {
    let mut head = reader.log_head()?;
    found.from = head.seq;
    let stopped = loop {
        match next(wreck, reader, head)? {
            Next::Entry(link, entry) => {
                reader.append_link(&link)?;
                if entry.article.is_none() {
                    reader.keep_of_the_desk(&entry.fact)?;
                }
                found.articles.extend(entry.article);
                head = Head { seq: entry.seq, hash: entry.hash };
            }
            Next::End => break None,
            Next::Broken(why) => break Some(why),
        }
    };
    found.upto = head.seq;
    let last = last_known(wreck, marked).filter(|last| *last > head.seq);
    match (stopped, last) {
        (Some(why), Some(last)) if last > head.seq + 1 => {
            found.lost.push(format!("Entries {} to {last} of the log did not come back: {why}.", head.seq + 1));
        }
        (Some(why), _) => found.lost.push(format!("Entry {} of the log did not come back: {why}.", head.seq + 1)),
        (None, Some(last)) => found.lost.push(format!(
            "The log ends at entry {}, and entry {last} had been written: what stood between did not come back.",
            head.seq
        )),
        (None, None) if marked.is_none() && !wreck.whole => found
            .lost
            .push(format!("The log ends at entry {}; whether more had been written cannot be told.", head.seq)),
        (None, None) => {}
    }
    Ok(())
}

enum Next {
    Entry(Box<Link>, Box<Entry>),
    /// There is no entry there.
    End,
    /// There is one, and it cannot be taken.
    Broken(String),
}

fn next(wreck: &Wreck, reader: &Reader<'_>, head: Head) -> Result<Next, LedgerError> {
    let seq = head.seq + 1;
    let row = wreck.row("SELECT * FROM log WHERE seq = ?1", seq, |row| Ok((Link::read(row)?, row_to_entry(row))));
    let broken = |why: &str| Ok(Next::Broken(format!("entry {seq} {why}")));
    let (link, entry) = match row {
        Ok(None) => return Ok(Next::End),
        Err(_) => return broken("cannot be read"),
        Ok(Some(read)) => read,
    };
    if link.prev != head.hash.to_string() {
        return broken("does not follow what is known");
    }
    if link.own_hash().to_string() != link.hash {
        return broken("was changed after it was written");
    }
    let Ok(entry) = entry else { return broken("cannot be read") };
    if let Some(version) = shown(&entry.fact)
        && !reader.has_version(version)?
    {
        return broken("put a version before readers that cannot be read");
    }
    Ok(Next::Entry(Box::new(link), Box::new(entry)))
}

/// The version that a fact puts before readers: without it the fact cannot stand.
fn shown(fact: &Fact) -> Option<Hash> {
    match fact {
        Fact::Published { live, .. } => Some(live.version),
        Fact::Imported { version, .. } => Some(*version),
        _ => None,
    }
}

/// The last entry that is known to have been written.
fn last_known(wreck: &Wreck, marked: Option<Marked>) -> Option<Seq> {
    let highest = || wreck.row("SELECT max(seq) FROM log WHERE ?1", 1, |row| row.get(0)).ok().flatten().flatten();
    marked.map(|marked| marked.head.seq).or_else(highest)
}

fn pictures(wreck: &Wreck, reader: &Reader<'_>, found: &mut Salvaged) -> Result<(), LedgerError> {
    let harvest = wreck.harvest("media", 0, |_, row| row_to_media(row));
    for media in &harvest.rows {
        found.pictures += usize::from(reader.put_media(media)?);
    }
    if harvest.broken {
        found.lost.push("Some entries of pictures cannot be read; their files are in media/.".into());
    }
    Ok(())
}
