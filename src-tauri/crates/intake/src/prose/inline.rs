//! One line of glyphs to Markdown. What was written is read back; where the short form would be read as something else, a
//! plainer one is taken, so that the words and their marks always come out as they went in.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escape::{self, Around};
use super::tidy::tidy;
use super::{Cell, Glyph, Marks, Picture};

/// How marks are written, from the best to read to the one that cannot be misread.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hand {
    Stars,
    Underscores,
    Tags,
}

/// What links and pictures a line may refer to, and what stands before it on its first line.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub links: &'a [String],
    pub pictures: &'a [Picture],
    /// "", or the marks of a heading.
    pub opening: &'a str,
    /// In a table a line is broken by `<br>`; in a heading not at all.
    pub one_line: bool,
}

/// Writes a line; empty when it holds nothing.
pub(super) fn write(line: &[Cell], setting: Setting) -> String {
    let mut line = tidy(line);
    if !setting.opening.is_empty() {
        for cell in line.iter_mut().filter(|cell| cell.glyph == Glyph::Break) {
            cell.glyph = Glyph::Char(' ');
        }
    }
    let mut written = String::new();
    for hand in [Hand::Stars, Hand::Underscores, Hand::Tags] {
        written = Pen { setting, hand, tildes: tildes(&line), out: String::new() }.line(&line);
        if reads_as(&written, &line, setting) {
            break;
        }
    }
    written
}

fn tildes(line: &[Cell]) -> bool {
    line.iter().filter(|cell| cell.glyph == Glyph::Char('~')).count() > 1
        || line.iter().any(|cell| cell.marks.has(Marks::STRIKE))
}

struct Pen<'a> {
    setting: Setting<'a>,
    hand: Hand,
    tildes: bool,
    out: String,
}

