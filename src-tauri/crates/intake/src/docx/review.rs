//! Review marks: what was inserted, deleted, moved and said in comments, and by whom.

use std::collections::BTreeMap;

use super::xml::{Node, Ns};
use crate::report::Report;

/// Anchors longer than this are shown by their beginning.
const ANCHOR: usize = 90;
/// More comments than this do not overlap at one word.
const MOST_OPEN: usize = 64;

#[derive(Default)]
pub(super) struct Review {
    insertions: BTreeMap<String, usize>,
    /// Author → what was deleted and in which paragraph.
    deletions: BTreeMap<String, Vec<(usize, String)>>,
    moves: BTreeMap<String, usize>,
    /// Comments whose range is open, then closed, with the words they stand at.
    anchors: BTreeMap<String, Anchor>,
    /// Comments whose range is open.
    open: Vec<String>,
}

#[derive(Default)]
struct Anchor {
    paragraph: usize,
    words: String,
}

impl Review {
    pub fn inserted(&mut self, by: &Node) {
        *self.insertions.entry(author(by)).or_default() += 1;
    }

    pub fn moved(&mut self, by: &Node) {
        *self.moves.entry(author(by)).or_default() += 1;
    }

    pub fn deleted(&mut self, by: &Node, paragraph: usize, text: String) {
        if !text.trim().is_empty() {
            self.deletions.entry(author(by)).or_default().push((paragraph, text.trim().to_owned()));
        }
    }

    pub fn range_begins(&mut self, id: &str, paragraph: usize) {
        if self.open.len() < MOST_OPEN && !self.anchors.contains_key(id) {
            self.anchors.insert(id.to_owned(), Anchor { paragraph, words: String::new() });
            self.open.push(id.to_owned());
        }
    }

    pub fn range_ends(&mut self, id: &str) {
        self.open.retain(|open| open != id);
    }

    /// A comment that stands at a place instead of a range.
    pub fn stands(&mut self, id: &str, paragraph: usize) {
        self.anchors.entry(id.to_owned()).or_insert(Anchor { paragraph, ..Anchor::default() });
    }

    pub fn text(&mut self, text: &str) {
        for id in &self.open {
            if let Some(anchor) = self.anchors.get_mut(id).filter(|anchor| anchor.words.len() < ANCHOR * 2) {
                anchor.words.push_str(text);
            }
        }
    }

    pub fn report(&self, comments: Option<&Node>, report: &mut Report) {
        for (author, count) in &self.insertions {
            let what = number(*count, "tracked insertion by", "stands", "tracked insertions by", "stand", author);
            report.note("tracked-insertion", "", format!("{what} in the text as if accepted."));
        }
        for (author, count) in &self.moves {
            let what = number(*count, "passage moved by", "stands", "passages moved by", "stand", author);
            report.note("tracked-move", "", format!("{what} at the new place only."));
        }
        for (author, texts) in &self.deletions {
            let shown: Vec<String> = texts.iter().map(|(_, text)| format!("“{text}”")).collect();
            let what = number(texts.len(), "tracked deletion by", "is", "tracked deletions by", "are", author);
            let place = texts
                .first()
                .filter(|(paragraph, _)| *paragraph > 0)
                .map(|(paragraph, _)| format!("paragraph {paragraph}"));
            let sentence = format!("{what} left out of the text: {}", shown.join("; "));
            report.note("tracked-deletion", place.unwrap_or_default(), sentence);
        }
        let Some(comments) = comments else { return };
        for comment in comments.kids_named("comment") {
            let id = comment.w_attribute("id").unwrap_or_default();
            let anchor = self.anchors.get(id);
            let words = anchor.map(|anchor| shortened(&anchor.words)).unwrap_or_default();
            let at = if words.is_empty() { String::new() } else { format!(" on “{words}”") };
            let place =
                anchor.filter(|anchor| anchor.paragraph > 0).map(|anchor| format!("paragraph {}", anchor.paragraph));
            let said = words_of(comment);
            report.note(
                "comment",
                place.unwrap_or_default(),
                format!("Comment by {}{at}, not part of the text: {said}", author(comment)),
            );
        }
    }
}

/// "1 passage moved by Lea Maro stands", "2 passages moved by Lea Maro stand".
fn number(count: usize, one: &str, does: &str, many: &str, do_: &str, who: &str) -> String {
    if count == 1 { format!("1 {one} {who} {does}") } else { format!("{count} {many} {who} {do_}") }
}

fn author(node: &Node) -> String {
    node.w_attribute("author").map(str::trim).filter(|name| !name.is_empty()).unwrap_or("an unnamed person").to_owned()
}

fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(ANCHOR) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// All words below an element, paragraphs parted by spaces; for what is named in the report only.
pub(super) fn words_of(node: &Node) -> String {
    let mut text = String::new();
    node.each(&mut |node| {
        if node.ns == Ns::W || node.ns == Ns::M || node.ns == Ns::A {
            match &*node.name {
                "t" | "delText" => text.push_str(&node.text),
                "p" | "tab" | "br" | "cr" | "tc" => text.push(' '),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            }
        }
    });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
