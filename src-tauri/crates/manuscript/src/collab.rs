//! Updates of CodeMirror's collaboration protocol, and its rule for updates that come late.

use serde::{Deserialize, Serialize};

use crate::changes::{ChangeDesc, ChangeSet, Misfit};

/// One step: who sent it and what it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The editor's own name for itself, new each time it opens a text.
    pub client: String,
    pub changes: ChangeSet,
}

/// Moves `updates` over the steps that came in between, as `rebaseUpdates` of @codemirror/collab does. Steps by the same
/// client at the beginning of what it sends again were received the first time: they are recognised and left out.
pub fn rebase_updates(updates: Vec<Update>, over: &[Update]) -> Result<Vec<Update>, Misfit> {
    let (mut rebase, rest) = Rebase::new(updates, over)?;
    rest.into_iter().map(|update| rebase.carry(update)).collect()
}

/// What came in between an editor's text and the desk's, as one change: it moves along while updates are carried over it.
#[derive(Debug, Default)]
pub(crate) struct Rebase {
    between: Option<ChangeDesc>,
}

impl Rebase {
    /// Also the updates that are not among the steps yet.
    pub fn new(updates: Vec<Update>, over: &[Update]) -> Result<(Rebase, Vec<Update>), Misfit> {
        let mut rebase = Rebase::default();
        if over.is_empty() || updates.is_empty() {
            return Ok((rebase, updates));
        }
        let mut known = 0;
        for step in over {
            match updates.get(known).filter(|own| own.client == step.client) {
                Some(own) => {
                    if let Some(desc) = &rebase.between {
                        rebase.between = Some(desc.map(&own.changes, true)?);
                    }
                    known += 1;
                }
                None => rebase.add(&step.changes)?,
            }
        }
        Ok((rebase, updates.into_iter().skip(known).collect()))
    }

    /// Something more came in between.
    pub fn add(&mut self, changes: &ChangeSet) -> Result<(), Misfit> {
        self.between = Some(match &self.between {
            Some(desc) => desc.compose(&changes.desc())?,
            None => changes.desc(),
        });
        Ok(())
    }

    /// Something made on the editor's text as it is after the last update, moved over it.
    pub fn over(&self, changes: ChangeSet) -> Result<ChangeSet, Misfit> {
        self.between.as_ref().map_or_else(|| Ok(changes.clone()), |between| changes.map(between, false))
    }

    /// Moves the next update over it.
    pub fn carry(&mut self, update: Update) -> Result<Update, Misfit> {
        let Some(between) = &mut self.between else { return Ok(update) };
        let changes = update.changes.map(between, false)?;
        *between = between.map(&update.changes, true)?;
        Ok(Update { client: update.client, changes })
    }
}
