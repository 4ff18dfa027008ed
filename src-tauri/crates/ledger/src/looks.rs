//! How people look at the queue: columns and saved views, their own and those of all. No fact of the log.

use desk::ids::PersonId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::LedgerError;
use crate::reader::Reader;
use crate::transaction::Transaction;

/// Whose look it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Columns(PersonId),
    Views(PersonId),
    /// Views for everybody who works on the desk.
    SharedViews,
}

impl Look {
    fn name(self) -> String {
        match self {
            Self::Columns(person) => format!("queue-columns {person}"),
            Self::Views(person) => format!("queue-views {person}"),
            Self::SharedViews => "queue-views".into(),
        }
    }
}

impl Reader<'_> {
    /// What is kept of it; what an earlier program wrote in another form is as good as nothing.
    pub fn look<T: DeserializeOwned + Default>(&self, look: Look) -> Result<T, LedgerError> {
        Ok(self.setting(&look.name())?.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }
}

impl Transaction<'_> {
    pub fn put_look(&mut self, look: Look, kept: &impl Serialize) -> Result<(), LedgerError> {
        let kept = serde_json::to_string(kept).expect("plain records always have a JSON form");
        self.set(&look.name(), &kept)
    }
}
