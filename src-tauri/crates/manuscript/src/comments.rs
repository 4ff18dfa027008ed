//! Comments and notes: remarks on words, or on the whole text, with replies.
//!
//! A comment is about a set of characters and not about a place, so it stays with its words whatever is done around them. When
//! none of them is shown it is in the tray; it comes back with them. Neither comments nor notes are ever part of the text, so
//! nothing has to take them out before it is published.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::changes::Misfit;
use crate::entries::{
    By, CommentEntry, Entry, Flag, FlagState, NoEntry, Place, RemarkKind, ReplyEntry, State, Wording,
};
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::places::Places;
use crate::record::{Commented, Replied};
use crate::runs::Run;
use crate::spans::{Span, Spans};

/// How many characters of its words a comment repeats.
const QUOTED: usize = 200;

/// What somebody says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    #[serde(flatten)]
    pub by: By,
    pub text: String,
    /// Ids of those whom it is for, as the caller names people.
    pub mentions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    pub id: Id,
    #[serde(flatten)]
    pub remark: Remark,
    /// It says something else than it did first.
    pub edited: bool,
}

/// Where a comment stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// It is about the whole text.
    Whole,
    /// From the first to the last of its words that is shown, in UTF-16 units of the working text.
    At(Range<u32>),
    /// None of its words is shown.
    Tray,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comment {
    pub id: Id,
    pub kind: RemarkKind,
    pub place: Where,
    /// The field beside the text that it is about, as the caller names fields.
    pub field: Option<String>,
    /// Its words as they stood when it was made, the first of them when they were many.
    pub quote: String,
    #[serde(flatten)]
    pub remark: Remark,
    /// It says something else than it did first.
    pub edited: bool,
    /// Oldest first.
    pub replies: Vec<Reply>,
    pub resolved: bool,
    pub must_fix: bool,
    pub must_answer: bool,
    /// Who resolved or reopened it last.
    pub settled_by: Option<By>,
}

impl Comment {
    /// Whether it keeps the article from copy.
    pub fn keeps_back(&self) -> bool {
        self.must_fix && !self.resolved
    }

    /// Whether somebody else still owes an answer.
    pub fn wants_answer(&self) -> bool {
        let answered = self.replies.iter().any(|reply| reply.remark.by.author != self.remark.by.author);
        self.must_answer && !self.resolved && !answered
    }
}

/// A remark that cannot be made; nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RemarkError {
    #[error(transparent)]
    Misfit(#[from] Misfit),
    #[error("there are no words to comment on")]
    NoWords,
    #[error("there is no such remark or suggestion")]
    NoSuch,
    #[error("the remark is too long")]
    TooLong,
}

impl From<NoEntry> for RemarkError {
    fn from(_: NoEntry) -> Self {
        RemarkError::TooLong
    }
}

impl Manuscript {
    /// Comments on a stretch of the working text in UTF-16 units, or on the whole text.
    pub fn comment(&mut self, kind: RemarkKind, on: Option<Range<u32>>, remark: Remark) -> Result<Id, RemarkError> {
        let (spans, quote) = match on {
            None => (None, String::new()),
            Some(range) => {
                let (spans, quote) = self.characters(&range)?;
                if spans.is_empty() {
                    return Err(RemarkError::NoWords);
                }
                (Some(spans), quote)
            }
        };
        let Remark { by, text, mentions } = remark;
        let id = self.new_id();
        self.enter(id, Entry::Comment(CommentEntry { kind, on: spans, field: None, quote, by, text, mentions }))?;
        Ok(id)
    }

    /// Comments on a field beside the text, which holds `quote` now.
    pub fn comment_on_field(
        &mut self,
        kind: RemarkKind,
        field: &str,
        quote: &str,
        remark: Remark,
    ) -> Result<Id, RemarkError> {
        let Remark { by, text, mentions } = remark;
        let (field, quote) = (Some(field.to_owned()), quote.chars().take(QUOTED).collect());
        let id = self.new_id();
        self.enter(id, Entry::Comment(CommentEntry { kind, on: None, field, quote, by, text, mentions }))?;
        Ok(id)
    }

    pub fn reply(&mut self, to: Id, remark: Remark) -> Result<Id, RemarkError> {
        if !self.record.comments.contains_key(&to) {
            return Err(RemarkError::NoSuch);
        }
        let Remark { by, text, mentions } = remark;
        let id = self.new_id();
        self.enter(id, Entry::Reply(ReplyEntry { to, by, text, mentions }))?;
        Ok(id)
    }

    /// Resolves or reopens a comment, or says what it asks for. Of two who say otherwise apart the later writing counts.
    pub fn flag(&mut self, comment: Id, flag: Flag, on: bool, by: &By) -> Result<(), RemarkError> {
        if !self.record.comments.contains_key(&comment) {
            return Err(RemarkError::NoSuch);
        }
        Ok(self.say(comment, State::Flag(flag, FlagState { on, by: by.clone() }))?)
    }

