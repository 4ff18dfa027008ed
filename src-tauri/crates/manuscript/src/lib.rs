//! The text of an article while it is open: edits, steps, merges, undo, and word differences.
//!
//! A text is a document in which characters are only ever added. What is deleted is *hidden* by an immutable act that names
//! the characters, and undoing an act is a flag beside it; so two desks that edited apart merge without a question, and
//! nothing that anyone wrote is lost. The editor speaks CodeMirror's collaboration protocol: change sets in UTF-16 units against a
//! numbered step, of which an open [`Manuscript`] is the authority. Step numbers count from the opening and are never versions.
//!
//! Lines end in LF inside; CRLF and CR become LF on the way in. NUL is kept out: it is dropped from whole texts, and hidden
//! at once by a correcting step when an editor sends it.
//!
//! Pure: this crate knows no file, no SQL, no clock, no person. Loro is used here and nowhere else, and inside this crate by
//! `engine` and `admission` alone.

mod act;
mod admission;
mod changes;
mod changes_json;
mod collab;
mod damage;
mod engine;
mod envelope;
mod history;
mod manuscript;
mod merge;
mod plain;
mod runs;
mod settle;
mod spans;
mod steps;
mod units;
pub mod words;

pub use changes::{ChangeDesc, ChangeSet, Changes, Filling, Inserted, Misfit, Section};
pub use collab::{Update, rebase_updates};
pub use damage::{Damaged, PushError, TooOld};
pub use envelope::Epoch;
pub use manuscript::Manuscript;
pub use plain::plain;

/// The client under which the desk itself appends steps: merges, undo, corrections.
pub const DESK: &str = "desk";
