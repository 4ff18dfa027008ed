//! Notes: two links that lead to each other are a reference and what it refers to, whichever program wrote them.

use std::collections::{HashMap, HashSet};

use super::reader::{Reader, Within};
use super::tree::{Id, Tree};
use crate::prose::raw::Raw;

/// What programs call what they refer to, at the beginning of a name.
const NOTES: [&str; 6] = ["_ftn", "_edn", "ftnt", "sdfootnote", "sdendnote", "fn"];
const COMMENTS: [&str; 2] = ["cmnt", "_msocom"];

/// What a link is in a note.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// To the note with this place in the row.
    Reference(usize),
    /// Before the text of the note with this place, back to where it is referred to.
    Back(usize),
    /// A reference without its note.
    Lost,
    Comment,
}

#[derive(Default)]
pub(super) struct Notes {
    parts: HashMap<Id, Part>,
    /// What holds the text of each note.
    bodies: Vec<Id>,
    apart: HashSet<Id>,
    /// Comments beside the text, as Google Docs has them.
    pub comments: Vec<Id>,
    /// The number of each note that the text refers to, from 1.
    numbers: Vec<Option<u32>>,
    used: Vec<usize>,
}

impl Notes {
    pub fn of(tree: &Tree) -> Self {
        let mut notes = Self::default();
        let links: Vec<Id> =
            tree.ids().filter(|id| tree.name(*id) == "a" && tree.attribute(*id, "href").starts_with('#')).collect();
        let mut by_name: HashMap<&str, Id> = HashMap::new();
        for id in &links {
            for name in ["id", "name"].map(|name| tree.attribute(*id, name)).into_iter().filter(|name| !name.is_empty())
            {
                by_name.entry(name).or_insert(*id);
            }
        }
        let to = |id: Id| by_name.get(&tree.attribute(id, "href")[1..]).copied();
        let pairs: Vec<(Id, Id)> = links
            .iter()
            .filter_map(|id| {
                to(*id).filter(|target| *id < *target && to(*target) == Some(*id)).map(|target| (*id, target))
            })
            .collect();
        let crowds = crowds(tree, pairs.iter().flat_map(|(reference, back)| [*reference, *back]));
        for (reference, back) in pairs {
            let body = body(tree, back, &crowds);
            let begins =
                |names: &[&str]| names.iter().any(|name| tree.attribute(reference, "href")[1..].starts_with(name));
            if begins(&COMMENTS) {
                notes.parts.extend([(reference, Part::Comment), (back, Part::Comment)]);
                notes.comments.push(body);
            } else if body != back {
                notes
                    .parts
                    .extend([(reference, Part::Reference(notes.bodies.len())), (back, Part::Back(notes.bodies.len()))]);
                notes.bodies.push(body);
            } else {
                continue;
            }
            notes.apart.insert(body);
        }
        for id in &links {
            if notes.parts.contains_key(id) {
                continue;
            }
            let name = &tree.attribute(*id, "href")[1..];
            let part = match to(*id).and_then(|target| notes.parts.get(&target)) {
                // The same note, referred to once more.
                Some(Part::Back(note)) => Some(Part::Reference(*note)),
                _ if COMMENTS.iter().any(|comment| name.starts_with(comment)) => Some(Part::Comment),
                _ if NOTES.iter().any(|note| is_numbered(name, note)) => Some(Part::Lost),
                _ => None,
            };
            notes.parts.extend(part.map(|part| (*id, part)));
        }
        notes.numbers = vec![None; notes.bodies.len()];
        notes
    }

    pub fn part(&self, link: Id) -> Option<Part> {
        self.parts.get(&link).copied()
    }

    /// Whether it is read by itself, not where it stands.
    pub fn is_apart(&self, id: Id) -> bool {
        self.apart.contains(&id)
    }

    pub fn any_apart(&self) -> bool {
        !self.apart.is_empty()
    }

    /// The number of a note that is referred to here.
    pub fn number(&mut self, note: usize) -> u32 {
        let next = u32::try_from(self.used.len() + 1).unwrap_or(u32::MAX);
        if self.numbers[note].is_none() {
            self.used.push(note);
        }
        *self.numbers[note].get_or_insert(next)
    }
}

impl Reader<'_> {
    /// The notes the text refers to, in that order.
    pub fn notes(&mut self) -> Vec<Vec<Raw>> {
        let mut out = Vec::new();
        // A note may refer to another.
        while let Some(note) = self.known.used.get(out.len()).copied() {
            let body = self.known.bodies[note];
            out.push(self.apart(body, &Within::default()));
        }
        out
    }
}

/// How many of the links stand in each element.
fn crowds(tree: &Tree, links: impl Iterator<Item = Id>) -> HashMap<Id, usize> {
    let mut crowds = HashMap::new();
    for link in links {
        let mut at = Some(link);
        while let Some(id) = at {
            *crowds.entry(id).or_default() += 1;
            at = tree.parent(id);
        }
    }
    crowds
}

/// The widest element around a link that holds no other one; the link itself where that is no paragraph.
fn body(tree: &Tree, back: Id, crowds: &HashMap<Id, usize>) -> Id {
    let (mut at, mut found) = (back, back);
    while let Some(parent) = tree.parent(at) {
        if crowds.get(&parent) != Some(&1) || matches!(tree.name(parent), "body" | "html" | "") {
            break;
        }
        at = parent;
        if matches!(tree.name(at), "p" | "div" | "li" | "aside" | "section" | "dd" | "td" | "blockquote") {
            found = at;
        }
    }
    found
}

/// `_ftn1`, `sdfootnote1sym`, `fn:2`: a program's name, then a number.
fn is_numbered(name: &str, note: &str) -> bool {
    name.strip_prefix(note)
        .is_some_and(|rest| rest.trim_start_matches(['-', ':', '_']).starts_with(|c: char| c.is_ascii_digit()))
}
