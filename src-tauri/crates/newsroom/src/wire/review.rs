//! What is suggested in a text and remarked about it, and what is decided. Positions are UTF-16 units of the working text, as the
//! editor shows it, at the step that is named.

use chrono::{DateTime, Utc};
use desk::ids::{ArticleId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::text::TextPushed;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextReview {
    pub article: ArticleId,
    pub session: String,
}

/// All that waits for a decision, and all comments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Review {
    pub step: u32,
    /// Another whenever something in it is; that it moved along with the text is no change.
    pub revision: u32,
    /// Open ones, in the order of the text.
    pub suggestions: Vec<SuggestionView>,
    pub stretches: Vec<StretchView>,
    /// Those on the whole article, then in the order of the text, then those whose words are gone.
    pub comments: Vec<CommentView>,
    /// Open ones.
    pub fields: Vec<FieldSuggestionView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SuggestionView {
    pub id: String,
    pub kind: SuggestionKind,
    /// `None`: somebody who is not on the masthead any more.
    pub author: Option<PersonId>,
    pub name: String,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
    /// Whether whoever asks may accept it or let the text stand.
    pub may_decide: bool,
    /// Theirs: they may take it back.
    pub own: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SuggestionKind {
    Inserted,
    Deleted,
    Replaced,
    Moved,
    Formatted,
    /// A block in two.
    Split,
    /// Two blocks to one.
    Joined,
}

/// A kind that its words do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SaidKind {
    Moved,
    Formatted,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct StretchView {
    pub from: u32,
    pub to: u32,
    pub half: Half,
    pub suggestion: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Half {
    Inserted,
    Struck,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CommentView {
    pub id: String,
    pub kind: RemarkKind,
    pub place: RemarkPlace,
    /// Which field it is about, when it is about one: "headline", "dek", …
    pub field: Option<String>,
    /// The words as they stood when it was made.
    pub quote: String,
    pub author: Option<PersonId>,
    pub name: String,
    pub at: DateTime<Utc>,
    pub text: String,
    pub mentions: Vec<PersonId>,
    /// It says something else than it did first.
    pub edited: bool,
    /// Whoever asks may change or delete it: it is theirs, and nobody has answered.
    pub may_amend: bool,
    /// Oldest first.
    pub replies: Vec<ReplyView>,
    pub resolved: bool,
    pub must_fix: bool,
    pub must_answer: bool,
    /// Who resolved or reopened it last.
    pub settled_by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    Comment,
    /// There to be read, and never has to be answered.
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkPlace {
    At(u32, u32),
    Whole,
    /// None of its words is shown.
    Tray,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReplyView {
    pub id: String,
    pub author: Option<PersonId>,
    pub name: String,
    pub at: DateTime<Utc>,
    pub text: String,
    pub mentions: Vec<PersonId>,
    pub edited: bool,
    pub may_amend: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldSuggestionView {
    pub id: String,
    pub field: String,
    /// What the field held when it was suggested.
    pub old: String,
    pub new: String,
    pub author: Option<PersonId>,
    pub name: String,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
    pub may_decide: bool,
    pub own: bool,
}

/// What was decided about what was suggested, the last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decisions {
    pub decided: Vec<DecidedView>,
    /// How many there are, those left out too.
    pub all: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecidedView {
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    pub at: DateTime<Utc>,
    /// Who suggested.
    pub name: String,
    /// The line beside the text that it was about; none: the text.
    pub field: Option<String>,
    /// What was to go and what was to come in, the first of it when it was much.
    pub struck: String,
    pub inserted: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextDecide {
    pub article: ArticleId,
    pub session: String,
    pub client: String,
    /// The answer has everything since this step.
    pub step: u32,
    pub which: Which,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    One(String),
    Between {
        step: u32,
        from: u32,
        to: u32,
    },
    By(PersonId),
    Kind(SuggestionKind),
    All,
    /// One for a field: what it says is set with the decision.
    Field(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Accept,
    /// Let it stand as it was. One's own suggestion is taken back by it.
    Stet,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextRemark {
    pub article: ArticleId,
    pub session: String,
    /// The step that the places are of; the answer has everything since.
    pub step: u32,
    pub remark: Remark,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    Comment {
        kind: RemarkKind,
        on: Option<(u32, u32)>,
        field: Option<String>,
        text: String,
        #[serde(default)]
        mentions: Vec<PersonId>,
        #[serde(default)]
        must_fix: bool,
        #[serde(default)]
        must_answer: bool,
    },
    Reply {
        to: String,
        text: String,
        #[serde(default)]
        mentions: Vec<PersonId>,
    },
    /// Other words in the place of one's own; none delete it. As long as nobody has answered.
    Amend {
        of: String,
        text: Option<String>,
        #[serde(default)]
        mentions: Vec<PersonId>,
    },
    Flag {
        comment: String,
        flag: RemarkFlag,
        on: bool,
    },
    /// Why one suggests it.
    Reason {
        suggestion: String,
        text: String,
    },
    SuggestField {
        field: String,
        new: String,
        reason: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkFlag {
    Resolved,
    /// The article does not go to copy before it is resolved.
    MustFix,
    /// The writer does not hand the article back before it is answered.
    MustAnswer,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextUndo {
    pub article: ArticleId,
    pub session: String,
    pub client: String,
    pub step: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextUndone {
    #[serde(flatten)]
    pub pushed: TextPushed,
    /// Whether there was something to take back, or to do again.
    pub did: bool,
}
