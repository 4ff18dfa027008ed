//! Articles as the log says they are, and how they are found.

use desk::article::{Article, Publication};
use desk::ids::{ArticleId, Hash};
use rusqlite::{Row, params};

use crate::column::{Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// What a name names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    One(ArticleId),
    Nothing,
    /// The beginning of several slugs or ids, which are listed by slug (ten at most).
    Several(Vec<String>),
}

/// Why an address cannot be given to another article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressUse {
    /// Chosen, not published yet.
    Chosen,
    /// Published there last.
    Current,
    /// Published there once; it leads to the current one.
    Former,
}

impl AddressUse {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Current => "current",
            Self::Former => "former",
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "current" => Self::Current,
            "former" => Self::Former,
            _ => Self::Chosen,
        }
    }
}

/// What readers can see of an article, as a word.
pub(crate) fn publication_word(publication: &Publication) -> &'static str {
    match publication {
        Publication::Never => "never",
        Publication::Live(_) => "live",
        Publication::Withdrawn { .. } => "withdrawn",
        Publication::Retracted { .. } => "retracted",
        Publication::TakenDown { .. } => "taken-down",
    }
}

pub(crate) fn row_to_article(row: &Row<'_>) -> rusqlite::Result<Article> {
    Ok(row.get::<_, Json<_>>("state")?.0)
}

impl Reader<'_> {
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>, LedgerError> {
        self.one("SELECT state FROM article WHERE id = ?1", [Word(id)], row_to_article)
    }

    /// The article's internal name.
    pub fn slug(&self, id: ArticleId) -> Result<Option<String>, LedgerError> {
        self.one("SELECT slug FROM article WHERE id = ?1", [Word(id)], |row| row.get("slug"))
    }

    /// By slug, id, or an unambiguous beginning of either.
    pub fn by_name(&self, name: &str) -> Result<Named, LedgerError> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return Ok(Named::Nothing);
        }
        let found = self.all(include_str!("article_by_name.sql"), [&name], |row| {
            Ok((row.get::<_, Word<ArticleId>>("id")?.0, row.get::<_, String>("slug")?))
        })?;
        // A whole slug or id comes first, and is not mistaken for the beginning of a longer one.
        Ok(match found.as_slice() {
            [] => Named::Nothing,
            [(id, slug), ..] if *slug == name || id.to_string() == name => Named::One(*id),
            [(id, _)] => Named::One(*id),
            several => Named::Several(several.iter().map(|(_, slug)| slug.clone()).collect()),
        })
    }

    /// Whether an article other than `than` has the slug.
    pub fn slug_taken(&self, slug: &str, than: ArticleId) -> Result<bool, LedgerError> {
        let other = "SELECT 1 FROM article WHERE slug = ?1 AND id <> ?2";
        Ok(self.one(other, params![slug, Word(than)], |_| Ok(()))?.is_some())
    }

    /// Whether an article other than `than` has, or had, the address.
    pub fn address_taken(&self, address: &str, than: ArticleId) -> Result<bool, LedgerError> {
        let other = "SELECT 1 FROM address WHERE address = ?1 AND article <> ?2";
        Ok(self.one(other, params![address, Word(than)], |_| Ok(()))?.is_some())
    }

    /// Who has, or had, the address.
    pub fn at_address(&self, address: &str) -> Result<Option<(ArticleId, AddressUse)>, LedgerError> {
        self.one("SELECT article, use FROM address WHERE address = ?1 ORDER BY use = 'former'", [address], |row| {
            Ok((row.get::<_, Word<_>>("article")?.0, AddressUse::from_word(row.get_ref("use")?.as_str()?)))
        })
    }

    /// Addresses that once led somewhere and now lead to another: the old one, and whose it was.
    pub fn former_addresses(&self) -> Result<Vec<(String, ArticleId)>, LedgerError> {
        self.all("SELECT address, article FROM address WHERE use = 'former' ORDER BY address", [], |row| {
            Ok((row.get("address")?, row.get::<_, Word<_>>("article")?.0))
        })
    }

    /// What left the site and leaves a page behind that says so: retracted and taken-down articles.
    pub fn tombstones(&self) -> Result<Vec<Article>, LedgerError> {
        let gone = "SELECT state FROM article WHERE publication IN ('retracted', 'taken-down') ORDER BY id";
        self.all(gone, [], row_to_article)
    }

    /// How many articles the desk has.
    pub fn article_count(&self) -> Result<usize, LedgerError> {
        self.count("SELECT count(*) FROM article", [])
    }

    /// Calls `each` with every article, by id.
    pub fn each_article(&self, mut each: impl FnMut(Article)) -> Result<(), LedgerError> {
        self.walk("SELECT state FROM article ORDER BY id", [], |row| {
            each(row_to_article(row)?);
            Ok(())
        })
    }

    /// Whether any article knows a version of this hash.
    pub(crate) fn names_version(&self, hash: Hash) -> Result<bool, LedgerError> {
        let named = "SELECT 1 FROM article WHERE instr(state, ?1) LIMIT 1";
        Ok(self.one(named, [Word(hash)], |_| Ok(()))?.is_some())
    }
}
