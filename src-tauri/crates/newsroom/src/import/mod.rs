//! Taking in an archive: a folder of Markdown becomes published articles with their own dates and addresses; what another
//! newsroom exported comes in as it stood.
//!
//! Files are read ahead on one thread and entered on another, many articles in one transaction. Each transaction notes the files
//! it took in, so that a run that was killed goes on where it ended and a second run changes nothing. No page is written for an
//! article; the site is built once, at the end.

mod brought;
mod enter;
mod fit;
mod names;
mod read;
mod source;

use std::path::Path;
use std::sync::mpsc;

use chrono::{DateTime, TimeDelta};
use desk::ids::PersonId;
use ledger::{LedgerError, Transaction};
use serde::Serialize;

use self::enter::Desk;
use self::read::{Found, Reading};
use crate::caller::{By, Caller};
use crate::publish::Built;
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};

/// Set while articles came in whose pages have not been built: when the last of them did.
pub(crate) const UNBUILT: &str = "import-unbuilt";
/// An import that entered nothing for this long was killed; whoever is open builds what it left.
const LEFT: TimeDelta = TimeDelta::minutes(2);

/// What is to be taken in.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    pub folder: &'a Path,
    /// Whose byline stands on what names no author; the person who imports when absent.
    pub by: Option<PersonId>,
    /// Only says what would come of it.
    pub dry_run: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Imported {
    pub dry_run: bool,
    pub published: u32,
    pub drafts: u32,
    /// Articles of another newsroom's export, as they stood there.
    pub brought_in: u32,
    /// Had come in before.
    pub before: u32,
    pub refused: u32,
    pub pictures: u32,
    /// Bylines that were put on the masthead, without an account.
    pub people: Vec<String>,
    pub files: Vec<ImportedFile>,
    pub built: Option<Built>,
    /// Why the site could not be built.
    pub not_built: Option<String>,
}

/// One file, and everything about it that could not be taken.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedFile {
    pub file: String,
    pub became: Became,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// One sentence each.
    pub notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    Published,
    Draft,
    BroughtIn,
    /// It came in before and is left as it is.
    Before,
    Nothing,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
}

impl ImportedFile {
    fn new(file: &str, became: Became) -> Self {
        Self { file: file.to_owned(), became, slug: None, address: None, notes: Vec::new() }
    }

    fn nothing(file: &str, why: String) -> Self {
        Self { notes: vec![why], ..Self::new(file, Became::Nothing) }
    }
}

impl Imported {
    fn add(&mut self, file: ImportedFile) {
        match file.became {
            Became::Published => self.published += 1,
            Became::Draft => self.drafts += 1,
            Became::BroughtIn => self.brought_in += 1,
            Became::Before => self.before += 1,
            Became::Nothing => self.refused += 1,
        }
        self.files.push(file);
    }
}

impl Newsroom {
    /// Takes in a folder. `told` hears how far it is.
    pub fn import(
        &self,
        caller: &Caller,
        import: &Import<'_>,
        mut told: impl FnMut(Progress),
    ) -> Result<Imported, Failure> {
        let person = caller.person.ok_or_else(|| {
            Failure::new(Code::NoPerson, "Who takes this in? Add --as with a managing editor’s name.")
        })?;
        let by = By::person(person, caller.way);
        if !import.folder.is_dir() {
            return Err(Failure::failed(format!(
                "{} is not a folder: name the folder that holds the archive.",
                import.folder.display()
            )));
        }
        let mut report = Imported { dry_run: import.dry_run, ..Imported::default() };
        if brought::is_export(import.folder) {
            self.bring_in(&by, import, &mut report, &mut told)?;
        } else {
            self.take_in(&by, person, import, &mut report, &mut told)?;
        }
        if !import.dry_run && self.ledger.read(|reader| reader.setting(UNBUILT))?.is_some() {
            match self.build_what_came_in() {
                Ok(built) => report.built = Some(built),
                // What came in is in; a house that has a mistake is mended, and the site built then.
                Err(failure) => report.not_built = Some(failure.message),
            }
        }
        Ok(report)
    }

