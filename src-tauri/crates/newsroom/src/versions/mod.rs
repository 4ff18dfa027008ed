//! Versions: compared with each other, with the desk and with what is live.

mod after_a_pause;
mod bring_back;
mod compare;
mod last_read;
mod told;

use desk::article::Article;
use desk::ids::Hash;
use desk::version::Content;

use crate::acts::Gathered;
use crate::caller::Caller;
use crate::reading::Read;
use crate::room::Newsroom;
use crate::view::actor_name;
use crate::wire::failure::Failure;
use crate::wire::versions::{CompareArgs, Comparison, Edition, EditionShown};

/// A version with what is said of it.
struct Found {
    content: Content,
    shown: EditionShown,
}

impl Newsroom {
    pub(crate) fn compare(&self, caller: &Caller, args: &CompareArgs) -> Result<Comparison, Failure> {
        let (gathered, article) = match self.read(caller, args.article)? {
            Read::Whole(whole) => *whole,
            // Readers meet one version alone: there is nothing to compare it with.
            Read::AsReaders(_) => return Err(none()),
        };
        let from = self.edition(caller, &gathered, &article, args.from)?;
        let to = self.edition(caller, &gathered, &article, args.to)?;
        Ok(compare::compare(from, to, &gathered.vocabulary))
    }

    fn edition(
        &self,
        caller: &Caller,
        gathered: &Gathered,
        article: &Article,
        edition: Edition,
    ) -> Result<Found, Failure> {
        match edition {
            Edition::Desk => {
                let content = gathered.content.clone().ok_or_else(none)?;
                let shown = shown(gathered.version, "On the desk", &content);
                Ok(Found { shown, content })
            }
            Edition::Live => {
                let not = || Failure::not_found(format!("{} is not live.", article.slug));
                let live = article.publication.live().ok_or_else(not)?;
                let content = self.kept(article, live.version)?;
                let shown = EditionShown { at: Some(live.at), ..shown(live.version, "Live", &content) };
                Ok(Found { shown, content })
            }
            Edition::LastRead => {
                let not = || Failure::not_found("You have not read this article before.");
                let (at, version, content) = self.read_before(caller, article)?.ok_or_else(not)?;
                let shown = EditionShown { at: Some(at), ..shown(version, "When you last read it", &content) };
                Ok(Found { shown, content })
            }
            Edition::Version { version } => {
                let content = self.kept(article, version)?;
                let named = article.versions.iter().rev().find(|named| named.hash == version);
                let label = named.map_or("Saved", |named| if named.name.is_empty() { "Saved" } else { &named.name });
                let shown = EditionShown {
                    at: named.map(|named| named.at),
                    by: named.map(|named| actor_name(&gathered.people, &named.by)),
                    ..shown(version, label, &content)
                };
                Ok(Found { shown, content })
            }
        }
    }

    /// The content of one of the article's versions.
    fn kept(&self, article: &Article, version: Hash) -> Result<Content, Failure> {
        if !article.named_versions().contains(&version) {
            return Err(none());
        }
        self.ledger.read(|reader| reader.version(version))?.ok_or_else(none)
    }
}

fn shown(version: Hash, label: &str, content: &Content) -> EditionShown {
    let words = press::facts(&content.body).words;
    EditionShown {
        version,
        label: label.into(),
        at: None,
        by: None,
        words,
        headline: content.headline.clone(),
        dek: content.dek.clone(),
    }
}

fn none() -> Failure {
    Failure::not_found("There is no such version of this article.")
}
