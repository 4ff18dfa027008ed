//! The sweep: after a publication the pages that nobody waited for are written, a few at a time, yielding to anything that is
//! due: those of the site as a whole, then the other articles' own, with their new river and latest. Where somebody is not who
//! they were, the listings of authors come before. Last go the pictures that no page shows any more.

use std::collections::BTreeSet;

use ledger::{Card, LedgerError, Reader, Shelf, Transaction};
use press::Outlet;

use super::PublishError;
use super::lease::SiteLease;
use super::left_pictures::{left, none_left};
use super::pages::{Printer, shelves};
use super::sheets::Sheets;
use super::stories::Stories;
use crate::caller::By;
use crate::files::Leaf;
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// The setting that says how far the sweep is; empty when there is nothing to do.
const CURSOR: &str = "sweep";
const SHEETS_AT_A_TIME: usize = 6;
const ARTICLES_AT_A_TIME: usize = 40;
/// Author by author, until there are as many pages.
const AUTHORS_PAGES: usize = 40;

/// How far the sweep is.
#[derive(Clone, Copy)]
enum Done {
    /// How many authors.
    Authors(usize),
    Sheets(usize),
    /// How many of the newest.
    Articles(usize),
    /// All pages; pictures are left.
    Pages,
}

impl Done {
    fn read(cursor: &str) -> Option<Self> {
        match cursor.split_once(' ') {
            Some(("author", authors)) => authors.parse().ok().map(Self::Authors),
            Some(("sheet", sheets)) => sheets.parse().ok().map(Self::Sheets),
            Some(_) => None,
            None if cursor == "pages" => Some(Self::Pages),
            None => cursor.parse().ok().map(Self::Articles),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Authors(done) => format!("author {done}"),
            Self::Sheets(done) => format!("sheet {done}"),
            Self::Articles(done) => done.to_string(),
            Self::Pages => "pages".to_owned(),
        }
    }
}

/// A publication makes the sweep begin again.
pub fn sweep_again(tx: &mut Transaction<'_>) -> Result<(), LedgerError> {
    let done = tx.setting(CURSOR)?.as_deref().and_then(Done::read);
    let begin = if let Some(Done::Authors(_)) = done { Done::Authors(0) } else { Done::Sheets(0) };
    tx.set(CURSOR, &begin.text())
}

/// The same, with the listings of authors.
pub fn sweep_with_authors(tx: &mut Transaction<'_>) -> Result<(), LedgerError> {
    tx.set(CURSOR, &Done::Authors(0).text())
}

/// Whether the sweep has pages to write still.
pub fn sweeps(reader: &Reader<'_>) -> Result<bool, LedgerError> {
    Ok(reader.setting(CURSOR)?.is_some_and(|cursor| !cursor.is_empty()))
}

/// Those who are read, in an order of their own.
fn authors(cards: &[Card]) -> BTreeSet<Shelf> {
    cards.iter().flat_map(shelves).filter(|shelf| matches!(shelf, Shelf::Author(_))).collect()
}

impl Newsroom {
    /// Refreshes the next few pages; whether there are more.
    pub fn sweep_some(&self) -> Result<bool, Failure> {
        let cursor = self.ledger.read(|reader| reader.setting(CURSOR))?;
        let Some(done) = cursor.as_deref().and_then(Done::read) else { return Ok(false) };
        let Some(house) = self.house.house() else { return Ok(false) };
        let Some(_lease) = SiteLease::take(self)? else { return Ok(true) };
        self.catch_up()?;
        let next = self.ledger.read(|reader| -> Result<Option<Done>, PublishError> {
            let stories = Stories::new(reader, &house, &self.media, &self.printed, Outlet::Site);
            let printer = Printer::new(stories, self.now());
            let mut leaves: Vec<Leaf> = Vec::new();
            let next = match done {
                Done::Authors(done) => {
                    let cards = reader.live_cards()?;
                    let mut left = authors(&cards).into_iter().skip(done);
                    let mut taken = 0;
                    while leaves.len() < AUTHORS_PAGES
                        && let Some(author) = left.next()
                    {
                        leaves.extend(printer.listing_whole(&author)?);
                        taken += 1;
                    }
                    Some(if left.next().is_some() { Done::Authors(done + taken) } else { Done::Sheets(0) })
                }
                Done::Sheets(done) => {
                    let cards = reader.live_cards()?;
                    let sheets = Sheets::of(&printer, &cards);
                    let all = sheets.all();
                    for sheet in all.iter().skip(done).take(SHEETS_AT_A_TIME) {
                        leaves.extend(sheets.print(*sheet)?);
                    }
                    let done = done + SHEETS_AT_A_TIME;
                    Some(if done < all.len() { Done::Sheets(done) } else { Done::Articles(0) })
                }
                Done::Articles(done) => {
                    let cards = reader.live_latest(&Shelf::Everything, done, ARTICLES_AT_A_TIME)?;
                    for card in &cards {
                        leaves.extend(printer.article(card)?);
                    }
                    if cards.len() == ARTICLES_AT_A_TIME {
                        Some(Done::Articles(done + cards.len()))
                    } else {
                        (!left(reader)?.is_empty()).then_some(Done::Pages)
                    }
                }
                Done::Pages => {
                    leaves.extend(printer.without_a_page(left(reader)?)?);
                    None
                }
            };
            self.site().write(&leaves)?;
            Ok(next)
        })?;
        self.transact(&By::clock(), self.now(), |_, tx| -> Result<(), LedgerError> {
            // A publication meanwhile has set the cursor back: then it stays where that put it.
            if tx.setting(CURSOR)?.as_deref() == cursor.as_deref() {
                tx.set(CURSOR, &next.map(Done::text).unwrap_or_default())?;
                if next.is_none() {
                    none_left(tx)?;
                }
            }
            Ok(())
        })?;
        Ok(next.is_some())
    }

    /// Takes out of the news sitemap what has become two days old.
    pub(crate) fn age_news(&self) -> Result<(), Failure> {
        let Some(house) = self.house.house() else { return Ok(()) };
        let Some(_lease) = SiteLease::take(self)? else { return Ok(()) };
        let news = self.ledger.read(|reader| {
            let stories = Stories::new(reader, &house, &self.media, &self.printed, Outlet::Site);
            Printer::new(stories, self.now()).news_sitemap().map_err(PublishError::from)
        })?;
        self.site().write(&[news]).map_err(PublishError::from)?;
        Ok(())
    }
}
