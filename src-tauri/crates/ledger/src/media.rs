//! The pictures the newsroom has; their files are its own.

use chrono::{DateTime, Utc};
use desk::ids::{Hash, PersonId};
use desk::people::Actor;
use rusqlite::{Row, params};

use crate::column::{At, Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// A picture under the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub hash: Hash,
    /// What the file was called when it came.
    pub name: String,
    /// "jpeg", "png", "gif", "webp".
    pub format: String,
    pub width: u32,
    pub height: u32,
    /// Size of the file.
    pub bytes: u32,
    /// Read from the file, to be checked by a person.
    pub credit: String,
    pub caption: String,
    /// What was made of it for pages, in the newsroom's own words.
    pub renditions: String,
    pub added_at: DateTime<Utc>,
    pub added_by: Actor,
}

pub(crate) fn row_to_media(row: &Row<'_>) -> rusqlite::Result<Media> {
    Ok(Media {
        hash: row.get::<_, Word<_>>("hash")?.0,
        name: row.get("name")?,
        format: row.get("format")?,
        width: row.get("width")?,
        height: row.get("height")?,
        bytes: row.get("bytes")?,
        credit: row.get("credit")?,
        caption: row.get("caption")?,
        renditions: row.get("renditions")?,
        added_at: row.get::<_, At>("added_at")?.0,
        added_by: row.get::<_, Json<_>>("added_by")?.0,
    })
}

impl Reader<'_> {
    pub fn media(&self, hash: Hash) -> Result<Option<Media>, LedgerError> {
        self.one("SELECT * FROM media WHERE hash = ?1", [Word(hash)], row_to_media)
    }

    /// The picture whose hash begins so.
    pub fn media_named(&self, beginning: &str) -> Result<Option<Media>, LedgerError> {
        let begins = "SELECT * FROM media WHERE hash >= ?1 AND hash < ?1 || 'g' LIMIT 1";
        self.one(begins, [beginning], row_to_media)
    }

    /// Who added the picture whose hash begins so.
    pub fn media_added_by(&self, beginning: &str) -> Result<Option<PersonId>, LedgerError> {
        Ok(self.media_named(beginning)?.and_then(|media| media.added_by.person()))
    }

    /// Every picture, in the order they came.
    pub fn all_media(&self) -> Result<Vec<Media>, LedgerError> {
        self.all("SELECT * FROM media ORDER BY added_at, hash", [], row_to_media)
    }

    /// A picture that is there already stays as it is: same hash, same bytes.
    pub(crate) fn put_media(&self, media: &Media) -> Result<bool, LedgerError> {
        let added = self.run(
            include_str!("media_put.sql"),
            params![
                Word(media.hash),
                media.name,
                media.format,
                media.width,
                media.height,
                media.bytes,
                media.credit,
                media.caption,
                media.renditions,
                At(media.added_at),
                Json(&media.added_by),
            ],
        )?;
        Ok(added == 1)
    }
}
