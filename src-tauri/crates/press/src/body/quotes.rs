//! Block quotes, and pull quotes: a quote that holds nothing but a quote (`>> …`).

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Events;

/// When the quote at `start` is a pull quote: the index of the inner quote's end.
pub fn pulled(events: &Events<'_>, start: usize) -> Option<usize> {
    matches!(events.get(start + 1)?.0, Event::Start(Tag::BlockQuote(_))).then_some(())?;
    let end = end(events, start + 1);
    matches!(events.get(end + 1)?.0, Event::End(TagEnd::BlockQuote(_))).then_some(end)
}

/// The index of the quote's end.
pub fn end(events: &Events<'_>, start: usize) -> usize {
    let mut depth = 0;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => {
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

/// Where the paragraph that says who said it begins: the last of several, when it begins with a dash.
pub fn source(events: &Events<'_>, start: usize, end: usize) -> Option<usize> {
    let paragraph = (start + 1..end).rev().find(|&index| matches!(events[index].0, Event::Start(Tag::Paragraph)))?;
    let last = matches!(events.get(end.checked_sub(1)?)?.0, Event::End(TagEnd::Paragraph));
    let dashed = match &events.get(paragraph + 1)?.0 {
        Event::Text(text) => ["— ", "– ", "-- ", "—"].iter().any(|dash| text.starts_with(dash)),
        _ => false,
    };
    (last && dashed && paragraph > start + 1).then_some(paragraph)
}
