//! Putting one state in the place of another, so that a process killed on any line leaves the old or the new: until the order
//! is written there is the old one; once it is, whoever opens the newsroom next carries it out to the end.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};

use super::copying::{self, cannot_read, cannot_write, is_file, is_folder};
use super::lock::Lock;
use super::{ASIDE, DATABASE};
use crate::files::sync_folder;
use crate::room::Newsroom;
use crate::wire::failure::Failure;

const ORDER: &str = ".restore.json";
/// Where the new state is made ready.
pub const STAGE: &str = ".restore.part";
/// How long whoever opens a newsroom waits for a restore to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The folder in `aside/` for what is replaced.
    pub aside: String,
    pub phase: Phase,
    /// What moves, as paths below the newsroom's folder.
    pub names: Vec<String>,
    /// Articles to be counted anew.
    pub articles: Vec<ArticleId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// What is there moves aside.
    Out,
    /// What is ready moves in.
    In,
    /// The site is written anew.
    Site,
}

/// Gives the order and carries it out as far as the files go. The caller holds the newsroom alone.
pub fn swap(newsroom: &Path, stage: &Path, aside: String, articles: Vec<ArticleId>) -> Result<PathBuf, Failure> {
    let mut names = Vec::new();
    gather(stage, "", &mut names).map_err(|error| cannot_read(stage, &error.to_string()))?;
    // What belongs to the old database and would be taken for the new one's.
    for ending in ["-wal", "-shm", "-journal"] {
        names.push(format!("{DATABASE}{ending}"));
    }
    names.push(ledger::MARK.to_owned());
    names.sort();
    names.dedup();
    sync_tree(stage).map_err(|error| cannot_write(stage, &error))?;
    let order = Order { aside, phase: Phase::Out, names, articles };
    write(newsroom, &order)?;
    carry_out(newsroom, order)
}

/// Carries out what a killed process left. Called by whoever opens the newsroom, before anything else.
pub fn finish(newsroom: &Path) -> Result<(), Failure> {
    let Some(order) = read(newsroom)? else { return Ok(()) };
    if order.phase == Phase::Site {
        return Ok(());
    }
    let lock = Lock::alone(newsroom, PATIENCE).map_err(|error| cannot_read(newsroom, &error.to_string()))?;
    let Some(_lock) = lock else { return Err(under_way(newsroom)) };
    // Somebody else may have been faster.
    match read(newsroom)? {
        Some(order) if order.phase != Phase::Site => carry_out(newsroom, order).map(|_| ()),
        _ => Ok(()),
    }
}

/// Writes the site anew and counts what came back: the last part of an order, for the open newsroom. What stands in the way
/// is a sentence, and is tried again when the newsroom is opened the next time.
pub fn finish_site(room: &Newsroom) -> Result<(), Failure> {
    let Some(order) = read(room.folder())? else { return Ok(()) };
    room.count_anew(&order.articles)?;
    keep_site(room, &order)?;
    room.build(None)?;
    let path = room.folder().join(ORDER);
    match fs::remove_file(&path) {
        Ok(()) => Ok(()),
        // Another process that opened the newsroom was faster.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(cannot_write(&path, &error)),
    }
}

/// Says to every other program that the newsroom is open, as long as the value lives. A folder that cannot be locked (there is
/// none, or its file system knows no locks) is opened as it is.
pub fn opened(newsroom: &Path) -> Result<Option<Lock>, Failure> {
    match Lock::share(newsroom, PATIENCE) {
        Ok(Some(lock)) => Ok(Some(lock)),
        Ok(None) => Err(under_way(newsroom)),
        Err(error) => {
            tracing::debug!(%error, "the newsroom's folder cannot be locked");
            Ok(None)
        }
    }
}

fn under_way(newsroom: &Path) -> Failure {
    Failure::failed(format!("A backup is being put back in {}: try again when that is done.", newsroom.display()))
}

