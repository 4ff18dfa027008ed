//! What somebody has read of what they are told: theirs alone, and not in the log.

use std::collections::BTreeSet;

use desk::ids::PersonId;

use crate::error::LedgerError;
use crate::reader::Reader;
use crate::transaction::Transaction;

impl Reader<'_> {
    /// The causes that were read.
    pub fn inbox_read(&self, person: PersonId) -> Result<BTreeSet<String>, LedgerError> {
        // What an earlier program wrote in another form is as good as nothing.
        Ok(self.setting(&name(person))?.and_then(|read| serde_json::from_str(&read).ok()).unwrap_or_default())
    }
}

impl Transaction<'_> {
    pub fn put_inbox_read(&mut self, person: PersonId, read: &BTreeSet<String>) -> Result<(), LedgerError> {
        let read = serde_json::to_string(read).expect("strings always have a JSON form");
        self.set(&name(person), &read)
    }
}

fn name(person: PersonId) -> String {
    format!("inbox {person}")
}
