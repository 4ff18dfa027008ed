//! The submissions folder: reading a file that was dropped there, moving it away once it is at the desk, leaving the reason
//! beside one that could not be read. A link is never followed, a file never overwritten.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::read::LARGEST_FILE;

/// The folder inside the submissions folder that keeps what was taken.
pub(crate) const TAKEN: &str = "taken";
/// What the name of a reason ends in: `draft.docx.reason.txt`.
pub(crate) const REASON: &str = ".reason.txt";

/// Why something in the folder could not be done; one clear sentence.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("{0} is a link and was not followed: put the file itself into the folder.")]
    Link(String),
    #[error("{0} is not a file of this folder.")]
    NotAFile(String),
    #[error("{name} is larger than {} MB: send the text without its pictures.", LARGEST_FILE / 1024 / 1024)]
    TooLarge { name: String },
    #[error("{name} could not be {done} ({source}): look at the folder's permissions and free space.")]
    Io { name: String, done: &'static str, source: io::Error },
}

/// Whether a name in the submissions folder is none of the desk's business: hidden and temporary files, locks of word
/// processors, unfinished downloads, and the desk's own reasons.
pub fn ignored(name: &str) -> bool {
    let lower = name.to_lowercase();
    let endings = [REASON, "~", ".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp"];
    lower.starts_with('.')
        || lower.starts_with("~$")
        || lower.starts_with('#')
        || endings.iter().any(|ending| lower.ends_with(ending))
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | "icon\r")
}

/// Reads a file of the folder.
pub fn collect(folder: &Path, name: &str) -> Result<Vec<u8>, FolderError> {
    let path = member(folder, name)?;
    let before = plain_file(&path, name)?;
    let io = |source| FolderError::Io { name: name.to_owned(), done: "read", source };
    let file = File::open(&path).map_err(io)?;
    if !same_file(&before, &file.metadata().map_err(io)?) {
        return Err(FolderError::Link(name.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() > LARGEST_FILE {
        return Err(FolderError::TooLarge { name: name.to_owned() });
    }
    Ok(bytes)
}

/// What tells this file from any other that is dropped under the same name, before or after it: not its text, which may be
/// the same, but when and where it was written.
pub fn mark(folder: &Path, name: &str) -> Result<String, FolderError> {
    let found = plain_file(&member(folder, name)?, name)?;
    let written = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok(format!("{} {} {}", place(&found), found.len(), written.map_or(0, |since| since.as_nanos())))
}

/// Moves a file to `taken/`, under a name that is free there, and removes the reason that may stand beside it. Once this has
/// returned, the move outlives a power cut. Returns where the file is now.
pub fn take(folder: &Path, name: &str) -> Result<PathBuf, FolderError> {
    let from = member(folder, name)?;
    plain_file(&from, name)?;
    let io = |source| FolderError::Io { name: name.to_owned(), done: "moved to taken/", source };
    let taken = folder.join(TAKEN);
    match fs::create_dir(&taken) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(io(error)),
        _ => {}
    }
    if !fs::symlink_metadata(&taken).map_err(io)?.is_dir() {
        return Err(FolderError::Link(TAKEN.to_owned()));
    }
    let to = reserve(&taken, name).map_err(io)?;
    if let Err(error) = fs::rename(&from, &to) {
        let _ = fs::remove_file(&to);
        return Err(io(error));
    }
    let reason = folder.join(format!("{name}{REASON}"));
    if fs::symlink_metadata(&reason).is_ok_and(|there| there.is_file()) {
        fs::remove_file(&reason).map_err(io)?;
    }
    sync(&taken).map_err(io)?;
    sync(folder).map_err(io)?;
    Ok(to)
}

/// Leaves `NAME.reason.txt` beside a file that could not be read; the file itself stays. A former reason is replaced.
pub fn refuse(folder: &Path, name: &str, sentence: &str) -> Result<PathBuf, FolderError> {
    let file = member(folder, name)?;
    let io = |source| FolderError::Io { name: format!("{name}{REASON}"), done: "written", source };
    let reason = file.with_file_name(format!("{name}{REASON}"));
    let draft = file.with_file_name(format!(".{name}{REASON}.{}.tmp", std::process::id()));
    let written = (|| {
        // Whatever lies under the temporary name is from a process that died; a link there is removed, not followed.
        let _ = fs::remove_file(&draft);
        let mut out = OpenOptions::new().write(true).create_new(true).open(&draft)?;
        writeln!(out, "{}", sentence.trim())?;
        out.sync_all()?;
        fs::rename(&draft, &reason)?;
        sync(folder)
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        io(error)
    })?;
    Ok(reason)
}

/// The path of a file directly in the folder.
fn member(folder: &Path, name: &str) -> Result<PathBuf, FolderError> {
    let plain = Path::new(name).file_name().is_some_and(|last| last == name);
    if plain && !name.contains(['/', '\\', '\0']) {
        Ok(folder.join(name))
    } else {
        Err(FolderError::NotAFile(name.to_owned()))
    }
}

fn plain_file(path: &Path, name: &str) -> Result<Metadata, FolderError> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => Err(FolderError::Link(name.to_owned())),
        Ok(there) if there.is_file() => Ok(there),
        Ok(_) => Err(FolderError::NotAFile(name.to_owned())),
        Err(source) => Err(FolderError::Io { name: name.to_owned(), done: "found", source }),
    }
}

