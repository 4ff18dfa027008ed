//! Checking everything the file holds against everything else: one sentence for each thing that does not fit. Passphrases, codes
//! and sessions are not in the log, and so there is nothing to compare them with.

mod articles;

use std::collections::HashSet;

use desk::Fact;
use desk::ids::{ArticleId, Hash};
use desk::people::Person;
use manuscript::Manuscript;

use crate::chain::{BEGINNING, Link};
use crate::error::LedgerError;
use crate::log::{Entry, Seq, kind};
use crate::media;
use crate::reader::Reader;
use crate::rebuild::Replay;
use crate::settings::{HOUSE_APPLIED, RULES_APPLIED};

/// What was checked, and what does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub entries: u64,
    pub articles: u64,
    pub versions: u64,
    pub texts: u64,
    pub pictures: u64,
    pub faults: Vec<Fault>,
}

impl Report {
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether nothing is wrong but what the search says, which is made of everything else and can be made anew.
    pub fn only_search_is_wrong(&self) -> bool {
        !self.is_sound() && self.faults.iter().all(|fault| fault.of_search)
    }

    fn fault(&mut self, at: Place, sentence: String) {
        self.faults.push(Fault { seq: at.seq, article: at.article, sentence, of_search: false });
    }
}

/// One thing that does not fit, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub seq: Option<Seq>,
    pub article: Option<ArticleId>,
    pub sentence: String,
    /// Of the search index.
    pub of_search: bool,
}

#[derive(Clone, Copy, Default)]
struct Place {
    seq: Option<Seq>,
    article: Option<ArticleId>,
}

/// What the log says, folded as far as it can be read.
#[derive(Default)]
struct Told {
    replay: Replay,
    people: Vec<Person>,
    rules: Option<Hash>,
    house: Option<Hash>,
}

