//! The masthead, for whoever keeps it.

use chrono::{DateTime, Utc};
use desk::ids::PersonId;
use desk::people::{Grant, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Masthead {
    /// By name.
    pub people: Vec<Member>,
    /// People must sign in.
    pub guarded: bool,
    /// Whoever asks may change it.
    pub keeper: bool,
}

/// Somebody on the masthead. What stands at the door is told to keepers, and to everybody of themselves.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Member {
    pub id: PersonId,
    pub name: String,
    /// None: a byline without an account.
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
    pub passphrase_since: Option<DateTime<Utc>>,
    /// A code was given that has not been used.
    pub code_until: Option<DateTime<Utc>>,
    /// The last used first.
    pub sessions: Vec<SessionLine>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SessionLine {
    /// "window", "web".
    pub way: String,
    pub made_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
    pub expires: DateTime<Utc>,
    /// It is the one that asks.
    pub here: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetPerson {
    /// The whole name; somebody new when nobody is called that.
    pub name: String,
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct OfPerson {
    pub person: PersonId,
}

/// A one-time code: told once, and never again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Invited {
    pub name: String,
    pub code: String,
    pub expires: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct SessionsEnded {
    pub count: u32,
}
