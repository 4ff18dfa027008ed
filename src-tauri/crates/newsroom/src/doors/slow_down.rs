//! Failed attempts cost time, by the name and by the address they were made with; kept in the ledger, so that nobody forgets.

use chrono::{DateTime, TimeDelta, Utc};
use desk::ids::Hash;
use ledger::{Failed, LedgerError};

use crate::caller::{By, Caller};
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// How attempts are slowed down.
struct Slope {
    /// So many cost nothing: people mistype.
    free: u32,
    longest: TimeDelta,
}

/// A name is slowed down less: else anybody could keep its owner out.
const BY_NAME: Slope = Slope { free: 3, longest: TimeDelta::minutes(5) };
/// From one address several people may mistype.
const BY_ADDRESS: Slope = Slope { free: 10, longest: TimeDelta::minutes(15) };
/// A failure is forgotten this long after the last one.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);

/// An attempt that may be looked at, and was counted as a failure before it was.
pub struct Attempt {
    name: Hash,
    address: Option<Hash>,
}

impl Newsroom {
    /// Counts an attempt to come in; or says how long nobody is listened to. What is counted first cannot be tried many times
    /// at once.
    pub(super) fn attempt(
        &self,
        caller: &Caller,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Result<Attempt, TimeDelta>, Failure> {
        let attempt = Attempt::of(caller, name);
        if let Some(wait) = self.ledger.read(|reader| attempt.wait(now, |whom| reader.failed(whom)))? {
            return Ok(Err(wait));
        }
        self.transact(&By::desk(caller.way), now, |_, tx| -> Result<_, LedgerError> {
            // Somebody else may have failed meanwhile.
            if let Some(wait) = attempt.wait(now, |whom| tx.failed(whom))? {
                return Ok(Err(wait));
            }
            tx.sweep_doors(now - FORGOTTEN)?;
            for (whom, slope) in attempt.slopes() {
                let failed = next(tx.failed(whom)?, now, slope);
                tx.put_failed(whom, failed)?;
            }
            Ok(Ok(()))
        })
        .map(|counted| counted.map(|()| attempt))
    }
}

impl Attempt {
    fn of(caller: &Caller, name: &str) -> Self {
        // People type passphrases where the name belongs: what is kept of it is a hash.
        let name = name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        let address = caller.visit.as_ref().and_then(|visit| visit.address.as_deref());
        Self {
            name: Hash::of(format!("name {name}").as_bytes()),
            address: address.map(|address| Hash::of(format!("address {address}").as_bytes())),
        }
    }

    /// It was none: the name's failures are forgotten, and the address is as it was before.
    pub fn succeeded(&self, tx: &mut ledger::Transaction<'_>) -> Result<(), LedgerError> {
        tx.forget_failed(self.name)?;
        if let Some(address) = self.address
            && let Some(failed) = tx.failed(address)?
        {
            match failed.count.saturating_sub(1) {
                0 => tx.forget_failed(address)?,
                count => tx.put_failed(address, Failed { count, until: failed.at, ..failed })?,
            }
        }
        Ok(())
    }

    fn slopes(&self) -> impl Iterator<Item = (Hash, &'static Slope)> {
        std::iter::once((self.name, &BY_NAME)).chain(self.address.map(|address| (address, &BY_ADDRESS)))
    }

    fn wait(
        &self,
        now: DateTime<Utc>,
        failed: impl Fn(Hash) -> Result<Option<Failed>, LedgerError>,
    ) -> Result<Option<TimeDelta>, LedgerError> {
        let mut longest = None;
        for (whom, _) in self.slopes() {
            longest = longest.max(failed(whom)?.and_then(|failed| left(failed, now)));
        }
        Ok(longest)
    }
}

/// What is left of the wait. One that cost nothing asks nobody to wait, not even whoever looked at the clock just before it.
fn left(failed: Failed, now: DateTime<Utc>) -> Option<TimeDelta> {
    Some(failed.until - now).filter(|left| failed.until > failed.at && *left > TimeDelta::zero())
}

fn next(before: Option<Failed>, now: DateTime<Utc>, slope: &Slope) -> Failed {
    let before = before.filter(|failed| now - failed.at < FORGOTTEN).map_or(0, |failed| failed.count);
    let count = before.saturating_add(1);
    let wait = match count.saturating_sub(slope.free) {
        0 => TimeDelta::zero(),
        over => TimeDelta::seconds(1 << (over - 1).min(12)).min(slope.longest),
    };
    Failed { count, at: now, until: now + wait }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(slope: &Slope, attempts: usize) -> Vec<i64> {
        let mut failed = None;
        (0..attempts)
            .map(|_| {
                let now = failed.map_or(DateTime::UNIX_EPOCH, |failed: Failed| failed.until);
                let after = next(failed, now, slope);
                failed = Some(after);
                (after.until - now).num_seconds()
            })
            .collect()
    }

    #[test]
    fn the_first_failures_are_free_and_then_each_costs_twice_the_last_up_to_a_limit() {
        assert_eq!(waits(&BY_NAME, 14), [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(waits(&BY_ADDRESS, 12)[..10], [0; 10]);
        assert_eq!(waits(&BY_ADDRESS, 40).last(), Some(&900));
    }

    #[test]
    fn what_cost_nothing_keeps_nobody_waiting_who_came_at_the_same_moment() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(1);
        let just_before = DateTime::UNIX_EPOCH;
        assert_eq!(left(next(None, now, &BY_NAME), just_before), None);
        let fourth = Failed { count: 3, at: just_before, until: just_before };
        assert_eq!(left(next(Some(fourth), now, &BY_NAME), now), Some(TimeDelta::seconds(1)));
    }

    #[test]
    fn a_day_after_the_last_failure_all_are_forgotten() {
        let old = Failed { count: 30, at: DateTime::UNIX_EPOCH, until: DateTime::UNIX_EPOCH };
        assert_eq!(next(Some(old), DateTime::UNIX_EPOCH + FORGOTTEN, &BY_NAME).count, 1);
        assert_eq!(next(Some(old), DateTime::UNIX_EPOCH + TimeDelta::hours(23), &BY_NAME).count, 31);
    }
}
