//! One write: what a use case may do to the ledger while it holds the writer.

use std::ops::Deref;

use chrono::{DateTime, TimeDelta, Utc};
use desk::article::Article;
use desk::ids::{ArticleId, DecisionId, Hash};
use desk::row::Measure;
use desk::version::Content;
use desk::{Fact, Stamp};
use uuid::{NoContext, Timestamp, Uuid};

use crate::column::as_kept;
use crate::error::LedgerError;
use crate::here::Here;
use crate::log::{Head, Made, Seq};
use crate::media::Media;
use crate::reader::Reader;
use crate::settings::{HOUSE_APPLIED, RULES_APPLIED};
use crate::taken_in::TakenIn;
use crate::texts::TextSeq;
use crate::topic::Topic;
use crate::who::Who;

/// A write that is under way: everything of it is kept, or nothing. It also answers every question of a [`Reader`], of the
/// state it has reached.
pub struct Transaction<'a> {
    reader: Reader<'a>,
    who: Who,
    now: DateTime<Utc>,
    head: Head,
    /// The last update of a text in this write.
    text: Option<TextSeq>,
    changed: Vec<Topic>,
}

/// What a write came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    pub value: T,
    /// What changed, each once, in the order it changed first.
    pub changed: Vec<Topic>,
    /// The end of the log now.
    pub upto: Seq,
}

