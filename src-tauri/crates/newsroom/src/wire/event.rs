//! What changed: the interface asks again for what it shows.

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "topic")]
pub enum Topic {
    /// Any line of the queue.
    Queue,
    Article {
        id: ArticleId,
    },
    /// The open manuscript moved on to this step.
    Text {
        id: ArticleId,
        step: u32,
    },
    /// Everything up to this step is on disk.
    Saved {
        id: ArticleId,
        step: u32,
        at: DateTime<Utc>,
    },
    /// Somebody came to a text, or is elsewhere in it.
    Here {
        id: ArticleId,
    },
    People,
    Rules,
    /// The house folder was read again: every galley shows its age.
    House,
    /// The status line.
    Status,
    /// Something went out, or came back in.
    Site,
}