impl Pen<'_> {
    fn line(mut self, line: &[Cell]) -> String {
        self.stretch(line, Marks::default(), false, None);
        self.out
    }

    /// Writes cells inside what is open already; `after` is what follows them.
    fn stretch(&mut self, cells: &[Cell], open: Marks, linked: bool, after: Option<char>) {
        let mut at = 0;
        while at < cells.len() {
            let cell = cells[at];
            let rest = &cells[at..];
            let run = |has: &dyn Fn(&Cell) -> bool| rest.iter().take_while(|cell| has(cell)).count();
            let mut widest: Option<(usize, Option<Marks>)> = None;
            if !linked && cell.link != 0 {
                widest = Some((run(&|other| other.link == cell.link), None));
            }
            for mark in Marks::ALL {
                if !opens(&cell, mark, open) || (mark == Marks::CODE && widest.is_some()) {
                    continue;
                }
                let mut length = run(&|other| other.marks.has(mark));
                // Where stretches cross, one is cut, and must not end at a blank.
                while leans(mark) && rest[length - 1].is_blank() {
                    length -= 1;
                }
                if widest.is_none_or(|(most, _)| length > most) {
                    widest = Some((length, Some(mark)));
                }
            }
            match widest {
                None => {
                    let plain = |other: &Cell| {
                        (linked || other.link == 0) && Marks::ALL.iter().all(|mark| !opens(other, *mark, open))
                    };
                    let length = run(&plain);
                    let follows = cells.get(at + length).map(|_| '*').or(after);
                    self.glyphs(&rest[..length], linked, follows);
                    at += length;
                }
                Some((length, Some(Marks::CODE))) => {
                    self.code(&rest[..length]);
                    at += length;
                }
                Some((length, Some(mark))) => {
                    let (opener, closer) = self.delimiters(mark);
                    self.out.push_str(opener);
                    self.stretch(&rest[..length], open.with(mark), linked, Some('*'));
                    self.out.push_str(closer);
                    at += length;
                }
                Some((length, None)) => {
                    let to = self.setting.links.get(cell.link as usize - 1).map_or("", String::as_str).to_owned();
                    if self.out.ends_with('!') && !self.out.ends_with("\\!") {
                        self.out.insert(self.out.len() - 1, '\\');
                    }
                    self.out.push('[');
                    self.stretch(&rest[..length], open, true, Some(']'));
                    self.out.push_str("](");
                    self.out.push_str(&destination(&to));
                    self.out.push(')');
                    at += length;
                }
            }
        }
    }

    fn delimiters(&self, mark: Marks) -> (&'static str, &'static str) {
        match (mark, self.hand) {
            (Marks::BOLD, Hand::Tags) => ("<strong>", "</strong>"),
            (Marks::BOLD, Hand::Stars | Hand::Underscores) => ("**", "**"),
            (Marks::ITALIC, Hand::Tags) => ("<em>", "</em>"),
            (Marks::ITALIC, Hand::Stars) => ("*", "*"),
            (Marks::ITALIC, Hand::Underscores) => ("_", "_"),
            (Marks::STRIKE, Hand::Tags) => ("<del>", "</del>"),
            (Marks::STRIKE, Hand::Stars | Hand::Underscores) => ("~~", "~~"),
            (Marks::SUPER, _) => ("<sup>", "</sup>"),
            (Marks::SUB, _) => ("<sub>", "</sub>"),
            (_, _) => ("", ""),
        }
    }

    fn glyphs(&mut self, cells: &[Cell], linked: bool, after: Option<char>) {
        let mut text = String::new();
        for (at, cell) in cells.iter().enumerate() {
            match cell.glyph {
                Glyph::Char(c) => text.push(c),
                Glyph::Break => {
                    self.text(&text, linked, Some('\n'));
                    text.clear();
                    self.out.push_str(if self.setting.one_line { "<br>" } else { "\\\n" });
                }
                Glyph::Picture(n) => {
                    self.text(&text, linked, Some('!'));
                    text.clear();
                    self.picture(n);
                }
                Glyph::Note(n) => {
                    self.text(&text, linked, Some('['));
                    text.clear();
                    self.out.push_str(&format!("[^{n}]"));
                }
            }
            if at + 1 == cells.len() {
                self.text(&text, linked, after);
            }
        }
    }

    fn text(&mut self, text: &str, in_link: bool, after: Option<char>) {
        let before = self.out.chars().next_back().filter(|c| *c != '\n');
        let around = Around { before, after, in_link, tildes: self.tildes, fully: self.hand == Hand::Tags };
        escape::text(&mut self.out, text, around);
    }

    fn picture(&mut self, n: u32) {
        let Some(picture) = self.setting.pictures.get(n as usize) else { return };
        self.out.push_str("![");
        let around =
            Around { before: Some('['), after: Some(']'), in_link: true, tildes: true, fully: self.hand == Hand::Tags };
        escape::text(&mut self.out, &picture.alt, around);
        self.out.push_str("](");
        self.out.push_str(&destination(&picture.source));
        if !picture.caption.is_empty() {
            let caption = picture.caption.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "\\&");
            self.out.push_str(&format!(" \"{caption}\""));
        }
        self.out.push(')');
    }

    /// A code span, fenced by more backticks than it holds.
    fn code(&mut self, cells: &[Cell]) {
        let text: String = cells
            .iter()
            .filter_map(|cell| match cell.glyph {
                Glyph::Char(c) => Some(c),
                _ => None,
            })
            .collect();
        // In a table, a bar in a code span is escaped by a backslash that would be read as its own.
        if self.hand == Hand::Tags || (self.setting.one_line && text.contains('|')) {
            self.out.push_str("<code>");
            self.text(&text, true, Some('<'));
            self.out.push_str("</code>");
            return;
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
        self.out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }
}

/// Marks that are written with delimiters, which must lean on a word.
fn leans(mark: Marks) -> bool {
    matches!(mark, Marks::BOLD | Marks::ITALIC | Marks::STRIKE)
}

/// Whether a mark must be opened at a cell.
fn opens(cell: &Cell, mark: Marks, open: Marks) -> bool {
    cell.marks.has(mark) && !open.has(mark) && !(leans(mark) && cell.is_blank())
}

/// A link's address as Markdown wants it: in angle brackets when it has spaces or parentheses.
fn destination(to: &str) -> String {
    let clean: String = to.chars().filter(|c| !c.is_control()).collect();
    let escaped = clean.replace('\\', "\\\\").replace('<', "%3C").replace('>', "%3E").replace('&', "\\&");
    if escaped.is_empty() || escaped.contains([' ', '(', ')', '*', '_', '[', ']', '`', '~', '!', '"', '\'']) {
        format!("<{escaped}>")
    } else {
        escaped
    }
}

