//! A folder of the newsroom (site, media): files written whole or not at all, and only when they differ.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a file did not reach its folder.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{} is a link, and links in a newsroom are never followed: put a folder there, or take it away.", .0.display())]
    Link(PathBuf),
    #[error("{} cannot be written ({source}): look at the folder\u{2019}s permissions and free space.", .path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("“{0}” is not a path inside the folder.")]
    Outside(String),
}

/// A folder that only whole files come into.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
}

/// One file: its path below the folder's root and its bytes. No bytes: the file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub path: String,
    pub bytes: Option<Vec<u8>>,
}

impl Leaf {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: Some(bytes.into()) }
    }

    /// The page at an address: `index.html` in its folder; the front page for "".
    pub fn page(address: &str, html: String) -> Self {
        Self::new(page_path(address), html.into_bytes())
    }

    pub fn gone(path: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: None }
    }
}

/// Where the page of an address stands.
pub fn page_path(address: &str) -> String {
    if address.is_empty() { "index.html".into() } else { format!("{address}/index.html") }
}

static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl Files {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes what differs from what is there: each file beside its place, synced, then moved into it. A reader, or a
    /// process killed at any line, never meets half a file. Returns the paths that changed.
    pub fn write(&self, leaves: &[Leaf]) -> Result<Vec<String>, FileError> {
        let mut ready = Vec::new();
        for leaf in leaves {
            let place = self.place(&leaf.path)?;
            match &leaf.bytes {
                Some(bytes) if same(&place, bytes) => {}
                Some(bytes) => ready.push((leaf, place.clone(), Some(self.beside(&place, bytes)?))),
                None if place.exists() => ready.push((leaf, place, None)),
                None => {}
            }
        }
        sync_all(ready.iter().filter_map(|(_, _, draft)| draft.as_ref()))?;
        let mut folders: Vec<&Path> = Vec::new();
        for (_, place, draft) in &ready {
            let moved = match draft {
                Some((draft, _)) => fs::rename(draft, place),
                None => fs::remove_file(place),
            };
            moved.map_err(|source| FileError::Write { path: place.clone(), source })?;
            folders.push(if draft.is_some() { place.parent().unwrap_or(&self.root) } else { self.clear_above(place) });
        }
        // A folder that stayed when one file went may have gone with the next.
        for folder in &mut folders {
            *folder = folder.ancestors().find(|above| above.exists()).unwrap_or(folder);
        }
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            sync_folder(folder).map_err(|source| FileError::Write { path: folder.into(), source })?;
        }
        Ok(ready.into_iter().map(|(leaf, ..)| leaf.path.clone()).collect())
    }

    /// Takes away the folders above a file that went, as long as they are empty: their names would still tell of it.
    /// Returns the first that stays.
    fn clear_above<'a>(&'a self, place: &'a Path) -> &'a Path {
        let below = place.ancestors().skip(1).take_while(|folder| *folder != self.root);
        // A folder that is not empty cannot be taken away, and must not be.
        let stays = below.into_iter().find(|folder| fs::remove_dir(folder).is_err());
        stays.unwrap_or(&self.root)
    }

    /// Writes into a fresh folder that nobody reads yet: no drafts, one sync by the caller. What stands in `before` with the
    /// same bytes is that same file, with its time.
    pub fn fill(&self, leaf: &Leaf, before: Option<&Self>) -> Result<(), FileError> {
        let Some(bytes) = &leaf.bytes else { return Ok(()) };
        let place = self.place(&leaf.path)?;
        let unchanged = before.and_then(|before| before.place(&leaf.path).ok()).filter(|there| same(there, bytes));
        // Some disks have no such links; there the file is written again.
        if unchanged.is_some_and(|there| made(&place, || fs::hard_link(&there, &place)).is_ok()) {
            return Ok(());
        }
        let written = match made(&place, || write_new(&place, bytes)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !same(&place, bytes) => {
                // Never written through a link into the folder before.
                fs::remove_file(&place).and_then(|()| write_new(&place, bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written,
        };
        written.map_err(|source| FileError::Write { path: place, source })
    }

    /// Whether readers get anything at a path.
    pub fn has(&self, path: &str) -> bool {
        self.place(path).is_ok_and(|place| fs::symlink_metadata(place).is_ok_and(|there| there.is_file()))
    }

    /// What readers get at a path; `None` when there is nothing.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let place = self.place(path).ok()?;
        fs::symlink_metadata(&place).ok().filter(fs::Metadata::is_file)?;
        fs::read(place).ok()
    }

    /// The file's place, once every folder on the way is seen to be a real one.
    fn place(&self, path: &str) -> Result<PathBuf, FileError> {
        let sound = !path.is_empty()
            && path
                .split('/')
                .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']));
        if !sound {
            return Err(FileError::Outside(path.into()));
        }
        let mut place = self.root.clone();
        for part in path.split('/') {
            place.push(part);
            if fs::symlink_metadata(&place).is_ok_and(|there| there.is_symlink()) {
                return Err(FileError::Link(place));
            }
        }
        Ok(place)
    }

    fn beside(&self, place: &Path, bytes: &[u8]) -> Result<(PathBuf, File), FileError> {
        let failed = |source| FileError::Write { path: place.into(), source };
        let folder = place.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(failed)?;
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let draft = folder.join(format!(".{}-{number}.part", std::process::id()));
        let written = File::create(&draft).and_then(|mut file| file.write_all(bytes).map(|()| file));
        match written {
            Ok(file) => Ok((draft, file)),
            Err(source) => {
                // The disk may be full; the half-written draft is worth nothing.
                let _ = fs::remove_file(&draft);
                Err(failed(source))
            }
        }
    }
}

/// Makes a file, and the folders above it where they are not there yet.
fn made(place: &Path, make: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match (make(), place.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make()
        }
        (made, _) => made,
    }
}

