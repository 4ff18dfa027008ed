//! The tables anew from the log: when another program's records stand in them, and when somebody asks.

use std::collections::BTreeMap;

use chrono::DateTime;
use desk::article::{Article, Live, Publication};
use desk::ids::{ArticleId, DecisionId, Hash};
use desk::people::{Actor, People};
use desk::row::{Measure, Row};
use desk::{Fact, Stamp};
use uuid::Uuid;

use crate::error::LedgerError;
use crate::listing::Card;
use crate::log::Entry;
use crate::reader::Reader;

/// Raised when a table's meaning changes and its records look the same.
const MEANING: u32 = 2;

/// Where it is noted whose records the tables hold.
const MADE: &str = "tables-made";

/// What the log says of the articles, folded.
#[derive(Default)]
pub(crate) struct Replay {
    pub(crate) articles: BTreeMap<ArticleId, Article>,
}

impl Replay {
    pub(crate) fn take(&mut self, entry: &Entry) {
        let Some(id) = entry.article else { return };
        let stamp = Stamp { article: id, decision: entry.decision, at: entry.at, actor: entry.actor.clone() };
        let mut article = self.articles.remove(&id);
        desk::apply(&mut article, &stamp, &entry.fact);
        if let Some(article) = article {
            self.articles.insert(id, article);
        }
    }
}

/// Whether the tables hold records of this program's making.
pub(crate) fn fits(reader: &Reader<'_>) -> Result<bool, LedgerError> {
    Ok(reader.setting(MADE)?.is_some_and(|made| made == form()))
}

pub(crate) fn rebuild(reader: &Reader<'_>) -> Result<(), LedgerError> {
    let mut replay = Replay::default();
    let mut unread = None;
    reader.walk_log(|link, entry| match entry {
        Ok(entry) => replay.take(&entry),
        Err(why) => {
            unread.get_or_insert((link.seq, why));
        }
    })?;
    if let Some((seq, why)) = unread {
        let detail = format!("entry {seq} of its log cannot be read: {why}");
        return Err(LedgerError::Damaged { path: reader.path().into(), detail });
    }
    // Texts and measures stay, and are of articles that are gone for a moment.
    reader.run("PRAGMA defer_foreign_keys = ON", [])?;
    for table in ["live_topic", "live_author", "live", "address", "job", "queue_row", "article"] {
        reader.run(&format!("DELETE FROM {table}"), [])?;
    }
    for (id, article) in &replay.articles {
        reader.place(*id, None, Some(article))?;
    }
    for table in ["text_update", "text", "measure"] {
        reader.run(&format!("DELETE FROM {table} WHERE article NOT IN (SELECT id FROM article)"), [])?;
    }
    reader.put_all_rows()?;
    reader.put_all_documents()?;
    reader.put_setting(MADE, &form())
}

/// Changes by itself when a record that the tables hold gets another shape: the hash of such records of a made-up article.
fn form() -> String {
    let (article, content) = made_up();
    let live = article.publication.live();
    let people = People::default();
    let measure =
        Measure { words: 0, tks: 0, required: 0, advised: 0, suggestions: 0, comments: 0, version: content.hash() };
    let records = serde_json::to_vec(&(
        &article,
        Row::of(&article, &measure, &people),
        live.map(|live| Card::of(article.id, live, &article.notices, &content)),
        measure,
    ));
    let shape = records.map(|bytes| Hash::of(&bytes).to_string()).unwrap_or_default();
    format!("{MEANING}-{}", &shape[..shape.len().min(16)])
}

fn made_up() -> (Article, desk::version::Content) {
    let at = DateTime::UNIX_EPOCH;
    let id = ArticleId(Uuid::nil());
    let stamp = Stamp { article: id, decision: DecisionId(Uuid::nil()), at, actor: Actor::Desk };
    let mut article = None;
    let begun = Fact::Begun {
        slug: "made-up".into(),
        fields: Default::default(),
        commission: Default::default(),
        status: desk::article::Status::Ready,
    };
    desk::apply(&mut article, &stamp, &begun);
    let mut article = article.expect("an article begins with its first fact");
    let content = desk::content(&article, "", &People::default());
    article.publication = Publication::Live(Live {
        version: content.hash(),
        address: "made-up".into(),
        first_at: at,
        at,
        updated_at: None,
        feed_at: at,
    });
    (article, content)
}
