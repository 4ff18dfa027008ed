//! Putting a backup back: in a new folder, or in the newsroom's place, after what is there was set aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use desk::people::Actor;
use ledger::{Way, Who};
use serde::Serialize;

use super::copying::{cannot_read, cannot_write};
use super::lock::Lock;
use super::stage::{Staged, stage};
use super::{ASIDE, name_of, swap};
use crate::begin::private_folder;
use crate::files::sync_folder;
use crate::room::{Newsroom, os_user};
use crate::wire::failure::Failure;

/// How long a restore waits for programs that are just closing the newsroom.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// The newest that is what its manifest says.
    Newest,
    /// By name, the beginning of one, or the path of its folder.
    Named(&'a str),
}

/// What is to be put back, and where.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    pub which: Which<'a>,
    /// With everything that can be read of the database as it stands, on top.
    pub since: bool,
    /// A new folder; the newsroom's own place when absent.
    pub to: Option<&'a Path>,
}

/// What came back, and what did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The backup's name; `None` when there was none to use.
    pub backup: Option<String>,
    pub made_at: Option<DateTime<Utc>>,
    pub folder: PathBuf,
    /// Where what stood there is kept.
    pub aside: Option<PathBuf>,
    pub came_back: Vec<String>,
    pub lost: Vec<String>,
}

/// Puts a backup back. Refused, with nothing changed, while any program has the newsroom open; a process killed on any line
/// leaves the old state or the new, which the next one that opens the newsroom completes.
pub fn restore(newsroom: &Path, way: Way, wish: &Wish<'_>) -> Result<Restored, Failure> {
    let newsroom = newsroom.canonicalize().map_err(|_| no_newsroom(newsroom))?;
    let who = Who { actor: Actor::Desk, os_user: os_user(), way };
    match wish.to {
        Some(to) => into_new(&newsroom, to, way, wish, &who),
        None => in_place(&newsroom, way, wish, &who),
    }
}

fn in_place(newsroom: &Path, way: Way, wish: &Wish<'_>, who: &Who) -> Result<Restored, Failure> {
    swap::finish(newsroom)?;
    let now = Utc::now();
    let lock = alone(newsroom)?;
    let ready = newsroom.join(swap::STAGE);
    let staged = empty(&ready).and_then(|()| stage(newsroom, &ready, wish, false, who, now));
    if staged.is_err() {
        // Nothing was changed; what was made ready is worth nothing.
        let _ = fs::remove_dir_all(&ready);
    }
    let staged = staged?;
    let aside = swap::swap(newsroom, &ready, free_name(newsroom, now), staged.articles.clone())?;
    drop(lock);
    let mut restored = told(staged, newsroom, Some(aside));
    // Opening it writes the site anew.
    let room = Newsroom::open(newsroom, way)?;
    if let Err(failure) = swap::finish_site(&room) {
        restored.lost.push(format!("The site is not written anew yet: {}", failure.message));
    }
    Ok(restored)
}

fn into_new(newsroom: &Path, to: &Path, way: Way, wish: &Wish<'_>, who: &Who) -> Result<Restored, Failure> {
    if to.exists() && !fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none()) {
        return Err(Failure::failed(format!("{} is not empty: name a new folder for the backup.", to.display())));
    }
    // What is copied of a database that somebody writes meanwhile would be no moment of it.
    let _lock = if wish.since { Some(alone(newsroom)?) } else { None };
    let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let above = to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(|error| cannot_write(above, &error))?;
    let part = above.join(format!(".{name}.restore.part"));
    let restored = fill(newsroom, &part, to, way, wish, who);
    if restored.is_err() {
        // Nothing of a newsroom that could not be made is worth keeping.
        let _ = fs::remove_dir_all(&part);
    }
    restored
}

fn fill(newsroom: &Path, part: &Path, to: &Path, way: Way, wish: &Wish<'_>, who: &Who) -> Result<Restored, Failure> {
    empty(part)?;
    let staged = stage(newsroom, part, wish, true, who, Utc::now())?;
    for name in ["house", "media", "submissions", "site", "backups"] {
        let folder = part.join(name);
        fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    }
    let articles = staged.articles.clone();
    let mut restored = told(staged, to, None);
    {
        let room = Newsroom::open(part, way)?;
        room.count_anew(&articles)?;
        if let Err(failure) = room.build(None) {
            restored.lost.push(format!("The site is not written yet: {}", failure.message));
        }
    }
    let moved = swap::sync_tree(part).and_then(|()| fs::rename(part, to));
    moved.map_err(|error| cannot_write(to, &error))?;
    if let Some(above) = to.parent().filter(|above| !above.as_os_str().is_empty()) {
        sync_folder(above).map_err(|error| cannot_write(above, &error))?;
    }
    Ok(restored)
}

fn told(staged: Staged, folder: &Path, aside: Option<PathBuf>) -> Restored {
    Restored {
        made_at: staged.backup.as_ref().and_then(super::Backup::made_at),
        backup: staged.backup.map(|backup| backup.name),
        folder: folder.to_owned(),
        aside,
        came_back: staged.came_back,
        lost: staged.lost,
    }
}

fn alone(newsroom: &Path) -> Result<Lock, Failure> {
    let lock = Lock::alone(newsroom, PATIENCE).map_err(|error| cannot_read(newsroom, &error.to_string()))?;
    lock.ok_or_else(|| {
        Failure::failed(format!(
            "{} is open in another program, and nothing was changed: close its windows, its agent and its server, and try again.",
            newsroom.display()
        ))
    })
}

/// A fresh folder; what a killed process left in it is of no use.
fn empty(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    }
    private_folder(folder).map_err(|error| cannot_write(folder, &error))
}

fn free_name(newsroom: &Path, now: DateTime<Utc>) -> String {
    let name = name_of(now);
    let mut names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}-{n}")));
    names.find(|name| !newsroom.join(ASIDE).join(name).exists()).unwrap_or(name)
}

fn no_newsroom(folder: &Path) -> Failure {
    Failure::failed(format!(
        "There is no folder {}: name the newsroom’s folder, damaged or not, with its backups in it.",
        folder.display()
    ))
}
