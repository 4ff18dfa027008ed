//! What was typed reaches the disk: in groups, one transaction each, with what other processes wrote merged in first.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use desk::command::Command;
use desk::ids::{ArticleId, Hash};
use ledger::Transaction;

use crate::acts::measure;
use crate::caller::By;
use crate::news::{About, News};
use crate::reading::gone;
use crate::room::Newsroom;
use crate::text::{OpenText, Unwritten, lock};
use crate::wire::event::Topic;
use crate::wire::failure::Failure;

/// A text in which nothing was typed for this long can be found as it is.
const SETTLED: TimeDelta = TimeDelta::seconds(2);
/// A text that nobody has looked at for this long is closed.
const IDLE: Duration = Duration::from_secs(600);
/// Somebody may go on typing while it is written.
const TRIES: usize = 8;

impl Newsroom {
    /// Writes everything that was typed and is not on disk. What cannot be written stays, and is tried again.
    pub(crate) fn write_texts(&self) -> Result<(), Failure> {
        let mut first = Ok(());
        for (id, text) in self.texts.all() {
            let written = self.write_text(id, &text);
            first = first.and(written);
        }
        self.texts.close_idle(IDLE);
        first
    }

    /// Writes one text, so that what follows sees it on disk.
    pub(crate) fn write_text_of(&self, article: ArticleId) -> Result<(), Failure> {
        self.texts.get(article).map_or(Ok(()), |text| self.write_text(article, &text))
    }

    fn write_text(&self, article: ArticleId, text: &Arc<Mutex<OpenText>>) -> Result<(), Failure> {
        self.write_text_at(article, text, self.now())
    }

    /// Writes what was typed.
    pub(crate) fn write_text_at(
        &self,
        article: ArticleId,
        text: &Arc<Mutex<OpenText>>,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let mut open = lock(text);
        let step_before = open.step();
        let saved = self.write_parts(article, &mut open, now)?;
        let (step, moved) = (open.step(), open.review_moved());
        drop(open);
        let mut topics: Vec<Topic> =
            saved.map(|step| Topic::Saved { id: article, step, at: self.now() }).into_iter().collect();
        if step != step_before || moved {
            topics.push(Topic::Text { id: article, step });
        }
        self.announce(News { topics, about: About::Articles(BTreeSet::from([article])) });
        Ok(())
    }

    /// The text, held, with everything that was typed in it on disk: what is decided, measured and found by what stands in
    /// memory must be there for whoever comes after a kill.
    pub(crate) fn hold_written<'t>(
        &self,
        article: ArticleId,
        text: &'t Arc<Mutex<OpenText>>,
    ) -> Result<MutexGuard<'t, OpenText>, Failure> {
        for _ in 0..TRIES {
            // Who typed it is told that it is saved.
            self.write_text(article, text)?;
            let open = lock(text);
            if open.is_written() {
                return Ok(open);
            }
        }
        let mut open = lock(text);
        self.write_parts(article, &mut open, self.now())?;
        Ok(open)
    }

    /// Writes what was typed, by however many hands, in one transaction: what is measured of the text is of all of it. The
    /// step that is on disk then, if there was anything to write.
    pub(crate) fn write_parts(
        &self,
        article: ArticleId,
        open: &mut OpenText,
        now: DateTime<Utc>,
    ) -> Result<Option<u32>, Failure> {
        let parts = open.unwritten();
        let by = |part: &Unwritten| By { actor: part.actor.clone(), way: part.way };
        let Some(first) = parts.first().map(by) else { return Ok(None) };
        let seen = open.seen();
        let written = self.transact(&first, now, |room, tx| -> Result<(), Failure> {
            // What came in meanwhile is merged first, so that what is counted and decided is all of it.
            room.merge_in(tx, article, open)?;
            for part in &parts {
                let by = by(part);
                tx.sign(&room.who(&by));
                let version = room.write_part(tx, article, open, &part.bytes)?;
                // What only waits for a decision, or is remarked, has not changed the article.
                if part.edits {
                    room.decide_in(tx, article, open, &Command::Edited { version }, &by, now)?;
                }
            }
            Ok(())
        });
        written.inspect_err(|_| open.unsee(seen))?;
        open.all_written();
        Ok(Some(open.saved()))
    }

    /// What was typed and has come to rest can be found by searching, and its words are looked up; a key that is pressed
    /// waits for neither the index nor the dictionary.
    pub fn settle_texts(&self) -> Result<(), Failure> {
        let quiet = self.now() - SETTLED;
        let behind = self.ledger.read(|reader| reader.documents_behind(quiet))?;
        behind.into_iter().try_for_each(|article| self.settle_text(article))
    }

    pub(crate) fn settle_text(&self, article: ArticleId) -> Result<(), Failure> {
        self.look_up_before(article)?;
        let text = self.open_text(article)?;
        let mut open = self.hold_written(article, &text)?;
        self.transact(&By::desk(self.way), self.now(), |room, tx| -> Result<(), Failure> {
            room.merge_in(tx, article, &mut open)?;
            room.measure_in(tx, article, &mut open).map(|_| ())
        })
    }

    /// Writes one part of what was typed, with what is measured of the text; the hash of what is on the desk.
    pub(crate) fn write_part(
        &self,
        tx: &mut Transaction<'_>,
        article: ArticleId,
        open: &mut OpenText,
        bytes: &[u8],
    ) -> Result<Hash, Failure> {
        let gathered = self.gather(tx, article, open, None)?;
        let measure = measure(&gathered).ok_or_else(gone)?;
        let seq = tx.text_update(article, bytes, &measure)?;
        open.saw(seq);
        Ok(measure.version)
    }

    /// Takes in what other processes wrote of this text.
    pub(crate) fn merge_in(
        &self,
        tx: &Transaction<'_>,
        article: ArticleId,
        open: &mut OpenText,
    ) -> Result<(), Failure> {
        for news in tx.texts_after(open.seen())? {
            if news.article == article {
                open.merge(&news.bytes).map_err(|error| damaged(&error))?;
            }
            open.saw(news.seq);
        }
        Ok(())
    }

    /// What another process wrote, into the manuscript that is open here.
    pub(crate) fn merge_foreign(&self, article: ArticleId, seq: i64, bytes: &[u8]) -> Result<Option<Topic>, Failure> {
        let Some(text) = self.texts.get(article) else { return Ok(None) };
        let mut open = lock(&text);
        if seq <= open.seen() {
            return Ok(None);
        }
        let changed = open.merge(bytes).map_err(|error| damaged(&error))?;
        open.saw(seq);
        let moved = open.review_moved();
        Ok((changed || moved).then(|| Topic::Text { id: article, step: open.step() }))
    }

    /// The article's open text; opened from the ledger when it is not open yet.
    pub(crate) fn open_text(&self, article: ArticleId) -> Result<Arc<Mutex<OpenText>>, Failure> {
        if let Some(text) = self.texts.get(article) {
            return Ok(text);
        }
        let kept = self.ledger.read(|reader| reader.text(article))?;
        let kept =
            kept.ok_or_else(|| Failure::failed("The text of this article is not in the ledger: run `galley verify`."))?;
        let manuscript =
            manuscript::Manuscript::load(kept.snapshot.as_deref(), &kept.updates).map_err(|error| damaged(&error))?;
        Ok(self.texts.keep(article, OpenText::new(manuscript, kept.upto)))
    }
}

pub fn damaged(error: &manuscript::Damaged) -> Failure {
    Failure::failed(format!("The text cannot be read ({error}): run `galley verify`, and restore a version of it."))
}
