//! Making a backup: to a draft, synced, checked after it was written, and named in whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use desk::ids::Hash;
use ledger::{Examined, Media};

use super::backups::{Backup, Backups};
use super::copying::{self, cannot_write, is_file, is_folder};
use super::lock::Lock;
use super::manifest::{Counts, FORM, Kept, LogEnd, Manifest};
use super::{DATABASE, HOUSE, MANIFEST, MEDIA, RULES, WORDS, name_of};
use crate::files::sync_folder;
use crate::media;
use crate::news::{About, News};
use crate::room::Newsroom;
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};

/// How long one made by hand waits for another that is being made.
const PATIENCE: Duration = Duration::from_secs(120);

impl Newsroom {
    /// Makes a backup now, into the newsroom's own folder of them or another, and thins those there are by the house's rules.
    pub fn back_up(&self, to: Option<&Path>) -> Result<Backup, Failure> {
        let backups = to.map_or_else(|| Backups::of(self.folder()), Backups::at);
        let made = self.make_backup(&backups, "by hand", PATIENCE)?;
        made.ok_or_else(|| {
            Failure::failed(format!(
                "Another process has been making a backup in {} for {} seconds: try again when it is done.",
                backups.root().display(),
                PATIENCE.as_secs()
            ))
        })
    }

    /// `None`: another process is making one.
    pub(crate) fn make_backup(
        &self,
        backups: &Backups,
        made: &str,
        patience: Duration,
    ) -> Result<Option<Backup>, Failure> {
        let fault = |error: &io::Error| cannot_write(backups.root(), error);
        fs::create_dir_all(backups.root()).map_err(|error| fault(&error))?;
        let Some(_lock) = Lock::alone(backups.root(), patience).map_err(|error| fault(&error))? else {
            return Ok(None);
        };
        sweep_drafts(backups.root()).map_err(|error| fault(&error))?;
        self.write_texts()?;
        let now = self.now();
        let name = free_name(backups.root(), now);
        let draft = backups.root().join(format!(".{name}.part"));
        let written = self.fill_backup(backups, &draft, made, now).and_then(|()| {
            fs::rename(&draft, backups.root().join(&name)).map_err(|error| fault(&error))?;
            sync_folder(backups.root()).map_err(|error| fault(&error))
        });
        if written.is_err() {
            // Half a backup is none; what cannot be taken away now is swept before the next.
            let _ = fs::remove_dir_all(&draft);
        }
        written?;
        self.thin(backups, now);
        self.announce(News { topics: vec![Topic::Status], about: About::TheDesk });
        Ok(Some(Backup::at(&backups.root().join(name))))
    }

    fn fill_backup(&self, backups: &Backups, draft: &Path, made: &str, now: DateTime<Utc>) -> Result<(), Failure> {
        fs::create_dir(draft).map_err(|error| cannot_write(draft, &error))?;
        let (mut files, mut troubles) = (Vec::new(), Vec::new());
        let database = draft.join(DATABASE);
        self.ledger.backup_to(&database)?;
        let mut examined = ledger::examine(&database)?;
        if examined.report.only_search_is_wrong() {
            tracing::warn!(faults = examined.report.faults.len(), "the search is made anew before a backup");
            self.ledger.reindex()?;
            fs::remove_file(&database).map_err(|error| cannot_write(&database, &error))?;
            self.ledger.backup_to(&database)?;
            examined = ledger::examine(&database)?;
        }
        if let Some(fault) = examined.report.faults.first() {
            return Err(Failure::new(
                Code::Damaged,
                format!(
                    "No backup was made, because the database it would be of is not sound: {} Run `galley verify`.",
                    fault.sentence
                ),
            ));
        }
        let (bytes, hash) =
            copying::hash(&database).map_err(|error| copying::cannot_read(&database, &error.to_string()))?;
        files.push(Kept { path: DATABASE.into(), bytes, hash });
        let rules = self.folder().join(RULES);
        if is_file(&rules) {
            let (bytes, hash) = copying::file(&rules, &draft.join(RULES))?;
            files.push(Kept { path: RULES.into(), bytes, hash });
        } else {
            troubles.push("There was no desk.toml to copy.".into());
        }
        let words = self.folder().join(WORDS);
        if is_file(&words) {
            let (bytes, hash) = copying::file(&words, &draft.join(WORDS))?;
            files.push(Kept { path: WORDS.into(), bytes, hash });
        }
        if is_folder(self.house.folder()) {
            copying::tree(self.house.folder(), &draft.join(HOUSE), HOUSE, &mut files, &mut troubles)?;
        } else {
            troubles.push("There was no house/ to copy.".into());
        }
        let picture_bytes =
            keep_pictures(&self.folder().join(MEDIA), &backups.media(), &examined.pictures, &mut troubles)?;
        let manifest = self.manifest(&examined, made, now, (files, troubles), picture_bytes);
        write_manifest(draft, &manifest)
    }

