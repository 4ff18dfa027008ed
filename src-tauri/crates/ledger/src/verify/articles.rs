//! The tables of the articles against what the log says of each.

use std::collections::HashSet;

use desk::article::Article;
use desk::ids::ArticleId;
use desk::people::People;
use desk::row::Row;

use super::{Place, Report, Told};
use crate::articles::publication_word;
use crate::column::Word;
use crate::error::LedgerError;
use crate::listing::Card;
use crate::place;
use crate::reader::Reader;

pub(super) fn tables(reader: &Reader<'_>, told: &mut Told, report: &mut Report) -> Result<(), LedgerError> {
    let people = reader.people()?;
    let mut seen = HashSet::new();
    let ids: Vec<Option<ArticleId>> =
        reader.all("SELECT id FROM article ORDER BY id", [], |row| Ok(row.get::<_, Word<_>>(0).ok().map(|id| id.0)))?;
    for id in ids {
        report.articles += 1;
        let Some(id) = id else {
            report.fault(Place::default(), "The id of an article cannot be read.".into());
            continue;
        };
        seen.insert(id);
        let at = Place { seq: None, article: Some(id) };
        match told.replay.articles.get(&id) {
            None => report.fault(at, format!("The article {id} is on the desk, but not in the log.")),
            Some(article) => {
                for what in differences(reader, article, &people)? {
                    let sentence = format!("The article \u{201c}{}\u{201d} ({id}): {what}.", article.slug);
                    report.fault(at, sentence);
                }
            }
        }
    }
    for (id, article) in &told.replay.articles {
        if !seen.contains(id) {
            let at = Place { seq: None, article: Some(*id) };
            report.fault(at, format!("The article \u{201c}{}\u{201d} ({id}) is missing from the desk.", article.slug));
        }
    }
    Ok(())
}

/// What the tables say of an article that its facts do not.
fn differences(reader: &Reader<'_>, article: &Article, people: &People) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    let id = Word(article.id);
    let columns = reader.one("SELECT slug, status, publication FROM article WHERE id = ?1", [&id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    let status = article.axes.status.word();
    let said = (article.slug.clone(), status.to_owned(), publication_word(&article.publication).to_owned());
    if columns != Some(said) {
        found.push("its slug, status or publication is not what the log says".into());
    }
    if kept(reader.article(article.id))?.flatten().as_ref() != Some(article) {
        found.push("its state is not what the log says".into());
    }
    let addresses = reader.placed_addresses(article.id)?;
    if !addresses
        .iter()
        .map(|(a, u)| (a.as_str(), u.as_str()))
        .eq(place::addresses(article).iter().map(|(a, u)| (a.as_str(), *u)))
    {
        found.push("its addresses are not what the log says".into());
    }
    if kept(reader.placed_jobs(article.id))?.as_ref() != Some(&place::jobs(article)) {
        found.push("its jobs are not what the log says".into());
    }
    for hash in article.named_versions() {
        if !reader.has_version(hash)? {
            found.push(format!("its version {hash} is missing"));
        }
    }
    if !listed_as_it_is(reader, article)? {
        found.push("the listings do not show what is live".into());
    }
    let measure = kept(reader.measure(article, people))?;
    let line = kept(reader.rows_of(&[article.id]))?.and_then(|mut rows| rows.pop());
    if line != measure.map(|measure| Row::of(article, &measure, people)) {
        found.push("its line in the queue is not what it should be".into());
    }
    Ok(found)
}

fn listed_as_it_is(reader: &Reader<'_>, article: &Article) -> Result<bool, LedgerError> {
    let listed = kept(reader.live_card(article.id))?;
    let Some(listed) = listed else { return Ok(false) };
    let due = match article.publication.live() {
        None => None,
        Some(live) => match kept(reader.version(live.version))?.flatten() {
            Some(content) => Some(Card::of(article.id, live, &article.notices, &content)),
            // That it is missing or damaged is said elsewhere.
            None => return Ok(true),
        },
    };
    Ok(listed == due && reader.shelved(article.id)? == due.as_ref().map(Card::shelves).unwrap_or_default())
}

/// A record that cannot be read is no answer, and a finding; other failures end the check.
fn kept<T>(answer: Result<T, LedgerError>) -> Result<Option<T>, LedgerError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(LedgerError::Damaged { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}
