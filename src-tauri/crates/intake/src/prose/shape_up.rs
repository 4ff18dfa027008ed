//! Paragraphs in a row become lists, quotations, code and captioned pictures.

use super::raw::{Item, Paragraph, Raw, Role};
use super::{Block, Glyph, Line, List, Text, plain};

/// How far headings are moved in: a document's first level is the second of a manuscript, whose headline stands apart.
pub(crate) fn shift(raws: &[Raw]) -> u8 {
    u8::from(raws.iter().any(|raw| matches!(raw, Raw::Paragraph(paragraph) if paragraph.role == Role::Heading(1))))
}

/// Puts paragraphs together to blocks. `shift` is added to the level of every heading.
pub(crate) fn blocks(raws: Vec<Raw>, shift: u8, text: &mut Text) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut items: Vec<(Item, Line)> = Vec::new();
    for raw in raws {
        let paragraph = match raw {
            Raw::Table(rows) => {
                finish(&mut items, &mut out);
                out.push(Block::Table(rows));
                continue;
            }
            Raw::Quote(inner) => {
                finish(&mut items, &mut out);
                let inner = blocks(inner, shift, text);
                if !inner.is_empty() {
                    out.push(Block::Quote(inner));
                }
                continue;
            }
            Raw::Rule => {
                finish(&mut items, &mut out);
                out.push(Block::Rule);
                continue;
            }
            Raw::Paragraph(paragraph) => paragraph,
        };
        if paragraph.is_empty() {
            // A blank line ends a list only when what follows is no part of it; the next paragraph decides.
            continue;
        }
        if let Some(item) = paragraph.item.clone() {
            items.push((item, paragraph.line));
            continue;
        }
        finish(&mut items, &mut out);
        one(paragraph, shift, text, &mut out);
    }
    finish(&mut items, &mut out);
    out
}

fn one(paragraph: Paragraph, shift: u8, text: &mut Text, out: &mut Vec<Block>) {
    let Paragraph { role, line, .. } = paragraph;
    match role {
        Role::Heading(level) => out.push(Block::Heading((level + shift).min(6), line)),
        Role::Title => out.push(Block::Heading((1 + shift).min(6), line)),
        Role::Subtitle => out.push(Block::Heading((2 + shift).min(6), line)),
        Role::Quote => match out.last_mut() {
            Some(Block::Quote(inner)) => inner.push(Block::Paragraph(line)),
            _ => out.push(Block::Quote(vec![Block::Paragraph(line)])),
        },
        Role::Code => {
            let code: String = line
                .iter()
                .filter_map(|cell| match cell.glyph {
                    Glyph::Char(c) => Some(c),
                    Glyph::Break => Some('\n'),
                    Glyph::Picture(_) | Glyph::Note(_) => None,
                })
                .collect();
            let more_than_letters =
                line.iter().any(|cell| matches!(cell.glyph, Glyph::Picture(_) | Glyph::Note(_)) || cell.link != 0);
            match out.last_mut() {
                _ if more_than_letters => out.push(Block::Paragraph(line)),
                Some(Block::Code(all)) => {
                    all.push('\n');
                    all.push_str(&code);
                }
                _ => out.push(Block::Code(code)),
            }
        }
        Role::Caption => match pictured(out.last()) {
            Some(at)
                if line.iter().all(|cell| matches!(cell.glyph, Glyph::Char(_) | Glyph::Break) && cell.link == 0) =>
            {
                text.pictures[at].caption = plain(&line);
            }
            _ => out.push(Block::Paragraph(line)),
        },
        Role::Plain | Role::Author | Role::Date | Role::Contents => out.push(Block::Paragraph(line)),
    }
}

/// The picture of a paragraph that holds one picture, without a caption yet, and nothing else.
fn pictured(block: Option<&Block>) -> Option<usize> {
    let Some(Block::Paragraph(line)) = block else { return None };
    let mut visible = line.iter().filter(|cell| !cell.is_blank());
    match (visible.next()?.glyph, visible.next()) {
        (Glyph::Picture(at), None) => Some(at as usize),
        _ => None,
    }
}

fn finish(items: &mut Vec<(Item, Line)>, out: &mut Vec<Block>) {
    if !items.is_empty() {
        out.extend(lists(&std::mem::take(items)));
    }
}

/// Items in a row as lists; deeper ones inside the item before them.
fn lists(items: &[(Item, Line)]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((head, _)) = items.get(at) {
        let mut list = List { start: head.ordered.then_some(head.number), items: Vec::new() };
        while let Some((item, line)) = items.get(at) {
            if item.level > head.level {
                let deeper = items[at..].iter().take_while(|(item, _)| item.level > head.level).count();
                let inner = lists(&items[at..at + deeper]);
                if let Some(last) = list.items.last_mut() {
                    last.extend(inner);
                }
                at += deeper;
                continue;
            }
            let next = head.number.saturating_add(list.items.len() as u64);
            let same = item.level == head.level && item.list == head.list && item.ordered == head.ordered;
            if !same || (item.ordered && item.number != next) {
                break;
            }
            list.items.push(vec![Block::Paragraph(line.clone())]);
            at += 1;
        }
        out.push(Block::List(list));
    }
    out
}
