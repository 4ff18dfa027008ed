//! Backups that the clock makes, and what the status line says of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use desk::ids::Hash;
use desk::people::Role;
use ledger::LedgerError;

use super::backups::{Backup, Backups};
use super::copying;
use super::{DATABASE, HOUSE, RULES, WORDS};
use crate::caller::Caller;
use crate::news::{About, News};
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};
use crate::wire::status::BackupState;

/// What this process knows of the backups without looking again.
#[derive(Default)]
pub struct Keeping {
    /// The newest, and when its folder was as it is.
    newest: Option<(SystemTime, Option<Backup>)>,
    /// Why the last one that the clock should have made was not.
    trouble: Option<String>,
}

impl Newsroom {
    /// Makes a backup when one is due and something changed since the last. Whether it made one.
    pub fn keep_by_clock(&self) -> Result<bool, Failure> {
        let now = self.now();
        let rules = self.rules().rules.backup;
        let last = self.newest_backup();
        if !rules.is_due(last.as_ref().and_then(Backup::made_at), now) {
            return Ok(false);
        }
        if let Some(last) = &last
            && !self.changed_since(last)?
            && !self.house_changed_since(last)
        {
            return Ok(false);
        }
        let made = self.make_backup(&Backups::of(self.folder()), "by the clock", Duration::ZERO);
        let trouble = made.as_ref().err().map(|failure| failure.message.clone());
        let told = std::mem::replace(&mut lock(&self.keeping).trouble, trouble.clone()) != trouble;
        if told {
            self.announce(News { topics: vec![Topic::Status], about: About::TheDesk });
        }
        Ok(made?.is_some())
    }

    /// What the status line says to those who look after the newsroom.
    pub(crate) fn backup_state(&self, caller: &Caller) -> Result<Option<BackupState>, Failure> {
        if !self.looks_after(caller)? {
            return Ok(None);
        }
        let newest = self.newest_backup();
        let last_at = newest.as_ref().and_then(Backup::made_at);
        let changed = newest.as_ref().map_or(Ok(true), |newest| self.changed_since(newest))?;
        Ok(Some(BackupState {
            last_at,
            late: changed && self.rules().rules.backup.is_late(last_at.or(self.begun_at()?), self.now()),
            trouble: lock(&self.keeping).trouble.clone(),
        }))
    }

    /// Whether the caller may see and make backups.
    pub(crate) fn looks_after(&self, caller: &Caller) -> Result<bool, Failure> {
        self.has_role(caller, &[Role::Administrator, Role::ManagingEditor])
    }

    pub(crate) fn has_role(&self, caller: &Caller, roles: &[Role]) -> Result<bool, Failure> {
        let Some(person) = caller.person else { return Ok(caller.holds_the_folder()) };
        let people = self.ledger.read(|reader| reader.people())?;
        Ok(people.get(person).is_some_and(|person| roles.iter().any(|role| person.is(*role))))
    }

    /// Refuses whoever may not.
    pub(crate) fn must_look_after(&self, caller: &Caller) -> Result<(), Failure> {
        if self.looks_after(caller)? {
            return Ok(());
        }
        let sentence = "Backups are for administrators and managing editors to look at and to make: ask one of them.";
        Err(Failure::new(Code::NotFound, sentence))
    }

    /// Refuses whoever may not put a backup in the newsroom's place.
    pub fn must_restore(&self, caller: &Caller) -> Result<(), Failure> {
        if self.has_role(caller, &[Role::Administrator])? {
            return Ok(());
        }
        Err(Failure::new(Code::NotFound, "Only an administrator puts a backup back: ask one, or let one sit here."))
    }

    pub(crate) fn newest_backup(&self) -> Option<Backup> {
        let backups = Backups::of(self.folder());
        let changed = fs::metadata(backups.root()).and_then(|root| root.modified()).ok()?;
        let mut keeping = lock(&self.keeping);
        if let Some((as_of, newest)) = &keeping.newest
            && *as_of == changed
        {
            return newest.clone();
        }
        let newest = backups.newest();
        keeping.newest = Some((changed, newest.clone()));
        newest
    }

    pub(crate) fn changed_since(&self, backup: &Backup) -> Result<bool, Failure> {
        let Some(manifest) = &backup.manifest else { return Ok(true) };
        let (log, texts) = self.ledger.read(|r| Ok::<_, LedgerError>((r.log_head()?, r.text_head()?)))?;
        Ok((log.seq, log.hash, texts) != (manifest.log.seq, manifest.log.hash, manifest.texts))
    }

    /// The first entry's time: nothing is late in a newsroom that has only begun.
    fn begun_at(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        let log = self.ledger.read(|reader| reader.log(None, Some(2), 1))?;
        Ok(log.first().map(|entry| entry.at))
    }

    fn house_changed_since(&self, backup: &Backup) -> bool {
        let Some(manifest) = &backup.manifest else { return true };
        let hashed =
            |name: &str| (name.to_owned(), copying::hash(&self.folder().join(name)).ok().map(|(_, hash)| hash));
        let mut files = vec![hashed(RULES)];
        files.extend(Some(hashed(WORDS)).filter(|(_, hash)| hash.is_some()));
        hashes(self.house.folder(), HOUSE, &mut files);
        let kept = |path: &str| manifest.files.iter().find(|kept| kept.path == path).map(|kept| kept.hash);
        let count = manifest.files.iter().filter(|kept| kept.path != DATABASE).count();
        count != files.len() || files.iter().any(|(path, hash)| kept(path) != *hash)
    }
}

/// What cannot be read is a change, which the backup then names.
fn hashes(folder: &Path, below: &str, files: &mut Vec<(String, Option<Hash>)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => hashes(&entry.path(), &path, files),
            Ok(kind) if kind.is_file() => files.push((path, copying::hash(&entry.path()).ok().map(|(_, hash)| hash))),
            _ => {}
        }
    }
}
