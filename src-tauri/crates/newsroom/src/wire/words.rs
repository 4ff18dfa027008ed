//! Spelling.

use desk::ids::ArticleId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A stretch of the open text, in UTF-16 units.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextSpelling {
    pub article: ArticleId,
    pub session: String,
    pub from: u32,
    pub to: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Spelling {
    /// Of the text that was looked at.
    pub step: u32,
    /// Whether there is a dictionary of the article's language.
    pub dictionary: bool,
    /// Whether whoever asks may add to the house's words.
    pub may_add: bool,
    pub misspelt: Vec<Misspelt>,
}

/// A word that neither the dictionary nor the house knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Misspelt {
    pub from: u32,
    pub to: u32,
    pub word: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WordOf {
    pub article: ArticleId,
    pub word: String,
}

/// What could be meant, the likeliest first; at most five.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Proposals {
    pub words: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NewWord {
    pub word: String,
}
