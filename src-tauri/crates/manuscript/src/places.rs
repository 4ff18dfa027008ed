//! Where characters stand in the working text, found by their ids.

use std::ops::Range;

use crate::runs::Runs;
use crate::spans::{Span, Spans};
use crate::units;

/// The shown runs in the order of their ids, each with its place.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    runs: Vec<Placed<'a>>,
}

#[derive(Debug)]
struct Placed<'a> {
    span: Span,
    /// Units into the working text.
    from: u32,
    units: u32,
    text: &'a str,
}

impl<'a> Places<'a> {
    pub fn new(runs: &Runs, working: &'a str) -> Places<'a> {
        let (mut from, mut byte) = (0, 0);
        let mut placed = Vec::new();
        for run in runs.iter().filter(|run| run.state.shown()) {
            let end = byte + run.bytes as usize;
            placed.push(Placed { span: run.span, from, units: run.units, text: &working[byte..end] });
            (from, byte) = (from + run.units, end);
        }
        placed.sort_unstable_by_key(|run| run.span);
        Places { runs: placed }
    }

    /// From the first to the last shown character of the set, in units of the working text.
    pub fn hull(&self, spans: &Spans) -> Option<Range<u32>> {
        let mut hull: Option<Range<u32>> = None;
        for span in spans.iter() {
            let first = self.runs.partition_point(|run| (run.span.peer, run.span.end()) <= (span.peer, span.start));
            let shared = |run: &&Placed| run.span.peer == span.peer && run.span.start < span.end();
            for run in self.runs[first..].iter().take_while(shared) {
                let from = run.unit(span.start.max(run.span.start) - run.span.start);
                let to = run.unit(span.end().min(run.span.end()) - run.span.start);
                hull = Some(hull.map_or(from..to, |hull| hull.start.min(from)..hull.end.max(to)));
            }
        }
        hull
    }
}

impl Placed<'_> {
    /// The place so many characters into the run.
    fn unit(&self, chars: u32) -> u32 {
        // As many units as characters: there is no pair in it.
        let inside = if self.units == self.span.len { chars } else { units::at_char(self.text, chars).units };
        self.from + inside
    }
}
