//! Gives the pictures of a body their address in the house, once they are stored.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::markdown::OPTIONS;

/// The body with the source of every picture replaced by what `address` says of it; where it says nothing the source stays.
/// Pictures in Markdown's own form, by reference, and as `<img>` are found; the same words in prose or code are not touched.
pub fn readdress(body: &str, address: impl Fn(&str) -> Option<String>) -> String {
    let parser = Parser::new_ext(body, OPTIONS);
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut by_reference: Vec<String> = Vec::new();
    let definitions: Vec<(String, Range<usize>)> =
        parser.reference_definitions().iter().map(|(_, def)| (def.dest.to_string(), def.span.clone())).collect();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, .. }) => {
                if let Some(new) = address(&dest_url) {
                    changes.extend(written(body, range, "](", &dest_url).map(|place| (place, new)));
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => by_reference.push(dest_url.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => {
                for (at, _) in html.match_indices("src=") {
                    let value =
                        html[at + 4..].strip_prefix(['"', '\'']).and_then(|rest| rest.split(['"', '\'']).next());
                    let Some(value) = value else { continue };
                    let start = range.start + at + 5;
                    // What the parser shows may differ from the source; then the place is left alone.
                    if let Some(new) = address(value).filter(|_| body.get(start..start + value.len()) == Some(value)) {
                        changes.push((start..start + value.len(), new));
                    }
                }
            }
            _ => {}
        }
    }
    for (source, span) in definitions.into_iter().filter(|(source, _)| by_reference.contains(source)) {
        if let Some(new) = address(&source) {
            changes.extend(written(body, span, "]:", &source).map(|place| (place, new)));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for (range, new) in changes.into_iter().filter(|(range, _)| range.start <= range.end) {
        if range.start >= at {
            out.push_str(&body[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&body[at..]);
    out
}

/// Where an address is written inside `range`, behind `before`, with the angle brackets it may have.
fn written(body: &str, range: Range<usize>, before: &str, source: &str) -> Option<Range<usize>> {
    let text = &body[range.clone()];
    text.rmatch_indices(before).find_map(|(at, _)| {
        let rest = &text[at + before.len()..];
        let start = at + before.len() + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let raw = match rest.strip_prefix('<') {
            Some(inner) => &rest[..inner.find('>')? + 2],
            None => rest.split(|c: char| c.is_whitespace()).next()?,
        };
        let bare = unescaped(raw.trim_start_matches('<').trim_end_matches('>'));
        let open = bare.strip_prefix(source)?;
        // Without angle brackets the closing parenthesis follows the address at once.
        (open.is_empty() || (!raw.starts_with('<') && open.starts_with(')'))).then(|| {
            let length = if raw.starts_with('<') { raw.len() } else { raw_length(raw, source) };
            range.start + start..range.start + start + length
        })
    })
}

/// How much of what is written makes up the address.
fn raw_length(raw: &str, source: &str) -> usize {
    let ends = raw.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.into_iter().find(|end| unescaped(&raw[..*end]) == source && !raw[..*end].ends_with('\\')).unwrap_or(raw.len())
}

/// Backslashes before punctuation taken away.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_get_their_address_and_nothing_else_changes() {
        let address = |source: &str| match source {
            "a.png" => Some("media:1".to_owned()),
            "b c.png" => Some("media:2".to_owned()),
            "picture:1.png" => Some("media:3".to_owned()),
            "a(1).png" => Some("media:4".to_owned()),
            _ => None,
        };
        let check = |body: &str, expected: &str| assert_eq!(readdress(body, address), expected);
        check("![x](a.png) and ![](a.png2)", "![x](media:1) and ![](a.png2)");
        check("![x](<b c.png> \"A title (a.png)\")", "![x](media:2 \"A title (a.png)\")");
        check("![](picture:1.png)![](picture:10.png)", "![](media:3)![](picture:10.png)");
        check("![](<a(1).png>) ![](a(1).png) ![](a\\(1\\).png)", "![](media:4) ![](media:4) ![](media:4)");
        check("[![x](a.png)](a.png)", "[![x](media:1)](a.png)");
        check("![x][r] and [r]\n\n[r]: a.png \"t\"\n", "![x][r] and [r]\n\n[r]: media:1 \"t\"\n");
        check("<p><img alt=\"\" src=\"a.png\"></p>\n", "<p><img alt=\"\" src=\"media:1\"></p>\n");
        check("`![x](a.png)` says a.png", "`![x](a.png)` says a.png");
    }
}
