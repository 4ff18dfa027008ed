//! How somebody looks at the queue: columns, saved views, and what they ask of it beside its lines.

use chrono::{DateTime, Utc};
use desk::article::Status;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::{PersonName, Sort};

/// A column of the table, by the name that the interface has for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueColumn {
    pub name: String,
    /// In CSS pixels.
    pub width: u32,
}

/// A filter with its columns and its order, under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueView {
    pub id: String,
    pub name: String,
    pub filter: String,
    pub sort: Sort,
    pub descending: bool,
    pub columns: Vec<QueueColumn>,
    /// For everybody who works on the desk.
    pub shared: bool,
    /// Whoever keeps it.
    pub by: String,
    /// Whether the one who asks may change and drop it.
    pub theirs: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct QueueLook {
    /// Empty: as the house has them.
    pub columns: Vec<QueueColumn>,
    /// One's own, then those of all, each by name.
    pub views: Vec<QueueView>,
    /// Whether the one who asks may keep views for everybody.
    pub may_share: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetColumns {
    pub columns: Vec<QueueColumn>,
}

/// A view of the same name is replaced by it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeepView {
    pub name: String,
    pub filter: String,
    pub sort: Sort,
    pub descending: bool,
    pub columns: Vec<QueueColumn>,
    pub shared: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfView {
    pub id: String,
}

/// Who has how much, and what waits how long.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Workload {
    /// The statuses that are counted, in the order of the way, with the house's words.
    pub statuses: Vec<StatusLoad>,
    /// Open articles by who writes them, the most first; without one, last.
    pub writers: Vec<PersonLoad>,
    /// By who claimed them.
    pub editors: Vec<PersonLoad>,
}

/// How long the articles of one status have been in it: under a day, up to three days, up to a week, longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusLoad {
    pub status: Status,
    pub label: String,
    pub ages: Vec<u32>,
    pub total: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonLoad {
    pub person: Option<PersonName>,
    /// For each of the statuses.
    pub counts: Vec<u32>,
    pub total: u32,
    /// Past their due date.
    pub overdue: u32,
    /// Since when the oldest of them is where it is.
    pub oldest: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct BudgetArgs {
    /// As in the queue; empty: what is open.
    #[serde(default)]
    pub filter: String,
}

/// The sheet for the morning meeting.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Budget {
    pub newsroom: String,
    /// "Saturday 28 November 2026, 09:30 EST (America/New_York)".
    pub at: String,
    pub filter: String,
    pub sections: Vec<BudgetSection>,
    pub count: u32,
    /// Articles that fit and are left out.
    pub left_out: u32,
    /// What is wrong with the filter.
    pub problem: Option<String>,
    /// The sheet itself, a whole page to print.
    pub html: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BudgetSection {
    pub label: String,
    pub lines: Vec<BudgetLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BudgetLine {
    pub slug: String,
    pub budget_line: String,
    pub writer: String,
    /// "640 of 900".
    pub length: String,
    pub status: String,
    /// When it goes out or is due: "out Fri 27 Nov 07:00 EST".
    pub time: String,
}
