//! What became of a character: a pure function of the acts that name it.

use crate::act::Verdict;
use crate::record::Record;
use crate::runs::Run;

/// Where characters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// In no view.
    Gone,
    Plain,
    /// An open suggestion brings them in: not in the original.
    Inserted,
    /// An open suggestion takes them out: not in the proposed.
    Struck,
    /// One suggestion brings them in and another would take them out again: only in the working view.
    Both,
}

impl State {
    pub fn shown(self) -> bool {
        self != State::Gone
    }

    pub fn inserted(self) -> bool {
        matches!(self, State::Inserted | State::Both)
    }

    pub fn struck(self) -> bool {
        matches!(self, State::Struck | State::Both)
    }

    pub fn in_original(self) -> bool {
        matches!(self, State::Plain | State::Struck)
    }

    pub fn in_proposed(self) -> bool {
        matches!(self, State::Plain | State::Inserted)
    }

    fn of(inserted: bool, struck: bool) -> State {
        match (inserted, struck) {
            (false, false) => State::Plain,
            (true, false) => State::Inserted,
            (false, true) => State::Struck,
            (true, true) => State::Both,
        }
    }
}

/// That an act strikes these characters, or decides about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    /// The number of the act.
    Struck(u32),
    /// A decision on their insertion.
    Decided(u32),
    /// A decision on their being struck by an act.
    DecidedStrike { strike: u32, decision: u32 },
}

impl Run {
    /// The state that follows from the acts, and the acts that strike and are open.
    pub fn worked_out(&self, record: &Record) -> (State, Vec<u32>) {
        let gone = (State::Gone, Vec::new());
        if self.hides > 0 {
            return gone;
        }
        let mut inserted = false;
        if self.under.is_some() {
            let decisions = self.marks.iter().filter_map(|mark| match *mark {
                Mark::Decided(decision) => Some(decision),
                Mark::Struck(_) | Mark::DecidedStrike { .. } => None,
            });
            match record.verdict(decisions) {
                // Taking back what was accepted comes too late.
                Some(Verdict::Accepted) => {}
                Some(Verdict::Rejected) => return gone,
                None if self.withdraws > 0 => return gone,
                None => inserted = true,
            }
        }
        let mut open = Vec::new();
        for strike in self.strikes() {
            match record.verdict(self.decisions_on(strike)) {
                Some(Verdict::Accepted) => return gone,
                None if !record.deed(strike).undone => open.push(strike),
                Some(Verdict::Rejected) | None => {}
            }
        }
        (State::of(inserted, !open.is_empty()), open)
    }

    fn strikes(&self) -> impl Iterator<Item = u32> {
        self.marks.iter().filter_map(|mark| match *mark {
            Mark::Struck(strike) => Some(strike),
            Mark::Decided(_) | Mark::DecidedStrike { .. } => None,
        })
    }

    fn decisions_on(&self, on: u32) -> impl Iterator<Item = u32> {
        self.marks.iter().filter_map(move |mark| match *mark {
            Mark::DecidedStrike { strike, decision } if strike == on => Some(decision),
            Mark::Struck(_) | Mark::Decided(_) | Mark::DecidedStrike { .. } => None,
        })
    }

    /// Strikes these characters, which are shown.
    pub fn strike(&mut self, strike: u32) {
        self.marks.push(Mark::Struck(strike));
        self.marks.sort_unstable();
        self.open.push(strike);
        self.open.sort_unstable();
        self.state = State::of(self.state.inserted(), true);
    }

    /// The suggestion that brings them in, while it is open.
    pub fn open_insertion(&self) -> Option<u32> {
        self.under.filter(|_| self.state.inserted())
    }

    /// The acts that strike them and are open, each with its suggestion.
    pub fn open_strikes(&self, record: &Record) -> impl Iterator<Item = (u32, u32)> {
        self.open.iter().filter_map(move |&strike| Some((strike, record.struck_under(strike)?)))
    }
}
