//! Numbering: which paragraphs are a list, of what kind, and where its counting stands.

use std::collections::HashMap;

use super::xml::Node;

#[derive(Clone, Debug)]
pub(super) struct Level {
    /// "bullet", "decimal", "lowerLetter", …
    pub format: String,
    pub start: u64,
    /// "%1.", or words around the number.
    pub text: String,
}

impl Level {
    pub fn ordered(&self) -> bool {
        !matches!(self.format.as_str(), "bullet" | "none") && self.text.contains('%')
    }
}

#[derive(Default)]
struct Abstract {
    levels: HashMap<u8, Level>,
    style_link: Option<String>,
}

struct Num {
    abstract_id: String,
    levels: HashMap<u8, Level>,
    starts: HashMap<u8, u64>,
}

#[derive(Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    nums: HashMap<String, Num>,
    /// Abstract lists by the numbering style they define.
    by_style: HashMap<String, String>,
    /// Next number by abstract list and level; a list that goes on after a paragraph goes on counting.
    counters: HashMap<(String, u8), u64>,
    /// Which lists have begun, so that the starts they override count once.
    begun: HashMap<(String, u8), bool>,
}

impl Numbering {
    pub fn read(root: &Node) -> Self {
        let mut numbering = Self::default();
        for node in root.kids_named("abstractNum") {
            let Some(id) = node.w_attribute("abstractNumId") else { continue };
            if let Some(style) = node.w_val("styleLink") {
                numbering.by_style.insert(style.to_owned(), id.to_owned());
            }
            let known = Abstract { levels: levels(node), style_link: node.w_val("numStyleLink").map(str::to_owned) };
            numbering.abstracts.insert(id.to_owned(), known);
        }
        for node in root.kids_named("num") {
            let (Some(id), Some(abstract_id)) = (node.w_attribute("numId"), node.w_val("abstractNumId")) else {
                continue;
            };
            let mut num = Num { abstract_id: abstract_id.to_owned(), levels: HashMap::new(), starts: HashMap::new() };
            for change in node.kids_named("lvlOverride") {
                let Some(at) = change.w_attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
                num.levels.extend(levels(change));
                if let Some(start) = change.w_val("startOverride").and_then(|start| start.parse().ok()) {
                    num.starts.insert(at, start);
                }
            }
            numbering.nums.insert(id.to_owned(), num);
        }
        numbering
    }

    /// The level of a list; `None` when there is no such list, or it is the list "0" that takes a paragraph out of lists.
    pub fn level(&self, list: &str, at: u8) -> Option<Level> {
        let num = self.nums.get(list)?;
        if let Some(level) = num.levels.get(&at) {
            return Some(level.clone());
        }
        let mut known = self.abstracts.get(&num.abstract_id)?;
        if let Some(linked) = known.style_link.as_ref().and_then(|style| self.by_style.get(style)) {
            known = self.abstracts.get(linked)?;
        }
        known.levels.get(&at).or_else(|| known.levels.get(&0)).cloned()
    }

    /// The number of the next paragraph of a list.
    pub fn count(&mut self, list: &str, at: u8, level: &Level) -> u64 {
        let Some(num) = self.nums.get(list) else { return level.start };
        let key = |at: u8| (num.abstract_id.clone(), at);
        let begun = self.begun.insert((list.to_owned(), at), true).is_some();
        if let Some(start) = num.starts.get(&at).filter(|_| !begun) {
            self.counters.insert(key(at), *start);
        }
        let next = self.counters.entry(key(at)).or_insert(level.start);
        let number = *next;
        *next = number.saturating_add(1);
        for deeper in at + 1..=9 {
            self.counters.remove(&key(deeper));
        }
        number
    }
}

fn levels(node: &Node) -> HashMap<u8, Level> {
    node.kids_named("lvl")
        .filter_map(|level| {
            let at = level.w_attribute("ilvl")?.parse().ok()?;
            let known = Level {
                format: level.w_val("numFmt").unwrap_or("decimal").to_owned(),
                start: level.w_val("start").and_then(|start| start.parse().ok()).unwrap_or(1),
                text: level.w_val("lvlText").unwrap_or("%1.").to_owned(),
            };
            Some((at, known))
        })
        .collect()
}
