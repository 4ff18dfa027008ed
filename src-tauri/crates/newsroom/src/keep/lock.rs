//! Who has a folder open: locks of the operating system, which end with the process that holds them.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const LOOK: Duration = Duration::from_millis(20);

/// A folder is held as long as this value lives.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as its file is open")] File);

impl Lock {
    /// Beside any number of others; `None` when somebody held it alone for all of `patience`.
    pub fn share(folder: &Path, patience: Duration) -> io::Result<Option<Self>> {
        take(folder, patience, File::try_lock_shared)
    }

    /// With nobody else; `None` when somebody held it for all of `patience`.
    pub fn alone(folder: &Path, patience: Duration) -> io::Result<Option<Self>> {
        take(folder, patience, File::try_lock)
    }
}

fn take(
    folder: &Path,
    patience: Duration,
    attempt: impl Fn(&File) -> Result<(), TryLockError>,
) -> io::Result<Option<Lock>> {
    let begun = Instant::now();
    let file = open(folder)?;
    loop {
        match attempt(&file) {
            Ok(()) => return Ok(Some(Lock(file))),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// The folder itself: nothing has to be written to know who has it.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// A folder cannot be opened there, a file in it can.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.join(".open"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_share_and_one_is_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let share = || Lock::share(folder.path(), Duration::ZERO).expect("an answer");
        let alone = || Lock::alone(folder.path(), Duration::ZERO).expect("an answer");
        let (first, second) = (share(), share());
        assert!(first.is_some() && second.is_some());
        assert!(alone().is_none(), "somebody has it open");
        drop((first, second));
        let held = alone();
        assert!(held.is_some());
        assert!(share().is_none() && alone().is_none(), "somebody has it alone");
        drop(held);
        assert!(share().is_some());
    }
}
