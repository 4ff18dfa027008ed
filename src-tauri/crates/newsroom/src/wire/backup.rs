//! Backups: what there is, what will happen, what came back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::keep::Backup;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupList {
    /// Where they stand.
    pub folder: String,
    /// Newest first.
    pub backups: Vec<BackupLine>,
    pub last_at: Option<DateTime<Utc>>,
    /// Something changed, and the last one is older than the house allows.
    pub late: bool,
    /// Why the last one was not made, or why the newsroom is shut.
    pub trouble: Option<String>,
    /// When they are made and how long they are kept, in a sentence.
    pub keeps: String,
    /// Whoever asks may put one back.
    pub may_restore: bool,
    /// It can take the newsroom's place from here: a window can, a served newsroom cannot.
    pub in_place: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupLine {
    pub name: String,
    pub made_at: Option<DateTime<Utc>>,
    /// "by the clock", "by hand"
    pub made: String,
    pub entries: u32,
    pub articles: u32,
    pub pictures: u32,
    /// Of everything in it, pictures included, which all backups share.
    pub bytes: f64,
    /// Why it cannot be used.
    pub trouble: Option<String>,
    /// What could not be copied into it.
    pub remarks: Vec<String>,
}

impl BackupLine {
    pub(crate) fn of(backup: Backup) -> Self {
        let Backup { name, manifest, trouble, .. } = backup;
        let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        match manifest {
            None => Self {
                name,
                made_at: None,
                made: String::new(),
                entries: 0,
                articles: 0,
                pictures: 0,
                bytes: 0.0,
                trouble,
                remarks: Vec::new(),
            },
            Some(manifest) => Self {
                name,
                made_at: Some(manifest.made_at),
                made: manifest.made.clone(),
                entries: count(manifest.counts.entries),
                articles: count(manifest.counts.articles),
                pictures: count(manifest.counts.pictures),
                bytes: manifest.bytes() as f64,
                trouble,
                remarks: manifest.troubles,
            },
        }
    }
}

/// Which backup, and where it goes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RestoreArgs {
    /// By name; the newest that can be used when absent.
    pub backup: Option<String>,
    /// With everything that can be read of the database as it stands, on top.
    pub since: bool,
    /// In the newsroom's place; else in a new folder beside it.
    pub in_place: bool,
}

/// What will happen, one sentence each.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupPlan {
    pub steps: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RestoredView {
    pub folder: String,
    /// Where what stood there is kept.
    pub aside: Option<String>,
    pub came_back: Vec<String>,
    pub lost: Vec<String>,
}
