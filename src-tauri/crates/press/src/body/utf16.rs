//! Byte positions of a text as the desk counts them: in UTF-16 units.

use std::ops::Range;

use desk::text::Span;

/// Bytes between two remembered positions.
const STEP: usize = 64;

/// Converts byte positions of one text.
pub struct Utf16<'a> {
    text: &'a str,
    /// UTF-16 units before every `STEP`th byte; empty for plain ASCII, where both counts are the same.
    marks: Vec<u32>,
}

impl<'a> Utf16<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(units);
                units += chunk.iter().map(|&byte| width(byte)).sum::<u32>();
            }
        }
        Self { text, marks }
    }

    pub fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.marks.is_empty() {
            return byte as u32;
        }
        let mark = (byte / STEP).min(self.marks.len() - 1);
        self.marks[mark] + self.text.as_bytes()[mark * STEP..byte].iter().map(|&byte| width(byte)).sum::<u32>()
    }

    pub fn span(&self, range: &Range<usize>) -> Span {
        Span { from: self.at(range.start), to: self.at(range.end) }
    }
}

/// Units of the character that begins with this byte; nothing for the bytes that follow the first.
fn width(byte: u8) -> u32 {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_position_is_counted_as_the_editor_counts(text in "\\PC{0,200}") {
            let map = super::Utf16::new(&text);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                prop_assert_eq!(map.at(at) as usize, text[..at].encode_utf16().count());
            }
        }
    }
}
