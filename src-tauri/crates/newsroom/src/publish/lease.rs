//! Who writes into site/: one process at a time, whatever it writes.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};

const NAME: &str = "site";
/// How long a process that holds it may be silent before another takes over, in seconds.
const SECONDS: i64 = 10;
const RENEW: Duration = Duration::from_secs(3);
/// How long a build waits for whoever writes now; longer than a process that was killed can hold it.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(50);

/// The right to write into site/, given back when it is dropped.
pub struct SiteLease<'a> {
    room: &'a Newsroom,
    renewed: Mutex<Instant>,
}

impl<'a> SiteLease<'a> {
    /// `None`: another process writes now.
    pub fn take(room: &'a Newsroom) -> Result<Option<Self>, Failure> {
        let taken = room.take_lease(NAME, SECONDS)?;
        Ok(taken.then(|| Self { room, renewed: Mutex::new(Instant::now()) }))
    }

    /// Waits for whoever writes now.
    pub fn wait(room: &'a Newsroom) -> Result<Self, Failure> {
        Self::wait_while(room, || Ok(true)).and_then(|lease| lease.ok_or_else(busy))
    }

    /// The same, as long as it is still needed; `None` when it is not.
    pub fn wait_while(room: &'a Newsroom, needed: impl Fn() -> Result<bool, Failure>) -> Result<Option<Self>, Failure> {
        let begun = Instant::now();
        while needed()? {
            if let Some(lease) = Self::take(room)? {
                return Ok(Some(lease));
            }
            if begun.elapsed() > PATIENCE {
                return Err(busy());
            }
            thread::sleep(LOOK);
        }
        Ok(None)
    }

    /// Whether it is still held; renewed when that is due.
    pub fn holds(&self) -> Result<bool, Failure> {
        let mut renewed = self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.elapsed() < RENEW {
            return Ok(true);
        }
        let holds = self.room.take_lease(NAME, SECONDS)?;
        *renewed = Instant::now();
        Ok(holds)
    }

    /// As [`Self::holds`], for work that must not go on without it.
    pub fn keep(&self) -> Result<(), Failure> {
        if self.holds()? {
            return Ok(());
        }
        Err(Failure::new(
            Code::Failed,
            "Another process took the site over while this one was slow: nothing was replaced; try again.",
        ))
    }
}

fn busy() -> Failure {
    Failure::failed(format!(
        "Another process has been writing the site for {} seconds: try again when it is done.",
        PATIENCE.as_secs()
    ))
}

impl Drop for SiteLease<'_> {
    fn drop(&mut self) {
        // Its time runs out by itself if it cannot be given back.
        let _ = self.room.release_lease(NAME);
    }
}
