//! Random histories of direct edits, suggestions, decisions, undos and merges on one, two and three desks.

use std::cell::Cell;
use std::ops::Range;

use manuscript::{Given, Half, Manuscript, Mode, SuggestionKind, Update, Verdict, Which};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{PIECES, Views, by, cases, comment, of_kind, place, suggesting, tell, views};

const AUTHORS: [&str; 3] = ["Ann", "Bob", "Ed"];

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
    Comment {
        at: u8,
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
        1 => who.prop_map(|who| Op::Redo { who }),
        1 => any::<u8>().prop_map(|at| Op::Comment { at }),
        3 => any::<u8>().prop_map(|skip| Op::Sync { skip }),
        1 => Just(Op::Reload),
        1 => Just(Op::Renew),
    ];
    (0usize..3, op)
}

struct Desk {
    open: Manuscript,
    /// Each text since the opening: what an editor may still have on its screen.
    seen: Vec<Vec<u16>>,
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The units of the working text that are in the original, in the proposed, and that the author suggested to come in.
struct Units {
    text: Vec<u16>,
    inserted: Vec<bool>,
    struck: Vec<bool>,
    own: Vec<bool>,
}

impl Units {
    fn of(open: &Manuscript, author: &str) -> Units {
        let text = wide(open.text());
        let review = open.review();
        let mut units = Units {
            inserted: vec![false; text.len()],
            struck: vec![false; text.len()],
            own: vec![false; text.len()],
            text,
        };
        for stretch in &review.stretches {
            let range = stretch.from as usize..stretch.to as usize;
            let mine = |s: &&manuscript::Suggestion| s.id == stretch.suggestion && s.author == author;
            if stretch.half == Half::Struck {
                units.struck[range].fill(true);
                continue;
            }
            units.inserted[range.clone()].fill(true);
            if review.suggestions.iter().any(|s| mine(&s)) {
                units.own[range].fill(true);
            }
        }
        units
    }

    fn without(&self, range: Range<usize>, left_out: &[bool]) -> String {
        let units: Vec<u16> = range.filter(|&at| !left_out[at]).map(|at| self.text[at]).collect();
        String::from_utf16(&units).expect("suggestions keep pairs together")
    }
}

impl Desk {
    fn new(open: Manuscript) -> Desk {
        Desk { seen: vec![wide(open.text())], open }
    }

    /// Every step since the last look makes of the old text the new one.
    fn look(&mut self) -> Result<(), TestCaseError> {
        for update in self.open.since(self.seen.len() as u32 - 1).expect("the steps are kept") {
            let old = String::from_utf16(self.seen.last().unwrap()).unwrap();
            self.seen.push(wide(&update.changes.apply(&old).expect("a step fits its text")));
        }
        prop_assert_eq!(
            self.seen.last().unwrap(),
            &wide(self.open.text()),
            "the steps make of the old text the new one"
        );
        prop_assert_eq!(self.open.step() as usize + 1, self.seen.len());
        Ok(())
    }

    fn edit(
        &mut self,
        range: Range<usize>,
        text: &str,
        who: usize,
        mode: &Mode,
        late: usize,
    ) -> Result<(), TestCaseError> {
        let base = self.seen.len() - 1 - late.min(self.seen.len() - 1);
        let old = &self.seen[base];
        let (at, end) = (place(old, range.start), place(old, range.end));
        let changes = manuscript::ChangeSet::one(old.len() as u32, at as u32, end as u32, text);
        // A late edit under a client's own name would be taken for one sent again.
        let client = if late > 0 { format!("late-{}", self.seen.len()) } else { AUTHORS[who].to_owned() };
        let before = Units::of(&self.open, AUTHORS[who]);
        let original = self.open.original();
        self.open.push_in(base as u32, vec![Update { client, changes }], mode).expect("the edit fits");
        let suggests = *mode != Mode::Editing;
        prop_assert!(!suggests || self.open.original() == original, "a suggestion leaves the original to the byte");
        if base + 1 == self.seen.len() {
            let (none, all) = (vec![false; before.text.len()], before.text.len());
            let middle = if suggests { before.without(at..end, &before.own) } else { String::new() };
            let around = |out: &[bool]| (before.without(0..at, out), before.without(end..all, out));
            let (start, rest) = around(&none);
            prop_assert_eq!(self.open.text(), format!("{start}{middle}{text}{rest}"), "an edit is one on a plain list");
            let (start, rest) = around(&before.struck);
            prop_assert_eq!(self.open.proposed(), format!("{start}{text}{rest}"), "and so it is proposed");
            if !suggests {
                let (start, rest) = around(&before.inserted);
                prop_assert_eq!(self.open.original(), format!("{start}{text}{rest}"), "a direct edit is in all views");
            }
        }
        self.look()
    }

