//! One article, whole, as the editor's panels show it.

use chrono::{DateTime, Utc};
use desk::article::{Clearances, Commission, Embargo, Fields, Hold, JobKind, Notice, Override, Receipt, Status};
use desk::ids::{Hash, JobId};
use desk::rules::{Level, Limits};
use desk::text::Span;
use desk::when::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::Line;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ArticleView {
    pub line: Line,
    pub fields: Fields,
    /// How many characters the house gives the lines of it.
    pub limits: Limits,
    pub commission: Commission,
    pub address: Address,
    /// Whether this person may change text and fields now, and if not, why and what would make it pass.
    pub may_edit: bool,
    pub why_not: Option<String>,
    /// Hash of what is on the desk now.
    pub version: Hash,
    /// Every act of the workflow that makes sense from here, allowed or with its refusal, in the order of the menu.
    pub offers: Vec<Offer>,
    pub problems: Vec<Problem>,
    /// Newest first.
    pub versions: Vec<VersionLine>,
    pub approval: Option<ApprovalView>,
    pub jobs: Vec<JobView>,
    pub hold: Option<Hold>,
    pub embargo: Option<Embargo>,
    pub clearances: Clearances,
    pub overrides: Vec<Override>,
    pub notices: Vec<Notice>,
    pub receipt: Option<Receipt>,
    pub live: Option<LiveView>,
    /// What was said to whoever has it now.
    pub handed: Option<Handed>,
    /// What undo would take back ("Sent to copy"), when this person may.
    pub undo: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Address {
    /// As readers (will) see it, without slashes: "what-the-harbour-deal-really-buys".
    pub path: String,
    /// Chosen by somebody, rather than made from the headline.
    pub chosen: bool,
    /// Fixed by the first publication; a change leaves a redirect.
    pub fixed: bool,
}

/// A note that came with the article from whoever had it before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Handed {
    pub by: String,
    pub at: DateTime<Utc>,
    pub to: Status,
    pub note: String,
    /// By when it is wanted back.
    pub due: Option<DateTime<Utc>>,
}

/// Something that can be done now, or cannot, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Offer {
    /// The command's name in kebab-case: "submit", "to-copy", "approve".
    pub act: String,
    /// "To copy", "Return to the writer…".
    pub label: String,
    pub allowed: bool,
    pub refusal: Option<Refusal>,
    pub needs: Vec<Need>,
    /// Where it leads, when it moves the article: a column of the board.
    pub to: Option<Status>,
    /// The natural next step from here: shown as the main button.
    pub main: bool,
    /// Leaves the house: the interface shows exactly what will happen first.
    pub leaves_house: bool,
}

/// What an act asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Note,
    OptionalNote,
    Reason,
    /// A date and time by which.
    Due,
    /// A time of publication, by the schedule dialog.
    Time,
    /// A day by which it is looked at again.
    Review,
    SecondPerson,
    /// The slug, typed.
    Typed,
    Commission,
    NoticeText,
    Significance,
    Check,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    pub code: String,
    /// What is missing, one sentence.
    pub reason: String,
    /// What would make it pass, one sentence.
    pub remedy: String,
    pub missing: Vec<String>,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    pub check: String,
    pub level: Level,
    pub message: String,
    /// Where in the body.
    pub span: Option<Span>,
    /// Or which field: "headline", "dek", "authors", "lead", "lead.alt", "format", …
    pub field: Option<String>,
    pub fix: Option<Fix>,
    /// A managing editor let it pass.
    pub overridden: bool,
}

/// A change that would mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fix {
    /// "Take out the second space".
    pub label: String,
    pub span: Option<Span>,
    pub field: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionLine {
    pub hash: Hash,
    /// Empty for one made by itself.
    pub name: String,
    pub at: DateTime<Utc>,
    pub by: String,
    pub approved: bool,
    pub live: bool,
    pub scheduled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApprovalView {
    pub version: Hash,
    /// A name, or "imported".
    pub by: String,
    pub at: DateTime<Utc>,
    /// It is for what is on the desk now.
    pub current: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobView {
    pub id: JobId,
    pub kind: JobKind,
    pub version: Option<Hash>,
    pub when: Moment,
    /// "Fri 27 Nov 07:00 EST".
    pub shown: String,
    pub slot: Option<String>,
    pub set_by: String,
    pub changed_since: bool,
    pub asked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveView {
    pub version: Hash,
    pub first_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    /// Address on the public site.
    pub url: String,
    /// Path below the site's root, with slashes: "/what-the-harbour-deal-really-buys/".
    pub path: String,
}
