//! One open newsroom: the request table, the use cases, the clock, publishing. The only place where the other crates meet.
//!
//! A request comes in by [`Newsroom::answer`], whichever way it came; what changed goes out to every listener. This crate
//! never speaks HTTP and knows no window.

mod acts;
mod arrivals;
mod begin;
mod caller;
mod catch_up;
mod clock;
mod earlier;
mod failure;
mod files;
mod galley;
mod generate;
mod going_out;
mod handler;
mod history;
mod house;
mod keep;
mod lines;
mod media;
mod offers;
mod people;
mod publish;
mod queue;
mod room;
mod rules;
mod said;
mod sample;
mod schedule;
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
pub use caller::Caller;
pub use clock::Running;
pub use keep::{Backup, Manifest, Restored, Which, Wish, answer_shut, closes, list as backups, restore};
pub use ledger::Way;
pub use publish::Built;
pub use room::{Listener, Newsroom};
pub use served::Served;
pub use told::{Told, ToldLead, ToldPublication};
pub use verify::Verified;
