//! What stands inside a paragraph: letters, links, references to notes, breaks, and what is left out.

use super::reader::{Reader, Within};
use super::tree::{Id, Tree};
use crate::prose::raw::Role;
use crate::prose::{Cell, Glyph, Marks};
use crate::read::LONGEST;

/// More pictures or links than this are not named one by one.
pub(super) const MOST_NAMED: usize = 50;

impl Reader<'_> {
    /// Adds letters to the line, or to where letters go that readers do not get.
    pub fn put(&mut self, text: &str, within: &Within) {
        self.letters += text.len();
        if self.letters > LONGEST {
            return;
        }
        if self.in_marker {
            self.marker.get_or_insert_default().push_str(text);
            return;
        }
        let Within { look, link, .. } = within;
        if look.hidden {
            self.tally.hidden.push_str(text);
            return;
        }
        for c in text.chars() {
            let glyph = match c {
                // They show where a word might be broken, and nothing else.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => continue,
                '\n' if look.as_typed => Glyph::Break,
                '\r' if look.as_typed => continue,
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if !look.as_typed => {
                    if matches!(self.line.last().map(|cell| cell.glyph), None | Some(Glyph::Char(' '))) {
                        continue;
                    }
                    Glyph::Char(' ')
                }
                c => Glyph::Char(c),
            };
            if !c.is_whitespace() && c != '\u{a0}' {
                self.smallest = self.smallest.min(look.size);
            }
            self.line.push(Cell { glyph, marks: look.marks, link: *link });
        }
    }

    pub fn put_glyph(&mut self, glyph: Glyph) {
        self.line.push(Cell { glyph, marks: Marks::default(), link: 0 });
    }

    /// An element within a paragraph.
    pub fn inline(&mut self, id: Id, within: &Within) {
        let tree = self.tree;
        let mut inner = Within { look: within.look.inside(tree, &self.sheets, id), ..within.clone() };
        let style = tree.attribute(id, "style");
        match tree.name(id) {
            "br" => {
                if !style.contains("page-break-before") {
                    self.put_glyph(Glyph::Break);
                }
                return;
            }
            "wbr" => return,
            "img" => return self.picture(tree.attribute(id, "alt"), tree.attribute(id, "src")),
            "del" if is_reviewed(tree, id) => return self.tally.deleted.push_str(&format!(" {}", tree.words(id))),
            "q" => {
                self.put("“", within);
                self.kids(id, &inner);
                return self.put("”", within);
            }
            "a" => match self.anchor(id) {
                Anchor::Note(number) => return self.put_glyph(Glyph::Note(number)),
                Anchor::Nothing => return,
                Anchor::Link(link) => inner.link = link,
                Anchor::Words => {}
            },
            _ => {}
        }
        if style.to_ascii_lowercase().replace(' ', "").contains("mso-list:ignore") {
            self.marker.get_or_insert_default().push_str(&tree.words(id));
            return;
        }
        if tree.has_class(id, "Apple-converted-space") || style.contains("mso-spacerun") {
            return self.put(" ", within);
        }
        let is_new = inner.look.underlined && !within.look.underlined && inner.link == 0;
        if is_new && !tree.words(id).is_empty() && !tree.kids(id).iter().any(|kid| tree.name(*kid) == "a") {
            self.tally.underlined += 1;
        }
        if let Some(role) = styled(tree.attribute(id, "data-ccp-parastyle")) {
            self.style = Some(role);
        }
        self.kids(id, &inner);
    }

    fn picture(&mut self, alt: &str, source: &str) {
        let name = if alt.trim().is_empty() && !source.starts_with("data:") {
            crate::arrival::file_name(source)
        } else {
            alt.chars().filter(|c| !c.is_control()).take(120).collect()
        };
        self.tally.pictures.push(if self.tally.pictures.len() < MOST_NAMED { name } else { String::new() });
    }
}

/// What a link is here.
pub(super) enum Anchor {
    Note(u32),
    Link(u32),
    /// It leads nowhere; its words stay.
    Words,
    /// It belongs to a note or a comment, and says nothing by itself.
    Nothing,
}

/// Struck out by a reviewer, not by the writer.
fn is_reviewed(tree: &Tree, id: Id) -> bool {
    ["cite", "datetime"].iter().any(|name| !tree.attribute(id, name).is_empty()) || tree.has_class(id, "msoDel")
}

/// What a paragraph is, by the name of its style in Word on the web.
fn styled(name: &str) -> Option<Role> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "title" => Some(Role::Heading(1)),
        "quote" | "intense quote" => Some(Role::Quote),
        _ => {
            let level = name.strip_prefix("heading ")?.parse().ok()?;
            (1..=6).contains(&level).then_some(Role::Heading(level))
        }
    }
}
