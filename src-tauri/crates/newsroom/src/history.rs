//! The log, to read: every act as a sentence, within reading rights.

use std::collections::HashMap;

use desk::ids::ArticleId;
use desk::{Fact, Row};
use ledger::{Entry, Way};

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::said::{self, Teller};
use crate::view::{actor_name, gone};
use crate::wire::failure::Failure;
use crate::wire::log::{Log, LogArgs, LogEntry};

impl Newsroom {
    pub(crate) fn history(&self, caller: &Caller, args: &LogArgs) -> Result<Log, Failure> {
        let (rows, people) = self.rows()?;
        let seat = self.seat(caller, people)?;
        let rows: HashMap<ArticleId, _> =
            rows.into_iter().filter(|row| seat.may_read(row)).map(|row| (row.id, row)).collect();
        if args.article.is_some_and(|article| !rows.contains_key(&article)) {
            return Err(gone());
        }
        let limit = args.limit.clamp(1, 500) as usize;
        let before = args.before.map(i64::from);
        let entries = self.ledger.read(|reader| reader.log(args.article, before, limit + 1))?;
        let more = entries.len() > limit;
        let teller = Teller { people: &seat.people, zone: self.zone(), now: self.now() };
        // What is said of an article that somebody may not read is not said to them.
        let told =
            entries.into_iter().take(limit).filter(|entry| entry.article.is_none_or(|id| rows.contains_key(&id)));
        let entries = told
            .map(|entry| line(&entry, &teller, entry.article.and_then(|id| rows.get(&id)).map(AsRef::as_ref)))
            .collect();
        Ok(Log { entries, more })
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

fn way(way: Way) -> &'static str {
    match way {
        Way::Window => "window",
        Way::CommandLine => "command line",
        Way::Web => "web",
        Way::Clock => "clock",
        Way::Intake => "submissions",
    }
}
