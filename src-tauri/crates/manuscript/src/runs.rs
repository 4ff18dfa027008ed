//! The characters in text order, as runs: stretches that one peer added one after another and that stand alike.
//!
//! Runs lie in blocks that know their sums, so that an edit looks at some hundred numbers and not at the text.

use std::ops::Range;

use crate::spans::Span;
use crate::state::{Mark, State};
use crate::units::{self, Extent};

/// The most characters in a run: what is counted through when an edit falls into it.
const LONGEST_RUN: u32 = 1_024;
/// The most runs in a block.
const LARGEST_BLOCK: usize = 128;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub span: Span,
    pub units: u32,
    pub bytes: u32,
    /// How many direct deletions that stand hide these characters.
    pub hides: u32,
    /// How many acts that stand take them back as a suggestion.
    pub withdraws: u32,
    /// The suggestion they were typed under, by its number in the record.
    pub under: Option<u32>,
    /// In order.
    pub marks: Vec<Mark>,
    pub state: State,
    /// The numbers of the acts that strike them and are open, in order.
    pub open: Vec<u32>,
}

impl Run {
    /// Runs for `text`, whose ids begin at `span`.
    pub fn of(span: Span, text: &str, under: Option<u32>, state: State) -> Vec<Run> {
        let (mut rest, mut start) = (text, span.start);
        let mut runs = Vec::new();
        while !rest.is_empty() {
            let extent = units::at_char(rest, LONGEST_RUN);
            let span = Span { peer: span.peer, start, len: extent.chars };
            let (units, bytes) = (extent.units, extent.bytes);
            runs.push(Run {
                span,
                units,
                bytes,
                hides: 0,
                withdraws: 0,
                under,
                marks: Vec::new(),
                state,
                open: Vec::new(),
            });
            start += extent.chars;
            rest = &rest[extent.bytes as usize..];
        }
        runs
    }

    /// Leaves the first part here and returns the second.
    pub fn split(&mut self, first: Extent) -> Run {
        let span =
            Span { peer: self.span.peer, start: self.span.start + first.chars, len: self.span.len - first.chars };
        let rest = Run { span, units: self.units - first.units, bytes: self.bytes - first.bytes, ..self.clone() };
        self.span.len = first.chars;
        self.units = first.units;
        self.bytes = first.bytes;
        rest
    }

    /// Takes `next` in, if the two are one run.
    fn join(&mut self, next: &Run) -> bool {
        let one = self.span.peer == next.span.peer
            && self.span.end() == next.span.start
            && (self.hides, self.withdraws, self.under, self.state)
                == (next.hides, next.withdraws, next.under, next.state)
            && self.marks == next.marks
            && self.open == next.open
            && self.span.len + next.span.len <= LONGEST_RUN;
        if one {
            self.span.len += next.span.len;
            self.units += next.units;
            self.bytes += next.bytes;
        }
        one
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    pub runs: Vec<Run>,
    chars: u32,
    /// Of what is shown.
    units: u32,
    bytes: u32,
}

impl Block {
    fn of(runs: &[Run]) -> Block {
        let mut block = Block { runs: runs.to_vec(), ..Block::default() };
        block.tidy();
        block
    }

    /// Joins what belongs together and sums up anew.
    pub fn tidy(&mut self) {
        self.runs.dedup_by(|next, run| run.join(next));
        (self.chars, self.units, self.bytes) = (0, 0, 0);
        for run in &self.runs {
            self.chars += run.span.len;
            if run.state.shown() {
                self.units += run.units;
                self.bytes += run.bytes;
            }
        }
    }
}

/// A place between two runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seat {
    block: usize,
    run: usize,
    /// Characters before it, hidden ones too.
    pub chars: u32,
    /// Bytes of the working text before it.
    pub bytes: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct Runs {
    /// Never empty.
    pub blocks: Vec<Block>,
}

impl Default for Runs {
    fn default() -> Self {
        Runs { blocks: vec![Block::default()] }
    }
}

impl Runs {
    /// The place `at` units into the working text, directly behind the shown character before it, and how far it lies inside
    /// the run behind the seat. `None` in the middle of a character or beyond the end.
    fn find(&self, at: u32, working: &str) -> Option<(Seat, Extent)> {
        let mut seat = Seat { block: 0, run: 0, chars: 0, bytes: 0 };
        let mut seen = 0;
        if at == 0 {
            return Some((seat, Extent::default()));
        }
        for block in &self.blocks {
            if seen + block.units < at {
                seen += block.units;
                seat.chars += block.chars;
                seat.bytes += block.bytes;
                seat.block += 1;
                continue;
            }
            for run in &block.runs {
                if run.state.shown() && seen + run.units > at {
                    let text = &working[seat.bytes as usize..(seat.bytes + run.bytes) as usize];
                    return Some((seat, units::at_unit(text, at - seen)?));
                }
                seat.run += 1;
                seat.chars += run.span.len;
                if run.state.shown() {
                    seen += run.units;
                    seat.bytes += run.bytes;
                    if seen == at {
                        return Some((seat, Extent::default()));
                    }
                }
            }
        }
        None
    }

