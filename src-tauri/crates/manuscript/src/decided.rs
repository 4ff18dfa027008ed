//! What was decided: who accepted or let stand what, and when. As far back as the document’s generation reaches.

use std::collections::HashMap;

use crate::act::{Act, Verdict};
use crate::entries::By;
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::state::Mark;
use crate::views::Half;

/// How many letters of either half are repeated.
const QUOTED: usize = 200;

/// One decision about one suggestion, or about the part of it that was open then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub suggestion: Id,
    /// Who suggested.
    pub author: String,
    pub verdict: Verdict,
    /// Who decided, and when.
    pub by: By,
    /// What was to come in and what was to go, the first of it when it was much.
    pub inserted: String,
    pub struck: String,
}

impl Manuscript {
    /// What was decided and was not taken back, the last first; and all that was decided at once in the order of the text.
    pub fn decided(&self) -> Vec<Decided> {
        let mut found: Vec<(u32, u32, Decided)> = Vec::new();
        let mut places: HashMap<(u32, u32), usize> = HashMap::new();
        let mut at = 0;
        for run in self.runs.iter() {
            let (from, to) = (at, at + run.span.len);
            at = to;
            for mark in &run.marks {
                let (decision, suggestion, half) = match *mark {
                    Mark::Struck(_) => continue,
                    Mark::Decided(decision) => (decision, run.under, Half::Inserted),
                    Mark::DecidedStrike { strike, decision } => {
                        (decision, self.record.struck_under(strike), Half::Struck)
                    }
                };
                let Some((suggestion, decided)) = suggestion.zip(self.decision(decision)) else { continue };
                let place = *places.entry((decision, suggestion)).or_insert_with(|| {
                    found.push((decision, from, self.begun(suggestion, &decided)));
                    found.len() - 1
                });
                let words = match half {
                    Half::Inserted => &mut found[place].2.inserted,
                    Half::Struck => &mut found[place].2.struck,
                };
                let left = QUOTED.saturating_sub(words.chars().count()) as u32;
                words.push_str(&self.engine.slice(from, to.min(from + left)));
            }
        }
        found
            .sort_by_key(|(number, from, decided)| (std::cmp::Reverse(self.order(*number)), *from, decided.suggestion));
        found.into_iter().map(|(.., decided)| decided).collect()
    }

    /// Verdict and decider, if the decision stands.
    fn decision(&self, number: u32) -> Option<(Verdict, By)> {
        let deed = self.record.deed(number);
        match &deed.act {
            Act::Decide(decision) if !deed.undone => {
                Some((decision.verdict, By { author: decision.author.clone(), time: decision.time }))
            }
            _ => None,
        }
    }

    /// The same order on every desk.
    fn order(&self, number: u32) -> (u64, Id) {
        let deed = self.record.deed(number);
        let at = if let Act::Decide(decision) = &deed.act { decision.at } else { 0 };
        (at, deed.id)
    }

    fn begun(&self, suggestion: u32, (verdict, by): &(Verdict, By)) -> Decided {
        let opened = self.record.suggestion(suggestion);
        Decided {
            suggestion: opened.id,
            author: opened.entry.by.author.clone(),
            verdict: *verdict,
            by: by.clone(),
            inserted: String::new(),
            struck: String::new(),
        }
    }
}
