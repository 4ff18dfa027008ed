//! The words of passages that stand for each other, compared.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::passages::{Format, Passage};
use super::{Became, Piece};

/// The most comparisons of one stretch of words.
const EFFORT: usize = 4_000_000;

/// Where one passage of several ends and the next begins.
const BREAK: &str = "\u{b6}\n";

pub(super) fn words(text: &str) -> u32 {
    u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX)
}

/// A word, or what stands between two, with the passage it is of and its place there.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    of: Option<(&'a Passage, usize)>,
}

impl<'a> Token<'a> {
    fn dressed(&self) -> Vec<(&'a str, Format)> {
        match self.of {
            Some((passage, at)) => {
                passage.dressed(at, at + self.text.len()).map(|(text, format)| (text, format.clone())).collect()
            }
            None => vec![(self.text, Format::default())],
        }
    }
}

fn tokens(passages: &[Passage]) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if index > 0 {
            all.push(Token { text: BREAK, of: None });
        }
        let words = passage.text.split_word_bound_indices();
        all.extend(words.map(|(at, text)| Token { text, of: Some((passage, at)) }));
    }
    all
}

/// How the words of `old` became those of `new`.
pub(super) fn reworded(old: &[Passage], new: &[Passage]) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let mut pieces = Pieces::default();
    for stretch in readable(stretches(&old, &new), &old) {
        let (was, is) = (&old[stretch.old], &new[stretch.new]);
        if stretch.same {
            was.iter().zip(is).for_each(|(before, after)| pieces.stayed(before, after));
        } else {
            was.iter().for_each(|token| pieces.whole(Became::Deleted, token));
            is.iter().for_each(|token| pieces.whole(Became::Inserted, token));
        }
    }
    pieces.0
}

/// A row of words that are the same in both, or that differ.
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

/// By turns the same and different.
fn stretches(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Stretch> {
    let texts = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.text.to_owned()).collect::<Vec<_>>();
    let alike = |was: &Token<'_>, is: &Token<'_>| was.text == is.text;
    let begin = old.iter().zip(new).take_while(|(was, is)| alike(was, is)).count();
    let (rest_old, rest_new) = (&old[begin..], &new[begin..]);
    let end = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(was, is)| alike(was, is)).count();
    let (rest_old, rest_new) = (&rest_old[..rest_old.len() - end], &rest_new[..rest_new.len() - end]);

    let mut found = Vec::new();
    add(&mut found, Stretch { old: 0..begin, new: 0..begin, same: true });
    if rest_old.len().saturating_mul(rest_new.len()) > EFFORT {
        let (old, new) = (begin..begin + rest_old.len(), begin..begin + rest_new.len());
        add(&mut found, Stretch { old, new, same: false });
    } else {
        for op in capture_diff_slices(Algorithm::Myers, &texts(rest_old), &texts(rest_new)) {
            let shift = |range: Range<usize>| range.start + begin..range.end + begin;
            let (old, new) = (shift(op.old_range()), shift(op.new_range()));
            add(&mut found, Stretch { old, new, same: op.tag() == DiffTag::Equal });
        }
    }
    add(&mut found, Stretch { old: old.len() - end..old.len(), new: new.len() - end..new.len(), same: true });
    found
}

fn add(found: &mut Vec<Stretch>, stretch: Stretch) {
    match found.last_mut() {
        _ if stretch.old.is_empty() && stretch.new.is_empty() => {}
        Some(last) if last.same == stretch.same => {
            last.old.end = stretch.old.end;
            last.new.end = stretch.new.end;
        }
        _ => found.push(stretch),
    }
}

/// A space or a comma that stayed between words that did not is part of the change: nobody reads word by word.
fn readable(stretches: Vec<Stretch>, old: &[Token<'_>]) -> Vec<Stretch> {
    let wordless = |range: &Range<usize>| {
        range.len() <= 2 && old[range.clone()].iter().all(|token| token.text != BREAK && words(token.text) == 0)
    };
    let last = stretches.len().saturating_sub(1);
    let mut merged = Vec::new();
    for (index, mut stretch) in stretches.into_iter().enumerate() {
        stretch.same = stretch.same && !(index > 0 && index < last && wordless(&stretch.old));
        add(&mut merged, stretch);
    }
    merged
}

/// Pieces as they come, those alike put together.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, became: Became, text: &str, format: Format, was: Option<Format>) {
        match self.0.last_mut() {
            Some(last) if last.became == became && last.format == format && last.was == was => {
                last.text.push_str(text);
            }
            _ => self.0.push(Piece { became, text: text.into(), format, was }),
        }
    }

    fn whole(&mut self, became: Became, token: &Token<'_>) {
        for (text, format) in token.dressed() {
            self.push(became, text, format, None);
        }
    }

    /// A word that is in both, perhaps dressed otherwise, perhaps from its middle on.
    fn stayed(&mut self, before: &Token<'_>, after: &Token<'_>) {
        let (was, is) = (before.dressed(), after.dressed());
        if was == is {
            return self.whole(Became::Same, after);
        }
        let was = was.into_iter().next().map(|(_, format)| format);
        for (text, format) in is {
            // The spaces between words that are set in italics are nobody's news.
            let became = if text.trim().is_empty() { Became::Same } else { Became::Formatted };
            let was = was.clone().filter(|_| became == Became::Formatted);
            self.push(became, text, format, was);
        }
    }
}
