//! One open newsroom: the request table, the use cases, the clock, publishing. The only place where the other crates meet.
//!
//! A request comes in by [`Newsroom::answer`], whichever way it came; what changed goes out to every listener. This crate
//! never speaks HTTP and knows no window.

mod acts;
mod archive;
mod arrivals;
mod begin;
mod caller;
mod catch_up;
mod clock;
mod doors;
mod earlier;
mod export;
mod failure;
mod files;
mod galley;
mod generate;
mod going_out;
mod handler;
mod history;
mod house;
mod import;
mod keep;
mod lines;
mod media;
mod media_rights;
mod news;
mod offers;
mod people;
mod publish;
mod queue;
mod reading;
mod recent;
mod room;
mod rules;
mod said;
mod sample;
mod schedule;
mod search;
mod served;
mod shown;
mod status;
mod submissions;
mod text;
mod told;
mod typing;
mod verify;
mod view;
pub mod wire;
mod write;

pub use arrivals::lead_of;
pub use begin::{Made, NewNewsroom};
pub use caller::{Caller, Given, Visit};
pub use clock::Running;
pub use export::Exported;
pub use import::{Became, Import, Imported, ImportedFile, Progress};
pub use keep::{Backup, Manifest, Restored, Which, Wish, answer_shut, closes, list as backups, restore};
pub use ledger::Way;
pub use news::News;
pub use publish::Built;
pub use recent::{Recent, is_one};
pub use room::{Listener, Newsroom};
pub use served::Served;
pub use told::{Told, ToldLead, ToldPublication};
pub use verify::Verified;
