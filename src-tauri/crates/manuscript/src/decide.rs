//! Accepting and rejecting: one act for each decision, whatever number of suggestions it is about.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::act::{Act, Decision, Verdict};
use crate::changes::Misfit;
use crate::entries::By;
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::settle::Tally;
use crate::spans::{Span, Spans};
use crate::views::SuggestionKind;

/// The most bytes of an author's name that a decision carries.
const LONGEST_NAME: usize = 1 << 10;

/// Which suggestions a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    One(Id),
    /// What is suggested between two places of the working text, in UTF-16 units: of a suggestion that reaches beyond
    /// them only the part between them.
    Between(Range<u32>),
    By(String),
    Kind(SuggestionKind),
    All,
}

/// Characters that a decision is about.
#[derive(Debug, Default)]
struct Targets {
    inserted: Vec<Span>,
    struck: BTreeMap<Id, Vec<Span>>,
    suggestions: HashSet<u32>,
}

impl Manuscript {
    /// Decides on what is open and shown now, as one step of `client` that it can undo: how many suggestions it was about. What
    /// is suggested later stays open, under the same suggestion too. Whether the decider may is the caller's question.
    pub fn decide(&mut self, which: &Which, verdict: Verdict, by: &By, client: &str) -> Result<u32, Misfit> {
        let targets = self.targets(which)?;
        let count = targets.suggestions.len() as u32;
        if count == 0 {
            return Ok(0);
        }
        self.write_acts();
        let set = |spans: &[Span]| {
            let mut set = Spans::default();
            set.add(spans);
            set
        };
        let decision = Decision {
            verdict,
            at: self.record.latest + 1,
            author: by.author.chars().take(LONGEST_NAME / 4).collect(),
            time: by.time,
            inserted: set(&targets.inserted),
            struck: targets.struck.iter().map(|(act, spans)| (*act, set(spans))).collect(),
        };
        let (id, act) = (self.new_id(), Act::Decide(decision));
        self.engine.write_act(id, &act);
        let number = self.record.act(id, act, true);
        let mut tally = Tally::default();
        tally.add(&self.record, number);
        let stride = self.history.stride(client, None, self.steps.count(), None);
        self.history.at(stride).acts.push(number);
        let settled = self.settle(tally);
        self.append_desk(settled);
        self.history.at(stride).upto = self.steps.count();
        self.stir();
        Ok(count)
    }

    fn targets(&mut self, which: &Which) -> Result<Targets, Misfit> {
        let mut range = 0..self.units;
        let mut wanted: Option<HashSet<Id>> = None;
        match which {
            Which::All => {}
            Which::One(id) => wanted = Some(HashSet::from([*id])),
            Which::By(_) | Which::Kind(_) => {
                let suits = |suggestion: &crate::Suggestion| match which {
                    Which::By(author) => suggestion.author == *author,
                    Which::Kind(kind) => suggestion.kind == *kind,
                    Which::One(_) | Which::Between(_) | Which::All => false,
                };
                let suggestions = self.review().suggestions.into_iter();
                wanted = Some(suggestions.filter(suits).map(|suggestion| suggestion.id).collect());
            }
            Which::Between(between) => range = self.bounded(between)?,
        }
        let record = &self.record;
        let has = |suggestion: u32| wanted.as_ref().is_none_or(|ids| ids.contains(&record.suggestion(suggestion).id));
        let mut targets = Targets::default();
        let see = |run: &mut crate::runs::Run| {
            if let Some(suggestion) = run.open_insertion().filter(|&suggestion| has(suggestion)) {
                targets.inserted.push(run.span);
                targets.suggestions.insert(suggestion);
            }
            if !run.state.struck() {
                return;
            }
            for (strike, suggestion) in run.open_strikes(record).filter(|&(_, suggestion)| has(suggestion)) {
                targets.struck.entry(record.deed(strike).id).or_default().push(run.span);
                targets.suggestions.insert(suggestion);
            }
        };
        self.runs.visit(range.start, range.end, &self.working, see).expect("the places were checked");
        Ok(targets)
    }

    /// The range, if both of its ends are places in the working text.
    pub(crate) fn bounded(&self, range: &Range<u32>) -> Result<Range<u32>, Misfit> {
        if range.end > self.units || range.start > range.end {
            return Err(Misfit::Length { expected: self.units, found: range.end.max(range.start) });
        }
        for at in [range.start, range.end] {
            if !self.runs.is_place(at, &self.working) {
                return Err(Misfit::Surrogate { at });
            }
        }
        Ok(range.clone())
    }
}