    /// Whether an edit may begin or end here.
    pub fn is_place(&self, at: u32, working: &str) -> bool {
        self.find(at, working).is_some()
    }

    /// Makes the place `at` units into the working text a boundary between runs.
    pub fn cut(&mut self, at: u32, working: &str) -> Option<Seat> {
        let (seat, inside) = self.find(at, working)?;
        Some(self.cut_run(seat, inside))
    }

    fn cut_run(&mut self, mut seat: Seat, inside: Extent) -> Seat {
        if inside.chars > 0 {
            let runs = &mut self.blocks[seat.block].runs;
            let rest = runs[seat.run].split(inside);
            let shown = rest.state.shown();
            seat.run += 1;
            runs.insert(seat.run, rest);
            seat.chars += inside.chars;
            seat.bytes += if shown { inside.bytes } else { 0 };
        }
        seat
    }

    /// Makes the place `at` characters into the sequence a boundary. `slice` gives the characters of a range of it.
    pub fn cut_char(&mut self, at: u32, slice: impl Fn(u32, u32) -> String) -> Seat {
        let mut seat = Seat { block: 0, run: 0, chars: 0, bytes: 0 };
        while seat.block + 1 < self.blocks.len() && seat.chars + self.blocks[seat.block].chars < at {
            seat.chars += self.blocks[seat.block].chars;
            seat.bytes += self.blocks[seat.block].bytes;
            seat.block += 1;
        }
        for run in &self.blocks[seat.block].runs {
            if seat.chars + run.span.len > at {
                break;
            }
            seat.run += 1;
            seat.chars += run.span.len;
            seat.bytes += if run.state.shown() { run.bytes } else { 0 };
        }
        let inside = if at > seat.chars { Extent::of(&slice(seat.chars, at)) } else { Extent::default() };
        self.cut_run(seat, inside)
    }

    /// Puts runs in at a boundary.
    pub fn insert(&mut self, seat: Seat, runs: Vec<Run>) {
        let block = &mut self.blocks[seat.block];
        block.runs.splice(seat.run..seat.run, runs);
        block.tidy();
        if block.runs.len() > LARGEST_BLOCK {
            let runs = std::mem::take(&mut block.runs);
            let parts: Vec<Block> = runs.chunks(LARGEST_BLOCK / 2).map(Block::of).collect();
            self.blocks.splice(seat.block..=seat.block, parts);
        }
    }

    /// The shown runs that stand directly before one place of the working text and directly behind another, not before it.
    pub fn around(&mut self, from: u32, to: u32, working: &str) -> Option<(Option<&Run>, Option<&Run>)> {
        let end = self.cut(to, working)?;
        let (mut block, mut run) = (end.block, end.run);
        let after = loop {
            match self.blocks.get(block).map(|block| block.runs.get(run)) {
                None => break None,
                Some(None) => (block, run) = (block + 1, 0),
                Some(Some(found)) if found.state.shown() => break Some((block, run)),
                Some(Some(_)) => run += 1,
            }
        };
        // Between two shown characters a place lies directly behind the first: there is no hidden one before the seat.
        let (start, inside) = self.find(from, working)?;
        let before = match (inside.chars > 0, start.run) {
            (true, run) => Some((start.block, run)),
            (false, 0) => None,
            (false, run) => Some((start.block, run - 1)),
        };
        let get = |place: Option<(usize, usize)>| place.map(|(block, run)| &self.blocks[block].runs[run]);
        Some((get(before), get(after)))
    }

    /// Goes over the shown runs between two places of the working text, which become boundaries. Their bytes in it.
    pub fn visit(&mut self, from: u32, to: u32, working: &str, mut see: impl FnMut(&mut Run)) -> Option<Range<usize>> {
        let end = self.cut(to, working)?.bytes;
        let start = self.cut(from, working)?;
        let (mut block, mut run, mut left) = (start.block, start.run, to - from);
        while left > 0 {
            let Some(found) = self.blocks[block].runs.get_mut(run) else {
                self.blocks[block].tidy();
                (block, run) = (block + 1, 0);
                continue;
            };
            if found.state.shown() {
                left -= found.units;
                see(found);
            }
            run += 1;
        }
        self.blocks[block].tidy();
        Some(start.bytes as usize..end as usize)
    }

    /// Every run, in text order.
    pub fn iter(&self) -> impl Iterator<Item = &Run> {
        self.blocks.iter().flat_map(|block| &block.runs)
    }
}
