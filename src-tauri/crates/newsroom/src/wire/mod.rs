//! What crosses the boundary between the back end and whoever asks: window, browser, command line.
//!
//! Times are RFC 3339 in UTC; positions are UTF-16 units; counts are 32-bit, so that TypeScript has them as numbers.

pub mod act;
pub mod ahead;
pub mod archive;
pub mod article;
pub mod backup;
pub mod calendar;
pub mod event;
pub mod failure;
pub mod galley;
pub mod intake;
pub mod log;
pub mod media;
pub mod mine;
pub mod open;
pub mod people;
pub mod queue;
pub mod queue_look;
pub mod review;
pub mod schedule;
pub mod session;
pub mod status;
pub mod table;
pub mod text;
pub mod versions;
pub mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// A request about one article.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct OfArticle {
    pub article: desk::ids::ArticleId,
}
