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
    /// Articles that wait for the person who asks.
    pub needs_you: u32,
    /// Open articles, as the rail shows it.
    pub open: u32,
    pub broken: u32,
    pub house: Vec<HouseProblem>,
    /// Files in submissions/ that could not be read.
    pub unreadable: u32,
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
