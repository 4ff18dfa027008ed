//! Versions, beside each other.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, DecisionId, Hash};
use desk::version::Lead;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::article::{ArticleView, Refusal};

/// When somebody last left an article, as told to them alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LastRead {
    /// `None`: never.
    pub at: Option<DateTime<Utc>>,
    /// Whether what is on the desk is another text now.
    pub changed: bool,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "edition")]
pub enum Edition {
    /// What is on the desk now.
    Desk,
    /// What readers get.
    Live,
    Version {
        version: Hash,
    },
    /// What was on the desk when this person last left the article.
    LastRead,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct CompareArgs {
    pub article: ArticleId,
    pub from: Edition,
    pub to: Edition,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct BringBackArgs {
    pub article: ArticleId,
    pub version: Hash,
    /// Said after being asked: what is suggested in the text goes with it, and that is meant.
    #[serde(default)]
    pub despite_suggestions: bool,
    /// The bringing back that this takes back: what was changed since then stays.
    #[serde(default)]
    #[ts(optional)]
    pub undoes: Option<BroughtBack>,
}

/// A version that was brought back, to take that back again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BroughtBack {
    /// What came of it, and what stood there before.
    pub became: Hash,
    pub before: Hash,
    #[ts(type = "string")]
    pub decision: DecisionId,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum BringBackAnswer {
    Done {
        article: Box<ArticleView>,
        /// For the toast.
        said: String,
        /// Absent when nothing changed.
        undo: Option<BroughtBack>,
    },
    Refused {
        refusal: Refusal,
    },
    /// Suggestions are open: it can be done once this is answered.
    Asks {
        question: String,
    },
}

/// How one edition became the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Comparison {
    pub from: EditionShown,
    pub to: EditionShown,
    /// In the order of `to`, with what is gone where it stood.
    pub passages: Vec<ComparedPassage>,
    /// The fields that differ.
    pub fields: Vec<ComparedField>,
    pub lead: Option<ComparedLead>,
    pub tally: Tally,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditionShown {
    pub version: Hash,
    /// "On the desk", "Live", "Submitted 1"; "Saved" for one that was kept by itself.
    pub label: String,
    pub at: Option<DateTime<Utc>>,
    pub by: Option<String>,
    pub words: u32,
    pub headline: String,
    pub dek: String,
}

/// What happened to a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Same,
    Changed,
    Inserted,
    Deleted,
    Arrived,
    Left,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedPassage {
    pub fate: Fate,
    /// Where it stood and where it stands have the same number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub moved: Option<u32>,
    /// "paragraph", "heading-2", "quote", "item", "numbered", "code", "row", "note", "picture", "rule", "html".
    pub shape: String,
    /// Address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub source: Option<String>,
    /// "was a paragraph", "was another picture".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub was: Option<String>,
    pub pieces: Vec<ComparedPiece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    Same,
    Inserted,
    Deleted,
    Formatted,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedPiece {
    pub became: Became,
    pub text: String,
    /// "emphasis", "strong", "struck", "code".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub dress: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link: Option<String>,
    /// Of words that were only formatted: "no longer in italics", "now a link".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub said: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedField {
    /// "headline", "dek", "authors", …
    pub field: String,
    pub label: String,
    pub pieces: Vec<ComparedPiece>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ComparedLead {
    pub from: Option<Lead>,
    pub to: Option<Lead>,
    /// One sentence for each thing that differs: "Another picture.", "The caption was changed."
    pub said: Vec<String>,
}

impl Eq for ComparedLead {}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tally {
    /// Passages, fields and pictures in which anything differs.
    pub passages: u32,
    pub words_in: u32,
    pub words_out: u32,
    pub moves: u32,
    pub formats: u32,
}
