//! submissions/: a settled file becomes a draft of the house's intake person and moves to taken/; an unreadable one stays,
//! with its reason beside it. With the draft it is noted which file it was: a process that dies before it has moved the file
//! leaves a note, and whoever comes next moves it and makes no second draft.

use std::fs;
use std::path::Path;

use intake::{FolderError, Heard, Seen};
use ledger::Way;

use crate::arrivals::{Beside, Note, Sent};
use crate::caller::By;
use crate::news::{About, News};
use crate::room::Newsroom;
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};
use crate::wire::intake::Arrived;

const LEASE: &str = "submissions";
/// Two that read the same file at once do the work twice; a file whose reader died waits no longer than this.
const LEASE_SECONDS: i64 = 15;

impl Newsroom {
    /// Takes in one settled file; later, while another process takes one in.
    pub(crate) fn take_submission(&self, folder: &Path, seen: &Seen) -> Heard {
        let name = match seen {
            Seen::File { name, .. } => name,
            Seen::Trouble(sentence) => {
                tracing::warn!(sentence, "submissions/ cannot be looked at");
                return Heard::Done;
            }
        };
        let heard = self.taken(folder, name).unwrap_or_else(|failure| {
            tracing::warn!(%failure, name, "a file in submissions/ was not taken");
            Heard::Later
        });
        self.announce(News { topics: vec![Topic::Status], about: About::TheDesk });
        heard
    }

    fn taken(&self, folder: &Path, name: &str) -> Result<Heard, Failure> {
        if !self.take_lease(LEASE, LEASE_SECONDS)? {
            return Ok(Heard::Later);
        }
        let done = self.read_in(folder, name);
        self.release_lease(LEASE)?;
        done.map(|()| Heard::Done)
    }

    fn read_in(&self, folder: &Path, name: &str) -> Result<(), Failure> {
        if !folder.join(name).exists() {
            // Another process was faster.
            return Ok(());
        }
        let note = Note { name: format!("submission {name}"), mark: failed(intake::mark(folder, name))? };
        if self.ledger.read(|reader| reader.setting(&note.name))?.as_ref() == Some(&note.mark) {
            return self.put_away(folder, name, &note);
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
        let sent = Sent { name, bytes: &bytes, beside: Beside::Folder(folder), note: Some(&note) };
        match self.arrive(&by, author, &sent, self.now())? {
            Arrived::Draft { .. } => self.put_away(folder, name, &note),
            Arrived::Nothing { reason, .. } => refuse(folder, name, &reason),
        }
    }

    fn put_away(&self, folder: &Path, name: &str, note: &Note) -> Result<(), Failure> {
        failed(intake::take(folder, name))?;
        self.transact(&By::desk(Way::Intake), self.now(), |_, tx| -> Result<(), Failure> { Ok(tx.unset(&note.name)?) })
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

fn failed<T>(done: Result<T, FolderError>) -> Result<T, Failure> {
    done.map_err(|error| Failure::failed(error.to_string()))
}

fn refuse(folder: &Path, name: &str, sentence: &str) -> Result<(), Failure> {
    failed(intake::refuse(folder, name, sentence)).map(|_| ())
}
