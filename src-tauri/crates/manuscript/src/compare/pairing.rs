//! Which passages of two texts stand for each other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::passages::{Passage, Shape};
use super::wording::words;

mod alike;

use alike::{Bag, alike};

/// What became of passages, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pair {
    /// The same ones, in the same order; more than one on a side where one was cut in two or two were joined.
    Stays {
        old: Range<usize>,
        new: Range<usize>,
    },
    Arrived {
        number: u32,
        old: usize,
        new: usize,
    },
    Left {
        number: u32,
        old: usize,
    },
    Deleted(usize),
    Inserted(usize),
}

/// Every passage of both texts once, in the order of `new`, with what is gone where it stood.
pub(super) fn pair(old: &[Passage], new: &[Passage]) -> Vec<Pair> {
    let twins = twins(old, new);
    let stays = heaviest_row(&twins, new);
    let still: HashSet<usize> = stays.iter().map(|(before, _)| *before).collect();
    let mut moved: HashMap<usize, usize> =
        twins.iter().filter(|(before, _)| !still.contains(before)).map(|(before, after)| (*after, *before)).collect();
    let left: HashSet<usize> = moved.values().copied().collect();

    let bags = alike::bags(old, new);
    let mut stretches = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (before, after) in stays.iter().copied().chain([(old.len(), new.len())]) {
        let gone: Vec<usize> = (old_at..before).filter(|at| !left.contains(at)).collect();
        let come: Vec<usize> = (new_at..after).filter(|at| !moved.contains_key(at)).collect();
        stretches.extend(alike(&gone, &come, &bags));
        if before < old.len() {
            stretches.push((before..before + 1, after..after + 1));
        }
        (old_at, new_at) = (before + 1, after + 1);
    }
    moved.extend(carried_off(&stretches, &bags, &moved));
    told(old.len(), new.len(), stretches, &moved)
}

/// Passages of the same words: the first with the first, the second with the second.
fn twins(old: &[Passage], new: &[Passage]) -> Vec<(usize, usize)> {
    let mut places: HashMap<(&str, Option<&Shape>), Vec<usize>> = HashMap::new();
    for (at, passage) in old.iter().enumerate().rev() {
        places.entry(key(passage)).or_default().push(at);
    }
    let twin = |(after, passage)| places.get_mut(&key(passage)).and_then(Vec::pop).map(|before| (before, after));
    new.iter().enumerate().filter_map(twin).collect()
}

/// What says nothing is known by what it is.
fn key(passage: &Passage) -> (&str, Option<&Shape>) {
    let nameless = matches!(passage.shape, Shape::Rule | Shape::Picture { .. });
    (&passage.text, Some(&passage.shape).filter(|_| nameless))
}

/// Of all rows of twins that are in order in both texts, the one with the most words: that stays, the others moved.
fn heaviest_row(twins: &[(usize, usize)], new: &[Passage]) -> Vec<(usize, usize)> {
    let size = twins.iter().map(|(before, _)| before + 2).max().unwrap_or(1);
    // A tree over the places in the old text: the best row that ends at or before each.
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); size];
    let mut rows: Vec<(u64, Option<usize>)> = Vec::with_capacity(twins.len());
    for (index, (before, after)) in twins.iter().enumerate() {
        let (mut weight, mut previous) = (0, None);
        let mut at = *before;
        while at > 0 {
            if best[at].0 > weight {
                (weight, previous) = best[at];
            }
            at &= at - 1;
        }
        let weight = weight + 1 + u64::from(words(&new[*after].text));
        rows.push((weight, previous));
        let mut at = before + 1;
        while at < size {
            if weight > best[at].0 {
                best[at] = (weight, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut row = Vec::new();
    let mut at = (0..rows.len()).max_by_key(|index| rows[*index].0);
    while let Some(index) = at {
        row.push(twins[index]);
        at = rows[index].1;
    }
    row.reverse();
    row
}

/// What was changed so little that it is known again, in another place.
fn carried_off(
    stretches: &[(Range<usize>, Range<usize>)],
    bags: &(Vec<Bag>, Vec<Bag>),
    moved: &HashMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let left = |size: usize, taken: Vec<usize>| {
        let mut free = vec![true; size];
        taken.into_iter().for_each(|at| free[at] = false);
        (0..size).filter(move |at| free[*at]).collect::<Vec<_>>()
    };
    let taken_old = stretches.iter().flat_map(|(old, _)| old.clone()).chain(moved.values().copied()).collect();
    let taken_new = stretches.iter().flat_map(|(_, new)| new.clone()).chain(moved.keys().copied()).collect();
    let (gone, come) = (left(bags.0.len(), taken_old), left(bags.1.len(), taken_new));
    alike::known_again(&gone, &come, bags)
}

/// Everything in the order of the new text; what is gone stands before the first that came after it.
fn told(
    old_len: usize,
    new_len: usize,
    stretches: Vec<(Range<usize>, Range<usize>)>,
    moved: &HashMap<usize, usize>,
) -> Vec<Pair> {
    // Moves are numbered as they are met in the new text.
    let mut arrivals: Vec<(usize, usize)> = moved.iter().map(|(after, before)| (*after, *before)).collect();
    arrivals.sort_unstable();
    let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let arrived: HashMap<usize, (u32, usize)> =
        arrivals.iter().enumerate().map(|(at, (after, before))| (*after, (number(at), *before))).collect();
    let left: HashMap<usize, u32> =
        arrivals.iter().enumerate().map(|(at, (_, before))| (*before, number(at))).collect();

    let mut all = Vec::with_capacity(old_len.max(new_len));
    let (mut old_at, mut new_at) = (0, 0);
    for (old, new) in stretches.into_iter().chain([(old_len..old_len, new_len..new_len)]) {
        let gone = |at| left.get(&at).map_or(Pair::Deleted(at), |number| Pair::Left { number: *number, old: at });
        all.extend((old_at..old.start).map(gone));
        all.extend((new_at..new.start).map(|at| match arrived.get(&at) {
            Some((number, before)) => Pair::Arrived { number: *number, old: *before, new: at },
            None => Pair::Inserted(at),
        }));
        (old_at, new_at) = (old.end, new.end);
        if !new.is_empty() {
            all.push(Pair::Stays { old, new });
        }
    }
    all
}
