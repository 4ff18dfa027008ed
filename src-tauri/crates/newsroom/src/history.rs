//! The log, to read: every act as a sentence, within reading rights.

use std::collections::HashMap;

use desk::ids::ArticleId;
use desk::people::Role;
use desk::rights::Reading;
use desk::{Fact, Row};
use ledger::{Entry, Way};

use crate::caller::Caller;
use crate::reading::{Seat, gone};
use crate::room::Newsroom;
use crate::said::{self, Teller};
use crate::view::actor_name;
use crate::wire::failure::Failure;
use crate::wire::log::{Log, LogArgs, LogEntry};

/// Entries looked at together, once the first look did not fill the page.
const LONG_LOOK: usize = 1000;

impl Newsroom {
    pub(crate) fn history(&self, caller: &Caller, args: &LogArgs) -> Result<Log, Failure> {
        let (rows, seat) = self.readable(caller)?;
        let rows: HashMap<ArticleId, _> = rows.into_iter().map(|row| (row.id, row)).collect();
        if args.article.is_some_and(|article| !rows.contains_key(&article)) {
            return Err(gone());
        }
        let limit = args.limit.clamp(1, 500) as usize;
        let teller = Teller { people: &seat.people, zone: self.zone(), now: self.now() };
        // What is said of an article that somebody may not read is not said to them, and does not count.
        let (mut told, mut before, mut count) = (Vec::new(), args.before.map(i64::from), limit + 1);
        while told.len() <= limit {
            let entries = self.ledger.read(|reader| reader.log(args.article, before, count))?;
            before = entries.last().map(|entry| entry.seq);
            let last = entries.len() < count;
            // Whoever may read little of it is not kept waiting by many short looks.
            count = LONG_LOOK;
            told.extend(entries.into_iter().filter(|entry| {
                let row = entry.article.map(|id| rows.get(&id).map(AsRef::as_ref));
                may_be_told(&seat, &entry.fact, row)
            }));
            if last {
                break;
            }
        }
        let more = told.len() > limit;
        let lines = told.iter().take(limit);
        let row = |id| rows.get(&id).map(AsRef::as_ref);
        let entries = lines.map(|entry| line(entry, &teller, entry.article.and_then(row))).collect();
        Ok(Log { entries, more })
    }
}

/// Whether somebody is told of a fact: `row` is its article as they read it, if it is about one and they may read it.
fn may_be_told(seat: &Seat, fact: &Fact, row: Option<Option<&Row>>) -> bool {
    match row {
        Some(None) => false,
        Some(Some(row)) => match seat.reading(row) {
            Reading::Whole => true,
            // What readers can see of its history themselves.
            Reading::AsReaders => matches!(fact, Fact::Published { .. } | Fact::Noticed { .. }),
            Reading::Nothing => false,
        },
        None => match (fact, &seat.person) {
            (_, None) => true,
            (
                Fact::CodeGiven { person, .. } | Fact::PassphraseSet { person } | Fact::SessionsEnded { person, .. },
                Some(me),
            ) => me.id == *person || me.is(Role::Administrator) || me.is(Role::ManagingEditor),
            (_, Some(_)) => true,
        },
    }
}

fn line(entry: &Entry, teller: &Teller<'_>, row: Option<&Row>) -> LogEntry {
    LogEntry {
        seq: u32::try_from(entry.seq).unwrap_or(u32::MAX),
        at: entry.at,
        who: actor_name(teller.people, &entry.actor),
        way: way(entry.way).into(),
        article: entry.article,
        slug: row.map(|row| row.slug.clone()),
        kind: kind(&entry.fact),
        said: teller.said(&entry.actor, &entry.fact),
        version: said::version(&entry.fact).map(|hash| hash.to_string()),
    }
}

/// The fact's own name, as it stands in its payload.
fn kind(fact: &Fact) -> String {
    let value = serde_json::to_value(fact).unwrap_or_default();
    value["kind"].as_str().unwrap_or_default().to_owned()
}

pub fn way(way: Way) -> &'static str {
    match way {
        Way::Window => "window",
        Way::CommandLine => "command line",
        Way::Web => "web",
        Way::Clock => "clock",
        Way::Intake => "submissions",
    }
}
