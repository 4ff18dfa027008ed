//! Going out: the outbox is worked off, pages are written and read back, receipts recorded, and the rest refreshed by a sweep.

mod build;
mod lease;
mod left_pictures;
mod pages;
mod receipt;
mod sheets;
mod shown;
mod sitemaps;
mod stories;
mod sweep;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use desk::command::Command;
use desk::fact::Fact;
use desk::ids::{ArticleId, Hash};
use ledger::{Card, Errand, LedgerError, Reader, Shelf};
use press::Outlet;
use serde::{Deserialize, Serialize};

pub(crate) use build::Other;
pub use build::{Built, sync_file_system};
pub(crate) use left_pictures::leave;
pub use pages::{PrintError, Printer, shelves};
pub(crate) use sheets::Sheets;
pub use stories::{Printed, Stories};
pub(crate) use sweep::{sweep_again, sweep_with_authors, sweeps};

use self::lease::SiteLease;
use crate::caller::By;
use crate::files::{FileError, Leaf};
use crate::news::{About, News};
use crate::room::Newsroom;
use crate::wire::event::Topic;
use crate::wire::failure::Failure;

/// What an order in the outbox says beside its article: the listings it stood in before the act, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By when it was sorted in them; nothing when it stood in none.
    #[serde(default)]
    sorted_at: Option<DateTime<Utc>>,
    /// The version that readers had.
    #[serde(default)]
    was: Option<Hash>,
    pub shelves: Vec<Shelf>,
    /// Every page that shows the article is written again at once.
    pub everywhere: bool,
}

/// Why something did not reach the readers.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Print(#[from] PrintError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error("Nothing is written until the house layout is mended. {0}")]
    NoHouse(String),
}

/// Whether a fact changes what readers get, and so must be worked off. `was_out`: readers knew the article before; the
/// address of one that they did not know is nobody's yet.
pub fn order(facts: &[Fact], was_out: bool, before: Option<&Card>) -> Option<Order> {
    let everywhere = facts.iter().any(|fact| match fact {
        Fact::Noticed { .. } | Fact::Retracted { .. } | Fact::Withdrawn { .. } | Fact::TakenDown { .. } => true,
        Fact::Addressed { .. } => was_out,
        _ => false,
    });
    let changes = everywhere || facts.iter().any(|fact| matches!(fact, Fact::Published { .. }));
    changes.then(|| Order {
        sorted_at: before.map(|card| card.feed_at),
        was: before.map(|card| card.version),
        shelves: before.map(shelves).unwrap_or_default(),
        everywhere,
    })
}

impl Newsroom {
    /// Works off the outbox, if no other process does: pages written, read back, receipts recorded. The slugs it finished.
    pub fn finish_publishing(&self) -> Result<Vec<String>, Failure> {
        if self.ledger.read(|reader| reader.outbox())?.is_empty() {
            return Ok(Vec::new());
        }
        SiteLease::take(self)?.map_or_else(|| Ok(Vec::new()), |lease| self.work_off(&lease))
    }

    /// The same, or waits for whoever writes now: when it returns, all that was decided before is on the site.
    pub fn see_published(&self) -> Result<Vec<String>, Failure> {
        let outbox = || self.ledger.read(|reader| reader.outbox());
        let Some(last) = outbox()?.last().map(|errand| errand.id) else { return Ok(Vec::new()) };
        // Whoever writes now may have done it meanwhile.
        let lease = SiteLease::wait_while(self, || Ok(outbox()?.iter().any(|errand| errand.id <= last)))?;
        lease.map_or_else(|| Ok(Vec::new()), |lease| self.work_off(&lease))
    }

    fn work_off(&self, lease: &SiteLease<'_>) -> Result<Vec<String>, Failure> {
        let mut finished = Vec::new();
        // Where another process took over while this one was slow, that one goes on from the outbox.
        while lease.holds()? {
            let Some(errand) = self.ledger.read(|reader| reader.outbox())?.into_iter().next() else { break };
            finished.extend(self.carry_out(&errand)?);
        }
        Ok(finished)
    }

