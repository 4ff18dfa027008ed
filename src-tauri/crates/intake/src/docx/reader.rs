//! The walk through a part of the document: body, notes, text boxes. What each element means stands in the files beside.

use std::collections::HashMap;

use super::fields::Fields;
use super::numbering::Numbering;
use super::package::Package;
use super::relations::Relations;
use super::review::{Review, words_of};
use super::styles::{Look, Styles};
use super::xml::{Node, Ns};
use crate::ArrivedPicture;
use crate::prose::raw::{Item, Paragraph, Raw, Role};
use crate::prose::{Cell, Glyph, Line, Marks, Text};
use crate::read::LONGEST;
use crate::report::Report;

/// Foot- and endnotes have numbers of their own; here they share one row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct NoteId {
    pub end: bool,
    pub id: String,
}

pub(super) struct Reader<'a, 'p> {
    pub package: &'a mut Package<'p>,
    pub styles: Styles,
    pub numbering: Numbering,
    /// Of the part that is being read.
    pub relations: Relations,
    pub text: Text,
    pub pictures: Vec<ArrivedPicture>,
    /// Place in `pictures` by part name; `None` for one that was named in the report.
    pub by_part: HashMap<String, Option<usize>>,
    /// Notes that are referred to, with their place in the row, from 0.
    pub note_places: HashMap<NoteId, usize>,
    /// Bytes of text so far.
    pub letters: usize,
    pub review: Review,
    pub report: Report,
    pub tally: Tally,
    pub fields: Fields,
    /// Paragraphs of the body so far.
    pub paragraph: usize,
    pub line: Line,
    /// What stands in text boxes of the current paragraph; it follows the paragraph.
    pub aside: Vec<Raw>,
    /// A paragraph whose end was deleted; it goes on in the next.
    pub unfinished: Line,
    /// Where letters go that readers do not get.
    pub deleted: Option<String>,
    links: HashMap<String, u32>,
}

/// What is reported as one sentence with a count, or once with all its words.
#[derive(Default)]
pub(super) struct Tally {
    pub underlined: usize,
    pub highlighted: usize,
    pub text_boxes: usize,
    pub merged_cells: usize,
    pub nested_tables: usize,
    pub one_cell_tables: usize,
    /// Empty cells made for merged ones.
    pub padding: usize,
    pub inner_links: usize,
    pub numbers_of_headings: usize,
    pub letters_as_numbers: usize,
    pub tables: usize,
    pub links: usize,
    pub contents: String,
    pub hidden: String,
}

/// What a stretch of a paragraph stands in.
#[derive(Clone)]
pub(super) struct Within {
    pub link: u32,
    /// What the paragraph's style says of letters, save for their weight and slant, which belong to the style.
    pub look: Look,
}

impl<'a, 'p> Reader<'a, 'p> {
    pub fn new(package: &'a mut Package<'p>, styles: Styles, numbering: Numbering, relations: Relations) -> Self {
        Self {
            package,
            styles,
            numbering,
            relations,
            text: Text::default(),
            pictures: Vec::new(),
            by_part: HashMap::new(),
            note_places: HashMap::new(),
            letters: 0,
            review: Review::default(),
            report: Report::default(),
            tally: Tally::default(),
            fields: Fields::default(),
            paragraph: 0,
            line: Line::new(),
            aside: Vec::new(),
            unfinished: Line::new(),
            deleted: None,
            links: HashMap::new(),
        }
    }

    pub fn here(&self) -> String {
        if self.paragraph == 0 { String::new() } else { format!("paragraph {}", self.paragraph) }
    }

    /// Reads paragraphs and tables, through whatever wraps them.
    pub fn blocks(&mut self, parent: &Node) -> Vec<Raw> {
        let mut out = Vec::new();
        self.blocks_into(parent, &mut out);
        out
    }

