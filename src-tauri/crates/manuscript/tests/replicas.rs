//! Random histories on one, two and three replicas. `GALLEY_LONG=1` runs about a million operations.

use manuscript::{ChangeSet, DESK, Manuscript, Update};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What people type, and what breaks text engines: pairs, joiners, combining marks, right to left, line breaks.
const PIECES: [&str; 14] = [
    "a",
    "word ",
    "é",
    "e\u{301}",
    "😀",
    "👩‍👩‍👧",
    "\u{200d}",
    "שלום",
    "\n",
    "中文",
    " ",
    "🇵🇱",
    "x\ny",
    "A much longer stretch of text. ",
];

#[derive(Debug, Clone)]
enum Op {
    /// Replace from, to (in 256ths of the text) by a piece; the client; how many steps behind.
    Edit {
        at: u8,
        len: u8,
        piece: usize,
        client: u8,
        late: u8,
    },
    Type {
        piece: usize,
        client: u8,
    },
    Undo {
        client: u8,
    },
    Redo {
        client: u8,
    },
    Whole {
        at: u8,
        piece: usize,
    },
    /// Write one's updates, and read some of what the others wrote.
    Sync {
        skip: u8,
    },
    Reload,
}

fn any_op() -> impl Strategy<Value = (usize, Op)> {
    let piece = 0..PIECES.len();
    let op = prop_oneof![
        6 => (any::<u8>(), 0u8..12, piece.clone(), 0u8..2, 0u8..4)
            .prop_map(|(at, len, piece, client, late)| Op::Edit { at, len, piece, client, late }),
        4 => (piece.clone(), 0u8..2).prop_map(|(piece, client)| Op::Type { piece, client }),
        2 => (0u8..2).prop_map(|client| Op::Undo { client }),
        1 => (0u8..2).prop_map(|client| Op::Redo { client }),
        1 => (any::<u8>(), piece).prop_map(|(at, piece)| Op::Whole { at, piece }),
        3 => any::<u8>().prop_map(|skip| Op::Sync { skip }),
        1 => Just(Op::Reload),
    ];
    (0usize..3, op)
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// The nearest place to `at` that is not inside a pair.
fn place(text: &[u16], at: usize) -> usize {
    let at = at.min(text.len());
    if at < text.len() && (0xDC00..0xE000).contains(&text[at]) { at - 1 } else { at }
}

struct Desk {
    open: Manuscript,
    /// Each text since the opening, as a plain list of units: what an editor may still have on its screen.
    seen: Vec<Vec<u16>>,
    /// How many of the others' updates it has read.
    read: Vec<bool>,
    caret: usize,
}

impl Desk {
    fn new(open: Manuscript) -> Desk {
        let seen = vec![open.text().encode_utf16().collect()];
        Desk { open, seen, read: Vec::new(), caret: 0 }
    }

    /// Every step since the last look makes of the old text the new one.
    fn look(&mut self) -> Result<(), TestCaseError> {
        for update in self.open.since(self.seen.len() as u32 - 1).expect("the steps are kept") {
            let old = String::from_utf16(self.seen.last().unwrap()).unwrap();
            self.seen.push(update.changes.apply(&old).expect("a step fits its text").encode_utf16().collect());
        }
        let now: Vec<u16> = self.open.text().encode_utf16().collect();
        prop_assert_eq!(self.seen.last().unwrap(), &now, "the steps make of the old text the new one");
        prop_assert_eq!(self.open.len_utf16() as usize, now.len());
        prop_assert_eq!(self.open.step() as usize + 1, self.seen.len());
        Ok(())
    }

    fn push(&mut self, at: usize, end: usize, text: &str, client: &str, late: usize) -> Result<(), TestCaseError> {
        let base = self.seen.len() - 1 - late.min(self.seen.len() - 1);
        let old = &self.seen[base];
        let (at, end) = (place(old, at), place(old, end));
        let changes = ChangeSet::one(old.len() as u32, at as u32, end as u32, text);
        let mut plain = old.clone();
        plain.splice(at..end, text.encode_utf16());
        let on_time = base + 1 == self.seen.len();
        self.open.push(base as u32, vec![Update { client: client.into(), changes }]).expect("the edit fits");
        self.caret = at + units(text) as usize;
        if on_time {
            let now: Vec<u16> = self.open.text().encode_utf16().collect();
            prop_assert_eq!(now, plain, "an edit is the same edit on a plain list of units");
        }
        self.look()
    }
}

fn play(start: &str, ops: &[(usize, Op)], desks: usize) -> Result<(), TestCaseError> {
    let mut first = Manuscript::new(start, None);
    let mut written = vec![first.take_update().expect("a new text has something to write")];
    let mut all: Vec<Desk> = vec![Desk::new(first)];
    for _ in 1..desks {
        all.push(Desk::new(Manuscript::load(None, &written).expect("what was written loads")));
    }
    for (who, op) in ops {
        let desk = &mut all[who % desks];
        desk.read.resize(written.len(), false);
        let late_client = |client: &u8| format!("editor-{client}");
        let length = desk.open.len_utf16() as usize;
        match op {
            Op::Edit { at, len, piece, client, late } => {
                let at = length * usize::from(*at) / 255;
                // A late edit under a client's own name would be taken for one sent again.
                let client = if *late > 0 { format!("late-{}", desk.seen.len()) } else { late_client(client) };
                desk.push(at, at + usize::from(*len), PIECES[*piece], &client, usize::from(*late))?;
            }
            Op::Type { piece, client } => {
                desk.push(desk.caret, desk.caret, PIECES[*piece], &late_client(client), 0)?;
            }
            Op::Undo { client } => {
                let (before, step) = (desk.open.text().to_owned(), desk.open.step());
                let undone = desk.open.undo(&late_client(client));
                prop_assert_eq!(undone, before != desk.open.text() || step != desk.open.step());
                desk.look()?;
                if undone && desk.open.step().is_multiple_of(2) {
                    prop_assert!(desk.open.redo(&late_client(client)), "what was undone can be redone");
                    prop_assert_eq!(desk.open.text(), before, "redo is exact");
                    desk.look()?;
                }
            }
            Op::Redo { client } => {
                desk.open.redo(&late_client(client));
                desk.look()?;
            }
            Op::Whole { at, piece } => {
                let text: Vec<u16> = desk.open.text().encode_utf16().collect();
                let at = place(&text, length * usize::from(*at) / 255);
                let cut = place(&text, at + 7);
                let new = String::from_utf16(&text[..at]).unwrap()
                    + PIECES[*piece]
                    + &String::from_utf16(&text[cut..]).unwrap();
                let changes = desk.open.text() != new;
                prop_assert_eq!(desk.open.replace(&new, "command line"), changes);
                prop_assert_eq!(desk.open.text(), new);
                desk.look()?;
            }
            Op::Sync { skip } => {
                if let Some(update) = desk.open.take_update() {
                    written.push(update);
                    desk.read.push(true);
                }
                // Some are left out, so that later ones come before what they build on, and some come twice.
                for (index, update) in written.iter().enumerate() {
                    if index % 5 != usize::from(*skip % 6) || desk.read[index] && *skip % 4 == 0 {
                        desk.open.merge(update).expect("what a desk wrote merges");
                        desk.read[index] = true;
                    }
                }
                desk.look()?;
            }
            Op::Reload => {
                if let Some(update) = desk.open.take_update() {
                    written.push(update);
                    desk.read.push(true);
                }
                let snapshot = desk.open.snapshot();
                let again = Manuscript::load(Some(&snapshot), &[]).expect("a snapshot loads");
                prop_assert_eq!(again.text(), desk.open.text(), "rebuilt is the same as grown");
                prop_assert_eq!(again.epoch(), desk.open.epoch());
                let read = std::mem::take(&mut desk.read);
                *desk = Desk { read, ..Desk::new(again) };
                // What waited is gone with the process that closed, and is read again.
                for update in &written {
                    desk.open.merge(update).expect("what a desk wrote merges");
                }
                desk.look()?;
            }
        }
    }
    for desk in &mut all {
        written.extend(desk.open.take_update());
    }
    for (index, desk) in all.iter_mut().enumerate() {
        let mut order: Vec<&Vec<u8>> = written.iter().collect();
        order.rotate_left(index % written.len());
        if index == 1 {
            order.reverse();
        }
        for update in order {
            desk.open.merge(update).expect("what a desk wrote merges");
        }
        desk.look()?;
    }
    let rebuilt = Manuscript::load(None, &written).expect("all that was written loads");
    for desk in &all {
        prop_assert_eq!(desk.open.text(), rebuilt.text(), "replicas with the same updates are equal");
    }
    prop_assert!(!rebuilt.text().contains(['\r', '\0']));
    Ok(())
}

fn run(desks: usize, cases: u32, ops: usize) {
    let long = std::env::var_os("GALLEY_LONG").is_some();
    let cases = if long { cases * 50 } else { cases };
    let start = prop::sample::select(vec!["", "A first paragraph.\n\nשלום 😀 and a second one, e\u{301}.\n"]);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&(start, prop::collection::vec(any_op(), 0..ops)), |(start, ops)| play(start, &ops, desks))
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn one_desk_alone() {
    run(1, 100, 60);
}

#[test]
fn two_desks_that_edit_apart() {
    run(2, 150, 60);
}

#[test]
fn three_desks_that_edit_apart() {
    run(3, 150, 60);
}

#[test]
fn long_histories() {
    run(2, 12, 400);
}

#[test]
fn undoing_all_own_steps_leaves_every_foreign_character() {
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let edit = || (any::<bool>(), any::<u8>(), 0u8..6, 0..PIECES.len());
    runner
        .run(&prop::collection::vec(edit(), 0..40), |edits| {
            // The other writes in capitals of its own alphabet and deletes nothing; I do what I like.
            let mut open = Manuscript::new("The ground they both stand on. 😀", None);
            let (mut theirs, mut open_ground) = (0, open.text().to_owned());
            for (mine, at, len, piece) in edits {
                let text: Vec<u16> = open.text().encode_utf16().collect();
                let at = place(&text, text.len() * usize::from(at) / 255);
                let (client, end, insert) = if mine {
                    ("me", place(&text, at + usize::from(len)), PIECES[piece].to_owned())
                } else {
                    theirs += 1;
                    ("them", at, "Ω".to_owned())
                };
                let changes = ChangeSet::one(text.len() as u32, at as u32, end as u32, &insert);
                let step = open.step();
                open.push(step, vec![Update { client: client.into(), changes }]).expect("the edit fits");
            }
            while open.undo("me") {}
            open_ground.retain(|c| c != 'Ω');
            prop_assert_eq!(open.text().matches('Ω').count(), theirs, "every foreign character stands");
            prop_assert_eq!(open.text().replace('Ω', ""), open_ground, "and the ground is as if I had never acted");
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn steps_of_the_desk_carry_its_name() {
    let mut open = Manuscript::new("one", None);
    let changes = ChangeSet::one(3, 3, 3, " two");
    open.push(0, vec![Update { client: "me".into(), changes }]).unwrap();
    assert!(open.undo("me"));
    assert_eq!(open.since(1).unwrap()[0].client, DESK, "an editor would take its own name for a receipt");
}