    fn decide(&mut self, which: &Which, verdict: Verdict, who: usize) -> Result<(), TestCaseError> {
        let before = views(&self.open);
        let count = self.open.decide(which, verdict, &by(AUTHORS[who]), AUTHORS[who]).expect("the places are places");
        self.look()?;
        let after = views(&self.open);
        match verdict {
            Verdict::Accepted => prop_assert_eq!(&after.proposed, &before.proposed, "accepting leaves the proposed"),
            Verdict::Rejected => prop_assert_eq!(&after.original, &before.original, "rejecting leaves the original"),
        }
        let stays = |id| after.review.suggestions.iter().any(|suggestion| suggestion.id == id);
        match which {
            Which::All => {
                prop_assert!(after.review.suggestions.is_empty(), "nothing is open after");
                prop_assert_eq!(count as usize, before.review.suggestions.len());
                let wanted = if verdict == Verdict::Accepted { &before.proposed } else { &before.original };
                prop_assert_eq!([&after.working, &after.original, &after.proposed], [wanted; 3]);
            }
            Which::One(id) => prop_assert!(!stays(*id)),
            Which::By(author) => prop_assert!(after.review.suggestions.iter().all(|s| s.author != *author)),
            Which::Kind(kind) => {
                let decided = before.review.suggestions.iter().filter(|s| s.kind == *kind);
                prop_assert!(decided.clone().all(|s| !stays(s.id)));
                prop_assert_eq!(count as usize, decided.count());
            }
            Which::Between(range) => {
                let within = |s: &manuscript::Stretch| !range.is_empty() && s.from < range.end && s.to > range.start;
                prop_assert_eq!(count > 0, before.review.stretches.iter().any(within));
            }
        }
        if count > 0 {
            prop_assert!(self.open.undo(AUTHORS[who]), "a decision can be undone");
            self.look()?;
            prop_assert_eq!(views(&self.open), before, "exactly");
            prop_assert!(self.open.redo(AUTHORS[who]));
            self.look()?;
            prop_assert_eq!(views(&self.open), after, "and done again");
        } else {
            prop_assert_eq!(after, before);
        }
        Ok(())
    }

    fn which(&self, which: u8, at: u8) -> Which {
        let review = self.open.review();
        let some = review.suggestions.get(usize::from(at) % review.suggestions.len().max(1));
        match (which % 6, some) {
            (0, _) => Which::All,
            (1, _) => {
                let text = wide(self.open.text());
                let from = place(&text, text.len() * usize::from(at) / 255);
                Which::Between(from as u32..place(&text, from + usize::from(which / 6)) as u32)
            }
            (2, _) => Which::By(AUTHORS[usize::from(at) % AUTHORS.len()].into()),
            (3, Some(suggestion)) => Which::Kind(suggestion.kind),
            (_, Some(suggestion)) => Which::One(suggestion.id),
            (_, None) => Which::Kind(SuggestionKind::Moved),
        }
    }
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
                let before = views(&desk.open);
                let undone = desk.open.undo(AUTHORS[*who]);
                desk.look()?;
                prop_assert_eq!(undone, before != views(&desk.open), "an undo says whether anything changed");
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
            Op::Comment { at: from } => {
                let text = wide(desk.open.text());
                let (from, to) = (place(&text, at(from)), place(&text, at(from) + 9));
                if from < to {
                    comment(&mut desk.open, from as u32..to as u32);
                }
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
    let end = views(&Manuscript::load(None, &written).expect("all that was written loads"));
    for desk in &mut all {
        prop_assert_eq!(&views(&desk.open), &end, "desks with the same updates are equal");
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
