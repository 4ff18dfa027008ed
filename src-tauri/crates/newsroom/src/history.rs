//! The log, to read: every act as a sentence, within reading rights.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use desk::ids::ArticleId;
use desk::people::Role;
use desk::rights::Reading;
use desk::{Fact, Row};
use ledger::{Acts, Entry, Way};

use crate::caller::Caller;
use crate::kinds;
use crate::reading::{Seat, gone};
use crate::room::Newsroom;
use crate::said::{self, Teller};
use crate::view::actor_name;
use crate::wire::failure::{Code, Failure};
use crate::wire::log::{Log, LogArgs, LogEntry};

/// Entries looked at together, once the first look did not fill the page.
const LONG_LOOK: usize = 1000;

/// What the caller may be told of the log.
pub struct Told {
    pub rows: HashMap<ArticleId, Arc<Row>>,
    pub seat: Seat,
    /// Newest first, one more than was asked for when there are more.
    pub entries: Vec<Entry>,
}

impl Newsroom {
    pub(crate) fn history(&self, caller: &Caller, args: &LogArgs) -> Result<Log, Failure> {
        let limit = args.limit.clamp(1, 500) as usize;
        let Told { rows, seat, entries } = self.acts_told(caller, args, limit + 1)?;
        let teller = Teller { people: &seat.people, zone: self.zone(), now: self.now() };
        let row = |id| rows.get(&id).map(AsRef::as_ref);
        let lines = entries.iter().take(limit);
        Ok(Log {
            entries: lines.map(|entry| line(entry, &teller, entry.article.and_then(row))).collect(),
            more: entries.len() > limit,
        })
    }

    /// What is said of an article that somebody may not read is not said to them, and does not count.
    pub(crate) fn acts_told(&self, caller: &Caller, args: &LogArgs, most: usize) -> Result<Told, Failure> {
        let (rows, seat) = self.readable(caller)?;
        let rows: HashMap<ArticleId, _> = rows.into_iter().map(|row| (row.id, row)).collect();
        if args.article.is_some_and(|article| !rows.contains_key(&article)) {
            return Err(gone());
        }
        let mut acts = self.acts(args, &rows)?;
        let (mut entries, mut count) = (Vec::new(), most);
        while entries.len() < most {
            let looked = self.ledger.read(|reader| reader.log_of(&acts, count))?;
            acts.before = looked.last().map(|entry| entry.seq);
            let last = looked.len() < count;
            // Whoever may read little of it is not kept waiting by many short looks.
            count = LONG_LOOK;
            entries.extend(looked.into_iter().filter(|entry| {
                let row = entry.article.map(|id| rows.get(&id).map(AsRef::as_ref));
                may_be_told(&seat, &entry.fact, row)
            }));
            if last {
                break;
            }
        }
        entries.truncate(most);
        Ok(Told { rows, seat, entries })
    }

    fn acts(&self, args: &LogArgs, rows: &HashMap<ArticleId, Arc<Row>>) -> Result<Acts, Failure> {
        let words = args.about.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(str::to_lowercase);
        let has = |row: &Row, words: &str| {
            row.slug.contains(words) || row.headline.to_lowercase().contains(words) || row.id.to_string() == words
        };
        let articles = match (args.article, words) {
            (Some(article), _) => Some(vec![article]),
            (None, Some(words)) => Some(rows.values().filter(|row| has(row, &words)).map(|row| row.id).collect()),
            (None, None) => None,
        };
        let (from, until) = args.day.map(|day| self.bounds(day)).transpose()?.unzip();
        let kinds = args.kind.map(kinds::of);
        Ok(Acts { articles, person: args.person, kinds, from, until, before: args.before.map(i64::from) })
    }

    /// The first instant of a day of the house's calendar, and of the next.
    fn bounds(&self, day: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>), Failure> {
        let begins = |day| desk::when::day_begins(day, self.zone());
        let day = Some(day).filter(|day| (1..=9998).contains(&day.year()));
        let next = day.and_then(|day| day.checked_add_days(Days::new(1)));
        day.and_then(begins)
            .zip(next.and_then(begins))
            .ok_or_else(|| Failure::new(Code::BadRequest, "There is no such day in the calendar."))
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
