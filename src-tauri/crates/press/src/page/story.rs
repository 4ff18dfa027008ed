//! An article as pages show it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::address::listing_of;
use desk::article::Notice;
use desk::version::Content;

use crate::body::Body;
use crate::picture::Picture;

/// An article with everything that pages show of it. Plain data, shared by every page that shows it.
#[derive(Clone, Debug)]
pub struct Story {
    /// What feeds call the article: a URN that never changes, wherever the site or the article moves.
    pub id: String,
    pub content: Arc<Content>,
    /// The body of `content`, printed once for the outlet of the page; `None` where only lists show the article, which
    /// print no text.
    pub body: Option<Arc<Body>>,
    /// Without slashes at its ends: `2026/11/what-the-harbour-deal-really-buys`.
    pub address: String,
    /// When it was first published; `None` in a galley of what has no time yet.
    pub published_at: Option<DateTime<Utc>>,
    /// Shown as "Updated".
    pub updated_at: Option<DateTime<Utc>>,
    /// Oldest first.
    pub notices: Vec<Notice>,
    /// The lead picture that `content.lead` names, when the media hold it.
    pub lead: Option<Arc<Picture>>,
    /// The authors' portraits that `content.authors` name, in any order.
    pub portraits: Vec<Arc<Picture>>,
}

impl Story {
    /// Every picture that its own page shows, as files to be copied to the site.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let text = self.body.iter().flat_map(|body| &body.pictures);
        self.lead.as_deref().into_iter().chain(self.portraits.iter().map(Arc::as_ref)).chain(text)
    }
}

/// The page of one article. The stories of the river have their bodies; the other lists need none. In every list, give more than the house's counts ask for: the article itself and what
/// already stands on the page are left out.
#[derive(Clone, Debug)]
pub struct ArticlePage {
    pub story: Arc<Story>,
    /// Candidates in the order of preference: hand-picked, then same section, then newest.
    pub river: Vec<Arc<Story>>,
    /// Newest first.
    pub latest: Vec<Arc<Story>>,
    /// Newest of the section of short takes first.
    pub short_takes: Vec<Arc<Story>>,
    /// The time at which the page is written, or as of which it is previewed: decides about the appeal.
    pub as_of: DateTime<Utc>,
}

/// The front page.
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// The lead first; pinned ones, then newest.
    pub stories: Vec<Arc<Story>>,
    pub latest: Vec<Arc<Story>>,
    pub short_takes: Vec<Arc<Story>>,
    pub as_of: DateTime<Utc>,
}

/// One page of a listing.
#[derive(Clone, Debug)]
pub struct ListingPage {
    pub of: Listing,
    /// Newest first, as many as [`super::Paging::of`] gives this page.
    pub stories: Vec<Arc<Story>>,
    /// Counted from the oldest page, which is 1.
    pub number: u32,
    /// The newest page, which stands at the listing's own address.
    pub last: u32,
    pub as_of: DateTime<Utc>,
}

/// What a listing lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    /// By slug.
    Section(String),
    Format(String),
    Region(String),
    /// By the topic as it stands on articles.
    Topic(String),
    Author {
        name: String,
        biography: String,
        portrait: Option<Arc<Picture>>,
    },
}

/// What stands at the address of an article that is gone for cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GonePage {
    pub headline: String,
    pub address: String,
    /// When it was retracted or taken down.
    pub at: DateTime<Utc>,
    /// For readers.
    pub reason: String,
    pub language: String,
}

impl Listing {
    /// The listing's address, without slashes at its ends.
    pub fn address(&self) -> String {
        match self {
            Self::Section(slug) => format!("section/{slug}"),
            Self::Format(slug) => format!("format/{slug}"),
            Self::Region(slug) => format!("region/{slug}"),
            Self::Topic(topic) => format!("topic/{}", listing_of(topic)),
            Self::Author { name, .. } => author_address(name),
        }
    }

    /// The address of one of its pages.
    pub fn page_address(&self, number: u32, last: u32) -> String {
        if number == last { self.address() } else { format!("{}/page/{number}", self.address()) }
    }
}

/// The address of an author's listing, without slashes at its ends.
pub fn author_address(name: &str) -> String {
    format!("author/{}", listing_of(name))
}