    /// Builds the site of an import that was killed before it could, unless the house has a mistake that stands in the way.
    pub(crate) fn build_what_was_left(&self) -> Result<(), Failure> {
        let noted = self.ledger.read(|reader| reader.setting(UNBUILT))?;
        let last = noted.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        if last.is_some_and(|last| self.now() - last.to_utc() > LEFT) && self.house.sound().is_ok() {
            self.build_what_came_in()?;
        }
        Ok(())
    }

    fn build_what_came_in(&self) -> Result<Built, Failure> {
        let noted = self.ledger.read(|reader| reader.setting(UNBUILT))?;
        let built = self.build(None)?;
        self.transact(&By::desk(self.way), self.now(), |_, tx| {
            // What another import entered meanwhile is not in this build.
            if tx.setting(UNBUILT)? == noted { tx.unset(UNBUILT) } else { Ok(()) }
        })?;
        Ok(built)
    }

    fn take_in(
        &self,
        by: &By,
        person: PersonId,
        import: &Import<'_>,
        report: &mut Imported,
        told: &mut impl FnMut(Progress),
    ) -> Result<(), Failure> {
        let mut desk = Desk::of(self, by, import.by.unwrap_or(person))?;
        let files = source::files(import.folder)?;
        for (file, why) in &files.passed_over {
            report.add(ImportedFile::nothing(file, (*why).to_owned()));
        }
        let (of, chunks) = (files.articles.len(), source::chunks(import.folder, &files.articles));
        let mut done = 0;
        told(Progress { done, of });
        let reading = Reading { room: self, folder: import.folder, dry_run: import.dry_run };
        std::thread::scope(|scope| {
            // One chunk is read while the one before is entered; no more are held.
            let (ready, read) = mpsc::sync_channel::<Result<Vec<Found>, Failure>>(0);
            scope.spawn(move || {
                for chunk in chunks {
                    let found = chunk.iter().map(|file| reading.read(file)).collect();
                    if ready.send(found).is_err() {
                        break;
                    }
                }
            });
            for chunk in read {
                let chunk = chunk?;
                done += chunk.len();
                self.enter_chunk(by, &mut desk, chunk, import.dry_run, report)?;
                told(Progress { done, of });
            }
            Ok(())
        })
    }

    fn enter_chunk(
        &self,
        by: &By,
        desk: &mut Desk,
        chunk: Vec<Found>,
        dry_run: bool,
        report: &mut Imported,
    ) -> Result<(), Failure> {
        let now = self.now();
        let mut files = Vec::with_capacity(chunk.len());
        let mut made = Vec::new();
        let mut enter = |tx: enter::Into<'_, '_>| -> Result<(), Failure> {
            let mut tx = tx;
            for found in &chunk {
                files.push(desk.enter(&mut tx, found, by, now, &mut made)?);
            }
            Ok(())
        };
        let new = chunk.iter().any(|found| matches!(found, Found::Ready(_)));
        if dry_run || !new {
            self.ledger.read(|reader| enter(enter::Into::Nothing(reader)))?;
        } else {
            self.transact(by, now, |_, tx| {
                note_unbuilt(tx)?;
                enter(enter::Into::Ledger(tx))
            })?;
        }
        report.pictures += chunk.iter().map(Found::pictures).sum::<u32>();
        report.people.extend(made);
        files.into_iter().for_each(|file| report.add(file));
        Ok(())
    }
}

/// Pages are owed for what is entered now.
fn note_unbuilt(tx: &mut Transaction<'_>) -> Result<(), LedgerError> {
    let now = tx.now().to_rfc3339();
    tx.set(UNBUILT, &now)
}

/// Enters what was kept of pictures.
fn put_pictures(tx: &mut Transaction<'_>, pictures: &[ledger::Media]) -> Result<(), LedgerError> {
    pictures.iter().try_for_each(|picture| tx.put_media(picture).map(|_| ()))
}