/// Looks at one part of the file, with what the log told so far.
type Part = fn(&Reader<'_>, &mut Told, &mut Report) -> Result<(), LedgerError>;

/// In this order: the log tells what the tables must say.
const PARTS: [Part; 8] = [file, chain, desk_tables, articles::tables, versions, texts, pictures, search];

/// What can be said of a file whose tables are of another program's making.
const PARTS_OF_ANY: [Part; 2] = [file, chain];

pub(crate) fn verify(reader: &Reader<'_>) -> Result<Report, LedgerError> {
    look(reader, &PARTS)
}

/// The file and its log; the tables too when this program's records stand in them.
pub(crate) fn verify_as_far_as_known(reader: &Reader<'_>, fits: bool) -> Result<Report, LedgerError> {
    if fits { verify(reader) } else { look(reader, &PARTS_OF_ANY) }
}

fn look(reader: &Reader<'_>, parts: &[Part]) -> Result<Report, LedgerError> {
    let mut report = Report::default();
    let mut told = Told::default();
    for part in parts {
        match part(reader, &mut told, &mut report) {
            Ok(()) => {}
            // What cannot be read is a finding; the rest is still looked at.
            Err(LedgerError::Damaged { detail, .. }) => {
                report.fault(Place::default(), format!("A part of the file cannot be read: {detail}."));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(report)
}

/// SQLite's own check of its pages and indexes.
fn file(reader: &Reader<'_>, _: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let found: Vec<String> = reader.all("PRAGMA integrity_check", [], |row| row.get(0))?;
    for line in found.into_iter().filter(|line| line != "ok") {
        report.fault(Place::default(), format!("The file itself is damaged: {line}."));
    }
    let orphans = reader.all("PRAGMA foreign_key_check", [], |row| {
        Ok((row.get::<_, String>("table")?, row.get::<_, String>("parent")?))
    })?;
    for (table, parent) in orphans {
        report.fault(Place::default(), format!("A row of the table {table} belongs to nothing in {parent}."));
    }
    Ok(())
}

fn chain(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let (mut seq, mut prev) = (0, BEGINNING.to_string());
    reader.walk_log(|link, entry| {
        report.entries += 1;
        check_link(&link, &entry, seq, &prev, report);
        seq = link.seq;
        prev = link.hash;
        if let Ok(entry) = entry {
            told.take(entry);
        }
    })
}

fn check_link(link: &Link, entry: &Result<Entry, String>, before: Seq, prev: &str, report: &mut Report) {
    let at = Place { seq: Some(link.seq), article: link.article.parse().ok() };
    let name = format!("Entry {} of the log ({})", link.seq, link.kind);
    if link.seq != before + 1 {
        report.fault(at, format!("{name} follows entry {before}: what stood between them is missing."));
    }
    if link.prev != prev {
        report.fault(at, format!("{name} does not hold the hash of the entry before it."));
    }
    if link.own_hash().to_string() != link.hash {
        report.fault(at, format!("{name} was changed after it was written: its hash does not fit."));
    }
    match entry {
        Err(why) => report.fault(at, format!("{name} cannot be read: {why}.")),
        Ok(entry) if kind(&entry.fact) != link.kind => {
            report.fault(at, format!("{name} calls itself another kind than its content says."));
        }
        Ok(_) => {}
    }
}

impl Told {
    fn take(&mut self, entry: Entry) {
        self.replay.take(&entry);
        match entry.fact {
            Fact::PersonSet { person } => {
                self.people.retain(|known| known.id != person.id);
                self.people.push(person);
            }
            Fact::RulesApplied { hash, .. } => self.rules = Some(hash),
            Fact::HouseApplied { hash, .. } => self.house = Some(hash),
            _ => {}
        }
    }
}

fn desk_tables(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let kept = reader.people()?;
    for person in &told.people {
        if kept.get(person.id) != Some(person) {
            report.fault(Place::default(), format!("{} is not on the masthead as the log says.", person.name));
        }
    }
    for person in kept.iter() {
        if !told.people.iter().any(|known| known.id == person.id) {
            report.fault(Place::default(), format!("{} is on the masthead, but not in the log.", person.name));
        }
    }
    for (name, hash) in [(RULES_APPLIED, told.rules), (HOUSE_APPLIED, told.house)] {
        if reader.setting(name)? != hash.map(|hash| hash.to_string()) {
            report.fault(Place::default(), format!("The setting {name} is not what the log says."));
        }
    }
    Ok(())
}

fn versions(reader: &Reader<'_>, _: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    reader.check_versions(|hash, fault| {
        report.versions += 1;
        if let Some(fault) = fault {
            report.fault(Place::default(), format!("The version {hash} was changed after it was stored: {fault}."));
        }
    })
}

fn texts(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    for id in reader.texts()? {
        report.texts += 1;
        let Some(text) = reader.text(id)? else { continue };
        match Manuscript::load(text.snapshot.as_deref(), &text.updates) {
            Ok(open) => found_as_it_is(reader, told, id, &open.original(), report)?,
            Err(why) => {
                let at = Place { seq: None, article: Some(id) };
                report.fault(at, format!("The text of the article {id} does not load: {why}."));
            }
        }
    }
    Ok(())
}

/// What the search has of an article against what the log and the text say.
fn found_as_it_is(
    reader: &Reader<'_>,
    told: &Told,
    id: ArticleId,
    text: &str,
    report: &mut Report,
) -> Result<(), LedgerError> {
    let Some(article) = told.replay.articles.get(&id) else { return Ok(()) };
    if let Some(what) = reader.misfit(article, &reader.people()?, text)? {
        let sentence = format!("The article \u{201c}{}\u{201d} ({id}): {what}.", article.slug);
        report.faults.push(Fault { seq: None, article: Some(id), sentence, of_search: true });
    }
    Ok(())
}

/// The articles in which nothing was written yet are found too.
fn search(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let written: HashSet<ArticleId> = reader.texts()?.into_iter().collect();
    let unwritten = told.replay.articles.keys().filter(|id| !written.contains(id));
    unwritten.copied().try_for_each(|id| found_as_it_is(reader, told, id, "", report))
}

fn pictures(reader: &Reader<'_>, _: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let mut found = Vec::new();
    reader.walk("SELECT * FROM media", [], |row| {
        let hash: String = row.get("hash")?;
        found.push((hash, media::row_to_media(row).err()));
        Ok(())
    })?;
    for (hash, fault) in found {
        report.pictures += 1;
        if let Some(why) = fault {
            report.fault(Place::default(), format!("The entry of the picture {hash} cannot be read: {why}."));
        }
    }
    Ok(())
}
