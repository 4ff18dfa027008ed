//! Direct edits, and what direct and suggested ones have in common.

use std::borrow::Cow;

use crate::act::Act;
use crate::changes::{ChangeSet, Filling, Inserted};
use crate::collab::Update;
use crate::history::Stroke;
use crate::manuscript::Manuscript;
use crate::record::Deed;
use crate::runs::Run;
use crate::spans::{Span, Spans};
use crate::state::State;
use crate::units;

impl Manuscript {
    pub(crate) fn step_by(&mut self, update: &Update) {
        let stride = self.history.stride(&update.client, None, self.steps.count(), Stroke::of(&update.changes));
        let (typed, hidden) = self.edit(&update.changes);
        self.history.at(stride).typed.extend(typed);
        if !hidden.is_empty() {
            let deed = self.growing(stride, || Act::Delete(Spans::default()));
            if let Act::Delete(spans) = &mut self.record.deeds[deed as usize].act {
                spans.add(&hidden);
            }
        }
        self.follow(&update.client);
        self.steps.append(update.clone());
        self.history.at(stride).upto = self.steps.count();
        self.revision += 1;
    }

    /// The act of the stride that is of this kind and can still grow, or a new one.
    pub(crate) fn growing(&mut self, stride: usize, new: impl FnOnce() -> Act) -> u32 {
        let act = new();
        // A stretch of edits in suggesting mode strikes and withdraws in turn.
        let recent: Vec<u32> = self.history.at(stride).acts.iter().rev().take(2).copied().collect();
        if let Some(deed) = recent.into_iter().find(|&deed| grows(self.record.deed(deed), &act)) {
            return deed;
        }
        let id = self.new_id();
        let deed = self.record.act(id, act, false);
        self.unwritten.push(deed);
        self.history.at(stride).acts.push(deed);
        deed
    }

    /// Applies direct changes that were checked: the characters added, and those hidden.
    pub(crate) fn edit(&mut self, changes: &ChangeSet) -> (Vec<Span>, Vec<Span>) {
        let (mut typed, mut hidden) = (Vec::new(), Vec::new());
        let mut stirs = false;
        let mut at = 0;
        for section in changes.sections() {
            let Some(inserted) = &section.with else {
                at += section.units;
                continue;
            };
            let end = at + section.units;
            stirs |= self.has_marks() && self.is_between_marks(end);
            typed.extend(self.type_at(end, inserted, None));
            if section.units > 0 {
                let commented = !self.record.comments.is_empty();
                let first = hidden.len();
                let hide = |run: &mut Run| {
                    stirs |= commented || run.state != State::Plain;
                    run.hides += 1;
                    run.state = State::Gone;
                    run.open.clear();
                    hidden.push(run.span);
                };
                let bytes = self.runs.visit(at, end, &self.working, hide).expect("the place was checked");
                if commented {
                    self.moving.lift(&self.working[bytes.clone()], hidden[first..].to_vec());
                }
                self.working.replace_range(bytes, "");
            }
            at += inserted.units();
        }
        self.units = at;
        if stirs {
            self.stir();
        }
        (typed, hidden)
    }

    /// Whether what is typed here parts something that is suggested.
    fn is_between_marks(&mut self, at: u32) -> bool {
        let around = self.runs.around(at, at, &self.working).expect("the place was checked");
        let open = |run: Option<&Run>| run.is_some_and(|run| run.state != State::Plain);
        open(around.0) && open(around.1)
    }

    /// Adds text at a place that was checked, under a suggestion or directly.
    pub(crate) fn type_at(&mut self, at: u32, inserted: &Inserted, under: Option<u32>) -> Option<Span> {
        let text = inserted.text();
        if text.is_empty() {
            return None;
        }
        self.head(under);
        let seat = self.runs.cut(at, &self.working).expect("the place was checked");
        let span = self.engine.insert(seat.chars, text, text.chars().count() as u32);
        self.working.insert_str(seat.bytes as usize, text);
        let state = if under.is_some() { State::Inserted } else { State::Plain };
        self.runs.insert(seat, Run::of(span, text, under, state));
        if !self.record.comments.is_empty() {
            self.moving.put(span, text);
        }
        Some(span)
    }

    /// What this peer types from here on belongs to the suggestion, or to none.
    pub(crate) fn head(&mut self, under: Option<u32>) {
        if self.heading == under {
            return;
        }
        self.heading = under;
        let id = self.new_id();
        let act = Act::Heading(under.map(|number| self.record.suggestion(number).id));
        let operation = self.engine.write_act(id, &act);
        self.record.act(id, act, true);
        self.record.head(id.peer, operation, under);
    }

    /// The change that takes out every NUL that an editor sent.
    pub(crate) fn without_nul(&self) -> ChangeSet {
        let mut changes = ChangeSet::default();
        for part in self.working.split_inclusive('\0') {
            let text = part.trim_end_matches('\0');
            changes.keep(units::of(text));
            changes.replace((part.len() - text.len()) as u32, Cow::Owned(Inserted::default()), false);
        }
        changes
    }
}

/// Whether the act of this kind can be part of that deed.
fn grows(deed: &Deed, act: &Act) -> bool {
    !deed.written
        && match (&deed.act, act) {
            (Act::Strike { suggestion, .. }, Act::Strike { suggestion: other, .. }) => suggestion == other,
            (Act::Delete(_), Act::Delete(_)) | (Act::Withdraw(_), Act::Withdraw(_)) => true,
            _ => false,
        }
}
