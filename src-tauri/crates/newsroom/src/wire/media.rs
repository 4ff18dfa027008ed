//! Pictures by content hash.

use desk::ids::Hash;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SentFile {
    pub name: String,
    /// Base64.
    pub data: String,
}

/// A picture on the desk. It is at `media/<hash>/<width>` below the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoredPicture {
    pub hash: Hash,
    pub name: String,
    pub width: u32,
    pub height: u32,
    /// Read from the file, to be checked by a person.
    pub credit: String,
    pub caption: String,
    /// Where the file contradicts itself about them: one sentence each.
    pub doubts: Vec<String>,
}
