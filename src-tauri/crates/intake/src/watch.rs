//! The watcher of the submissions folder: tells of every file once it has stopped changing.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::folder::{REASON, ignored};

/// A file is left alone until its size and time have stood still this long.
const SETTLED: Duration = Duration::from_secs(1);
/// How often the folder is looked at while a file is settling.
const LOOK: Duration = Duration::from_millis(250);
/// How often it is looked at when nothing was heard: network drives tell nothing.
const IDLE: Duration = Duration::from_secs(15);

/// What the watcher tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A file directly in the folder has settled.
    File { name: String, path: PathBuf },
    /// The folder cannot be looked at; one sentence. Told once; the watcher goes on and recovers by itself.
    Trouble(String),
}

#[derive(Debug, thiserror::Error)]
#[error("The folder {} cannot be watched ({why}): make it, or allow this account to read it.", folder.display())]
pub struct WatchError {
    folder: PathBuf,
    why: String,
}

/// What became of what was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is told again only after it has changed.
    Done,
    /// It cannot be dealt with now: it is told again in a while.
    Later,
}

/// A running watcher; it ends when this is dropped.
pub struct Watch {
    stop: Arc<AtomicBool>,
    wake: SyncSender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // A full channel wakes the thread as well.
        let _ = self.wake.try_send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Watches a folder on a thread of its own, on which `on` is called. Files that lie there already are seen first. Links,
/// sub-folders, hidden and temporary files are passed over, and so is a file beside which a younger reason stands.
pub fn watch(folder: &Path, on: impl FnMut(Seen) -> Heard + Send + 'static) -> Result<Watch, WatchError> {
    let fault = |why: String| WatchError { folder: folder.to_owned(), why };
    fs::read_dir(folder).map_err(|error| fault(error.to_string()))?;
    let (wake, woken) = sync_channel(1);
    let waker = wake.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Looking at the folder is an event, too: waking at it would never end.
        if event.is_ok_and(|event| event.kind.is_access()) {
            return;
        }
        // One waiting signal is enough: the folder is looked at as a whole.
        let _ = waker.try_send(());
    })
    .map_err(|error| fault(error.to_string()))?;
    watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| fault(error.to_string()))?;
    let stop = Arc::new(AtomicBool::new(false));
    let mut lookout = Lookout { folder: folder.to_owned(), watcher, files: HashMap::new(), trouble: false, on };
    let stopped = Arc::clone(&stop);
    let thread = std::thread::Builder::new()
        .name("submissions".to_owned())
        .spawn(move || lookout.run(&woken, &stopped))
        .map_err(|error| fault(error.to_string()))?;
    Ok(Watch { stop, wake, thread: Some(thread) })
}

struct Lookout<F> {
    folder: PathBuf,
    watcher: RecommendedWatcher,
    files: HashMap<String, File>,
    trouble: bool,
    on: F,
}

struct File {
    mark: Mark,
    since: Instant,
    told: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    len: u64,
    modified: Option<SystemTime>,
}

impl<F: FnMut(Seen) -> Heard> Lookout<F> {
    fn run(&mut self, woken: &Receiver<()>, stop: &AtomicBool) {
        while !stop.load(Ordering::Acquire) {
            let names = match self.look() {
                Ok(names) => names,
                Err(error) => {
                    self.lost(&error);
                    Vec::new()
                }
            };
            for name in names {
                if stop.load(Ordering::Acquire) {
                    return;
                }
                let path = self.folder.join(&name);
                let heard = (self.on)(Seen::File { name: name.clone(), path });
                if let (Heard::Later, Some(file)) = (heard, self.files.get_mut(&name)) {
                    (file.told, file.since) = (false, Instant::now());
                }
            }
            let settling = self.files.values().any(|file| !file.told);
            match woken.recv_timeout(if settling || self.trouble { LOOK } else { IDLE }) {
                Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if settling {
                // Events come in floods while a large file is copied; one look per interval is enough.
                std::thread::sleep(LOOK / 5);
            }
        }
    }

    /// Looks at the folder; returns the names that have settled since the last look, in order.
    fn look(&mut self) -> io::Result<Vec<String>> {
        let mut there = HashMap::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            // `DirEntry::metadata` does not follow links.
            let Ok(found) = entry.metadata() else { continue };
            if found.is_file() && !ignored(&name) && !self.refused(&name, &found) {
                there.insert(name, Mark { len: found.len(), modified: found.modified().ok() });
            }
        }
        if self.trouble {
            self.trouble = false;
            let _ = self.watcher.unwatch(&self.folder);
            let _ = self.watcher.watch(&self.folder, RecursiveMode::NonRecursive);
        }
        let now = Instant::now();
        self.files.retain(|name, _| there.contains_key(name));
        let mut settled = Vec::new();
        for (name, mark) in there {
            let file = self.files.entry(name.clone()).or_insert(File { mark, since: now, told: false });
            if file.mark != mark {
                *file = File { mark, since: now, told: false };
            } else if !file.told && now.duration_since(file.since) >= SETTLED {
                file.told = true;
                settled.push(name);
            }
        }
        settled.sort();
        Ok(settled)
    }

    /// Whether a reason stands beside a file that has not changed since.
    fn refused(&self, name: &str, found: &fs::Metadata) -> bool {
        let reason = fs::symlink_metadata(self.folder.join(format!("{name}{REASON}")));
        let known = self
            .files
            .get(name)
            .is_some_and(|file| file.mark.modified != found.modified().ok() || file.mark.len != found.len());
        match (reason.and_then(|reason| reason.modified()), found.modified()) {
            (Ok(reason), Ok(file)) => !known && reason >= file,
            _ => false,
        }
    }

    fn lost(&mut self, error: &io::Error) {
        self.files.clear();
        if !self.trouble {
            self.trouble = true;
            let sentence = format!(
                "The folder {} cannot be read ({error}): put it back, or allow this account to read it.",
                self.folder.display()
            );
            (self.on)(Seen::Trouble(sentence));
        }
    }
}