/// Whether the file that was opened is the one that was looked at, and not a link put there in between.
#[cfg(unix)]
pub(crate) fn same_file(before: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    before.dev() == opened.dev() && before.ino() == opened.ino()
}

#[cfg(unix)]
fn place(found: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    found.ino()
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> u64 {
    0
}

#[cfg(not(unix))]
pub(crate) fn same_file(_: &Metadata, opened: &Metadata) -> bool {
    opened.is_file()
}

/// Makes an empty file under the first free name: `draft.docx`, `draft 2.docx`, …
fn reserve(taken: &Path, name: &str) -> io::Result<PathBuf> {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    for n in 1..=10_000 {
        let tried = if n == 1 { name.to_owned() } else { format!("{stem} {n}{ending}") };
        let path = taken.join(tried);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "ten thousand files have this name"))
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened to be synced; the file system journals the rename.
#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_both_kept() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["one", "two"] {
            fs::write(folder.path().join("draft.md"), text).unwrap();
            take(folder.path(), "draft.md").unwrap();
        }
        assert_eq!(fs::read_to_string(folder.path().join("taken/draft.md")).unwrap(), "one");
        assert_eq!(fs::read_to_string(folder.path().join("taken/draft 2.md")).unwrap(), "two");
        assert!(!folder.path().join("draft.md").exists());
    }

    #[test]
    fn a_file_is_told_from_another_of_the_same_name_and_text() {
        let folder = tempfile::tempdir().unwrap();
        let drop = || fs::write(folder.path().join("draft.md"), "the same").unwrap();
        drop();
        let first = mark(folder.path(), "draft.md").unwrap();
        assert_eq!(mark(folder.path(), "draft.md").unwrap(), first, "it stands still");
        take(folder.path(), "draft.md").unwrap();
        drop();
        assert_ne!(mark(folder.path(), "draft.md").unwrap(), first, "it was sent once more");
    }

    #[test]
    fn a_reason_stands_beside_the_file_and_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.docx"), "x").unwrap();
        refuse(folder.path(), "a.docx", "First.").unwrap();
        let reason = refuse(folder.path(), "a.docx", "Not a Word file.").unwrap();
        assert_eq!(fs::read_to_string(&reason).unwrap(), "Not a Word file.\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
        take(folder.path(), "a.docx").unwrap();
        assert!(!reason.exists());
    }

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["../x.md", "/etc/passwd", "taken/x.md", "..", "", "a\\b"] {
            assert!(matches!(collect(folder.path(), name), Err(FolderError::NotAFile(_))), "{name}");
            assert!(matches!(take(folder.path(), name), Err(FolderError::NotAFile(_))), "{name}");
            assert!(matches!(refuse(folder.path(), name, "No."), Err(FolderError::NotAFile(_))), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("secret.md"), "secret").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("a.md")).unwrap();
        assert!(matches!(collect(folder.path(), "a.md"), Err(FolderError::Link(_))));
        assert!(matches!(take(folder.path(), "a.md"), Err(FolderError::Link(_))));
        fs::write(folder.path().join("b.md"), "b").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join(TAKEN)).unwrap();
        assert!(matches!(take(folder.path(), "b.md"), Err(FolderError::Link(_))), "nor is taken/ as a link");
    }

    #[test]
    fn hidden_and_temporary_files_are_none_of_the_desks_business() {
        for name in [
            ".DS_Store",
            "~$draft.docx",
            ".~lock.draft.odt#",
            "a.docx.part",
            "a.crdownload",
            "a.md~",
            "a.docx.reason.txt",
        ] {
            assert!(ignored(name), "{name}");
        }
        for name in ["draft.md", "a.docx", "reason.txt"] {
            assert!(!ignored(name), "{name}");
        }
    }
}