impl<'a> Deref for Transaction<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl<'a> Transaction<'a> {
    pub(crate) fn new(reader: Reader<'a>, who: &Who, now: DateTime<Utc>) -> Result<Self, LedgerError> {
        let head = reader.log_head()?;
        Ok(Self { reader, who: who.clone(), now: as_kept(now), head, text: None, changed: Vec::new() })
    }

    pub(crate) fn done<T>(self, value: T) -> (Done<T>, Head, Option<TextSeq>) {
        (Done { value, changed: self.changed, upto: self.head.seq }, self.head, self.text)
    }

    /// What follows was done by somebody else, in the same write.
    pub fn sign(&mut self, who: &Who) {
        self.who.clone_from(who);
    }

    /// The time of this write, as it is recorded: to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// A new id (UUID version 7) of this write's time.
    pub fn new_id(&self) -> Uuid {
        let seconds = u64::try_from(self.now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, self.now.timestamp_subsec_nanos()))
    }

    /// Records one act: its facts at the end of the log, and what they mean in the tables. Facts about an article name it;
    /// facts about the desk (people, rules, house) name none.
    pub fn record(&mut self, article: Option<ArticleId>, facts: &[Fact]) -> Result<DecisionId, LedgerError> {
        let decision = DecisionId(self.new_id());
        let before = article.map(|id| self.article(id)).transpose()?.flatten();
        let mut after = before.clone();
        for fact in facts {
            self.require_content(fact)?;
            if let Some(id) = article {
                let stamp = Stamp { article: id, decision, at: self.now, actor: self.who.actor.clone() };
                if after.is_none() && !matches!(fact, Fact::Begun { .. } | Fact::BroughtIn { .. }) {
                    return Err(LedgerError::NotBegun { id });
                }
                desk::apply(&mut after, &stamp, fact);
            }
            let made = Made { id: self.new_id(), decision, at: self.now, who: &self.who, article };
            self.head = self.reader.append(self.head, &made, fact)?;
            self.reader.keep_of_the_desk(fact)?;
            self.note(&Topic::of(article, fact));
        }
        if let Some(id) = article {
            self.reader.place(id, before.as_ref(), after.as_ref())?;
            self.reader.follow(id, before.as_ref(), after.as_ref())?;
            self.renew_row(after.as_ref())?;
        }
        Ok(decision)
    }

    /// A fact that names what readers get is nothing without it.
    fn require_content(&self, fact: &Fact) -> Result<(), LedgerError> {
        let named = match fact {
            Fact::Frozen { version, .. } | Fact::Imported { version, .. } => vec![*version],
            Fact::BroughtBack { version, before, .. } => vec![*version, *before],
            Fact::Published { live, .. } => vec![live.version],
            Fact::BroughtIn { article } => article.named_versions(),
            _ => return Ok(()),
        };
        for hash in named {
            if !self.has_version(hash)? {
                return Err(LedgerError::NoVersion { hash });
            }
        }
        Ok(())
    }

    fn renew_row(&self, article: Option<&Article>) -> Result<(), LedgerError> {
        article.map_or(Ok(()), |article| self.put_row(article, &self.people()?))
    }

    /// Stores what readers would get, under its hash. Twice is once.
    pub fn put_version(&mut self, content: &Content) -> Result<Hash, LedgerError> {
        self.reader.put_version(content, self.now)
    }

    /// Appends an update to a text, and what was measured of the text with it.
    pub fn text_update(&mut self, article: ArticleId, bytes: &[u8], measure: &Measure) -> Result<TextSeq, LedgerError> {
        let found = self.article(article)?.ok_or(LedgerError::NotBegun { id: article })?;
        let seq = self.put_text_update(article, &self.who.actor, self.now, bytes)?;
        self.mark_behind(article)?;
        self.text = Some(seq);
        self.put_measure(article, measure)?;
        self.renew_row(Some(&found))?;
        self.note(&[Topic::Text(article), Topic::Queue]);
        Ok(seq)
    }

    /// Keeps what was measured of a text anew: after a field changed, or the rules.
    pub fn measured(&mut self, article: ArticleId, measure: &Measure) -> Result<(), LedgerError> {
        let found = self.article(article)?.ok_or(LedgerError::NotBegun { id: article })?;
        if self.measure(&found, &self.people()?)? != *measure {
            self.put_measure(article, measure)?;
            self.renew_row(Some(&found))?;
            self.note(&[Topic::Queue]);
        }
        Ok(())
    }

    /// The text on the desk has settled, and can be found as it is now (Markdown).
    pub fn settled(&mut self, article: ArticleId, text: &str) -> Result<(), LedgerError> {
        let found = self.article(article)?.ok_or(LedgerError::NotBegun { id: article })?;
        self.put_body(&found, text)
    }

    /// Notes that a file of an archive became this article.
    pub fn put_taken_in(&mut self, source: &str, taken: TakenIn) -> Result<(), LedgerError> {
        self.reader.put_taken_in(source, taken, self.now)
    }

    /// Notes that something must still be written to the site; returns the errand's id.
    pub fn outbox_put(&mut self, decision: DecisionId, article: ArticleId, what: &str) -> Result<i64, LedgerError> {
        self.note(&[Topic::Outbox]);
        self.put_errand(decision, article, what, self.now)
    }

    /// It is written. False when it was not there any more.
    pub fn outbox_done(&mut self, errand: i64) -> Result<bool, LedgerError> {
        self.note(&[Topic::Outbox]);
        self.drop_errand(errand)
    }

    /// Takes or renews a lease from now on; false while another holds it.
    pub fn take_lease(&mut self, name: &str, holder: &str, ttl: TimeDelta) -> Result<bool, LedgerError> {
        self.reader.take_lease(name, holder, self.now, self.now + ttl)
    }

    /// Gives a lease back. False when it was another's.
    pub fn release_lease(&mut self, name: &str, holder: &str) -> Result<bool, LedgerError> {
        self.reader.release_lease(name, holder)
    }

    /// Somebody has a text before them, for so long unless they say so again.
    pub fn put_here(&mut self, here: &Here, stay: TimeDelta) -> Result<(), LedgerError> {
        self.reader.put_here(&Here { at: as_kept(here.at), ..here.clone() }, stay)
    }

    /// Enters a picture. False when it was there already.
    pub fn put_media(&mut self, media: &Media) -> Result<bool, LedgerError> {
        self.note(&[Topic::Media]);
        self.reader.put_media(&Media { added_at: as_kept(media.added_at), ..media.clone() })
    }

    /// Forgets a named text.
    pub fn unset(&mut self, name: &str) -> Result<(), LedgerError> {
        self.drop_setting(name)
    }

    /// Keeps a named text. The two that the log speaks of ([`RULES_APPLIED`], [`HOUSE_APPLIED`]) are set by its facts.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), LedgerError> {
        self.put_setting(name, value)
    }

    fn note(&mut self, topics: &[Topic]) {
        for topic in topics {
            if !self.changed.contains(topic) {
                self.changed.push(*topic);
            }
        }
    }
}

impl Reader<'_> {
    /// What a fact about the desk as a whole means in the tables.
    pub(crate) fn keep_of_the_desk(&self, fact: &Fact) -> Result<(), LedgerError> {
        match fact {
            Fact::PersonSet { person } => {
                let known = self.people()?.get(person.id).is_some();
                self.put_person(person)?;
                // Nobody speaks of somebody new yet.
                if !known {
                    return Ok(());
                }
                let people = self.people()?;
                self.put_rows_naming(person.id, &people)?;
                self.put_documents_naming(person.id, &people)
            }
            Fact::RulesApplied { hash, .. } => self.put_setting(RULES_APPLIED, &hash.to_string()),
            Fact::HouseApplied { hash, .. } => self.put_setting(HOUSE_APPLIED, &hash.to_string()),
            _ => Ok(()),
        }
    }
}
