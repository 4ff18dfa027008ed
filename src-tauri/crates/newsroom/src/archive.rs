//! The archive: everything published, kept in memory as the listings have it and refreshed where it changed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use desk::article::NoticeKind;
use desk::ids::{ArticleId, Hash, PersonId};
use ledger::{Card, LedgerError, Reader};
use rustc_hash::FxHashMap;

use crate::caller::Caller;
use crate::lines::term;
use crate::room::Newsroom;
use crate::search::reads_the_desk;
use crate::text::lock;
use crate::wire::archive::{
    Archive, ArchiveArgs, ArchiveFilter, ArchiveLine, AuthorCount, Facets, Marked, MonthCount, SectionCount, YearCount,
};
use crate::wire::failure::Failure;
use crate::wire::queue::PersonName;

/// Lines of one answer, at most.
pub const LONGEST: u32 = 200;

/// A live article, as far as the archive sorts and counts it.
#[derive(Clone, Debug)]
pub struct Held {
    pub article: ArticleId,
    version: Hash,
    pub headline: String,
    pub dek: String,
    pub address: String,
    pub section: Option<String>,
    pub authors: Vec<(PersonId, String)>,
    pub at: DateTime<Utc>,
    pub corrected: bool,
    /// In the house's zone.
    year: i32,
    month: u32,
}

impl Held {
    fn of(card: Card, zone: Tz) -> Self {
        let local = card.first_at.with_timezone(&zone);
        Self {
            article: card.article,
            version: card.version,
            headline: card.headline,
            dek: card.dek,
            address: card.address,
            section: card.section,
            authors: card.authors.into_iter().map(|author| (author.person, author.name)).collect(),
            at: card.first_at,
            corrected: card.notices.iter().any(|notice| match notice.kind {
                NoticeKind::Correction | NoticeKind::Clarification => true,
                NoticeKind::EditorsNote => false,
            }),
            year: local.year(),
            month: local.month(),
        }
    }
}

/// Everything that is live, at one moment.
#[derive(Clone, Default)]
pub struct Shelf {
    by_article: FxHashMap<ArticleId, Arc<Held>>,
    /// The newest first.
    pub order: Vec<Arc<Held>>,
}

impl Shelf {
    pub fn of(&self, article: ArticleId) -> Option<&Held> {
        self.by_article.get(&article).map(AsRef::as_ref)
    }
}

/// Everything that is live, as of the last change that this process knows of.
#[derive(Default)]
pub struct Holdings {
    shelf: Arc<Shelf>,
    read: bool,
    stale: BTreeSet<ArticleId>,
}

impl Holdings {
    /// These articles changed; `all`: something changed that all of it depends on.
    pub fn stale(&mut self, articles: &BTreeSet<ArticleId>, all: bool) {
        if all {
            self.read = false;
        } else if self.read {
            self.stale.extend(articles);
        }
    }

    fn freshen(&mut self, reader: &Reader<'_>, zone: Tz) -> Result<(), LedgerError> {
        if self.read && self.stale.is_empty() {
            return Ok(());
        }
        // Whoever still reads the old one keeps it.
        let shelf = Arc::make_mut(&mut self.shelf);
        if self.read {
            for article in std::mem::take(&mut self.stale) {
                match reader.live_card(article)? {
                    Some(card) => shelf.by_article.insert(article, Arc::new(Held::of(card, zone))),
                    None => shelf.by_article.remove(&article),
                };
            }
        } else {
            let cards = reader.live_cards()?;
            shelf.by_article = cards.into_iter().map(|card| (card.article, Arc::new(Held::of(card, zone)))).collect();
            self.read = true;
            self.stale.clear();
        }
        shelf.order = shelf.by_article.values().cloned().collect();
        shelf.order.sort_unstable_by_key(|held| Reverse((held.at, held.article)));
        Ok(())
    }
}

/// What a filter asks, one question at a time: a facet counts under all the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Time,
    Section,
    Author,
}

impl ArchiveFilter {
    pub(crate) fn lets_pass(&self, held: &Held) -> bool {
        [Facet::Time, Facet::Section, Facet::Author].into_iter().all(|facet| self.passes(facet, held))
    }

    fn passes(&self, facet: Facet, held: &Held) -> bool {
        match facet {
            Facet::Time => {
                self.year.is_none_or(|year| year == held.year)
                    && self.month.is_none_or(|month| self.year.is_none() || month == held.month)
            }
            // An empty slug asks for what stands in no section.
            Facet::Section => {
                self.section.as_ref().is_none_or(|section| section == held.section.as_deref().unwrap_or_default())
            }
            Facet::Author => self.author.is_none_or(|author| held.authors.iter().any(|(id, _)| *id == author)),
        }
    }

