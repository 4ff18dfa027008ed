//! What comes in from elsewhere, and taking back what one did: both change which acts hide which characters, and reach the
//! editor as a step of the desk.

use std::collections::HashMap;

use crate::DESK;
use crate::act::{Act, ActId};
use crate::admission::Arrivals;
use crate::collab::Update;
use crate::damage::Damaged;
use crate::engine::{Engine, Import, Insertion};
use crate::history::Stride;
use crate::manuscript::{Deed, Manuscript};
use crate::runs::Run;
use crate::settle::Tally;
use crate::spans::{Span, Spans};
use crate::units::Extent;

/// How many updates may wait for one that they build on.
const WAITING: usize = 1_024;

impl Manuscript {
    /// Takes in a foreign update, written with [`Manuscript::take_update`] or [`Manuscript::snapshot`] elsewhere. Whether the
    /// text changed; if so a step of the client [`DESK`] was appended. What was merged before changes nothing; what
    /// builds on an update that has not come yet waits for it. With an error nothing changed.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<bool, Damaged> {
        let before = self.step();
        if !self.take_in(bytes)? {
            if self.early.len() >= WAITING {
                return Err(Damaged::Missing);
            }
            if !self.early.iter().any(|waiting| waiting == bytes) {
                self.early.push(bytes.to_vec());
            }
            return Ok(false);
        }
        let mut progress = !self.early.is_empty();
        while progress {
            progress = false;
            for waiting in std::mem::take(&mut self.early) {
                match self.take_in(&waiting) {
                    Ok(true) => progress = true,
                    Ok(false) => self.early.push(waiting),
                    // It came before it could be read whole; now it shows that it is damaged, and goes.
                    Err(_) => {}
                }
            }
        }
        Ok(self.step() > before)
    }

    /// Whether the update found everything it builds on.
    fn take_in(&mut self, bytes: &[u8]) -> Result<bool, Damaged> {
        let deeds = &self.deeds;
        match self.engine.import(bytes, |id| deeds.contains_key(&id))? {
            Import::Early => Ok(false),
            Import::Done(arrivals, insertions) => {
                self.arrive(arrivals, insertions);
                Ok(true)
            }
        }
    }

    /// Everything that a document just loaded holds.
    pub(crate) fn arrive_whole(&mut self, arrivals: Arrivals) {
        let text = self.engine.slice(0, self.engine.len());
        self.settle_arrivals(arrivals, vec![Insertion { at: 0, text }]);
    }

    fn arrive(&mut self, arrivals: Arrivals, insertions: Vec<Insertion>) {
        let changes = self.settle_arrivals(arrivals, insertions);
        self.append_desk(changes);
    }

    fn settle_arrivals(&mut self, arrivals: Arrivals, insertions: Vec<Insertion>) -> crate::ChangeSet {
        let engine = &self.engine;
        let pieces = Pieces::new(&arrivals.characters);
        for insertion in insertions {
            let seat = self.runs.cut_char(insertion.at, |from, to| engine.slice(from, to));
            self.runs.insert(seat, pieces.runs(engine, &insertion));
        }
        let mut tally = Tally::default();
        for (id, act) in arrivals.acts {
            if let Act::Delete(spans) = &act {
                tally.add(spans, 1);
            }
            self.deeds.insert(id, Deed { act, undone: false });
        }
        for id in arrivals.flags {
            let undone = engine.is_undone(id);
            set_undone(&mut self.deeds, id, undone, &mut tally);
        }
        self.settle(tally)
    }

    fn settle(&mut self, tally: Tally) -> crate::ChangeSet {
        let engine = &self.engine;
        self.runs.count(tally, |from, to| engine.slice(from, to));
        let changes = self.runs.settle(&mut self.working, |from, to| engine.slice(from, to));
        self.units = changes.new_units();
        changes
    }

    fn append_desk(&mut self, changes: crate::ChangeSet) -> bool {
        let changed = !changes.is_empty();
        if changed {
            self.steps.append(Update { client: DESK.to_owned(), changes });
        }
        changed
    }

    /// Takes back the client's last edit that still shows, and nothing that anyone else did. Whether the text changed; if
    /// so a step of the client [`DESK`] was appended.
    pub fn undo(&mut self, client: &str) -> bool {
        self.write_acts();
        while let Some(stride) = self.history.undoable(client) {
            stride.undone = true;
            let mut tally = Tally::default();
            for &id in &stride.struck {
                set_undone(&mut self.deeds, id, true, &mut tally);
                self.engine.flag(id, true);
            }
            match stride.hiding {
                Some(id) => {
                    set_undone(&mut self.deeds, id, false, &mut tally);
                    self.engine.flag(id, false);
                }
                None if stride.typed.is_empty() => {}
                None => {
                    let id = ActId { peer: self.engine.peer(), number: self.next_act };
                    self.next_act += 1;
                    hide_typed(stride, id, &mut self.engine, &mut self.deeds, &mut tally);
                }
            }
            let changes = self.settle(tally);
            if self.append_desk(changes) {
                return true;
            }
        }
        false
    }

    /// Does again what the client took back last.
    pub fn redo(&mut self, client: &str) -> bool {
        self.write_acts();
        while let Some(stride) = self.history.redoable(client) {
            stride.undone = false;
            let mut tally = Tally::default();
            let flips = stride.struck.iter().map(|&id| (id, false)).chain(stride.hiding.map(|id| (id, true)));
            for (id, undone) in flips {
                set_undone(&mut self.deeds, id, undone, &mut tally);
                self.engine.flag(id, undone);
            }
            let changes = self.settle(tally);
            if self.append_desk(changes) {
                return true;
            }
        }
        false
    }
}

