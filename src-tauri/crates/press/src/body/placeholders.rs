//! What a writer left to be filled in: TKs, dummy text.

use std::ops::Range;

/// Finds "TK" and its kin (TKTK, Tk, TKs, tktk), as whole words. Positions are bytes of `text`.
pub fn tks(text: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let pair = |at: usize| at + 1 < bytes.len() && bytes[at] | 0x20 == b't' && bytes[at + 1] | 0x20 == b'k';
    let mut at = 1;
    while at < bytes.len() {
        // The rarer letter of the two first.
        if bytes[at] | 0x20 != b'k' || bytes[at - 1] | 0x20 != b't' {
            at += 1;
            continue;
        }
        let start = at - 1;
        let mut end = start + 2;
        while pair(end) {
            end += 2;
        }
        // A lone "tk" is the ending of an address more often than a gap in the text.
        let meant = bytes[start] == b'T' || end - start > 2;
        if bytes.get(end) == Some(&b's') {
            end += 1;
        }
        if meant && is_word(text, start..end) {
            found(start..end);
        }
        at = end + 1;
    }
}

/// Finds dummy text: "lorem ipsum", "xxx", "[insert …" and their kin. Positions are bytes of `text`.
pub fn dummies(text: &str, mut found: impl FnMut(Range<usize>)) {
    const LOREM: &[u8] = b"lorem ipsum";
    const BRACKETS: [&str; 4] = ["[insert ", "[add ", "[placeholder", "[name]"];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let stretch = match rest[0] {
            b'x' | b'X' => {
                let run = rest.iter().take_while(|byte| byte.eq_ignore_ascii_case(&b'x')).count();
                // XXX alone is dummy text; Super Bowl XXX is not, but only the editor can know.
                let meant = run >= 3 && is_word(text, at..at + run);
                if !meant {
                    at += run;
                    continue;
                }
                Some(at..at + run)
            }
            // "lorem ipsum" by its rarest letter, the eighth.
            b'p' | b'P' => at
                .checked_sub(7)
                .map(|start| start..start + LOREM.len())
                .filter(|range| bytes.get(range.clone()).is_some_and(|stretch| stretch.eq_ignore_ascii_case(LOREM))),
            b'[' => BRACKETS
                .iter()
                .find(|phrase| {
                    rest.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase.as_bytes()))
                })
                .map(|phrase| at..at + phrase.trim_end().len()),
            _ => None,
        };
        at = match stretch {
            Some(stretch) => {
                found(stretch.clone());
                stretch.end
            }
            None => at + 1,
        };
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
