//! Who has which text before them, in whatever process of this machine.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;
use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use ledger::{LedgerError, Place, Way};

use crate::caller::{By, Caller};
use crate::news::{About, News};
use crate::reading::{Read, as_readers_do};
use crate::room::Newsroom;
use crate::text::{OpenText, lock};
use crate::typing::{same_session, stale};
use crate::wire::Nothing;
use crate::wire::event::Topic;
use crate::wire::failure::{Code, Failure};
use crate::wire::text::{Here, TextHere};

/// Whoever has not said for so long that they are there has left.
const STAY: TimeDelta = TimeDelta::seconds(15);
/// Somebody who has not moved says so once more after this long at the earliest.
const AGAIN: TimeDelta = TimeDelta::seconds(5);

impl Newsroom {
    /// Notes that whoever asks is at this place of the text.
    pub(crate) fn is_here(&self, caller: &Caller, args: &TextHere) -> Result<Nothing, Failure> {
        let TextHere { article, session, step, anchor, head } = args.clone();
        if let Read::AsReaders(_) = self.read(caller, article)? {
            let refusal = as_readers_do();
            return Err(Failure::refused(format!("{} {}", refusal.reason, refusal.remedy)));
        }
        let person = caller.person.ok_or_else(|| Failure::new(Code::NoPerson, "Nobody sits here yet."))?;
        {
            let text = self.open_text(article)?;
            let open = lock(&text);
            same_session(&open, &session)?;
            open.manuscript().since(step).map_err(|_| stale())?;
        }
        let (now, way) = (self.now(), caller.way);
        let place = Place { session, step, anchor, head };
        let known = self.ledger.read(|reader| reader.here(now))?;
        let still = known.iter().any(|here| {
            (here.article, here.person, here.way) == (article, person, way)
                && here.place == place
                && now - here.at < AGAIN
        });
        if !still {
            let here = ledger::Here { article, person, way, place, at: now };
            self.transact(&By::person(person, way), now, |_, tx| tx.put_here(&here, STAY))?;
            let about = About::Articles(BTreeSet::from([article]));
            self.announce(News { topics: vec![Topic::Here { id: article }], about });
        }
        Ok(Nothing {})
    }

    /// Who else is at the text, and where in it as it stands.
    pub(crate) fn others_here(
        &self,
        caller: &Caller,
        article: ArticleId,
        open: &OpenText,
        people: &People,
    ) -> Result<Vec<Here>, LedgerError> {
        let here = self.ledger.read(|reader| reader.here(self.now()))?;
        let others = here
            .into_iter()
            .filter(|here| here.article == article && (Some(here.person), here.way) != (caller.person, caller.way));
        Ok(others
            .map(|here| {
                let (anchor, head) = placed(open, &here.place);
                let name = people.name(here.person).to_owned();
                Here { person: here.person, name, way: way_word(here.way), anchor, head, step: open.step() }
            })
            .collect())
    }

    /// Names of those who are at each text now.
    pub(crate) fn present(&self, people: &People) -> Result<HashMap<ArticleId, Vec<String>>, LedgerError> {
        let here = self.ledger.read(|reader| reader.here(self.now()))?;
        let mut seen: BTreeSet<(ArticleId, PersonId)> = BTreeSet::new();
        let mut present: HashMap<ArticleId, Vec<String>> = HashMap::new();
        for here in here.into_iter().filter(|here| seen.insert((here.article, here.person))) {
            present.entry(here.article).or_default().push(people.name(here.person).to_owned());
        }
        Ok(present)
    }
}

/// A place said at an earlier step of this opening is carried along; another process counts its own steps, and its text is this
/// one but for what was typed in the last moment.
fn placed(open: &OpenText, place: &Place) -> (u32, u32) {
    let length = open.manuscript().len_utf16();
    let carried = |at: u32| {
        let moved = (place.session == open.session())
            .then(|| open.manuscript().carried(at..at, place.step).map(|range| range.start))
            .and_then(Result::ok);
        moved.unwrap_or(at).min(length)
    };
    (carried(place.anchor), carried(place.head))
}

fn way_word(way: Way) -> String {
    match way {
        Way::Window => "window",
        Way::CommandLine => "command-line",
        Way::Web => "web",
        Way::Clock => "clock",
        Way::Intake => "intake",
    }
    .into()
}
