//! Text into HTML: escaped, and without the characters HTML forbids.

/// Appends text as it may stand between tags.
pub fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Appends text as it may stand in a double-quoted attribute.
pub fn attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if PLAIN[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let (instead, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if quotes => ("&quot;", 1),
            0..=0x1f if !matches!(bytes[at], b'\t' | b'\n') => ("", 1),
            0x7f => ("", 1),
            // The C1 controls, and the non-characters that HTML forbids, by their first bytes.
            0xc2 if bytes[at + 1] < 0xa0 => ("", 2),
            0xef if bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe => ("", 3),
            0xef if bytes[at + 1] == 0xb7 && (0x90..0xb0).contains(&bytes[at + 2]) => ("", 3),
            _ => {
                at += 1;
                continue;
            }
        };
        out.push_str(&text[from..at]);
        out.push_str(instead);
        at += length;
        from = at;
    }
    out.push_str(&text[from..]);
}

/// Bytes that stand as they are, whatever comes before or after.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0x20;
    while byte < 0x100 {
        plain[byte] = !matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | 0x7f | 0xc2 | 0xef);
        byte += 1;
    }
    plain
};

/// An address as it may stand in an attribute: what no address may hold is percent-encoded, the rest is left alone.
pub fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = address.as_bytes();
    for (at, character) in address.char_indices() {
        match character {
            '&' => out.push_str("&amp;"),
            '%' if is_hex(bytes.get(at + 1)) && is_hex(bytes.get(at + 2)) => out.push('%'),
            '\''
            | '%'
            | ' '
            | '"'
            | '<'
            | '>'
            | '['
            | ']'
            | '\\'
            | '^'
            | '`'
            | '{'
            | '|'
            | '}'
            | '\0'..='\x1f'
            | '\x7f' => {
                let byte = bytes[at];
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
            _ => out.push(character),
        }
    }
}

fn is_hex(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    fn check(escaped: impl Fn(&mut String, &str), before: &str, after: &str) {
        let mut out = String::new();
        escaped(&mut out, before);
        assert_eq!(out, after, "{before:?}");
    }

    #[test]
    fn text_is_escaped_and_loses_what_html_forbids() {
        check(super::text, r#"a < b & "c" > d"#, r#"a &lt; b &amp; "c" &gt; d"#);
        check(
            super::text,
            "bell\u{7} del\u{7f} c1\u{85} non\u{fffe} arab\u{fdd0} kept\u{fffd}é中🙂",
            "bell del c1 non arab kept\u{fffd}é中🙂",
        );
        check(super::attribute, r#"say "yes""#, "say &quot;yes&quot;");
    }

    #[test]
    fn an_address_keeps_its_own_escapes_and_gets_what_it_lacks() {
        check(
            super::address,
            "https://a.example/x y?q=1&r=50%&s=%C3",
            "https://a.example/x%20y?q=1&amp;r=50%25&amp;s=%C3",
        );
        check(super::address, "/é\"onclick=", "/é%22onclick=");
    }
}
