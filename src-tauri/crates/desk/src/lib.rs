//! The desk: what an article is, who may do what with it, and when.
//!
//! Pure. Every decision is `decide(state, command, actor, now)`: facts, or a refusal that says what is missing and what
//! would make it pass. This crate never touches SQL, files, the clock, threads or Tauri; `now` is always an argument, and
//! what the text holds comes in as [`text::TextFacts`].

pub mod act;
pub mod address;
pub mod ahead;
pub mod apply;
pub mod article;
pub mod backup;
pub mod bucket;
mod case;
pub mod checks;
pub mod command;
mod decide;
mod effects;
pub mod fact;
mod fields;
pub mod filter;
mod guards;
pub mod ids;
pub mod moves;
pub mod needs;
pub mod people;
pub mod refusal;
pub mod rhythm;
pub mod rights;
pub mod row;
pub mod rules;
pub mod schedule;
pub mod sight;
mod silent;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod turn;
pub mod version;
pub mod when;

pub use act::Act;
pub use apply::{Stamp, apply};
pub use article::Article;
pub use bucket::{Bucket, Buckets};
pub use checks::{Fix, Problem};
pub use command::Command;
pub use decide::decide;
pub use fact::Fact;
pub use moves::{Offer, moves};
pub use needs::Need;
pub use people::{Actor, People};
pub use refusal::{Ask, Refusal};
pub use row::{Measure, Row};
pub use sight::{Booked, Sight};
pub use version::content;
