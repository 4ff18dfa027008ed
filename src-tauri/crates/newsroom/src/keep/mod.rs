//! Keeping the newsroom: backups of it, by hand and by the clock, checked after they are written; putting one back; and what
//! can be done with a newsroom whose database is damaged.
//!
//! A backup is a folder in `backups/` that is there whole or not at all: the database of one moment, `desk.toml`,
//! `words.txt`, `house/` and a manifest. Pictures stand once for all of them in `backups/media/`, as links to the newsroom's own where the disk can.

mod answers;
mod backups;
mod by_clock;
mod check;
mod copying;
mod lock;
mod make;
mod manifest;
mod plan;
mod restore;
mod shut;
mod stage;
mod swap;

pub use backups::{Backup, list};
pub use lock::Lock;
pub use manifest::Manifest;
pub use restore::{Restored, Which, Wish, restore};
pub use shut::{answer_shut, closes};

pub(crate) use backups::Backups;
pub(crate) use by_clock::Keeping;
pub(crate) use check::check;
pub(crate) use swap::{finish, finish_site, opened};

use chrono::{DateTime, Utc};

/// Where backups stand in a newsroom.
const BACKUPS: &str = "backups";
/// Where what was replaced is kept, each time in a folder of its own.
const ASIDE: &str = "aside";
const DATABASE: &str = "desk.sqlite3";
const RULES: &str = "desk.toml";
const WORDS: &str = crate::words::WORDS;
const HOUSE: &str = "house";
const MEDIA: &str = "media";
const MANIFEST: &str = "manifest.json";

/// A time as a folder's name, which sorts as the time does.
fn name_of(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H-%M-%SZ").to_string()
}

/// A time for people, in the world's zone: a backup may be looked at where its newsroom's rules cannot be read.
fn shown(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}