    /// Puts other words in the place of those of a comment or an answer; none delete it. A comment that was answered
    /// meanwhile stands, with the words it had first. Of two who say otherwise apart the later writing counts.
    pub fn amend(&mut self, remark: Id, text: Option<&str>, mentions: Vec<String>, by: &By) -> Result<(), RemarkError> {
        if self.record.thread(remark).is_none() {
            return Err(RemarkError::NoSuch);
        }
        let wording = Wording { text: text.map(str::to_owned), mentions, by: by.clone() };
        Ok(self.say(remark, State::Wording(wording))?)
    }

    /// Who made a comment or an answer, a deleted one too, and whether it has been answered since.
    pub fn remarked(&self, remark: Id) -> Option<(&By, bool)> {
        let thread = self.record.thread(remark)?;
        match thread.replies.iter().position(|reply| reply.id == remark) {
            Some(at) => Some((&thread.replies[at].entry.by, thread.replies[at + 1..].iter().any(Replied::stands))),
            None => Some((&thread.entry.by, thread.standing().next().is_some())),
        }
    }

    /// All comments that stand, resolved ones too: those on the whole text, then in the order of the text, then those in the tray.
    pub fn comments(&self) -> Vec<Comment> {
        let places = Places::new(&self.runs, &self.working);
        let place = |comment: &Commented| match &comment.entry.on {
            None => Where::Whole,
            Some(on) => {
                let mut sets = comment.moves.0.iter().rev().chain([on]);
                sets.find_map(|set| places.hull(set)).map_or(Where::Tray, Where::At)
            }
        };
        let standing = self.record.comments.iter().filter(|(_, comment)| comment.stands());
        let mut all: Vec<Comment> = standing.map(|(id, comment)| comment.shown(*id, place(comment))).collect();
        all.sort_by_key(|comment| {
            let place = match &comment.place {
                Where::Whole => (0, 0, 0),
                Where::At(range) => (1, range.start, range.end),
                Where::Tray => (2, 0, 0),
            };
            (place, comment.remark.by.time, comment.id)
        });
        all
    }

    fn characters(&mut self, range: &Range<u32>) -> Result<(Spans, String), Misfit> {
        let range = self.bounded(range)?;
        let mut found: Vec<Span> = Vec::new();
        let see = |run: &mut Run| found.push(run.span);
        let bytes = self.runs.visit(range.start, range.end, &self.working, see).expect("the places were checked");
        let mut spans = Spans::default();
        spans.add(&found);
        Ok((spans, self.working[bytes].chars().take(QUOTED).collect()))
    }

    /// Writes an entry down, once.
    pub(crate) fn enter(&mut self, id: Id, entry: Entry) -> Result<(), NoEntry> {
        self.engine.write_entry(&Place { map: entry.map(), key: id.to_string() }, &entry.to_json()?);
        self.record.enter(id, entry);
        self.revision += 1;
        self.stir();
        Ok(())
    }

    /// Writes down what holds of an entry from now on.
    pub(crate) fn say(&mut self, of: Id, state: State) -> Result<(), NoEntry> {
        self.engine.write_entry(&state.place(of), &state.to_json()?);
        self.record.set(of, state);
        self.revision += 1;
        self.stir();
        Ok(())
    }
}

/// What was written first, or what was put in its place; and whether that is something else.
fn worded(by: &By, text: &str, mentions: &[String], wording: Option<&Wording>) -> (Remark, bool) {
    let now = wording.and_then(|wording| Some((wording.text.as_deref()?, wording.mentions.as_slice())));
    let (now, mentions) = now.unwrap_or((text, mentions));
    (Remark { by: by.clone(), text: now.to_owned(), mentions: mentions.to_vec() }, now != text)
}

impl Replied {
    pub fn stands(&self) -> bool {
        self.wording.as_ref().is_none_or(|wording| wording.text.is_some())
    }

    fn shown(&self) -> Reply {
        let ReplyEntry { by, text, mentions, .. } = &self.entry;
        let (remark, edited) = worded(by, text, mentions, self.wording.as_ref());
        Reply { id: self.id, remark, edited }
    }
}

impl Commented {
    /// Deleted, and answered before everybody knew, it stands.
    pub fn stands(&self) -> bool {
        self.wording.as_ref().is_none_or(|wording| wording.text.is_some()) || self.standing().next().is_some()
    }

    /// The answers that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Replied> {
        self.replies.iter().filter(|reply| reply.stands())
    }

    fn shown(&self, id: Id, place: Where) -> Comment {
        let on = |flag| self.flags.get(&flag).is_some_and(|state| state.on);
        let CommentEntry { kind, field, quote, by, text, mentions, .. } = &self.entry;
        let (remark, edited) = worded(by, text, mentions, self.wording.as_ref());
        Comment {
            id,
            kind: *kind,
            place,
            field: field.clone(),
            quote: quote.clone(),
            remark,
            edited,
            replies: self.standing().map(Replied::shown).collect(),
            resolved: on(Flag::Resolved),
            must_fix: on(Flag::MustFix),
            must_answer: on(Flag::MustAnswer),
            settled_by: self.flags.get(&Flag::Resolved).map(|state| state.by.clone()),
        }
    }
}
