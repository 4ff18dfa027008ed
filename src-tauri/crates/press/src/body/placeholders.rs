//! What a writer left to be filled in: TKs, dummy text.

use std::ops::Range;

/// Finds "TK" and its kin (TKTK, Tk, TKs, tktk), as whole words. Positions are bytes of `text`.
pub fn tks(text: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let pair = |at: usize| at + 1 < bytes.len() && bytes[at] | 0x20 == b't' && bytes[at + 1] | 0x20 == b'k';
    let mut at = 0;
    while at + 1 < bytes.len() {
        if !pair(at) {
            at += 1;
            continue;
        }
        let mut end = at + 2;
        while pair(end) {
            end += 2;
        }
        // A lone "tk" is the ending of an address more often than a gap in the text.
        let meant = bytes[at] == b'T' || end - at > 2;
        if bytes.get(end) == Some(&b's') {
            end += 1;
        }
        if meant && is_word(text, at..end) {
            found(at..end);
        }
        at = end;
    }
}

/// Finds dummy text: "lorem ipsum", "xxx", "[insert …" and their kin. Positions are bytes of `text`.
pub fn dummies(text: &str, mut found: impl FnMut(Range<usize>)) {
    const PHRASES: [&str; 6] = ["lorem ipsum", "dolor sit amet", "[insert ", "[add ", "[placeholder", "[name]"];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = match rest[0] {
            b'x' | b'X' => {
                let run = rest.iter().take_while(|byte| byte.eq_ignore_ascii_case(&b'x')).count();
                // XXX alone is dummy text; Super Bowl XXX is not, but only the editor can know.
                if run >= 3 && is_word(text, at..at + run) { run } else { 0 }
            }
            b'l' | b'L' | b'd' | b'D' | b'[' => PHRASES
                .iter()
                .find(|phrase| {
                    rest.len() >= phrase.len() && rest[..phrase.len()].eq_ignore_ascii_case(phrase.as_bytes())
                })
                .map_or(0, |phrase| phrase.trim_end().len()),
            _ => 0,
        };
        if length > 0 {
            found(at..at + length);
        }
        at += length.max(1);
    }
}

fn is_word(text: &str, range: Range<usize>) -> bool {
    let joins = |character: char| character.is_alphanumeric() || character == '_';
    !text[..range.start].chars().next_back().is_some_and(joins) && !text[range.end..].chars().next().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(finder: fn(&str, &mut dyn FnMut(Range<usize>)), text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        finder(text, &mut |range| found.push(&text[range]));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_tk_is_found_wherever_it_stands_alone() {
        let finder = |text: &str, found: &mut dyn FnMut(Range<usize>)| tks(text, found);
        check(
            finder,
            "Tk said TKTK men, (TK), tk and tktk; éTK no, ATK no, TKO no, TKs",
            &["Tk", "TKTK", "TK", "tktk", "TKs"],
        );
    }

    #[test]
    fn dummy_text_is_found() {
        let finder = |text: &str, found: &mut dyn FnMut(Range<usize>)| dummies(text, found);
        check(
            finder,
            "Lorem ipsum, xxx and [insert name]; taxxxi, an axe, XXXX",
            &["Lorem ipsum", "xxx", "[insert", "XXXX"],
        );
    }
}