fn write_new(place: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(place)?.write_all(bytes)
}

fn same(place: &Path, bytes: &[u8]) -> bool {
    fs::metadata(place).is_ok_and(|there| there.len() == bytes.len() as u64)
        && fs::read(place).is_ok_and(|there| there == bytes)
}

/// Several at a time: the file system gathers syncs that wait together into one.
fn sync_all<'a>(drafts: impl Iterator<Item = &'a (PathBuf, File)>) -> Result<(), FileError> {
    let drafts: Vec<_> = drafts.collect();
    std::thread::scope(|scope| {
        let waiting: Vec<_> = drafts
            .iter()
            .map(|(path, file)| {
                scope.spawn(move || file.sync_all().map_err(|source| FileError::Write { path: path.clone(), source }))
            })
            .collect();
        waiting.into_iter().try_for_each(|sync| sync.join().unwrap_or(Ok(())))
    })
}

#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    // Renames are durable there by themselves, and folders cannot be opened.
    Ok(())
}

/// Takes away what a killed process left half-written.
pub fn sweep_drafts(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sweep_drafts(&entry.path())?;
        } else if kind.is_file()
            && entry.file_name().to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(".part"))
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_not_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Files::at(folder.path());
        let pages = [Leaf::page("", "front".into()), Leaf::page("a-story", "story".into())];
        assert_eq!(site.write(&pages).expect("written").len(), 2);
        let before = fs::metadata(folder.path().join("index.html")).and_then(|data| data.modified()).expect("a time");
        assert_eq!(site.write(&pages).expect("written"), Vec::<String>::new());
        assert_eq!(
            fs::metadata(folder.path().join("index.html")).and_then(|data| data.modified()).expect("a time"),
            before
        );
    }

    #[test]
    fn what_goes_is_gone_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Files::at(folder.path());
        site.write(&[Leaf::page("a", "a".into()), Leaf::page("b", "b".into())]).expect("written");
        assert_eq!(site.write(&[Leaf::gone("a/index.html")]).expect("written"), ["a/index.html"]);
        assert_eq!((site.read("a/index.html"), site.read("b/index.html")), (None, Some(b"b".to_vec())));
        assert!(!folder.path().join("a").exists(), "its folder’s name would still tell of it");
    }

    #[test]
    fn folders_that_empty_one_after_another_all_go() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Files::at(folder.path());
        let both = ["author/a/index.html", "author/b/index.html"];
        site.write(&both.map(|path| Leaf::new(path, "x"))).expect("written");
        assert_eq!(site.write(&both.map(Leaf::gone)).expect("written"), both);
        assert!(!folder.path().join("author").exists());
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = Files::at(folder.path().join("site"));
        for path in ["../x", "/etc/x", "a//b", "a/../../x", ".hidden", "", "a\\b", "c:x"] {
            assert!(matches!(site.write(&[Leaf::new(path, "x")]), Err(FileError::Outside(_))), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_site_is_not_followed() {
        let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(outside.path(), folder.path().join("a")).expect("a link");
        let site = Files::at(folder.path());
        assert!(matches!(site.write(&[Leaf::page("a", "x".into())]), Err(FileError::Link(_))));
        assert_eq!(fs::read_dir(outside.path()).expect("readable").count(), 0);
    }
}
