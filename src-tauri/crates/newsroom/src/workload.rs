//! Who has how much on the desk, and what waits how long: counted over what the caller reads whole.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use desk::Row;
use desk::article::Status;
use desk::ids::PersonId;
use desk::people::Role;
use desk::rights::Reading;
use desk::row::Named;

use crate::caller::Caller;
use crate::lines::status_word;
use crate::room::Newsroom;
use crate::wire::failure::Failure;
use crate::wire::queue::PersonName;
use crate::wire::queue_look::{PersonLoad, StatusLoad, Workload};

const WAY: [Status; 8] = [
    Status::Pitch,
    Status::Assigned,
    Status::Drafting,
    Status::Submitted,
    Status::Editing,
    Status::Revising,
    Status::Copy,
    Status::Ready,
];
/// Where one age ends and the next begins.
const AGES: [TimeDelta; 3] = [TimeDelta::days(1), TimeDelta::days(3), TimeDelta::days(7)];

impl Newsroom {
    pub(crate) fn workload(&self, caller: &Caller) -> Result<Workload, Failure> {
        let (rows, seat) = self.readable_open(caller)?;
        // What is ready and has its time, or is out, is nobody's load.
        let waits = |row: &Row| row.status != Status::Ready || row.waits_ready();
        let whole = |row: &Arc<Row>| row.is_open() && waits(row) && seat.reading(row) == Reading::Whole;
        let rows: Vec<Arc<Row>> = rows.into_iter().filter(whole).collect();
        let (rules, now) = (self.rules(), self.now());
        // Without a copy editor there is no copy desk.
        let shown = |status: &Status| {
            *status != Status::Copy
                || seat.people.anyone(Role::CopyEditor)
                || rows.iter().any(|row| row.status == Status::Copy)
        };
        let way: Vec<Status> = WAY.into_iter().filter(shown).collect();
        let status = |status: &Status| {
            let label = status_word(&rules.rules, *status);
            by_age(&rows, *status, label, now)
        };
        Ok(Workload {
            statuses: way.iter().map(status).collect(),
            writers: loads(&rows, &way, now, |row| row.writer.as_ref()),
            editors: loads(&rows, &way, now, |row| row.editor.as_ref()),
        })
    }
}

fn by_age(rows: &[Arc<Row>], status: Status, label: String, now: DateTime<Utc>) -> StatusLoad {
    let mut ages = vec![0; AGES.len() + 1];
    for row in rows.iter().filter(|row| row.status == status) {
        let age = now - row.since;
        ages[AGES.iter().filter(|end| age >= **end).count()] += 1;
    }
    StatusLoad { status, label, total: ages.iter().sum(), ages }
}

fn loads(
    rows: &[Arc<Row>],
    way: &[Status],
    now: DateTime<Utc>,
    whose: impl Fn(&Row) -> Option<&Named>,
) -> Vec<PersonLoad> {
    let mut loads: HashMap<Option<PersonId>, PersonLoad> = HashMap::new();
    for row in rows {
        let Some(at) = way.iter().position(|status| *status == row.status) else { continue };
        let named = whose(row);
        let load = loads.entry(named.map(|named| named.id)).or_insert_with(|| PersonLoad {
            person: named.map(|named| PersonName { id: named.id, name: named.name.clone() }),
            counts: vec![0; way.len()],
            total: 0,
            overdue: 0,
            oldest: None,
        });
        load.counts[at] += 1;
        load.total += 1;
        load.overdue += u32::from(row.status < Status::Ready && row.due.is_some_and(|due| due < now));
        load.oldest = Some(load.oldest.map_or(row.since, |oldest| oldest.min(row.since)));
    }
    let mut loads: Vec<PersonLoad> = loads.into_values().collect();
    let name = |load: &PersonLoad| load.person.as_ref().map(|person| person.name.clone());
    loads.sort_by_key(|load| (load.person.is_none(), std::cmp::Reverse(load.total), name(load)));
    loads
}
