//! Tables: rows and cells on one plane. Merged cells and tables within tables are laid flat and counted.

use super::reader::Reader;
use super::review::words_of;
use super::xml::{Node, Ns};
use crate::prose::raw::{Raw, flat};
use crate::prose::{Cell, Line};

/// More columns than this no page can show.
const WIDEST: usize = 64;
/// Nor has an article more merged cells than this.
const MOST_PADDING: usize = 100_000;

impl Reader<'_, '_> {
    pub fn table(&mut self, node: &Node, out: &mut Vec<Raw>) {
        let mut rows: Vec<Vec<Vec<Raw>>> = Vec::new();
        self.rows(node, &mut rows);
        rows.retain(|row| !row.is_empty());
        if let [row] = rows.as_mut_slice()
            && let [cell] = row.as_mut_slice()
        {
            self.tally.one_cell_tables += 1;
            return out.append(cell);
        }
        let nested = rows.iter().flatten().flatten().filter(|raw| matches!(raw, Raw::Table(_))).count();
        self.tally.nested_tables += nested;
        let rows: Vec<Vec<Line>> = rows.into_iter().map(|row| row.into_iter().map(flat).collect()).collect();
        let empty = rows.iter().flatten().flatten().all(Cell::is_blank);
        if empty && !rows.is_empty() {
            let place = self.here();
            self.report.note("empty-table", place, "A table without any text was left out.");
        } else if !empty {
            self.tally.tables += 1;
            out.push(Raw::Table(rows));
        }
    }

    fn rows(&mut self, parent: &Node, rows: &mut Vec<Vec<Vec<Raw>>>) {
        for node in &parent.kids {
            match (node.ns, &*node.name) {
                (Ns::W, "tr") => {
                    let properties = node.w("trPr");
                    if let Some(deletion) = properties.and_then(|properties| properties.w("del")) {
                        let text = words_of(node);
                        self.review.deleted(deletion, self.paragraph, text);
                        continue;
                    }
                    let before =
                        properties.and_then(|properties| properties.w_val("gridBefore")).and_then(|n| n.parse().ok());
                    let mut row: Vec<Vec<Raw>> = Vec::new();
                    self.pad(&mut row, before.unwrap_or(0usize));
                    self.cells(node, &mut row);
                    rows.push(row);
                }
                (Ns::W, "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag") => self.rows(node, rows),
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment_range(node),
                _ => {}
            }
        }
    }

    /// Empty cells for those that are merged into their neighbour.
    fn pad(&mut self, row: &mut Vec<Vec<Raw>>, count: usize) {
        let count = count.min(WIDEST).min(MOST_PADDING.saturating_sub(self.tally.padding));
        self.tally.padding += count;
        row.extend((0..count).map(|_| Vec::new()));
    }

    fn cells(&mut self, parent: &Node, row: &mut Vec<Vec<Raw>>) {
        for node in &parent.kids {
            match (node.ns, &*node.name) {
                (Ns::W, "tc") => {
                    let properties = node.w("tcPr");
                    let span = properties
                        .and_then(|properties| properties.w_val("gridSpan"))
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(1usize);
                    let merge = properties.and_then(|properties| properties.w("vMerge"));
                    let goes_on = merge.is_some_and(|merge| merge.val().unwrap_or("continue") == "continue");
                    self.tally.merged_cells += usize::from(span > 1 || goes_on);
                    let content = self.blocks(node);
                    row.push(content);
                    self.pad(row, span.saturating_sub(1));
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "smartTag") => self.cells(node, row),
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment_range(node),
                _ => {}
            }
        }
    }
}
