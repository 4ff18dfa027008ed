//! What each client did, so that it can take back its own and nothing else.

use std::collections::{HashSet, VecDeque};
use std::ops::Range;

use crate::changes::ChangeSet;
use crate::spans::Span;

/// How many strides are remembered for all clients together.
const REMEMBERED: usize = 4_096;

/// One or more edits of a client that are undone as one: a word typed, a stretch deleted, a paste, a decision.
#[derive(Debug)]
pub(crate) struct Stride {
    client: String,
    /// Characters it added.
    pub typed: Vec<Span>,
    /// The numbers of its acts: what it deleted, struck, withdrew or decided.
    pub acts: Vec<u32>,
    /// The act that hides `typed`, once it was undone.
    pub hiding: Option<u32>,
    pub undone: bool,
    /// Who suggested; `None` when the edits were direct.
    pub suggesting: Option<String>,
    /// The step after its last edit, and where that edit left the caret: typing on there belongs to it.
    pub upto: u32,
    touch: Touch,
}

/// What a client may take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    All,
    /// What it suggested: what it did before it might only suggest stays.
    Suggestions,
}

impl Reach {
    fn has(self, stride: &Stride) -> bool {
        match self {
            Reach::All => true,
            Reach::Suggestions => stride.suggesting.is_some(),
        }
    }
}

/// The shape of an edit, as far as it decides whether the next belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touch {
    Typing { caret: u32, after_space: bool },
    Deleting { caret: u32 },
    Other,
}

/// Where one edit begins, what it replaces, and by what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stroke<'a> {
    from: u32,
    to: u32,
    text: &'a str,
}

impl<'a> Stroke<'a> {
    /// `None` when the changes are not a single edit.
    pub fn of(changes: &'a ChangeSet) -> Option<Stroke<'a>> {
        let mut at = 0;
        let mut found = None;
        for section in changes.sections() {
            if let Some(inserted) = &section.with {
                if found.is_some() {
                    return None;
                }
                found = Some(Stroke { from: at, to: at + section.units, text: inserted.text() });
            }
            at += section.units;
        }
        found
    }

    /// Words struck or taken out, and nothing else.
    pub fn out(range: Range<u32>) -> Stroke<'static> {
        Stroke { from: range.start, to: range.end, text: "" }
    }

    fn touch(&self) -> Touch {
        let after_space = self.text.ends_with(char::is_whitespace);
        match (self.from == self.to, self.text.is_empty()) {
            (true, false) => Touch::Typing { caret: self.from + crate::units::of(self.text), after_space },
            (false, true) => Touch::Deleting { caret: self.from },
            _ => Touch::Other,
        }
    }

    /// Whether it goes on where `before` stopped: typing the same word, or deleting on.
    fn continues(&self, before: Touch) -> bool {
        match (before, self.touch()) {
            (Touch::Typing { caret, after_space }, Touch::Typing { .. }) => {
                let new_word = after_space && !self.text.starts_with(char::is_whitespace);
                caret == self.from && !new_word
            }
            (Touch::Deleting { caret }, Touch::Deleting { .. }) => caret == self.to || caret == self.from,
            _ => false,
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct History {
    strides: VecDeque<Stride>,
}

impl History {
    /// The stride that an edit at `step` belongs to, or a new one: its index. What the client had undone can no longer be
    /// redone.
    pub fn stride(&mut self, client: &str, suggesting: Option<&str>, step: u32, stroke: Option<Stroke<'_>>) -> usize {
        let last = self.strides.iter().rposition(|stride| stride.client == client);
        let continued = last.filter(|&index| {
            let stride = &self.strides[index];
            let same = !stride.undone && stride.upto == step && stride.suggesting.as_deref() == suggesting;
            same && stroke.is_some_and(|stroke| stroke.continues(stride.touch))
        });
        let touch = stroke.map_or(Touch::Other, |stroke| stroke.touch());
        let index = match continued {
            Some(index) => index,
            None => {
                if last.is_some_and(|index| self.strides[index].undone) {
                    self.strides.retain(|stride| stride.client != client || !stride.undone);
                }
                if self.strides.len() == REMEMBERED {
                    self.strides.pop_front();
                }
                self.strides.push_back(Stride {
                    client: client.to_owned(),
                    typed: Vec::new(),
                    acts: Vec::new(),
                    hiding: None,
                    undone: false,
                    suggesting: suggesting.map(str::to_owned),
                    upto: step,
                    touch,
                });
                self.strides.len() - 1
            }
        };
        let stride = &mut self.strides[index];
        stride.touch = touch;
        index
    }

    pub fn clients(&self) -> HashSet<&str> {
        self.strides.iter().map(|stride| stride.client.as_str()).collect()
    }

    pub fn at(&mut self, index: usize) -> &mut Stride {
        &mut self.strides[index]
    }

    /// The last stride of the client that is not undone, if it is within its reach.
    pub fn undoable(&mut self, client: &str, reach: Reach) -> Option<&mut Stride> {
        let last = self.strides.iter_mut().rev().find(|stride| stride.client == client && !stride.undone);
        last.filter(|stride| reach.has(stride))
    }

    /// The first stride of the client that is undone, if it is within its reach.
    pub fn redoable(&mut self, client: &str, reach: Reach) -> Option<&mut Stride> {
        let first = self.strides.iter_mut().find(|stride| stride.client == client && stride.undone);
        first.filter(|stride| reach.has(stride))
    }
}
