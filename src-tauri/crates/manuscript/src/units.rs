//! Positions at the boundary are UTF-16 units, as the editor has them; inside they are bytes and Unicode scalars.

/// How long a text is, in UTF-16 units.
pub(crate) fn of(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

/// A place in a text in the three ways of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Extent {
    pub chars: u32,
    pub units: u32,
    pub bytes: u32,
}

impl Extent {
    pub fn of(text: &str) -> Extent {
        let mut extent = Extent { bytes: text.len() as u32, ..Extent::default() };
        for c in text.chars() {
            extent.chars += 1;
            extent.units += c.len_utf16() as u32;
        }
        extent
    }
}

/// The place `units` into `text`; `None` inside a surrogate pair or beyond the end.
pub(crate) fn at_unit(text: &str, units: u32) -> Option<Extent> {
    let mut at = Extent::default();
    for c in text.chars() {
        if at.units >= units {
            break;
        }
        at.chars += 1;
        at.units += c.len_utf16() as u32;
        at.bytes += c.len_utf8() as u32;
    }
    (at.units == units).then_some(at)
}

/// The place `chars` scalars into `text`, or its end.
pub(crate) fn at_char(text: &str, chars: u32) -> Extent {
    let end = text.char_indices().nth(chars as usize).map_or(text.len(), |(byte, _)| byte);
    Extent::of(&text[..end])
}

/// A whole text as the desk keeps it: lines end in LF, and there is no NUL.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\0' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_surrogate_pair_is_no_place() {
        assert_eq!(at_unit("a😀b", 2), None);
        assert_eq!(at_unit("a😀b", 3), Some(Extent { chars: 2, units: 3, bytes: 5 }));
        assert_eq!(at_unit("ab", 3), None, "beyond the end is no place either");
    }

    #[test]
    fn every_line_ending_becomes_lf_and_nul_is_dropped() {
        assert_eq!(clean("a\r\nb\rc\n\r\n\0d"), "a\nb\nc\n\nd");
    }
}
