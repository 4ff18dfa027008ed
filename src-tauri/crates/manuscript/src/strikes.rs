//! What an editor in suggesting mode strikes: stretches that stay in its text while they wait for a decision.
//!
//! An editor that takes the words away is answered with a correction that puts them back, struck. One that names them as
//! struck shows them all the time, and needs a correction only for what does not stay: its author's own open insertions.

use std::borrow::Cow;
use std::ops::Range;

use crate::changes::{ChangeSet, Filling, Inserted, Misfit};
use crate::collab::Update;
use crate::history::Stroke;

/// One update of an editor that suggests, and what it strikes, in units of the text after the update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub update: Update,
    pub strikes: Vec<Range<u32>>,
}

impl From<Update> for Sent {
    fn from(update: Update) -> Sent {
        Sent { update, strikes: Vec::new() }
    }
}

impl Sent {
    /// The strikes as if they took the words away, so that they move as edits do.
    pub(crate) fn deletions(&self) -> Result<ChangeSet, Misfit> {
        let length = self.update.changes.new_units();
        let mut ranges = self.strikes.clone();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let (mut out, mut at) = (ChangeSet::default(), 0);
        for range in ranges {
            if range.start > range.end || range.end > length {
                return Err(Misfit::Length { expected: length, found: range.end.max(range.start) });
            }
            let from = range.start.max(at);
            let to = range.end.max(from);
            out.keep(from - at);
            out.replace(to - from, Cow::Owned(Inserted::default()), false);
            at = to;
        }
        out.keep(length - at);
        Ok(out)
    }
}

/// A piece of the text before an update, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Keep(u32),
    /// Goes as far as it may. With `taken` the editor has taken it away already; else it shows it still.
    Out {
        units: u32,
        taken: bool,
    },
    In(&'a Inserted),
}

/// An update and its strikes, which were moved to where the update is now, as pieces. What is struck of that which the update
/// itself brings in is not struck. `is_place` tells whether a place of the text before lies between two characters: a strike
/// that ends inside one takes it whole.
pub(crate) fn pieces<'a>(changes: &'a ChangeSet, struck: &ChangeSet, is_place: impl Fn(u32) -> bool) -> Vec<Piece<'a>> {
    let ranges = deleted(struck);
    let (mut pieces, mut old, mut new) = (Vec::new(), 0, 0);
    for section in changes.sections() {
        match &section.with {
            Some(inserted) => {
                pieces.push(Piece::Out { units: section.units, taken: true });
                pieces.push(Piece::In(inserted));
                new += inserted.units();
            }
            None => {
                let end = old + section.units;
                let mut at = old;
                for range in ranges.iter().filter(|range| range.start < new + section.units && range.end > new) {
                    let widened = |place: u32, outwards: u32| if is_place(place) { place } else { outwards };
                    let from = (old + range.start.saturating_sub(new)).max(at);
                    let to = (old + (range.end - new)).min(end);
                    let (from, to) = (widened(from, from.saturating_sub(1)).max(at), widened(to, to + 1).min(end));
                    pieces.push(Piece::Keep(from - at));
                    pieces.push(Piece::Out { units: to - from, taken: false });
                    at = to;
                }
                pieces.push(Piece::Keep(end - at));
                new += section.units;
            }
        }
        old += section.units;
    }
    pieces.retain(|piece| !matches!(piece, Piece::Keep(0) | Piece::Out { units: 0, .. }));
    pieces
}

/// The stroke of an update with its strikes, if it is a single one.
pub(crate) fn stroke<'a>(changes: &'a ChangeSet, struck: &ChangeSet) -> Option<Stroke<'a>> {
    match (deleted(struck).as_slice(), changes.is_empty()) {
        ([], _) => Stroke::of(changes),
        ([range], true) => Some(Stroke::out(range.clone())),
        _ => None,
    }
}

fn deleted(changes: &ChangeSet) -> Vec<Range<u32>> {
    let (mut ranges, mut at) = (Vec::new(), 0);
    for section in changes.sections() {
        if section.with.is_some() && section.units > 0 {
            ranges.push(at..at + section.units);
        }
        at += section.units;
    }
    ranges
}
