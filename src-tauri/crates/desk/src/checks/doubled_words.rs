//! No word stands twice by mistake.

use super::{Change, Check, Found, Page};
use crate::rules::Level;

pub(super) const CHECK: Check = Check::new("doubled-words", "Doubled words", Level::Advised, run);

/// Words that may well stand twice, by language.
const MEANT: [(&str, &[&str]); 4] = [
    ("en", &["had", "that"]),
    ("de", &["das", "den", "der", "die", "sie"]),
    ("fr", &["nous", "vous"]),
    ("nl", &["dat", "die", "het"]),
];

fn run(page: &Page) -> Vec<Found> {
    let language = page.article.fields.language.split('-').next().unwrap_or_default();
    let meant = MEANT.iter().find(|(code, _)| *code == language).map_or(&[][..], |(_, words)| words);
    let doubled = page.text.doubled.iter().filter(|(word, _)| !meant.contains(&word.trim()));
    doubled
        .map(|(word, span)| {
            Found::at(*span, format!("\u{201c}{0} {0}\u{201d}: the word stands twice.", word.trim()))
                .with("Take one out", Change::Text { span: *span, with: String::new() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::messages;

    #[test]
    fn a_word_that_stands_twice_is_reported_unless_the_language_has_such_words() {
        let span = crate::text::Span { from: 1, to: 5 };
        for (language, word, problems) in [
            ("en-GB", " the", 1),
            ("en-GB", " that", 0),
            ("de", " that", 1),
            ("de-AT", " die", 0),
            ("fr", " nous", 0),
            ("", " had", 1),
        ] {
            let found = messages(&CHECK, |article, text| {
                article.fields.language = language.into();
                text.doubled.push((word.into(), span));
            });
            assert_eq!(found.len(), problems, "{language}: {word}");
        }
    }
}
