//! Comments go with words that are moved: cut and put in elsewhere by the same hand, or moved in one edit. The characters put in
//! are new ones; the comment notes that its words became them, and stands there as long as they are shown, else where it
//! stood before. So it is nothing to undo that the words came back.

use std::collections::VecDeque;

use crate::entries::{Moves, State};
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::places::Places;
use crate::spans::{Span, Spans};

/// How many letters words have at least to be known again: fewer are typed by chance.
const SHORTEST: usize = 3;
/// How many clients' last words are remembered, and how many moves of one comment.
const REMEMBERED: usize = 16;

/// Words that were taken out or struck, and the characters they were, in the order of the text.
#[derive(Debug, Clone)]
struct Lifted {
    text: String,
    spans: Vec<Span>,
}

/// What an edit that is under way lifts and puts in, and what each client lifted last.
#[derive(Debug, Default)]
pub(crate) struct Moving {
    lifted: Vec<Lifted>,
    put: Vec<(Span, String)>,
    last: VecDeque<(String, Lifted)>,
}

impl Moving {
    pub fn lift(&mut self, text: &str, spans: Vec<Span>) {
        if text.trim().chars().count() >= SHORTEST {
            self.lifted.push(Lifted { text: text.to_owned(), spans });
        }
    }

    pub fn put(&mut self, span: Span, text: &str) {
        if text.trim().chars().count() >= SHORTEST {
            self.put.push((span, text.to_owned()));
        }
    }
}

impl Lifted {
    /// Which of the characters put in stand for those of the set that were lifted; nothing when other words came in.
    fn became(&self, set: &Spans, put: Span, text: &str) -> Option<Spans> {
        if self.text.trim() != text.trim() {
            return None;
        }
        let lead = |text: &str| (text.chars().count() - text.trim_start().chars().count()) as u32;
        let (before, within) = (lead(&self.text), text.trim().chars().count() as u32);
        let first = put.start + lead(text);
        let (mut at, mut found) = (0, Vec::new());
        for lifted in &self.spans {
            for shared in set.iter().filter_map(|span| span.shared(lifted)) {
                let from = (at + (shared.start - lifted.start)).max(before) - before;
                let to = (at + (shared.end() - lifted.start)).clamp(before, before + within) - before;
                if from < to {
                    found.push(Span { peer: put.peer, start: first + from, len: to - from });
                }
            }
            at += lifted.len;
        }
        let mut became = Spans::default();
        became.add(&found);
        Some(became).filter(|became| !became.is_empty())
    }
}

impl Manuscript {
    /// The edit of the client is done: comments go where their words went.
    pub(crate) fn follow(&mut self, client: &str) {
        let (lifted, put) = (std::mem::take(&mut self.moving.lifted), std::mem::take(&mut self.moving.put));
        let last = self.moving.last.iter().find(|(of, _)| of == client && !put.is_empty());
        let before = last.map(|(_, lifted)| lifted.clone());
        for (span, text) in put {
            for words in lifted.iter().chain(&before) {
                self.follow_words(words, span, &text);
            }
        }
        if let Some(words) = lifted.into_iter().next_back() {
            self.moving.last.retain(|(of, _)| of != client);
            self.moving.last.push_back((client.to_owned(), words));
            if self.moving.last.len() > REMEMBERED {
                self.moving.last.pop_front();
            }
        }
    }

    fn follow_words(&mut self, words: &Lifted, put: Span, text: &str) {
        let places = Places::new(&self.runs, &self.working);
        let mut followed: Vec<(Id, Moves)> = Vec::new();
        for (id, comment) in &self.record.comments {
            let Some(on) = &comment.entry.on else { continue };
            let sets: Vec<&Spans> = comment.moves.0.iter().rev().chain([on]).collect();
            // The words it is at now; those it was at last, when none is shown.
            let shown = sets.iter().find(|set| places.hull(set).is_some());
            let set = shown.or_else(|| sets.iter().find(|set| set.shares(&words.spans)));
            let Some(set) = set.filter(|set| places.hull(&set.without(&words.spans)).is_none()) else { continue };
            if let Some(became) = words.became(set, put, text) {
                let mut moves = comment.moves.clone();
                moves.0.push(became);
                let many = moves.0.len().saturating_sub(REMEMBERED);
                moves.0.drain(..many);
                followed.push((*id, moves));
            }
        }
        for (id, moves) in followed {
            // Moves too long to be written down are none: the comment stays where it was.
            let _ = self.say(id, State::Moves(moves));
        }
    }
}
