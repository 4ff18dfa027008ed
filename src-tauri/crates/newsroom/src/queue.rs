//! The queue: every article's row, kept in memory and refreshed where it changed.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, MutexGuard};

use desk::bucket::{Bucket as Rank, Buckets};
use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use desk::rights::Reading;
use desk::{Row, filter};
use ledger::LedgerError;
use rustc_hash::FxHashMap;

use crate::caller::Caller;
use crate::lines::{Liner, bucket_label, wire_bucket};
use crate::reading::Seat;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;
use crate::wire::queue::{Bucket, Group, Line, Queue, QueueArgs, Sort};

/// All rows, as of the last change that this process knows of.
#[derive(Default)]
pub struct Roll {
    rows: FxHashMap<ArticleId, Arc<Row>>,
    /// Those of them that are open: few beside what an archive holds, and what nearly every look at the queue is for.
    open: FxHashMap<ArticleId, Arc<Row>>,
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

    pub fn all(&self) -> Vec<Arc<Row>> {
        self.rows.values().cloned().collect()
    }

    pub fn open(&self) -> Vec<Arc<Row>> {
        self.open.values().cloned().collect()
    }

    fn put(&mut self, row: Row) {
        let row = Arc::new(row);
        if row.is_open() {
            self.open.insert(row.id, Arc::clone(&row));
        }
        self.rows.insert(row.id, row);
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
    /// Every row, as of the last change.
    pub(crate) fn fresh_roll(&self) -> Result<MutexGuard<'_, Roll>, Failure> {
        self.catch_up()?;
        let mut guard = lock(&self.roll);
        let roll = &mut *guard;
        if !roll.read {
            let (people, rows) = self.ledger.read(|reader| Ok::<_, LedgerError>((reader.people()?, reader.rows()?)))?;
            roll.people = Arc::new(people);
            roll.rows.clear();
            roll.open.clear();
            rows.into_iter().for_each(|row| roll.put(row));
            roll.read = true;
            roll.stale.clear();
            lock(&self.faces).clear();
        } else if !roll.stale.is_empty() {
            let ids: Vec<ArticleId> = std::mem::take(&mut roll.stale).into_iter().collect();
            let rows = self.ledger.read(|reader| reader.rows_of(&ids))?;
            for id in &ids {
                roll.rows.remove(id);
                roll.open.remove(id);
                lock(&self.faces).remove(id);
            }
            rows.into_iter().for_each(|row| roll.put(row));
        }
        Ok(guard)
    }

    /// The rows that the caller may read and that fit the filter; and what is wrong with the filter.
    pub(crate) fn filtered(&self, caller: &Caller, text: &str) -> Result<Found, Failure> {
        let filter = match filter::parse(text) {
            Ok(filter) => filter,
            Err(error) => {
                let (seat, problem) = (self.seated(caller)?, Some(error.to_string()));
                return Ok(Found { rows: Vec::new(), problem, seat });
            }
        };
        let (mut rows, seat) =
            if filter.is_for_open_ones() { self.readable_open(caller)? } else { self.readable(caller)? };
        let viewer =
            filter::Viewer { person: seat.person.as_ref().map(|person| person.id), now: self.now(), zone: self.zone() };
        let filter = filter.settled(&viewer);
        rows.retain(|row| filter.matches(row, &viewer));
        Ok(Found { rows, problem: None, seat })
    }

    pub(crate) fn queue(&self, caller: &Caller, args: &QueueArgs) -> Result<Queue, Failure> {
        let Found { mut rows, problem, seat } = self.filtered(caller, &args.filter)?;
        let present = self.present(&seat.people)?;
        let (rules, vocabulary, now) = (self.rules(), self.house.vocabulary(), self.now());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone: self.zone(), now };
        let buckets = Buckets::at(now, &rules.rules);
        let mut ranked: Vec<_> = rows.drain(..).map(|row| (buckets.of(&row), row)).collect();
        let groups = if args.sort == Sort::Bucket { groups(&ranked, args.descending) } else { Vec::new() };
        let page = page(&mut ranked, args.offset, args.limit.min(200), |(a_rank, a), (b_rank, b)| {
            let order = match args.sort {
                Sort::Bucket => place(*a_rank, a).cmp(&place(*b_rank, b)).then_with(|| pressing(a, b)),
                Sort::Status => a.status.cmp(&b.status).then(a.since.cmp(&b.since)),
                Sort::Headline => a.headline.to_lowercase().cmp(&b.headline.to_lowercase()),
                Sort::Writer => name(&a.writer).cmp(&name(&b.writer)),
                Sort::Editor => name(&a.editor).cmp(&name(&b.editor)),
                Sort::Section => a.section.cmp(&b.section),
                Sort::Words => a.words.cmp(&b.words),
                Sort::Due => last(a.publish_at.or(a.due)).cmp(&last(b.publish_at.or(b.due))),
                Sort::Checks => (a.required, a.advised).cmp(&(b.required, b.advised)),
                Sort::Slug => a.slug.cmp(&b.slug),
                Sort::Age => b.since.cmp(&a.since),
                Sort::Comments => (a.comments, a.suggestions).cmp(&(b.comments, b.suggestions)),
                Sort::Format => last(a.format.as_deref()).cmp(&last(b.format.as_deref())),
                Sort::Region => last(a.region.as_deref()).cmp(&last(b.region.as_deref())),
            };
            let order = if args.descending { order.reverse() } else { order };
            order.then_with(|| a.slug.cmp(&b.slug))
        });
        let line = |(rank, row): &(Rank, Arc<Row>)| {
            let line = liner.ranked(row, *rank);
            // Who is at work on it is told to those alone who read all of it.
            let whole = seat.reading(row) == Reading::Whole;
            let present = present.get(&row.id).filter(|_| whole).cloned().unwrap_or_default();
            Line { present, ..line }
        };
        let lines = page.iter().map(line).collect();
        Ok(Queue { lines, groups, total: u32::try_from(ranked.len()).unwrap_or(u32::MAX), problem })
    }
}

/// What stands on one page of the sorted whole; only what comes before its end is put in order.
fn page<T>(items: &mut [T], offset: u32, limit: u32, order: impl Fn(&T, &T) -> Ordering) -> &[T] {
    let from = items.len().min(offset as usize);
    let to = items.len().min(from + limit as usize);
    if to < items.len() {
        items.select_nth_unstable_by(to, &order);
    }
    items[..to].sort_unstable_by(&order);
    &items[from..to]
}

/// Where a row stands among the buckets: what is open before what is not.
fn place(rank: Rank, row: &Row) -> (Rank, bool) {
    (rank, !row.is_open())
}

/// How many stand in each bucket, in the order of the list.
fn groups(ranked: &[(Rank, Arc<Row>)], descending: bool) -> Vec<Group> {
    let mut counts: BTreeMap<(Rank, bool), (Bucket, u32)> = BTreeMap::new();
    for (rank, row) in ranked {
        counts.entry(place(*rank, row)).or_insert((wire_bucket(*rank, row), 0)).1 += 1;
    }
    let mut groups: Vec<Group> = Vec::new();
    for (bucket, count) in counts.into_values() {
        match groups.last_mut().filter(|group| group.bucket == bucket) {
            Some(group) => group.count += count,
            None => groups.push(Group { bucket, label: bucket_label(bucket).into(), count }),
        }
    }
    if descending {
        groups.reverse();
    }
    groups
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
