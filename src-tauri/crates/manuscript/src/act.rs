//! Acts: what was done to characters, said once and never changed.

use std::fmt;
use std::str::FromStr;

use loro::{LoroMapValue, LoroValue};

use crate::spans::Spans;

/// The name of an act: the peer that acted, and which of its acts it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ActId {
    pub peer: u64,
    pub number: u32,
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.peer, self.number)
    }
}

/// Text that is no act's name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoActId;

impl FromStr for ActId {
    type Err = NoActId;

    fn from_str(text: &str) -> Result<Self, NoActId> {
        let (peer, number) = text.split_once('.').ok_or(NoActId)?;
        let peer = u64::from_str_radix(peer, 16).map_err(|_| NoActId)?;
        let number = u32::from_str_radix(number, 16).map_err(|_| NoActId)?;
        let id = ActId { peer, number };
        if id.to_string() == text { Ok(id) } else { Err(NoActId) }
    }
}

/// What was done to which characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// Deletes them directly: they are hidden in every view.
    Delete(Spans),
    /// Something that a newer Galley does. It is kept, and changes nothing here.
    Unknown,
}

const KIND: &str = "kind";
const SPANS: &str = "spans";
const DELETE: &str = "del";

impl Act {
    /// The value under which a direct deletion is written down.
    pub fn deletion(spans: &Spans) -> LoroValue {
        let spans = LoroValue::Binary(spans.to_bytes().into());
        LoroValue::Map(LoroMapValue::from_iter([(KIND.to_owned(), DELETE.into()), (SPANS.to_owned(), spans)]))
    }

    /// `None` when the value is a deletion that cannot be understood. A deletion with anything more to it (a suggestion it
    /// belongs to, say) is not a direct one.
    pub fn read(value: &LoroValue) -> Option<Act> {
        let LoroValue::Map(fields) = value else { return Some(Act::Unknown) };
        if fields.len() != 2 || fields.get(KIND) != Some(&DELETE.into()) {
            return Some(Act::Unknown);
        }
        let Some(LoroValue::Binary(bytes)) = fields.get(SPANS) else { return None };
        Spans::from_bytes(bytes).filter(|spans| !spans.is_empty()).map(Act::Delete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spans::Span;

    #[test]
    fn a_deletion_reads_as_it_was_written() {
        let mut spans = Spans::default();
        spans.add(&[Span { peer: u64::MAX - 1, start: 7, len: 300 }, Span { peer: 1, start: 0, len: 1 }]);
        assert_eq!(Act::read(&Act::deletion(&spans)), Some(Act::Delete(spans)));
    }

    #[test]
    fn an_act_of_a_kind_not_known_here_is_kept() {
        let kind = |kind: &str| LoroValue::Map(LoroMapValue::from_iter([(KIND.to_owned(), kind.into())]));
        assert_eq!(Act::read(&kind("accept")), Some(Act::Unknown));
        assert_eq!(Act::read(&LoroValue::I64(3)), Some(Act::Unknown));
    }

    #[test]
    fn a_suggested_deletion_is_not_a_direct_one() {
        let LoroValue::Map(direct) = Act::deletion(&Spans::default()) else { panic!("an act is a map") };
        let fields = direct.iter().map(|(k, v)| (k.clone(), v.clone())).chain([("suggestion".to_owned(), "s".into())]);
        assert_eq!(Act::read(&LoroValue::Map(LoroMapValue::from_iter(fields))), Some(Act::Unknown));
    }

    #[test]
    fn only_its_own_writing_is_an_act_id() {
        let id = ActId { peer: 0xabc, number: 31 };
        assert_eq!(id.to_string().parse(), Ok(id));
        for other in ["", "abc", "0abc.1f", "ABC.1f", "+1.2", "g.1", "1.2.3"] {
            assert_eq!(other.parse::<ActId>(), Err(NoActId), "{other}");
        }
    }
}
