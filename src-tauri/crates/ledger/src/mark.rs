//! How far the newsroom had come: a small file beside the database, so that a database that lost its last writes (its
//! write-ahead log was deleted, an older copy was put in its place) is not taken for a whole one.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::LedgerError;
use crate::log::{Head, Seq};
use crate::reader::Reader;
use crate::texts::TextSeq;

/// What the file beside `desk.sqlite3` is called.
pub const MARK: &str = "desk.head";

/// The file's length: one write.
const LENGTH: usize = 160;

/// How far a database had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) head: Head,
    pub(crate) texts: TextSeq,
}

/// The mark of one open database. It is set after the commit and not synced: it may be behind, never ahead.
pub(crate) struct Mark {
    path: PathBuf,
    last: Mutex<Option<(File, Marked)>>,
}

impl Mark {
    pub(crate) fn beside(database: &Path) -> Self {
        Self { path: path_beside(database), last: Mutex::default() }
    }

    /// What it says now. It is asked before the database is looked at, which only moves on.
    pub(crate) fn known(&self) -> Option<Marked> {
        read(&self.path)
    }
}

impl Marked {
    /// Refuses a database that ends before this.
    pub(crate) fn compare(self, reader: &Reader<'_>) -> Result<(), LedgerError> {
        let marked = self;
        let ends = reader.log_head()?.seq;
        let damaged = |detail: String| {
            let hint = format!("if you put an older copy there yourself, delete {MARK} beside it");
            LedgerError::Damaged { path: reader.path().into(), detail: format!("{detail}; {hint}") }
        };
        if ends < marked.head.seq {
            return Err(damaged(format!(
                "its log ends at entry {ends}, and entry {} had been written",
                marked.head.seq
            )));
        }
        if marked.head.seq > 0 && reader.hash_at(marked.head.seq)? != Some(marked.head.hash) {
            return Err(damaged(format!("entry {} of its log is not the one that had been written", marked.head.seq)));
        }
        if reader.text_head()? < marked.texts {
            return Err(damaged("what was typed last is missing from it".into()));
        }
        Ok(())
    }
}

impl Mark {
    /// Notes where the newsroom stands. A mark that cannot be set only knows less.
    pub(crate) fn set(&self, head: Head, text: Option<TextSeq>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.as_ref().map(|(_, marked)| *marked).or_else(|| read(&self.path));
        let texts = text.unwrap_or(0).max(before.map_or(0, |marked| marked.texts));
        let marked = Marked { head, texts };
        if before == Some(marked) && last.is_some() {
            return;
        }
        let file = last.take().map_or_else(|| open(&self.path), |(file, _)| Ok(file));
        let written = file.and_then(|mut file| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&line(&marked))?;
            Ok(file)
        });
        match written {
            Ok(file) => *last = Some((file, marked)),
            Err(error) => tracing::debug!(%error, "{MARK} is not set"),
        }
    }
}

pub(crate) fn path_beside(database: &Path) -> PathBuf {
    database.with_extension("head")
}

fn open(path: &Path) -> std::io::Result<File> {
    File::options().write(true).create(true).truncate(false).open(path)
}

fn line(marked: &Marked) -> [u8; LENGTH] {
    let mut line = [b' '; LENGTH];
    let text = said(marked);
    let text = format!("{text} {}", check(&text));
    line[..text.len()].copy_from_slice(text.as_bytes());
    line[LENGTH - 1] = b'\n';
    line
}

fn said(marked: &Marked) -> String {
    format!("{} {} {}", marked.head.seq, marked.head.hash, marked.texts)
}

/// Tells a line that another process was just writing from a whole one.
fn check(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// The mark as it stands; `None` when there is none that can be read.
pub(crate) fn read(path: &Path) -> Option<Marked> {
    let mut text = String::new();
    File::open(path).ok()?.take(LENGTH as u64).read_to_string(&mut text).ok()?;
    let mut words = text.split_whitespace();
    let seq: Seq = words.next()?.parse().ok()?;
    let hash = words.next()?.parse().ok()?;
    let texts = words.next()?.parse().ok()?;
    let marked = Marked { head: Head { seq, hash }, texts };
    (words.next()? == check(&said(&marked))).then_some(marked)
}
