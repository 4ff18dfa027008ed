//! Names in the document: of acts, suggestions, comments, replies.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of something written once: the peer that wrote it, and which of its writings it was. As text `peer.number`, both in
/// hexadecimal; it stays the same through merges, snapshots and new generations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    pub(crate) peer: u64,
    pub(crate) number: u32,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.peer, self.number)
    }
}

/// Text that is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no name of anything in a text")]
pub struct NoId;

impl FromStr for Id {
    type Err = NoId;

    fn from_str(text: &str) -> Result<Self, NoId> {
        let (peer, number) = text.split_once('.').ok_or(NoId)?;
        let peer = u64::from_str_radix(peer, 16).map_err(|_| NoId)?;
        let number = u32::from_str_radix(number, 16).map_err(|_| NoId)?;
        let id = Id { peer, number };
        if id.to_string() == text { Ok(id) } else { Err(NoId) }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_writing_is_an_id() {
        let id = Id { peer: 0xabc, number: 31 };
        assert_eq!(id.to_string().parse(), Ok(id));
        for other in ["", "abc", "0abc.1f", "ABC.1f", "+1.2", "g.1", "1.2.3"] {
            assert_eq!(other.parse::<Id>(), Err(NoId), "{other}");
        }
    }
}
