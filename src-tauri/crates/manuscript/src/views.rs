//! The three views of a text, and where in the working view suggestions are open.

use std::collections::HashMap;

use serde::Serialize;

use crate::entries::Given;
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::runs::Run;

/// What a suggestion does to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuggestionKind {
    Inserted,
    Deleted,
    Replaced,
    Moved,
    Formatted,
    /// A block in two: only line breaks come in.
    Split,
    /// Two blocks to one: only line breaks go.
    Joined,
}

/// Which half of a suggestion characters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Half {
    Inserted,
    Struck,
}

/// A stretch of the working view that belongs to an open suggestion. Where one suggestion strikes what another brings in,
/// there are two of the same place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// UTF-16 units into the working text.
    pub from: u32,
    pub to: u32,
    pub half: Half,
    pub suggestion: Id,
}

/// A suggestion with something of it open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    pub id: Id,
    pub kind: SuggestionKind,
    pub author: String,
    /// When it was opened, in milliseconds since 1970.
    pub time: i64,
    pub reason: Option<String>,
}

/// The open suggestions in the order of the text, and their stretches likewise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Review {
    pub suggestions: Vec<Suggestion>,
    pub stretches: Vec<Stretch>,
}

/// What the halves of a suggestion consist of.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    inserts: bool,
    inserts_words: bool,
    strikes: bool,
    strikes_words: bool,
}

impl Shape {
    fn kind(self, given: Option<Given>) -> SuggestionKind {
        match (given, self.inserts, self.strikes) {
            (Some(Given::Moved), ..) => SuggestionKind::Moved,
            (Some(Given::Formatted), ..) => SuggestionKind::Formatted,
            (None, true, true) => SuggestionKind::Replaced,
            (None, true, false) if self.inserts_words => SuggestionKind::Inserted,
            (None, true, false) => SuggestionKind::Split,
            (None, false, _) if self.strikes_words => SuggestionKind::Deleted,
            (None, false, _) => SuggestionKind::Joined,
        }
    }
}

impl Manuscript {
    /// The text as if every open suggestion were rejected.
    pub fn original(&self) -> String {
        self.view(|run| run.state.in_original())
    }

    /// The text as if every open suggestion were accepted.
    pub fn proposed(&self) -> String {
        self.view(|run| run.state.in_proposed())
    }

    fn view(&self, has: impl Fn(&Run) -> bool) -> String {
        let mut out = String::with_capacity(self.working.len());
        let mut at = 0;
        for run in self.runs.iter().filter(|run| run.state.shown()) {
            let end = at + run.bytes as usize;
            if has(run) {
                out.push_str(&self.working[at..end]);
            }
            at = end;
        }
        out
    }

    /// What is open. One pass over the runs: for a long text a millisecond or two.
    pub fn review(&self) -> Review {
        let mut stretches: Vec<Stretch> = Vec::new();
        // For each suggestion its last stretch of either half.
        let mut last: HashMap<(u32, Half), usize> = HashMap::new();
        let mut shapes: HashMap<u32, (Id, u32, Shape)> = HashMap::new();
        self.each_open(|suggestion, half, from, to, text| {
            let id = self.record.suggestion(suggestion).id;
            let (.., shape) = shapes.entry(suggestion).or_insert((id, from, Shape::default()));
            let words = text.contains(|c| c != '\n');
            match half {
                Half::Inserted => (shape.inserts, shape.inserts_words) = (true, shape.inserts_words || words),
                Half::Struck => (shape.strikes, shape.strikes_words) = (true, shape.strikes_words || words),
            }
            if let Some(&index) = last.get(&(suggestion, half))
                && stretches[index].to == from
            {
                stretches[index].to = to;
                return;
            }
            last.insert((suggestion, half), stretches.len());
            stretches.push(Stretch { from, to, half, suggestion: id });
        });
        // The same order on every desk.
        stretches.sort_unstable_by_key(|stretch| (stretch.from, stretch.half, stretch.suggestion));
        let mut shapes: Vec<(u32, (Id, u32, Shape))> = shapes.into_iter().collect();
        shapes.sort_unstable_by_key(|&(_, (id, from, _))| (from, id));
        let suggestions = shapes.into_iter().map(|(number, (.., shape))| self.suggestion(number, shape)).collect();
        Review { suggestions, stretches }
    }

    fn suggestion(&self, number: u32, shape: Shape) -> Suggestion {
        let opened = self.record.suggestion(number);
        Suggestion {
            id: opened.id,
            kind: shape.kind(opened.entry.kind),
            author: opened.entry.by.author.clone(),
            time: opened.entry.by.time,
            reason: opened.reason.as_ref().map(|reason| reason.text.clone()),
        }
    }

    /// Goes over all that is open: the suggestion, its half, from and to in units, and the text.
    fn each_open(&self, mut see: impl FnMut(u32, Half, u32, u32, &str)) {
        let (mut units, mut bytes) = (0, 0);
        for run in self.runs.iter().filter(|run| run.state.shown()) {
            let (to, end) = (units + run.units, bytes + run.bytes as usize);
            let text = &self.working[bytes..end];
            if let Some(suggestion) = run.open_insertion() {
                see(suggestion, Half::Inserted, units, to, text);
            }
            if run.state.struck() {
                let mut seen = Vec::new();
                for (_, suggestion) in run.open_strikes(&self.record) {
                    if !seen.contains(&suggestion) {
                        seen.push(suggestion);
                        see(suggestion, Half::Struck, units, to, text);
                    }
                }
            }
            (units, bytes) = (to, end);
        }
    }
}
