//! The status line, which never lies.

use crate::caller::Caller;
use crate::lines;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;
use crate::wire::status::DeskStatus;

impl Newsroom {
    pub(crate) fn status(&self, caller: &Caller) -> Result<DeskStatus, Failure> {
        let (rows, people) = self.rows()?;
        let rules = self.rules();
        let now = self.now();
        let person = caller.person.and_then(|id| people.get(id));
        let readable = || rows.iter().filter(|row| person.is_some_and(|person| row.may_be_read_by(person)));
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let broken = |row: &&std::sync::Arc<desk::Row>| desk::bucket(row, now, &rules.rules) == desk::Bucket::BrokenNow;
        let saved = lock(&self.saved).clone();
        let mut house = self.house.problems();
        house.extend(lock(&self.rules_trouble).clone().map(crate::house::rules_problem));
        Ok(DeskStatus {
            now,
            saved_at: saved.at,
            not_saved: saved.trouble,
            next: self.next_out(|id| readable().any(|row| row.id == id))?,
            clock: self.clock_who()?,
            needs_you: count(
                readable().filter(|row| person.is_some_and(|p| lines::needs(row, &p.roles, p.id))).count(),
            ),
            open: count(readable().filter(|row| row.is_open()).count()),
            broken: count(readable().filter(broken).count()),
            house,
            unreadable: self.unreadable(),
            backup: self.backup_state(caller)?,
        })
    }
}
