//! Blocks to Markdown.

use super::inline::{self, Setting};
use super::{Block, Cell, List, Text};

/// Writes a whole text, its notes at the end.
pub(crate) fn write(text: &Text) -> String {
    let scribe = Scribe { text };
    let mut out = scribe.blocks(&text.blocks);
    for (n, blocks) in text.notes.iter().enumerate() {
        let body = scribe.blocks(blocks);
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&format!("[^{}]: ", n + 1));
        out.push_str(indented(&body, "    ").trim_start());
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
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
            for column in 0..width {
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
