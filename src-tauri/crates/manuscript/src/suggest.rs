//! Suggesting mode: nothing of the original goes, and what comes in waits for a decision.
//!
//! What somebody brought in themselves and is still open goes at once when they delete it; what they have struck stays struck;
//! all the rest is struck, another's insertion too, which then waits for two decisions. Text typed over a selection stands
//! behind what was struck. Text typed directly inside somebody's suggestion is no part of it.

use std::borrow::Cow;

use crate::DESK;
use crate::act::Act;
use crate::changes::{ChangeSet, Filling, Inserted};
use crate::collab::Update;
use crate::entries::{By, Entry, Given, Reason, State as Said, SuggestionEntry};
use crate::history::Stroke;
use crate::manuscript::Manuscript;
use crate::record::Record;
use crate::runs::Run;
use crate::spans::{Span, Spans};
use crate::state::State;

/// How an editor's updates are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    Editing,
    Suggesting(Suggesting),
}

/// Who suggests, and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggesting {
    pub by: By,
    /// With a kind all that comes in one push is one suggestion of its own: a move is a deletion and an insertion, a format
    /// the insertion or deletion of its marks. Without, an edit beside an open suggestion of the same author belongs to it.
    pub kind: Option<Given>,
    pub reason: Option<String>,
}

/// What suggesting mode does with a character that is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Withdraw,
    Stay,
    Strike,
}

impl Run {
    fn fate(&self, record: &Record, author: &str) -> Fate {
        let own = |suggestion: u32| record.suggestion(suggestion).entry.by.author == author;
        if self.open_insertion().is_some_and(own) {
            Fate::Withdraw
        } else if self.open_strikes(record).any(|(_, suggestion)| own(suggestion)) {
            Fate::Stay
        } else {
            Fate::Strike
        }
    }

    /// The open suggestion of the author that these characters belong to.
    fn suggested_by(&self, record: &Record, author: &str) -> Option<u32> {
        let strikes = self.open_strikes(record).map(|(_, suggestion)| suggestion);
        self.open_insertion()
            .into_iter()
            .chain(strikes)
            .find(|&suggestion| record.suggestion(suggestion).entry.by.author == author)
    }
}

impl Manuscript {
    /// Says why something is suggested, in the place of what was said before. Whether there is such a suggestion and the
    /// reason is no longer than an entry may be.
    pub fn give_reason(&mut self, suggestion: crate::Id, text: &str, by: &By) -> bool {
        let known = self.record.suggestion_number(suggestion).is_some();
        known && self.say(suggestion, Said::Reason(Reason { text: text.to_owned(), by: by.clone() })).is_ok()
    }

    /// One update in suggesting mode, and the correction that follows it. `given` is the suggestion of a kind that was said,
    /// once it is open.
    pub(crate) fn suggest_step(&mut self, update: &Update, by: &Suggesting, given: &mut Option<u32>) -> Option<Update> {
        let stroke = Stroke::of(&update.changes);
        let stride = self.history.stride(&update.client, Some(&by.by.author), self.steps.count(), stroke);
        let mut correction = ChangeSet::default();
        let mut at = 0;
        for section in update.changes.sections() {
            let Some(inserted) = &section.with else {
                at += section.units;
                correction.keep(section.units);
                continue;
            };
            let stays = self.suggest_section(at, at + section.units, inserted, by, given, stride);
            at += stays.units() + inserted.units();
            correction.replace(0, Cow::Owned(stays), false);
            correction.keep(inserted.units());
        }
        self.units = at;
        self.steps.append(update.clone());
        let correction = (!correction.is_empty()).then(|| Update { client: DESK.to_owned(), changes: correction });
        if let Some(correction) = &correction {
            self.steps.append(correction.clone());
        }
        self.history.at(stride).upto = self.steps.count();
        self.revision += 1;
        correction
    }

