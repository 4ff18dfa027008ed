//! Paragraphs and tables in order, as a program with styles has them, before they are put together to lists, quotations and
//! headings.

use super::{Cell, Glyph, Line, Marks, plain};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    #[default]
    Plain,
    Title,
    Subtitle,
    Author,
    Date,
    /// From 1.
    Heading(u8),
    Quote,
    Code,
    Caption,
    /// An entry of a table of contents.
    Contents,
}

pub(crate) enum Raw {
    Paragraph(Paragraph),
    Table(Vec<Vec<Line>>),
    Quote(Vec<Raw>),
    Rule,
}

#[derive(Default)]
pub(crate) struct Paragraph {
    pub role: Role,
    pub item: Option<Item>,
    pub line: Line,
    /// Letters larger than the document's common ones throughout.
    pub large: bool,
}

/// A paragraph's place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub list: String,
    pub level: u8,
    pub ordered: bool,
    pub number: u64,
}

impl Paragraph {
    pub fn is_empty(&self) -> bool {
        self.line.iter().all(Cell::is_blank)
    }

    pub fn is_bold(&self) -> bool {
        self.line.iter().all(|cell| cell.is_blank() || cell.marks.has(Marks::BOLD))
    }
}

fn cells(text: &str) -> impl Iterator<Item = Cell> {
    text.chars().map(|c| Cell { glyph: Glyph::Char(c), marks: Marks::default(), link: 0 })
}

fn put(line: &mut Line, more: &[Cell]) {
    if !line.is_empty() && !more.is_empty() {
        line.push(Cell { glyph: Glyph::Break, marks: Marks::default(), link: 0 });
    }
    line.extend_from_slice(more);
}

/// All that a table's cell or a list's item holds on one line, with breaks between its paragraphs.
pub(crate) fn flat(raws: Vec<Raw>) -> Line {
    let mut line = Line::new();
    for raw in raws {
        match raw {
            Raw::Paragraph(paragraph) if paragraph.is_empty() => {}
            Raw::Rule => {}
            Raw::Quote(inner) => put(&mut line, &flat(inner)),
            Raw::Paragraph(paragraph) => {
                let mut own = Line::new();
                match &paragraph.item {
                    Some(item) if item.ordered => own.extend(cells(&format!("{}. ", item.number))),
                    Some(_) => own.extend(cells("• ")),
                    None => {}
                }
                own.extend(paragraph.line);
                put(&mut line, &own);
            }
            Raw::Table(rows) => {
                for row in rows {
                    let mut own = Line::new();
                    for cell in row.into_iter().filter(|cell| !plain(cell).is_empty()) {
                        if !own.is_empty() {
                            own.extend(cells(" – "));
                        }
                        own.extend(cell);
                    }
                    if !own.is_empty() {
                        put(&mut line, &own);
                    }
                }
            }
        }
    }
    line
}
