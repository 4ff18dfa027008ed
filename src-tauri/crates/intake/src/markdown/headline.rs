//! The first heading of a text without a title is its title.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::survey::OPTIONS;
use super::traced::Traced;
use crate::Arrival;

/// Takes a `# heading` that opens the body as the title, or drops it where it repeats the title. What precedes it must be
/// blank; a first-level heading further down is the writer's.
pub(super) fn take(body: &mut Traced, arrival: &mut Arrival) {
    let Some((heading, end)) = opening_heading(&body.text) else { return };
    if arrival.title.is_empty() {
        arrival.title = heading;
    } else if !same(&arrival.title, &heading) {
        return;
    }
    let blank = body.text[end..].len() - body.text[end..].trim_start_matches('\n').len();
    body.cut_front(end + blank);
}

fn opening_heading(body: &str) -> Option<(String, usize)> {
    let mut events = Parser::new_ext(body, OPTIONS).into_offset_iter();
    let (Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), range) = events.next()? else { return None };
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(more) | Event::Code(more) => text.push_str(&more),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some((text, range.end))
}

fn same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}
