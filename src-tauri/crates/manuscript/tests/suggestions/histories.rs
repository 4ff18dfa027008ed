//! Random histories of direct edits, suggestions, decisions, undos and merges on one, two and three desks.

use std::cell::Cell;

use manuscript::{Given, Manuscript, Mode, Update, Verdict, Which};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{PIECES, Views, cases, of_kind, place, suggesting, tell, views};
use crate::desk::{AUTHORS, Desk, wide};

#[derive(Debug, Clone)]
enum Op {
    /// Replace from, to (in 256ths of the text) by a piece; who; whether suggesting; how many steps behind.
    Edit {
        at: u8,
        len: u8,
        piece: usize,
        who: usize,
        suggests: bool,
        late: u8,
    },
    /// Two replacements in one change set, as one suggestion of a kind.
    Move {
        from: u8,
        to: u8,
        who: usize,
        formats: bool,
    },
    Whole {
        at: u8,
        piece: usize,
        who: usize,
    },
    Decide {
        which: u8,
        at: u8,
        accepts: bool,
        who: usize,
    },
    Undo {
        who: usize,
    },
    Redo {
        who: usize,
    },
    /// Something that is said beside the text.
    Say {
        what: u8,
        at: u8,
        who: usize,
    },
    Sync {
        skip: u8,
    },
    Reload,
    Renew,
}

fn any_op() -> impl Strategy<Value = (usize, Op)> {
    let (piece, who) = (0..PIECES.len(), 0..AUTHORS.len());
    let op = prop_oneof![
        12 => (any::<u8>(), 0u8..12, piece.clone(), who.clone(), prop::bool::weighted(0.7), 0u8..3).prop_map(
            |(at, len, piece, who, suggests, late)| Op::Edit { at, len, piece, who, suggests, late }
        ),
        1 => (any::<u8>(), any::<u8>(), who.clone(), any::<bool>())
            .prop_map(|(from, to, who, formats)| Op::Move { from, to, who, formats }),
        1 => (any::<u8>(), piece, who.clone()).prop_map(|(at, piece, who)| Op::Whole { at, piece, who }),
        4 => (any::<u8>(), any::<u8>(), any::<bool>(), who.clone())
            .prop_map(|(which, at, accepts, who)| Op::Decide { which, at, accepts, who }),
        3 => who.clone().prop_map(|who| Op::Undo { who }),
        1 => who.clone().prop_map(|who| Op::Redo { who }),
        2 => (any::<u8>(), any::<u8>(), who.clone()).prop_map(|(what, at, who)| Op::Say { what, at, who }),
        3 => any::<u8>().prop_map(|skip| Op::Sync { skip }),
        1 => Just(Op::Reload),
        1 => Just(Op::Renew),
    ];
    (0usize..3, op)
}

/// Another copy of it, from its bytes.
fn rebuilt(open: &mut Manuscript) -> Manuscript {
    Manuscript::load(Some(&open.snapshot()), &[]).expect("a snapshot loads")
}

