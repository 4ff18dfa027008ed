//! Notes: numbered in the order in which the text refers to them, printed at the end with the way back.

use std::collections::HashMap;

use super::BodyWords;
use crate::escape;

#[derive(Default)]
pub struct Notes {
    /// By name: number, and how often it was referred to.
    numbers: HashMap<String, (usize, usize)>,
    /// Names in the order of their numbers.
    order: Vec<String>,
    texts: HashMap<String, String>,
}

impl Notes {
    /// The mark that refers to a note.
    pub fn refer(&mut self, name: &str, words: &BodyWords<'_>) -> String {
        if !self.numbers.contains_key(name) {
            self.order.push(name.to_owned());
            self.numbers.insert(name.to_owned(), (self.order.len(), 0));
        }
        let (number, times) = self.numbers.get_mut(name).map_or((0, 0), |entry| {
            entry.1 += 1;
            *entry
        });
        let mut out = format!(
            "<sup class=\"ref\" id=\"{}\"><a href=\"#note--{number}\" role=\"doc-noteref\" aria-label=\"",
            back(number, times)
        );
        escape::attribute(&mut out, words.note);
        out.push_str(&format!(" {number}\">{number}</a></sup>"));
        out
    }

    /// The text of a note, printed. The first one of a name counts.
    pub fn define(&mut self, name: &str, html: String) {
        self.texts.entry(name.to_owned()).or_insert(html);
    }

    /// Appends the notes that are referred to; says whether there were any.
    pub fn write(&self, out: &mut String, words: &BodyWords<'_>) -> bool {
        if self.order.is_empty() {
            return false;
        }
        out.push_str("<div class=\"notes\"><h2 id=\"notes--\">");
        escape::text(out, words.notes);
        out.push_str("</h2><ol>");
        for name in &self.order {
            let (number, times) = self.numbers[name];
            out.push_str(&format!("<li id=\"note--{number}\">"));
            let text = self.texts.get(name).map_or("", |text| text.trim_end());
            // The way back stands in the note's last paragraph when it ends with one.
            let (text, tail) = text.strip_suffix("</p>").map_or((text, ""), |text| (text, "</p>"));
            out.push_str(text);
            for time in 1..=times {
                out.push_str(&format!(
                    "&nbsp;<a class=\"back\" href=\"#{}\" role=\"doc-backlink\" aria-label=\"",
                    back(number, time)
                ));
                escape::attribute(out, words.back);
                out.push_str(&format!(", {number}\">↩</a>"));
            }
            out.push_str(tail);
            out.push_str("</li>");
        }
        out.push_str("</ol></div>\n");
        true
    }
}

fn back(number: usize, time: usize) -> String {
    if time == 1 { format!("ref--{number}") } else { format!("ref--{number}--{time}") }
}
