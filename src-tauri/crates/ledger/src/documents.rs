//! What can be found of each article: a document of the copy on the desk, and one of what is live. As long as both say the
//! same they are one row, so that the words of most articles are kept once.
//!
//! The head of a document (headline, dek, people, slug) follows the facts in their own transaction. Its body follows the text
//! when that has settled: until then the document is marked as behind.

use chrono::{DateTime, Utc};
use desk::article::Article;
use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use manuscript::{Manuscript, plain};
use rusqlite::{Row, params};

use crate::articles::row_to_article;
use crate::column::{At, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// Set when the index could not be written; it is made anew before the next search.
const BROKEN: &str = "search-index-broken";

/// The words of a document, by where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub headline: String,
    pub dek: String,
    /// Names on the byline, with commas.
    pub people: String,
    pub slug: String,
    /// Plain words, one line for each block.
    pub body: String,
}

/// Which of an article's two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Desk,
    Live,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Desk => Self::Live,
            Self::Live => Self::Desk,
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Live => "live",
        }
    }
}

/// A row of the table of documents.
struct Place {
    id: i64,
    shared: bool,
    behind: bool,
}

/// The copy on the desk, with this body.
fn of_desk(article: &Article, people: &People, body: String) -> Document {
    let fields = &article.fields;
    let names: Vec<&str> =
        fields.authors.iter().filter_map(|id| people.get(*id)).map(|person| person.name.as_str()).collect();
    Document {
        headline: fields.headline.clone(),
        dek: fields.dek.clone(),
        people: names.join(", "),
        slug: article.slug.clone(),
        body,
    }
}

fn row_to_document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        headline: row.get("headline")?,
        dek: row.get("dek")?,
        people: row.get("people")?,
        slug: row.get("slug")?,
        body: row.get("body")?,
    })
}

