//! The head of a document: its title, dek and byline, by style, or guessed and said so.

use super::xml::Node;
use crate::dates::read_date;
use crate::front::split_names;
use crate::prose::raw::{Paragraph, Raw, Role};
use crate::prose::{Glyph, plain};
use crate::read::title_from;
use crate::{Arrival, ArrivalDate};

/// The longest first line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 140;

/// Takes the head off the document's paragraphs. `properties` are those of the file; `name` is the file's.
pub(super) fn take(raws: &mut Vec<Raw>, properties: Option<&Node>, name: &str, arrival: &mut Arrival) {
    styled(raws, arrival);
    if arrival.title.is_empty() {
        opening(raws, arrival);
        // A dek may stand below a title that is only a heading.
        styled(raws, arrival);
    }
    let of = |key: &str| {
        let node = properties?.kids.iter().find(|kid| &*kid.name == key)?;
        Some(node.text.trim().to_owned()).filter(|said| !said.is_empty())
    };
    if arrival.title.is_empty()
        && let Some(title) = of("title").filter(|title| !generic(title))
    {
        let sentence = format!("The text has no title; “{title}” was taken from the document's properties.");
        arrival.report.note("title", "", sentence);
        arrival.title = title;
    }
    if arrival.title.is_empty() {
        arrival.title = title_from(name);
        let sentence = format!("The text has no title; “{}” was made from the file's name.", arrival.title);
        arrival.report.note("title", "", sentence);
    }
    if arrival.authors.is_empty()
        && let Some(creator) = of("creator").filter(|creator| !nobody(creator))
    {
        arrival.authors = split_names(&creator);
        arrival.report.note("author", "", format!("The author, {creator}, was taken from the document's properties."));
    }
    arrival.language = of("language");
}

/// Paragraphs at the beginning in the styles of a head.
fn styled(raws: &mut Vec<Raw>, arrival: &mut Arrival) {
    let mut at = 0;
    while let Some(Raw::Paragraph(paragraph)) = raws.get_mut(at) {
        let words = plain(&paragraph.line);
        let taken = match paragraph.role {
            _ if paragraph.is_empty() => false,
            Role::Title if arrival.title.is_empty() => {
                arrival.title = words;
                true
            }
            Role::Subtitle if arrival.dek.is_empty() => {
                arrival.dek = words;
                true
            }
            Role::Author => {
                arrival.authors.extend(split_names(&words));
                true
            }
            Role::Date => match read_date(&words) {
                Some(date) => arrival.date.replace(date).is_none_or(|_: ArrivalDate| true),
                None => return,
            },
            _ => return,
        };
        if taken && !leftover(paragraph) {
            raws.remove(at);
        } else {
            at += 1;
        }
    }
}

/// What a paragraph of the head holds beside its words (a note's number, a picture) stays in the body.
fn leftover(paragraph: &mut Paragraph) -> bool {
    paragraph.line.retain(|cell| matches!(cell.glyph, Glyph::Note(_) | Glyph::Picture(_)));
    paragraph.role = Role::Plain;
    !paragraph.line.is_empty()
}

/// The first paragraph, when it is a heading, or looks like one: short, without a full stop, bold or large throughout, and
/// with text below it.
fn opening(raws: &mut Vec<Raw>, arrival: &mut Arrival) {
    let Some(at) = raws.iter().position(|raw| !matches!(raw, Raw::Paragraph(paragraph) if paragraph.is_empty())) else {
        return;
    };
    let below = raws[at + 1..].iter().any(|raw| !matches!(raw, Raw::Paragraph(paragraph) if paragraph.is_empty()));
    let Raw::Paragraph(paragraph) = &mut raws[at] else { return };
    let words = plain(&paragraph.line);
    let heading = matches!(paragraph.role, Role::Heading(_));
    let looks = paragraph.role == Role::Plain
        && paragraph.item.is_none()
        && below
        && words.chars().count() <= LONGEST_TITLE
        && !words.ends_with(['.', ':', ',', ';'])
        && (paragraph.is_bold() || paragraph.large);
    if words.is_empty() || !(heading || looks) {
        return;
    }
    if looks {
        arrival.report.note(
            "title",
            "paragraph 1",
            format!("The first line, “{words}”, looks like a title and was taken as one."),
        );
    }
    arrival.title = words;
    if !leftover(paragraph) {
        raws.remove(at);
    }
}

fn generic(title: &str) -> bool {
    let title = title.to_lowercase();
    ["microsoft word", "word document", "untitled", "document1", "dokument1", "powerpoint"]
        .iter()
        .any(|known| title.starts_with(known))
}

fn nobody(creator: &str) -> bool {
    let creator = creator.to_lowercase();
    [
        "python-docx",
        "microsoft",
        "windows user",
        "user",
        "unknown",
        "admin",
        "un-named",
        "apache poi",
        "pandoc",
        "author",
    ]
    .iter()
    .any(|known| creator == *known || creator.starts_with("microsoft"))
}
