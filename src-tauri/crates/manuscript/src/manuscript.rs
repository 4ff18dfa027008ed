//! An open text: the authority that orders the steps of its editors, and the document behind it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::DESK;
use crate::act::{Act, ActId};
use crate::changes::{ChangeSet, Filling, Inserted, LONGEST, Misfit};
use crate::collab::{Update, rebase_updates};
use crate::damage::{Damaged, PushError, TooOld};
use crate::engine::Engine;
use crate::envelope::Epoch;
use crate::history::{History, Stroke};
use crate::runs::{Run, Runs};
use crate::spans::{Span, Spans};
use crate::steps::Steps;
use crate::{units, words};

/// An act and whether it is undone now.
#[derive(Debug)]
pub(crate) struct Deed {
    pub act: Act,
    pub undone: bool,
}

/// One text while it is open.
#[derive(Debug)]
pub struct Manuscript {
    pub(crate) engine: Engine,
    pub(crate) runs: Runs,
    /// The text as it stands, and its length in UTF-16 units.
    pub(crate) working: String,
    pub(crate) units: u32,
    pub(crate) steps: Steps,
    pub(crate) deeds: HashMap<ActId, Deed>,
    /// Own acts that can still grow: they are written with the next take.
    pub(crate) unwritten: Vec<ActId>,
    pub(crate) next_act: u32,
    pub(crate) history: History,
    /// Foreign updates that build on one that has not come yet.
    pub(crate) early: Vec<Vec<u8>>,
}

impl Manuscript {
    /// A new text, of a new epoch. `peer` names the writer in the document and must never be used a second time: `None`, as
    /// everywhere but in tests, takes a random one.
    pub fn new(text: &str, peer: Option<u64>) -> Manuscript {
        let mut new = Manuscript::around(Engine::new(peer));
        let text = units::clean(text);
        new.edit(&ChangeSet::one(0, 0, 0, &text));
        new
    }

    /// An open text from its snapshot and the updates written after it, in any order.
    pub fn load(snapshot: Option<&[u8]>, updates: &[Vec<u8>]) -> Result<Manuscript, Damaged> {
        Manuscript::load_as(snapshot, updates, None)
    }

    /// [`Manuscript::load`], with the name of the writer as in [`Manuscript::new`].
    pub fn load_as(snapshot: Option<&[u8]>, updates: &[Vec<u8>], peer: Option<u64>) -> Result<Manuscript, Damaged> {
        let parts = snapshot.into_iter().chain(updates.iter().map(Vec::as_slice));
        let (engine, arrivals) = Engine::load(parts, peer)?;
        let mut loaded = Manuscript::around(engine);
        loaded.arrive_whole(arrivals);
        Ok(loaded)
    }

    fn around(engine: Engine) -> Manuscript {
        Manuscript {
            engine,
            runs: Runs::default(),
            working: String::new(),
            units: 0,
            steps: Steps::default(),
            deeds: HashMap::new(),
            unwritten: Vec::new(),
            next_act: 0,
            history: History::default(),
            early: Vec::new(),
        }
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.working
    }

    /// Its length in UTF-16 units.
    pub fn len_utf16(&self) -> u32 {
        self.units
    }

    /// The document's generation: bytes of another are refused.
    pub fn epoch(&self) -> Epoch {
        self.engine.epoch()
    }

    /// How many updates wait for one that they build on and that has not come.
    pub fn waiting(&self) -> usize {
        self.early.len()
    }

    /// How many steps there were since the opening.
    pub fn step(&self) -> u32 {
        self.steps.count()
    }

    /// The steps after `step`, at most about a thousand back.
    pub fn since(&self, step: u32) -> Result<Vec<Update>, TooOld> {
        self.steps.since(step)
    }

    /// Takes an editor's updates, made on the text as of `base`: all of them or, with an error, none. The answer is what
    /// was appended: the updates moved over what came in between, without those received before, and a correction
    /// by the desk when something in them has no place in a text.
    pub fn push(&mut self, base: u32, updates: Vec<Update>) -> Result<Vec<Update>, PushError> {
        let mut updates = rebase_updates(updates, &self.steps.since(base)?)?;
        self.check(&updates)?;
        for update in &updates {
            self.step_by(update);
        }
        if updates.iter().any(|update| update.changes.inserts_nul()) {
            updates.push(self.without_nul());
        }
        Ok(updates)
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
        let changes = words::edits(&self.working, &units::clean(new_text));
        if changes.is_empty() || changes.new_units() > LONGEST {
            return false;
        }
        self.step_by(&Update { client: client.to_owned(), changes });
        true
    }

    /// The bytes of what was done here since the last take. `None` when there is nothing to write.
    pub fn take_update(&mut self) -> Option<Vec<u8>> {
        self.write_acts();
        self.engine.take()
    }

    /// The whole document in one part, whoever wrote it.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.write_acts();
        self.engine.snapshot()
    }

    fn step_by(&mut self, update: &Update) {
        let step = self.steps.count();
        let (typed, struck) = self.edit(&update.changes);
        let stride = self.history.stride(&update.client, step, Stroke::of(&update.changes));
        stride.typed.extend(typed);
        if !struck.is_empty() {
            let growing = stride.struck.last().filter(|id| self.unwritten.contains(id)).copied();
            let id = growing.unwrap_or(ActId { peer: self.engine.peer(), number: self.next_act });
            if growing.is_none() {
                self.next_act += 1;
                self.unwritten.push(id);
                stride.struck.push(id);
            }
            let deed = self.deeds.entry(id).or_insert(Deed { act: Act::Delete(Spans::default()), undone: false });
            if let Act::Delete(spans) = &mut deed.act {
                spans.add(&struck);
            }
        }
        self.steps.append(update.clone());
    }

    /// Applies changes that were checked: the characters added, and those hidden.
    pub(crate) fn edit(&mut self, changes: &ChangeSet) -> (Vec<Span>, Vec<Span>) {
        let (mut typed, mut struck) = (Vec::new(), Vec::new());
        let mut at = 0;
        for section in changes.sections() {
            let Some(inserted) = &section.with else {
                at += section.units;
                continue;
            };
            let end = at + section.units;
            if !inserted.text().is_empty() {
                let seat = self.runs.cut(end, &self.working).expect("the place was checked");
                let chars = inserted.text().chars().count() as u32;
                let span = self.engine.insert(seat.chars, inserted.text(), chars);
                self.working.insert_str(seat.bytes as usize, inserted.text());
                self.runs.insert(seat, Run::of(span, inserted.text(), true));
                typed.push(span);
            }
            if section.units > 0 {
                let (hidden, bytes) = self.runs.hide(at, end, &self.working).expect("the place was checked");
                self.working.replace_range(bytes, "");
                struck.extend(hidden);
            }
            at += inserted.units();
        }
        self.units = at;
        (typed, struck)
    }

    /// Hides every NUL that an editor sent.
    fn without_nul(&mut self) -> Update {
        let mut changes = ChangeSet::default();
        for part in self.working.split_inclusive('\0') {
            let text = part.trim_end_matches('\0');
            changes.keep(units::of(text));
            changes.replace((part.len() - text.len()) as u32, Cow::Owned(Inserted::default()), false);
        }
        let update = Update { client: DESK.to_owned(), changes };
        self.step_by(&update);
        update
    }

    pub(crate) fn write_acts(&mut self) {
        for id in std::mem::take(&mut self.unwritten) {
            if let Some(Deed { act: Act::Delete(spans), .. }) = self.deeds.get(&id) {
                self.engine.write_deletion(id, spans);
            }
        }
    }
}
