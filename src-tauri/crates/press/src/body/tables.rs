//! Tables: in a frame that scrolls sideways, with head cells that say they are.

use pulldown_cmark::{Alignment, Event, TagEnd};

use super::Events;
use crate::escape;

/// The table that is being printed.
#[derive(Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    /// The tag that closes the open cell.
    close: &'static str,
}

impl Table {
    pub fn begin(&mut self, out: &mut String, alignments: &[Alignment], label: &str) {
        self.alignments = alignments.to_vec();
        // Focusable, so that it can be scrolled by keyboard.
        out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        escape::attribute(out, label);
        out.push_str("\"><table>");
    }

    pub fn head(&mut self, out: &mut String) {
        self.head = true;
        self.column = 0;
        out.push_str("<thead><tr>");
    }

    pub fn end_head(&mut self, out: &mut String, events: &Events<'_>, at: usize) {
        self.head = false;
        out.push_str("</tr></thead>");
        if !matches!(events.get(at + 1), Some((Event::End(TagEnd::Table), _))) {
            out.push_str("<tbody>");
        }
    }

    pub fn row(&mut self, out: &mut String) {
        self.column = 0;
        out.push_str("<tr>");
    }

    pub fn cell(&mut self, out: &mut String, events: &Events<'_>, at: usize) {
        let empty = matches!(events.get(at + 1), Some((Event::End(TagEnd::TableCell), _)));
        // A head cell without words heads nothing.
        let (open, close) = if self.head && !empty { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        out.push_str(open);
        out.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"end\">",
            Some(Alignment::Center) => " class=\"mid\">",
            _ => ">",
        });
        self.close = close;
        self.column += 1;
    }

    pub fn end_cell(&self, out: &mut String) {
        out.push_str(self.close);
    }

    pub fn end(&self, out: &mut String, events: &Events<'_>, at: usize) {
        if !matches!(at.checked_sub(1).map(|before| &events[before].0), Some(Event::End(TagEnd::TableHead))) {
            out.push_str("</tbody>");
        }
        out.push_str("</table></div>");
    }
}
