//! The queue: every article's row, kept in memory and refreshed where it changed.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, MutexGuard};

use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use desk::{Buckets, Row, filter};
use ledger::LedgerError;

use crate::caller::Caller;
use crate::lines::{Liner, bucket_label, wire_bucket};
use crate::reading::Seat;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;
use crate::wire::queue::{Group, Queue, QueueArgs, Sort};

/// All rows, as of the last change that this process knows of.
#[derive(Default)]
pub struct Roll {
    rows: HashMap<ArticleId, Arc<Row>>,
    people: Arc<People>,
    read: bool,
    stale: BTreeSet<ArticleId>,
}

impl Roll {
    pub fn row(&self, article: ArticleId) -> Option<&Arc<Row>> {
        self.rows.get(&article)
    }

    pub fn people(&self) -> Arc<People> {
        Arc::clone(&self.people)
    }

    /// These articles changed; `all`: something changed that every row shows.
    pub fn stale(&mut self, articles: &BTreeSet<ArticleId>, all: bool) {
        if all {
            self.read = false;
        } else if self.read {
            self.stale.extend(articles);
        }
    }
}

/// What fits a filter, for one caller.
pub struct Found {
    pub rows: Vec<Arc<Row>>,
    /// What is wrong with the filter; then nothing fits.
    pub problem: Option<String>,
    pub seat: Seat,
}

impl Newsroom {
    /// Every row, fresh.
    pub(crate) fn rows(&self) -> Result<(Vec<Arc<Row>>, Arc<People>), Failure> {
        self.rows_where(|_| Ok(|_: &Row| true))
    }

    /// Every row, fresh, that a condition holds for; the condition is made once the people are known.
    fn rows_where<Holds: FnMut(&Row) -> bool>(
        &self,
        condition: impl FnOnce(&Arc<People>) -> Result<Holds, Failure>,
    ) -> Result<(Vec<Arc<Row>>, Arc<People>), Failure> {
        let roll = self.fresh_roll()?;
        let mut holds = condition(&roll.people)?;
        Ok((roll.rows.values().filter(|row| holds(row)).cloned().collect(), Arc::clone(&roll.people)))
    }

    pub(crate) fn fresh_roll(&self) -> Result<MutexGuard<'_, Roll>, Failure> {
        self.catch_up()?;
        let mut guard = lock(&self.roll);
        let roll = &mut *guard;
        if !roll.read {
            let (people, rows) = self.ledger.read(|reader| Ok::<_, LedgerError>((reader.people()?, reader.rows()?)))?;
            roll.people = Arc::new(people);
            roll.rows = rows.into_iter().map(|row| (row.id, Arc::new(row))).collect();
            roll.read = true;
            roll.stale.clear();
            lock(&self.faces).clear();
        } else if !roll.stale.is_empty() {
            let ids: Vec<ArticleId> = std::mem::take(&mut roll.stale).into_iter().collect();
            let rows = self.ledger.read(|reader| reader.rows_of(&ids))?;
            for id in &ids {
                roll.rows.remove(id);
                lock(&self.faces).remove(id);
            }
            roll.rows.extend(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        }
        Ok(guard)
    }

    /// The rows that the caller may read and that fit the filter; and what is wrong with the filter.
    pub(crate) fn filtered(&self, caller: &Caller, text: &str) -> Result<Found, Failure> {
        let (mut rows, seat) = self.readable(caller)?;
        let filter = match filter::parse(text) {
            Ok(filter) => filter,
            Err(error) => return Ok(Found { rows: Vec::new(), problem: Some(error.to_string()), seat }),
        };
        let viewer =
            filter::Viewer { person: seat.person.as_ref().map(|person| person.id), now: self.now(), zone: self.zone() };
        let filter = filter.settled(&viewer);
        rows.retain(|row| filter.matches(row, &viewer));
        Ok(Found { rows, problem: None, seat })
    }

    pub(crate) fn queue(&self, caller: &Caller, args: &QueueArgs) -> Result<Queue, Failure> {
        let Found { mut rows, problem, .. } = self.filtered(caller, &args.filter)?;
        let (rules, vocabulary, now) = (self.rules(), self.house.vocabulary(), self.now());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone: self.zone(), now };
        let buckets = Buckets::at(now, &rules.rules);
        let mut ranked: Vec<_> = rows.drain(..).map(|row| (buckets.of(&row), row)).collect();
        ranked.sort_by(|(a_rank, a), (b_rank, b)| {
            let order = match args.sort {
                Sort::Bucket => (a_rank, !a.is_open()).cmp(&(b_rank, !b.is_open())).then_with(|| pressing(a, b)),
                Sort::Status => a.status.cmp(&b.status).then(a.since.cmp(&b.since)),
                Sort::Headline => a.headline.to_lowercase().cmp(&b.headline.to_lowercase()),
                Sort::Writer => name(&a.writer).cmp(&name(&b.writer)),
                Sort::Editor => name(&a.editor).cmp(&name(&b.editor)),
                Sort::Section => a.section.cmp(&b.section),
                Sort::Words => a.words.cmp(&b.words),
                Sort::Due => last(a.publish_at.or(a.due)).cmp(&last(b.publish_at.or(b.due))),
                Sort::Checks => (a.required, a.advised).cmp(&(b.required, b.advised)),
            };
            let order = if args.descending { order.reverse() } else { order };
            order.then_with(|| a.slug.cmp(&b.slug))
        });
        let mut groups: Vec<Group> = Vec::new();
        if args.sort == Sort::Bucket {
            for (rank, row) in &ranked {
                let bucket = wire_bucket(*rank, row);
                match groups.last_mut().filter(|group| group.bucket == bucket) {
                    Some(group) => group.count += 1,
                    None => groups.push(Group { bucket, label: bucket_label(bucket).into(), count: 1 }),
                }
            }
        }
        let total = u32::try_from(ranked.len()).unwrap_or(u32::MAX);
        let page = ranked.iter().skip(args.offset as usize).take(args.limit.min(200) as usize);
        Ok(Queue { lines: page.map(|(rank, row)| liner.ranked(row, *rank)).collect(), groups, total, problem })
    }
}

/// In a bucket: what goes out first, then what is due first, then what has waited longest; what is over, newest first.
fn pressing(a: &Row, b: &Row) -> Ordering {
    if !a.is_open() && !b.is_open() {
        return b.live_at.cmp(&a.live_at).then(b.since.cmp(&a.since));
    }
    last(a.publish_at).cmp(&last(b.publish_at)).then(last(a.due).cmp(&last(b.due))).then(a.since.cmp(&b.since))
}

/// Nothing comes after everything.
fn last<T>(value: Option<T>) -> (bool, Option<T>) {
    (value.is_none(), value)
}

fn name(named: &Option<desk::row::Named>) -> (bool, Option<&str>, Option<PersonId>) {
    (named.is_none(), named.as_ref().map(|named| named.name.as_str()), named.as_ref().map(|named| named.id))
}
