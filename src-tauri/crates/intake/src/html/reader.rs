//! What is read so far, and where the walk stands. What each element means stands in the files beside.

use std::collections::HashMap;

use super::lists::Counts;
use super::look::{Look, Sheets};
use super::notes::Notes;
use super::tree::{Id, Tree};
use crate::prose::raw::{Item, Paragraph, Raw, Role};
use crate::prose::{Cell, Glyph, Line, Marks, Text, plain};

/// From this size on, in points, a paragraph of Google Docs is a title, which has no element of its own there.
const TITLE_SIZE: f32 = 20.0;
const LONGEST_TITLE: usize = 160;

pub(super) struct Reader<'t> {
    pub tree: &'t Tree,
    pub sheets: Sheets,
    pub text: Text,
    pub known: Notes,
    pub links: HashMap<String, u32>,
    pub counts: Counts,
    pub tally: Tally,
    /// Bytes of text so far.
    pub letters: usize,
    pub out: Vec<Raw>,
    pub line: Line,
    /// The smallest letters of the line.
    pub smallest: f32,
    /// The mark Word wrote before a list's item, while it is read and after.
    pub marker: Option<String>,
    pub in_marker: bool,
    /// What Word on the web calls the style of the paragraph.
    pub style: Option<Role>,
    pub google: bool,
}

/// What is named, with its count or its words.
#[derive(Default)]
pub(super) struct Tally {
    pub pictures: Vec<String>,
    pub scripts: usize,
    pub embedded: usize,
    pub underlined: usize,
    pub merged_cells: usize,
    pub inner_links: usize,
    pub links: Vec<String>,
    pub notes_without_text: usize,
    pub comments: Vec<String>,
    pub deleted: String,
    pub hidden: String,
    pub contents: String,
}

/// What a stretch stands in.
#[derive(Clone, Default)]
pub(super) struct Within {
    pub look: Look,
    pub link: u32,
    pub role: Role,
    /// Of a list of HTML: how deep, and whether it counts.
    pub list: Option<(u8, bool)>,
    /// Of a paragraph of Word: which list, how deep.
    pub word: Option<(String, u8)>,
    pub quotes: u8,
}

impl<'t> Reader<'t> {
    pub fn new(tree: &'t Tree, notes_before: u32) -> Self {
        Self {
            tree,
            sheets: Sheets::of(tree),
            text: Text { notes_before, ..Text::default() },
            known: Notes::of(tree),
            links: HashMap::new(),
            counts: Counts::default(),
            tally: Tally::default(),
            letters: 0,
            out: Vec::new(),
            line: Line::new(),
            smallest: f32::INFINITY,
            marker: None,
            in_marker: false,
            style: None,
            google: tree.ids().any(|id| tree.attribute(id, "id").starts_with("docs-internal-guid")),
        }
    }

    pub fn body(&mut self) -> Vec<Raw> {
        self.apart(0, &Within::default())
    }

    /// What stands in an element, apart from what is around it.
    pub fn apart(&mut self, id: Id, within: &Within) -> Vec<Raw> {
        let line = std::mem::take(&mut self.line);
        let out = std::mem::take(&mut self.out);
        self.kids(id, within);
        self.end(within);
        self.line = line;
        std::mem::replace(&mut self.out, out)
    }

    /// The paragraph ends.
    pub fn end(&mut self, within: &Within) {
        if std::mem::take(&mut self.in_marker)
            && let Some(marker) = self.marker.take()
        {
            // A mark that never ends is the paragraph.
            self.put(&marker, within);
        }
        let marker = self.marker.take();
        let mut line = std::mem::take(&mut self.line);
        let smallest = std::mem::replace(&mut self.smallest, f32::INFINITY);
        let mut role = self.style.take().filter(|_| within.role == Role::Plain).unwrap_or(within.role);
        if role == Role::Code {
            self.out.push(Raw::Paragraph(Paragraph { role, line, ..Paragraph::default() }));
            return;
        }
        spaces(&mut line);
        if line.iter().all(Cell::is_blank) {
            return;
        }
        if self.google && role == Role::Plain && smallest >= TITLE_SIZE && plain(&line).chars().count() <= LONGEST_TITLE
        {
            role = Role::Heading(1);
        }
        if role == Role::Contents {
            self.tally.contents.push_str(&format!(" {}", plain(&line)));
            return;
        }
        let item = match (&within.word, marker) {
            (Some((list, level)), Some(marker)) if !matches!(role, Role::Heading(_)) => {
                Some(self.counts.marked(list, *level, &marker))
            }
            _ => None,
        };
        if matches!(role, Role::Heading(_)) && line.iter().all(|cell| cell.is_blank() || cell.marks.has(Marks::BOLD)) {
            line.iter_mut().for_each(|cell| cell.marks.set(Marks::BOLD, false));
        }
        self.paragraphs(line, role, item);
    }

    /// Two breaks in a row end a paragraph.
    fn paragraphs(&mut self, line: Line, role: Role, item: Option<Item>) {
        let mut parts: Vec<Line> = vec![Line::new()];
        let mut at = 0;
        while at < line.len() {
            let breaks = line[at..].iter().take_while(|cell| cell.glyph == Glyph::Break).count();
            if breaks > 1 {
                parts.push(Line::new());
                at += breaks;
            } else {
                if let Some(part) = parts.last_mut() {
                    part.push(line[at]);
                }
                at += 1;
            }
        }
        for line in parts {
            self.out.push(Raw::Paragraph(Paragraph { role, item: item.clone(), line, large: false }));
        }
    }
}

/// A no-break space stays where it stands alone between words; in a row, or at an end, it was typed to make room.
fn spaces(line: &mut Line) {
    let space = |cell: &Cell| matches!(cell.glyph, Glyph::Char(' ' | '\u{a0}' | '\t'));
    let mut out = Line::with_capacity(line.len());
    let mut at = 0;
    while at < line.len() {
        let run = line[at..].iter().take_while(|cell| space(cell)).count();
        if run == 0 {
            out.push(line[at]);
            at += 1;
            continue;
        }
        let edge = |cell: Option<&Cell>| cell.is_none_or(|cell| cell.glyph == Glyph::Break);
        if !edge(out.last()) && !edge(line.get(at + run)) {
            let glyph = if run == 1 { line[at].glyph } else { Glyph::Char(' ') };
            out.push(Cell { glyph, ..line[at] });
        }
        at += run;
    }
    *line = out;
}
