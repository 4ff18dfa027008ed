//! Texts: what was typed since, merged into what the backup has.

use std::collections::BTreeMap;

use desk::article::Article;
use desk::ids::ArticleId;
use manuscript::Manuscript;
use rusqlite::params;

use super::Salvaged;
use crate::column::Word;
use crate::error::LedgerError;
use crate::mark::Marked;
use crate::reader::Reader;
use crate::texts::TextSeq;
use crate::wreck::Wreck;

/// A snapshot or an update, and the last place in the order of updates that is in it.
struct Piece {
    upto: TextSeq,
    bytes: Vec<u8>,
}

pub(super) fn texts(
    wreck: &Wreck,
    reader: &Reader<'_>,
    marked: Option<Marked>,
    found: &mut Salvaged,
) -> Result<(), LedgerError> {
    let from = reader.text_head()?;
    let (pieces, told) = gather(wreck, from);
    let last = pieces.values().flatten().map(|piece| piece.upto).chain(marked.map(|marked| marked.texts)).max();
    // New updates come after everything that ever had a place, known or lost.
    reader.set_text_head(from.max(last.unwrap_or(0)))?;
    if let Some(sentence) = told.lost(from, marked, wreck.whole) {
        found.lost.push(sentence);
    }
    for (id, pieces) in pieces {
        match reader.article(id)? {
            None => {
                found.lost.push(format!("The text of the article {id}, whose beginning is not known, is left out."))
            }
            Some(article) => take(reader, &article, pieces, found)?,
        }
    }
    for id in found.articles.clone() {
        if let Some(article) = reader.article(id)?
            && reader.text(id)?.is_none()
        {
            from_version(reader, &article, found)?;
        }
    }
    Ok(())
}

/// How much was read of what was typed.
struct Told {
    updates: i64,
    last: TextSeq,
    broken: bool,
}

impl Told {
    /// What may be missing of what was typed. Updates that were folded into a snapshot are gone for a good reason.
    fn lost(&self, from: TextSeq, marked: Option<Marked>, whole: bool) -> Option<String> {
        let end = marked.map_or(self.last, |marked| marked.texts.max(self.last));
        let missing = end - from - self.updates;
        let behind = marked.is_some_and(|marked| marked.texts > self.last);
        if missing > 0 && (behind || self.broken || !whole) {
            Some(format!("Of what was typed since the backup, up to {missing} moments of typing did not come back."))
        } else if self.broken || (marked.is_none() && !whole) {
            Some("Whether all that was typed since the backup came back cannot be told.".into())
        } else {
            None
        }
    }
}

fn gather(wreck: &Wreck, from: TextSeq) -> (BTreeMap<ArticleId, Vec<Piece>>, Told) {
    let snapshots = wreck.harvest("text", 0, |_, row| {
        let piece = Piece { upto: row.get("upto")?, bytes: row.get("snapshot")? };
        Ok((row.get::<_, Word<ArticleId>>("article")?.0, piece))
    });
    let updates = wreck.harvest("text_update", from, |seq, row| {
        Ok((row.get::<_, Word<ArticleId>>("article")?.0, Piece { upto: seq, bytes: row.get("bytes")? }))
    });
    let newest = |rows: &[(ArticleId, Piece)]| rows.iter().map(|(_, piece)| piece.upto).max().unwrap_or(from);
    let told = Told {
        updates: i64::try_from(updates.rows.len()).unwrap_or(i64::MAX),
        last: newest(&snapshots.rows).max(newest(&updates.rows)),
        broken: snapshots.broken || updates.broken,
    };
    let mut pieces: BTreeMap<ArticleId, Vec<Piece>> = BTreeMap::new();
    let newer = snapshots.rows.into_iter().filter(|(_, piece)| piece.upto > from && !piece.bytes.is_empty());
    for (id, piece) in newer.chain(updates.rows) {
        pieces.entry(id).or_default().push(piece);
    }
    (pieces, told)
}

fn take(reader: &Reader<'_>, article: &Article, pieces: Vec<Piece>, found: &mut Salvaged) -> Result<(), LedgerError> {
    let kept = reader.text(article.id)?;
    let mut upto = kept.as_ref().map_or(0, |text| text.upto);
    let mut open = kept.and_then(|text| Manuscript::load(text.snapshot.as_deref(), &text.updates).ok());
    let mut lost = 0;
    for piece in pieces {
        let taken = match &mut open {
            Some(open) => open.merge(&piece.bytes).is_ok(),
            None => {
                open = Manuscript::load(Some(&piece.bytes), &[]).ok();
                open.is_some()
            }
        };
        if taken {
            upto = upto.max(piece.upto);
        } else {
            lost += 1;
        }
    }
    let Some(mut open) = open else { return Ok(()) };
    lost += open.waiting();
    put(reader, article.id, &mut open, upto)?;
    found.texts += 1;
    found.articles.insert(article.id);
    if lost > 0 {
        found.lost.push(format!("{lost} moments of typing in \u{201c}{}\u{201d} cannot be read.", article.slug));
    }
    Ok(())
}

/// Where nothing that was typed can be read, the newest version that can be is the text.
fn from_version(reader: &Reader<'_>, article: &Article, found: &mut Salvaged) -> Result<(), LedgerError> {
    let mut version = None;
    for frozen in article.versions.iter().rev() {
        if let Ok(Some(content)) = reader.version(frozen.hash) {
            version = Some(content);
            break;
        }
    }
    let named = match &version {
        Some(_) => "it is that of the newest version that can be",
        None => "it stands empty",
    };
    found.lost.push(format!("The text of \u{201c}{}\u{201d} cannot be read; {named}.", article.slug));
    let body = version.map(|content| content.body).unwrap_or_default();
    put(reader, article.id, &mut Manuscript::new(&body, None), reader.text_head()?)
}

fn put(reader: &Reader<'_>, id: ArticleId, open: &mut Manuscript, upto: TextSeq) -> Result<(), LedgerError> {
    reader.run("DELETE FROM text_update WHERE article = ?1", [Word(id)])?;
    reader.run(
        "INSERT INTO text (article, snapshot, upto) VALUES (?1, ?2, ?3) ON CONFLICT (article) DO UPDATE SET snapshot = ?2, upto = ?3",
        params![Word(id), open.snapshot(), upto],
    )?;
    Ok(())
}
