//! Pictures that a change may have left without a page: once no page shows one any more its files go out of the site, or what
//! was taken down could still be had by its address.

use std::collections::BTreeSet;

use desk::ids::{ArticleId, Hash};
use ledger::{LedgerError, Reader, Shelf, Transaction};

use super::pages::Printer;
use crate::files::Leaf;

/// The setting that names those which pages of others may show until the sweep has been there.
const LEFT: &str = "pictures left";

/// Those that the sweep looks at when it has written its last page.
pub fn left(reader: &Reader<'_>) -> Result<BTreeSet<Hash>, LedgerError> {
    Ok(reader.setting(LEFT)?.as_deref().map(read).unwrap_or_default())
}

pub fn leave(tx: &mut Transaction<'_>, more: &BTreeSet<Hash>) -> Result<(), LedgerError> {
    if more.is_empty() {
        return Ok(());
    }
    let mut all = left(tx)?;
    all.extend(more);
    let text: Vec<String> = all.iter().map(Hash::to_string).collect();
    tx.set(LEFT, &text.join(" "))
}

/// The sweep has looked at all of them.
pub fn none_left(tx: &mut Transaction<'_>) -> Result<(), LedgerError> {
    tx.set(LEFT, "")
}

fn read(text: &str) -> BTreeSet<Hash> {
    text.split(' ').filter_map(|hash| hash.parse().ok()).collect()
}

impl Printer<'_> {
    /// What a version that readers had showed, on its page and its authors', and the article as it is live now does not.
    pub(super) fn left_by(&self, article: ArticleId, was: Hash) -> Result<BTreeSet<Hash>, LedgerError> {
        let Some(content) = self.reader().version(was)? else { return Ok(BTreeSet::new()) };
        let authors: Vec<_> = content.authors.iter().map(|author| author.person).collect();
        let story = self.stories.story(content.into(), "", article)?;
        let mut left: BTreeSet<Hash> = story.pictures().map(|picture| picture.hash).collect();
        let people = self.reader().people()?;
        left.extend(authors.iter().filter_map(|author| people.get(*author)?.portrait));
        if let Some(card) = self.reader().live_card(article)?
            && let Some(story) = self.stories.of(&card)?
        {
            for picture in story.pictures() {
                left.remove(&picture.hash);
            }
        }
        Ok(left)
    }

    /// The files of those that nothing in the site shows, to be taken out of it.
    pub(super) fn without_a_page(&self, mut left: BTreeSet<Hash>) -> Result<Vec<Leaf>, LedgerError> {
        if left.is_empty() {
            return Ok(Vec::new());
        }
        for person in self.reader().people()?.iter() {
            let on_the_masthead = self.house().has_masthead() && !person.roles.is_empty();
            if let Some(portrait) = person.portrait
                && (on_the_masthead || self.reader().live_count(&Shelf::Author(person.id))? > 0)
            {
                left.remove(&portrait);
            }
        }
        for card in self.reader().live_cards()? {
            if left.is_empty() {
                break;
            }
            // Only what can show one of them is printed.
            let Some(content) = self.reader().version(card.version)? else { continue };
            let portraits = content.authors.iter().filter_map(|author| author.portrait);
            let mut beside = portraits.chain(content.lead.as_ref().map(|lead| lead.picture));
            if (beside.any(|picture| left.contains(&picture)) || may_name(&content.body, &left))
                && let Some(story) = self.stories.of(&card)?
            {
                for picture in story.pictures() {
                    left.remove(&picture.hash);
                }
            }
        }
        let mut files = Vec::new();
        for hash in left {
            if let Some(picture) = self.stories.media.picture(self.reader(), hash)? {
                let shown = picture.renditions.iter();
                files.extend(shown.map(|shown| Leaf::gone(format!("pictures/{}", picture.file(shown)))));
            }
        }
        Ok(files)
    }
}

/// Whether a text can point at one of the pictures: a hash is spelt in either case, or with numbered characters.
fn may_name(body: &str, pictures: &BTreeSet<Hash>) -> bool {
    if !body.contains("![") {
        return false;
    }
    let body = body.to_ascii_lowercase();
    body.contains("&#") || pictures.iter().any(|hash| body.contains(&hash.to_string()))
}
