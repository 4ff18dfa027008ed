//! Lists: HTML's own, flat ones that only say their depth, and Word's paragraphs with a mark before them.

use super::reader::{Reader, Within};
use super::tree::Id;
use crate::prose::raw::{Item, Paragraph, Raw, Role, flat};

const DEEPEST: u8 = 8;
/// What Word moves a list's item in, in points.
const STEP: f32 = 36.0;

/// Which number comes next, by depth.
#[derive(Default)]
pub(super) struct Counts([u64; DEEPEST as usize + 1]);

impl Counts {
    /// The next item; those that are deeper begin anew.
    fn next(&mut self, level: u8) -> u64 {
        let level = usize::from(level.min(DEEPEST));
        self.0[level + 1..].fill(0);
        self.0[level] = self.0[level].saturating_add(1);
        self.0[level]
    }

    fn say(&mut self, level: u8, next: u64) {
        self.0[usize::from(level.min(DEEPEST))] = next.saturating_sub(1);
    }

    /// An item of Word's by the mark that stands before it.
    pub fn marked(&mut self, list: &str, level: u8, mark: &str) -> Item {
        let mark = mark.trim().trim_start_matches('(');
        let bare = mark.trim_end_matches(['.', ')']);
        let last = bare.rsplit('.').next().unwrap_or_default();
        let number = last.parse::<u64>().ok();
        let letters = bare.len() <= 6 && bare.chars().all(|c| c.is_ascii_alphabetic());
        let ordered = !bare.is_empty() && (number.is_some() || (bare != mark && letters));
        if let Some(number) = number {
            self.say(level, number);
        } else if matches!(bare, "a" | "A" | "i" | "I") && self.0[usize::from(level.min(DEEPEST))] != 8 {
            self.say(level, 1);
        }
        Item { list: list.to_owned(), level, ordered, number: self.next(level) }
    }
}

impl Reader<'_> {
    pub fn list(&mut self, id: Id, within: &Within) {
        self.end(within);
        let ordered = self.tree.name(id) == "ol";
        let level = within.list.map_or(0, |(level, _)| (level + 1).min(DEEPEST));
        if ordered {
            self.counts.say(level, self.tree.attribute(id, "start").parse().unwrap_or(1));
        }
        let inner = Within { list: Some((level, ordered)), role: Role::Plain, ..within.clone() };
        self.kids(id, &inner);
        self.end(&inner);
    }

    pub fn list_item(&mut self, id: Id, within: &Within) {
        self.end(within);
        let tree = self.tree;
        let (depth, ordered) = within.list.unwrap_or_default();
        // Flat lists, and those of Google Docs beside an item, say how deep they are.
        let said =
            ["aria-level", "data-aria-level"].iter().find_map(|name| tree.attribute(id, name).parse::<u8>().ok());
        let level = said.and_then(|level| level.checked_sub(1)).unwrap_or(depth).min(DEEPEST);
        if let Ok(number) = tree.attribute(id, "value").parse() {
            self.counts.say(level, number);
        }
        let number = self.counts.next(level);
        let look = within.look.inside(tree, &self.sheets, id);
        let inner = Within { look, list: Some((level, ordered)), ..within.clone() };
        let raws = self.apart(id, &inner);
        let is_item = |raw: &Raw| matches!(raw, Raw::Paragraph(paragraph) if paragraph.item.is_some());
        let (deeper, own): (Vec<Raw>, Vec<Raw>) = raws.into_iter().partition(is_item);
        let line = flat(own);
        if !line.is_empty() {
            let item = Item { list: String::new(), level, ordered, number };
            self.out.push(Raw::Paragraph(Paragraph { item: Some(item), line, ..Paragraph::default() }));
        }
        self.out.extend(deeper);
    }

    /// Where a paragraph of Word stands in which list.
    pub fn word_list(&self, id: Id, style: &str) -> Option<(String, u8)> {
        let said = style.split(';').find_map(|one| one.strip_prefix("mso-list:"));
        if let Some((list, rest)) = said.and_then(|said| said.split_once("level")) {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            let level: u8 = rest[..digits].parse().unwrap_or(1);
            return Some((format!("{list} {}", &rest[digits..]), level.saturating_sub(1).min(DEEPEST)));
        }
        let class = self.tree.attribute(id, "class");
        if said.is_some() || !class.split_ascii_whitespace().any(|class| class.starts_with("MsoListParagraph")) {
            return None;
        }
        let moved = style.split(';').find_map(|one| one.strip_prefix("margin-left:")?.strip_suffix("pt")?.parse().ok());
        let level = moved.map_or(0.0, |points: f32| (points / STEP).round() - 1.0).clamp(0.0, f32::from(DEEPEST));
        Some((String::new(), level as u8))
    }
}
