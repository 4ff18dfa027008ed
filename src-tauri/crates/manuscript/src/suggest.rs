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
use crate::manuscript::Manuscript;
use crate::record::Record;
use crate::runs::Run;
use crate::spans::{Span, Spans};
use crate::state::State;
use crate::strikes::{self, Piece};

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

    /// One update in suggesting mode with what it strikes, and the correction that follows it. `given` is the suggestion of a
    /// kind that was said, once it is open.
    pub(crate) fn suggest_step(
        &mut self,
        update: &Update,
        struck: &ChangeSet,
        by: &Suggesting,
        given: &mut Option<u32>,
    ) -> Option<Update> {
        let stroke = strikes::stroke(&update.changes, struck);
        let stride = self.history.stride(&update.client, Some(&by.by.author), self.steps.count(), stroke);
        let pieces = strikes::pieces(&update.changes, struck, |at| self.runs.is_place(at, &self.working));
        let mut correction = ChangeSet::default();
        let mut at = 0;
        let mut rest = pieces.as_slice();
        while let Some(&first) = rest.first() {
            if let Piece::Keep(units) = first {
                at += units;
                correction.keep(units);
                rest = &rest[1..];
                continue;
            }
            // Text that comes in behind what goes out is one replacement.
            let outs = rest.iter().take_while(|piece| matches!(piece, Piece::Out { .. })).count();
            let (nothing, (out, behind)) = (Inserted::default(), rest.split_at(outs));
            let inserted = if let Some(Piece::In(inserted)) = behind.first() { inserted } else { &nothing };
            rest = behind.get(usize::from(matches!(behind.first(), Some(Piece::In(_))))..).unwrap_or_default();
            at += self.suggest_section(at, out, inserted, by, given, stride, &mut correction) + inserted.units();
            correction.keep(inserted.units());
        }
        self.units = at;
        self.follow(&update.client);
        self.steps.append(update.clone());
        let correction = (!correction.is_empty()).then(|| Update { client: DESK.to_owned(), changes: correction });
        if let Some(correction) = &correction {
            self.steps.append(correction.clone());
        }
        self.history.at(stride).upto = self.steps.count();
        self.revision += 1;
        self.stir();
        correction
    }

    /// Suggests one replacement, and adds to the correction what the editor must put back or take out: how many units of what
    /// goes out stay in the text.
    #[expect(clippy::too_many_arguments, reason = "the state of one update that is worked off piece by piece")]
    fn suggest_section(
        &mut self,
        from: u32,
        outs: &[Piece<'_>],
        inserted: &Inserted,
        by: &Suggesting,
        given: &mut Option<u32>,
        stride: usize,
        correction: &mut ChangeSet,
    ) -> u32 {
        let units = |piece: &Piece<'_>| if let Piece::Out { units, .. } = piece { *units } else { 0 };
        let to = from + outs.iter().map(units).sum::<u32>();
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
        let mut at = from;
        for out in outs {
            let Piece::Out { units, taken } = *out else { continue };
            let (stays, pieces) = self.take_out(at, at + units, author, strike, withdraw);
            at += stays.units();
            if taken {
                correction.replace(0, Cow::Owned(stays), false);
                continue;
            }
            for (units, stays) in pieces {
                if stays {
                    correction.keep(units);
                } else {
                    correction.replace(units, Cow::Owned(Inserted::default()), false);
                }
            }
        }
        at - from
    }

    /// Strikes what is struck under the one act and withdraws under the other: what of it stays in the text, and of each
    /// piece its units and whether it stays.
    fn take_out(
        &mut self,
        from: u32,
        to: u32,
        author: &str,
        strike: Option<u32>,
        withdraw: Option<u32>,
    ) -> (Inserted, Vec<(u32, bool)>) {
        let (record, working) = (&self.record, &self.working);
        let (mut struck, mut withdrawn, mut all): (Vec<Span>, Vec<Span>, Vec<Span>) = Default::default();
        let mut pieces: Vec<(u32, u32, bool)> = Vec::new();
        let take = |run: &mut Run| {
            let fate = run.fate(record, author);
            all.push(run.span);
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
            pieces.push((run.bytes, run.units, fate != Fate::Withdraw));
        };
        let bytes = self.runs.visit(from, to, working, take).expect("the place was checked");
        if !record.comments.is_empty() {
            self.moving.lift(&working[bytes.clone()], all);
        }
        let mut stays = String::new();
        let mut at = bytes.start;
        for &(len, _, stay) in &pieces {
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
        let pieces = pieces.into_iter().map(|(_, units, stay)| (units, stay)).collect();
        (Inserted::from(stays.as_str()), pieces)
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
