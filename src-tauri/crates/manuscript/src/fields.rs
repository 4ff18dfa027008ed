//! Suggestions for the fields beside the text: headline, dek and the others, each a small whole that is taken or not. The
//! field itself is kept elsewhere; whoever accepts sets it there.

use serde::Serialize;

use crate::act::Verdict;
use crate::comments::RemarkError;
use crate::entries::{By, Entry, FieldEntry, Ruling, State};
use crate::id::Id;
use crate::manuscript::Manuscript;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldSuggestion {
    pub id: Id,
    pub field: String,
    /// What the field held when it was suggested.
    pub old: String,
    pub new: String,
    #[serde(flatten)]
    pub by: By,
    pub reason: Option<String>,
    /// `None` while it is open.
    pub verdict: Option<Verdict>,
    /// Who decided, or opened it again.
    pub decided_by: Option<By>,
}

impl Manuscript {
    pub fn suggest_field(
        &mut self,
        field: &str,
        old: &str,
        new: &str,
        by: By,
        reason: Option<String>,
    ) -> Result<Id, RemarkError> {
        let id = self.new_id();
        let entry = FieldEntry { field: field.to_owned(), old: old.to_owned(), new: new.to_owned(), by, reason };
        self.enter(id, Entry::Field(entry))?;
        Ok(id)
    }

    /// Accepts or rejects a suggestion for a field; `None` opens it again.
    pub fn decide_field(&mut self, id: Id, verdict: Option<Verdict>, by: &By) -> Result<(), RemarkError> {
        if !self.record.fields.contains_key(&id) {
            return Err(RemarkError::NoSuch);
        }
        Ok(self.say(id, State::Ruling(Ruling { verdict, by: by.clone() }))?)
    }

    /// All of them, oldest first.
    pub fn field_suggestions(&self) -> Vec<FieldSuggestion> {
        let mut all: Vec<FieldSuggestion> = self
            .record
            .fields
            .iter()
            .map(|(id, proposed)| FieldSuggestion {
                id: *id,
                field: proposed.entry.field.clone(),
                old: proposed.entry.old.clone(),
                new: proposed.entry.new.clone(),
                by: proposed.entry.by.clone(),
                reason: proposed.entry.reason.clone(),
                verdict: proposed.ruling.as_ref().and_then(|ruling| ruling.verdict),
                decided_by: proposed.ruling.as_ref().map(|ruling| ruling.by.clone()),
            })
            .collect();
        all.sort_by_key(|field| (field.by.time, field.id));
        all
    }
}
