//! The last steps of an open text, kept so that late edits can be moved over them.

use std::collections::VecDeque;

use crate::collab::Update;
use crate::damage::TooOld;

/// How many steps are kept.
const KEPT: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Steps {
    first: u32,
    kept: VecDeque<Update>,
}

impl Steps {
    /// How many steps there were since the opening.
    pub fn count(&self) -> u32 {
        self.first + self.kept.len() as u32
    }

    pub fn append(&mut self, update: Update) {
        if self.kept.len() == KEPT {
            self.kept.pop_front();
            self.first += 1;
        }
        self.kept.push_back(update);
    }

    /// The steps after `step`.
    pub fn since(&self, step: u32) -> Result<Vec<Update>, TooOld> {
        let too_old = TooOld { asked: step, first: self.first, last: self.count() };
        let skip = step.checked_sub(self.first).ok_or(too_old)? as usize;
        if skip > self.kept.len() {
            return Err(too_old);
        }
        Ok(self.kept.range(skip..).cloned().collect())
    }
}
