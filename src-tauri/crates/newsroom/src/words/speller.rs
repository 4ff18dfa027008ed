//! Who knows which words.

use std::sync::Arc;

use desk::text::Span;
use spelling::{Dictionary, HouseWords};

/// A text in which so many words are unknown is in another language: more are not looked for.
const MOST: usize = 1_000;

#[derive(Clone)]
pub struct Speller {
    pub(super) dictionary: Arc<Dictionary>,
    pub(super) house: Arc<HouseWords>,
}

impl PartialEq for Speller {
    /// Both are read anew when they change.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.dictionary, &other.dictionary) && Arc::ptr_eq(&self.house, &other.house)
    }
}

impl Speller {
    pub fn knows(&self, word: &str) -> bool {
        self.dictionary.knows(word) || self.house.knows(word)
    }

    /// The words of a body that nobody knows, in reading order.
    pub fn misspelt(&self, body: &str) -> Vec<(String, Span)> {
        self.misspelt_among(body, Some)
    }

    /// Those of them that `place` has a place for.
    pub fn misspelt_among(&self, body: &str, place: impl Fn(Span) -> Option<Span>) -> Vec<(String, Span)> {
        let mut misspelt = Vec::new();
        press::words(body, |word, span| {
            if misspelt.len() < MOST
                && let Some(span) = place(span)
                && !self.knows(word)
            {
                misspelt.push((word.to_owned(), span));
            }
        });
        misspelt
    }

    /// What could be meant, the likeliest first.
    pub fn propose(&self, word: &str) -> Vec<String> {
        self.dictionary.propose(word)
    }
}
