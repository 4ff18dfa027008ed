//! The bytes that leave this crate: a mark, the form, the epoch, and Loro's blob behind them, as it is or packed (LZ4 with its
//! length before it, and a sum over both).
//!
//! The epoch is the generation of the document. Bytes of another generation never reach the document: their characters
//! would stand in it twice.

use std::borrow::Cow;
use std::fmt;

use lz4_flex::block::{compress_prepend_size, decompress_size_prepended, uncompressed_size};
use xxhash_rust::xxh32::xxh32;

use crate::damage::Damaged;

const MARK: &[u8; 2] = b"GT";
const PLAIN: u8 = 1;
const PACKED: u8 = 2;
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
    out.push(PLAIN);
    out.extend_from_slice(&epoch.0.to_be_bytes());
    out.extend_from_slice(blob);
    out
}

/// For a blob that is large: what people write repeats itself.
pub(crate) fn seal_packed(epoch: Epoch, blob: &[u8]) -> Vec<u8> {
    let packed = compress_prepend_size(blob);
    let mut out = seal(epoch, &xxh32(&packed, 0).to_be_bytes());
    out[MARK.len()] = PACKED;
    out.extend_from_slice(&packed);
    out
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
    let unreadable = || Damaged::Unreadable("it cannot be unpacked".into());
    let (sum, packed) = bytes.split_first_chunk::<4>().ok_or_else(unreadable)?;
    if xxh32(packed, 0) != u32::from_be_bytes(*sum) {
        return Err(unreadable());
    }
    match uncompressed_size(packed).map_err(|_| unreadable())? {
        (size, _) if size > LARGEST => Err(Damaged::TooLarge { bytes: size }),
        _ => decompress_size_prepended(packed).map_err(|_| unreadable()),
    }
}

pub(crate) fn open(bytes: &[u8]) -> Result<(Epoch, Cow<'_, [u8]>), Damaged> {
    if bytes.len() > LARGEST {
        return Err(Damaged::TooLarge { bytes: bytes.len() });
    }
    let rest = bytes.strip_prefix(MARK).ok_or(Damaged::NotAText)?;
    let (&form, rest) = rest.split_first().ok_or(Damaged::NotAText)?;
    let (epoch, blob) = rest.split_first_chunk::<8>().ok_or(Damaged::NotAText)?;
    let blob = match form {
        0 => return Err(Damaged::NotAText),
        PLAIN => Cow::Borrowed(blob),
        PACKED => Cow::Owned(unpack(blob)?),
        found => return Err(Damaged::Newer { found, known: PACKED }),
    };
    Ok((Epoch(u64::from_be_bytes(*epoch)), blob))
}
