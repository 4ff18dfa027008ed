//! The article in the house layout.

use desk::ids::{ArticleId, Hash};
use desk::text::Span;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GalleyArgs {
    pub article: ArticleId,
    /// What stands before the addresses of pictures, styles and fonts: "/" in a browser, "galley://localhost/" in the window.
    pub base: String,
    /// A frozen version instead of what is on the desk.
    #[serde(default)]
    #[ts(optional)]
    pub version: Option<Hash>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Galley {
    /// The whole page. Empty when the house is broken: then see `house`.
    pub html: String,
    /// Of the open manuscript that it shows.
    pub step: u32,
    /// The n-th child of the page's `.body` stands for the n-th stretch of the manuscript.
    pub blocks: Vec<Span>,
    pub problems: Vec<RenderProblem>,
    /// Mistakes in the house folder.
    pub house: Vec<HouseProblem>,
}

/// Something found while rendering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenderProblem {
    pub message: String,
    pub span: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseProblem {
    /// Below the house folder.
    pub file: String,
    pub line: Option<u32>,
    pub message: String,
    pub hint: String,
}