    fn carry_out(&self, errand: &Errand) -> Result<Option<String>, Failure> {
        let order: Order = serde_json::from_str(&errand.what).unwrap_or_default();
        self.catch_up()?;
        let site = self.site();
        // What stands in the way (a house with a mistake, a full disk) is a receipt that differs, and stays in the outbox:
        // the pages are written as soon as it is out of the way.
        let written = self.write_at_once(errand.article, &order);
        let (receipt, written) = match written {
            Ok(left) => {
                let receipt = self.ledger.read(|reader| receipt::read_back(self, reader, &site, errand.article))?;
                (receipt, Ok(left))
            }
            Err(error) => {
                let receipt =
                    self.ledger.read(|reader| receipt::not_written(reader, errand.article, self.now(), &error))?;
                (receipt, Err(error))
            }
        };
        let text = self.open_text(errand.article)?;
        let mut open = self.hold_written(errand.article, &text)?;
        let slug = receipt.as_ref().map(|(slug, _)| slug.clone());
        let (by, now) = (By::clock(), self.now());
        self.transact(&by, now, |room, tx| -> Result<(), Failure> {
            if let Some((_, receipt)) = receipt {
                room.decide_in(tx, errand.article, &mut open, &Command::Receive { receipt }, &by, now)?;
            }
            if let Ok(left) = &written {
                tx.outbox_done(errand.id)?;
                leave(tx, left)?;
                sweep_again(tx)?;
            }
            Ok(())
        })?;
        drop(open);
        let topics = vec![Topic::Site, Topic::Article { id: errand.article }, Topic::Queue, Topic::Status];
        self.announce(News { topics, about: About::Articles(BTreeSet::from([errand.article])) });
        written.map(|_| slug).map_err(Failure::from)
    }

    /// The article's page, the front page, its listings, feeds and sitemaps; for what went, every page that showed it, and
    /// the pictures that only it had. Returns the pictures that it showed before and that pages of others may show still.
    fn write_at_once(&self, article: ArticleId, order: &Order) -> Result<BTreeSet<Hash>, PublishError> {
        let house = self.house.sound().map_err(PublishError::NoHouse)?;
        let site = self.site();
        let (leaves, left) = self.ledger.read(|reader| -> Result<_, PublishError> {
            let stories = Stories::new(reader, &house, &self.media, &self.printed, Outlet::Site);
            let printer = Printer::new(stories, self.now());
            let mut left = order.was.map_or(Ok(BTreeSet::new()), |was| printer.left_by(article, was))?;
            let mut leaves = at_once(reader, &printer, article, order)?;
            if order.everywhere
                && let Some(state) = reader.article(article)?
            {
                for card in shown::elsewhere(reader, &site, &state)? {
                    leaves.extend(printer.article(&card)?);
                }
                let cards = reader.live_cards()?;
                let sheets = Sheets::of(&printer, &cards);
                for sheet in sheets.showing(&state) {
                    leaves.extend(sheets.print(sheet)?);
                }
                leaves.extend(printer.without_a_page(std::mem::take(&mut left))?);
            }
            Ok((leaves, left))
        })?;
        site.write(&leaves)?;
        Ok(left)
    }
}

fn at_once(
    reader: &Reader<'_>,
    printer: &Printer<'_>,
    article: ArticleId,
    order: &Order,
) -> Result<Vec<Leaf>, PublishError> {
    let card = reader.live_card(article)?;
    let mut leaves = printer.assets();
    if let Some(card) = &card {
        leaves.extend(printer.article(card)?);
    }
    if let Some(state) = reader.article(article)? {
        leaves.extend(printer.traces(&state)?);
    }
    leaves.push(printer.front()?);
    let shelved: BTreeSet<Shelf> = order.shelves.iter().cloned().chain(card.iter().flat_map(shelves)).collect();
    for shelf in &shelved {
        leaves.extend(listing(printer, shelf, (article, card.as_ref()), order)?);
        leaves.extend(printer.feeds(shelf)?);
    }
    leaves.extend(printer.feeds(&Shelf::Everything)?);
    leaves.extend(printer.sitemaps_after(card.as_ref())?);
    leaves.push(printer.not_found()?);
    leaves.push(printer.robots());
    Ok(leaves)
}

/// The pages of a listing that an act changes: where the article stood and stands. Where it came in, went or moved, every
/// page after that moves too; and the two before, of which the last may have become the newest or ceased to be it, and the
/// other leads there.
fn listing(
    printer: &Printer<'_>,
    shelf: &Shelf,
    (article, card): (ArticleId, Option<&Card>),
    order: &Order,
) -> Result<Vec<Leaf>, PrintError> {
    let stood = order.sorted_at.filter(|_| order.shelves.contains(shelf));
    let stands = card.filter(|card| shelves(card).contains(shelf)).map(|card| card.feed_at);
    let page = |at| printer.listing_page_at(shelf, at, article);
    match (stood, stands) {
        // An order of an earlier Galley does not say where the article stood.
        _ if order.everywhere || (stood.is_none() && order.shelves.contains(shelf)) => printer.listing_whole(shelf),
        (Some(stood), Some(stands)) if stood == stands => Ok(vec![printer.listing_page(shelf, page(stands)?)?]),
        _ => match stood.into_iter().chain(stands).min() {
            Some(first) => printer.listing_from(shelf, page(first)?.saturating_sub(2).max(1)),
            None => Ok(Vec::new()),
        },
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Ledger(error) => error.into(),
            other => Self::failed(other.to_string()),
        }
    }
}
