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
    if over.is_empty() || updates.is_empty() {
        return Ok(updates);
    }
    let mut between: Option<ChangeDesc> = None;
    let mut known = 0;
    for step in over {
        match updates.get(known).filter(|own| own.client == step.client) {
            Some(own) => {
                if let Some(desc) = &between {
                    between = Some(desc.map(&own.changes, true)?);
                }
                known += 1;
            }
            None => {
                between = Some(match between {
                    Some(desc) => desc.compose(&step.changes.desc())?,
                    None => step.changes.desc(),
                });
            }
        }
    }
    let rest = updates.into_iter().skip(known);
    let Some(mut between) = between else { return Ok(rest.collect()) };
    rest.map(|update| {
        let changes = update.changes.map(&between, false)?;
        between = between.map(&update.changes, true)?;
        Ok(Update { client: update.client, changes })
    })
    .collect()
}
