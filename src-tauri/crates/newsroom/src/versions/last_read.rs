//! What somebody read last of an article, for themselves alone.

use chrono::{DateTime, Utc};
use desk::article::Article;
use desk::ids::{ArticleId, Hash};
use desk::version::Content;
use ledger::ReadMark;

use crate::caller::{By, Caller};
use crate::reading::Read;
use crate::room::Newsroom;
use crate::wire::Nothing;
use crate::wire::failure::Failure;
use crate::wire::versions::LastRead;

impl Newsroom {
    pub(crate) fn last_read(&self, caller: &Caller, article: ArticleId) -> Result<LastRead, Failure> {
        let (Read::Whole(whole), Some(person)) = (self.read(caller, article)?, caller.person) else {
            return Ok(LastRead::default());
        };
        let mark = self.ledger.read(|reader| reader.read_mark(article, person))?;
        Ok(mark.map_or_else(LastRead::default, |mark| LastRead {
            at: Some(mark.at),
            changed: mark.version != whole.0.version,
        }))
    }

    /// Whoever reads as readers do has nothing to come back to but the same live page.
    pub(crate) fn mark_read(&self, caller: &Caller, article: ArticleId) -> Result<Nothing, Failure> {
        let (Read::Whole(whole), Some(person)) = (self.read(caller, article)?, caller.person) else {
            return Ok(Nothing {});
        };
        let (gathered, state) = *whole;
        let version = gathered.version;
        let kept = state.named_versions().contains(&version);
        let content = gathered.content.filter(|_| !kept);
        let now = self.now();
        self.transact(&By::person(person, caller.way), now, |_, tx| {
            tx.put_read_mark(article, person, &ReadMark { at: tx.now(), version, content })
        })?;
        Ok(Nothing {})
    }

    /// The content that the caller last left, with when that was.
    pub(super) fn read_before(
        &self,
        caller: &Caller,
        article: &Article,
    ) -> Result<Option<(DateTime<Utc>, Hash, Content)>, Failure> {
        let Some(person) = caller.person else { return Ok(None) };
        let Some(mark) = self.ledger.read(|reader| reader.read_mark(article.id, person))? else { return Ok(None) };
        let content = match mark.content {
            Some(content) => content,
            None => self.kept(article, mark.version)?,
        };
        Ok(Some((mark.at, mark.version, content)))
    }
}
