//! Pages of the site as a whole: archive, corrections log, masthead, standing pages, listings without an article.
//! A publication does not wait for them; the sweep and every full build write them.

use std::collections::{BTreeMap, BTreeSet};

use desk::article::{Article, Live, Publication};
use desk::fact::{Fact, PublishKind};
use desk::ids::ArticleId;
use ledger::{Card, LedgerError, Shelf};
use press::{
    ARCHIVE, Amendment, AmendmentKind, ArchivePage, CORRECTIONS, Colleague, CorrectionsPage, Entry, MASTHEAD, Month,
    MonthPage, Outlet, Paging, SITEMAP_OF_PAGES,
};

use super::pages::{PrintError, Printer, page, shelves};
use crate::files::{Leaf, page_path};

/// Facts of one article that are looked through for its updates.
const FACTS: usize = 10_000;

/// One of them, or a small group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    Standing,
    Masthead,
    Corrections,
    Archive,
    Month(Month),
    /// Sections, formats and regions of the house that have no article yet.
    Empty,
    Sitemap,
}

/// Prints them, from everything that is live.
pub struct Sheets<'a, 'b> {
    printer: &'b Printer<'a>,
    cards: &'b [Card],
    /// Newest first within a month.
    months: BTreeMap<Month, Vec<&'b Card>>,
}

impl<'a, 'b> Sheets<'a, 'b> {
    /// `cards`: everything that is live.
    pub fn of(printer: &'b Printer<'a>, cards: &'b [Card]) -> Self {
        let mut months: BTreeMap<Month, Vec<&Card>> = BTreeMap::new();
        for card in cards {
            months.entry(printer.house().month(card.first_at)).or_default().push(card);
        }
        for month in months.values_mut() {
            month.sort_by_key(|card| std::cmp::Reverse((card.first_at, card.article)));
        }
        Self { printer, cards, months }
    }

    /// All there are; the newest month first.
    pub fn all(&self) -> Vec<Sheet> {
        let fixed =
            [Sheet::Corrections, Sheet::Archive, Sheet::Masthead, Sheet::Standing, Sheet::Empty, Sheet::Sitemap];
        fixed.into_iter().chain(self.months.keys().rev().map(|month| Sheet::Month(*month))).collect()
    }

    /// Those that show an article which is gone or changed for cause.
    pub fn showing(&self, article: &Article) -> Vec<Sheet> {
        let mut sheets = vec![Sheet::Corrections, Sheet::Archive, Sheet::Sitemap];
        if let Some(was) = article.publication.last() {
            let month = self.printer.house().month(was.first_at);
            sheets.push(Sheet::Month(month));
            if !self.months.contains_key(&month) {
                sheets.extend(self.beside(month).into_iter().flatten().map(Sheet::Month));
            }
        }
        sheets
    }

    pub fn print(&self, sheet: Sheet) -> Result<Vec<Leaf>, PrintError> {
        match sheet {
            Sheet::Standing => self.standing(),
            Sheet::Masthead => self.masthead(),
            Sheet::Corrections => self.corrections(),
            Sheet::Archive => {
                let months = self.months.iter().rev().map(|(month, cards)| (*month, cards.len())).collect();
                Ok(vec![page(ARCHIVE, self.printer.house().archive(&ArchivePage { months }, &Outlet::Site))?])
            }
            Sheet::Month(month) => self.month(month),
            Sheet::Empty => self.empty(),
            Sheet::Sitemap => self.sitemap(),
        }
    }

    fn standing(&self) -> Result<Vec<Leaf>, PrintError> {
        let house = self.printer.house();
        let world = self.printer.stories.world();
        let print =
            |standing: &press::Standing| page(&standing.address, house.standing_page(standing, &Outlet::Site, &world));
        house.standing().iter().map(print).collect()
    }

    fn masthead(&self) -> Result<Vec<Leaf>, PrintError> {
        let (house, reader) = (self.printer.house(), self.printer.reader());
        if !house.has_masthead() {
            return Ok(vec![Leaf::gone(page_path(MASTHEAD))]);
        }
        let mut everybody = Vec::new();
        for person in reader.people()?.iter().filter(|person| !person.roles.is_empty()) {
            everybody.push(Colleague {
                name: person.name.clone(),
                biography: person.biography.clone(),
                portrait: self.printer.portrait(person.portrait)?,
                roles: person.roles.clone(),
                published: reader.live_count(&Shelf::Author(person.id))? > 0,
            });
        }
        let mut leaves = self.printer.files_of(everybody.iter().filter_map(|person| person.portrait.as_deref()));
        leaves.push(page(MASTHEAD, house.masthead(&everybody, &Outlet::Site))?);
        Ok(leaves)
    }

    fn corrections(&self) -> Result<Vec<Leaf>, PrintError> {
        let house = self.printer.house();
        let amendments = self.amendments()?;
        let paging = Paging { total: amendments.len(), per_page: house.counts().listing };
        let last = paging.last();
        let mut leaves = Vec::new();
        for number in 1..=last {
            // Pages count from the oldest, the log begins with the newest.
            let range = paging.of(number);
            let (newest, oldest) = (amendments.len() - range.end, amendments.len() - range.start);
            let amendments = amendments[newest..oldest].to_vec();
            let address = CorrectionsPage::page_address(number, last);
            let log = CorrectionsPage { amendments, number, last };
            leaves.push(page(&address, house.corrections(&log, &Outlet::Site))?);
        }
        leaves.extend([last, last + 1].map(|number| Leaf::gone(page_path(&format!("{CORRECTIONS}/page/{number}")))));
        Ok(leaves)
    }

