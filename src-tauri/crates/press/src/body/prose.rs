//! What a reader stumbles over inside a paragraph: a word that stands twice, a bracket or quotation mark without its other.

use std::ops::Range;

use desk::text::{Span, TextFacts};

use super::utf16::Utf16;

/// The prose of one block as readers see it, with the places in the source that it came from.
#[derive(Default)]
pub struct Prose {
    text: String,
    /// Where in `text` each piece begins, where in the source it stands, and whether it stands there letter by letter.
    pieces: Vec<(usize, Range<usize>, bool)>,
    /// A quotation that the block before left open: closed if this block opens it again, as long quotations do.
    carried: Option<(char, Span)>,
}

impl Prose {
    pub fn push(&mut self, text: &str, range: &Range<usize>, literal: bool) {
        self.pieces.push((self.text.len(), range.clone(), literal));
        self.text.push_str(text);
    }

    /// What was said of the block so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// The block ends here.
    pub fn end(&mut self, map: &Utf16<'_>, facts: &mut TextFacts) {
        if self.text.is_empty() {
            return;
        }
        doubled(&self.text, |found| {
            let word = self.text[found.clone()].to_lowercase();
            facts.doubled.push((word, self.span(&found, map)));
        });
        let again = self.text.trim_start().starts_with(['“', '„', '«']);
        facts.unclosed.extend(self.carried.take().filter(|_| !again));
        let mut left = unclosed(&self.text);
        if let Some((mark, at)) = left.pop_if(|(mark, _)| matches!(mark, '“' | '„' | '«')) {
            self.carried = Some((mark, self.span(&(at..at + mark.len_utf8()), map)));
        }
        for (mark, at) in left {
            facts.unclosed.push((mark, self.span(&(at..at + mark.len_utf8()), map)));
        }
        self.clear();
    }

    /// The text ends here.
    pub fn close(&mut self, map: &Utf16<'_>, facts: &mut TextFacts) {
        self.end(map, facts);
        facts.unclosed.extend(self.carried.take());
    }

    /// Where in the source a stretch of it stands.
    pub fn span(&self, found: &Range<usize>, map: &Utf16<'_>) -> Span {
        let place = |at: usize, past: bool| {
            let piece = self.pieces.partition_point(|(begins, ..)| if past { *begins < at } else { *begins <= at });
            let (begins, range, literal) = &self.pieces[piece.saturating_sub(1)];
            match (literal, past) {
                (true, _) => (range.start + (at - begins)).min(range.end),
                (false, true) => range.end,
                (false, false) => range.start,
            }
        };
        map.span(&(place(found.start, false)..place(found.end, true)))
    }
}

/// Finds words that stand twice, nothing but white space between. What is found reaches from the end of the first to the
/// end of the second, so that taking it out leaves the sentence right. Names ("Bora Bora") are left alone.
fn doubled(text: &str, mut found: impl FnMut(Range<usize>)) {
    let mut before: Option<Range<usize>> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))).unwrap_or(rest.len());
        if length == 0 {
            let next = rest.chars().next().expect("there is a rest");
            if !next.is_whitespace() {
                before = None;
            }
            at += next.len_utf8();
            continue;
        }
        let word = at..at + length;
        if let Some(first) = before.take().filter(|first| is_again(&text[first.clone()], &text[word.clone()])) {
            found(first.end..word.end);
        }
        before = Some(word.clone());
        at = word.end;
    }
}

fn is_again(first: &str, second: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let letters = second.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    letters
        && second.chars().count() > 1
        && !(capital(first) && capital(second))
        && first.to_lowercase() == second.to_lowercase()
}

/// The marks that open and are not closed, and those that close what was not opened, with their places; in order.
fn unclosed(text: &str) -> Vec<(char, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut stray = Vec::new();
    let mut straight: Option<usize> = None;
    for (at, mark) in text.char_indices() {
        let closes = |opened: char| match mark {
            ')' => opened == '(',
            ']' => opened == '[',
            '”' => matches!(opened, '“' | '„'),
            '“' => opened == '„',
            '»' => opened == '«',
            _ => false,
        };
        if open.last().is_some_and(|(opened, _)| closes(*opened)) {
            open.pop();
            continue;
        }
        match mark {
            '(' | '[' | '“' | '„' | '«' => open.push((mark, at)),
            ')' if is_marker(&text[..at]) => {}
            ')' | ']' | '”' | '»' => stray.push((mark, at)),
            // Inches and seconds have one of these too.
            '"' if !text[..at].ends_with(|c: char| c.is_ascii_digit()) || straight.is_some() => {
                straight = if straight.is_some() { None } else { Some(at) };
            }
            _ => {}
        }
    }
    stray.extend(straight.map(|at| ('"', at)));
    stray.extend(open);
    stray.sort_by_key(|(_, at)| *at);
    stray
}

/// "a)", "12)", ":-)": a bracket that closes nothing and is meant to.
fn is_marker(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.ends_with([':', '-', ';']) || (!word.is_empty() && word.len() <= 3 && word.chars().all(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubles(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        doubled(text, |found| all.push(&text[found]));
        all
    }

    #[test]
    fn a_word_that_stands_twice_is_found_with_the_space_before_it() {
        for (text, found) in [
            ("It was the the port.", vec![" the"]),
            ("The the port.", vec![" the"]),
            ("It was the\nthe port.", vec!["\nthe"]),
            ("in in in the port", vec![" in", " in"]),
            ("the, the port", vec![]),
            ("Bora Bora and Duran Duran", vec![]),
            ("10 10 boats; a a", vec![]),
            ("l’été l’été", vec![" l’été"]),
        ] {
            assert_eq!(doubles(text), found, "{text}");
        }
    }

    #[test]
    fn marks_without_their_other_are_found() {
        for (text, found) in [
            ("He said (nothing.", vec![('(', 8)]),
            ("He said nothing).", vec![(')', 15)]),
            ("“Nothing,” he said, “at all.", vec![('“', 24)]),
            ("„Nichts“, sagte er. «Rien», dit-il. [Sic.]", vec![]),
            ("“He said (and meant) ‘no’.”", vec![]),
            ("Nothing,” he said.", vec![('”', 8)]),
            ("a) the port; b) the quay; 12) the rest :-)", vec![]),
            ("He said \"nothing.", vec![('"', 8)]),
            ("A board of 12\" by 4\", \"sawn\".", vec![]),
        ] {
            assert_eq!(unclosed(text), found, "{text}");
        }
    }
}
