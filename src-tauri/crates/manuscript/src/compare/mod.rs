//! Two texts compared as prose: by passage and word, with moves as moves and formatting apart from words.
//!
//! A passage is a paragraph, a heading, an item of a list. Passages with the same words are paired first, and of those the
//! heaviest row that keeps its order stays where it is; the others moved. Between them, passages that are much alike are the
//! same one changed, also where one was cut in two. Only inside those are words compared. So nothing costs more than a
//! little over the length of the texts, however different they are.

mod pairing;
mod passages;
mod wording;

use serde::Serialize;

pub use passages::{Format, Shape};

use pairing::{Pair, pair};
use passages::{Passage, passages};
use wording::reworded;

/// How a stretch of words came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    Same,
    Inserted,
    Deleted,
    /// The same words in another dress: italics, a link, a heading's level.
    Formatted,
}

/// A stretch of words in one dress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub became: Became,
    pub text: String,
    pub format: Format,
    /// How it was dressed before, of words that were only formatted.
    pub was: Option<Format>,
}

/// What happened to a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Same,
    Changed,
    Inserted,
    Deleted,
    /// Stands here now, and stood elsewhere: `Left` of the same number is where.
    Arrived(u32),
    Left(u32),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    pub fate: Fate,
    pub shape: Shape,
    /// What it was before, when that is another.
    pub was: Option<Shape>,
    pub pieces: Vec<Piece>,
}

/// How much differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Passages in which anything differs; one that moved counts once.
    pub passages: u32,
    pub words_in: u32,
    pub words_out: u32,
    pub moves: u32,
    /// Passages in which formatting differs.
    pub formats: u32,
}

/// How `old` became `new`, in the order of `new`, with what is gone where it stood.
pub fn compare(old: &str, new: &str) -> Vec<Compared> {
    let (old, new) = (passages(old), passages(new));
    pair(&old, &new).into_iter().map(|pair| compared(&pair, &old, &new)).collect()
}

/// The same of a line that is no Markdown: a headline, a dek.
pub fn line(old: &str, new: &str) -> Vec<Piece> {
    reworded(&[Passage::plain(old)], &[Passage::plain(new)])
}

pub fn tally(passages: &[Compared]) -> Tally {
    let mut tally = Tally::default();
    for passage in passages {
        tally.count(&passage.pieces);
        let formatted = passage.pieces.iter().any(|piece| piece.became == Became::Formatted);
        tally.formats += u32::from(formatted || passage.was.is_some());
        match passage.fate {
            Fate::Same | Fate::Left(_) => {}
            Fate::Changed | Fate::Inserted | Fate::Deleted => tally.passages += 1,
            Fate::Arrived(_) => {
                tally.passages += 1;
                tally.moves += 1;
            }
        }
    }
    tally
}

impl Tally {
    /// Adds the words of a line or a passage.
    pub fn count(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let words = wording::words(&piece.text);
            match piece.became {
                Became::Inserted => self.words_in += words,
                Became::Deleted => self.words_out += words,
                Became::Same | Became::Formatted => {}
            }
        }
    }
}

fn compared(pair: &Pair, old: &[Passage], new: &[Passage]) -> Compared {
    let (fate, was, is) = match pair {
        Pair::Stays { old: before, new: after } => (Fate::Same, &old[before.clone()], &new[after.clone()]),
        Pair::Arrived { number, old: before, new: after } => {
            (Fate::Arrived(*number), &old[*before..=*before], &new[*after..=*after])
        }
        Pair::Left { number, old: before } => {
            // The words themselves are shown where they arrived.
            let passage = &old[*before];
            return Compared { pieces: passage.pieces(Became::Same), ..alone(Fate::Left(*number), passage) };
        }
        Pair::Deleted(before) => return alone(Fate::Deleted, &old[*before]),
        Pair::Inserted(after) => return alone(Fate::Inserted, &new[*after]),
    };
    let pieces = reworded(was, is);
    let shape = is[0].shape.clone();
    let before = Some(&was[0].shape).filter(|before| **before != shape).cloned();
    let differs = before.is_some() || pieces.iter().any(|piece| piece.became != Became::Same);
    let fate = if fate == Fate::Same && differs { Fate::Changed } else { fate };
    Compared { fate, shape, was: before, pieces }
}

fn alone(fate: Fate, passage: &Passage) -> Compared {
    let became = if fate == Fate::Inserted { Became::Inserted } else { Became::Deleted };
    Compared { fate, shape: passage.shape.clone(), was: None, pieces: passage.pieces(became) }
}

#[cfg(test)]
mod tests;
