//! The sweep: after a publication the other articles' pages get their new river and latest, a few at a time, yielding to
//! anything that is due.

use ledger::{LedgerError, Shelf};
use press::Outlet;

use super::PublishError;
use super::lease::SiteLease;
use super::pages::Printer;
use super::stories::Stories;
use crate::caller::By;
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// The setting that says how far the sweep is: how many of the newest are done; empty when there is nothing to do.
pub const CURSOR: &str = "sweep";
pub const FROM_THE_NEWEST: &str = "0";
const AT_A_TIME: usize = 40;

impl Newsroom {
    /// Refreshes the next few pages; whether there are more.
    pub fn sweep_some(&self) -> Result<bool, Failure> {
        let Some(done) = self.ledger.read(|reader| reader.setting(CURSOR))?.and_then(|cursor| cursor.parse().ok())
        else {
            return Ok(false);
        };
        let Some(house) = self.house.house() else { return Ok(false) };
        let Some(_lease) = SiteLease::take(self)? else { return Ok(true) };
        let written = self.ledger.read(|reader| -> Result<usize, PublishError> {
            let cards = reader.live_latest(&Shelf::Everything, done, AT_A_TIME)?;
            let stories = Stories::new(reader, &house, &self.media, &self.printed, Outlet::Site);
            let printer = Printer::new(stories, self.now());
            let mut leaves = Vec::new();
            for card in &cards {
                leaves.extend(printer.article(card)?);
            }
            self.site().write(&leaves)?;
            Ok(cards.len())
        })?;
        let cursor = if written < AT_A_TIME { String::new() } else { (done + written).to_string() };
        self.transact(&By::clock(), self.now(), |_, tx| -> Result<(), LedgerError> {
            // A publication meanwhile has set the cursor back: then it stays where that put it.
            if tx.setting(CURSOR)? == Some(done.to_string()) {
                tx.set(CURSOR, &cursor)?;
            }
            Ok(())
        })?;
        Ok(written == AT_A_TIME)
    }
}
