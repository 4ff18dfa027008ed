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
        for character in text.chars() {
            if character.is_ascii() {
                if character.is_ascii_whitespace() {
                    self.boundary();
                } else {
                    self.read(character as u8, character.is_ascii_alphanumeric());
                }
            } else if character.is_whitespace() || matches!(character, '—' | '―') {
                self.boundary();
            } else if matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
            {
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
