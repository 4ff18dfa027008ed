//! Coming in and going out.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What only its owner knows: it is never shown, not even in a program's own words.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SignIn {
    /// The whole name, as it stands on the masthead.
    pub name: String,
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// A one-time code, and the passphrase to be used from now on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Redeem {
    pub name: String,
    #[ts(type = "string")]
    pub code: Secret,
    #[ts(type = "string")]
    pub passphrase: Secret,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NewPassphrase {
    /// The one there is; nothing when there is none yet.
    #[ts(type = "string")]
    pub old: Secret,
    #[ts(type = "string")]
    pub new: Secret,
}

/// The session itself is kept by whoever carries the requests: a cookie, or the window's own process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum SignedIn {
    In {},
    Refused {
        reason: String,
        /// Seconds until the next attempt is listened to.
        wait: u32,
    },
}
