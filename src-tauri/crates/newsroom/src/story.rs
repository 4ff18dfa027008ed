//! An article's history as a readable story: by days, a sentence for what somebody did in one go.

use chrono::{DateTime, TimeDelta, Utc};
use desk::ids::ArticleId;
use desk::people::Actor;
use ledger::Entry;

use crate::caller::Caller;
use crate::history::Told;
use crate::reading::gone;
use crate::room::Newsroom;
use crate::said::Teller;
use crate::view::actor_name;
use crate::wire::failure::Failure;
use crate::wire::log::{LogArgs, Story, StoryDay, StorySentence};

/// Acts that one story tells.
const LONGEST: usize = 2000;
/// What somebody does within this of their last act belongs to it.
const ONE_GO: TimeDelta = TimeDelta::minutes(30);

/// What somebody did in one go.
struct Go {
    actor: Actor,
    begun: DateTime<Utc>,
    last: DateTime<Utc>,
    said: Vec<String>,
}

impl Newsroom {
    pub(crate) fn tell_story(&self, caller: &Caller, article: ArticleId) -> Result<Story, Failure> {
        let args = LogArgs { article: Some(article), ..LogArgs::default() };
        let Told { rows, seat, mut entries } = self.acts_told(caller, &args, LONGEST + 1)?;
        let row = rows.get(&article).ok_or_else(gone)?;
        let more = entries.len() > LONGEST;
        entries.truncate(LONGEST);
        entries.reverse();
        let teller = Teller { people: &seat.people, zone: self.zone(), now: self.now() };
        Ok(Story { slug: row.slug.clone(), headline: row.headline.clone(), days: days(&entries, &teller), more })
    }
}

fn days(entries: &[Entry], teller: &Teller<'_>) -> Vec<StoryDay> {
    let mut days: Vec<StoryDay> = Vec::new();
    for go in goes(entries, teller) {
        let local = go.begun.with_timezone(&teller.zone);
        let day = local.format("%A %-d %B %Y").to_string();
        let sentence = StorySentence {
            at: go.begun,
            clock: local.format("%H:%M").to_string(),
            text: sentence(&actor_name(teller.people, &go.actor), &go.said),
        };
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.sentences.push(sentence),
            None => days.push(StoryDay { day, sentences: vec![sentence] }),
        }
    }
    days
}

fn goes(entries: &[Entry], teller: &Teller<'_>) -> Vec<Go> {
    let mut goes: Vec<Go> = Vec::new();
    for entry in entries {
        let said = teller.said(&entry.actor, &entry.fact);
        let day = |at: DateTime<Utc>| at.with_timezone(&teller.zone).date_naive();
        let same =
            |go: &&mut Go| go.actor == entry.actor && entry.at - go.last <= ONE_GO && day(go.begun) == day(entry.at);
        match goes.last_mut().filter(same) {
            Some(go) => {
                go.last = entry.at;
                // The same thing again and again is told once.
                if !go.said.contains(&said) {
                    go.said.push(said);
                }
            }
            None => goes.push(Go { actor: entry.actor.clone(), begun: entry.at, last: entry.at, said: vec![said] }),
        }
    }
    goes
}

/// "Lucía Sandoval began it, changed the headline and submitted it."
fn sentence(who: &str, said: &[String]) -> String {
    // What somebody wrote themselves may end a sentence already, or hold commas of its own.
    let plain = said.iter().all(|part| !part.contains([',', ':', ';', '.']));
    let all = if plain {
        desk::people::listed(said, "and")
    } else {
        said.iter().map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join("; ")
    };
    let mut letters = who.chars();
    let who: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let end = if all.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{who} {all}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_did_in_one_go_is_one_sentence() {
        let said = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        for (parts, tells) in [
            (vec!["began it"], "The clock began it."),
            (vec!["began it", "submitted it"], "The clock began it and submitted it."),
            (vec!["a", "b", "c"], "The clock a, b and c."),
            (vec!["returned it: cut it, please.", "b"], "The clock returned it: cut it, please; b."),
            (vec!["held it: why?"], "The clock held it: why?"),
        ] {
            assert_eq!(sentence("the clock", &said(&parts)), tells);
        }
    }
}
