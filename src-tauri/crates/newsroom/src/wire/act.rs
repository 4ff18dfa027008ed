//! Acts: one command of the workflow on one article, or on several.

use desk::command::Command;
use desk::ids::ArticleId;
use desk::when::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::article::{ArticleView, Refusal};
use super::failure::Failure;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ActArgs {
    /// Absent for `pitch` and `begin`, which make one.
    #[serde(default)]
    #[ts(optional)]
    pub article: Option<ArticleId>,
    pub command: Command,
}

/// A refusal by the rules is an answer, not a failure.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Acted {
    Done {
        article: Box<ArticleView>,
        /// For the toast: "Sent to copy".
        said: String,
        undoable: bool,
    },
    Refused {
        refusal: Refusal,
    },
    /// It can pass, once this is answered: send the command again with the answer.
    Asks {
        question: String,
        choices: Vec<Choice>,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ActAllArgs {
    pub articles: Vec<ArticleId>,
    /// In a commission, what is left empty stays each article's own.
    pub command: Command,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ActedAll {
    /// One for each article, in the order they were named.
    pub answers: Vec<Each>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Each {
    pub article: ArticleId,
    pub acted: EachActed,
}

/// What came of the command for one of many.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum EachActed {
    Done {
        undoable: bool,
    },
    Refused {
        refusal: Refusal,
    },
    Asks {
        question: String,
        choices: Vec<Choice>,
    },
    /// It is not there for whoever asks, or could not be written.
    Failed {
        failure: Failure,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Choice {
    pub label: String,
    /// The command to send.
    pub command: Command,
}

/// What will happen if it goes out now: shown before anything leaves the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoingOut {
    pub headline: String,
    pub url: String,
    /// One sentence each: "The page /x/ is written.", "It leads the front page.", "The feeds carry it."
    pub effects: Vec<String>,
    pub when: Option<Moment>,
}
