//! Which pages show an article, and what stands on them.

use chrono::{DateTime, Utc};
use desk::address::listing_of;
use desk::article::{Article, Live, Publication};
use desk::ids::{ArticleId, Hash};
use desk::version::Content;
use ledger::{Card, LedgerError, Reader, Shelf};
use press::{
    ArticlePage, Feed, FrontPage, GonePage, House, HouseProblem, Listing, ListingPage, Outlet, Paging, Picture,
    Rendered, Story,
};
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use super::stories::Stories;
use crate::files::{Leaf, page_path};

/// Why a page was not printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("The house layout has a mistake in {file}{}: {message} {hint}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
    House { file: String, line: Option<u32>, message: String, hint: String },
}

impl From<HouseProblem> for PrintError {
    fn from(problem: HouseProblem) -> Self {
        Self::House { file: problem.file, line: problem.line, message: problem.message, hint: problem.hint }
    }
}

/// Prints the pages of the site as they must stand now.
pub struct Printer<'a> {
    pub stories: Stories<'a>,
    pub as_of: DateTime<Utc>,
    /// Pictures that were handed out already: many pages show the same.
    handed_out: RefCell<HashSet<String>>,
}

impl<'a> Printer<'a> {
    pub fn new(stories: Stories<'a>, as_of: DateTime<Utc>) -> Self {
        Self { stories, as_of, handed_out: RefCell::default() }
    }

