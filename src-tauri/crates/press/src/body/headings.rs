//! Headings: the first stands at the second level, none skips one, each has an id of its own.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::Events;
use crate::outlet::slug;

/// The number of a heading's level, 1 to 6.
pub fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Levels as printed, and ids.
pub struct Headings {
    /// What is added to a level as written.
    shift: i8,
    /// Printed level of the heading before; the headline's before the first.
    before: u8,
    taken: BTreeMap<String, u32>,
}

impl Headings {
    pub fn of(events: &Events<'_>) -> Self {
        let levels = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(number(*level)),
            _ => None,
        });
        Self { shift: 2 - levels.min().unwrap_or(2) as i8, before: 1, taken: BTreeMap::new() }
    }

    /// The level at which the next heading is printed: 2 to 6, and at most one below the heading before it.
    pub fn level(&mut self, written: u8) -> u8 {
        let level = (written as i8 + self.shift).clamp(2, 6) as u8;
        self.before = level.min(self.before + 1);
        self.before
    }

    /// An id nobody on the page has: single hyphens only, which the page's own ids never have.
    pub fn id(&mut self, wanted: &str) -> String {
        let mut id = slug(wanted);
        if id.is_empty() {
            id = "part".to_owned();
        }
        loop {
            let count = self.taken.entry(id.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return id;
            }
            id = format!("{id}-{count}");
        }
    }
}
