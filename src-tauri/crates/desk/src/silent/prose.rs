//! Words of a text with what they stand in, and the smallest difference between two texts in words.

use std::collections::HashSet;
use std::ops::Range;

/// What a silent fix may not touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touched {
    Number,
    Name,
    Quotation,
    Link,
}

impl Touched {
    pub fn plural(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Name => "names",
            Self::Quotation => "quotations",
            Self::Link => "links",
        }
    }
}

/// A text as a row of words; a paragraph's end is one too.
pub(crate) struct Prose<'a> {
    words: Vec<Word<'a>>,
    names: HashSet<&'a str>,
}

struct Word<'a> {
    text: &'a str,
    quoted: bool,
    linked: bool,
    begins_sentence: bool,
}

const PARAGRAPH: &str = "¶";

/// One place where two texts differ, as ranges of words.
pub(crate) struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

impl<'a> Prose<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            if !words.is_empty() {
                words.push(Word { text: PARAGRAPH, quoted: false, linked: false, begins_sentence: false });
            }
            words_of(paragraph, &mut words);
        }
        let names = words
            .iter()
            .filter(|word| !word.begins_sentence && begins_with_capital(word.text))
            .map(|word| core(word.text))
            .collect();
        Self { words, names }
    }

    pub fn word(&self, at: usize) -> &'a str {
        self.words[at].text
    }

    /// Whether the word stands with a capital in the middle of a sentence somewhere.
    pub fn is_name(&self, word: &str) -> bool {
        self.names.contains(core(word))
    }

    /// What the word is or stands in that must be left alone.
    pub fn touched(&self, at: usize, is_name: &impl Fn(&str) -> bool) -> Option<Touched> {
        let word = &self.words[at];
        if word.linked {
            Some(Touched::Link)
        } else if word.quoted {
            Some(Touched::Quotation)
        } else if is_number(word.text) {
            Some(Touched::Number)
        } else if begins_with_capital(word.text) && is_name(word.text) {
            Some(Touched::Name)
        } else {
            None
        }
    }
}

fn words_of<'a>(paragraph: &'a str, words: &mut Vec<Word<'a>>) {
    let links = links(paragraph);
    let quotes = quotes(paragraph);
    let block_quote = paragraph.trim_start().starts_with('>');
    let within = |ranges: &[Range<usize>], word: &Range<usize>| {
        ranges.iter().any(|range| range.start < word.end && word.start < range.end)
    };
    let mut begins_sentence = true;
    for word in paragraph.split_whitespace() {
        let start = word.as_ptr() as usize - paragraph.as_ptr() as usize;
        let range = start..start + word.len();
        words.push(Word {
            text: word,
            quoted: block_quote || within(&quotes, &range),
            linked: within(&links, &range),
            begins_sentence,
        });
        // A list's or a heading's mark is not the first word.
        let mark = word.chars().all(|c| !c.is_alphanumeric());
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | ':' | '…'));
        begins_sentence = (mark && begins_sentence) || end.ends_with(['.', '!', '?', ':', '…']);
    }
}

/// Stretches that lead somewhere: `[text](address)`, `[text][name]`, `[^note]`, `<https://…>`, bare addresses.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some(close) = text[open..].find(']').map(|at| open + at) else { break };
        let rest = &text[close + 1..];
        let end = match rest.chars().next() {
            Some('(') => rest.find(')').map(|at| close + 2 + at),
            Some('[') => rest.find(']').map(|at| close + 2 + at),
            Some(':') => Some(close + 2),
            _ => Some(close + 1),
        };
        let end = end.unwrap_or(text.len());
        found.push(open..end);
        from = end;
    }
    for word in text.split_whitespace() {
        if word.contains("://") || word.contains("mailto:") || word.contains("www.") {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push(start..start + word.len());
        }
    }
    found
}

/// Stretches between quotation marks, marks included. A mark that never closes reaches to the paragraph's end.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, close)) if c == close => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                open = match c {
                    '"' => Some((at, '"')),
                    '\u{201c}' => Some((at, '\u{201d}')),
                    '\u{201e}' => Some((at, '\u{201c}')),
                    '«' => Some((at, '»')),
                    _ => None,
                }
            }
        }
    }
    if let Some((start, _)) = open {
        found.push(start..text.len());
    }
    found
}

fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// "I" and its kin have their capital by nature.
fn begins_with_capital(word: &str) -> bool {
    let core = core(word);
    let first_person = core == "I" || core.starts_with("I'") || core.starts_with("I\u{2019}");
    !first_person && core.chars().next().is_some_and(char::is_uppercase)
}

fn is_number(word: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "trillion",
        "trillions",
        "dozen",
        "dozens",
        "half",
        "third",
        "quarter",
        "first",
        "second",
        "percent",
    ];
    let plain = core(word).to_lowercase();
    word.chars().any(char::is_numeric) || plain.split('-').any(|part| NUMBERS.contains(&part))
}

/// The smallest difference in words, when it takes at most `most` words struck and added; else `None`. (Myers, by
/// diagonals; the ends that are equal are taken off first.)
pub(crate) fn hunks(old: &Prose, new: &Prose, most: usize) -> Option<Vec<Hunk>> {
    let a: Vec<&str> = old.words.iter().map(|word| word.text).collect();
    let b: Vec<&str> = new.words.iter().map(|word| word.text).collect();
    let head = a.iter().zip(&b).take_while(|(one, other)| one == other).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(one, other)| one == other).count();
    let (a, b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let kept = kept(a, b, most)?;

    let mut hunks = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (kept_x, kept_y) in kept.into_iter().chain([(a.len(), b.len())]) {
        if x < kept_x || y < kept_y {
            hunks.push(Hunk { old: head + x..head + kept_x, new: head + y..head + kept_y });
        }
        (x, y) = (kept_x + 1, kept_y + 1);
    }
    Some(hunks)
}

/// Pairs of places of the words that stay, in order.
fn kept(a: &[&str], b: &[&str], most: usize) -> Option<Vec<(usize, usize)>> {
    let (n, m) = (i64::try_from(a.len()).ok()?, i64::try_from(b.len()).ok()?);
    let most = i64::try_from(most).ok()?;
    let place = |k: i64| usize::try_from(k + most + 1).unwrap_or_default();
    let mut furthest = vec![0_i64; usize::try_from(2 * most + 3).ok()?];
    let mut rounds = Vec::new();
    for d in 0..=most {
        rounds.push(furthest.clone());
        for k in (-d..=d).step_by(2) {
            let down = k == -d || (k != d && furthest[place(k - 1)] < furthest[place(k + 1)]);
            let mut x = if down { furthest[place(k + 1)] } else { furthest[place(k - 1)] + 1 };
            while x < n && x - k < m && x - k >= 0 && word(a, x) == word(b, x - k) {
                x += 1;
            }
            furthest[place(k)] = x;
            if x >= n && x - k >= m {
                return Some(trace(&rounds, n, m, place));
            }
        }
    }
    None
}

fn word<'a>(words: &[&'a str], at: i64) -> Option<&'a str> {
    usize::try_from(at).ok().and_then(|at| words.get(at).copied())
}

/// Back from the end through the rounds, collecting the diagonals.
fn trace(rounds: &[Vec<i64>], n: i64, m: i64, place: impl Fn(i64) -> usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut x, mut y) = (n, m);
    for (d, furthest) in rounds.iter().enumerate().rev() {
        let d = i64::try_from(d).unwrap_or_default();
        let k = x - y;
        let down = k == -d || (k != d && furthest[place(k - 1)] < furthest[place(k + 1)]);
        let (before_x, before_y) = if d == 0 {
            (0, 0)
        } else if down {
            let x = furthest[place(k + 1)];
            (x, x - (k + 1))
        } else {
            let x = furthest[place(k - 1)];
            (x, x - (k - 1))
        };
        let (start_x, start_y) = match (d, down) {
            (0, _) => (0, 0),
            (_, true) => (before_x, before_y + 1),
            (_, false) => (before_x + 1, before_y),
        };
        while x > start_x && y > start_y {
            x -= 1;
            y -= 1;
            pairs.push((usize::try_from(x).unwrap_or_default(), usize::try_from(y).unwrap_or_default()));
        }
        (x, y) = (before_x, before_y);
    }
    pairs.reverse();
    pairs
}
