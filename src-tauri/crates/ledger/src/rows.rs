//! The lines of the queue, kept ready, and the measures of the text they are made of.

use desk::Article;
use desk::ids::{ArticleId, PersonId};
use desk::people::People;
use desk::row::{Measure, Row};
use rusqlite::params;

use crate::articles::row_to_article;
use crate::column::{Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

impl Reader<'_> {
    /// Every line, by id.
    pub fn rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.all("SELECT line FROM queue_row ORDER BY article", [], |row| Ok(row.get::<_, Json<Row>>("line")?.0))
    }

    /// The lines of these articles, in the same order; those that are not there are left out.
    pub fn rows_of(&self, ids: &[ArticleId]) -> Result<Vec<Row>, LedgerError> {
        let line = |id: &ArticleId| {
            self.one("SELECT line FROM queue_row WHERE article = ?1", [Word(id)], |row| {
                Ok(row.get::<_, Json<Row>>("line")?.0)
            })
        };
        ids.iter().filter_map(|id| line(id).transpose()).collect()
    }

    /// What was measured of the text on the desk last; of an empty text when nothing was.
    pub fn measure(&self, article: &Article, people: &People) -> Result<Measure, LedgerError> {
        let kept = self.one("SELECT measure FROM measure WHERE article = ?1", [Word(article.id)], |row| {
            Ok(row.get::<_, Json<Measure>>("measure")?.0)
        })?;
        Ok(kept.unwrap_or_else(|| Measure {
            words: 0,
            tks: 0,
            required: 0,
            advised: 0,
            suggestions: 0,
            comments: 0,
            version: desk::content(article, "", people).hash(),
        }))
    }

    pub(crate) fn put_measure(&self, article: ArticleId, measure: &Measure) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO measure (article, measure) VALUES (?1, ?2) ON CONFLICT (article) DO UPDATE SET measure = ?2",
            params![Word(article), Json(measure)],
        )?;
        Ok(())
    }

    pub(crate) fn put_row(&self, article: &Article, people: &People) -> Result<(), LedgerError> {
        let row = Row::of(article, &self.measure(article, people)?, people);
        self.run(
            "INSERT INTO queue_row (article, line) VALUES (?1, ?2) ON CONFLICT (article) DO UPDATE SET line = ?2",
            params![Word(article.id), Json(row)],
        )?;
        Ok(())
    }

    /// The lines of every article that speaks of the person, whose name may have changed.
    pub(crate) fn put_rows_naming(&self, person: PersonId, people: &People) -> Result<(), LedgerError> {
        let naming = self.all("SELECT state FROM article WHERE instr(state, ?1)", [Word(person)], row_to_article)?;
        naming.iter().try_for_each(|article| self.put_row(article, people))
    }

    /// Every line anew.
    pub(crate) fn put_all_rows(&self) -> Result<(), LedgerError> {
        let people = self.people()?;
        let ids = self.all("SELECT id FROM article", [], |row| Ok(row.get::<_, Word<ArticleId>>("id")?.0))?;
        for id in ids {
            if let Some(article) = self.article(id)? {
                self.put_row(&article, &people)?;
            }
        }
        Ok(())
    }
}