    fn blocks_into(&mut self, parent: &Node, out: &mut Vec<Raw>) {
        for node in &parent.kids {
            match (node.ns, &*node.name) {
                (Ns::W, "p") => self.paragraph(node, out),
                (Ns::W, "tbl") => self.table(node, out),
                (Ns::W, "sdt") => {
                    if let Some(content) = node.w("sdtContent") {
                        if is_contents(node) {
                            self.tally.contents.push_str(&format!(" {}", words_of(content)));
                        } else {
                            self.blocks_into(content, out);
                        }
                    }
                }
                (Ns::W, "ins" | "moveTo") => {
                    self.review.inserted(node);
                    self.blocks_into(node, out);
                }
                (Ns::W, "del") => {
                    let text = words_of(node);
                    self.review.deleted(node, self.paragraph, text);
                }
                (Ns::W, "altChunk") => {
                    let place = self.here();
                    self.report.note(
                        "embedded-text",
                        place,
                        "A text embedded from another file was left out: send that file too.",
                    );
                }
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment_range(node),
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(node) {
                        self.blocks_into(chosen, out);
                    }
                }
                (Ns::W, "sectPr" | "pPr" | "tblPr" | "tcPr" | "sdtPr" | "moveFrom") => {}
                (Ns::W, _) => self.blocks_into(node, out),
                _ => {}
            }
        }
    }

    pub fn comment_range(&mut self, node: &Node) {
        let Some(id) = node.w_attribute("id") else { return };
        match &*node.name {
            "commentRangeStart" => self.review.range_begins(id, self.paragraph),
            "commentRangeEnd" => self.review.range_ends(id),
            _ => self.review.stands(id, self.paragraph),
        }
    }

    fn paragraph(&mut self, node: &Node, out: &mut Vec<Raw>) {
        self.paragraph += 1;
        let properties = node.w("pPr");
        let style = properties.and_then(|properties| properties.w_val("pStyle"));
        let outline =
            properties.and_then(|properties| properties.w_val("outlineLvl")).and_then(|level| level.parse().ok());
        let role = self.styles.role(style, outline);
        let mut look = style.map(|style| self.styles.look(style)).unwrap_or_default();
        (look.bold, look.italic, look.underlined) = (None, None, None);
        let item = self.item(properties, style, role);
        let common = self.styles.size.unwrap_or(20);
        let before = std::mem::take(&mut self.line);
        let outer = std::mem::take(&mut self.aside);
        self.line = std::mem::take(&mut self.unfinished);
        let mut large = Large { common, all: true };
        self.inlines(node, &Within { link: 0, look }, &mut large);
        let line = std::mem::replace(&mut self.line, before);
        let aside = std::mem::replace(&mut self.aside, outer);
        let mark = properties.and_then(|properties| properties.w("rPr"));
        if mark.is_some_and(|mark| mark.w("del").is_some() || mark.w("moveFrom").is_some()) {
            self.unfinished = line;
        } else if role == Role::Contents {
            self.tally.contents.push_str(&format!(" {}", crate::prose::plain(&line)));
        } else {
            let large = large.all && !line.is_empty();
            out.push(Raw::Paragraph(Paragraph { role, item, line, large }));
        }
        out.extend(aside);
    }

    /// A paragraph that was left unfinished at the end of its part.
    pub fn rest(&mut self) -> Option<Raw> {
        let line = std::mem::take(&mut self.unfinished);
        (!line.is_empty()).then(|| Raw::Paragraph(Paragraph { line, ..Paragraph::default() }))
    }

    fn item(&mut self, properties: Option<&Node>, style: Option<&str>, role: Role) -> Option<Item> {
        let own = properties.and_then(|properties| properties.w("numPr"));
        let by_style = style.map(|style| self.styles.list(style)).unwrap_or_default();
        let list = own.and_then(|own| own.w_val("numId")).or(by_style.0)?.to_owned();
        let at =
            own.and_then(|own| own.w_val("ilvl")).and_then(|at| at.parse().ok()).or(by_style.1).unwrap_or(0).min(8);
        let level = self.numbering.level(&list, at)?;
        if level.format == "none" {
            return None;
        }
        if matches!(role, Role::Heading(_) | Role::Title | Role::Subtitle) {
            self.tally.numbers_of_headings += usize::from(level.ordered());
            return None;
        }
        let ordered = level.ordered();
        let number = if ordered { self.numbering.count(&list, at, &level) } else { 0 };
        self.tally.letters_as_numbers +=
            usize::from(ordered && !matches!(level.format.as_str(), "decimal" | "decimalZero"));
        Some(Item { list, level: at, ordered, number })
    }

    /// The number of a link to an address; 0 when it leads nowhere a reader could go.
    pub fn link(&mut self, address: &str) -> u32 {
        let address = address.trim();
        let lower = address.to_lowercase();
        if address.is_empty() {
            self.tally.inner_links += 1;
            return 0;
        }
        if lower.starts_with("javascript:")
            || lower.starts_with("file:")
            || lower.starts_with("data:")
            || address.len() > 8_192
        {
            let place = self.here();
            let shown: String = address.chars().take(200).collect();
            self.report.note(
                "link",
                place,
                format!("The link to {shown} leads nowhere for readers; its words are kept."),
            );
            return 0;
        }
        self.tally.links += 1;
        if let Some(known) = self.links.get(address) {
            return *known;
        }
        self.text.links.push(address.to_owned());
        let number = u32::try_from(self.text.links.len()).unwrap_or(0);
        self.links.insert(address.to_owned(), number);
        number
    }

    /// Adds letters to the line, or to where letters go that readers do not get.
    pub fn put(&mut self, text: &str, look: &Look, link: u32) {
        self.letters += text.len();
        if self.letters > LONGEST {
            return;
        }
        if let Some(deleted) = &mut self.deleted {
            deleted.push_str(text);
        } else if self.fields.silent() {
        } else if look.hidden == Some(true) {
            self.tally.hidden.push_str(text);
        } else if self.fields.in_contents() {
            self.tally.contents.push_str(text);
        } else {
            self.review.text(text);
            let link = if link == 0 { self.fields.link() } else { link };
            let marks = look.marks();
            self.line.extend(text.chars().map(|c| Cell { glyph: Glyph::Char(c), marks, link }));
        }
    }

    /// Adds something that is not a letter.
    pub fn put_glyph(&mut self, glyph: Glyph, link: u32) {
        if self.deleted.is_none() && !self.fields.silent() && !self.fields.in_contents() {
            self.line.push(Cell { glyph, marks: Marks::default(), link });
        }
    }
}

/// Whether all letters of a paragraph are larger than the common ones.
pub(super) struct Large {
    pub common: u32,
    pub all: bool,
}

fn is_contents(sdt: &Node) -> bool {
    let gallery = sdt
        .w("sdtPr")
        .and_then(|properties| properties.w("docPartObj"))
        .and_then(|object| object.w_val("docPartGallery"));
    gallery == Some("Table of Contents")
}

/// Which of several forms of one thing to read: the newest that holds something, else the fallback.
pub(super) fn chosen(alternate: &Node) -> Option<&Node> {
    let speaks = |node: &&Node| {
        let mut speaks = false;
        node.each(&mut |below| {
            speaks |=
                below.is(Ns::W, "t") || below.is(Ns::A, "blip") || below.is(Ns::V, "imagedata") || below.is(Ns::M, "t");
        });
        speaks
    };
    let choices = alternate.kids.iter().filter(|kid| kid.is(Ns::Mc, "Choice"));
    let fallback = alternate.kid(Ns::Mc, "Fallback");
    choices.chain(fallback).find(speaks).or_else(|| alternate.kids.first())
}