    fn manifest(
        &self,
        examined: &Examined,
        made: &str,
        made_at: DateTime<Utc>,
        (files, troubles): (Vec<Kept>, Vec<String>),
        picture_bytes: u64,
    ) -> Manifest {
        let report = &examined.report;
        Manifest {
            form: FORM,
            galley: env!("CARGO_PKG_VERSION").into(),
            newsroom: self.rules().rules.name.clone(),
            made_at,
            made: made.into(),
            log: LogEnd { seq: examined.head.seq, hash: examined.head.hash },
            texts: examined.texts,
            database: examined.form,
            counts: Counts {
                entries: report.entries,
                articles: report.articles,
                versions: report.versions,
                texts: report.texts,
                pictures: report.pictures,
                picture_bytes,
            },
            files,
            troubles,
        }
    }

    /// Takes away what the house's rules no longer keep. Only whole backups go, and never the newest.
    fn thin(&self, backups: &Backups, now: DateTime<Utc>) {
        let sound: Vec<(Backup, DateTime<Utc>)> =
            backups.list().into_iter().filter_map(|backup| backup.made_at().map(|made_at| (backup, made_at))).collect();
        let times: Vec<DateTime<Utc>> = sound.iter().map(|(_, at)| *at).collect();
        for at in self.rules().rules.backup.spare(&times, now) {
            if let Err(error) = forget(&sound[at].0) {
                tracing::warn!(%error, backup = sound[at].0.name, "an old backup cannot be taken away");
            }
        }
    }
}

/// Its name goes first, so that it is never half a backup.
fn forget(backup: &Backup) -> io::Result<()> {
    let going = backup.folder.with_file_name(format!(".{}.part", backup.name));
    fs::rename(&backup.folder, &going)?;
    fs::remove_dir_all(going)
}

fn write_manifest(draft: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let path = draft.join(MANIFEST);
    let text = serde_json::to_string_pretty(manifest).expect("numbers and words have a JSON form");
    let written =
        fs::write(&path, text).and_then(|()| fs::File::open(&path)?.sync_all()).and_then(|()| sync_folder(draft));
    written.map_err(|error| cannot_write(&path, &error))?;
    match Manifest::read(draft) {
        Ok(read) if read == *manifest => Ok(()),
        _ => Err(copying::cannot_read(&path, "what was written is not what was meant")),
    }
}

/// Takes every picture into the one folder for all backups, each once; the bytes of the originals.
fn keep_pictures(from: &Path, pool: &Path, pictures: &[Media], troubles: &mut Vec<String>) -> Result<u64, Failure> {
    let mut total = 0;
    for picture in pictures {
        let (original, made) = media::names(picture);
        let to = pool.join(&original);
        let there = is_file(&to) && fs::metadata(&to).is_ok_and(|there| there.len() == u64::from(picture.bytes));
        if !there {
            let source = from.join(&original);
            if !(is_file(&source) && copying::hash(&source).is_ok_and(|(_, hash)| hash == picture.hash)) {
                troubles.push(format!(
                    "The picture {} is not in media/ as it came, and is not in the backup.",
                    picture.hash
                ));
                continue;
            }
            copying::link(&source, &to)?;
            as_it_came(&to, picture.hash)?;
        }
        total += u64::from(picture.bytes);
        for name in made {
            let (source, to) = (from.join(&name), pool.join(&name));
            // One that is missing is made again from the original.
            if !is_file(&to) && is_file(&source) {
                copying::link(&source, &to)?;
            }
        }
    }
    for folder in [pool.to_owned(), pool.join("made")] {
        if folder.exists() {
            sync_folder(&folder).map_err(|error| cannot_write(&folder, &error))?;
        }
    }
    Ok(total)
}

fn as_it_came(path: &Path, hash: Hash) -> Result<(), Failure> {
    match copying::hash(path) {
        Ok((_, found)) if found == hash => Ok(()),
        _ => Err(copying::cannot_read(path, "what was written is not what was read")),
    }
}

fn free_name(root: &Path, now: DateTime<Utc>) -> String {
    let name = name_of(now);
    let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}-{n}")));
    names.find(|name| !root.join(name).exists()).unwrap_or(name)
}

/// Drafts of killed processes: whoever holds the folder alone makes the only living one.
fn sweep_drafts(root: &Path) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_draft =
            name.strip_prefix('.').and_then(|name| name.strip_suffix(".part")).is_some_and(super::backups::is_name);
        if is_draft && entry.file_type()?.is_dir() {
            fs::remove_dir_all(PathBuf::from(root).join(name))?;
        }
    }
    Ok(())
}
