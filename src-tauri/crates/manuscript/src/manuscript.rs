//! An open text: the authority that orders the steps of its editors, and the document behind it.

use std::ops::Range;

use crate::changes::ChangeSet;
use crate::collab::Update;
use crate::damage::{Damaged, TooOld};
use crate::engine::Engine;
use crate::envelope::Epoch;
use crate::history::History;
use crate::id::Id;
use crate::moving::Moving;
use crate::record::Record;
use crate::runs::Runs;
use crate::steps::Steps;
use crate::units;

/// One text while it is open.
#[derive(Debug)]
pub struct Manuscript {
    pub(crate) engine: Engine,
    pub(crate) runs: Runs,
    /// The working text, and its length in UTF-16 units.
    pub(crate) working: String,
    pub(crate) units: u32,
    pub(crate) steps: Steps,
    pub(crate) record: Record,
    /// Own acts that can still grow: they are written with the next take.
    pub(crate) unwritten: Vec<u32>,
    /// Of the next act or entry.
    pub(crate) next_number: u32,
    /// The suggestion that what is typed here now stands under.
    pub(crate) heading: Option<u32>,
    pub(crate) history: History,
    pub(crate) moving: Moving,
    pub(crate) revision: u64,
    pub(crate) stirred: u64,
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

    pub(crate) fn around(engine: Engine) -> Manuscript {
        Manuscript {
            engine,
            runs: Runs::default(),
            working: String::new(),
            units: 0,
            steps: Steps::default(),
            record: Record::default(),
            unwritten: Vec::new(),
            next_number: 0,
            heading: None,
            history: History::default(),
            moving: Moving::default(),
            revision: 0,
            stirred: 0,
            early: Vec::new(),
        }
    }

    /// The working text, as the editor shows it: what suggestions bring in is there, and what they strike.
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

    /// Grows with every change of the text, its suggestions and its comments, whoever makes it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Grows whenever a suggestion or a comment may stand otherwise than before, beyond moving along with the text.
    pub fn review_revision(&self) -> u64 {
        self.stirred
    }

    pub(crate) fn stir(&mut self) {
        self.stirred += 1;
    }

    /// Whether there is, or was, anything to review.
    pub(crate) fn has_marks(&self) -> bool {
        !(self.record.suggestions.is_empty() && self.record.comments.is_empty())
    }

    /// How many steps there were since the opening.
    pub fn step(&self) -> u32 {
        self.steps.count()
    }

    /// The steps after `step`, at most about a thousand back.
    pub fn since(&self, step: u32) -> Result<Vec<Update>, TooOld> {
        self.steps.since(step)
    }

    /// Where a range of the text as of `step` stands now. What came in at its ends is not in it.
    pub fn carried(&self, range: Range<u32>, step: u32) -> Result<Range<u32>, TooOld> {
        let updates = self.since(step)?;
        Ok(updates.iter().fold(range, |range, update| {
            let from = update.changes.carried(range.start, true);
            from..update.changes.carried(range.end, false).max(from)
        }))
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

    /// A name that nothing has yet.
    pub(crate) fn new_id(&mut self) -> Id {
        self.next_number += 1;
        Id { peer: self.engine.peer(), number: self.next_number - 1 }
    }

    pub(crate) fn write_acts(&mut self) {
        for number in std::mem::take(&mut self.unwritten) {
            let deed = &mut self.record.deeds[number as usize];
            self.engine.write_act(deed.id, &deed.act);
            deed.written = true;
        }
    }
}
