//! submissions/: a settled file becomes a draft of the house's intake person and moves to taken/; an unreadable one stays,
//! with its reason beside it.

use std::fs;
use std::path::Path;

use intake::Seen;
use ledger::Way;

use crate::caller::By;
use crate::news::{About, News};
use crate::room::Newsroom;
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};
use crate::wire::intake::Arrived;

const LEASE: &str = "submissions";
const LEASE_SECONDS: i64 = 60;

impl Newsroom {
    /// Takes in one settled file, unless another process does.
    pub(crate) fn take_submission(&self, folder: &Path, seen: &Seen) {
        match seen {
            Seen::File { name, .. } => {
                if let Err(failure) = self.taken(folder, name) {
                    tracing::warn!(%failure, name, "a file in submissions/ was not taken");
                }
                self.announce(News { topics: vec![Topic::Status], about: About::TheDesk });
            }
            Seen::Trouble(sentence) => tracing::warn!(sentence, "submissions/ cannot be looked at"),
        }
    }

    fn taken(&self, folder: &Path, name: &str) -> Result<(), Failure> {
        if !self.take_lease(LEASE, LEASE_SECONDS)? {
            return Ok(());
        }
        let done = self.read_in(folder, name);
        self.release_lease(LEASE)?;
        done
    }

    fn read_in(&self, folder: &Path, name: &str) -> Result<(), Failure> {
        if !folder.join(name).exists() {
            // Another process was faster.
            return Ok(());
        }
        let rules = self.rules();
        let author = self.person(&rules.rules.intake).map_err(|_| {
            Failure::failed(format!(
                "desk.toml names “{}” for what arrives in submissions/, and nobody on the masthead is called that.",
                rules.rules.intake
            ))
        });
        let (author, bytes) = match author.and_then(|author| Ok((author, collected(folder, name)?))) {
            Ok(read) => read,
            Err(failure) => return refuse(folder, name, &failure.message),
        };
        let by = By::desk(Way::Intake);
        match self.arrive(&by, author, name, &bytes, Some(folder), self.now())? {
            Arrived::Draft { .. } => {
                intake::take(folder, name).map_err(|error| Failure::failed(error.to_string()))?;
                Ok(())
            }
            Arrived::Nothing { reason, .. } => refuse(folder, name, &reason),
        }
    }

    /// Files that could not be read and wait with their reasons.
    pub(crate) fn unreadable(&self) -> u32 {
        let entries = fs::read_dir(self.folder().join("submissions")).into_iter().flatten().flatten();
        let reasons = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".reason.txt")).count();
        u32::try_from(reasons).unwrap_or(u32::MAX)
    }
}

fn collected(folder: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    intake::collect(folder, name).map_err(|error| Failure::new(Code::Unreadable, error.to_string()))
}

fn refuse(folder: &Path, name: &str, sentence: &str) -> Result<(), Failure> {
    intake::refuse(folder, name, sentence).map(|_| ()).map_err(|error| Failure::failed(error.to_string()))
}
