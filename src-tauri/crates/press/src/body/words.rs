//! Words as a reader counts them.

/// Counts words over pieces of text that may break a word in two, as emphasis does.
///
/// A word is what stands between white space (or long dashes) and holds a letter or a digit; an address written out is
/// none; each Chinese or Japanese character is one.
#[derive(Default)]
pub struct Counter {
    words: u32,
    /// The beginning of the word that is being read, to know an address by.
    head: [u8; 8],
    length: usize,
    counts: bool,
}

impl Counter {
    pub fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte < 0x80 {
                match KINDS[usize::from(byte)] {
                    Kind::Space => self.boundary(),
                    kind => self.read(byte, kind == Kind::Letter),
                }
                at += 1;
                continue;
            }
            let Some(character) = text[at..].chars().next() else { break };
            at += character.len_utf8();
            if character.is_whitespace() || matches!(character, '—' | '―') {
                self.boundary();
            } else if is_ideograph(character) {
                self.boundary();
                self.words += 1;
            } else {
                self.read(0, character.is_alphanumeric());
            }
        }
    }

    /// A word ends here at the latest.
    pub fn boundary(&mut self) {
        if self.counts && !self.is_address() {
            self.words += 1;
        }
        self.length = 0;
        self.counts = false;
    }

    pub fn total(mut self) -> u32 {
        self.boundary();
        self.words
    }

    #[inline]
    fn read(&mut self, byte: u8, counts: bool) {
        if self.length < self.head.len() {
            self.head[self.length] = byte;
            self.length += 1;
        }
        self.counts |= counts;
    }

    fn is_address(&self) -> bool {
        let head = &self.head[..self.length];
        head.starts_with(b"https://") || head.starts_with(b"http://") || head.starts_with(b"www.")
    }
}

/// Chinese and Japanese characters, which stand without spaces.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Letter,
    Other,
}

/// What each ASCII character is.
const KINDS: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_whitespace() {
            kinds[byte] = Kind::Space;
        } else if (byte as u8).is_ascii_alphanumeric() {
            kinds[byte] = Kind::Letter;
        }
        byte += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    fn check(text: &str, words: u32) {
        let mut counter = super::Counter::default();
        counter.text(text);
        assert_eq!(counter.total(), words, "{text:?}");
    }

    #[test]
    fn words_are_counted_as_a_reader_counts() {
        check("", 0);
        check("One lists ships.", 3);
        check("the well-known “e-mail” of 1,500 men", 6);
        check("a lease — no, a gift—or so", 7);
        check("see https://example.org/a-b and www.example.org", 2);
        check("& – …", 0);
        check("çà  et\nlà", 3);
        check("港口 is two", 4);
    }
}
