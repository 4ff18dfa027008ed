//! After acts from elsewhere: which characters are hidden now, and what that changes in the working text.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::changes::{ChangeSet, Inserted};
use crate::runs::{Run, Runs};
use crate::spans::{Span, Spans};
use crate::units::Extent;

/// By how much the number of hiding acts changes, over the characters.
#[derive(Debug, Default)]
pub(crate) struct Tally(HashMap<u64, BTreeMap<u32, i32>>);

impl Tally {
    pub fn add(&mut self, spans: &Spans, by: i32) {
        for span in spans.iter() {
            let steps = self.0.entry(span.peer).or_default();
            *steps.entry(span.start).or_default() += by;
            *steps.entry(span.end()).or_default() -= by;
        }
    }

    /// For each peer, from which character on the number changes by how much.
    fn levels(self) -> HashMap<u64, Vec<(u32, i32)>> {
        let sum = |steps: BTreeMap<u32, i32>| {
            let mut level = 0;
            let rise = |(start, by)| {
                level += by;
                (start, level)
            };
            steps.into_iter().map(rise).collect()
        };
        self.0.into_iter().map(|(peer, steps)| (peer, sum(steps))).collect()
    }
}

/// The stretches of `span` over which the number changes alike: length and change.
fn stretches(span: Span, levels: &[(u32, i32)]) -> Vec<(u32, i32)> {
    let mut index = levels.partition_point(|&(start, _)| start <= span.start);
    let mut level = index.checked_sub(1).map_or(0, |before| levels[before].1);
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end() {
        let end = levels.get(index).map_or(span.end(), |&(start, _)| start.min(span.end()));
        out.push((end - at, level));
        at = end;
        level = levels.get(index).map_or(0, |&(_, level)| level);
        index += 1;
    }
    out
}

impl Runs {
    /// Changes how many acts hide each character. What is shown stays until [`Runs::settle`].
    pub fn count(&mut self, tally: Tally, slice: impl Fn(u32, u32) -> String) {
        let levels = tally.levels();
        let mut at = 0;
        for block in &mut self.blocks {
            let mut index = 0;
            while index < block.runs.len() {
                let span = block.runs[index].span;
                let stretches = levels.get(&span.peer).map_or_else(Vec::new, |levels| stretches(span, levels));
                let mut begin = at;
                for (position, &(len, change)) in stretches.iter().enumerate() {
                    let run = &mut block.runs[index];
                    if position + 1 < stretches.len() {
                        let rest = run.split(Extent::of(&slice(begin, begin + len)));
                        hide(&mut block.runs[index], change);
                        block.runs.insert(index + 1, rest);
                        index += 1;
                    } else {
                        hide(run, change);
                    }
                    begin += len;
                }
                at += span.len;
                index += 1;
            }
        }
    }

    /// Shows what nothing hides and takes out what something does: the change in the working text.
    pub fn settle(&mut self, working: &mut String, slice: impl Fn(u32, u32) -> String) -> ChangeSet {
        let mut changes = ChangeSet::default();
        let mut out = String::with_capacity(working.len());
        let (mut at, mut byte) = (0, 0);
        for block in &mut self.blocks {
            for run in &mut block.runs {
                let end = at + run.span.len;
                match (run.shown, run.hides == 0) {
                    (true, true) => {
                        out.push_str(&working[byte..byte + run.bytes as usize]);
                        byte += run.bytes as usize;
                        changes.keep(run.units);
                    }
                    (true, false) => {
                        byte += run.bytes as usize;
                        changes.replace(run.units, Cow::Owned(Inserted::default()), false);
                    }
                    (false, true) => {
                        let text = slice(at, end);
                        out.push_str(&text);
                        changes.replace(0, Cow::Owned(Inserted::from(text.as_str())), false);
                    }
                    (false, false) => {}
                }
                run.shown = run.hides == 0;
                at = end;
            }
            block.tidy();
        }
        *working = out;
        changes
    }
}

fn hide(run: &mut Run, change: i32) {
    run.hides = run.hides.checked_add_signed(change).expect("an act stops hiding only after it hid");
}
