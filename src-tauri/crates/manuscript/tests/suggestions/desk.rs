//! A desk in a history: each act is checked against what it means on plain lists of characters.

use std::ops::Range;

use manuscript::{
    ChangeSet, Flag, Half, Manuscript, Mode, Stretch, Suggestion, SuggestionKind, Update, Verdict, Which,
};
use proptest::prelude::*;

use crate::common::{by, comment, place, remark, views};

pub const AUTHORS: [&str; 3] = ["Ann", "Bob", "Ed"];

pub struct Desk {
    pub open: Manuscript,
    /// Each text since the opening: what an editor may still have on its screen.
    seen: Vec<Vec<u16>>,
}

pub fn wide(text: &str) -> Vec<u16> {
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
            let mine = |s: &&Suggestion| s.id == stretch.suggestion && s.author == author;
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
    pub fn new(open: Manuscript) -> Desk {
        Desk { seen: vec![wide(open.text())], open }
    }

    /// Every step since the last look makes of the old text the new one.
    pub fn look(&mut self) -> Result<(), TestCaseError> {
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

    pub fn edit(
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
        let changes = ChangeSet::one(old.len() as u32, at as u32, end as u32, text);
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

    pub fn decide(&mut self, which: &Which, verdict: Verdict, who: usize) -> Result<(), TestCaseError> {
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
                let within = |s: &Stretch| !range.is_empty() && s.from < range.end && s.to > range.start;
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

    /// Says something beside the text: a comment, an answer, that it is settled, another line, a verdict on one, a reason.
    pub fn say(&mut self, what: u8, at: usize, who: usize) {
        let (open, author) = (&mut self.open, AUTHORS[who]);
        let comments = open.comments();
        let some = comments.get(at % comments.len().max(1)).map(|comment| comment.id);
        match (what % 6, some) {
            (1, Some(id)) => _ = open.reply(id, remark(author, "So it is.")),
            (2, Some(id)) => open.flag(id, Flag::Resolved, at.is_multiple_of(2), &by(author)).expect("it is there"),
            (3, _) => _ = open.suggest_field("headline", "Old", "New", by(author), None),
            (4, _) => {
                let verdict = [None, Some(Verdict::Accepted), Some(Verdict::Rejected)][at % 3];
                if let Some(field) = open.field_suggestions().first() {
                    open.decide_field(field.id, verdict, &by(author)).expect("it is there");
                }
            }
            (5, _) => {
                if let Some(suggestion) = open.review().suggestions.first() {
                    open.give_reason(suggestion.id, "It is shorter.", &by(author));
                }
            }
            (_, _) => {
                let text = wide(open.text());
                let (from, to) = (place(&text, at), place(&text, at + 9));
                if from < to {
                    comment(open, from as u32..to as u32);
                }
            }
        }
    }

    pub fn which(&self, which: u8, at: u8) -> Which {
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
