//! A refusal by the rules: a value, not a failure. It names its reason and what would make the act pass.

use serde::Serialize;
use ts_rs::TS;

use crate::when::Moment;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{reason} {remedy}")]
pub struct Refusal {
    /// Stable, kebab-case; the interface and the tests act on it.
    pub code: &'static str,
    /// One sentence.
    pub reason: String,
    /// What would make it pass; one sentence.
    pub remedy: String,
    /// What is missing, one entry each; empty when nothing is missing and the act is simply not open.
    pub missing: Vec<String>,
    /// The refusal is a question: ask it, and repeat the command with the answer.
    pub asks: Option<Ask>,
}

/// A question that only a person can answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case", tag = "ask")]
pub enum Ask {
    /// Other articles go out in the same minute; repeat with `share_slot`.
    ShareSlot { with: Vec<String>, at: Box<Moment> },
    /// The local time happens twice; repeat with one of the two.
    WhichTime { earlier: Box<Moment>, later: Box<Moment> },
}

impl Refusal {
    pub fn new(code: &'static str, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, reason: reason.into(), remedy: remedy.into(), missing: Vec::new(), asks: None }
    }

    pub(crate) fn missing(mut self, missing: Vec<String>) -> Self {
        self.missing = missing;
        self
    }

    pub(crate) fn asking(mut self, ask: Ask) -> Self {
        self.asks = Some(ask);
        self
    }
}
