//! All that is written in a document beside its characters, as far as it is known here.

use std::collections::{BTreeMap, HashMap};

use crate::act::{Act, Verdict};
use crate::entries::{
    CommentEntry, Entry, FieldEntry, Flag, FlagState, Moves, Reason, ReplyEntry, Ruling, State, SuggestionEntry,
    Wording,
};
use crate::id::Id;
use crate::spans::Span;

/// An act, and whether it is undone now.
#[derive(Debug)]
pub(crate) struct Deed {
    pub id: Id,
    pub act: Act,
    pub undone: bool,
    /// Whether it is in the document. Until then it can grow.
    pub written: bool,
}

#[derive(Debug)]
pub(crate) struct Opened {
    pub id: Id,
    pub entry: SuggestionEntry,
    pub reason: Option<Reason>,
}

#[derive(Debug)]
pub(crate) struct Commented {
    pub entry: CommentEntry,
    pub wording: Option<Wording>,
    pub flags: BTreeMap<Flag, FlagState>,
    pub moves: Moves,
    /// Oldest first.
    pub replies: Vec<Replied>,
}

#[derive(Debug)]
pub(crate) struct Replied {
    pub id: Id,
    pub entry: ReplyEntry,
    pub wording: Option<Wording>,
}

#[derive(Debug)]
pub(crate) struct Proposed {
    pub entry: FieldEntry,
    pub ruling: Option<Ruling>,
}

/// Acts and suggestions are numbered as they become known here: the numbers are short names in memory and nowhere else.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub deeds: Vec<Deed>,
    numbers: HashMap<Id, u32>,
    /// For each peer, from which of its operations on it types under which suggestion.
    headings: HashMap<u64, Vec<(u32, Option<u32>)>>,
    pub suggestions: Vec<Opened>,
    suggestion_numbers: HashMap<Id, u32>,
    pub comments: BTreeMap<Id, Commented>,
    replies: HashMap<Id, Id>,
    pub fields: BTreeMap<Id, Proposed>,
    /// Of the latest decision.
    pub latest: u64,
}

impl Record {
    /// Notes an act; its number here.
    pub fn act(&mut self, id: Id, act: Act, written: bool) -> u32 {
        if let Act::Decide(decision) = &act {
            self.latest = self.latest.max(decision.at);
        }
        let number = self.deeds.len() as u32;
        self.deeds.push(Deed { id, act, undone: false, written });
        self.numbers.insert(id, number);
        number
    }

    pub fn deed(&self, number: u32) -> &Deed {
        &self.deeds[number as usize]
    }

    pub fn number(&self, act: Id) -> Option<u32> {
        self.numbers.get(&act).copied()
    }

    pub fn suggestion(&self, number: u32) -> &Opened {
        &self.suggestions[number as usize]
    }

    pub fn suggestion_number(&self, id: Id) -> Option<u32> {
        self.suggestion_numbers.get(&id).copied()
    }

    /// The suggestion of an act that strikes.
    pub fn struck_under(&self, deed: u32) -> Option<u32> {
        match &self.deed(deed).act {
            Act::Strike { suggestion, .. } => self.suggestion_number(*suggestion),
            _ => None,
        }
    }

    /// From its operation `from` on, the peer types under the suggestion.
    pub fn head(&mut self, peer: u64, from: u32, under: Option<u32>) {
        let headings = self.headings.entry(peer).or_default();
        let index = headings.partition_point(|&(start, _)| start <= from);
        headings.insert(index, (from, under));
    }

    /// The suggestion that characters were typed under. All characters of a span were typed under the same: what changes it
    /// takes a number of its own.
    pub fn under(&self, span: Span) -> Option<u32> {
        let headings = self.headings.get(&span.peer)?;
        let index = headings.partition_point(|&(start, _)| start <= span.start);
        headings[index.checked_sub(1)?].1
    }

    /// Notes an entry. A reply goes to a comment that is known.
    pub fn enter(&mut self, id: Id, entry: Entry) {
        match entry {
            Entry::Suggestion(entry) => {
                self.suggestion_numbers.insert(id, self.suggestions.len() as u32);
                self.suggestions.push(Opened { id, entry, reason: None });
            }
            Entry::Comment(entry) => {
                let (flags, moves, replies) = (BTreeMap::new(), Moves::default(), Vec::new());
                self.comments.insert(id, Commented { entry, wording: None, flags, moves, replies });
            }
            Entry::Reply(entry) => {
                self.replies.insert(id, entry.to);
                if let Some(comment) = self.comments.get_mut(&entry.to) {
                    comment.replies.push(Replied { id, entry, wording: None });
                    comment.replies.sort_by_key(|reply| (reply.entry.by.time, reply.id));
                }
            }
            Entry::Field(entry) => {
                self.fields.insert(id, Proposed { entry, ruling: None });
            }
        }
    }

    pub fn set(&mut self, of: Id, state: State) {
        match state {
            State::Flag(flag, state) => {
                if let Some(comment) = self.comments.get_mut(&of) {
                    comment.flags.insert(flag, state);
                }
            }
            State::Reason(reason) => {
                if let Some(number) = self.suggestion_number(of) {
                    self.suggestions[number as usize].reason = Some(reason);
                }
            }
            State::Moves(moves) => {
                if let Some(comment) = self.comments.get_mut(&of) {
                    comment.moves = moves;
                }
            }
            State::Ruling(ruling) => {
                if let Some(field) = self.fields.get_mut(&of) {
                    field.ruling = Some(ruling);
                }
            }
            State::Wording(wording) => {
                let thread = self.replies.get(&of).copied().unwrap_or(of);
                if let Some(comment) = self.comments.get_mut(&thread) {
                    match comment.replies.iter_mut().find(|reply| reply.id == of) {
                        Some(reply) => reply.wording = Some(wording),
                        None => comment.wording = Some(wording),
                    }
                }
            }
        }
    }

    /// The comment of this name, or that which the answer of this name belongs to.
    pub fn thread(&self, id: Id) -> Option<&Commented> {
        self.comments.get(self.replies.get(&id).unwrap_or(&id))
    }

    /// Whether an entry of the same kind has this name.
    pub fn has_entry(&self, id: Id, entry: &Entry) -> bool {
        match entry {
            Entry::Suggestion(_) => self.suggestion_numbers.contains_key(&id),
            Entry::Comment(_) => self.comments.contains_key(&id),
            Entry::Reply(_) => self.replies.contains_key(&id),
            Entry::Field(_) => self.fields.contains_key(&id),
        }
    }

    /// The decision that counts among these.
    pub fn verdict(&self, decisions: impl Iterator<Item = u32>) -> Option<Verdict> {
        let standing = decisions.filter_map(|number| {
            let deed = self.deed(number);
            match &deed.act {
                Act::Decide(decision) if !deed.undone => Some(((decision.at, deed.id), decision.verdict)),
                _ => None,
            }
        });
        standing.max_by_key(|(order, _)| *order).map(|(_, verdict)| verdict)
    }
}
