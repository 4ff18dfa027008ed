//! What people type to narrow the queue: `is:submitted,editing section:europe due:<today tk:>0 -by:okafor harbour`.
//!
//! Terms stand side by side and all must hold; `a,b` within one means either; a minus before one means not. Anything without
//! a colon is looked for in slug, headline, dek, names and topics. Without a word on status, what is open is meant.

use chrono::{DateTime, Duration, Utc};

mod parse;
mod term;

pub use parse::{FilterError, parse};
use term::Term;

use crate::ids::PersonId;
use crate::row::Row;

/// A filter that has been understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Clause>,
    /// No term speaks of what the article is: then only open ones are meant.
    open_only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Clause {
    not: bool,
    /// One of these must hold.
    either: Vec<Term>,
}

/// Whose screen it is, and when.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    pub person: Option<PersonId>,
    pub now: DateTime<Utc>,
    /// The zone whose days "today" and "tomorrow" are.
    pub zone: chrono_tz::Tz,
}

impl Filter {
    /// The same filter with "today" and other days worked out once: for going through many rows at one time.
    pub fn settled(&self, viewer: &Viewer) -> Self {
        let clause = |clause: &Clause| Clause {
            not: clause.not,
            either: clause.either.iter().map(|term| term.settled(viewer)).collect(),
        };
        Self { terms: self.terms.iter().map(clause).collect(), open_only: self.open_only }
    }

    /// Whether nothing but open articles can fit.
    pub fn is_for_open_ones(&self) -> bool {
        self.open_only
    }

    pub fn matches(&self, row: &Row, viewer: &Viewer) -> bool {
        (!self.open_only || row.is_open())
            && self.terms.iter().all(|clause| clause.not != clause.either.iter().any(|term| term.holds(row, viewer)))
    }
}

/// Lengths of time as filters write them: "36h", "2d", "1w".
pub(crate) fn age(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|number| *number >= 0)?;
    match unit {
        "m" => Duration::try_minutes(number),
        "h" => Duration::try_hours(number),
        "d" => Duration::try_days(number),
        "w" => Duration::try_weeks(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
