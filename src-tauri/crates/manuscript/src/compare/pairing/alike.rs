//! How much passages are alike: by the words they share.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::compare::passages::Passage;

/// Passages that share less than this part of their words are two.
const ALIKE: f64 = 0.4;
/// In another place a passage is known again only by more.
const KNOWN: f64 = 0.7;
/// The most passages that are compared each with each.
const CELLS: usize = 4_000;

/// The words of a passage as sorted numbers.
pub struct Bag(Vec<u32>);

pub fn bags(old: &[Passage], new: &[Passage]) -> (Vec<Bag>, Vec<Bag>) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut bag = |passage: &Passage| {
        let mut words: Vec<u32> = passage
            .text
            .unicode_words()
            .map(|word| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(word.to_lowercase()).or_insert(next)
            })
            .collect();
        words.sort_unstable();
        Bag(words)
    };
    (old.iter().map(&mut bag).collect(), new.iter().map(&mut bag).collect())
}

/// How many words two sides share, if that is enough for them to be alike.
fn shared(old: &[&Bag], new: &[&Bag], least: f64) -> Option<usize> {
    let length = |bags: &[&Bag]| bags.iter().map(|bag| bag.0.len()).sum::<usize>();
    let (was, is) = (length(old), length(new));
    let enough = |common: usize| was + is > 0 && 2.0 * common as f64 / (was + is) as f64 >= least;
    // The shorter one cannot share more than it has.
    if !enough(was.min(is)) {
        return None;
    }
    let sorted = |bags: &[&Bag]| {
        let mut words: Vec<u32> = bags.iter().flat_map(|bag| bag.0.iter().copied()).collect();
        if bags.len() > 1 {
            words.sort_unstable();
        }
        words
    };
    let common = common(&sorted(old), &sorted(new));
    enough(common).then_some(common)
}

fn common(old: &[u32], new: &[u32]) -> usize {
    let (mut x, mut y, mut common) = (0, 0, 0);
    while x < old.len() && y < new.len() {
        match old[x].cmp(&new[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                x += 1;
                y += 1;
            }
        }
    }
    common
}

type Match = (Range<usize>, Range<usize>);

/// How many of each side stand for each other: one for one; one cut in two; two joined.
const WAYS: [(usize, usize); 3] = [(1, 1), (1, 2), (2, 1)];

/// Of the passages between two that stayed, those that are the same ones changed, in order.
pub fn alike(gone: &[usize], come: &[usize], bags: &(Vec<Bag>, Vec<Bag>)) -> Vec<Match> {
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    if gone.len() * come.len() > CELLS {
        return in_portions(gone, come, bags);
    }
    // The most words shared by what is left of both sides, and the way that leads there.
    let width = come.len() + 1;
    let mut most: Vec<(usize, Option<(usize, usize)>)> = vec![(0, None); (gone.len() + 1) * width];
    for x in (0..gone.len()).rev() {
        for y in (0..come.len()).rev() {
            let mut best = (most[(x + 1) * width + y].0, Some((1, 0)));
            let right = most[x * width + y + 1].0;
            if right > best.0 {
                best = (right, Some((0, 1)));
            }
            for (down, across) in WAYS {
                if let Some(words) = together(&gone[x..], &come[y..], (down, across), bags) {
                    let sum = words + most[(x + down) * width + y + across].0;
                    if sum > best.0 {
                        best = (sum, Some((down, across)));
                    }
                }
            }
            most[x * width + y] = best;
        }
    }
    let (mut x, mut y, mut found) = (0, 0, Vec::new());
    while let Some((down, across)) = most[x * width + y].1 {
        if down > 0 && across > 0 {
            found.push((gone[x]..gone[x + down - 1] + 1, come[y]..come[y + across - 1] + 1));
        }
        (x, y) = (x + down, y + across);
    }
    found
}

fn together(
    gone: &[usize],
    come: &[usize],
    (down, across): (usize, usize),
    (old, new): &(Vec<Bag>, Vec<Bag>),
) -> Option<usize> {
    let next_to_each_other = |places: &[usize]| places.windows(2).all(|two| two[0] + 1 == two[1]);
    let (gone, come) = (gone.get(..down)?, come.get(..across)?);
    if !next_to_each_other(gone) || !next_to_each_other(come) {
        return None;
    }
    let was: Vec<&Bag> = gone.iter().map(|at| &old[*at]).collect();
    let is: Vec<&Bag> = come.iter().map(|at| &new[*at]).collect();
    shared(&was, &is, ALIKE)
}

/// A great deal was rewritten: as many of both sides at a time as can be compared.
fn in_portions(gone: &[usize], come: &[usize], bags: &(Vec<Bag>, Vec<Bag>)) -> Vec<Match> {
    const PORTION: usize = 60;
    let portions = gone.len().max(come.len()).div_ceil(PORTION);
    let cut = |all: &[usize], at: usize| all.len() * at / portions;
    let of = |at: usize| {
        let (old, new) = (cut(gone, at)..cut(gone, at + 1), cut(come, at)..cut(come, at + 1));
        alike(&gone[old], &come[new], bags)
    };
    (0..portions).flat_map(of).collect()
}

/// Passages that are nearly the same in two places, as (new, old).
pub fn known_again(gone: &[usize], come: &[usize], (old, new): &(Vec<Bag>, Vec<Bag>)) -> Vec<(usize, usize)> {
    /// Shorter ones are alike by chance.
    const WORDS: usize = 8;
    let long = |places: &[usize], bags: &[Bag]| {
        places.iter().copied().filter(|at| bags[*at].0.len() >= WORDS).collect::<Vec<_>>()
    };
    let (mut gone, come) = (long(gone, old), long(come, new));
    if gone.len() * come.len() > CELLS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for after in come {
        let words = |before: &usize| shared(&[&old[*before]], &[&new[after]], KNOWN);
        let best = gone.iter().enumerate().filter_map(|(at, before)| Some((words(before)?, at))).max();
        if let Some((_, at)) = best {
            found.push((after, gone.remove(at)));
        }
    }
    found
}