    pub(super) fn reader(&self) -> &Reader<'_> {
        self.stories.reader
    }

    pub(super) fn house(&self) -> &House {
        self.stories.house
    }

    /// The page of a live article, with its pictures.
    pub fn article(&self, card: &Card) -> Result<Vec<Leaf>, PrintError> {
        let Some(story) = self.stories.of(card)? else { return Ok(Vec::new()) };
        let mut leaves = self.pictures(&story);
        leaves.push(page(&card.address, self.house().article(&self.around(story)?, &Outlet::Site))?);
        Ok(leaves)
    }

    /// Everything that stands on an article's page.
    pub fn around(&self, story: Arc<Story>) -> Result<ArticlePage, LedgerError> {
        let counts = self.house().counts();
        // Besides what is shown: the article itself, and what stands on the page already.
        let spare = counts.river + counts.latest + counts.short_takes + 1;
        let newest = self.stories.newest(&Shelf::Everything, spare)?;
        let near = match &story.content.section {
            Some(section) => self.stories.newest(&Shelf::Section(section.clone()), counts.river + 1)?,
            None => Arc::default(),
        };
        let mut river: Vec<&Card> = Vec::new();
        for card in near.iter().chain(newest.iter()) {
            let there = card.address == story.address || river.iter().any(|other| other.article == card.article);
            if !there && river.len() < counts.river {
                river.push(card);
            }
        }
        let river = river.into_iter().map(|card| self.stories.of(card)).collect::<Result<Vec<_>, _>>()?;
        Ok(ArticlePage {
            story,
            river: river.into_iter().flatten().collect(),
            latest: self.stories.teasers(&newest)?,
            short_takes: self.short_takes(spare)?,
            as_of: self.as_of,
        })
    }

    fn short_takes(&self, count: usize) -> Result<Vec<Arc<Story>>, LedgerError> {
        match self.house().short_takes_section() {
            Some(section) => self.stories.teasers(&self.stories.newest(&Shelf::Section(section.into()), count)?),
            None => Ok(Vec::new()),
        }
    }

    pub fn front(&self) -> Result<Leaf, PrintError> {
        let counts = self.house().counts();
        let spare = counts.front + counts.latest + counts.short_takes;
        let newest = self.stories.teasers(&self.stories.newest(&Shelf::Everything, spare)?)?;
        let front = FrontPage {
            stories: newest.clone(),
            latest: newest,
            short_takes: self.short_takes(counts.front + counts.short_takes)?,
            as_of: self.as_of,
        };
        page("", self.house().front(&front, &Outlet::Site))
    }

    /// The files of an author's portrait of today, which may stand on no article.
    fn portrait_of(&self, shelf: &Shelf) -> Result<Vec<Leaf>, LedgerError> {
        Ok(match self.listed(shelf)? {
            Some(Listing::Author { portrait: Some(portrait), .. }) => self.files_of(std::iter::once(portrait.as_ref())),
            _ => Vec::new(),
        })
    }

    /// Every page of a listing.
    pub fn listing_whole(&self, shelf: &Shelf) -> Result<Vec<Leaf>, PrintError> {
        self.listing_from(shelf, 1)
    }

    /// A listing from one of its pages to the newest; what it had more when it was longer goes. A topic or author that
    /// nothing is left of goes whole.
    pub fn listing_from(&self, shelf: &Shelf, first: u32) -> Result<Vec<Leaf>, PrintError> {
        let paging = self.paging(shelf)?;
        let last = paging.last();
        let Some(of) = self.listed(shelf)? else { return Ok(vec![self.front()?]) };
        let over = [last, last + 1].map(|number| Leaf::gone(page_path(&format!("{}/page/{number}", of.address()))));
        let mut leaves = match (paging.total, shelf) {
            (0, Shelf::Topic(_) | Shelf::Author(_)) => vec![Leaf::gone(page_path(&of.address()))],
            _ => {
                let pages = (first.min(last)..=last).map(|number| self.listing(shelf, paging, number));
                let mut leaves = pages.collect::<Result<Vec<_>, _>>()?;
                leaves.extend(self.portrait_of(shelf)?);
                leaves
            }
        };
        leaves.extend(over);
        Ok(leaves)
    }

    /// One page of a listing.
    pub fn listing_page(&self, shelf: &Shelf, number: u32) -> Result<Leaf, PrintError> {
        let paging = self.paging(shelf)?;
        self.listing(shelf, paging, number.min(paging.last()))
    }

    /// The page on which an article stands that is sorted by this time.
    pub fn listing_page_at(&self, shelf: &Shelf, at: DateTime<Utc>, article: ArticleId) -> Result<u32, LedgerError> {
        let page = self.reader().live_page_at(shelf, at, article, self.house().counts().listing)?;
        Ok(u32::try_from(page).unwrap_or(u32::MAX))
    }

    fn paging(&self, shelf: &Shelf) -> Result<Paging, LedgerError> {
        Ok(Paging { total: self.reader().live_count(shelf)?, per_page: self.house().counts().listing })
    }

    fn listing(&self, shelf: &Shelf, paging: Paging, number: u32) -> Result<Leaf, PrintError> {
        let range = paging.of(number);
        let cards = self.reader().live_latest(shelf, paging.total - range.end, range.len())?;
        // The listing of everything is the front page.
        let Some(of) = self.listed_among(shelf, &cards)? else { return self.front() };
        let address = of.page_address(number, paging.last());
        let listing =
            ListingPage { of, stories: self.stories.teasers(&cards)?, number, last: paging.last(), as_of: self.as_of };
        page(&address, self.house().listing(&listing, &Outlet::Site))
    }

    /// What a shelf is called; the listing of everything is the front page.
    pub(super) fn listed(&self, shelf: &Shelf) -> Result<Option<Listing>, LedgerError> {
        self.listed_among(shelf, &self.reader().live_latest(shelf, 0, 1)?)
    }

    /// What the shelf's page with these articles is called.
    fn listed_among(&self, shelf: &Shelf, cards: &[Card]) -> Result<Option<Listing>, LedgerError> {
        Ok(Some(match shelf {
            Shelf::Everything => return Ok(None),
            Shelf::Section(slug) => Listing::Section(slug.clone()),
            Shelf::Format(slug) => Listing::Format(slug.clone()),
            Shelf::Region(slug) => Listing::Region(slug.clone()),
            // As the newest of them writes it, so that a page hangs on no article of another.
            Shelf::Topic(topic) => {
                let written = cards.iter().flat_map(|card| &card.topics).find(|written| listing_of(written) == *topic);
                Listing::Topic(written.unwrap_or(topic).clone())
            }
            Shelf::Author(person) => {
                let people = self.reader().people()?;
                let person = people.get(*person);
                let portrait = self.portrait(person.and_then(|person| person.portrait))?;
                Listing::Author {
                    name: person.map(|person| person.name.clone()).unwrap_or_default(),
                    biography: person.map(|person| person.biography.clone()).unwrap_or_default(),
                    portrait,
                }
            }
        }))
    }

    pub(super) fn portrait(&self, hash: Option<Hash>) -> Result<Option<Arc<Picture>>, LedgerError> {
        hash.map_or(Ok(None), |hash| self.stories.media.picture(self.reader(), hash))
    }

    /// The feed of a section or region, or of the house, in every form; other shelves have none.
    pub fn feeds(&self, shelf: &Shelf) -> Result<Vec<Leaf>, PrintError> {
        let Some(of) = followed(shelf) else { return Ok(Vec::new()) };
        let cards = self.reader().live_latest(shelf, 0, self.house().counts().feed)?;
        let mut stories = Vec::with_capacity(cards.len());
        for card in &cards {
            stories.extend(self.stories.of(card)?.map(|story| (story, card.feed_at)));
        }
        let feed = Feed { of, stories };
        Ok(self.house().feeds(&feed).into_iter().map(|(path, text)| Leaf::new(path, text)).collect())
    }

    /// What readers find wherever nothing else is.
    pub fn not_found(&self) -> Result<Leaf, PrintError> {
        let newest = self.stories.newest(&Shelf::Everything, self.house().counts().latest)?;
        let latest = self.stories.teasers(&newest)?;
        let Rendered { html, problems } = self.house().not_found(&latest, &Outlet::Site);
        sound(problems)?;
        Ok(Leaf::new("404.html", html))
    }

    pub fn robots(&self) -> Leaf {
        Leaf::new("robots.txt", self.house().robots())
    }

    pub fn assets(&self) -> Vec<Leaf> {
        self.house().assets().iter().map(|asset| Leaf::new(asset.path.clone(), asset.bytes.to_vec())).collect()
    }

    /// What stands at the addresses of an article that is not live (any more), and of those it had before.
    pub fn traces(&self, article: &Article) -> Result<Vec<Leaf>, PrintError> {
        let mut leaves = Vec::new();
        // As readers last had it: what stands on the desk since is not theirs.
        let gone = |was: &Live, at, reason: &str| -> Result<GonePage, LedgerError> {
            let content = self.last_content(was)?;
            Ok(GonePage {
                headline: content.as_ref().map(|content| content.headline.clone()).unwrap_or_default(),
                address: was.address.clone(),
                at,
                reason: reason.to_owned(),
                language: content.map(|content| content.language).unwrap_or_default(),
            })
        };
        let house = self.house();
        let current = match &article.publication {
            Publication::Never => None,
            Publication::Live(live) => Some(live.address.clone()),
            Publication::Withdrawn { was, .. } => {
                leaves.push(Leaf::gone(page_path(&was.address)));
                None
            }
            Publication::Retracted { was, at, reason } => {
                leaves.push(page(&was.address, house.retracted(&gone(was, *at, reason)?, &Outlet::Site))?);
                Some(was.address.clone())
            }
            Publication::TakenDown { was, at, reason } => {
                leaves.push(page(&was.address, house.tombstone(&gone(was, *at, reason)?, &Outlet::Site))?);
                Some(was.address.clone())
            }
        };
        for former in &article.former_addresses {
            leaves.push(match &current {
                Some(current) if former != current => page(former, house.redirect(current, &Outlet::Site))?,
                Some(_) => continue,
                None => Leaf::gone(page_path(former)),
            });
        }
        Ok(leaves)
    }

    /// What readers last got of an article.
    pub(super) fn last_content(&self, was: &Live) -> Result<Option<Content>, LedgerError> {
        self.reader().version(was.version)
    }

    fn pictures(&self, story: &Story) -> Vec<Leaf> {
        self.files_of(story.pictures())
    }

    /// The files of pictures, each once.
    pub(super) fn files_of<'p>(&self, pictures: impl Iterator<Item = &'p Picture>) -> Vec<Leaf> {
        let files = pictures.flat_map(|picture| picture.renditions.iter().map(|shown| picture.file(shown)));
        files
            .filter(|file| self.handed_out.borrow_mut().insert(file.clone()))
            .filter_map(|file| {
                let bytes = self.stories.media.rendition(&file)?;
                Some(Leaf::new(format!("pictures/{file}"), bytes))
            })
            .collect()
    }
}

