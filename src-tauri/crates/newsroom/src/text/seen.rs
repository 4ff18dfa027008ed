//! What the desk sees of an open text: the original, in which nothing is that waits for a decision, and how much waits.

use std::sync::Arc;

use desk::text::{Span, TextFacts};
use manuscript::{Manuscript, Places};

/// A manuscript as it was read when it had this revision.
pub struct Seen {
    revision: u64,
    review: u64,
    pub body: Arc<str>,
    pub facts: Arc<TextFacts>,
    /// Where the places of `body` stand in what the editor shows.
    pub places: Arc<Places>,
}

/// How much of a text waits for somebody.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Open {
    suggestions: u32,
    comments: u32,
    must_fix: u32,
    must_answer: u32,
}

impl Seen {
    pub fn of(manuscript: &Manuscript) -> Self {
        let body: Arc<str> = manuscript.original().into();
        let facts = Open::of(manuscript).put(press::facts(&body));
        Self {
            revision: manuscript.revision(),
            review: manuscript.review_revision(),
            body,
            facts: Arc::new(facts),
            places: Arc::new(manuscript.original_places()),
        }
    }

    /// What the dictionary does not know of the body; it stands until it is looked up again.
    pub fn misspelt(&mut self, words: Vec<(String, Span)>) {
        Arc::make_mut(&mut self.facts).misspelt = words;
    }

    /// Reads it again when it changed, and of it what did.
    pub fn renew(&mut self, manuscript: &Manuscript) {
        if self.revision == manuscript.revision() && self.review == manuscript.review_revision() {
            return;
        }
        let body = manuscript.original();
        let mut facts = match *body == *self.body {
            true => TextFacts::clone(&self.facts),
            false => TextFacts { misspelt: self.facts.misspelt.clone(), ..press::facts(&body) },
        };
        facts = match self.review == manuscript.review_revision() {
            true => Open::counted(&self.facts).put(facts),
            false => Open::of(manuscript).put(facts),
        };
        *self = Self {
            revision: manuscript.revision(),
            review: manuscript.review_revision(),
            body: body.into(),
            facts: Arc::new(facts),
            places: Arc::new(manuscript.original_places()),
        };
    }
}

impl Open {
    fn of(manuscript: &Manuscript) -> Self {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let comments = manuscript.comments();
        let fields = manuscript.field_suggestions().into_iter().filter(|field| field.verdict.is_none()).count();
        let asked =
            |comment: &&manuscript::Comment| comment.kind == manuscript::RemarkKind::Comment && !comment.resolved;
        Self {
            suggestions: count(manuscript.review().suggestions.len() + fields),
            comments: count(comments.iter().filter(asked).count()),
            must_fix: count(comments.iter().filter(|comment| comment.keeps_back()).count()),
            must_answer: count(comments.iter().filter(|comment| comment.wants_answer()).count()),
        }
    }

    fn counted(facts: &TextFacts) -> Self {
        Self {
            suggestions: facts.open_suggestions,
            comments: facts.open_comments,
            must_fix: facts.open_must_fix,
            must_answer: facts.open_must_answer,
        }
    }

    fn put(self, facts: TextFacts) -> TextFacts {
        TextFacts {
            open_suggestions: self.suggestions,
            open_comments: self.comments,
            open_must_fix: self.must_fix,
            open_must_answer: self.must_answer,
            ..facts
        }
    }
}