fn hide_typed(
    stride: &mut Stride,
    id: ActId,
    engine: &mut Engine,
    deeds: &mut HashMap<ActId, Deed>,
    tally: &mut Tally,
) {
    let mut spans = Spans::default();
    spans.add(&stride.typed);
    engine.write_deletion(id, &spans);
    tally.add(&spans, 1);
    deeds.insert(id, Deed { act: Act::Delete(spans), undone: false });
    stride.hiding = Some(id);
}

fn set_undone(deeds: &mut HashMap<ActId, Deed>, id: ActId, undone: bool, tally: &mut Tally) {
    let Some(deed) = deeds.get_mut(&id).filter(|deed| deed.undone != undone) else { return };
    deed.undone = undone;
    if let Act::Delete(spans) = &deed.act {
        tally.add(spans, if undone { -1 } else { 1 });
    }
}

/// The insertions that characters came with. Those of one insertion keep their order in the text, whatever comes between
/// them: so when the first and the last of some stand as far apart as their ids, all of them stand together.
struct Pieces(Vec<Span>);

impl Pieces {
    fn new(insertions: &[Span]) -> Pieces {
        let mut sorted = insertions.to_vec();
        sorted.sort_unstable();
        Pieces(sorted)
    }

    fn runs(&self, engine: &Engine, insertion: &Insertion) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut rest = insertion.text.as_str();
        let mut left = Extent::of(rest).chars;
        let mut at = insertion.at;
        while left > 0 {
            let (peer, start) = engine.id_at(at).expect("every character has an id");
            let len = self.together(engine, at, Span { peer, start, len: left });
            let bytes = crate::units::at_char(rest, len).bytes as usize;
            runs.extend(Run::of(Span { peer, start, len }, &rest[..bytes], false));
            rest = &rest[bytes..];
            at += len;
            left -= len;
        }
        runs
    }

    /// How many of the characters of `most` stand together from `at` on.
    fn together(&self, engine: &Engine, at: u32, most: Span) -> u32 {
        let index = self.0.partition_point(|span| (span.peer, span.start) <= (most.peer, most.start));
        let of = index.checked_sub(1).map(|index| self.0[index]).filter(|of| of.peer == most.peer);
        let limit = of.map_or(1, |of| of.end().saturating_sub(most.start).clamp(1, most.len));
        let holds = |len: u32| engine.id_at(at + len - 1) == Some((most.peer, most.start + len - 1));
        // Doubling first: most pieces are short, or whole.
        if holds(limit) {
            return limit;
        }
        let (mut sure, mut beyond) = (1, 2);
        while beyond < limit && holds(beyond) {
            (sure, beyond) = (beyond, beyond * 2);
        }
        beyond = beyond.min(limit);
        while beyond - sure > 1 {
            let middle = sure + (beyond - sure) / 2;
            if holds(middle) { sure = middle } else { beyond = middle }
        }
        sure
    }
}
