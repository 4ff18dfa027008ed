//! Sitemaps: articles from the oldest, so that a publication rewrites the newest file alone; and the news of two days.

use chrono::TimeDelta;
use ledger::{Card, LedgerError, Shelf};
use press::{Entry, NewsEntry, SITEMAP_INDEX, SITEMAP_OF_NEWS, SITEMAP_SIZE, sitemap_path};

use super::pages::{PrintError, Printer};
use crate::files::Leaf;

/// How long an article is news.
const NEWS: TimeDelta = TimeDelta::hours(48);
/// Articles asked for at a time while the news is gathered.
const AT_A_TIME: usize = 40;
/// As many as a news sitemap may name.
const MOST_NEWS: usize = 1_000;

impl Printer<'_> {
    /// The sitemaps that an article's publication changes, and what hangs on the clock.
    pub fn sitemaps_after(&self, card: Option<&Card>) -> Result<Vec<Leaf>, PrintError> {
        // What goes out for the first time stands last; anything else may have moved, or moved others.
        let fresh = card.filter(|card| card.at == card.first_at && card.at == card.feed_at);
        let Some(card) = fresh else { return self.sitemaps() };
        let page = self.reader().live_page_of(&Shelf::Everything, card, SITEMAP_SIZE)?;
        let last = self.last_sitemap()?;
        let mut leaves = (page..=last).map(|number| self.sitemap(number)).collect::<Result<Vec<_>, _>>()?;
        leaves.push(Leaf::new(SITEMAP_INDEX, self.house().sitemap_index(last)));
        leaves.push(self.news_sitemap()?);
        Ok(leaves)
    }

    /// All sitemaps of articles, the news, and the index.
    pub fn sitemaps(&self) -> Result<Vec<Leaf>, PrintError> {
        let last = self.last_sitemap()?;
        let mut leaves = (1..=last).map(|number| self.sitemap(number)).collect::<Result<Vec<_>, _>>()?;
        leaves.push(Leaf::gone(sitemap_path(last + 1)));
        leaves.push(Leaf::new(SITEMAP_INDEX, self.house().sitemap_index(last)));
        leaves.push(self.news_sitemap()?);
        Ok(leaves)
    }

    fn last_sitemap(&self) -> Result<usize, LedgerError> {
        Ok(self.reader().live_count(&Shelf::Everything)?.div_ceil(SITEMAP_SIZE))
    }

    fn sitemap(&self, number: usize) -> Result<Leaf, PrintError> {
        let cards = self.reader().live_page(&Shelf::Everything, number, SITEMAP_SIZE)?;
        let entry =
            |card: Card| Entry { address: card.address, changed: Some(card.updated_at.unwrap_or(card.first_at)) };
        let entries: Vec<Entry> = cards.into_iter().map(entry).collect();
        Ok(Leaf::new(sitemap_path(number), self.house().sitemap(&entries)))
    }

    /// What went out within the last two days. It changes by the clock alone, too.
    pub fn news_sitemap(&self) -> Result<Leaf, PrintError> {
        let since = self.as_of - NEWS;
        let mut news: Vec<NewsEntry> = Vec::new();
        let mut skip = 0;
        while news.len() < MOST_NEWS {
            let cards = self.reader().live_latest(&Shelf::Everything, skip, AT_A_TIME)?;
            skip += cards.len();
            // Nothing stands in the feeds before it went out.
            let more = cards.len() == AT_A_TIME && cards.last().is_some_and(|card| card.feed_at > since);
            let fresh = cards.into_iter().filter(|card| card.first_at > since && card.first_at <= self.as_of);
            news.extend(fresh.map(|card| NewsEntry {
                address: card.address,
                headline: card.headline,
                language: card.language,
                published: card.first_at,
            }));
            if !more {
                break;
            }
        }
        news.truncate(MOST_NEWS);
        Ok(Leaf::new(SITEMAP_OF_NEWS, self.house().news_sitemap(&news)))
    }
}