/// The listings that a live article stands in.
pub fn shelves(card: &Card) -> Vec<Shelf> {
    let slugs = [
        card.section.clone().map(Shelf::Section),
        card.format.clone().map(Shelf::Format),
        card.region.clone().map(Shelf::Region),
    ];
    let topics = card.topics.iter().map(|topic| Shelf::Topic(listing_of(topic)));
    let authors = card.authors.iter().map(|author| Shelf::Author(author.person));
    slugs.into_iter().flatten().chain(topics).chain(authors).collect()
}

pub(super) fn page(address: &str, rendered: Rendered) -> Result<Leaf, PrintError> {
    sound(rendered.problems)?;
    Ok(Leaf::page(address, rendered.html))
}

/// A page with a mistake of the house in it is never published.
fn sound(problems: Vec<HouseProblem>) -> Result<(), PrintError> {
    problems.into_iter().next().map_or(Ok(()), |problem| Err(problem.into()))
}

/// What the feed of a shelf is of, `Some(None)` for the house itself; `None`: the shelf has no feed.
fn followed(shelf: &Shelf) -> Option<Option<Listing>> {
    match shelf {
        Shelf::Everything => Some(None),
        Shelf::Section(section) => Some(Some(Listing::Section(section.clone()))),
        Shelf::Region(region) => Some(Some(Listing::Region(region.clone()))),
        Shelf::Format(_) | Shelf::Topic(_) | Shelf::Author(_) => None,
    }
}
