//! Whose a picture is to see: everybody's once it is before readers, else of whoever reads an article that shows it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use desk::ids::{ArticleId, Hash};
use desk::people::Person;
use desk::rights::Reading;
use ledger::{LedgerError, Reader};

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;

/// How many digits of its hash begin the name of a picture's renditions.
const NAMED_BY: usize = 24;

/// The pictures of articles, by the article, with the versions and the text they were found in.
pub type OwnPictures = HashMap<ArticleId, (Hash, Arc<BTreeSet<String>>)>;

impl Newsroom {
    /// Whether the caller may see a picture: `file` is a rendition's name, or begins as all of them do.
    pub(crate) fn may_see(&self, caller: &Caller, file: &str) -> Result<bool, Failure> {
        let Some(key) = file.get(..NAMED_BY) else { return Ok(false) };
        if self.is_out(key)? {
            return Ok(true);
        }
        let (rows, seat) = self.readable(caller)?;
        if seat.reads_everything() {
            return Ok(true);
        }
        let portrait = |person: &Person| person.portrait.is_some_and(|portrait| begins(portrait, key));
        if seat.people.iter().any(portrait) {
            return Ok(true);
        }
        let me = seat.person.as_ref().map(|person| person.id);
        if self.ledger.read(|reader| reader.media_added_by(key))? == me && me.is_some() {
            return Ok(true);
        }
        for row in rows.iter().filter(|row| seat.reading(row) == Reading::Whole) {
            if self.pictures_of(row.id)?.contains(key) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether readers can fetch a rendition of it.
    fn is_out(&self, key: &str) -> Result<bool, Failure> {
        let Some(media) = self.ledger.read(|reader| reader.media_named(key))? else { return Ok(false) };
        let picture = self.ledger.read(|reader| self.media.picture(reader, media.hash))?;
        let site = self.site();
        Ok(picture.is_some_and(|picture| {
            picture.renditions.iter().any(|shown| site.has(&format!("pictures/{}", picture.file(shown))))
        }))
    }

    /// Beginnings of the hashes of all pictures that an article shows or showed: in its text, its fields, and its versions.
    fn pictures_of(&self, article: ArticleId) -> Result<Arc<BTreeSet<String>>, Failure> {
        let text = self.open_text(article)?;
        // What is suggested is there to be seen as well.
        let body = lock(&text).manuscript().text().to_owned();
        self.ledger.read(|reader| {
            let Some(state) = reader.article(article)? else { return Ok(Arc::default()) };
            let mut mark = body.as_bytes().to_vec();
            mark.extend(state.fields.lead.iter().flat_map(|lead| lead.picture.0));
            mark.extend(state.versions.iter().flat_map(|version| version.hash.0));
            let mark = Hash::of(&mark);
            if let Some((_, kept)) = lock(&self.own_pictures).get(&article).filter(|(of, _)| *of == mark) {
                return Ok(Arc::clone(kept));
            }
            let mut found: BTreeSet<String> = in_text(&body);
            found.extend(state.fields.lead.iter().map(|lead| key_of(&lead.picture.to_string())));
            found.extend(in_versions(reader, &state)?);
            let found = Arc::new(found);
            lock(&self.own_pictures).insert(article, (mark, Arc::clone(&found)));
            Ok(found)
        })
    }
}

fn in_versions(reader: &Reader<'_>, state: &desk::Article) -> Result<BTreeSet<String>, LedgerError> {
    let hashes: BTreeSet<Hash> = state.versions.iter().map(|version| version.hash).collect();
    let mut found = BTreeSet::new();
    for hash in hashes {
        if let Some(content) = reader.version(hash)? {
            found.extend(in_text(&content.body));
            found.extend(content.lead.iter().map(|lead| key_of(&lead.picture.to_string())));
        }
    }
    Ok(found)
}

/// Pictures stand in a text as `media:<hash>`.
fn in_text(body: &str) -> BTreeSet<String> {
    let named = body.split("media:").skip(1);
    named
        .filter_map(|rest| rest.get(..NAMED_BY))
        .filter(|key| key.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map(key_of)
        .collect()
}

fn key_of(hash: &str) -> String {
    hash[..NAMED_BY.min(hash.len())].to_lowercase()
}

fn begins(hash: Hash, key: &str) -> bool {
    hash.to_string().starts_with(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_a_text_are_found_by_their_hashes() {
        let hash = Hash::of(b"picture").to_string();
        let body = format!("![A ship](media:{hash} \"At noon.\")\n\n![None](media:short)\n\nmedia: is a word.");
        assert_eq!(in_text(&body), BTreeSet::from([hash[..NAMED_BY].to_owned()]));
    }
}
