//! A copy of the database, looked at without changing a byte of it.

use std::path::Path;

use crate::connection;
use crate::error::LedgerError;
use crate::log::Head;
use crate::media::Media;
use crate::migration::{self, MIGRATIONS};
use crate::reader::Reader;
use crate::texts::TextSeq;
use crate::verify::{self, Report};
use crate::{header, rebuild};

/// What a copy holds, and whether it fits together.
#[derive(Clone, Debug)]
pub struct Examined {
    pub report: Report,
    pub head: Head,
    /// The last place in the order of updates of texts.
    pub texts: TextSeq,
    /// The form of the database, by number.
    pub form: i64,
    /// The pictures it names; none when an older program made it, which this one cannot ask.
    pub pictures: Vec<Media>,
}

/// Reads all of a copy and checks it. A copy that an older program made is checked as far as this one knows it: the file
/// and the log.
pub fn examine(path: &Path) -> Result<Examined, LedgerError> {
    let known = migration::known(MIGRATIONS);
    header::look(path, known)?;
    let conn = connection::reader(path)?;
    let form = migration::form(&conn, path)?;
    let reader = Reader::new(&conn, path);
    let fits = form == known && rebuild::fits(&reader)?;
    Ok(Examined {
        report: verify::verify_as_far_as_known(&reader, fits)?,
        head: reader.log_head()?,
        texts: reader.text_head()?,
        form,
        pictures: if form == known { reader.all_media()? } else { Vec::new() },
    })
}

/// The pictures that a copy names; none when an older program made it.
pub fn pictures(path: &Path) -> Result<Vec<Media>, LedgerError> {
    let conn = connection::reader(path)?;
    if migration::form(&conn, path)? != migration::known(MIGRATIONS) {
        return Ok(Vec::new());
    }
    Reader::new(&conn, path).all_media()
}
