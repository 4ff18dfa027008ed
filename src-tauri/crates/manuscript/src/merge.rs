//! What comes in from elsewhere: it reaches the editor as a step of the desk.

use crate::DESK;
use crate::act::Act;
use crate::admission::Arrivals;
use crate::collab::Update;
use crate::damage::Damaged;
use crate::engine::{Engine, Import, Insertion};
use crate::entries::{Entry, State};
use crate::manuscript::Manuscript;
use crate::record::Record;
use crate::runs::Run;
use crate::settle::{Settled, Tally};
use crate::spans::Span;
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
        match self.engine.import(bytes, &self.record)? {
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
        let stirs = !arrivals.entries.is_empty() || !arrivals.states.is_empty();
        let settled = self.settle_arrivals(arrivals, insertions);
        self.revision += u64::from(stirs && !settled.moved);
        if stirs || self.has_marks() {
            self.stir();
        }
        self.append_desk(settled);
    }

    fn settle_arrivals(&mut self, arrivals: Arrivals, insertions: Vec<Insertion>) -> Settled {
        self.note(&arrivals);
        let (engine, record) = (&self.engine, &mut self.record);
        let pieces = Pieces::new(&arrivals.characters);
        for insertion in insertions {
            let seat = self.runs.cut_char(insertion.at, |from, to| engine.slice(from, to));
            self.runs.insert(seat, pieces.runs(engine, record, &insertion));
        }
        let mut tally = Tally::default();
        let first = record.deeds.len() as u32;
        for (id, _, act) in arrivals.acts {
            record.act(id, act, true);
        }
        for number in first..record.deeds.len() as u32 {
            tally.add(record, number);
        }
        for id in arrivals.flags {
            if let Some(number) = record.number(id) {
                tally.flip(record, number, engine.is_undone(id));
            }
        }
        self.settle(tally)
    }

    /// Notes what says how the characters that came are to be read, and what is said beside them.
    fn note(&mut self, arrivals: &Arrivals) {
        let (replies, others): (Vec<_>, Vec<_>) =
            arrivals.entries.iter().partition(|(_, entry)| matches!(entry, Entry::Reply(_)));
        for (id, entry) in others.into_iter().chain(replies) {
            self.record.enter(*id, entry.clone());
        }
        for (of, place) in arrivals.places() {
            let json = self.engine.entry(&place).unwrap_or_default();
            if let Ok(Some((_, state))) = State::read(place.map, &place.key, &json) {
                self.record.set(of, state);
            }
        }
        for (id, operation, act) in &arrivals.acts {
            if let Act::Heading(suggestion) = act {
                let under = suggestion.and_then(|id| self.record.suggestion_number(id));
                self.record.head(id.peer, *operation, under);
            }
        }
    }

    /// Puts acts to the characters: what of the text changed.
    pub(crate) fn settle(&mut self, tally: Tally) -> Settled {
        let engine = &self.engine;
        self.runs.count(tally, |from, to| engine.slice(from, to));
        let settled = self.runs.settle(&mut self.working, &self.record, |from, to| engine.slice(from, to));
        self.units = settled.changes.new_units();
        settled
    }

    /// Tells the editors. Whether anything stands otherwise than before.
    pub(crate) fn append_desk(&mut self, settled: Settled) -> bool {
        self.revision += u64::from(settled.moved);
        if !settled.changes.is_empty() {
            self.steps.append(Update { client: DESK.to_owned(), changes: settled.changes });
        }
        settled.moved
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

    fn runs(&self, engine: &Engine, record: &Record, insertion: &Insertion) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut rest = insertion.text.as_str();
        let mut left = Extent::of(rest).chars;
        let mut at = insertion.at;
        while left > 0 {
            let (peer, start) = engine.id_at(at).expect("every character has an id");
            let len = self.together(engine, at, Span { peer, start, len: left });
            let bytes = crate::units::at_char(rest, len).bytes as usize;
            runs.extend(Run::arrived(Span { peer, start, len }, &rest[..bytes], record));
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
