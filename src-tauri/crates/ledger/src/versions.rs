//! Versions: whole contents, compressed, under the hash of their canonical JSON.

use std::cell::RefCell;
use std::io::Read as _;

use chrono::{DateTime, Utc};
use desk::ids::Hash;
use desk::version::Content;
use rusqlite::params;
use zstd::stream::read::Decoder;
use zstd::zstd_safe::DCtx;

use crate::column::{At, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

/// zstd's own default: the higher levels save a tenth and cost ten times the time.
const LEVEL: i32 = 3;

/// Why a stored version is not what its hash says.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VersionFault {
    #[error("its bytes do not unpack ({0})")]
    Packed(std::io::Error),
    #[error("it is not {0} bytes long, as noted")]
    Size(i64),
    #[error("its content has the hash {0}")]
    Hash(Hash),
    #[error("its content cannot be read ({0})")]
    Form(serde_json::Error),
}

impl Reader<'_> {
    /// The content under the hash.
    pub fn version(&self, hash: Hash) -> Result<Option<Content>, LedgerError> {
        let found = self.one("SELECT size, content FROM version WHERE hash = ?1", [Word(hash)], |row| {
            Ok(unpack(row.get("size")?, row.get_ref("content")?.as_blob()?))
        })?;
        let Some(canonical) = found else { return Ok(None) };
        let read = canonical.and_then(|bytes| match Hash::of(&bytes) {
            found if found == hash => serde_json::from_slice(&bytes).map_err(VersionFault::Form),
            found => Err(VersionFault::Hash(found)),
        });
        read.map(Some).map_err(|fault| LedgerError::Damaged {
            path: self.path().into(),
            detail: format!("the version {hash}: {fault}"),
        })
    }

    pub fn has_version(&self, hash: Hash) -> Result<bool, LedgerError> {
        Ok(self.one("SELECT 1 FROM version WHERE hash = ?1", [Word(hash)], |_| Ok(()))?.is_some())
    }

    pub(crate) fn put_version(&self, content: &Content, at: DateTime<Utc>) -> Result<Hash, LedgerError> {
        let canonical = content.canonical();
        let hash = Hash::of(&canonical);
        if self.has_version(hash)? {
            return Ok(hash);
        }
        let packed = zstd::bulk::compress(&canonical, LEVEL).map_err(|error| LedgerError::io(self.path(), error))?;
        self.run(
            "INSERT INTO version (hash, at, size, content) VALUES (?1, ?2, ?3, ?4)",
            params![Word(hash), At(at), i64::try_from(canonical.len()).unwrap_or(i64::MAX), packed],
        )?;
        Ok(hash)
    }

    pub(crate) fn drop_version(&self, hash: Hash) -> Result<(), LedgerError> {
        self.run("DELETE FROM version WHERE hash = ?1", [Word(hash)])?;
        Ok(())
    }

    /// Calls `each` with every version's hash as stored and what is wrong with it, if anything.
    pub(crate) fn check_versions(&self, mut each: impl FnMut(&str, Option<VersionFault>)) -> Result<(), LedgerError> {
        self.walk("SELECT hash, size, content FROM version", [], |row| {
            let stored = row.get_ref("hash")?.as_str()?;
            let fault = fault_of(stored, row.get("size")?, row.get_ref("content")?.as_blob()?);
            each(stored, fault);
            Ok(())
        })
    }
}

pub(crate) fn fault_of(stored: &str, size: i64, packed: &[u8]) -> Option<VersionFault> {
    match unpack(size, packed) {
        Err(fault) => Some(fault),
        Ok(canonical) => {
            let hash = Hash::of(&canonical);
            if hash.to_string() != stored {
                return Some(VersionFault::Hash(hash));
            }
            serde_json::from_slice::<Content>(&canonical).err().map(VersionFault::Form)
        }
    }
}

thread_local! {
    /// What unpacking works in: making it takes longer than unpacking a version.
    static UNPACKING: RefCell<Option<DCtx<'static>>> = const { RefCell::new(None) };
}

/// Reads no further than the noted size, whatever the packed bytes claim.
fn unpack(size: i64, packed: &[u8]) -> Result<Vec<u8>, VersionFault> {
    let limit = usize::try_from(size).map_err(|_| VersionFault::Size(size))?;
    let mut canonical = Vec::new();
    // One that met damage is not used again.
    let mut context = UNPACKING.take().unwrap_or_else(DCtx::create);
    let read = Decoder::with_context(packed, &mut context).take(limit as u64 + 1).read_to_end(&mut canonical);
    read.map_err(VersionFault::Packed)?;
    if canonical.len() == limit {
        UNPACKING.set(Some(context));
        return Ok(canonical);
    }
    Err(VersionFault::Size(size))
}
