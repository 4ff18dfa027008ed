//! Taking back what one did: acts are flagged as undone, and nothing that anyone else did changes.

use std::collections::HashSet;

use crate::act::Act;
use crate::history::Reach;
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::settle::Tally;
use crate::spans::Spans;

impl Manuscript {
    /// Takes back the client's last edit or decision that still shows, and nothing that anyone else did: what was suggested
    /// and is accepted meanwhile stays. Whether anything changed in any view; if it did in the text, a step of the
    /// client [`crate::DESK`] was appended.
    pub fn undo(&mut self, client: &str) -> bool {
        self.undo_within(client, Reach::All)
    }

    /// The clients that have something to take back, or to do again.
    pub fn clients(&self) -> HashSet<&str> {
        self.history.clients()
    }

    /// [`Manuscript::undo`] as far as the client may.
    pub fn undo_within(&mut self, client: &str, reach: Reach) -> bool {
        self.write_acts();
        while let Some(stride) = self.history.undoable(client, reach) {
            stride.undone = true;
            let mut tally = Tally::default();
            for &act in &stride.acts {
                tally.flip(&mut self.record, act, true);
                self.engine.flag(self.record.deed(act).id, true);
            }
            match stride.hiding {
                Some(act) => {
                    tally.flip(&mut self.record, act, false);
                    self.engine.flag(self.record.deed(act).id, false);
                }
                None if stride.typed.is_empty() => {}
                None => {
                    let mut spans = Spans::default();
                    spans.add(&stride.typed);
                    let act = if stride.suggesting.is_some() { Act::Withdraw(spans) } else { Act::Delete(spans) };
                    let id = Id { peer: self.engine.peer(), number: self.next_number };
                    self.next_number += 1;
                    self.engine.write_act(id, &act);
                    let number = self.record.act(id, act, true);
                    tally.add(&self.record, number);
                    stride.hiding = Some(number);
                }
            }
            let settled = self.settle(tally);
            if self.append_desk(settled) {
                if self.has_marks() {
                    self.stir();
                }
                return true;
            }
        }
        false
    }

    /// Does again what the client took back last. Whether anything changed, as for [`Manuscript::undo`].
    pub fn redo(&mut self, client: &str) -> bool {
        self.redo_within(client, Reach::All)
    }

    /// [`Manuscript::redo`] as far as the client may.
    pub fn redo_within(&mut self, client: &str, reach: Reach) -> bool {
        self.write_acts();
        while let Some(stride) = self.history.redoable(client, reach) {
            stride.undone = false;
            let mut tally = Tally::default();
            let flips = stride.acts.iter().map(|&act| (act, false)).chain(stride.hiding.map(|act| (act, true)));
            for (act, undone) in flips {
                tally.flip(&mut self.record, act, undone);
                self.engine.flag(self.record.deed(act).id, undone);
            }
            let settled = self.settle(tally);
            if self.append_desk(settled) {
                if self.has_marks() {
                    self.stir();
                }
                return true;
            }
        }
        false
    }
}
