//! Live articles as pages show them, each body printed once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use desk::ids::{ArticleId, Hash};
use desk::version::{Byline, Content};
use ledger::{AddressUse, Card, LedgerError, Reader, Shelf};
use press::{Body, House, Outlet, Picture, Story, World, body};

use crate::media::MediaFolder;
use crate::text::lock;

/// How many printed stories are kept: a feed, and every river around it.
const KEPT: usize = 4_000;

/// Bodies printed for one outlet by the house of one hash, as long as nothing that they link to moves.
#[derive(Default)]
pub struct Printed {
    house: Mutex<Option<Hash>>,
    stories: Mutex<Kept>,
    /// The same without their text, for lists.
    teasers: Mutex<Kept>,
}

/// Each article as it was printed last, with what it was printed from: another version, a notice, another date.
type Kept = HashMap<ArticleId, (Card, Arc<Story>)>;

impl Printed {
    /// Addresses moved or a page went: links may lead elsewhere now.
    pub fn forget(&self) {
        lock(&self.stories).clear();
        lock(&self.teasers).clear();
    }
}

/// The newest so many of a shelf.
type Newest = HashMap<(Shelf, usize), Arc<[Card]>>;

/// Makes stories of live articles, in one consistent view of the desk.
pub struct Stories<'a> {
    pub reader: &'a Reader<'a>,
    pub house: &'a House,
    pub media: &'a MediaFolder,
    printed: &'a Printed,
    outlet: Outlet,
    newest: RefCell<Newest>,
}

impl<'a> Stories<'a> {
    pub fn new(
        reader: &'a Reader<'a>,
        house: &'a House,
        media: &'a MediaFolder,
        printed: &'a Printed,
        outlet: Outlet,
    ) -> Self {
        let mut of = lock(&printed.house);
        if *of != Some(house.hash()) {
            printed.forget();
            *of = Some(house.hash());
        }
        drop(of);
        Self { reader, house, media, printed, outlet, newest: RefCell::default() }
    }

    pub fn of(&self, card: &Card) -> Result<Option<Arc<Story>>, LedgerError> {
        kept(&self.printed.stories, card, || {
            let Some(content) = self.reader.version(card.version)? else { return Ok(None) };
            let body = self.body(&content, card.article);
            self.dressed(Arc::new(content), &card.address, card.article, Some(body))
                .map(|story| Some(dated(story, card)))
        })
    }

    /// The story as lists show it: everything but its text.
    pub fn teaser(&self, card: &Card) -> Result<Option<Arc<Story>>, LedgerError> {
        kept(&self.printed.teasers, card, || {
            let content = Content {
                form: 1,
                headline: card.headline.clone(),
                dek: card.dek.clone(),
                body: String::new(),
                format: card.format.clone(),
                section: card.section.clone(),
                region: card.region.clone(),
                topics: card.topics.clone(),
                authors: card.authors.clone(),
                lead: card.lead.clone(),
                language: card.language.clone(),
                search_title: String::new(),
                social_headline: String::new(),
            };
            self.dressed(Arc::new(content), &card.address, card.article, None).map(|story| Some(dated(story, card)))
        })
    }

    pub fn teasers(&self, cards: &[Card]) -> Result<Vec<Arc<Story>>, LedgerError> {
        let teasers: Result<Vec<_>, _> = cards.iter().map(|card| self.teaser(card)).collect();
        Ok(teasers?.into_iter().flatten().collect())
    }

    /// The newest of a shelf; asked once, since nearly every page shows the same.
    pub fn newest(&self, shelf: &Shelf, count: usize) -> Result<Arc<[Card]>, LedgerError> {
        let key = (shelf.clone(), count);
        if let Some(cards) = self.newest.borrow().get(&key) {
            return Ok(Arc::clone(cards));
        }
        let cards: Arc<[Card]> = self.reader.live_latest(shelf, 0, count)?.into();
        self.newest.borrow_mut().insert(key, Arc::clone(&cards));
        Ok(cards)
    }