fn carry_out(newsroom: &Path, mut order: Order) -> Result<PathBuf, Failure> {
    let aside = newsroom.join(ASIDE).join(&order.aside);
    let stage = newsroom.join(STAGE);
    if order.phase == Phase::Out {
        fs::create_dir_all(&aside).map_err(|error| cannot_write(&aside, &error))?;
        explain(&aside)?;
        move_all(newsroom, &aside, &order.names)?;
        order.phase = Phase::In;
        write(newsroom, &order)?;
    }
    if order.phase == Phase::In {
        move_all(&stage, newsroom, &order.names)?;
        order.phase = Phase::Site;
        write(newsroom, &order)?;
    }
    // Nothing of use is left in it; what cannot be taken away now is before the next restore.
    let _ = fs::remove_dir_all(&stage);
    Ok(aside)
}

/// Moves what is there and was not moved yet.
fn move_all(from: &Path, to: &Path, names: &[String]) -> Result<(), Failure> {
    let mut folders = vec![from.to_owned(), to.to_owned()];
    for name in names {
        let (source, target) = (from.join(name), to.join(name));
        if fs::symlink_metadata(&source).is_err() || fs::symlink_metadata(&target).is_ok() {
            continue;
        }
        let folder = target.parent().unwrap_or(to).to_owned();
        fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
        fs::rename(&source, &target).map_err(|error| cannot_write(&target, &error))?;
        folders.push(folder);
    }
    folders.sort();
    folders.dedup();
    folders.iter().try_for_each(|folder| sync_folder(folder).map_err(|error| cannot_write(folder, &error)))
}

/// The stage's files and folders; pictures one by one, since they join those that are there.
fn gather(folder: &Path, below: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let of_pictures = path == super::MEDIA || path.starts_with("media/");
        if of_pictures && entry.file_type()?.is_dir() {
            gather(&entry.path(), &path, names)?;
        } else if path != super::BACKUPS {
            names.push(path);
        }
    }
    Ok(())
}

/// The site that was there goes aside as links, while readers still have it.
fn keep_site(room: &Newsroom, order: &Order) -> Result<(), Failure> {
    let kept = room.folder().join(ASIDE).join(&order.aside).join("site");
    let site = room.folder().join("site");
    if kept.exists() || !is_folder(&site) {
        return Ok(());
    }
    let part = kept.with_file_name(".site.part");
    // What a killed process left.
    let _ = fs::remove_dir_all(&part);
    link_tree(&site, &part)?;
    fs::rename(&part, &kept).map_err(|error| cannot_write(&kept, &error))
}

fn link_tree(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(|error| cannot_write(to, &error))?;
    let entries = fs::read_dir(from).map_err(|error| cannot_read(from, &error.to_string()))?;
    for entry in entries {
        let entry = entry.map_err(|error| cannot_read(from, &error.to_string()))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if is_folder(&path) {
            link_tree(&path, &target)?;
        } else if is_file(&path) {
            copying::link(&path, &target)?;
        }
    }
    Ok(())
}

fn explain(aside: &Path) -> Result<(), Failure> {
    let path = aside.join("what-this-is.txt");
    let text = "This is what stood in the newsroom before a backup was put in its place, exactly as it was.\n\
        Nothing of Galley reads it or takes it away; delete the folder when you are sure that it is not needed.\n";
    fs::write(&path, text).map_err(|error| cannot_write(&path, &error))
}

fn read(newsroom: &Path) -> Result<Option<Order>, Failure> {
    let path = newsroom.join(ORDER);
    match fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(|error| {
            Failure::failed(format!(
                "{} cannot be read ({error}): the newsroom as it was is in {}, and what was to take its place in {}.",
                path.display(),
                newsroom.join(ASIDE).display(),
                newsroom.join(STAGE).display()
            ))
        }),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(cannot_read(&path, &error.to_string())),
    }
}

fn write(newsroom: &Path, order: &Order) -> Result<(), Failure> {
    let (path, part) = (newsroom.join(ORDER), newsroom.join(".restore.json.part"));
    let text = serde_json::to_string(order).expect("words have a JSON form");
    let written = fs::write(&part, text)
        .and_then(|()| File::open(&part)?.sync_all())
        .and_then(|()| fs::rename(&part, &path))
        .and_then(|()| sync_folder(newsroom));
    written.map_err(|error| cannot_write(&path, &error))
}

/// Everything below a folder, on disk.
pub fn sync_tree(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync_tree(&entry.path())?;
        } else if kind.is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}
