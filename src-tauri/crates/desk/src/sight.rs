//! Everything a decision may look at, gathered by the caller; so that deciding reads nothing by itself.

use chrono::{DateTime, Utc};

use crate::address::Addressing;
use crate::article::{Article, JobKind};
use crate::ids::{ArticleId, Hash};
use crate::people::People;
use crate::rules::{Rules, Vocabulary};
use crate::text::TextFacts;
use crate::version::Content;

#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// `None` before `Pitch` and `Begin`.
    pub article: Option<&'a Article>,
    /// Of the article, or of the one to be.
    pub id: ArticleId,
    pub people: &'a People,
    pub rules: &'a Rules,
    pub vocabulary: &'a Vocabulary,
    /// Of the text on the desk now.
    pub text: &'a TextFacts,
    /// Hash of the content on the desk now.
    pub version: Hash,
    /// The content on the desk now and the one that is live: only a silent fix compares them.
    pub content: Option<&'a Content>,
    pub live: Option<&'a Content>,
    /// Jobs of other articles near the time asked for.
    pub others: &'a [Booked],
    /// Whether another article has the slug that the command asks for (see [`crate::Command::slug_asked`]).
    pub slug_taken: bool,
    /// Whether another article has, or had, the address this one has, would get or asks for (see
    /// [`crate::address::Addressing::wanted`]).
    pub address_taken: bool,
}

impl<'a> Sight<'a> {
    /// How an article that goes out then gets its address.
    pub fn addressing(&self, at: DateTime<Utc>) -> Addressing<'a> {
        Addressing { form: &self.vocabulary.address, zone: &self.rules.zone, at }
    }
}

/// A job of another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub article: ArticleId,
    pub slug: String,
    pub kind: JobKind,
    pub at: DateTime<Utc>,
}
