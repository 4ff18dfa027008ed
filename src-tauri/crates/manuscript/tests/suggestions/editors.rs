//! Editors that work at the same time, some suggesting: each moves what it receives as CodeMirror's `receiveUpdates` does, and
//! shows in the end what the desk has.

use std::cell::Cell;

use manuscript::{ChangeSet, Manuscript, Mode, Update, Verdict, Which};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{PIECES, by, cases, place, suggesting, tell};

struct Editor {
    client: String,
    mode: Mode,
    shown: String,
    version: u32,
    unconfirmed: Vec<ChangeSet>,
}

impl Editor {
    fn new(client: &str, mode: Mode, open: &Manuscript) -> Editor {
        let (shown, version) = (open.text().to_owned(), open.step());
        Editor { client: client.into(), mode, shown, version, unconfirmed: Vec::new() }
    }

    fn edit(&mut self, at: u8, len: u8, piece: &str) {
        let text: Vec<u16> = self.shown.encode_utf16().collect();
        let from = place(&text, text.len() * usize::from(at) / 255);
        let to = place(&text, from + usize::from(len));
        let changes = ChangeSet::one(text.len() as u32, from as u32, to as u32, piece);
        self.shown = changes.apply(&self.shown).expect("it fits its own text");
        self.unconfirmed.push(changes);
    }

    fn push(&self, open: &mut Manuscript) {
        let update = |changes: &ChangeSet| Update { client: self.client.clone(), changes: changes.clone() };
        let updates = self.unconfirmed.iter().map(update).collect();
        open.push_in(self.version, updates, &self.mode).expect("what an editor did fits");
    }

    /// `receiveUpdates` of @codemirror/collab.
    fn pull(&mut self, open: &Manuscript) {
        let updates = open.since(self.version).expect("the steps are kept");
        self.version += updates.len() as u32;
        let mut changes: Option<ChangeSet> = None;
        let mut own = 0;
        for update in updates {
            match self.unconfirmed.get(own).filter(|_| update.client == self.client) {
                Some(ours) => {
                    changes = changes.map(|changes| changes.map(ours, true).expect("both are on one text"));
                    own += 1;
                }
                None => {
                    changes = Some(match changes {
                        Some(changes) => changes.compose(&update.changes).expect("one follows the other"),
                        None => update.changes,
                    });
                }
            }
        }
        self.unconfirmed.drain(..own);
        let Some(mut changes) = changes else { return };
        for ours in &mut self.unconfirmed {
            let moved = ours.map(&changes, false).expect("both are on one text");
            changes = changes.map(ours, true).expect("both are on one text");
            *ours = moved;
        }
        self.shown = changes.apply(&self.shown).expect("what comes in fits");
    }
}

#[derive(Debug, Clone)]
enum Op {
    Edit { at: u8, len: u8, piece: usize },
    Push,
    Pull,
    Undo,
    Decide { accepts: bool },
    Foreign { at: u8, piece: usize },
}

fn any_op() -> impl Strategy<Value = (usize, Op)> {
    let piece = 0..PIECES.len();
    let op = prop_oneof![
        10 => (any::<u8>(), 0u8..12, piece.clone()).prop_map(|(at, len, piece)| Op::Edit { at, len, piece }),
        4 => Just(Op::Push),
        4 => Just(Op::Pull),
        1 => Just(Op::Undo),
        1 => any::<bool>().prop_map(|accepts| Op::Decide { accepts }),
        1 => (any::<u8>(), piece).prop_map(|(at, piece)| Op::Foreign { at, piece }),
    ];
    (0usize..3, op)
}

fn play(ops: &[(usize, Op)]) -> Result<(), TestCaseError> {
    let mut open = Manuscript::new("A first paragraph.\n\nשלום 😀 and a second one, e\u{301}.\n", None);
    let mut other = Manuscript::load(None, &[open.take_update().unwrap()]).unwrap();
    let mut editors = [
        Editor::new("ann", suggesting("Ann"), &open),
        Editor::new("bob", suggesting("Bob"), &open),
        Editor::new("ed", Mode::Editing, &open),
    ];
    for (who, op) in ops {
        let editor = &mut editors[*who];
        match op {
            Op::Edit { at, len, piece } => editor.edit(*at, *len, PIECES[*piece]),
            Op::Push => editor.push(&mut open),
            Op::Pull => editor.pull(&open),
            Op::Undo => {
                open.undo(&editor.client);
            }
            Op::Decide { accepts } => {
                let verdict = if *accepts { Verdict::Accepted } else { Verdict::Rejected };
                open.decide(&Which::By("Ann".into()), verdict, &by("Ed"), "ed").expect("nothing is out of range");
            }
            Op::Foreign { at, piece } => {
                let mut far = Editor::new("far", suggesting("Far"), &other);
                far.edit(*at, 6, PIECES[*piece]);
                far.push(&mut other);
                open.merge(&other.take_update().expect("something was typed")).expect("it merges");
            }
        }
    }
    for editor in &mut editors {
        // An answer that was lost: the same comes again, and what was received is known.
        editor.push(&mut open);
        editor.push(&mut open);
        editor.pull(&open);
        prop_assert!(editor.unconfirmed.is_empty(), "all that it sent was taken once");
    }
    for editor in &mut editors {
        editor.pull(&open);
        prop_assert_eq!(&editor.shown, open.text(), "{} shows what the desk has", editor.client);
    }
    Ok(())
}

#[test]
fn editors_end_with_the_desk_s_text() {
    let done = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: cases(250), failure_persistence: None, ..Config::default() });
    runner
        .run(&prop::collection::vec(any_op(), 0..50), |ops| {
            done.set(done.get() + ops.len() as u64);
            play(&ops)
        })
        .unwrap_or_else(|error| panic!("{error}"));
    tell("editors at once", done.get());
}
