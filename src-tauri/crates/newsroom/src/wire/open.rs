//! What the interface needs to know once.

use desk::ids::PersonId;
use desk::people::{Grant, Role};
use desk::rules::{Slot, Vocabulary};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Opened {
    /// The newsroom's name.
    pub newsroom: String,
    /// The house's name for its readers.
    pub house: String,
    /// IANA name.
    pub zone: String,
    pub language: String,
    pub people: Vec<PersonCard>,
    /// People must sign in: the seats are not free.
    pub guarded: bool,
    /// Who asks; `None` when nobody has sat down yet.
    pub me: Option<PersonCard>,
    pub vocabulary: Vocabulary,
    pub slots: Vec<Slot>,
    /// The house's words for the statuses, in the order of the way from pitch to ready, then spiked.
    pub statuses: Vec<StatusWord>,
    /// False when nobody is a copy editor: the step is hidden.
    pub copy_desk: bool,
    /// Of the program.
    pub version: String,
    /// The newsroom's folder, for the about box; empty for whoever asks over the web.
    pub folder: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonCard {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusWord {
    pub status: desk::article::Status,
    pub label: String,
}
