//! The difference of two texts by words.
//!
//! Lines are compared first and words only inside lines that differ, so that a long text costs little. A stretch in which
//! nearly everything differs is shown as one deletion and one insertion.

use std::borrow::Cow;

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::changes::{ChangeSet, Inserted};
use crate::units;

/// The most comparisons of one stretch of words.
const EFFORT: usize = 16_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Same,
    Inserted,
    Deleted,
}

/// A stretch of either text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub kind: Kind,
    pub text: String,
}

/// How `old` becomes `new`: the same and the deleted make up `old`, the same and the inserted `new`.
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let mut out = Vec::new();
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    for op in capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines) {
        let (was, is) = (old_lines[op.old_range()].concat(), new_lines[op.new_range()].concat());
        match op.tag() {
            DiffTag::Equal => push(&mut out, Kind::Same, &was),
            DiffTag::Delete => push(&mut out, Kind::Deleted, &was),
            DiffTag::Insert => push(&mut out, Kind::Inserted, &is),
            DiffTag::Replace => diff_words(&mut out, &was, &is),
        }
    }
    out
}

fn diff_words(out: &mut Vec<Change>, old: &str, new: &str) {
    let old_words: Vec<&str> = old.split_word_bounds().collect();
    let new_words: Vec<&str> = new.split_word_bounds().collect();
    // What both begin and end with needs no search, however long it is.
    let begin = old_words.iter().zip(&new_words).take_while(|(was, is)| was == is).count();
    let (old_rest, new_rest) = (&old_words[begin..], &new_words[begin..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(was, is)| was == is).count();
    push(out, Kind::Same, &old_words[..begin].concat());
    diff_rest(out, &old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    push(out, Kind::Same, &old_rest[old_rest.len() - end..].concat());
}

fn diff_rest(out: &mut Vec<Change>, old_words: &[&str], new_words: &[&str]) {
    if old_words.len().saturating_mul(new_words.len()) > EFFORT {
        push(out, Kind::Deleted, &old_words.concat());
        push(out, Kind::Inserted, &new_words.concat());
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, old_words, new_words) {
        let (was, is) = (old_words[op.old_range()].concat(), new_words[op.new_range()].concat());
        if op.tag() == DiffTag::Equal {
            push(out, Kind::Same, &was);
        } else {
            push(out, Kind::Deleted, &was);
            push(out, Kind::Inserted, &is);
        }
    }
}

fn push(out: &mut Vec<Change>, kind: Kind, text: &str) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => out.push(Change { kind, text: text.to_owned() }),
    }
}

/// How many words changed: between two stretches that stay, the larger of the numbers of words deleted and inserted. Spaces
/// and punctuation are no words.
pub fn changed(old: &str, new: &str) -> u32 {
    let (mut total, mut deleted, mut inserted) = (0, 0, 0);
    for change in diff(old, new) {
        let words = change.text.unicode_words().count() as u32;
        match change.kind {
            Kind::Deleted => deleted += words,
            Kind::Inserted => inserted += words,
            Kind::Same if words > 0 => {
                total += deleted.max(inserted);
                (deleted, inserted) = (0, 0);
            }
            Kind::Same => {}
        }
    }
    total + deleted.max(inserted)
}

/// The change set that makes `new` of `old` by words.
pub fn edits(old: &str, new: &str) -> ChangeSet {
    let mut changes = ChangeSet::default();
    let mut deleted = 0;
    for change in diff(old, new) {
        match change.kind {
            Kind::Deleted => deleted += units::of(&change.text),
            Kind::Inserted => {
                changes.replace(deleted, Cow::Owned(Inserted::from(change.text.as_str())), false);
                deleted = 0;
            }
            Kind::Same => {
                changes.replace(deleted, Cow::Owned(Inserted::default()), false);
                deleted = 0;
                changes.keep(units::of(&change.text));
            }
        }
    }
    changes.replace(deleted, Cow::Owned(Inserted::default()), false);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(old: &str, new: &str, marked: &str, words: u32) {
        let shown: String = diff(old, new)
            .into_iter()
            .map(|change| match change.kind {
                Kind::Same => change.text,
                Kind::Inserted => format!("[+{}]", change.text),
                Kind::Deleted => format!("[-{}]", change.text),
            })
            .collect();
        assert_eq!(shown, marked);
        assert_eq!(changed(old, new), words, "changed words of {marked}");
    }

    #[test]
    fn a_word_more_in_a_paragraph_of_any_length_is_one_word_more() {
        let old = "word ".repeat(20_000);
        let new = format!("{old}end");
        assert_eq!(changed(&old, &new), 1);
        assert_eq!(diff(&old, &new).len(), 2);
    }

    #[test]
    fn words_are_compared_whole() {
        check("The treaty held.", "The treaty holds.", "The treaty [-held][+holds].", 1);
        check("a b c", "a c", "a [-b ]c", 1);
        check("same", "same", "same", 0);
        check("", "two words", "[+two words]", 2);
        check("one\ntwo\nthree\n", "one\n2\nthree\n", "one\n[-two][+2]\nthree\n", 1);
        check("a, b", "a; b", "a[-,][+;] b", 0);
    }

    proptest! {
        #[test]
        fn the_parts_make_up_both_texts(old in "[ab \n😀é.]{0,40}", new in "[ab \n😀é.]{0,40}") {
            let of = |not: Kind| diff(&old, &new).into_iter().filter(|c| c.kind != not).map(|c| c.text).collect::<String>();
            prop_assert_eq!(of(Kind::Inserted), old.clone());
            prop_assert_eq!(of(Kind::Deleted), new.clone());
            prop_assert_eq!(edits(&old, &new).apply(&old), Ok(new));
        }
    }
}
