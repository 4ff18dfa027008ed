//! What will stand in a newsroom's place, made ready beside it: the database of a backup, with what can still be read of the
//! one that is there when that is asked for, and the rules, the house and the pictures that belong to it.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use desk::Fact;
use desk::ids::ArticleId;
use ledger::{Ledger, Media, Salvaged, Who};
use press::House;

use super::backups::{Backup, Backups};
use super::copying::{self, cannot_write, is_file};
use super::restore::{Which, Wish};
use super::{DATABASE, HOUSE, MEDIA, RULES, WORDS, shown};
use crate::files::Files;
use crate::media::{self, MediaFolder};
use crate::wire::failure::{Code, Failure};

/// A newsroom made ready.
#[derive(Clone, Debug, Default)]
pub struct Staged {
    pub backup: Option<Backup>,
    /// Articles of which something came back that the backup did not have.
    pub articles: Vec<ArticleId>,
    pub came_back: Vec<String>,
    pub lost: Vec<String>,
}

/// Fills `stage`, an empty folder. `alone`: it will be a newsroom by itself, so that everything must be in it.
pub fn stage(
    newsroom: &Path,
    stage: &Path,
    wish: &Wish<'_>,
    alone: bool,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<Staged, Failure> {
    let mut staged = Staged::default();
    let there = is_file(&newsroom.join(DATABASE));
    let backup = choose(newsroom, stage, wish, &mut staged)?;
    if backup.is_none() && !(wish.since && there) {
        return Err(Failure::not_found(format!(
            "There is no backup of {} that can be used, and nothing was changed.{}",
            newsroom.display(),
            staged.lost.iter().map(|lost| format!(" {lost}")).collect::<String>()
        )));
    }
    rules_and_house(newsroom, stage, wish, alone, backup.as_ref(), &mut staged)?;
    let database = stage.join(DATABASE);
    let ledger = if backup.is_some() { Ledger::open(&database)? } else { Ledger::create(&database)? };
    if let Some(Some(manifest)) = backup.as_ref().map(|backup| &backup.manifest) {
        staged.came_back.push(format!(
            "The backup of {}: {} entries of the log, {} articles, {} pictures.",
            shown(manifest.made_at),
            manifest.counts.entries,
            manifest.counts.articles,
            manifest.counts.pictures
        ));
    }
    if wish.since && there {
        since(&newsroom.join(DATABASE), stage, &ledger, &mut staged)?;
    }
    record(&ledger, backup.as_ref(), &staged, who, now)?;
    let known: Vec<String> = staged.lost.clone();
    for fault in ledger.verify()?.faults {
        // A version that cannot be read was named already.
        if !known.iter().any(|lost| {
            fault.article.is_some() && fault.sentence.contains("its version") && lost.contains("The version")
        }) {
            staged.lost.push(fault.sentence);
        }
    }
    pictures(newsroom, stage, alone, backup.as_ref(), &ledger.read(|reader| reader.all_media())?, &mut staged)?;
    staged.backup = backup;
    Ok(staged)
}

/// Lays the backup's database out in the stage: the one that was named, or the newest that is what its manifest says.
fn choose(newsroom: &Path, stage: &Path, wish: &Wish<'_>, staged: &mut Staged) -> Result<Option<Backup>, Failure> {
    let backups = Backups::of(newsroom);
    match wish.which {
        Which::Named(name) => {
            let backup = backups.find(name)?;
            // Whoever names a backup means all of it.
            let whole = [RULES, WORDS, HOUSE, DATABASE].into_iter().try_for_each(|part| lay_out(&backup, stage, part));
            whole.map_err(|why| {
                Failure::failed(format!("The backup {} cannot be used, and nothing was changed: {why}", backup.name))
            })?;
            Ok(Some(backup))
        }
        Which::Newest => {
            for backup in backups.list() {
                match lay_out(&backup, stage, DATABASE) {
                    Ok(()) => return Ok(Some(backup)),
                    Err(why) => staged.lost.push(format!("The backup {} was passed over: {why}", backup.name)),
                }
            }
            Ok(None)
        }
    }
}

/// Copies one file of a backup, or a folder of it, and compares it with what the manifest says.
fn lay_out(backup: &Backup, stage: &Path, part: &str) -> Result<(), String> {
    let Some(manifest) = &backup.manifest else { return Err(backup.trouble.clone().unwrap_or_default()) };
    let below = format!("{part}/");
    for kept in manifest.files.iter().filter(|kept| kept.path == part || kept.path.starts_with(&below)) {
        let copied = copying::file(&backup.folder.join(&kept.path), &stage.join(&kept.path));
        let (_, hash) = copied.map_err(|failure| failure.message)?;
        if hash != kept.hash {
            return Err(format!("{} in it is not what was written.", kept.path));
        }
    }
    Ok(())
}

/// With what was written since, the rules and the house stay as they stand, when they are sound; else they are the backup's.
fn rules_and_house(
    newsroom: &Path,
    stage: &Path,
    wish: &Wish<'_>,
    alone: bool,
    backup: Option<&Backup>,
    staged: &mut Staged,
) -> Result<(), Failure> {
    let sound = [
        (RULES, crate::rules::read(newsroom).is_ok()),
        (WORDS, is_file(&newsroom.join(WORDS))),
        (HOUSE, House::load(&newsroom.join(HOUSE)).is_ok()),
    ];
    for (part, sound) in sound {
        match backup {
            Some(backup) if !(wish.since && sound) => {
                if let Err(why) = lay_out(backup, stage, part) {
                    // Half of it is worse than what stands there.
                    let half = stage.join(part);
                    let _ = if half.is_dir() { fs::remove_dir_all(&half) } else { fs::remove_file(&half) };
                    staged.lost.push(format!("{part} is not brought back: {why}"));
                }
            }
            _ if alone && (sound || part != WORDS) => {
                let (from, to) = (newsroom.join(part), stage.join(part));
                if part != HOUSE {
                    copying::file(&from, &to)?;
                } else {
                    copying::tree(&from, &to, part, &mut Vec::new(), &mut staged.lost)?;
                }
            }
            // It stays where it is.
            _ => {}
        }
    }
    Ok(())
}

/// Everything that can be read of the database that is there, on top of the backup.
fn since(damaged: &Path, stage: &Path, ledger: &Ledger, staged: &mut Staged) -> Result<(), Failure> {
    let scratch = stage.join(".scratch");
    fs::create_dir_all(&scratch).map_err(|error| cannot_write(&scratch, &error))?;
    let read = ledger::salvage(damaged, &scratch, ledger);
    fs::remove_dir_all(&scratch).map_err(|error| cannot_write(&scratch, &error))?;
    match read.map_err(Failure::from) {
        Ok(found) => {
            staged.came_back.extend(told(&found));
            staged.lost.extend(found.lost);
            staged.articles = found.articles.into_iter().collect();
            Ok(())
        }
        Err(failure) if failure.code == Code::Damaged => {
            staged
                .lost
                .push("Nothing can be read of the database as it stands; what was written since is not there.".into());
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

fn told(found: &Salvaged) -> Vec<String> {
    let entries = found.upto - found.from;
    let mut told = Vec::new();
    if entries > 0 {
        told.push(format!(
            "{entries} entries of the log that were written since, {} versions with them.",
            found.versions
        ));
    }
    if found.texts > 0 {
        told.push(format!("What was typed since in {} articles.", found.texts));
    }
    if found.pictures > 0 {
        told.push(format!("{} pictures that came since.", found.pictures));
    }
    if told.is_empty() {
        told.push("Nothing was written since that could be read.".into());
    }
    told
}

fn record(
    ledger: &Ledger,
    backup: Option<&Backup>,
    staged: &Staged,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let from = backup
        .and_then(Backup::made_at)
        .map_or_else(|| "from the damaged database alone".to_owned(), |at| format!("from the backup of {}", shown(at)));
    let lost = match staged.lost.len() {
        0 => String::new(),
        1 => "; one thing did not come back".into(),
        n => format!("; {n} things did not come back"),
    };
    let fact = Fact::Restored {
        backup: backup.map(|backup| backup.name.clone()).unwrap_or_default(),
        summary: format!("{from}{lost}"),
    };
    ledger
        .transact(who, now, |tx| tx.record(None, &[fact]))
        .map(|_| ())
        .map_err(|error: ledger::LedgerError| error.into())
}

/// Pictures that are not where they will be needed: from the backups, from the newsroom, or made again from their original.
fn pictures(
    newsroom: &Path,
    stage: &Path,
    alone: bool,
    backup: Option<&Backup>,
    pictures: &[Media],
    staged: &mut Staged,
) -> Result<(), Failure> {
    let here = newsroom.join(MEDIA);
    let pool = backup.map_or_else(|| Backups::of(newsroom).media(), Backup::media);
    let to = stage.join(MEDIA);
    for picture in pictures {
        let (original, made) = media::names(picture);
        let sound = |folder: &Path| {
            let path = folder.join(&original);
            is_file(&path) && copying::hash(&path).is_ok_and(|(_, hash)| hash == picture.hash)
        };
        let in_place = sound(&here);
        let Some(from) = [&here, &pool].into_iter().find(|folder| sound(folder)) else {
            staged.lost.push(format!("The picture {} ({}) is nowhere as it came.", picture.name, picture.hash));
            continue;
        };
        if alone || !in_place {
            copying::link(&from.join(&original), &to.join(&original))?;
        }
        let mut missing = false;
        for name in &made {
            let in_place = is_file(&here.join(name));
            match [&here, &pool].into_iter().find(|folder| is_file(&folder.join(name))) {
                Some(from) if alone || !in_place => copying::link(&from.join(name), &to.join(name))?,
                Some(_) => {}
                None => missing = true,
            }
        }
        if missing && let Some(bytes) = Files::at(from.as_path()).read(&original) {
            let prepared = media::prepare(&bytes).map_err(|error| Failure::failed(error.to_string()))?;
            MediaFolder::at(to.clone()).keep(&prepared).map_err(|error| Failure::failed(error.to_string()))?;
        }
    }
    Ok(())
}
