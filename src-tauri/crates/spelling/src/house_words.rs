//! The words a house adds: its file, one a line, and names that it knows already.

use std::collections::HashSet;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseWords {
    words: HashSet<String>,
}

impl HouseWords {
    /// Takes in every word of the text; what stands behind a # is a note.
    pub fn take(&mut self, text: &str) {
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let words = line.split(|c: char| !(c.is_alphabetic() || is_inside(c)));
            let words = words.map(straight).map(|word| word.trim_matches('\'').to_owned());
            self.words.extend(words.filter(|word| !word.is_empty()));
        }
    }

    /// A word in small letters also begins a sentence; one with a capital is a name. Whose it is changes nothing.
    pub fn knows(&self, word: &str) -> bool {
        let word = straight(word);
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
        std::iter::once(word.as_str())
            .chain(bare)
            .any(|word| self.words.contains(word) || self.words.contains(&small(word)))
    }
}

fn is_inside(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
}

fn straight(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    word.replace('’', "'").nfc().collect()
}

/// With a small first letter.
fn small(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_as_they_are_written_and_at_the_beginning_of_a_sentence() {
        let mut words = HouseWords::default();
        words.take("# ours\nquayside # noun\nQiOSK\nJean-Luc O\u{2019}Dowd\n\n'\n");
        for word in ["quayside", "Quayside", "quayside\u{2019}s", "QiOSK", "Jean", "Luc", "O'Dowd\u{2019}s"] {
            assert!(words.knows(word), "{word}");
        }
        for word in ["qiosk", "jean", "ours", "noun", "", "'"] {
            assert!(!words.knows(word), "{word}");
        }
    }
}
