//! The status line.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::galley::HouseProblem;
use super::schedule::NextOut;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeskStatus {
    pub now: DateTime<Utc>,
    /// When the last change reached the disk; `None` when nothing was written since the start.
    pub saved_at: Option<DateTime<Utc>>,
    /// Why the last write did not reach the disk.
    pub not_saved: Option<String>,
    pub next: Option<NextOut>,
    pub clock: ClockWho,
    /// Open articles, as the rail shows it.
    pub open: u32,
    pub broken: u32,
    pub house: Vec<HouseProblem>,
    /// Files in submissions/ that could not be read.
    pub unreadable: u32,
    /// Told to those who look after the newsroom.
    pub backup: Option<BackupState>,
}

/// How the newsroom is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupState {
    pub last_at: Option<DateTime<Utc>>,
    /// Something changed, and the last one is older than the house allows.
    pub late: bool,
    /// Why the last one that was due was not made.
    pub trouble: Option<String>,
}

/// Who presses the button for the next publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum ClockWho {
    /// This process.
    ThisDesk,
    /// Another one: "agent on newsdesk-2".
    Another {
        name: String,
    },
    Nobody,
}
