//! The last acts of the log that people are told of, kept in memory and read on where it ended.

use std::collections::VecDeque;
use std::sync::Arc;

use desk::Fact;
use ledger::{Acts, Entry, Seq};

use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;

/// Acts looked back at: many days of a large newsroom.
const BACK: usize = 5000;

#[derive(Default)]
pub struct Lately {
    upto: Seq,
    /// Oldest first.
    entries: VecDeque<Arc<Entry>>,
}

impl Newsroom {
    /// What was done lately with articles, oldest first.
    pub(super) fn lately(&self) -> Result<Vec<Arc<Entry>>, Failure> {
        self.catch_up()?;
        let mut lately = lock(&self.lately);
        let Lately { upto, entries } = &mut *lately;
        let fresh = if *upto == 0 {
            let mut newest = self.ledger.read(|reader| reader.log_of(&Acts::default(), BACK))?;
            newest.reverse();
            newest
        } else {
            let after = *upto;
            self.ledger.read(|reader| reader.facts_after(after))?
        };
        *upto = fresh.last().map_or(*upto, |entry| entry.seq);
        entries.extend(fresh.into_iter().filter(|entry| is_told(&entry.fact)).map(Arc::new));
        let spare = entries.len().saturating_sub(BACK);
        entries.drain(..spare);
        Ok(entries.iter().cloned().collect())
    }
}

/// Whether anybody is told of such a fact: typing, versions and the desk's own business are nobody's news.
fn is_told(fact: &Fact) -> bool {
    match fact {
        Fact::Begun { .. }
        | Fact::CommissionSet { .. }
        | Fact::Moved { .. }
        | Fact::Claimed { .. }
        | Fact::Approved { .. }
        | Fact::Held { .. }
        | Fact::Released { .. }
        | Fact::Embargoed { .. }
        | Fact::EmbargoLifted { .. }
        | Fact::Overridden { .. }
        | Fact::Wished { .. }
        | Fact::WishDeclined { .. }
        | Fact::JobSet { .. }
        | Fact::JobMoved { .. }
        | Fact::JobStopped { .. }
        | Fact::JobMissed { .. }
        | Fact::Published { .. }
        | Fact::Noticed { .. }
        | Fact::Retracted { .. }
        | Fact::Withdrawn { .. }
        | Fact::TakenDown { .. } => true,
        Fact::Slugged { .. }
        | Fact::Addressed { .. }
        | Fact::FieldsSet { .. }
        | Fact::Frozen { .. }
        | Fact::BroughtBack { .. }
        | Fact::ApprovalLapsed { .. }
        | Fact::Imported { .. }
        | Fact::BroughtIn { .. }
        | Fact::Undone { .. }
        | Fact::ClearanceSet { .. }
        | Fact::Cleared { .. }
        | Fact::MissedPolicySet { .. }
        | Fact::Receipted { .. }
        | Fact::Deleted { .. }
        | Fact::PersonSet { .. }
        | Fact::CodeGiven { .. }
        | Fact::PassphraseSet { .. }
        | Fact::SessionsEnded { .. }
        | Fact::RulesApplied { .. }
        | Fact::HouseApplied { .. }
        | Fact::Restored { .. } => false,
    }
}

/// What matters more of one act comes first.
pub fn weight(fact: &Fact) -> u8 {
    match fact {
        Fact::Published { .. } | Fact::Retracted { .. } | Fact::Withdrawn { .. } | Fact::TakenDown { .. } => 0,
        Fact::Noticed { .. } | Fact::JobMissed { .. } | Fact::WishDeclined { .. } => 1,
        Fact::Approved { .. } => 2,
        Fact::Moved { .. } => 3,
        Fact::Held { .. } | Fact::Embargoed { .. } | Fact::JobSet { .. } | Fact::JobMoved { .. } => 4,
        Fact::Wished { .. } => 5,
        Fact::Claimed { .. } => 6,
        _ => 7,
    }
}
