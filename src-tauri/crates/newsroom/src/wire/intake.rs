//! What was sent, and what became of it.

use desk::ids::{ArticleId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::media::SentFile;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SubmitArgs {
    pub files: Vec<SentFile>,
    /// Whose drafts they become; the person who asks when absent.
    #[serde(default)]
    #[ts(optional)]
    pub by: Option<PersonId>,
}

/// One file, one answer; an unreadable one does not stop the others.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "became")]
pub enum Arrived {
    Draft { file: String, article: ArticleId, slug: String, headline: String, words: u32, report: Report },
    Nothing { file: String, reason: String },
}

/// What was kept and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Report {
    /// "12 paragraphs", "3 footnotes".
    pub kept: Vec<String>,
    /// One sentence each.
    pub lost: Vec<String>,
}

/// One answer for each file that was sent, in that order.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Arrivals {
    pub files: Vec<Arrived>,
}
