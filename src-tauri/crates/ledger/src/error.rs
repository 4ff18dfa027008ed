//! What can go wrong with the file, each in one sentence that says what, where and what to do.

use std::path::{Path, PathBuf};

use desk::ids::{ArticleId, Hash};
use rusqlite::ErrorCode;

/// Why the ledger could not do what was asked. Nothing is changed when one of these is returned.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("There is no newsroom at {}: name the right folder, or make one with \u{201c}galley new\u{201d}.", folder(.path))]
    Missing { path: PathBuf },
    #[error("There is already a newsroom at {}: choose another folder for the new one.", folder(.path))]
    Exists { path: PathBuf },
    #[error("There is no folder {} to put a newsroom in: make it first, or name another.", folder(.path))]
    NoFolder { path: PathBuf },
    #[error(
        "{} is not a Galley database, or its beginning is damaged: it is left as it is; `galley -d {} restore --newest` brings back the newest backup and whatever else can be read.", .path.display(), folder(.path)
    )]
    NotADesk { path: PathBuf },
    #[error(
        "{} was written by a newer Galley (form {found}; this one knows up to {known}): open it with the newer program.", .path.display()
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "{} is damaged ({detail}): it is left as it is; `galley -d {} restore --newest` brings back the newest backup and whatever else can be read.", .path.display(), folder(.path)
    )]
    Damaged { path: PathBuf, detail: String },
    #[error("{} cannot be written: give yourself the right to write in {}, and try again.", .path.display(), folder(.path))]
    ReadOnly { path: PathBuf },
    #[error("There is no room left to write {}: free some space on its disk, and try again.", .path.display())]
    Full { path: PathBuf },
    #[error(
        "{} has been in use by another program for {seconds} seconds: close what holds it, and try again.", .path.display()
    )]
    Busy { path: PathBuf, seconds: u64 },
    #[error("{} could not be read or written ({source}): check its disk, and try again.", .path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("The version {hash} is not in the ledger: store its content before a fact names it.")]
    NoVersion { hash: Hash },
    #[error("The article {id} has not begun: its first fact must say how.")]
    NotBegun { id: ArticleId },
    #[error("{} did not do what was asked ({source}): this is a fault in Galley, please report it.", .path.display())]
    Other { path: PathBuf, source: Box<rusqlite::Error> },
}

/// How long anything waits for another program before it says that the file is in use.
pub(crate) const PATIENCE_SECONDS: u64 = 60;

impl LedgerError {
    pub(crate) fn sql(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::Error as Sql;
        let path = path.to_path_buf();
        if let Some(failure) = error.sqlite_error() {
            return match failure.code {
                ErrorCode::DatabaseCorrupt => Self::Damaged { path, detail: error.to_string() },
                ErrorCode::NotADatabase => Self::NotADesk { path },
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy { path, seconds: PATIENCE_SECONDS },
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => Self::ReadOnly { path },
                ErrorCode::DiskFull => Self::Full { path },
                ErrorCode::SystemIoFailure if no_room(failure.extended_code) => Self::Full { path },
                ErrorCode::SystemIoFailure => Self::Io { path, source: std::io::Error::other(error) },
                _ => Self::Other { path, source: Box::new(error) },
            };
        }
        match error {
            Sql::FromSqlConversionFailure(..)
            | Sql::InvalidColumnType(..)
            | Sql::IntegralValueOutOfRange(..)
            | Sql::Utf8Error(..) => Self::Damaged { path, detail: error.to_string() },
            _ => Self::Other { path, source: Box::new(error) },
        }
    }

    pub(crate) fn io(path: &Path, error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let path = path.to_path_buf();
        match error.kind() {
            Kind::NotFound => Self::Missing { path },
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly { path },
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full { path },
            _ => Self::Io { path, source: error },
        }
    }
}

/// A write that was refused part of the way: the disk, a quota, or a limit on the size of files.
fn no_room(extended: i32) -> bool {
    extended == rusqlite::ffi::SQLITE_IOERR_WRITE
        || extended == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
        || extended == rusqlite::ffi::SQLITE_IOERR_TRUNCATE
}

fn folder(path: &Path) -> std::path::Display<'_> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).display()
}
