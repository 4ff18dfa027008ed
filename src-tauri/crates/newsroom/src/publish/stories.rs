//! Live articles as pages show them, each body printed once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use desk::ids::{ArticleId, Hash};
use desk::version::{Byline, Content};
use ledger::{AddressUse, Card, LedgerError, Reader};
use press::{Body, House, Outlet, Picture, Story, World, body};

use crate::media::MediaFolder;
use crate::text::lock;

/// How many printed bodies are kept: a front page, its listings, and every river around them.
const KEPT: usize = 4_000;

/// Bodies printed for one outlet by the house of one hash, as long as nothing that they link to moves.
#[derive(Default)]
pub struct Printed {
    house: Mutex<Option<Hash>>,
    stories: Mutex<HashMap<(ArticleId, Hash), Arc<Story>>>,
}

impl Printed {
    /// Addresses moved or a page went: links may lead elsewhere now.
    pub fn forget(&self) {
        lock(&self.stories).clear();
    }
}

/// Makes stories of live articles, in one consistent view of the desk.
pub struct Stories<'a> {
    pub reader: &'a Reader<'a>,
    pub house: &'a House,
    pub media: &'a MediaFolder,
    printed: &'a Printed,
    outlet: Outlet,
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
        Self { reader, house, media, printed, outlet }
    }

    pub fn of(&self, card: &Card) -> Result<Option<Arc<Story>>, LedgerError> {
        let key = (card.article, card.version);
        if let Some(story) = lock(&self.printed.stories).get(&key) {
            return Ok(Some(Arc::clone(story)));
        }
        let Some(content) = self.reader.version(card.version)? else { return Ok(None) };
        let mut story = self.story(Arc::new(content), &card.address, card.article)?;
        story.published_at = Some(card.first_at);
        story.updated_at = card.updated_at;
        story.notices = card.notices.clone();
        let story = Arc::new(story);
        let mut kept = lock(&self.printed.stories);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&story));
        Ok(Some(story))
    }

    pub fn all(&self, cards: &[Card]) -> Result<Vec<Arc<Story>>, LedgerError> {
        let stories: Result<Vec<_>, _> = cards.iter().map(|card| self.of(card)).collect();
        Ok(stories?.into_iter().flatten().collect())
    }

    /// A story of any content; dates and notices are the caller's to set.
    pub fn story(&self, content: Arc<Content>, address: &str, article: ArticleId) -> Result<Story, LedgerError> {
        let desk = Desk { reader: self.reader, media: self.media };
        let prefix = format!("a{}", &article.0.simple().to_string()[20..]);
        let printed: Body = body(&content.body, &self.house.body_options(&self.outlet, &desk, &prefix));
        let lead = match &content.lead {
            Some(lead) => self.media.picture(self.reader, lead.picture)?,
            None => None,
        };
        Ok(Story {
            portraits: self.portraits(&content.authors)?,
            content,
            body: Arc::new(printed),
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

/// What the text may point at.
struct Desk<'a> {
    reader: &'a Reader<'a>,
    media: &'a MediaFolder,
}

/// The sections of the site that are not articles.
const LISTINGS: [&str; 5] = ["section", "format", "region", "topic", "author"];

impl World for Desk<'_> {
    fn picture(&self, source: &str) -> Option<Picture> {
        let hash = source.strip_prefix("media:")?.parse().ok()?;
        // A ledger that cannot be read now shows as a picture that is not there; the page's own reading says why.
        let found = self.media.picture(self.reader, hash).ok()??;
        Some(Picture::clone(&found))
    }

    fn page(&self, address: &str) -> Option<String> {
        let first = address.split('/').next()?;
        if address.is_empty() || LISTINGS.contains(&first) {
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