    /// Suggests one replacement: the text between the two places that stays.
    fn suggest_section(
        &mut self,
        from: u32,
        to: u32,
        inserted: &Inserted,
        by: &Suggesting,
        given: &mut Option<u32>,
        stride: usize,
    ) -> Inserted {
        let author = &by.by.author;
        let mut own = match given {
            Some(given) => Some(*given),
            None if by.kind.is_some() => None,
            None => self.continued(from, to, author),
        };
        let (record, mut strikes, mut withdraws) = (&self.record, false, false);
        let look = |run: &mut Run| match run.fate(record, author) {
            Fate::Strike => strikes = true,
            Fate::Withdraw => withdraws = true,
            Fate::Stay => {}
        };
        self.runs.visit(from, to, &self.working, look).expect("the place was checked");
        if own.is_none() && (strikes || !inserted.text().is_empty()) {
            own = Some(self.open_suggestion(by));
            if by.kind.is_some() {
                *given = own;
            }
        }
        let typed = self.type_at(to, inserted, own);
        self.history.at(stride).typed.extend(typed);
        let suggestion = own.map(|number| self.record.suggestion(number).id);
        let strike = suggestion
            .filter(|_| strikes)
            .map(|suggestion| self.growing(stride, || Act::Strike { suggestion, spans: Spans::default() }));
        let withdraw = withdraws.then(|| self.growing(stride, || Act::Withdraw(Spans::default())));
        self.take_out(from, to, author, strike, withdraw)
    }

    /// Strikes what is struck under the one act and withdraws under the other: what of it stays in the text.
    fn take_out(&mut self, from: u32, to: u32, author: &str, strike: Option<u32>, withdraw: Option<u32>) -> Inserted {
        let (record, working) = (&self.record, &self.working);
        let (mut struck, mut withdrawn): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let mut pieces: Vec<(u32, bool)> = Vec::new();
        let take = |run: &mut Run| {
            let fate = run.fate(record, author);
            match (fate, strike) {
                (Fate::Withdraw, _) => {
                    withdrawn.push(run.span);
                    run.withdraws += 1;
                    run.state = State::Gone;
                    run.open.clear();
                }
                (Fate::Strike, Some(strike)) => {
                    struck.push(run.span);
                    run.strike(strike);
                }
                (Fate::Strike, None) | (Fate::Stay, _) => {}
            }
            pieces.push((run.bytes, fate != Fate::Withdraw));
        };
        let bytes = self.runs.visit(from, to, working, take).expect("the place was checked");
        let mut stays = String::new();
        let mut at = bytes.start;
        for (len, stay) in pieces {
            let end = at + len as usize;
            if stay {
                stays.push_str(&working[at..end]);
            }
            at = end;
        }
        if stays.len() < bytes.len() {
            self.working.replace_range(bytes, &stays);
        }
        for (deed, more) in [(strike, struck), (withdraw, withdrawn)] {
            let act = deed.map(|deed| &mut self.record.deeds[deed as usize].act);
            if let Some(Act::Strike { spans, .. } | Act::Withdraw(spans)) = act {
                spans.add(&more);
            }
        }
        Inserted::from(stays.as_str())
    }

    /// The open suggestion of the author that an edit between two places goes on with: one beside it or in it, and one of a
    /// said kind only when the edit lies inside it.
    fn continued(&mut self, from: u32, to: u32, author: &str) -> Option<u32> {
        let record = &self.record;
        let (before, after) = self.runs.around(from, to, &self.working).expect("the place was checked");
        let of = |run: Option<&Run>| run.and_then(|run| run.suggested_by(record, author));
        let (before, after) = (of(before), of(after));
        if before.is_some() && before == after {
            return before;
        }
        let mut inside = None;
        let look = |run: &mut Run| inside = inside.or_else(|| run.suggested_by(record, author));
        self.runs.visit(from, to, &self.working, look).expect("the place was checked");
        let open = |suggestion: &u32| record.suggestion(*suggestion).entry.kind.is_none();
        [before, inside, after].into_iter().flatten().find(open)
    }

    fn open_suggestion(&mut self, by: &Suggesting) -> u32 {
        let id = self.new_id();
        let entry = Entry::Suggestion(SuggestionEntry { by: by.by.clone(), kind: by.kind });
        // An author's name longer than an entry would be refused everywhere: it is cut short.
        if self.enter(id, entry).is_err() {
            let by = By { author: by.by.author.chars().take(200).collect(), time: by.by.time };
            let entry = Entry::Suggestion(SuggestionEntry { by, kind: None });
            self.enter(id, entry).expect("an entry of two hundred letters is short");
        }
        if let Some(text) = &by.reason {
            self.give_reason(id, text, &by.by);
        }
        self.record.suggestion_number(id).expect("it was just noted")
    }
}
