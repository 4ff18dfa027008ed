//! A version: what readers would get, under its hash.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::Article;
use crate::ids::{Hash, PersonId};
use crate::people::People;

/// Everything readers would get of an article. Its canonical JSON (fields in this order, no white space) is hashed; so no
/// field may be reordered, renamed or given a default without a new `form`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Content {
    /// The form of this record: 2 with a search title or a social headline, 1 without.
    pub form: u32,
    pub headline: String,
    pub dek: String,
    /// Markdown, LF line endings.
    pub body: String,
    /// Vocabulary slugs of the house.
    pub format: Option<String>,
    pub section: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
    pub authors: Vec<Byline>,
    pub lead: Option<Lead>,
    /// BCP 47.
    pub language: String,
    /// Only in a record of form 2, as is what follows; empty: the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub search_title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub social_headline: String,
}

/// An author as the byline stands at this version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Byline {
    pub person: PersonId,
    pub name: String,
    pub biography: String,
    pub portrait: Option<Hash>,
}

/// The lead picture with what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Lead {
    pub picture: Hash,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub rights: String,
    /// From the left and the top, 0 to 1000 thousandths; 500/500 is the middle.
    pub focal: (u16, u16),
}

impl Content {
    /// The canonical JSON that is hashed and stored.
    pub fn canonical(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a record of strings and numbers always has a JSON form")
    }

    pub fn hash(&self) -> Hash {
        Hash::of(&self.canonical())
    }
}

/// What readers would get of the article with this body, bylines as they stand now.
pub fn content(article: &Article, body: &str, people: &People) -> Content {
    let fields = &article.fields;
    let byline = |person: &crate::people::Person| Byline {
        person: person.id,
        name: person.name.clone(),
        biography: person.biography.clone(),
        portrait: person.portrait,
    };
    let titled = !(fields.search_title.is_empty() && fields.social_headline.is_empty());
    Content {
        form: if titled { 2 } else { 1 },
        headline: fields.headline.clone(),
        dek: fields.dek.clone(),
        body: body.replace("\r\n", "\n").replace('\r', "\n"),
        format: fields.format.clone(),
        section: fields.section.clone(),
        region: fields.region.clone(),
        topics: fields.topics.clone(),
        authors: fields.authors.iter().filter_map(|id| people.get(*id)).map(byline).collect(),
        lead: fields.lead.clone(),
        language: fields.language.clone(),
        search_title: fields.search_title.clone(),
        social_headline: fields.social_headline.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing;

    #[test]
    fn a_version_without_titles_of_its_own_has_the_hash_it_always_had() {
        let mut article = testing::article();
        let plain = crate::content(&article, "Words.", &testing::masthead());
        let canonical = String::from_utf8(plain.canonical()).expect("JSON");
        assert!(plain.form == 1 && canonical.ends_with("\"language\":\"en-GB\"}"), "{canonical}");
        article.fields.search_title = "Harbour deal".into();
        let titled = crate::content(&article, "Words.", &testing::masthead());
        assert!(titled.form == 2 && titled.hash() != plain.hash());
        let read: super::Content = serde_json::from_slice(&titled.canonical()).expect("read back");
        assert_eq!(read, titled);
    }
}