impl Reader<'_> {
    /// The words of a document.
    pub fn document(&self, id: i64) -> Result<Option<Document>, LedgerError> {
        let words = "SELECT headline, dek, people, slug, body FROM found WHERE rowid = ?1";
        self.one(words, [id], row_to_document)
    }

    /// Articles whose text was typed in since their document was made, and not since that time.
    pub fn documents_behind(&self, quiet_since: DateTime<Utc>) -> Result<Vec<ArticleId>, LedgerError> {
        let behind = "SELECT article FROM document WHERE behind AND NOT EXISTS (
                          SELECT 1 FROM text_update WHERE text_update.article = document.article AND at > ?1)";
        self.all(behind, [At(quiet_since)], |row| Ok(row.get::<_, Word<_>>("article")?.0))
    }

    /// What a write meant for the documents. Only what differs is written.
    pub(crate) fn follow(
        &self,
        id: ArticleId,
        before: Option<&Article>,
        after: Option<&Article>,
    ) -> Result<(), LedgerError> {
        let Some(after) = after else { return Ok(()) };
        let head = |article: &Article| (article.slug.clone(), article.fields.clone());
        let shown = |article: &Article| (article.slug.clone(), article.publication.live().map(|live| live.version));
        let followed = (|| {
            if before.map(head) != Some(head(after)) {
                self.put_desk_document(after, &self.people()?, None)?;
            }
            if before.map(shown) != Some(shown(after)) {
                self.put(id, Side::Live, self.live_document(after)?, false)?;
            }
            Ok(())
        })();
        self.forgiven(followed)
    }

    /// The text as it stands now, in plain words.
    pub(crate) fn put_body(&self, article: &Article, markdown: &str) -> Result<(), LedgerError> {
        let put = self.people().and_then(|people| self.put_desk_document(article, &people, Some(plain(markdown))));
        self.forgiven(put)
    }

    /// A person's name may have changed.
    pub(crate) fn put_documents_naming(&self, person: PersonId, people: &People) -> Result<(), LedgerError> {
        let naming = self.all("SELECT state FROM article WHERE instr(state, ?1)", [Word(person)], row_to_article)?;
        let put = naming.iter().try_for_each(|article| self.put_desk_document(article, people, None));
        self.forgiven(put)
    }

    /// The text was typed in; its document is made when it has settled.
    pub(crate) fn mark_behind(&self, article: ArticleId) -> Result<(), LedgerError> {
        let behind = "UPDATE document SET behind = 1 WHERE article = ?1 AND desk AND NOT behind";
        self.run(behind, [Word(article)]).map(|_| ())
    }

    pub(crate) fn drop_documents(&self, article: ArticleId) -> Result<(), LedgerError> {
        for side in [Side::Desk, Side::Live] {
            let dropped = self.put(article, side, None, false);
            self.forgiven(dropped)?;
        }
        self.run("DELETE FROM document WHERE article = ?1", [Word(article)]).map(|_| ())
    }

    /// Whether the index could not be written once, and must be made anew.
    pub(crate) fn index_is_broken(&self) -> Result<bool, LedgerError> {
        Ok(self.setting(BROKEN)?.is_some())
    }

    /// Every document anew, in an index of its own.
    pub(crate) fn put_all_documents(&self) -> Result<(), LedgerError> {
        let made: Option<String> =
            self.one("SELECT sql FROM sqlite_schema WHERE name = 'found'", [], |row| row.get(0))?;
        let Some(made) = made else { return Ok(()) };
        // A damaged index cannot be emptied; it can be taken away.
        self.run("DROP TABLE found", [])?;
        self.run(&made, [])?;
        self.run("DELETE FROM document", [])?;
        let people = self.people()?;
        let ids =
            self.all("SELECT id FROM article ORDER BY id", [], |row| Ok(row.get::<_, Word<ArticleId>>("id")?.0))?;
        for id in ids {
            let Some(article) = self.article(id)? else { continue };
            let body = self.body_on_desk(&article, &people)?;
            self.put_desk_document(&article, &people, Some(plain(&body)))?;
            self.put(id, Side::Live, self.live_document(&article)?, false)?;
        }
        self.drop_setting(BROKEN)
    }

    /// What the documents of an article should be; no desk document for one that is behind. `body`: the text on the desk.
    pub(crate) fn misfit(
        &self,
        article: &Article,
        people: &People,
        body: &str,
    ) -> Result<Option<&'static str>, LedgerError> {
        let Some(desk) = self.place_of(article.id, Side::Desk)? else {
            return Ok(Some("the search knows nothing of it"));
        };
        if !desk.behind && self.document(desk.id)?.as_ref() != Some(&of_desk(article, people, plain(body))) {
            return Ok(Some("the search has other words than those on the desk"));
        }
        let live = match self.place_of(article.id, Side::Live)? {
            Some(place) => self.document(place.id)?,
            None => None,
        };
        match self.live_document(article) {
            // A version that is missing or damaged is named for itself.
            Err(LedgerError::NoVersion { .. } | LedgerError::Damaged { .. }) => Ok(None),
            due => Ok((live != due?).then_some("the search has other words than those that are live")),
        }
    }

    /// The text on the desk; of one that is live and unchanged the version says it too, and is read faster.
    fn body_on_desk(&self, article: &Article, people: &People) -> Result<String, LedgerError> {
        let measured = self.measure(article, people)?.version;
        if article.publication.live().is_some_and(|live| live.version == measured)
            && let Some(content) = self.version(measured)?
        {
            return Ok(content.body);
        }
        let Some(text) = self.text(article.id)? else { return Ok(String::new()) };
        // A text that does not load is found by `verify`, and is no reason to have no search.
        let loaded = Manuscript::load(text.snapshot.as_deref(), &text.updates);
        Ok(loaded.map(|open| open.original()).unwrap_or_default())
    }

    fn live_document(&self, article: &Article) -> Result<Option<Document>, LedgerError> {
        let Some(live) = article.publication.live() else { return Ok(None) };
        let content = self.version(live.version)?.ok_or(LedgerError::NoVersion { hash: live.version })?;
        let names: Vec<&str> = content.authors.iter().map(|author| author.name.as_str()).collect();
        Ok(Some(Document {
            people: names.join(", "),
            slug: article.slug.clone(),
            body: plain(&content.body),
            headline: content.headline,
            dek: content.dek,
        }))
    }

    /// With the body it has when none is given.
    fn put_desk_document(&self, article: &Article, people: &People, body: Option<String>) -> Result<(), LedgerError> {
        let kept = self.place_of(article.id, Side::Desk)?;
        let (body, behind) = match (body, kept) {
            (Some(body), _) => (body, false),
            (None, Some(place)) => (self.document(place.id)?.unwrap_or_default().body, place.behind),
            (None, None) => (String::new(), false),
        };
        self.put(article.id, Side::Desk, Some(of_desk(article, people, body)), behind)
    }

    /// Makes the document on one side what it should be, and leaves the other side's as it is.
    fn put(&self, id: ArticleId, side: Side, document: Option<Document>, behind: bool) -> Result<(), LedgerError> {
        let here = self.place_of(id, side)?;
        if let Some(place) = &here {
            if self.document(place.id)? == document {
                if side == Side::Desk && place.behind != behind {
                    self.run("UPDATE document SET behind = ?2 WHERE id = ?1", params![place.id, behind])?;
                }
                return Ok(());
            }
            self.leave(place, side)?;
        }
        let Some(document) = document else { return Ok(()) };
        if let Some(there) = self.place_of(id, side.other())?
            && self.document(there.id)?.as_ref() == Some(&document)
        {
            let join = format!("UPDATE document SET {} = 1, behind = ?2 WHERE id = ?1", side.column());
            self.run(&join, params![there.id, if side == Side::Desk { behind } else { there.behind }])?;
            return Ok(());
        }
        self.run(
            "INSERT INTO document (article, desk, live, behind) VALUES (?1, ?2, ?3, ?4)",
            params![Word(id), side == Side::Desk, side == Side::Live, behind],
        )?;
        self.run(
            "INSERT INTO found (rowid, headline, dek, people, slug, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![self.last_row(), document.headline, document.dek, document.people, document.slug, document.body],
        )?;
        Ok(())
    }

    /// A side gives up its row; a row that is nobody's goes.
    fn leave(&self, place: &Place, side: Side) -> Result<(), LedgerError> {
        if place.shared {
            // What is live is never behind.
            let behind = if side == Side::Desk { ", behind = 0" } else { "" };
            self.run(&format!("UPDATE document SET {} = 0{behind} WHERE id = ?1", side.column()), [place.id])?;
        } else {
            self.run("DELETE FROM document WHERE id = ?1", [place.id])?;
            self.run("DELETE FROM found WHERE rowid = ?1", [place.id])?;
        }
        Ok(())
    }

    fn place_of(&self, id: ArticleId, side: Side) -> Result<Option<Place>, LedgerError> {
        let place = format!(
            "SELECT id, desk AND live AS shared, behind FROM document WHERE article = ?1 AND {}",
            side.column()
        );
        self.one(&place, [Word(id)], |row| {
            Ok(Place { id: row.get("id")?, shared: row.get("shared")?, behind: row.get("behind")? })
        })
    }

    /// The index is made of what is kept elsewhere: that it cannot be written is no reason to refuse an act.
    fn forgiven(&self, done: Result<(), LedgerError>) -> Result<(), LedgerError> {
        match done {
            Err(LedgerError::Damaged { detail, .. }) => {
                tracing::warn!(detail, "the search index is damaged, and will be made anew");
                self.put_setting(BROKEN, "1")
            }
            other => other,
        }
    }
}