fn without_trays(mut views: Views) -> Views {
    views.comments.retain(|comment| comment.place != manuscript::Where::Tray);
    views
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
        let length = wide(desk.open.text()).len();
        let at = |part: &u8| length * usize::from(*part) / 255;
        match op {
            Op::Edit { at: from, len, piece, who, suggests, late } => {
                let range = at(from)..at(from) + usize::from(*len);
                let mode = if *suggests { suggesting(AUTHORS[*who]) } else { Mode::Editing };
                desk.edit(range, PIECES[*piece], *who, &mode, usize::from(*late))?;
            }
            Op::Move { from, to, who, formats } => {
                let text = wide(desk.open.text());
                let (a, b) = (place(&text, at(from.min(to))), place(&text, at(from.max(to))));
                let c = place(&text, a + 5).min(b);
                let moved = String::from_utf16(&text[a..c]).unwrap();
                let json = if *formats {
                    serde_json::json!([a, [0, "**"], b - a, [0, "**"], length - b])
                } else {
                    let lines: Vec<&str> = moved.split('\n').collect();
                    let inserted: Vec<serde_json::Value> =
                        std::iter::once(0.into()).chain(lines.into_iter().map(Into::into)).collect();
                    serde_json::json!([a, [c - a], b - c, inserted, length - b])
                };
                let update = Update { client: AUTHORS[*who].into(), changes: serde_json::from_value(json).unwrap() };
                let kind = if *formats { Given::Formatted } else { Given::Moved };
                let original = desk.open.original();
                desk.open.push_in(desk.open.step(), vec![update], &of_kind(AUTHORS[*who], kind)).expect("it fits");
                prop_assert_eq!(desk.open.original(), original);
                desk.look()?;
            }
            Op::Whole { at: from, piece, who } => {
                let text = wide(desk.open.text());
                let from = place(&text, at(from));
                let new = String::from_utf16(&text[..from]).unwrap()
                    + PIECES[*piece]
                    + &String::from_utf16(&text[place(&text, from + 7)..]).unwrap();
                let original = desk.open.original();
                desk.open.replace_in(&new, AUTHORS[*who], &suggesting(AUTHORS[*who]));
                prop_assert_eq!(desk.open.original(), original);
                desk.look()?;
            }
            Op::Decide { which, at, accepts, who } => {
                let which = desk.which(*which, *at);
                let verdict = if *accepts { Verdict::Accepted } else { Verdict::Rejected };
                desk.decide(&which, verdict, *who)?;
            }
            Op::Undo { who } => {
                let (before, step) = (views(&desk.open), desk.open.step());
                let undone = desk.open.undo(AUTHORS[*who]);
                desk.look()?;
                let changed = before != views(&desk.open) || step != desk.open.step();
                prop_assert_eq!(undone, changed, "an undo says whether anything changed");
                if undone && length.is_multiple_of(2) {
                    prop_assert!(desk.open.redo(AUTHORS[*who]), "what was undone can be redone");
                    prop_assert_eq!(views(&desk.open), before, "redo is exact");
                    desk.look()?;
                }
            }
            Op::Redo { who } => {
                desk.open.redo(AUTHORS[*who]);
                desk.look()?;
            }
            Op::Say { what, at: from, who } => {
                let before = (desk.open.original(), desk.open.text().to_owned(), desk.open.proposed());
                desk.say(*what, at(from), *who);
                let after = (desk.open.original(), desk.open.text().to_owned(), desk.open.proposed());
                prop_assert_eq!(after, before, "nothing that is said is in any view");
                desk.look()?;
            }
            Op::Sync { skip } => {
                written.extend(desk.open.take_update());
                // Some are left out, so that later ones come before what they build on.
                for (index, update) in written.iter().enumerate() {
                    if index % 5 != usize::from(*skip % 6) {
                        desk.open.merge(update).expect("what a desk wrote merges");
                    }
                }
                desk.look()?;
            }
            Op::Reload => {
                written.extend(desk.open.take_update());
                let again = rebuilt(&mut desk.open);
                prop_assert_eq!(views(&again), views(&desk.open), "rebuilt is the same as grown");
                *desk = Desk::new(again);
                // What waited is gone with the process that closed, and is read again.
                for update in &written {
                    desk.open.merge(update).expect("what a desk wrote merges");
                }
                desk.look()?;
            }
            Op::Renew => {
                let mut new = desk.open.renewed();
                prop_assert_eq!(
                    without_trays(views(&new)),
                    without_trays(views(&desk.open)),
                    "a generation keeps it all"
                );
                prop_assert_eq!(new.comments().len(), desk.open.comments().len());
                prop_assert_eq!(views(&rebuilt(&mut new)), views(&new), "and is the same from its bytes");
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
    let end = views(&rebuilt);
    for desk in &mut all {
        prop_assert_eq!(&views(&desk.open), &end, "desks with the same updates are equal");
        prop_assert_eq!(desk.open.decided(), rebuilt.decided(), "and tell the same of what was decided");
        desk.decide(&Which::All, Verdict::Accepted, 2)?;
        prop_assert!(desk.open.text() == end.proposed, "accepting all gives the edited text to the byte");
        prop_assert!(end.review.suggestions.is_empty() || desk.open.undo("Ed"));
        desk.decide(&Which::All, Verdict::Rejected, 2)?;
        prop_assert!(desk.open.text() == end.original, "rejecting all gives the original to the byte");
    }
    Ok(())
}

fn run(desks: usize, few: u32, ops: usize) {
    let start = prop::sample::select(vec!["", "A first paragraph.\r\n\r\nשלום 😀 and a second one, e\u{301}.\r\n"]);
    let done = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: cases(few), failure_persistence: None, ..Config::default() });
    runner
        .run(&(start, prop::collection::vec(any_op(), 0..ops)), |(start, ops)| {
            done.set(done.get() + ops.len() as u64);
            play(start, &ops, desks)
        })
        .unwrap_or_else(|error| panic!("{error}"));
    tell(&format!("histories on {desks} desks, up to {ops} each"), done.get());
}

#[test]
fn one_desk_alone() {
    run(1, 100, 50);
}

#[test]
fn two_desks_that_work_apart() {
    run(2, 150, 50);
}

#[test]
fn three_desks_that_work_apart() {
    run(3, 150, 50);
}

#[test]
fn long_histories() {
    run(2, 8, 250);
}
