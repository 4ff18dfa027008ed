//! A text as blocks and glyphs, and its way to Markdown: what every reader that does not start from Markdown writes to.

mod escape;
mod inline;
pub(crate) mod raw;
pub(crate) mod shape_up;
mod tidy;
mod write;

pub(crate) use write::{write, write_apart};

/// Emphasis and its kin, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Marks(u8);

impl Marks {
    pub const BOLD: Marks = Marks(1);
    pub const ITALIC: Marks = Marks(2);
    pub const STRIKE: Marks = Marks(4);
    pub const SUPER: Marks = Marks(8);
    pub const SUB: Marks = Marks(16);
    pub const CODE: Marks = Marks(32);
    /// Outermost first; code holds nothing but text and comes last.
    pub const ALL: [Marks; 6] = [Self::BOLD, Self::ITALIC, Self::STRIKE, Self::SUPER, Self::SUB, Self::CODE];

    pub fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    pub fn with(self, mark: Marks) -> Marks {
        Marks(self.0 | mark.0)
    }

    pub fn without(self, mark: Marks) -> Marks {
        Marks(self.0 & !mark.0)
    }

    pub fn set(&mut self, mark: Marks, on: bool) {
        *self = if on { self.with(mark) } else { self.without(mark) };
    }
}

/// One thing on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    Char(char),
    /// The writer's own line break within a paragraph.
    Break,
    /// A picture, by its place in [`Text::pictures`].
    Picture(u32),
    /// A reference to a note, by its number.
    Note(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub glyph: Glyph,
    pub marks: Marks,
    /// 0: none; else the link's place in [`Text::links`], from 1.
    pub link: u32,
}

impl Cell {
    /// White space, at which emphasis may neither begin nor end.
    pub fn is_blank(&self) -> bool {
        match self.glyph {
            Glyph::Char(c) => c.is_whitespace(),
            Glyph::Break => true,
            Glyph::Picture(_) | Glyph::Note(_) => false,
        }
    }
}

pub(crate) type Line = Vec<Cell>;

/// The characters of a line as plain words.
pub(crate) fn plain(line: &[Cell]) -> String {
    let text: String = line
        .iter()
        .filter_map(|cell| match cell.glyph {
            Glyph::Char(c) => Some(c),
            Glyph::Break => Some(' '),
            Glyph::Picture(_) | Glyph::Note(_) => None,
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Heading(u8, Line),
    Paragraph(Line),
    Quote(Vec<Block>),
    List(List),
    /// Rows of cells; the first row is the table's head.
    Table(Vec<Vec<Line>>),
    Code(String),
    /// A line across.
    Rule,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    /// The first number; `None` for bullets.
    pub start: Option<u64>,
    pub items: Vec<Vec<Block>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    pub source: String,
    pub alt: String,
    pub caption: String,
}

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    pub blocks: Vec<Block>,
    pub links: Vec<String>,
    pub pictures: Vec<Picture>,
    /// In the order of their numbers.
    pub notes: Vec<Vec<Block>>,
    /// The number before that of the first note: 0, but for a text that comes into another.
    pub notes_before: u32,
}
