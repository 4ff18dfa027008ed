//! One inbox for each person: what needs them, what waits on others, what is for their information. One item for each cause,
//! and nobody is told of their own act. It is made anew each time from rows, log and comments; only what was read is kept.

mod information;
mod lately;
mod remarked;
mod remarks;
mod turns;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use desk::Row;
use desk::ids::{ArticleId, PersonId};
use desk::people::{People, Person};
use desk::rights::Reading;
use ledger::LedgerError;

use crate::caller::{By, Caller};
use crate::doors::nobody;
use crate::lines::Liner;
use crate::room::Newsroom;
use crate::said::Teller;
use crate::wire::failure::Failure;
use crate::wire::mine::{Inbox, InboxItem, InboxRead};

pub use lately::Lately;
pub use remarked::Remarked;

/// How long what others did is news.
const NEWS: TimeDelta = TimeDelta::days(14);
/// The most items of each part.
const MOST: usize = 500;

/// What an inbox is made from: one person's view of the desk at one moment.
struct Desk<'a> {
    room: &'a Newsroom,
    me: &'a Person,
    people: &'a People,
    /// What they read whole.
    rows: HashMap<ArticleId, Arc<Row>>,
    liner: &'a Liner<'a>,
    teller: Teller<'a>,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    /// An item about the article; whoever makes it says the rest.
    fn item(&self, row: &Row, cause: String, at: DateTime<Utc>) -> InboxItem {
        let line = self.liner.line(row);
        InboxItem {
            cause,
            article: row.id,
            slug: line.slug,
            headline: line.headline,
            label: line.label,
            said: String::new(),
            why: String::new(),
            at,
            due: None,
            urgent: false,
            unread: true,
            comment: None,
        }
    }
}

impl Newsroom {
    /// What the caller is told.
    pub(crate) fn inbox(&self, caller: &Caller) -> Result<Inbox, Failure> {
        let person = caller.person.ok_or_else(nobody)?;
        let (mut inbox, _) = self.all_told(caller, person)?;
        let read = self.ledger.read(|reader| reader.inbox_read(person))?;
        mark(&mut inbox, &read);
        Ok(inbox)
    }

    /// Notes what of it was read, or is to be read again.
    pub(crate) fn read_inbox(&self, caller: &Caller, args: &InboxRead) -> Result<Inbox, Failure> {
        let person = caller.person.ok_or_else(nobody)?;
        let (mut inbox, causes) = self.all_told(caller, person)?;
        let asked: BTreeSet<&String> = args.causes.iter().filter(|cause| causes.contains(*cause)).collect();
        let read = self.transact(&By::person(person, caller.way), self.now(), |_, tx| {
            let mut read = tx.inbox_read(person)?;
            // What is no more is not kept for ever.
            read.retain(|cause| causes.contains(cause) && (args.read || !asked.contains(cause)));
            if args.read {
                read.extend(asked.iter().map(|cause| (*cause).clone()));
            }
            tx.put_inbox_read(person, &read)?;
            Ok::<_, LedgerError>(read)
        })?;
        mark(&mut inbox, &read);
        Ok(inbox)
    }

    /// Everything, and the names of all causes. Unread is what others did.
    fn all_told(&self, caller: &Caller, person: PersonId) -> Result<(Inbox, BTreeSet<String>), Failure> {
        let lately = self.lately()?;
        let (rows, seat) = self.readable(caller)?;
        let me = seat.people.get(person).ok_or_else(nobody)?;
        let rows = rows.into_iter().filter(|row| row.reading(me) == Reading::Whole).map(|row| (row.id, row));
        let (rules, vocabulary, now, zone) = (self.rules(), self.house.vocabulary(), self.now(), self.zone());
        let liner = Liner { rules: &rules.rules, vocabulary: &vocabulary, zone, now };
        let teller = Teller { people: &seat.people, zone, now };
        let desk = Desk { room: self, me, people: &seat.people, rows: rows.collect(), liner: &liner, teller, now };
        let mut inbox = Inbox::default();
        desk.turns(&lately, &mut inbox)?;
        desk.remarks(&mut inbox)?;
        desk.information(&lately, &mut inbox);
        inbox.needs.sort_by_key(|item| (!item.urgent, item.due.is_none(), item.due, item.at, item.cause.clone()));
        inbox.waits.sort_by_key(|item| (item.at, item.cause.clone()));
        inbox.information.sort_by_key(|item| (std::cmp::Reverse(item.at), item.cause.clone()));
        for part in [&mut inbox.needs, &mut inbox.waits, &mut inbox.information] {
            part.truncate(MOST);
        }
        let causes = inbox.needs.iter().chain(&inbox.information).map(|item| item.cause.clone()).collect();
        Ok((inbox, causes))
    }
}

/// What was read is not unread; what one waits for never is.
fn mark(inbox: &mut Inbox, read: &BTreeSet<String>) {
    inbox.waits.iter_mut().for_each(|item| item.unread = false);
    let told = inbox.needs.iter_mut().chain(&mut inbox.information);
    let unread = told.filter_map(|item| {
        item.unread &= !read.contains(&item.cause);
        item.unread.then_some(())
    });
    inbox.unread = u32::try_from(unread.count()).unwrap_or(u32::MAX);
}
