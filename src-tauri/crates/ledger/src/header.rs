//! The first hundred bytes: what a file is, before anything opens it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::error::LedgerError;
use crate::migration::APPLICATION;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Refuses what is not a desk's database, what a newer program wrote, and what was cut short, without touching it.
pub(crate) fn look(path: &Path, known: i64) -> Result<(), LedgerError> {
    let mut file = File::open(path).map_err(|error| match error.kind() {
        // A file stands where the folder should be.
        std::io::ErrorKind::NotADirectory => LedgerError::Missing { path: path.into() },
        _ => LedgerError::io(path, error),
    })?;
    let length = file.metadata().map_err(|error| LedgerError::io(path, error))?.len();
    let mut head = [0; 100];
    let not_a_desk = || LedgerError::NotADesk { path: path.into() };
    file.read_exact(&mut head).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::IsADirectory => not_a_desk(),
        _ => LedgerError::io(path, error),
    })?;
    if head[..16] != *MAGIC || number(&head, 68) != APPLICATION {
        return Err(not_a_desk());
    }
    let found = i64::from(number(&head, 60));
    if found > known {
        return Err(LedgerError::Newer { path: path.into(), found, known });
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let whole = page * u64::from(number(&head, 28));
    // While a write-ahead log stands beside it, the file may well be shorter than it will be.
    if length < whole && !has_log(path) {
        let detail = format!("it should have {whole} bytes and has {length}");
        return Err(LedgerError::Damaged { path: path.into(), detail });
    }
    Ok(())
}

fn number(head: &[u8; 100], at: usize) -> u32 {
    u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}
