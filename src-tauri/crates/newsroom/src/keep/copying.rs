//! Copies that are on disk and the same as what was read, and links where a copy would take the space twice.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use desk::ids::Hash;

use super::manifest::Kept;
use crate::files::sync_folder;
use crate::wire::failure::Failure;

const PIECE: usize = 1 << 20;

/// Copies one file, syncs it, and reads it again: its size and hash. Links are not followed.
pub fn file(from: &Path, to: &Path) -> Result<(u64, Hash), Failure> {
    if !is_file(from) {
        return Err(cannot_read(from, "it is no file"));
    }
    let copied = (|| {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let (mut source, mut target) = (File::open(from)?, File::create(to)?);
        let mut hasher = blake3::Hasher::new();
        let mut piece = vec![0; PIECE];
        loop {
            let read = source.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            target.write_all(&piece[..read])?;
        }
        target.sync_all()?;
        Ok::<_, io::Error>(Hash(*hasher.finalize().as_bytes()))
    })();
    let read = copied.map_err(|error| cannot_write(to, &error))?;
    let (bytes, written) = hash(to).map_err(|error| cannot_read(to, &error.to_string()))?;
    if written == read { Ok((bytes, written)) } else { Err(cannot_read(to, "what was written is not what was read")) }
}

/// Size and hash of a file.
pub fn hash(path: &Path) -> io::Result<(u64, Hash)> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(&mut file, &mut hasher)?;
    Ok((bytes, Hash(*hasher.finalize().as_bytes())))
}

/// Copies a folder with all below it; links are left out, and named.
pub fn tree(from: &Path, to: &Path, below: &str, kept: &mut Vec<Kept>, left: &mut Vec<String>) -> Result<(), Failure> {
    let unread = |error: io::Error| cannot_read(from, &error.to_string());
    fs::create_dir_all(to).map_err(|error| cannot_write(to, &error))?;
    let mut entries: Vec<_> = fs::read_dir(from).and_then(Iterator::collect).map_err(unread)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(unread)?;
        let Some(name) = entry.file_name().to_str().map(ToOwned::to_owned) else {
            left.push(format!("{} has a name that is no text, and is left out.", entry.path().display()));
            continue;
        };
        let path = format!("{below}/{name}");
        if kind.is_dir() {
            tree(&entry.path(), &to.join(&name), &path, kept, left)?;
        } else if kind.is_file() {
            let (bytes, hash) = file(&entry.path(), &to.join(&name))?;
            kept.push(Kept { path, bytes, hash });
        } else {
            left.push(format!("{path} is a link, and links in a newsroom are never followed: it is left out."));
        }
    }
    sync_folder(to).map_err(|error| cannot_write(to, &error))
}

/// The same file under another name; a copy where the disk has no links. There is all of it or nothing.
pub fn link(from: &Path, to: &Path) -> Result<(), Failure> {
    let part = part_of(to);
    // What a killed process left.
    let _ = fs::remove_file(&part);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    }
    if !is_file(from) {
        return Err(cannot_read(from, "it is no file"));
    }
    if fs::hard_link(from, &part).is_err() {
        file(from, &part)?;
    }
    fs::rename(&part, to).map_err(|error| cannot_write(to, &error))
}

fn part_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!(".{name}.part"))
}

/// A real file, not a link to one.
pub fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}

pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_dir())
}

pub fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::failed(format!(
        "{} cannot be written ({error}): look at its folder’s permissions and free space, and try again.",
        path.display()
    ))
}

pub fn cannot_read(path: &Path, why: &str) -> Failure {
    Failure::failed(format!("{} cannot be read ({why}): look at it, and try again.", path.display()))
}
