//! Puts a line in order before it is written: white space out of the emphasis, neighbouring emphasis joined, edges trimmed.

use super::{Cell, Glyph, Line, Marks};

/// The marks that Markdown writes with delimiters, which must lean on a word.
const LEANING: [Marks; 3] = [Marks::BOLD, Marks::ITALIC, Marks::STRIKE];

pub(super) fn tidy(line: &[Cell]) -> Line {
    let mut line: Line = line.to_vec();
    for cell in &mut line {
        if matches!(cell.glyph, Glyph::Char('\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')) {
            cell.glyph = Glyph::Char(' ');
        }
        // Struck through and raised at once is no use in code; a note's number stands outside all emphasis.
        if matches!(cell.glyph, Glyph::Note(_)) {
            cell.marks = Marks::default();
            cell.link = 0;
        }
        if !matches!(cell.glyph, Glyph::Char(_)) {
            cell.marks = cell.marks.without(Marks::CODE);
        }
    }
    line.retain(|cell| !matches!(cell.glyph, Glyph::Char(c) if c.is_control() || c == '\u{fffc}'));
    trim_lines(&mut line);
    for mark in LEANING {
        bridge(&mut line, mark);
        lean(&mut line, mark);
    }
    for mark in [Marks::SUPER, Marks::SUB, Marks::CODE] {
        trim_runs(&mut line, |cell| cell.marks.has(mark), |cell| cell.marks.set(mark, false));
    }
    trim_links(&mut line);
    line
}

/// No ordinary space at the line's ends, nor around a break; no break at the ends.
fn trim_lines(line: &mut Line) {
    let space = |cell: &Cell| matches!(cell.glyph, Glyph::Char(' '));
    let mut out: Line = Vec::with_capacity(line.len());
    for cell in line.iter() {
        let edge = out.last().is_none_or(|last| last.glyph == Glyph::Break);
        if edge && (space(cell) || cell.glyph == Glyph::Break) {
            continue;
        }
        if cell.glyph == Glyph::Break {
            while out.last().is_some_and(space) {
                out.pop();
            }
        }
        out.push(*cell);
    }
    while out.last().is_some_and(|last| last.glyph == Glyph::Break || space(last)) {
        out.pop();
    }
    *line = out;
}

/// White space between two stretches of one mark takes the mark, so that `**a** **b**` is `**a b**`.
fn bridge(line: &mut Line, mark: Marks) {
    let mut at = 0;
    while at < line.len() {
        if !line[at].marks.has(mark) {
            at += 1;
            continue;
        }
        let end = line[at..].iter().position(|cell| !cell.marks.has(mark)).map_or(line.len(), |n| at + n);
        let next =
            line[end..].iter().position(|cell| !matches!(cell.glyph, Glyph::Char(' '))).map_or(line.len(), |n| end + n);
        if next < line.len() && line[next].marks.has(mark) {
            for cell in &mut line[end..next] {
                cell.marks.set(mark, true);
            }
        }
        at = next.max(end);
    }
}

/// Shrinks each stretch of a mark until its delimiters would be read as such: no blank at either end, and no punctuation at
/// an end behind which a word goes on.
fn lean(line: &mut Line, mark: Marks) {
    trim_runs(line, |cell| cell.marks.has(mark), |cell| cell.marks.set(mark, false));
    let mut at = 0;
    while at < line.len() {
        if !line[at].marks.has(mark) {
            at += 1;
            continue;
        }
        let mut end = line[at..].iter().position(|cell| !cell.marks.has(mark)).map_or(line.len(), |n| at + n);
        let next = end;
        let mut start = at;
        while start < end && start > 0 && word(&line[start - 1]) && !word(&line[start]) {
            line[start].marks.set(mark, false);
            start += 1;
        }
        while start < end && end < line.len() && word(&line[end]) && !word(&line[end - 1]) {
            end -= 1;
            line[end].marks.set(mark, false);
        }
        at = next;
    }
    trim_runs(line, |cell| cell.marks.has(mark), |cell| cell.marks.set(mark, false));
}

fn word(cell: &Cell) -> bool {
    matches!(cell.glyph, Glyph::Char(c) if c.is_alphanumeric())
}

fn trim_links(line: &mut Line) {
    let links: Vec<u32> = line.iter().map(|cell| cell.link).collect();
    let mut at = 0;
    while at < line.len() {
        let end = links[at..].iter().position(|link| *link != links[at]).map_or(line.len(), |n| at + n);
        if links[at] != 0 {
            trim_runs(&mut line[at..end], |cell| cell.link != 0, |cell| cell.link = 0);
        }
        at = end;
    }
}

/// Takes something off the blank cells at both ends of each stretch that has it.
fn trim_runs(line: &mut [Cell], has: impl Fn(&Cell) -> bool, off: impl Fn(&mut Cell)) {
    let mut inside = false;
    for cell in line.iter_mut() {
        if !inside && has(cell) && cell.is_blank() {
            off(cell);
        }
        inside = has(cell);
    }
    inside = false;
    for cell in line.iter_mut().rev() {
        if !inside && has(cell) && cell.is_blank() {
            off(cell);
        }
        inside = has(cell);
    }
}