/// Reads what was written and compares, glyph by glyph.
fn reads_as(written: &str, line: &[Cell], setting: Setting) -> bool {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut source = format!("{}{written}\n", setting.opening);
    for cell in line {
        if let Glyph::Note(n) = cell.glyph {
            source.push_str(&format!("\n[^{n}]: x\n"));
        }
    }
    let mut read: Vec<(Glyph, Marks, bool)> = Vec::with_capacity(line.len());
    let (mut marks, mut linked, mut blocks, mut pictured, mut noted) = (Marks::default(), false, 0, false, false);
    for event in Parser::new_ext(&source, options) {
        if noted {
            noted = !matches!(event, Event::End(TagEnd::FootnoteDefinition));
            continue;
        }
        if pictured {
            pictured = !matches!(event, Event::End(TagEnd::Image));
            continue;
        }
        let mut text = |text: &str, marks: Marks| read.extend(text.chars().map(|c| (Glyph::Char(c), marks, linked)));
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => noted = true,
            Event::Start(Tag::Paragraph) if setting.opening.is_empty() => blocks += 1,
            Event::Start(Tag::Heading { id: None, classes, .. })
                if !setting.opening.is_empty() && classes.is_empty() =>
            {
                blocks += 1
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {}
            Event::Start(Tag::Strong) => marks = marks.with(Marks::BOLD),
            Event::End(TagEnd::Strong) => marks = marks.without(Marks::BOLD),
            Event::Start(Tag::Emphasis) => marks = marks.with(Marks::ITALIC),
            Event::End(TagEnd::Emphasis) => marks = marks.without(Marks::ITALIC),
            Event::Start(Tag::Strikethrough) => marks = marks.with(Marks::STRIKE),
            Event::End(TagEnd::Strikethrough) => marks = marks.without(Marks::STRIKE),
            Event::Start(Tag::Link { .. }) => linked = true,
            Event::End(TagEnd::Link) => linked = false,
            Event::Start(Tag::Image { .. }) => {
                pictured = true;
                read.push((Glyph::Picture(0), marks, linked));
            }
            Event::FootnoteReference(label) => {
                let Ok(n) = label.parse() else { return false };
                read.push((Glyph::Note(n), marks, linked));
            }
            Event::Text(said) => text(&said, marks),
            Event::Code(said) => text(&said, marks.with(Marks::CODE)),
            Event::HardBreak => read.push((Glyph::Break, marks, linked)),
            Event::InlineHtml(tag) => match &*tag {
                "<br>" => read.push((Glyph::Break, marks, linked)),
                "<sup>" => marks = marks.with(Marks::SUPER),
                "</sup>" => marks = marks.without(Marks::SUPER),
                "<sub>" => marks = marks.with(Marks::SUB),
                "</sub>" => marks = marks.without(Marks::SUB),
                "<strong>" => marks = marks.with(Marks::BOLD),
                "</strong>" => marks = marks.without(Marks::BOLD),
                "<em>" => marks = marks.with(Marks::ITALIC),
                "</em>" => marks = marks.without(Marks::ITALIC),
                "<del>" => marks = marks.with(Marks::STRIKE),
                "</del>" => marks = marks.without(Marks::STRIKE),
                "<code>" => marks = marks.with(Marks::CODE),
                "</code>" => marks = marks.without(Marks::CODE),
                _ => return false,
            },
            _ => return false,
        }
    }
    // A blank, a break and a picture have no weight or slant of their own.
    let blank = |marks: Marks| marks.without(Marks::BOLD).without(Marks::ITALIC).without(Marks::STRIKE);
    let bare = |glyph: Glyph, marks: Marks, linked: bool| match glyph {
        Glyph::Char(c) if c.is_whitespace() => (Glyph::Char(c), blank(marks), linked),
        Glyph::Char(c) => (Glyph::Char(c), marks, linked),
        Glyph::Picture(_) => (Glyph::Picture(0), Marks::default(), linked),
        Glyph::Break => (Glyph::Break, Marks::default(), false),
        Glyph::Note(n) => (Glyph::Note(n), Marks::default(), false),
    };
    let same = read.len() == line.len()
        && read
            .iter()
            .zip(line)
            .all(|(read, cell)| bare(read.0, read.1, read.2) == bare(cell.glyph, cell.marks, cell.link != 0));
    same && blocks <= 1
}
