//! People, their roles and grants.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Hash, PersonId};

/// What a person may do. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Writer,
    Editor,
    CopyEditor,
    ManagingEditor,
    /// People, settings, backup; no editorial power of its own.
    Administrator,
}

/// What an editor may do beyond the role's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// Set a job or publish at once (rows 13 and 15).
    Publish,
}

/// Someone on the masthead. No roles: a byline without an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
    pub biography: String,
    pub portrait: Option<Hash>,
    /// IANA name, when it differs from the house's.
    pub zone: Option<String>,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum Actor {
    Person {
        id: PersonId,
    },
    /// The clock of whatever process is open: publishes what is due, records receipts.
    Clock,
    /// The desk itself: what happens by itself (a version after a pause, the first person, an arrival).
    Desk,
}
