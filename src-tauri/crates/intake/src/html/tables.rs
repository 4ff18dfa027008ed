//! Tables: rows and cells on one plane. Merged cells are laid flat and counted.

use super::reader::{Reader, Within};
use super::tree::Id;
use crate::prose::raw::{Raw, Role, flat};
use crate::prose::{Cell, Line, Marks};

/// More columns than this no page can show.
const WIDEST: usize = 64;
/// Nor has an article more merged cells than this.
const MOST_PADDING: usize = 20_000;

impl Reader<'_> {
    pub fn table(&mut self, id: Id, within: &Within) {
        self.end(within);
        let inner = Within { role: Role::Plain, list: None, word: None, ..within.clone() };
        let mut rows: Vec<Vec<Vec<Raw>>> = Vec::new();
        self.rows(id, &inner, &mut rows);
        rows.retain(|row| !row.is_empty());
        if let [row] = rows.as_mut_slice()
            && let [cell] = row.as_mut_slice()
        {
            return self.out.append(cell);
        }
        let mut rows: Vec<Vec<Line>> = rows.into_iter().map(|row| row.into_iter().map(flat).collect()).collect();
        if let Some(head) = rows.first_mut()
            && head.iter().flatten().all(|cell| cell.is_blank() || cell.marks.has(Marks::BOLD))
        {
            // A head is strong by itself.
            head.iter_mut().flatten().for_each(|cell| cell.marks.set(Marks::BOLD, false));
        }
        if !rows.iter().flatten().flatten().all(Cell::is_blank) {
            self.out.push(Raw::Table(rows));
        }
    }

    fn rows(&mut self, id: Id, within: &Within, rows: &mut Vec<Vec<Vec<Raw>>>) {
        let tree = self.tree;
        // Columns that a cell above reaches down into, and for how many rows yet.
        let mut reach: Vec<usize> = Vec::new();
        let mut padding = 0;
        for row in rows_of(tree, id) {
            let mut cells: Vec<Vec<Raw>> = Vec::new();
            for kid in tree.kids(row) {
                if !matches!(tree.name(*kid), "td" | "th") {
                    continue;
                }
                fill(&mut cells, &mut reach, &mut padding);
                let span = |name| tree.attribute(*kid, name).parse().unwrap_or(1usize).clamp(1, WIDEST);
                let (wide, high) = (span("colspan"), span("rowspan"));
                self.tally.merged_cells += usize::from(wide > 1 || high > 1);
                let at = cells.len();
                let look = within.look.inside(tree, &self.sheets, *kid);
                cells.push(self.apart(*kid, &Within { look, ..within.clone() }));
                let more = (wide - 1).min(MOST_PADDING.saturating_sub(padding));
                padding += more;
                cells.extend((0..more).map(|_| Vec::new()));
                reach.resize(reach.len().max(cells.len()), 0);
                reach[at..cells.len()].fill(high - 1);
            }
            fill(&mut cells, &mut reach, &mut padding);
            rows.push(cells);
        }
    }
}

/// Empty cells where one above reaches down.
fn fill(cells: &mut Vec<Vec<Raw>>, reach: &mut [usize], padding: &mut usize) {
    while let Some(rows) = reach.get_mut(cells.len()).filter(|rows| **rows > 0 && *padding < MOST_PADDING) {
        *rows -= 1;
        *padding += 1;
        cells.push(Vec::new());
    }
}

fn rows_of(tree: &super::tree::Tree, id: Id) -> Vec<Id> {
    let mut rows = Vec::new();
    for kid in tree.kids(id) {
        match tree.name(*kid) {
            "tr" => rows.push(*kid),
            "thead" | "tbody" | "tfoot" => rows.extend(tree.kids(*kid).iter().filter(|row| tree.name(**row) == "tr")),
            _ => {}
        }
    }
    rows
}
