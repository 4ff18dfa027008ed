//! The bytes of a dictionary's files as text: UTF-8, or one of the encodings that older dictionaries have.

/// What the rules say the files are written in.
pub fn encoding(aff: &[u8]) -> String {
    let line = aff.split(|byte| *byte == b'\n').find_map(|line| line.trim_ascii().strip_prefix(b"SET"));
    line.map_or_else(|| "ISO8859-1".into(), |name| String::from_utf8_lossy(name.trim_ascii()).to_uppercase())
}

/// `None`: an encoding that is not read here.
pub fn decode(bytes: &[u8], set: &str) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    match set {
        "UTF-8" => Some(String::from_utf8_lossy(bytes).into_owned()),
        "ISO8859-1" => Some(bytes.iter().copied().map(char::from).collect()),
        "ISO8859-15" => Some(bytes.iter().copied().map(latin9).collect()),
        _ => None,
    }
}

fn latin9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        other => char::from(other),
    }
}
