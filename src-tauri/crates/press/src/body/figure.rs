//! Pictures in the text: `![alt](picture "Caption | Credit: Name")`.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Events;
use crate::escape;

/// Caption and credit of a picture's title: the credit is what follows "Credit:" at the beginning or after a bar.
pub fn caption(title: &str) -> (&str, &str) {
    let (caption, last) = match title.rsplit_once('|') {
        Some((caption, last)) => (caption.trim(), last.trim()),
        None => ("", title.trim()),
    };
    const WORD: &str = "credit:";
    match last.get(..WORD.len()) {
        Some(word) if word.eq_ignore_ascii_case(WORD) => (caption, last[WORD.len()..].trim()),
        _ => (title.trim(), ""),
    }
}

/// When a paragraph holds a picture and nothing else: the indices of the picture's beginning and end.
pub fn alone(events: &Events<'_>, paragraph: usize) -> Option<(usize, usize)> {
    let start = paragraph + 1;
    if !matches!(events.get(start)?.0, Event::Start(Tag::Image { .. })) {
        return None;
    }
    let end = end(events, start);
    matches!(events.get(end + 1)?.0, Event::End(TagEnd::Paragraph)).then_some((start, end))
}

/// The index of a picture's end; what stands between is its alt text, which may hold pictures itself.
pub fn end(events: &Events<'_>, start: usize) -> usize {
    let mut depth = 0;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => {
                depth -= 1;
                if depth == 0 {
                    return index;
                }
            }
            _ => {}
        }
    }
    events.len() - 1
}

/// The plain words of some events.
pub fn plain(events: &Events<'_>, from: usize, to: usize) -> String {
    let mut out = String::new();
    for (event, _) in &events[from..to] {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// `<figcaption>` with caption and credit; nothing when there is neither.
pub fn write_caption(out: &mut String, caption: &str, credit: &str, word: &str) {
    if caption.is_empty() && credit.is_empty() {
        return;
    }
    out.push_str("<figcaption>");
    escape::text(out, caption);
    if !credit.is_empty() {
        if !caption.is_empty() {
            out.push(' ');
        }
        out.push_str("<span class=\"credit\">");
        escape::text(out, word);
        out.push(' ');
        escape::text(out, credit);
        out.push_str("</span>");
    }
    out.push_str("</figcaption>");
}

#[cfg(test)]
mod tests {
    fn check(title: &str, caption: &str, credit: &str) {
        assert_eq!(super::caption(title), (caption, credit), "{title:?}");
    }

    #[test]
    fn caption_and_credit_are_told_apart() {
        check("", "", "");
        check("Dredgers at the mole", "Dredgers at the mole", "");
        check("Credit: Art desk", "", "Art desk");
        check("Dredgers at the mole | Credit: Art desk", "Dredgers at the mole", "Art desk");
        check("Left | right | credit:Art desk", "Left | right", "Art desk");
        check("Left | right", "Left | right", "");
        check("| Credit: é", "", "é");
        check("ééééé", "ééééé", "");
    }
}
