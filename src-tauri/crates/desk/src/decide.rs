//! The one function that decides: state, command, actor and time in; facts or a refusal out.

use chrono::{DateTime, Utc};

use crate::act::{Act, Given};
use crate::article::{Article, Publication, Seen, Status};
use crate::case::Case;
use crate::command::Command;
use crate::effects;
use crate::fact::Fact;
use crate::people::Actor;
use crate::refusal::Refusal;
use crate::rights;
use crate::sight::Sight;
use crate::table::{TABLE, Transition};

/// Facts to be written in one transaction, all with the same decision; none when nothing would change.
pub fn decide(sight: &Sight, command: &Command, actor: &Actor, now: DateTime<Utc>) -> Result<Vec<Fact>, Refusal> {
    let case = Case::new(sight, actor, now);
    let given = Given::of(command);
    let row = row_for(&case, given.act)?;
    rights::may(&case, row)?;
    let needs = row.needs.iter().map(|need| need.check(&case, sight.article, &given));
    settled(guards(&case, row).chain(needs))?;
    let Some(article) = sight.article else { return effects::begin(row, &case, &given) };
    let mut facts = Vec::new();
    for effect in row.effects {
        effects::write(*effect, row, &case, article, &given, &mut facts)?;
    }
    Ok(facts)
}

/// The verdicts of a row's guards.
pub(crate) fn guards<'a>(case: &'a Case, row: &'a Transition) -> impl Iterator<Item = Result<(), Refusal>> {
    case.sight.article.into_iter().flat_map(|article| row.guards.iter().map(|guard| guard(case, article)))
}

/// One refusal of all: the first reason, everything that is missing. A question is asked only when nothing else is wrong.
pub(crate) fn settled(verdicts: impl Iterator<Item = Result<(), Refusal>>) -> Result<(), Refusal> {
    let (asks, mut refusals): (Vec<Refusal>, Vec<Refusal>) =
        verdicts.filter_map(Result::err).partition(|refusal| refusal.asks.is_some());
    if refusals.is_empty() {
        return asks.into_iter().next().map_or(Ok(()), Err);
    }
    let mut first = refusals.remove(0);
    for missing in refusals.into_iter().flat_map(|refusal| refusal.missing) {
        if !first.missing.contains(&missing) {
            first.missing.push(missing);
        }
    }
    Err(first)
}

/// The row of the table for the act from where the article is, or why there is none.
pub(crate) fn row_for(case: &Case, act: Act) -> Result<&'static Transition, Refusal> {
    let mut rows = TABLE.iter().filter(|row| row.act == act);
    let Some(article) = case.sight.article else {
        return rows.find(|row| row.begins()).ok_or_else(|| {
            Refusal::new("no-such-article", "There is no such article.", "Check its slug, or begin it first.")
        });
    };
    let fits =
        |row: &&Transition| row.from.contains(&article.axes.status) && row.seen.contains(&article.publication.seen());
    rows.find(fits).ok_or_else(|| misplaced(case, act, article))
}

/// Why the act has no place here, and what has.
fn misplaced(case: &Case, act: Act, article: &Article) -> Refusal {
    let status = article.axes.status;
    let rows = || TABLE.iter().filter(move |row| row.act == act);
    if rows().any(Transition::begins) && rows().all(|row| row.begins()) {
        return Refusal::new("begun-already", "The article has been begun already.", "Open it instead.");
    }
    let here = rows().any(|row| row.from.contains(&status));
    if status == Status::Spiked && !here {
        return Refusal::new("spiked", "The article is spiked.", "Bring it back from the spike first.");
    }
    if here || rows().all(|row| !row.seen.contains(&article.publication.seen())) {
        let (code, reason, remedy) = unseen(case, act, article);
        return Refusal::new(code, reason, remedy);
    }
    if act == Act::PullBack && article.axes.claim.is_some() {
        let name = article.axes.claim.map_or("somebody", |by| case.sight.people.name(by));
        return Refusal::new("claimed", format!("{name} has claimed it."), format!("Ask {name} to return it to you."));
    }
    let what = rows().next().map_or("done", |row| row.done);
    Refusal::new(
        "wrong-status",
        format!("An article in {} cannot be {what}.", case.label(status)),
        ways_on(case, article),
    )
}

fn unseen(case: &Case, act: Act, article: &Article) -> (&'static str, String, String) {
    let needs_live = TABLE.iter().filter(|row| row.act == act).all(|row| row.seen == [Seen::Live]);
    match &article.publication {
        Publication::Never => ("not-live", "The article has not been published.".into(), "Publish it first.".into()),
        Publication::Live(live) if act == Act::Publish => (
            "already-live",
            format!("The article has been live since {}.", case.told(live.first_at)),
            "Publish the changes as an update instead.".into(),
        ),
        Publication::Live(live) => (
            "already-live",
            format!("The article has been live since {}.", case.told(live.first_at)),
            "Withdraw it if readers should no longer see it.".into(),
        ),
        Publication::Withdrawn { at, .. } => (
            "withdrawn",
            format!("The article was withdrawn on {}.", case.told(*at)),
            if needs_live { "Publish it again first.".into() } else { "It stays as it is.".into() },
        ),
        Publication::Retracted { at, .. } => (
            "retracted",
            format!("The article was retracted on {}.", case.told(*at)),
            "Begin a new article if there is something to say.".into(),
        ),
        Publication::TakenDown { at, .. } => (
            "taken-down",
            format!("The article was taken down on {}.", case.told(*at)),
            "Begin a new article if there is something to say.".into(),
        ),
    }
}

/// "From editing it can be sent to copy, approved or returned to the writer."
fn ways_on(case: &Case, article: &Article) -> String {
    let (status, seen) = (article.axes.status, article.publication.seen());
    let copy_desk = case.sight.people.anyone(crate::people::Role::CopyEditor);
    let ways: Vec<String> = TABLE
        .iter()
        .filter(|row| row.from.contains(&status) && row.seen.contains(&seen))
        .filter(|row| row.to != crate::table::To::Same && row.act != Act::Edited)
        .filter(|row| row.act != Act::ToCopy || copy_desk)
        .map(|row| row.done.to_owned())
        .collect();
    if ways.is_empty() {
        return "Nothing moves it on from there.".into();
    }
    format!("From {} it can be {}.", case.label(status), crate::people::listed(&ways, "or"))
}
