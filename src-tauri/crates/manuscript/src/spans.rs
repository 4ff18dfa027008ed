//! Sets of characters by their ids, and their compact bytes.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run of ids: the characters that one peer added, counted from `start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub peer: u64,
    pub start: u32,
    pub len: u32,
}

impl Span {
    pub fn end(&self) -> u32 {
        self.start + self.len
    }

    /// What is in both.
    pub fn shared(&self, other: &Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end().min(other.end()));
        (self.peer == other.peer && start < end).then(|| Span { peer: self.peer, start, len: end - start })
    }
}

/// A set of characters: spans in order, none touching another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spans(Vec<Span>);

impl Spans {
    pub fn iter(&self) -> impl Iterator<Item = &Span> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many characters there are in it.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|span| u64::from(span.len)).sum()
    }

    pub fn shares(&self, others: &[Span]) -> bool {
        self.0.iter().any(|span| others.iter().any(|other| span.shared(other).is_some()))
    }

    /// Those that are not among the others.
    pub fn without(&self, others: &[Span]) -> Spans {
        let mut left = self.0.clone();
        for other in others {
            left = left
                .into_iter()
                .flat_map(|span| match span.shared(other) {
                    None => [Some(span), None],
                    Some(shared) => {
                        let part = |start, end| (start < end).then(|| Span { start, len: end - start, ..span });
                        [part(span.start, shared.start), part(shared.end(), span.end())]
                    }
                })
                .flatten()
                .collect();
        }
        Spans(left)
    }

    /// Adds characters that are not in the set yet, or are.
    pub fn add(&mut self, more: &[Span]) {
        self.0.extend_from_slice(more);
        self.0.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(self.0.len());
        for span in self.0.drain(..) {
            match joined.last_mut() {
                Some(last) if last.peer == span.peer && span.start <= last.end() => {
                    last.len = last.end().max(span.end()) - last.start;
                }
                _ => joined.push(span),
            }
        }
        self.0 = joined;
    }

    /// Bytes: for each peer its id, the number of its spans, and for each span the gap to the one before and its length.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for group in self.0.chunk_by(|a, b| a.peer == b.peer) {
            out.extend_from_slice(&group[0].peer.to_le_bytes());
            put(&mut out, group.len() as u32);
            let mut end = 0;
            for span in group {
                put(&mut out, span.start - end);
                put(&mut out, span.len);
                end = span.end();
            }
        }
        out
    }

    /// `None` when the bytes are not a set of characters.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Spans> {
        let mut spans = Vec::new();
        while let Some((peer, rest)) = bytes.split_first_chunk::<8>() {
            let peer = u64::from_le_bytes(*peer);
            bytes = rest;
            let mut end = 0u32;
            for _ in 0..take(&mut bytes)? {
                let start = end.checked_add(take(&mut bytes)?)?;
                let len = take(&mut bytes)?;
                end = start.checked_add(len).filter(|&end| len > 0 && end <= i32::MAX as u32)?;
                spans.push(Span { peer, start, len });
            }
        }
        let mut set = Spans::default();
        set.add(&spans);
        (bytes.is_empty() && set.0.len() == spans.len()).then_some(set)
    }
}

/// In an entry a set stands as its bytes in hexadecimal.
impl Serialize for Spans {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.to_bytes();
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        serializer.serialize_str(&digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Spans {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |&c: &u8| char::from(c).to_digit(16);
        let byte = |pair: &[u8]| Some((digit(pair.first()?)? << 4 | digit(pair.get(1)?)?) as u8);
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        bytes.and_then(|bytes| Spans::from_bytes(&bytes)).ok_or_else(|| D::Error::custom("no set of characters"))
    }
}

/// Seven bits a byte, the lowest first.
fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = u32::from(byte & 0x7f);
        number |= part.checked_shl(shift).filter(|shifted| shifted >> shift == part)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_span() -> impl Strategy<Value = Span> {
        (0u64..3, 0u32..1 << 30, 1u32..1 << 20).prop_map(|(peer, start, len)| Span { peer, start, len })
    }

    proptest! {
        #[test]
        fn a_set_is_the_same_after_its_bytes(spans in prop::collection::vec(any_span(), 0..20)) {
            let mut set = Spans::default();
            set.add(&spans);
            prop_assert_eq!(Spans::from_bytes(&set.to_bytes()), Some(set.clone()));
            let json = serde_json::to_string(&set).unwrap();
            prop_assert_eq!(serde_json::from_str::<Spans>(&json).unwrap(), set);
        }

        #[test]
        fn any_bytes_are_a_set_or_none(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Some(set) = Spans::from_bytes(&bytes) {
                prop_assert_eq!(Spans::from_bytes(&set.to_bytes()), Some(set));
            }
        }
    }
}
