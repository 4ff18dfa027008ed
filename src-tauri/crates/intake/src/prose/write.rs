//! Blocks to Markdown.

use super::inline::{self, Setting};
use super::{Block, Cell, List, Text};

/// Writes a whole text, its notes at the end.
pub(crate) fn write(text: &Text) -> String {
    let (mut out, notes) = write_apart(text);
    if !out.is_empty() && !notes.is_empty() {
        out.push('\n');
    }
    out.push_str(&notes);
    out
}

/// Writes the body and the notes apart, each with a line's end.
pub(crate) fn write_apart(text: &Text) -> (String, String) {
    let scribe = Scribe { text };
    let ended = |mut out: String| {
        if !out.is_empty() {
            out.push('\n');
        }
        out
    };
    let notes = text
        .notes
        .iter()
        .zip(text.notes_before + 1..)
        .map(|(blocks, number)| format!("[^{number}]: {}", indented(&scribe.blocks(blocks), "    ").trim_start()));
    let notes = notes.collect::<Vec<_>>().join("\n\n");
    (ended(scribe.blocks(&text.blocks)), ended(notes))
}

struct Scribe<'a> {
    text: &'a Text,
}

impl Scribe<'_> {
    fn line(&self, line: &[Cell], opening: &str, one_line: bool) -> String {
        let setting = Setting { links: &self.text.links, pictures: &self.text.pictures, opening, one_line };
        inline::write(line, setting)
    }

    /// Blocks with a blank line between; without one at the end.
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut beside = 0;
        let mut last: Option<bool> = None;
        for block in blocks {
            let kind = match block {
                Block::List(list) => Some(list.start.is_some()),
                _ => None,
            };
            // Two lists in a row would be read as one, were their marks the same.
            beside = if kind.is_some() && kind == last { beside + 1 } else { 0 };
            let written = self.block(block, beside % 2 == 1);
            if written.is_empty() {
                continue;
            }
            last = kind;
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&written);
        }
        out
    }

    fn block(&self, block: &Block, other_mark: bool) -> String {
        match block {
            Block::Heading(level, line) => {
                let opening = format!("{} ", "#".repeat(usize::from(*level).clamp(1, 6)));
                let written = self.line(line, &opening, false);
                if written.is_empty() { written } else { format!("{opening}{written}") }
            }
            Block::Paragraph(line) => self.line(line, "", false),
            Block::Quote(blocks) => {
                let inner = self.blocks(blocks);
                if inner.is_empty() { inner } else { prefixed(&inner, "> ") }
            }
            Block::List(list) => self.list(list, other_mark),
            Block::Table(rows) => self.table(rows),
            Block::Rule => "---".to_owned(),
            Block::Code(text) => {
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
            }
        }
    }

    fn list(&self, list: &List, other_mark: bool) -> String {
        let tight = list.items.iter().all(|item| {
            matches!(
                item.as_slice(),
                [] | [Block::Paragraph(_) | Block::List(_)] | [Block::Paragraph(_), Block::List(_)]
            )
        });
        let mut out = String::new();
        for (n, item) in list.items.iter().enumerate() {
            let marker = match (list.start, other_mark) {
                (Some(start), false) => format!("{}. ", start.saturating_add(n as u64).min(999_999_999)),
                (Some(start), true) => format!("{}) ", start.saturating_add(n as u64).min(999_999_999)),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            let inner = if tight { self.tight(item) } else { self.blocks(item) };
            if n > 0 {
                out.push_str(if tight { "\n" } else { "\n\n" });
            }
            out.push_str(
                format!("{marker}{}", indented(&inner, &" ".repeat(marker.len())).trim_start()).trim_end_matches(' '),
            );
        }
        out
    }

    /// The blocks of an item without blank lines between.
    fn tight(&self, item: &[Block]) -> String {
        let written: Vec<String> = item.iter().map(|block| self.block(block, false)).collect();
        written.join("\n")
    }

    fn table(&self, rows: &[Vec<Vec<Cell>>]) -> String {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut out = String::new();
        for (n, row) in rows.iter().enumerate() {
            if n > 0 {
                out.push('\n');
            }
            out.push('|');
            // Wider tables than this are nobody's; their rows may be shorter than their head.
            let columns = if n == 0 || width <= 64 { width } else { row.len() };
            for column in 0..columns {
                let cell = row.get(column).map_or_else(String::new, |line| self.line(line, "", true));
                out.push_str(&format!(" {} |", barred(&cell)));
            }
            if n == 0 {
                out.push_str("\n|");
                out.push_str(&" --- |".repeat(width));
            }
        }
        if width == 0 { String::new() } else { out }
    }
}