    /// Newest first.
    fn amendments(&self) -> Result<Vec<Amendment>, LedgerError> {
        let mut all = Vec::new();
        for card in self.cards {
            let about = |kind, at, text: &str| Amendment {
                kind,
                at,
                headline: card.headline.clone(),
                address: card.address.clone(),
                text: text.to_owned(),
            };
            all.extend(card.notices.iter().map(|notice| about(notice.kind.into(), notice.at, &notice.text)));
            if card.updated_at.is_some() {
                all.extend(self.updates(card.article)?.into_iter().map(|at| about(AmendmentKind::Update, at, "")));
            }
        }
        for article in self.printer.reader().tombstones()? {
            let Publication::Retracted { was, at, reason } = &article.publication else { continue };
            let headline = self.printer.last_content(was)?.map(|content| content.headline).unwrap_or_default();
            let about = |kind, at, text: &str| Amendment {
                kind,
                at,
                headline: headline.clone(),
                address: was.address.clone(),
                text: text.to_owned(),
            };
            all.extend(article.notices.iter().map(|notice| about(notice.kind.into(), notice.at, &notice.text)));
            all.push(about(AmendmentKind::Retraction, *at, reason));
        }
        all.sort_by(|a, b| (b.at, &b.address, b.kind).cmp(&(a.at, &a.address, a.kind)));
        Ok(all)
    }

    /// When updates of an article went out.
    fn updates(&self, article: ArticleId) -> Result<Vec<chrono::DateTime<chrono::Utc>>, LedgerError> {
        let log = self.printer.reader().log(Some(article), None, FACTS)?;
        let update = |entry: &ledger::Entry| match &entry.fact {
            Fact::Published {
                why: PublishKind::Update | PublishKind::SignificantUpdate,
                live: Live { at, .. },
                ..
            } => Some(*at),
            _ => None,
        };
        Ok(log.iter().filter_map(update).collect())
    }

    fn month(&self, month: Month) -> Result<Vec<Leaf>, PrintError> {
        let Some(cards) = self.months.get(&month) else { return Ok(vec![Leaf::gone(page_path(&month.address()))]) };
        let [earlier, later] = self.beside(month);
        let stories = cards.iter().map(|card| self.printer.stories.teaser(card)).collect::<Result<Vec<_>, _>>()?;
        let of = MonthPage { month, stories: stories.into_iter().flatten().collect(), earlier, later };
        Ok(vec![page(&month.address(), self.printer.house().archive_month(&of, &Outlet::Site))?])
    }

    /// The months before and after that have articles.
    fn beside(&self, month: Month) -> [Option<Month>; 2] {
        let earlier = self.months.range(..month).next_back().map(|(month, _)| *month);
        let later = self.months.range(month..).map(|(month, _)| *month).find(|other| *other != month);
        [earlier, later]
    }

    fn empty(&self) -> Result<Vec<Leaf>, PrintError> {
        let mut leaves = Vec::new();
        for shelf in self.vocabulary() {
            if self.printer.reader().live_count(&shelf)? == 0 {
                leaves.extend(self.printer.listing_whole(&shelf)?);
                leaves.extend(self.printer.feeds(&shelf)?);
            }
        }
        Ok(leaves)
    }

    fn vocabulary(&self) -> Vec<Shelf> {
        let vocabulary = self.printer.house().vocabulary();
        let shelves = |terms: &[desk::rules::Term], shelf: fn(String) -> Shelf| {
            terms.iter().map(|term| shelf(term.slug.clone())).collect::<Vec<_>>()
        };
        let mut all = shelves(&vocabulary.sections, Shelf::Section);
        all.extend(shelves(&vocabulary.formats, Shelf::Format));
        all.extend(shelves(&vocabulary.regions, Shelf::Region));
        all
    }

    /// Everything that is not an article's own page.
    fn sitemap(&self) -> Result<Vec<Leaf>, PrintError> {
        let house = self.printer.house();
        let mut addresses = BTreeSet::from([String::new(), ARCHIVE.to_owned(), CORRECTIONS.to_owned()]);
        if house.has_masthead() {
            addresses.insert(MASTHEAD.into());
        }
        addresses.extend(house.standing().iter().map(|page| page.address.clone()));
        addresses.extend(self.months.keys().map(|month| month.address()));
        let shelved: BTreeSet<Shelf> = self.cards.iter().flat_map(shelves).collect();
        for shelf in &shelved {
            addresses.extend(self.printer.listed(shelf)?.map(|listing| listing.address()));
        }
        let entries: Vec<Entry> = addresses.into_iter().map(|address| Entry { address, changed: None }).collect();
        Ok(vec![Leaf::new(SITEMAP_OF_PAGES, house.sitemap(&entries))])
    }
}
