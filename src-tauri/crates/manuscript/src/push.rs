//! What editors send: checked, put in its place among the steps, and applied.

use crate::DESK;
use crate::changes::{ChangeSet, Filling, LONGEST, Misfit};
use crate::collab::{Rebase, Update, rebase_updates};
use crate::damage::PushError;
use crate::manuscript::Manuscript;
use crate::strikes::Sent;
use crate::suggest::{Mode, Suggesting};
use crate::{units, words};

impl Manuscript {
    /// Takes an editor's direct updates, made on the text as of `base`: all of them or, with an error, none. The answer is
    /// what was appended: the updates moved over what came in between, without those received before, and a correction
    /// by the desk when something in them has no place in a text.
    pub fn push(&mut self, base: u32, updates: Vec<Update>) -> Result<Vec<Update>, PushError> {
        self.push_in(base, updates, &Mode::Editing)
    }

    /// [`Manuscript::push`] in a mode. In suggesting mode a deletion does not shorten the text: each update that deletes is
    /// followed by a correction of the client [`DESK`] that puts back what stays, struck, and the updates behind it are
    /// moved over the correction, as the editor moves them when it receives both.
    pub fn push_in(&mut self, base: u32, updates: Vec<Update>, mode: &Mode) -> Result<Vec<Update>, PushError> {
        match mode {
            Mode::Editing => {
                let updates = rebase_updates(updates, &self.steps.since(base)?)?;
                self.check(&updates)?;
                updates.iter().for_each(|update| self.step_by(update));
                Ok(self.cleaned(updates))
            }
            Mode::Suggesting(by) => self.suggest(base, updates.into_iter().map(Sent::from).collect(), by),
        }
    }

    /// What an editor in suggesting mode sends that names what it strikes and leaves it in its text. It comes to the same as
    /// taking the words away in [`Manuscript::push_in`]; a correction follows only where something of what is struck does not
    /// stay: the author's own open insertions.
    pub fn suggest(&mut self, base: u32, sent: Vec<Sent>, by: &Suggesting) -> Result<Vec<Update>, PushError> {
        let over = self.steps.since(base)?;
        let strikes = sent.iter().map(Sent::deletions).collect::<Result<Vec<_>, _>>()?;
        let updates: Vec<Update> = sent.into_iter().map(|sent| sent.update).collect();
        let moved = rebase_updates(updates.clone(), &over)?;
        self.check_room(&moved)?;
        self.check(&moved)?;
        let appended = self.suggest_all(updates, strikes, &over, by)?;
        Ok(self.cleaned(appended))
    }

    /// The updates, and a correction when something in them has no place in a text.
    fn cleaned(&mut self, mut appended: Vec<Update>) -> Vec<Update> {
        if appended.iter().any(|update| update.changes.inserts_nul()) {
            let without = Update { client: DESK.to_owned(), changes: self.without_nul() };
            self.step_by(&without);
            appended.push(without);
        }
        appended
    }

    /// Whether there is room for what comes in: what is struck stays in the text.
    fn check_room(&self, updates: &[Update]) -> Result<(), PushError> {
        let more = |update: &Update| {
            let filled = update.changes.sections().iter().filter_map(|section| section.with.as_ref());
            filled.map(|inserted| u64::from(inserted.units())).sum::<u64>()
        };
        if u64::from(self.units) + updates.iter().map(more).sum::<u64>() > u64::from(LONGEST) {
            return Err(PushError::TooLong { limit: LONGEST });
        }
        Ok(())
    }

    fn check(&self, updates: &[Update]) -> Result<(), PushError> {
        let mut later: Option<String> = None;
        for (index, update) in updates.iter().enumerate() {
            if update.changes.new_units() > LONGEST {
                return Err(PushError::TooLong { limit: LONGEST });
            }
            if updates.len() == 1 {
                self.check_places(&update.changes)?;
            } else {
                let text = if index == 0 { &self.working } else { later.as_ref().unwrap_or(&self.working) };
                later = Some(update.changes.apply(text)?);
            }
        }
        Ok(())
    }

    fn check_places(&self, changes: &ChangeSet) -> Result<(), Misfit> {
        changes.fits(self.units)?;
        let mut at = 0;
        for section in changes.sections() {
            at += section.units;
            if !self.runs.is_place(at, &self.working) {
                return Err(Misfit::Surrogate { at });
            }
        }
        Ok(())
    }

    /// Makes the text `new_text` by the smallest edits of words, as one step of `client`. Whether anything changed.
    pub fn replace(&mut self, new_text: &str, client: &str) -> bool {
        self.replace_in(new_text, client, &Mode::Editing)
    }

    /// [`Manuscript::replace`] in a mode: suggesting, each stretch of words that differs is a suggestion.
    pub fn replace_in(&mut self, new_text: &str, client: &str, mode: &Mode) -> bool {
        let changes = words::edits(&self.working, &units::clean(new_text));
        if changes.is_empty() {
            return false;
        }
        self.push_in(self.step(), vec![Update { client: client.to_owned(), changes }], mode).is_ok()
    }

    /// Suggests one update after another: each is moved over the corrections of those before it, as the editor does.
    fn suggest_all(
        &mut self,
        updates: Vec<Update>,
        strikes: Vec<ChangeSet>,
        over: &[Update],
        by: &Suggesting,
    ) -> Result<Vec<Update>, PushError> {
        let (mut rebase, updates) = Rebase::new(updates, over)?;
        let known = strikes.len() - updates.len();
        let mut appended = Vec::new();
        let mut given = None;
        for (update, struck) in updates.into_iter().zip(strikes.into_iter().skip(known)) {
            let update = rebase.carry(update)?;
            let struck = rebase.over(struck)?;
            let correction = self.suggest_step(&update, &struck, by, &mut given);
            appended.push(update);
            if let Some(correction) = correction {
                rebase.add(&correction.changes)?;
                appended.push(correction);
            }
        }
        Ok(appended)
    }
}