/// A bar inside a cell must be escaped, also in code; one that is escaped already stays.
fn barred(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut escaped = false;
    for c in cell.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Every line but the blank ones moved in.
fn indented(text: &str, by: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{by}{line}") }).collect();
    lines.join("\n")
}

fn prefixed(text: &str, with: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("{with}{line}").trim_end().to_owned()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::prose::{Glyph, Line, Marks};

    const OPTIONS: Options = Options::ENABLE_TABLES
        .union(Options::ENABLE_FOOTNOTES)
        .union(Options::ENABLE_STRIKETHROUGH)
        .union(Options::ENABLE_HEADING_ATTRIBUTES);

    fn line(text: &str) -> Line {
        text.chars().map(|c| Cell { glyph: Glyph::Char(c), marks: Marks::default(), link: 0 }).collect()
    }

    fn marked() -> impl Strategy<Value = Line> {
        let run = (
            "[a-zA-Z0-9 .,!?“”'*_`~\\[\\]()<>#|&;\\\\é-]{1,6}",
            0..Marks::ALL.len() + 4,
            0..Marks::ALL.len() + 4,
            0..3u32,
        );
        proptest::collection::vec(run, 1..8).prop_map(|runs| {
            let mut out = Line::new();
            for (text, one, other, link) in runs {
                let mut marks = Marks::default();
                for mark in [one, other] {
                    if let Some(mark) = Marks::ALL.get(mark) {
                        marks.set(*mark, true);
                    }
                }
                out.extend(text.chars().map(|c| Cell { glyph: Glyph::Char(c), marks, link: link.saturating_sub(1) }));
            }
            out
        })
    }

    /// The words of a text as a reader sees them, and how many of its blocks are what they should be.
    fn seen(markdown: &str) -> (String, usize) {
        let (mut text, mut blocks) = (String::new(), 0);
        for event in Parser::new_ext(markdown, OPTIONS) {
            match event {
                Event::Text(more) | Event::Code(more) => text.push_str(&more),
                Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell) => blocks += 1,
                Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell) => text.push(' '),
                Event::HardBreak | Event::SoftBreak => text.push(' '),
                _ => {}
            }
        }
        (text.split_whitespace().collect(), blocks)
    }

    fn letters(line: &[Cell]) -> String {
        crate::prose::plain(line).split_whitespace().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_letter_comes_out_as_it_went_in(one in marked(), two in marked()) {
            let words = letters(&one) + &letters(&two);
            let filled = [&one, &two].iter().filter(|line| !letters(line).is_empty()).count();
            let links = vec!["https://a.example/x_(y)".to_owned()];
            let text = |blocks| Text { blocks, links: links.clone(), ..Text::default() };
            let check = |blocks: Vec<Block>, filled: usize| {
                let markdown = write(&text(blocks));
                let seen = seen(&markdown);
                prop_assert_eq!(&seen.0, &words, "{}", markdown);
                prop_assert_eq!(seen.1, filled, "{}", markdown);
                Ok(())
            };
            check(vec![Block::Paragraph(one.clone()), Block::Paragraph(two.clone())], filled)?;
            check(vec![Block::Heading(2, one.clone()), Block::Paragraph(two.clone())], filled)?;
            check(vec![Block::Quote(vec![Block::Paragraph(one.clone()), Block::Paragraph(two.clone())])], filled)?;
            check(vec![Block::Table(vec![vec![one.clone(), two.clone()]])], 2)?;
        }
    }

    #[test]
    fn lists_side_by_side_stay_apart() {
        let list = |start| Block::List(List { start, items: vec![vec![Block::Paragraph(line("a"))]] });
        let text = Text { blocks: vec![list(None), list(None), list(Some(3)), list(Some(1))], ..Text::default() };
        assert_eq!(write(&text), "- a\n\n* a\n\n3. a\n\n1) a\n");
    }
}
