//! The words of a text that have a spelling: not code, addresses, marks of notes, gaps, abbreviations, what holds digits.

use std::ops::Range;

use desk::text::Span;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::prose::Prose;
use super::utf16::Utf16;
use super::{counted, placeholders};

/// What stands before a hyphen and is no longer may be no word by itself: "pre-war", "multi-year".
const PREFIX: usize = 5;

/// Calls `see` with each word and where it stands, in reading order.
pub fn words(events: &[(Event<'_>, Range<usize>)], source: &str, map: &Utf16<'_>, see: &mut dyn FnMut(&str, Span)) {
    let mut prose = Prose::default();
    let mut silent = 0_u32;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                prose.spell(map, see);
                silent += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => silent -= 1,
            Event::Text(text) if silent == 0 => {
                prose.push(text, range, source.get(range.clone()) == Some(&**text));
            }
            Event::Code(_) => prose.push("\u{fffc}", range, false),
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => prose.push(" ", range, false),
            Event::InlineHtml(html) if html.starts_with("<br") => prose.push(" ", range, false),
            // A picture's own words are beside the sentence it stands in.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => prose.spell(map, see),
            Event::Start(tag) if !counted::is_inline(&tag.to_end()) => prose.spell(map, see),
            Event::End(tag) if !counted::is_inline(tag) => prose.spell(map, see),
            _ => {}
        }
    }
    prose.spell(map, see);
}

impl Prose {
    fn spell(&mut self, map: &Utf16<'_>, see: &mut dyn FnMut(&str, Span)) {
        spelt(self.text(), |found| see(&self.text()[found.clone()], self.span(&found, map)));
        self.clear();
    }
}

/// The words of one block.
fn spelt(text: &str, mut found: impl FnMut(Range<usize>)) {
    for (from, chunk) in chunks(text) {
        if !is_prose(chunk) {
            continue;
        }
        for range in runs(chunk, |c| is_letter(c) || is_apostrophe(c) || c.is_alphanumeric() || c == '\u{fffc}') {
            let hyphen = chunk[range.end..].starts_with(['-', '\u{2010}', '\u{2011}']);
            let run = chunk[range.clone()].trim_start_matches(is_apostrophe);
            let (start, word) = (from + range.end - run.len(), run.trim_end_matches(is_apostrophe));
            if has_spelling(word) && !(hyphen && word.chars().count() <= PREFIX) {
                found(start..start + word.len());
            }
        }
    }
}

/// What stands between white space and dashes, with its place.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2026}' | '/');
    let place = move |chunk: &str| chunk.as_ptr() as usize - text.as_ptr() as usize;
    let slashed = |chunk: &str| chunk.contains("//") || chunk.starts_with('/') || chunk.matches('/').count() > 1;
    text.split_whitespace()
        .filter(move |whole| !slashed(whole))
        .flat_map(move |whole| whole.split(apart))
        .filter(|chunk| !chunk.is_empty())
        .map(move |chunk| (place(chunk), chunk))
}

/// Not an address, a handle, a file's name, a mark of a note.
fn is_prose(chunk: &str) -> bool {
    let bare = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let dotted = bare.match_indices('.').any(|(at, _)| bare[at + 1..].starts_with(char::is_alphanumeric));
    !(dotted || chunk.contains(['@', '_', '\\', '=', '#', '^', '|', '~']) || bare.starts_with("www."))
}

fn has_spelling(word: &str) -> bool {
    let mut letters = 0;
    let (mut capitals, mut digits) = (0, false);
    // "NATO’s" is an abbreviation too.
    let stem = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    for c in stem.chars() {
        letters += u32::from(c.is_alphabetic());
        capitals += u32::from(c.is_uppercase());
        digits |= c.is_numeric() || c == '\u{fffc}';
    }
    let plural = stem.ends_with('s') && capitals > 1 && capitals + 1 == letters;
    let mut gap = false;
    placeholders::tks(word, |_| gap = true);
    letters > 1 && !digits && capitals < letters && !plural && !gap
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// Stretches of characters of one kind.
fn runs(text: &str, kind: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(&kind)?;
        let end = text[at..].find(|c| !kind(c)).map_or(text.len(), |length| at + length);
        Some(std::mem::replace(&mut at, end)..end)
    })
}

#[cfg(test)]
mod tests {
    use desk::text::Span;
    use proptest::prelude::*;

    fn words(markdown: &str) -> Vec<(String, Span)> {
        let mut all = Vec::new();
        crate::words(markdown, |word, span| all.push((word.to_owned(), span)));
        all
    }

    fn check(markdown: &str, expected: &[&str]) {
        let found: Vec<String> = words(markdown).into_iter().map(|(word, _)| word).collect();
        assert_eq!(found, expected, "{markdown:?}");
    }

    #[test]
    fn words_are_those_that_a_reader_would_look_up() {
        check("The *har*bour, “don’t” he said.", &["The", "harbour", "don’t", "he", "said"]);
        check("a well-known pre-war e-mail; vice-president", &["known", "war", "mail", "president"]);
        check("and/or the port’s workers’ ‘quay’", &["and", "or", "the", "port’s", "workers", "quay"]);
        check("one—two–three…four", &["one", "two", "three", "four"]);
        check("# Heading one\n\n- item\n  - inner\n\n> quote", &["Heading", "one", "item", "inner", "quote"]);
        check("| one | two |\n|---|---|\n| three | four |", &["one", "two", "three", "four"]);
    }

    #[test]
    fn what_is_no_word_is_passed_over() {
        check("NATO’s MPs and the U.S. in 1990s B2B 3rd TKs TK tktk I", &["and", "the", "in"]);
        check(
            "see https://exmple.org/a and www.exmple.org or a@exmple.org @handel x_y exmple.org",
            &["see", "and", "or"],
        );
        check("`speling` and\n\n```\nspeling\n```\n\n<div speling>x</div>", &["and"]);
        check("word[^nte] and[^b].\n\n[^b]: The note.", &["and", "The", "note"]);
        check("[the link](https://speling.org \"speling\") ends", &["the", "link", "ends"]);
        check("![The alt](media:speling)", &["The", "alt"]);
    }

    #[test]
    fn a_word_stands_where_the_editor_counts_it() {
        assert_eq!(
            words("😀 *har*bour teh"),
            [("harbour".into(), Span { from: 4, to: 12 }), ("teh".into(), Span { from: 13, to: 16 }),]
        );
    }

    proptest! {
        #[test]
        fn any_text_has_words_inside_it(markdown in "[a-zé😀*_`’'\\-\\[\\]()^!#>|&;:/\\. \n]{0,120}") {
            let length = markdown.encode_utf16().count() as u32;
            for (word, span) in words(&markdown) {
                prop_assert!(!word.is_empty() && span.from < span.to && span.to <= length);
            }
        }
    }
}
