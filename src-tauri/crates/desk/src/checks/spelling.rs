//! The dictionary and the house know every word.

use super::{Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("spelling", "Spelling", Level::Advised, run);

/// One problem, however many words: each is marked where it stands.
fn run(page: &Page) -> Vec<Found> {
    let Some((first, span)) = page.text.misspelt.first() else { return Vec::new() };
    let message = match page.text.misspelt.len() {
        1 => format!("\u{201c}{first}\u{201d} is not in the dictionary."),
        count => format!("{count} words are not in the dictionary, the first \u{201c}{first}\u{201d}."),
    };
    vec![Found::at(*span, message)]
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn words_that_nobody_knows_are_counted_and_the_first_is_named() {
        let word = |word: &str, from| (word.to_owned(), crate::text::Span { from, to: from + 3 });
        let said = |words: Vec<_>| messages(&CHECK, |_, text| text.misspelt = words);
        assert_eq!(said(vec![]), [] as [&str; 0]);
        assert_eq!(said(vec![word("teh", 4)]), ["\u{201c}teh\u{201d} is not in the dictionary."]);
        assert_eq!(
            said(vec![word("teh", 4), word("prot", 9)]),
            ["2 words are not in the dictionary, the first \u{201c}teh\u{201d}."]
        );
    }
}
