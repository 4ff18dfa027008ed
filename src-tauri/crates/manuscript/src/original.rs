//! The original beside the working text: where places of the one stand in the other, and edits made on the original.
//!
//! Whatever is outside the editor (checks, the galley, a file of the command line) knows the original alone.

use std::borrow::Cow;

use crate::changes::{ChangeSet, Filling, Inserted};
use crate::collab::Update;
use crate::manuscript::Manuscript;
use crate::runs::Run;
use crate::suggest::Mode;
use crate::{units, words};

/// A stretch of the working text, and whether it is in the view.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    units: u32,
    seen: bool,
}

/// Where the places of a view stand in the working text.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// From where in the view, from where in the working text; each up to the next.
    stretches: Vec<(u32, u32)>,
}

impl Places {
    /// The place in the working text directly before the character that stands `at` units into the view.
    pub fn before(&self, at: u32) -> u32 {
        let index = self.stretches.partition_point(|(from, _)| *from <= at);
        index.checked_sub(1).map_or(at, |index| self.stretches[index].1 + (at - self.stretches[index].0))
    }

    /// The place directly behind the character that ends there.
    pub fn behind(&self, at: u32) -> u32 {
        at.checked_sub(1).map_or(0, |last| self.before(last) + 1)
    }
}

impl Manuscript {
    /// Where places of the original stand in the working text.
    pub fn original_places(&self) -> Places {
        self.places_of(|run| run.state.in_original())
    }

    /// Where places of what is proposed stand in the working text.
    pub fn proposed_places(&self) -> Places {
        self.places_of(|run| run.state.in_proposed())
    }

    fn places_of(&self, seen: impl Fn(&Run) -> bool) -> Places {
        let mut places = Places::default();
        let (mut view, mut working) = (0, 0);
        for stretch in self.stretches(seen) {
            if stretch.seen {
                places.stretches.push((view, working));
                view += stretch.units;
            }
            working += stretch.units;
        }
        places
    }

    /// Makes the text read `new_text` by the smallest edits of words, as one step of `client`. Editing, it is the original
    /// that is made so, and what is suggested in it stays; suggesting, what is proposed. Whether anything changed.
    pub fn rewrite(&mut self, new_text: &str, client: &str, mode: &Mode) -> bool {
        let seen = |run: &Run| match mode {
            Mode::Editing => run.state.in_original(),
            Mode::Suggesting(_) => run.state.in_proposed(),
        };
        let view = match mode {
            Mode::Editing => self.original(),
            Mode::Suggesting(_) => self.proposed(),
        };
        let edits = words::edits(&view, &units::clean(new_text));
        if edits.is_empty() {
            return false;
        }
        let changes = spread(&edits, &self.stretches(seen));
        self.push_in(self.step(), vec![Update { client: client.to_owned(), changes }], mode).is_ok()
    }

    fn stretches(&self, seen: impl Fn(&Run) -> bool) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for run in self.runs.iter().filter(|run| run.state.shown()) {
            match stretches.last_mut() {
                Some(last) if last.seen == seen(run) => last.units += run.units,
                _ => stretches.push(Stretch { units: run.units, seen: seen(run) }),
            }
        }
        stretches
    }
}

/// Edits of a view as edits of the working text: what is not in the view stays where it is.
fn spread(edits: &ChangeSet, stretches: &[Stretch]) -> ChangeSet {
    let mut out = ChangeSet::default();
    let mut rest = stretches.iter().copied().peekable();
    for section in edits.sections() {
        let mut left = section.units;
        while left > 0 {
            let Some(stretch) = rest.peek_mut() else { break };
            if !stretch.seen {
                out.keep(stretch.units);
                rest.next();
                continue;
            }
            let part = left.min(stretch.units);
            match &section.with {
                None => out.keep(part),
                // What comes in comes behind what goes.
                Some(with) if part == left => out.replace(part, Cow::Borrowed(with), false),
                Some(_) => out.replace(part, Cow::Owned(Inserted::default()), false),
            }
            left -= part;
            stretch.units -= part;
            if stretch.units == 0 {
                rest.next();
            }
        }
        if let Some(with) = section.with.as_ref().filter(|with| section.units == 0 && with.units() > 0) {
            out.replace(0, Cow::Borrowed(with), false);
        }
    }
    rest.for_each(|stretch| out.keep(stretch.units));
    out
}
