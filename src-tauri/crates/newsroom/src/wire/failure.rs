//! The small public error.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, in a form that a program can act on and a person can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    pub code: Code,
    /// One sentence: what, where, what to do.
    pub message: String,
    /// For the log and the curious; never needed to understand the message.
    pub detail: String,
}

/// A code exists only because somebody acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The request is not one of the table, or its arguments do not fit: a fault of the caller's program.
    BadRequest,
    /// Nobody is named, or nobody of that name: the interface asks who sits here.
    NoPerson,
    /// Nobody is signed in, or not any more: the interface asks for name and passphrase.
    SignIn,
    /// There is no such thing, or it is not this person's to see.
    NotFound,
    /// No newsroom is open in this window: the interface lets one be chosen or made.
    NoNewsroom,
    /// The open manuscript is another one than the caller's: open it again.
    Stale,
    /// The newsroom cannot be written now (disk full, read only): the interface keeps what was typed and says so.
    NotSaved,
    /// The rules, or what somebody may do, stand against it: nothing is wrong with the desk, and asking again changes nothing.
    Refused,
    /// What was sent cannot be read.
    Unreadable,
    /// The database is not sound: the interface shows what can be brought back.
    Damaged,
    /// A newer program wrote the newsroom: the interface says so and changes nothing.
    Newer,
    /// Anything else.
    Failed,
}