    /// A story of any content; dates and notices are the caller's to set.
    pub fn story(&self, content: Arc<Content>, address: &str, article: ArticleId) -> Result<Story, LedgerError> {
        let body = self.body(&content, article);
        self.dressed(content, address, article, Some(body))
    }

    fn body(&self, content: &Content, article: ArticleId) -> Arc<Body> {
        let prefix = format!("a{}", &article.0.simple().to_string()[20..]);
        let world = self.world();
        let options = self.house.body_options(&self.outlet, &content.language, &world, &prefix);
        Arc::new(body(&content.body, &options))
    }

    /// What texts may point at.
    pub(super) fn world(&self) -> impl World {
        Desk { reader: self.reader, media: self.media, house: self.house }
    }

    /// With its pictures.
    fn dressed(
        &self,
        content: Arc<Content>,
        address: &str,
        article: ArticleId,
        body: Option<Arc<Body>>,
    ) -> Result<Story, LedgerError> {
        let lead = match &content.lead {
            Some(lead) => self.media.picture(self.reader, lead.picture)?,
            None => None,
        };
        Ok(Story {
            id: urn(article),
            portraits: self.portraits(&content.authors)?,
            content,
            body,
            address: address.to_owned(),
            published_at: None,
            updated_at: None,
            notices: Vec::new(),
            lead,
        })
    }

    fn portraits(&self, authors: &[Byline]) -> Result<Vec<Arc<Picture>>, LedgerError> {
        let hashes = authors.iter().filter_map(|author| author.portrait);
        let pictures: Result<Vec<_>, _> = hashes.map(|hash| self.media.picture(self.reader, hash)).collect();
        Ok(pictures?.into_iter().flatten().collect())
    }
}

/// What stands on a card beside the content.
fn dated(mut story: Story, card: &Card) -> Arc<Story> {
    story.published_at = Some(card.first_at);
    story.updated_at = card.updated_at;
    story.notices.clone_from(&card.notices);
    Arc::new(story)
}

/// The story that is kept, else the one that is made.
fn kept(
    stories: &Mutex<Kept>,
    card: &Card,
    make: impl FnOnce() -> Result<Option<Arc<Story>>, LedgerError>,
) -> Result<Option<Arc<Story>>, LedgerError> {
    if let Some((of, story)) = lock(stories).get(&card.article)
        && of == card
    {
        return Ok(Some(Arc::clone(story)));
    }
    let made = make()?;
    if let Some(story) = &made {
        let mut stories = lock(stories);
        if stories.len() >= KEPT {
            stories.clear();
        }
        stories.insert(card.article, (card.clone(), Arc::clone(story)));
    }
    Ok(made)
}

/// What the text may point at.
struct Desk<'a> {
    reader: &'a Reader<'a>,
    media: &'a MediaFolder,
    house: &'a House,
}

/// A name for an article that is its own for ever and tells nothing of it: not when it was begun, nor where it stands.
fn urn(article: ArticleId) -> String {
    let hash = Hash::of(article.0.as_bytes());
    let bytes = hash.0.first_chunk().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}

impl World for Desk<'_> {
    fn picture(&self, source: &str) -> Option<Picture> {
        let hash = source.strip_prefix("media:")?.parse().ok()?;
        // A ledger that cannot be read now shows as a picture that is not there; the page's own reading says why.
        let found = self.media.picture(self.reader, hash).ok()??;
        Some(Picture::clone(&found))
    }

    fn page(&self, address: &str) -> Option<String> {
        if address.is_empty() || self.house.reserves(address) {
            return Some(address.to_owned());
        }
        let (article, by) = self.reader.at_address(address).ok()??;
        let live = self.reader.live_card(article).ok()??;
        match by {
            AddressUse::Current | AddressUse::Former => Some(live.address),
            AddressUse::Chosen => None,
        }
    }
}
