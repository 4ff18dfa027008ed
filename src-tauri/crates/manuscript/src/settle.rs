//! After acts that name characters anywhere: how each stands now, and what that changes in the working text.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::act::Act;
use crate::changes::{ChangeSet, Inserted};
use crate::record::Record;
use crate::runs::{Run, Runs};
use crate::spans::{Span, Spans};
use crate::state::{Mark, State};
use crate::units::Extent;

/// What an act does to the characters that it names.
#[derive(Debug, Clone, Copy)]
enum Weight {
    Hide(i32),
    Withdraw(i32),
    Mark(Mark),
}

/// What acts change, over the characters.
#[derive(Debug, Default)]
pub(crate) struct Tally(HashMap<u64, Vec<(Span, Weight)>>);

/// What changes for each of some characters.
#[derive(Debug, Clone, Default)]
struct Load {
    hides: i32,
    withdraws: i32,
    marks: Vec<Mark>,
}

impl Tally {
    /// Adds an act that was noted under this number.
    pub fn add(&mut self, record: &Record, number: u32) {
        match &record.deed(number).act {
            Act::Delete(spans) => self.weigh(spans, Weight::Hide(1)),
            Act::Withdraw(spans) => self.weigh(spans, Weight::Withdraw(1)),
            Act::Strike { spans, .. } => self.weigh(spans, Weight::Mark(Mark::Struck(number))),
            Act::Decide(decision) => {
                self.weigh(&decision.inserted, Weight::Mark(Mark::Decided(number)));
                for (act, spans) in &decision.struck {
                    if let Some(strike) = record.number(*act) {
                        self.weigh(spans, Weight::Mark(Mark::DecidedStrike { strike, decision: number }));
                    }
                }
            }
            Act::Heading(_) | Act::Unknown => {}
        }
    }

    /// Notes that an act is undone now, or stands again.
    pub fn flip(&mut self, record: &mut Record, number: u32, undone: bool) {
        let deed = &mut record.deeds[number as usize];
        if deed.undone == undone {
            return;
        }
        deed.undone = undone;
        let by = if undone { -1 } else { 1 };
        match &deed.act {
            Act::Delete(spans) => self.weigh(spans, Weight::Hide(by)),
            Act::Withdraw(spans) => self.weigh(spans, Weight::Withdraw(by)),
            // Their marks stay where they are.
            Act::Strike { .. } | Act::Decide(_) | Act::Heading(_) | Act::Unknown => {}
        }
    }

    fn weigh(&mut self, spans: &Spans, weight: Weight) {
        for span in spans.iter() {
            self.0.entry(span.peer).or_default().push((*span, weight));
        }
    }

    /// For each peer, from which character on the load is which.
    fn levels(self) -> HashMap<u64, Vec<(u32, Load)>> {
        self.0.into_iter().map(|(peer, weights)| (peer, levels(&weights))).collect()
    }
}

fn levels(weights: &[(Span, Weight)]) -> Vec<(u32, Load)> {
    let edge = |(span, weight): &(Span, Weight)| [(span.start, true, *weight), (span.end(), false, *weight)];
    let mut edges: Vec<(u32, bool, Weight)> = weights.iter().flat_map(edge).collect();
    edges.sort_by_key(|(at, ..)| *at);
    let mut load = Load::default();
    let mut levels: Vec<(u32, Load)> = Vec::new();
    for here in edges.chunk_by(|a, b| a.0 == b.0) {
        for &(_, begins, weight) in here {
            let sign = if begins { 1 } else { -1 };
            match weight {
                Weight::Hide(by) => load.hides += sign * by,
                Weight::Withdraw(by) => load.withdraws += sign * by,
                Weight::Mark(mark) if begins => load.marks.push(mark),
                Weight::Mark(mark) => {
                    if let Some(index) = load.marks.iter().position(|m| *m == mark) {
                        load.marks.swap_remove(index);
                    }
                }
            }
        }
        levels.push((here[0].0, load.clone()));
    }
    levels
}

/// The stretches of `span` under one load each: length and load.
fn stretches(span: Span, levels: &[(u32, Load)]) -> Vec<(u32, Option<&Load>)> {
    let mut index = levels.partition_point(|(start, _)| *start <= span.start);
    let mut load = index.checked_sub(1).map(|before| &levels[before].1);
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end() {
        let end = levels.get(index).map_or(span.end(), |(start, _)| (*start).min(span.end()));
        out.push((end - at, load));
        at = end;
        load = levels.get(index).map(|(_, load)| load);
        index += 1;
    }
    out
}

/// What settling changed.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// In the working text.
    pub changes: ChangeSet,
    /// Whether any character stands otherwise than before, in whichever view.
    pub moved: bool,
}

impl Runs {
    /// Puts the acts to the characters. What is shown stays until [`Runs::settle`].
    pub fn count(&mut self, tally: Tally, slice: impl Fn(u32, u32) -> String) {
        let levels = tally.levels();
        if levels.is_empty() {
            return;
        }
        let mut at = 0;
        for block in &mut self.blocks {
            let mut index = 0;
            while index < block.runs.len() {
                let span = block.runs[index].span;
                let stretches = levels.get(&span.peer).map_or_else(Vec::new, |levels| stretches(span, levels));
                let mut begin = at;
                for (position, &(len, load)) in stretches.iter().enumerate() {
                    let run = &mut block.runs[index];
                    if position + 1 < stretches.len() {
                        let rest = run.split(Extent::of(&slice(begin, begin + len)));
                        bear(&mut block.runs[index], load);
                        block.runs.insert(index + 1, rest);
                        index += 1;
                    } else {
                        bear(run, load);
                    }
                    begin += len;
                }
                at += span.len;
                index += 1;
            }
        }
    }

    /// Works out how every character stands, shows what came back and takes out what went.
    pub fn settle(&mut self, working: &mut String, record: &Record, slice: impl Fn(u32, u32) -> String) -> Settled {
        let under = |open: &[u32]| -> BTreeSet<_> { open.iter().map(|&strike| record.struck_under(strike)).collect() };
        let mut settled = Settled::default();
        let changes = &mut settled.changes;
        let mut out = String::with_capacity(working.len());
        let (mut at, mut byte) = (0, 0);
        for block in &mut self.blocks {
            for run in &mut block.runs {
                let end = at + run.span.len;
                let (state, open) = run.worked_out(record);
                match (run.state.shown(), state.shown()) {
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
                settled.moved |= run.state != state || (run.open != open && under(&run.open) != under(&open));
                (run.state, run.open) = (state, open);
                at = end;
            }
            block.tidy();
        }
        *working = out;
        settled
    }
}

fn bear(run: &mut Run, load: Option<&Load>) {
    let Some(load) = load else { return };
    run.hides = run.hides.checked_add_signed(load.hides).expect("an act stops hiding only after it hid");
    run.withdraws =
        run.withdraws.checked_add_signed(load.withdraws).expect("and stops withdrawing only after it withdrew");
    if !load.marks.is_empty() {
        run.marks.extend_from_slice(&load.marks);
        run.marks.sort_unstable();
        run.marks.dedup();
    }
}

impl Run {
    /// A run of characters that just came in: in no view until it is settled.
    pub fn arrived(span: Span, text: &str, record: &Record) -> Vec<Run> {
        Run::of(span, text, record.under(span), State::Gone)
    }
}
