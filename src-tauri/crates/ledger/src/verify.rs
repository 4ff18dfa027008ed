//! Checking everything the file holds against everything else: one sentence for each thing that does not fit.

use std::collections::HashSet;

use desk::Fact;
use desk::article::Article;
use desk::ids::{ArticleId, Hash};
use desk::people::{People, Person};
use desk::row::Row;
use manuscript::Manuscript;
use rusqlite::types::FromSql;

use crate::articles::publication_word;
use crate::chain::{BEGINNING, Link};
use crate::column::Word;
use crate::error::LedgerError;
use crate::listing::Card;
use crate::log::{Entry, Seq, kind};
use crate::reader::Reader;
use crate::rebuild::Replay;
use crate::settings::{HOUSE_APPLIED, RULES_APPLIED};
use crate::{media, place};

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

    fn fault(&mut self, at: Place, sentence: String) {
        self.faults.push(Fault { seq: at.seq, article: at.article, sentence });
    }
}

/// One thing that does not fit, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub seq: Option<Seq>,
    pub article: Option<ArticleId>,
    pub sentence: String,
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
const PARTS: [Part; 7] = [file, chain, desk_tables, article_tables, versions, texts, pictures];

pub(crate) fn verify(reader: &Reader<'_>) -> Result<Report, LedgerError> {
    let mut report = Report::default();
    let mut told = Told::default();
    for part in PARTS {
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

fn article_tables(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let people = reader.people()?;
    let mut seen = HashSet::new();
    let ids: Vec<Option<ArticleId>> = column(reader, "SELECT id FROM article ORDER BY id")?;
    for id in ids {
        report.articles += 1;
        let Some(id) = id else {
            report.fault(Place::default(), "The id of an article cannot be read.".into());
            continue;
        };
        seen.insert(id);
        let at = Place { seq: None, article: Some(id) };
        match told.replay.articles.get(&id) {
            None => report.fault(at, format!("The article {id} is on the desk, but not in the log.")),
            Some(article) => {
                for what in differences(reader, article, &people)? {
                    let sentence = format!("The article \u{201c}{}\u{201d} ({id}): {what}.", article.slug);
                    report.fault(at, sentence);
                }
            }
        }
    }
    for (id, article) in &told.replay.articles {
        if !seen.contains(id) {
            let at = Place { seq: None, article: Some(*id) };
            report.fault(at, format!("The article \u{201c}{}\u{201d} ({id}) is missing from the desk.", article.slug));
        }
    }
    Ok(())
}

/// What the tables say of an article that its facts do not.
fn differences(reader: &Reader<'_>, article: &Article, people: &People) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    let id = Word(article.id);
    let columns = reader.one("SELECT slug, status, publication FROM article WHERE id = ?1", [&id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    let status = article.axes.status.word();
    let said = (article.slug.clone(), status.to_owned(), publication_word(&article.publication).to_owned());
    if columns != Some(said) {
        found.push("its slug, status or publication is not what the log says".into());
    }
    if kept(reader.article(article.id))?.flatten().as_ref() != Some(article) {
        found.push("its state is not what the log says".into());
    }
    let addresses = reader.placed_addresses(article.id)?;
    if !addresses
        .iter()
        .map(|(a, u)| (a.as_str(), u.as_str()))
        .eq(place::addresses(article).iter().map(|(a, u)| (a.as_str(), *u)))
    {
        found.push("its addresses are not what the log says".into());
    }
    if kept(reader.placed_jobs(article.id))?.as_ref() != Some(&place::jobs(article)) {
        found.push("its jobs are not what the log says".into());
    }
    for hash in named_versions(article) {
        if !reader.has_version(hash)? {
            found.push(format!("its version {hash} is missing"));
        }
    }
    if !listed_as_it_is(reader, article)? {
        found.push("the listings do not show what is live".into());
    }
    let measure = kept(reader.measure(article, people))?;
    let line = kept(reader.rows_of(&[article.id]))?.and_then(|mut rows| rows.pop());
    if line != measure.map(|measure| Row::of(article, &measure, people)) {
        found.push("its line in the queue is not what it should be".into());
    }
    Ok(found)
}

fn named_versions(article: &Article) -> HashSet<Hash> {
    let frozen = article.versions.iter().map(|version| version.hash);
    let live = article.publication.last().map(|live| live.version);
    let scheduled = article.axes.jobs.iter().filter_map(|job| job.version);
    frozen.chain(live).chain(scheduled).collect()
}

fn listed_as_it_is(reader: &Reader<'_>, article: &Article) -> Result<bool, LedgerError> {
    let listed = kept(reader.live_card(article.id))?;
    let Some(listed) = listed else { return Ok(false) };
    let due = match article.publication.live() {
        None => None,
        Some(live) => match kept(reader.version(live.version))?.flatten() {
            Some(content) => Some(Card::of(article.id, live, &article.notices, &content)),
            // That it is missing or damaged is said elsewhere.
            None => return Ok(true),
        },
    };
    Ok(listed == due && reader.shelved(article.id)? == due.as_ref().map(Card::shelves).unwrap_or_default())
}

/// A record that cannot be read is no answer, and a finding; other failures end the check.
fn kept<T>(answer: Result<T, LedgerError>) -> Result<Option<T>, LedgerError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(LedgerError::Damaged { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

fn versions(reader: &Reader<'_>, _: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    reader.check_versions(|hash, fault| {
        report.versions += 1;
        if let Some(fault) = fault {
            report.fault(Place::default(), format!("The version {hash} was changed after it was stored: {fault}."));
        }
    })
}

fn texts(reader: &Reader<'_>, _: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    for id in reader.texts()? {
        report.texts += 1;
        let Some(text) = reader.text(id)? else { continue };
        if let Err(why) = Manuscript::load(text.snapshot.as_deref(), &text.updates) {
            let at = Place { seq: None, article: Some(id) };
            report.fault(at, format!("The text of the article {id} does not load: {why}."));
        }
    }
    Ok(())
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

/// One column, with nothing in the place of what cannot be read.
fn column<T>(reader: &Reader<'_>, sql: &str) -> Result<Vec<Option<T>>, LedgerError>
where
    Word<T>: FromSql,
{
    reader.all(sql, [], |row| Ok(row.get::<_, Word<T>>(0).ok().map(|word| word.0)))
}
