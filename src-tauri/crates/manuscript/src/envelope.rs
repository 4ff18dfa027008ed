//! The bytes that leave this crate: a mark, the form, the epoch, and Loro's blob behind them.
//!
//! The epoch is the generation of the document. Bytes of another generation never reach the document: their characters
//! would stand in it twice.

use std::fmt;

use crate::damage::Damaged;

const MARK: &[u8; 2] = b"GT";
const FORM: u8 = 1;
const HEAD: usize = 2 + 1 + 8;

/// The most bytes that one part may have.
const LARGEST: usize = 64 << 20;

/// The generation of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Epoch(pub(crate) u64);

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

pub(crate) fn seal(epoch: Epoch, blob: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEAD + blob.len());
    out.extend_from_slice(MARK);
    out.push(FORM);
    out.extend_from_slice(&epoch.0.to_be_bytes());
    out.extend_from_slice(blob);
    out
}

pub(crate) fn open(bytes: &[u8]) -> Result<(Epoch, &[u8]), Damaged> {
    if bytes.len() > LARGEST {
        return Err(Damaged::TooLarge { bytes: bytes.len() });
    }
    let rest = bytes.strip_prefix(MARK).ok_or(Damaged::NotAText)?;
    let (&form, rest) = rest.split_first().ok_or(Damaged::NotAText)?;
    match form {
        0 => return Err(Damaged::NotAText),
        FORM => {}
        found => return Err(Damaged::Newer { found, known: FORM }),
    }
    let (epoch, blob) = rest.split_first_chunk::<8>().ok_or(Damaged::NotAText)?;
    Ok((Epoch(u64::from_be_bytes(*epoch)), blob))
}
