//! What a backup says of itself, written last: a folder without one is no backup.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Component, Path};

use chrono::{DateTime, Utc};
use desk::ids::Hash;
use serde::{Deserialize, Serialize};

use super::{DATABASE, HOUSE, MANIFEST, RULES, WORDS};

/// The manifest's own form; raised when a reader must know more.
pub const FORM: u32 = 1;
/// No newsroom's house has so many files that a manifest is longer.
const LONGEST: u64 = 32 << 20;

/// A backup, as it was when it was made and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub form: u32,
    /// The program's version.
    pub galley: String,
    pub newsroom: String,
    pub made_at: DateTime<Utc>,
    /// "by the clock", "by hand".
    pub made: String,
    /// The last entry of the log.
    pub log: LogEnd,
    /// The last update of a text.
    pub texts: i64,
    /// Form of the database.
    pub database: i64,
    pub counts: Counts,
    pub files: Vec<Kept>,
    /// What could not be copied, one sentence each.
    pub troubles: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEnd {
    pub seq: i64,
    pub hash: Hash,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub entries: u64,
    pub articles: u64,
    pub versions: u64,
    pub texts: u64,
    pub pictures: u64,
    /// Of all pictures' originals.
    pub picture_bytes: u64,
}

/// A file of the backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Below the backup's folder, with slashes.
    pub path: String,
    pub bytes: u64,
    pub hash: Hash,
}

impl Manifest {
    /// Reads it; the sentence says why this is no backup that can be used.
    pub fn read(backup: &Path) -> Result<Self, String> {
        let path = backup.join(MANIFEST);
        let real = fs::symlink_metadata(&path).is_ok_and(|there| there.is_file());
        let file = File::open(&path).ok().filter(|_| real).ok_or("It has no manifest.")?;
        let mut text = String::new();
        file.take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|error| format!("Its manifest cannot be read: {error}."))?;
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| format!("Its manifest cannot be read: {error}."))?;
        if manifest.form > FORM {
            return Err("It was made by a newer Galley: put it back with that program.".into());
        }
        if let Some(kept) = manifest.files.iter().find(|kept| !is_ours(&kept.path)) {
            return Err(format!("Its manifest names “{}”, which is no file of a backup.", kept.path));
        }
        if !manifest.files.iter().any(|kept| kept.path == DATABASE) {
            return Err("Its manifest names no database.".into());
        }
        Ok(manifest)
    }

    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|kept| kept.bytes).sum::<u64>() + self.counts.picture_bytes
    }
}

/// A path that a backup has: nothing that leads out of it.
fn is_ours(path: &str) -> bool {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let first = path.split('/').next().unwrap_or_default();
    let whole = [DATABASE, RULES, WORDS].contains(&path);
    plain && !path.contains(['\\', '\0']) && (whole || (first == HOUSE && path != HOUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_a_backup() {
        for path in ["desk.sqlite3", "desk.toml", "words.txt", "house/house.toml", "house/templates/a.html"] {
            assert!(is_ours(path), "{path}");
        }
        for path in ["", "/etc/passwd", "house/../../x", "../desk.toml", "site/index.html", "house", "house\\..\\x"] {
            assert!(!is_ours(path), "{path}");
        }
    }
}
