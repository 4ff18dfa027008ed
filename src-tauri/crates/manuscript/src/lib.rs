//! The text of an article while it is open: edits, suggestions, decisions, comments, steps, merges, undo, and word differences.
//!
//! A text is a document in which characters are only ever added. What is deleted is *hidden* by an immutable act that names
//! the characters, and undoing an act is a flag beside it; so two desks that edited apart merge without a question, and
//! nothing that anyone wrote is lost. A suggestion is the same: characters typed under a heading, and an act that strikes; a
//! decision is an act that names both. The *working* text shows what is suggested and what is struck, the *original* neither,
//! the *proposed* what would stand if all were accepted. The editor speaks CodeMirror's collaboration protocol: change sets in UTF-16 units against a
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
mod comments;
pub mod compare;
mod damage;
mod decide;
mod decided;
mod edit;
mod engine;
mod entries;
mod envelope;
mod fields;
mod generation;
mod history;
mod id;
mod manuscript;
mod merge;
mod moving;
mod original;
mod places;
mod plain;
mod push;
mod record;
mod runs;
mod settle;
mod spans;
mod state;
mod steps;
mod strikes;
mod suggest;
mod undo;
mod units;
mod views;
pub mod words;

pub use act::Verdict;
pub use changes::{ChangeDesc, ChangeSet, Changes, Filling, Inserted, Misfit, Section};
pub use collab::{Update, rebase_updates};
pub use comments::{Comment, Remark, RemarkError, Reply, Where};
pub use damage::{Damaged, PushError, TooOld};
pub use decide::Which;
pub use decided::Decided;
pub use entries::{By, Flag, Given, RemarkKind};
pub use envelope::Epoch;
pub use fields::FieldSuggestion;
pub use history::Reach;
pub use id::{Id, NoId};
pub use manuscript::Manuscript;
pub use original::Places;
pub use plain::plain;
pub use strikes::Sent;
pub use suggest::{Mode, Suggesting};
pub use views::{Half, Review, Stretch, Suggestion, SuggestionKind};

/// The client under which the desk itself appends steps: merges, undo, corrections.
pub const DESK: &str = "desk";
