//! What the desk needs to know of a text, found by whoever parses Markdown (the press). Positions are UTF-16 units from the
//! start of the body.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A stretch of the body, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    pub from: u32,
    pub to: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFacts {
    pub words: u32,
    /// "TK" and its kin, wherever they stand in the prose.
    pub tks: Vec<Span>,
    /// "lorem ipsum", "xxx" and their kin.
    pub placeholders: Vec<Span>,
    pub headings: Vec<Heading>,
    pub pictures: Vec<Picture>,
    pub links: Vec<Link>,
    /// References `[^x]` to notes that are not there.
    pub notes_missing: Vec<(String, Span)>,
    /// Notes that nothing refers to.
    pub notes_unused: Vec<(String, Span)>,
    /// Words that stand twice, in lower case; the place is that of the second, with the space before it.
    pub doubled: Vec<(String, Span)>,
    /// Words that the dictionary of the article's language and the house do not know; empty when there is no dictionary.
    #[serde(default)]
    pub misspelt: Vec<(String, Span)>,
    /// Brackets and quotation marks without their other.
    pub unclosed: Vec<(char, Span)>,
    /// Open suggestions, comments that are not resolved, those of them that must be fixed, and those that must be answered and
    /// are not.
    pub open_suggestions: u32,
    #[serde(default)]
    pub open_comments: u32,
    pub open_must_fix: u32,
    pub open_must_answer: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub source: String,
    pub alt: String,
    pub credit: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub text: String,
    pub to: String,
    pub span: Span,
}
