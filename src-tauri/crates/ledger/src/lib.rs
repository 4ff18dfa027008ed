//! The newsroom's database: the log, the tables, the versions, the texts.
//!
//! One SQLite file, and the only SQL in the program. Decisions are facts in an append-only log, each under a hash that holds the
//! one before; the tables are what the log says, written in the same transaction, and can be made again from it. Texts are
//! updates that the manuscript wrote, and versions whole contents under their hash.
//!
//! Every write goes through [`Ledger::transact`]: all of it is on disk when it returns, or nothing. Any number of processes may
//! have the same file open; who writes waits for whoever is writing, and nobody ever sees that the file is in use.
//!
//! This crate never decides anything (that is `desk`'s), never asks the time, and knows neither Markdown nor files other than
//! the database and its copies.

mod articles;
mod backup;
mod chain;
mod column;
mod connection;
mod documents;
mod doors;
mod error;
mod examine;
mod fold;
mod header;
mod here;
mod inbox;
mod known;
mod lease;
mod ledger;
mod listing;
mod log;
mod looks;
mod mark;
mod media;
mod migration;
mod outbox;
mod people;
mod place;
mod read_marks;
mod reader;
mod rebuild;
mod rows;
mod salvage;
mod schedule;
mod search;
mod settings;
mod taken_in;
mod texts;
mod topic;
mod transaction;
mod verify;
mod versions;
mod who;
mod wreck;

pub use articles::{AddressUse, Named};
pub use documents::Document;
pub use doors::{Failed, Session};
pub use error::LedgerError;
pub use examine::{Examined, examine, pictures};
pub use here::{Here, Place};
pub use lease::Lease;
pub use ledger::Ledger;
pub use listing::{Card, Shelf};
pub use log::{Acts, Entry, Head, Seq};
pub use looks::Look;
pub use mark::MARK;
pub use media::Media;
pub use outbox::Errand;
pub use read_marks::ReadMark;
pub use reader::Reader;
pub use salvage::{Salvaged, salvage};
pub use schedule::Scheduled;
pub use search::{Hit, Mark, Query, Rank};
pub use settings::{HOUSE_APPLIED, RULES_APPLIED};
pub use taken_in::TakenIn;
pub use texts::{Text, TextNews, TextSeq};
pub use topic::Topic;
pub use transaction::{Done, Transaction};
pub use verify::{Fault, Report};
pub use who::{Way, Who};
