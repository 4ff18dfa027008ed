//! What can be wrong with bytes and pushes: each says in one sentence what it is.

use thiserror::Error;

use crate::changes::Misfit;

/// Bytes that are not an update of this text; nothing of them was taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Damaged {
    #[error("there is nothing to read the text from")]
    Nothing,
    #[error("these bytes are not part of a text")]
    NotAText,
    #[error("this part of the text was written by a newer Galley (form {found}; this one knows {known})")]
    Newer { found: u8, known: u8 },
    #[error("this part belongs to another generation of the text")]
    Epoch,
    #[error("this part of the text is too large: {bytes} bytes")]
    TooLarge { bytes: usize },
    #[error("this part of the text cannot be read: {0}")]
    Unreadable(String),
    #[error("this part of the text does what no text may do: {0}")]
    Forbidden(&'static str),
    #[error("a part of the text that others build on is missing")]
    Missing,
    #[error("the text would be longer than {limit} units")]
    TooLong { limit: u32 },
}

/// An editor's step that cannot be taken; nothing of the push was taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PushError {
    #[error(transparent)]
    Misfit(#[from] Misfit),
    #[error(transparent)]
    TooOld(#[from] TooOld),
    #[error("the text would be longer than {limit} units")]
    TooLong { limit: u32 },
}

/// The step asked for is no longer, or not yet, kept: the editor opens the text again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("step {asked} of the text is not kept (kept are {first} to {last}); open the text again")]
pub struct TooOld {
    pub asked: u32,
    pub first: u32,
    pub last: u32,
}
