//! Searching: what people type made into a question of the index, and where its words stand in a text.

use std::borrow::Cow;
use std::ops::Range;

use desk::ids::ArticleId;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::error::LedgerError;
use crate::known::{Known, Owned};
use crate::reader::Reader;

/// Of what is typed, as much is looked at.
const LONGEST: usize = 400;
const WORDS: usize = 16;

/// How much a word counts for where it stands: headline, dek, people, slug, body.
const WEIGHTS: &str = "bm25(found, 10.0, 5.0, 8.0, 6.0, 1.0)";

/// What stands in more documents than this says little by standing in a text: those that have it in their head come first,
/// and the rest is not weighed, which would take longer than typing the next letter does.
const MANY: usize = 1_500;

/// What is looked for: every word, in any order; the last may be the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    expression: String,
    /// Each as the index reads it: "well-being" is two tokens that follow each other.
    words: Vec<Vec<String>>,
    open: bool,
}

/// A place in a text where a word stands that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In bytes.
    pub range: Range<usize>,
    /// Which of the query's words it is.
    pub word: usize,
}

/// A document that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub document: i64,
    pub article: ArticleId,
    /// It is the copy on the desk; it is what is live; or both.
    pub desk: bool,
    pub live: bool,
    pub rank: Rank,
}

/// Where a document stands among those that fit, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The n-th best.
    Weighed(usize),
    /// One of many that have the words in their head.
    Head,
    /// One of many that have them in their text.
    Text,
}

impl Query {
    /// Reads what was typed; `None` when there is no word in it. Words in quotation marks follow each other. Nothing that is
    /// typed is a mark of the index's own language.
    pub fn read(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let open = !typed.ends_with([' ', '"', '\u{201d}', '\u{a0}']);
        let mut words = Vec::new();
        for (at, part) in typed.split(['"', '\u{201c}', '\u{201d}']).enumerate() {
            if at % 2 == 1 {
                words.push(tokens(part).map(|(_, token)| token.into_owned()).collect::<Vec<_>>());
            } else {
                words.extend(
                    part.split_whitespace().map(|word| tokens(word).map(|(_, token)| token.into_owned()).collect()),
                );
            }
        }
        // One letter is no beginning yet.
        if open && words.last().is_some_and(|word: &Vec<String>| matches!(word.as_slice(), [one] if is_a_letter(one))) {
            words.pop();
        }
        words.retain(|word| !word.is_empty());
        words.truncate(WORDS);
        if words.is_empty() {
            return None;
        }
        // Tokens hold letters, digits and marks alone.
        let phrases: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.join(" "))).collect();
        let expression = format!("{}{}", phrases.join(" AND "), if open { "*" } else { "" });
        Some(Self { expression, words, open })
    }

    /// The same, looked for everywhere but in the slugs.
    pub fn without_slugs(self) -> Self {
        Self { expression: format!("{{headline dek people body}} : ({})", self.expression), ..self }
    }

    /// Where its words stand in the text, in order and apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let tokens: Vec<(Range<usize>, Cow<'_, str>)> = tokens(text).collect();
        let mut marks: Vec<Mark> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = self.words.iter().enumerate().filter(|(n, word)| self.stands(*n, word, &tokens[at..]));
            let Some((length, word)) = found.map(|(n, word)| (word.len(), n)).max() else {
                at += 1;
                continue;
            };
            marks.push(Mark { range: tokens[at].0.start..tokens[at + length - 1].0.end, word });
            at += length;
        }
        marks
    }

    fn stands(&self, number: usize, word: &[String], tokens: &[(Range<usize>, Cow<'_, str>)]) -> bool {
        let begins = self.open && number + 1 == self.words.len();
        word.len() <= tokens.len()
            && word.iter().zip(tokens).enumerate().all(|(at, (wanted, (_, token)))| {
                if begins && at + 1 == word.len() { token.starts_with(wanted.as_str()) } else { *token == **wanted }
            })
    }
}

fn is_a_letter(token: &str) -> bool {
    token.len() == 1 && token.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The words of a text as the index reads them: runs of letters and digits, without capitals and accents.
fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while chars.peek().is_some_and(|(_, c)| !c.is_alphanumeric()) {
            chars.next();
        }
        let start = chars.peek()?.0;
        let (mut end, mut plain) = (start, true);
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || is_combining_mark(*c)) {
            end = at + c.len_utf8();
            plain &= c.is_ascii_lowercase() || c.is_ascii_digit();
        }
        let word = &text[start..end];
        Some((start..end, if plain { Cow::Borrowed(word) } else { Cow::Owned(folded(word)) }))
    })
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

