//! The open manuscript: CodeMirror's collab protocol, the process being the authority.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, PersonId};
use desk::rights::Mode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::galley::Galley;
use super::review::{Review, SaidKind};

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextOpened {
    /// Names this opening of the manuscript; steps count within it.
    pub session: String,
    pub text: String,
    pub step: u32,
    /// The highest step that is on disk.
    pub saved: u32,
    pub measure: Measure,
    /// How whoever asks writes in it now.
    pub may: Mode,
    pub review: Review,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextPush {
    pub article: ArticleId,
    pub session: String,
    /// The step these updates were made against.
    pub step: u32,
    pub updates: Vec<Update>,
    /// All of them are suggestions; none: direct edits.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub suggesting: Option<Suggests>,
    /// The galley wanted with the answer: the prefix of its addresses.
    #[serde(default)]
    #[ts(optional)]
    pub galley: Option<String>,
}

/// How one suggests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Suggests {
    /// Said: all that comes in this push is one suggestion of that kind.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<SaidKind>,
}

/// One step: `changes` is CodeMirror's `ChangeSet.toJSON()`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Update {
    pub client: String,
    #[ts(type = "unknown")]
    pub changes: serde_json::Value,
    /// On the way in, suggesting: stretches of the text after `changes` that are struck and stay in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<(u32, u32)>>", optional)]
    pub strikes: Vec<(u32, u32)>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextPushed {
    pub step: u32,
    pub saved: u32,
    /// Everything since the step that was named, one's own included.
    pub updates: Vec<Update>,
    pub measure: Measure,
    /// The review's revision: when it is another, something is suggested, decided or remarked that was not.
    pub review: u32,
    pub may: Mode,
    /// Who else has it before them.
    pub here: Vec<Here>,
    pub galley: Option<Galley>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextPull {
    pub article: ArticleId,
    pub session: String,
    pub step: u32,
}

/// Where one is in the text, at a step. To be said again within fifteen seconds.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextHere {
    pub article: ArticleId,
    pub session: String,
    pub step: u32,
    pub anchor: u32,
    pub head: u32,
}

/// Somebody else who has the text before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Here {
    pub person: PersonId,
    pub name: String,
    /// "window", "web", "command-line".
    pub way: String,
    /// Where they are, in the text at `step`.
    pub anchor: u32,
    pub head: u32,
    pub step: u32,
}

/// Counts of the text as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Measure {
    pub words: u32,
    pub tks: u32,
    pub required: u32,
    pub advised: u32,
}

/// What a clipboard holds as formatted text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextPaste {
    pub html: String,
    /// The highest number that a note of the text has; those that come get the next.
    #[serde(default)]
    pub notes_before: u32,
}

/// The same as Markdown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextPasted {
    /// Empty: it held no words.
    pub text: String,
    /// The notes it refers to, for the end of the text.
    pub notes: String,
    /// What was left out, a sentence each.
    pub lost: Vec<String>,
}

/// A version's text, to read.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VersionText {
    pub headline: String,
    pub dek: String,
    pub body: String,
    pub at: DateTime<Utc>,
    pub name: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct OfVersion {
    pub article: ArticleId,
    pub version: desk::ids::Hash,
}
