//! A mistake in a house folder: which file, which line, what to do.

use std::fmt;
use std::ops::Range;

/// One mistake in a house folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseProblem {
    /// Relative to the house folder, with forward slashes: `templates/article.html`.
    pub file: String,
    /// Counted from 1.
    pub line: Option<u32>,
    /// What is wrong: one sentence.
    pub message: String,
    /// What to do about it: one sentence.
    pub hint: String,
}

impl HouseProblem {
    pub(crate) fn new(file: &str, line: Option<u32>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for HouseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {} {}", self.file, self.message, self.hint),
            None => write!(f, "{}: {} {}", self.file, self.message, self.hint),
        }
    }
}

impl std::error::Error for HouseProblem {}

/// The line, from 1, at which a range of bytes begins.
pub(crate) fn line_of(text: &str, range: Range<usize>) -> u32 {
    let until = range.start.min(text.len());
    text.as_bytes()[..until].iter().filter(|&&byte| byte == b'\n').count() as u32 + 1
}
