//! The backups there are.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::copying::is_folder;
use super::manifest::Manifest;
use super::{BACKUPS, MEDIA, copying};
use crate::wire::failure::Failure;

/// A folder of backups.
#[derive(Clone, Debug)]
pub struct Backups {
    root: PathBuf,
}

/// One backup, or a folder that is named like one and is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backup {
    pub name: String,
    pub folder: PathBuf,
    #[serde(flatten)]
    pub manifest: Option<Manifest>,
    /// Why it cannot be used.
    pub trouble: Option<String>,
}

impl Backup {
    pub fn at(folder: &Path) -> Self {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (manifest, trouble) = match Manifest::read(folder).and_then(|manifest| complete(folder, manifest)) {
            Ok(manifest) => (Some(manifest), None),
            Err(trouble) => (None, Some(trouble)),
        };
        Self { name, folder: folder.to_owned(), manifest, trouble }
    }

    pub fn made_at(&self) -> Option<DateTime<Utc>> {
        self.manifest.as_ref().map(|manifest| manifest.made_at)
    }

    /// Where its pictures stand.
    pub fn media(&self) -> PathBuf {
        self.folder.with_file_name(MEDIA)
    }
}

impl Backups {
    /// Those of a newsroom.
    pub fn of(newsroom: &Path) -> Self {
        Self { root: newsroom.join(BACKUPS) }
    }

    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn media(&self) -> PathBuf {
        self.root.join(MEDIA)
    }

    /// Newest first. Whatever else stands in the folder is somebody else's, and is passed over.
    pub fn list(&self) -> Vec<Backup> {
        let Ok(entries) = fs::read_dir(&self.root) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_name(name) && is_folder(&self.root.join(name)))
            .collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.iter().map(|name| Backup::at(&self.root.join(name))).collect()
    }

    /// The newest that says it can be used.
    pub fn newest(&self) -> Option<Backup> {
        self.list().into_iter().find(|backup| backup.manifest.is_some())
    }

    /// By its name, the beginning of its name, or the path of its folder.
    pub fn find(&self, wished: &str) -> Result<Backup, Failure> {
        let fits: Vec<Backup> =
            self.list().into_iter().filter(|backup| !wished.is_empty() && backup.name.starts_with(wished)).collect();
        // A whole name is not mistaken for the beginning of a longer one.
        if let Some(exact) = fits.iter().find(|backup| backup.name == wished) {
            return Ok(exact.clone());
        }
        match fits.as_slice() {
            [one] => return Ok(one.clone()),
            [] => {}
            several => {
                return Err(Failure::failed(format!(
                    "“{wished}” is the beginning of {} backups: write more of the name, which `galley backup --list` shows.",
                    several.len()
                )));
            }
        }
        let folder = Path::new(wished);
        if is_folder(folder) && folder.components().count() > 0 {
            let whole = folder.canonicalize().map_err(|error| copying::cannot_read(folder, &error.to_string()))?;
            return Ok(Backup::at(&whole));
        }
        Err(Failure::not_found(format!("There is no backup “{wished}”: `galley backup --list` names those there are.")))
    }
}

/// The backups of a newsroom, or in a folder of backups, whether or not its database can be read.
pub fn list(newsroom: &Path, other: Option<&Path>) -> Vec<Backup> {
    other.map_or_else(|| Backups::of(newsroom), Backups::at).list()
}

/// All its files are there, as long as they were.
fn complete(folder: &Path, manifest: Manifest) -> Result<Manifest, String> {
    for kept in &manifest.files {
        let length = fs::symlink_metadata(folder.join(&kept.path)).ok().filter(fs::Metadata::is_file).map(|m| m.len());
        match length {
            None => return Err(format!("{} is missing from it.", kept.path)),
            Some(length) if length != kept.bytes => {
                return Err(format!("{} in it has {length} bytes instead of {}.", kept.path, kept.bytes));
            }
            Some(_) => {}
        }
    }
    Ok(manifest)
}

/// "2026-11-25T14-00-00Z", and "…-2" for a second one of the same second.
pub(super) fn is_name(name: &str) -> bool {
    let (time, more) = name.split_at_checked(20).unwrap_or((name, ""));
    let shape = |c: char| if c.is_ascii_digit() { '0' } else { c };
    time.chars().map(shape).eq("0000-00-00T00-00-00Z".chars())
        && (more.is_empty()
            || more.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_known_by_its_name() {
        for name in ["2026-11-25T14-00-00Z", "2026-11-25T14-00-00Z-2"] {
            assert!(is_name(name), "{name}");
        }
        for name in
            ["desk-of-form-1.sqlite3", "media", ".2026-11-25T14-00-00Z.part", "2026-11-25T14-00-00Z-", "", "2026"]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}
