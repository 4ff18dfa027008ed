//! An earlier version comes back.

use super::{Outcome, changed, undo};
use crate::act::Given;
use crate::article::{Approval, Article};
use crate::case::Case;
use crate::fact::Fact;
use crate::fields;

pub(super) fn bring_back(case: &Case, article: &Article, given: &Given, facts: &mut Vec<Fact>) -> Outcome {
    let Some(back) = given.back else { return Ok(()) };
    let before = case.sight.version;
    if back.becomes == before {
        facts.clear();
        return Ok(());
    }
    let changes = fields::changes(&article.fields, &back.changes);
    fields::check(case.sight, &changes)?;
    facts.push(Fact::BroughtBack { version: back.version, name: back.name.clone(), before });
    if !fields::is_nothing(&changes) {
        facts.push(Fact::FieldsSet { changes });
    }
    facts.push(Fact::Frozen { version: back.becomes, name: String::new() });
    // Taking it back gives an approval back that it ended, as long as nothing else was done since.
    let last = article.last.as_ref().filter(|last| last.undoable && Some(last.decision) == back.undoes);
    let fits = |approval: &Option<Approval>| approval.as_ref().is_none_or(|given| given.version == back.becomes);
    if last.is_some_and(|last| case.actor == &last.by && fits(&last.before.approval)) {
        undo(article, facts);
    } else {
        changed(article, facts);
    }
    Ok(())
}
