//! The status line, which never lies.

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;
use crate::wire::status::DeskStatus;

impl Newsroom {
    pub(crate) fn status(&self, caller: &Caller) -> Result<DeskStatus, Failure> {
        let (rows, seat) = match caller.person {
            Some(_) => self.readable(caller).map(|(rows, seat)| (rows, Some(seat)))?,
            // Nobody sits here yet: the line says no more than that the desk answers.
            None => (Vec::new(), None),
        };
        let rules = self.rules();
        let now = self.now();
        let person = seat.as_ref().and_then(|seat| seat.person.as_ref());
        // What goes on at the rest of the desk is told to whoever works on all of it.
        let desk = person.is_some_and(desk::people::Person::edits);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let buckets = desk::Buckets::at(now, &rules.rules);
        let broken = |row: &&std::sync::Arc<desk::Row>| buckets.of(row) == desk::Bucket::BrokenNow;
        let saved = lock(&self.saved).clone();
        let mut house = self.house.problems();
        house.extend(lock(&self.rules_trouble).clone().map(crate::house::rules_problem));
        house.retain(|_| desk || person.is_some_and(|person| person.is(desk::people::Role::Administrator)));
        Ok(DeskStatus {
            now,
            saved_at: saved.at.filter(|_| desk),
            not_saved: saved.trouble,
            next: self.next_out(&rows)?,
            clock: self.clock_who(desk)?,
            open: count(rows.iter().filter(|row| row.is_open()).count()),
            broken: count(rows.iter().filter(broken).count()),
            house,
            unreadable: if desk { self.unreadable() } else { 0 },
            backup: self.backup_state(caller)?,
        })
    }
}
