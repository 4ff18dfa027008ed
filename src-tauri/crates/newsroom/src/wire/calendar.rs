//! The calendar: slots as places, jobs and publications as cards, what is ready and has no time.

use chrono::{DateTime, NaiveDate, Utc};
use desk::article::JobKind;
use desk::ids::JobId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::Line;

/// Days of the house's zone, the last one included; at most 62.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct CalendarArgs {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Calendar {
    /// The house's, an IANA name.
    pub zone: String,
    pub now: DateTime<Utc>,
    /// The house's date.
    pub today: NaiveDate,
    pub days: Vec<CalendarDay>,
    /// In the order of time; at most 1,000.
    pub cards: Vec<CalendarCard>,
    /// Publications of the past that are not among the cards.
    pub left_out: u32,
    /// What is due in these days and not ready.
    pub dues: Vec<CalendarDue>,
    /// Ready, with nothing live or scheduled of it.
    pub ready: Tray,
    /// In hand, with neither a due date nor a time.
    pub undated: Tray,
}

/// Articles that stand beside the calendar; at most 100 of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Tray {
    pub lines: Vec<Line>,
    pub total: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarDay {
    pub date: NaiveDate,
    /// "The clocks go back 1 h at 02:00."
    pub clocks: Option<String>,
    pub places: Vec<CalendarPlace>,
    /// Still to come, with places, and nothing goes out.
    pub gap: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarPlace {
    pub slot: String,
    /// "07:00", in the house's zone.
    pub time: String,
    /// None where the clocks skip it.
    pub at: Option<DateTime<Utc>>,
    pub state: PlaceState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceState {
    Past,
    Empty,
    Taken,
    Doubled,
    /// The clocks skip it.
    Never,
    /// Whoever reads only some of the desk is not told.
    Unseen,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CalendarCard {
    pub what: CardKind,
    /// For what is still to come.
    pub job: Option<JobId>,
    pub at: DateTime<Utc>,
    /// Date and time in the house's zone: "07:00".
    pub date: NaiveDate,
    pub time: String,
    pub slot: Option<String>,
    /// Something newer than the version it names is on the desk.
    pub changed_since: bool,
    /// It was missed, and somebody must say what to do.
    pub asked: bool,
    /// The embargo ends after its time.
    pub breaks_embargo: bool,
    pub line: Line,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CardKind {
    /// Went out.
    Live,
    Publish,
    Update,
    Withdraw,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CalendarDue {
    pub at: DateTime<Utc>,
    pub date: NaiveDate,
    pub time: String,
    pub line: Line,
}

impl From<JobKind> for CardKind {
    fn from(kind: JobKind) -> Self {
        match kind {
            JobKind::Publish => Self::Publish,
            JobKind::Update { .. } => Self::Update,
            JobKind::Withdraw => Self::Withdraw,
        }
    }
}