    fn passes_but(&self, but: Facet, held: &Held) -> bool {
        [Facet::Time, Facet::Section, Facet::Author].into_iter().all(|facet| facet == but || self.passes(facet, held))
    }
}

impl Newsroom {
    pub(crate) fn archive(&self, caller: &Caller, args: &ArchiveArgs) -> Result<Archive, Failure> {
        // Everybody on the masthead reads what is live; nobody else does.
        let shelf = self.shelf()?;
        let roll = self.fresh_roll()?;
        let seat = self.seat(caller, roll.people())?;
        let facets = self.facets(shelf.order.iter().map(AsRef::as_ref), &args.filter);
        let fits: Vec<&Arc<Held>> = shelf.order.iter().filter(|held| args.filter.lets_pass(held)).collect();
        let page = fits.iter().skip(args.offset as usize).take(args.limit.min(LONGEST) as usize);
        let lines = self.ledger.read(|reader| {
            page.map(|held| {
                let plain = |text: &str| Marked { text: text.to_owned(), marks: Vec::new() };
                let name = match reads_the_desk(&seat, &roll, held.article) {
                    true => reader.slug(held.article)?.unwrap_or_default(),
                    false => held.address.clone(),
                };
                Ok(self.held_line(held, name, plain(&held.headline), plain(&held.dek)))
            })
            .collect::<Result<_, LedgerError>>()
        })?;
        Ok(Archive { lines, total: u32::try_from(fits.len()).unwrap_or(u32::MAX), facets })
    }

    pub(crate) fn shelf(&self) -> Result<Arc<Shelf>, Failure> {
        self.catch_up()?;
        let mut holdings = lock(&self.holdings);
        self.ledger.read(|reader| holdings.freshen(reader, self.zone()))?;
        Ok(Arc::clone(&holdings.shelf))
    }

    pub(crate) fn held_line(&self, held: &Held, slug: String, headline: Marked, sentence: Marked) -> ArchiveLine {
        ArchiveLine {
            article: held.article,
            slug,
            headline,
            sentence,
            live: Some(held.version),
            label: "Live".into(),
            section: term(&self.house.vocabulary().sections, held.section.as_deref()),
            authors: held.authors.iter().map(|(id, name)| PersonName { id: *id, name: name.clone() }).collect(),
            at: Some(held.at),
            address: Some(held.address.clone()),
            corrected: held.corrected,
        }
    }

    pub(crate) fn facets<'a>(&self, held: impl Iterator<Item = &'a Held>, filter: &ArchiveFilter) -> Facets {
        let mut months: FxHashMap<(i32, u32), u32> = FxHashMap::default();
        let mut sections: FxHashMap<&str, u32> = FxHashMap::default();
        let mut authors: FxHashMap<PersonId, (&str, u32)> = FxHashMap::default();
        for held in held {
            if filter.passes_but(Facet::Time, held) {
                *months.entry((held.year, held.month)).or_default() += 1;
            }
            if filter.passes_but(Facet::Section, held) {
                *sections.entry(held.section.as_deref().unwrap_or_default()).or_default() += 1;
            }
            if filter.passes_but(Facet::Author, held) {
                for (id, name) in &held.authors {
                    authors.entry(*id).or_insert((name, 0)).1 += 1;
                }
            }
        }
        let mut years: BTreeMap<i32, BTreeMap<u32, u32>> = BTreeMap::new();
        for ((year, month), count) in months {
            years.entry(year).or_default().insert(month, count);
        }
        let vocabulary = self.house.vocabulary();
        let month = |(month, count): (u32, u32)| MonthCount { month, count };
        let mut sections: Vec<SectionCount> = sections
            .into_iter()
            .filter_map(|(slug, count)| {
                let mut section = term(&vocabulary.sections, Some(slug))?;
                if slug.is_empty() {
                    section.label = "No section".into();
                }
                Some(SectionCount { section, count })
            })
            .collect();
        sections.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.section.label.cmp(&b.section.label)));
        let mut authors: Vec<AuthorCount> = authors
            .into_iter()
            .map(|(id, (name, count))| AuthorCount { author: PersonName { id, name: name.to_owned() }, count })
            .collect();
        authors.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.author.name.cmp(&b.author.name)));
        Facets {
            years: years
                .into_iter()
                .rev()
                .map(|(year, months)| YearCount {
                    year,
                    count: months.values().sum(),
                    months: months.into_iter().rev().map(month).collect(),
                })
                .collect(),
            sections,
            authors,
        }
    }
}
