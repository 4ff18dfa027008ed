//! One dictionary.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::text;

/// No word is longer; what is longer is no word.
const LONGEST: usize = 64;
/// What is proposed for one word.
const PROPOSED: usize = 5;

pub struct Dictionary {
    book: spellbook::Dictionary,
    /// Whether it is written in Latin letters.
    latin: bool,
    /// It has no accents: “café” stands in it as “cafe”.
    unaccented: bool,
}

/// What is no dictionary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(String);

impl Dictionary {
    /// Reads a dictionary of Hunspell's form: its rules and its words.
    pub fn read(aff: &[u8], dic: &[u8]) -> Result<Self, Unfit> {
        let set = text::encoding(aff);
        let (aff, dic) = (text::decode(aff, &set), text::decode(dic, &set));
        let (aff, dic) = aff.zip(dic).ok_or_else(|| Unfit(format!("it is written in {set}, which is not read")))?;
        let book = spellbook::Dictionary::new(&aff, &dic).map_err(|error| Unfit(error.to_string()))?;
        let (latin, other): (Vec<&str>, Vec<&str>) = dic.lines().skip(1).partition(|line| line.starts_with(is_latin));
        let latin = latin.len() > other.len();
        Ok(Self { book, latin, unaccented: dic.is_ascii() })
    }

    /// Whether the word is spelt as the dictionary has it. What it cannot know (another script, no word at all) passes.
    pub fn knows(&self, word: &str) -> bool {
        if word.len() > LONGEST || word.starts_with(is_latin) != self.latin {
            return true;
        }
        let mut word = plain(word);
        if self.unaccented {
            word = word.nfd().filter(|c| !is_accent(*c)).collect();
        }
        // Whatever is known may own something.
        self.book.check(&word) || word.strip_suffix("'s").is_some_and(|owner| self.book.check(owner))
    }

    /// What could be meant, the likeliest first; takes its time.
    pub fn propose(&self, word: &str) -> Vec<String> {
        let mut proposed = Vec::new();
        if word.len() <= LONGEST && !word.is_empty() {
            self.book.suggest(&plain(word), &mut proposed);
            proposed.truncate(PROPOSED);
        }
        if word.contains('’') {
            proposed.iter_mut().for_each(|proposed| *proposed = proposed.replace('\'', "’"));
        }
        proposed
    }
}

/// Letters in one piece, apostrophes straight, no hyphens that only show at a line's end: as dictionaries write them.
fn plain(word: &str) -> String {
    let composed = match is_nfc_quick(word.chars()) {
        IsNormalized::Yes => word.to_owned(),
        IsNormalized::No | IsNormalized::Maybe => word.nfc().collect(),
    };
    match composed.contains(['’', '\u{ad}']) {
        true => composed.replace('’', "'").replace('\u{ad}', ""),
        false => composed,
    }
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AFF: &[u8] = b"SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n\nSFX S Y 1\nSFX S 0 s .\n";
    const DIC: &str = "7\nport/S\nquay/S\ndon't\nna\u{ef}ve\nthe\nQuay\nharbour/S\n";

    fn small() -> Dictionary {
        Dictionary::read(AFF, DIC.as_bytes()).expect("a sound dictionary")
    }

    #[test]
    fn a_word_is_known_however_its_marks_are_written() {
        let dictionary = small();
        for word in ["port", "ports", "Port", "don\u{2019}t", "nai\u{308}ve", "har\u{ad}bour", "порт", "港口"] {
            assert!(dictionary.knows(word), "{word}");
        }
        for word in ["prot", "dont", "harbor"] {
            assert!(!dictionary.knows(word), "{word}");
        }
    }

    #[test]
    fn a_dictionary_without_accents_knows_words_with_them_and_every_word_owns() {
        let dictionary = Dictionary::read(AFF, b"2\ncafe/S\nport\n").expect("a sound dictionary");
        for word in ["caf\u{e9}", "caf\u{e9}s", "cafe", "port\u{2019}s"] {
            assert!(dictionary.knows(word), "{word}");
        }
        assert!(!dictionary.knows("prot\u{2019}s"));
        assert!(!small().knows("p\u{f6}rt"), "one with accents means them");
    }

    #[test]
    fn what_is_proposed_has_the_texts_own_apostrophe() {
        let dictionary = small();
        assert_eq!(dictionary.propose("prot").first().map(String::as_str), Some("port"));
        assert!(dictionary.propose("dno\u{2019}t").contains(&"don\u{2019}t".to_owned()));
        assert!(dictionary.propose(&"x".repeat(10_000)).is_empty());
    }

    #[test]
    fn a_dictionary_in_an_older_encoding_is_read() {
        let dictionary = Dictionary::read(b"SET ISO8859-1\n", b"2\nna\xefve\nport\n").expect("a sound dictionary");
        assert!(dictionary.knows("na\u{ef}ve"));
        assert!(Dictionary::read(b"SET KOI8-X\n", b"1\np\xf3rt\n").is_err());
    }

    proptest! {
        #[test]
        fn any_word_may_be_put_to_it(word in "\\PC{0,80}") {
            let dictionary = small();
            dictionary.knows(&word);
            dictionary.propose(&word);
        }
    }
}
