//! Bytes to text: UTF-8 as a rule, other encodings recognised and reported.

use crate::read::Unreadable;
use crate::report::Report;

/// The characters of Windows-1252 from 0x80 to 0x9F; five places are empty there and keep their control character.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes a text file to a string with LF line ends and without a byte order mark.
pub(crate) fn decode(name: &str, bytes: &[u8], report: &mut Report) -> Result<String, Unreadable> {
    let text = if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        report.note("encoding", "", "The file is in UTF-16 and was read so.");
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        report.note("encoding", "", "The file is in UTF-16 and was read so.");
        utf16(rest, u16::from_be_bytes)
    } else {
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        if bytes.contains(&0) {
            return Err(Unreadable(format!("{name} does not hold text: send it as Markdown (.md) or Word (.docx).")));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => western(name, bytes, report)?,
        }
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(Unreadable(format!("{name} does not hold text: send it as Markdown (.md) or Word (.docx).")));
    }
    Ok(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Windows-1252, which holds Latin-1. Control characters give away a file that is no text at all.
fn western(name: &str, bytes: &[u8], report: &mut Report) -> Result<String, Unreadable> {
    let controls = bytes.iter().filter(|b| **b < 0x20 && !b"\t\n\r\x0c".contains(b)).count();
    if controls > bytes.len() / 200 {
        return Err(Unreadable(format!("{name} does not hold text: send it as Markdown (.md) or Word (.docx).")));
    }
    report.note(
        "encoding",
        "",
        "The file is not in UTF-8; it was read as Windows-1252 (Western European): look at its accents and quotation marks.",
    );
    Ok(bytes
        .iter()
        .map(|b| match b {
            0x80..=0x9F => WINDOWS_1252[usize::from(b - 0x80)],
            _ => char::from(*b),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, notes: usize) {
        let mut report = Report::default();
        assert_eq!(decode("a.md", bytes, &mut report).as_deref(), Ok(text));
        assert_eq!(report.lost.len(), notes, "an encoding other than UTF-8 is reported: {report:?}");
    }

    #[test]
    fn text_is_read_in_the_encoding_it_was_written_in() {
        check("Grüße\r\nein\rzwei".as_bytes(), "Grüße\nein\nzwei", 0);
        check(b"\xEF\xBB\xBFmark", "mark", 0);
        check(b"\xFF\xFEa\0\xE9\0", "aé", 1);
        check(b"\xFE\xFF\0a\0\xE9", "aé", 1);
        check(b"a \x93quoted\x94 caf\xE9", "a “quoted” café", 1);
    }

    #[test]
    fn a_file_that_is_no_text_is_refused() {
        assert!(decode("a.md", b"\x01\x02\xFF\x03binary", &mut Report::default()).is_err());
        assert!(decode("a.md", b"nul\0nul", &mut Report::default()).is_err());
    }
}