impl Reader<'_> {
    /// Every document that fits, the best first.
    pub(crate) fn search(&self, query: &Query, known: &Known) -> Result<Vec<Hit>, LedgerError> {
        let fits = "SELECT rowid FROM found WHERE found MATCH ?1";
        let fitting: Vec<i64> = self.all(fits, [&query.expression], |row| row.get(0))?;
        let ranks = self.ranks(query, fitting.len())?;
        let hit = |document: i64| {
            let Owned { article, desk, live } = known.get(document)?;
            let rank = ranks.get(&document).copied().unwrap_or(Rank::Text);
            Some(Hit { document, article, desk, live, rank })
        };
        let mut hits: Vec<Hit> = fitting.into_iter().filter_map(hit).collect();
        hits.sort_by_key(|hit| hit.rank);
        Ok(hits)
    }

    fn ranks(&self, query: &Query, count: usize) -> Result<FxHashMap<i64, Rank>, LedgerError> {
        let weighed = format!("SELECT rowid FROM found WHERE found MATCH ?1 ORDER BY {WEIGHTS}, rowid DESC");
        let ids = |sql: &str, expression: &str| self.all(sql, [expression], |row| row.get::<_, i64>(0));
        let numbered = |ids: Vec<i64>| ids.into_iter().zip((0..).map(Rank::Weighed)).collect();
        if count <= MANY {
            return Ok(numbered(ids(&weighed, &query.expression)?));
        }
        let in_head = format!("{{headline dek people slug}} : ({})", query.expression);
        let head = ids("SELECT rowid FROM found WHERE found MATCH ?1", &in_head)?;
        if head.len() <= MANY {
            return Ok(numbered(ids(&weighed, &in_head)?));
        }
        Ok(head.into_iter().map(|id| (id, Rank::Head)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_question_whatever_it_is() {
        let check = |typed: &str, expression: &str| {
            assert_eq!(Query::read(typed).map(|query| query.expression).as_deref(), Some(expression), "{typed}");
        };
        check("harb", "\"harb\"*");
        check("Harbour deal ", "\"harbour\" AND \"deal\"");
        check("\"harbour deal\"", "\"harbour deal\"");
        check("“Harbour deal” no", "\"harbour deal\" AND \"no\"*");
        check("harbour d", "\"harbour\"*");
        check("well-being", "\"well being\"*");
        check("Łódź café CAFE\u{301}", "\"łodz\" AND \"cafe\" AND \"cafe\"*");
        check("a OR bc", "\"a\" AND \"or\" AND \"bc\"*");
        check(
            "NEAR(a b, 3) headline:x ^y -zz *",
            "\"near a\" AND \"b\" AND \"3\" AND \"headline x\" AND \"y\" AND \"zz\"*",
        );
        check("nul\0ll", "\"nul\" AND \"ll\"*");
        for nothing in ["", "  ", "h", "\"", "\"\"", "--", "* ^ :", "🙂", "\0"] {
            assert_eq!(Query::read(nothing), None, "{nothing:?}");
        }
        assert!(Query::read(&"\"x ".repeat(5_000)).is_some_and(|query| query.words.len() <= WORDS));
    }

    #[test]
    fn hits_are_marked_where_they_stand() {
        let check = |typed: &str, text: &str, marked: &[&str]| {
            let query = Query::read(typed).expect("a question");
            let found: Vec<&str> = query.marks(text).into_iter().map(|mark| &text[mark.range]).collect();
            assert_eq!(found, marked, "{typed} in {text}");
        };
        check("harb deal ", "The Harbour deal: a harb.", &["deal", "harb"]);
        check("deal harb", "The Harbour deal: a harb.", &["Harbour", "deal", "harb"]);
        check("cafe", "Two cafés, one Café.", &["cafés", "Café"]);
        check("desk's", "The desk’s desk s.", &["desk’s", "desk s"]);
        check("\"a b\"", "a a b", &["a b"]);
    }
}
