//! Open manuscripts: the authority of CodeMirror's collab protocol, written to disk in groups.

mod open;
mod seen;

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use desk::ids::ArticleId;

pub use open::{OpenText, Unwritten};

/// What is typed waits at most this long before it is on its way to the disk.
pub const GROUP: Duration = Duration::from_millis(60);

/// The manuscripts that are open in this process.
#[derive(Default)]
pub struct Texts {
    open: Mutex<HashMap<ArticleId, Arc<Mutex<OpenText>>>>,
    waiting: Mutex<bool>,
    typed: Condvar,
}

impl Texts {
    pub fn get(&self, article: ArticleId) -> Option<Arc<Mutex<OpenText>>> {
        lock(&self.open).get(&article).cloned()
    }

    /// Keeps the manuscript open; if another request opened it meanwhile, that one stays.
    pub fn keep(&self, article: ArticleId, text: OpenText) -> Arc<Mutex<OpenText>> {
        Arc::clone(lock(&self.open).entry(article).or_insert_with(|| Arc::new(Mutex::new(text))))
    }

    pub fn all(&self) -> Vec<(ArticleId, Arc<Mutex<OpenText>>)> {
        lock(&self.open).iter().map(|(id, text)| (*id, Arc::clone(text))).collect()
    }

    /// Closes those that nobody has touched for a while and that are wholly on disk.
    pub fn close_idle(&self, idle: Duration) {
        lock(&self.open).retain(|_, text| {
            // One that is in use at this moment is not idle.
            text.try_lock().is_ok_and(|text| !text.idle_for(idle) || !text.is_written()) || Arc::strong_count(text) > 1
        });
    }

    /// Something was typed: wakes the writer.
    pub fn touched(&self) {
        *lock(&self.waiting) = true;
        self.typed.notify_one();
    }

    /// Waits until something was typed, then for the rest of its group. False: nothing came within `patience`.
    pub fn wait(&self, patience: Duration) -> bool {
        let waiting = lock(&self.waiting);
        let (mut waiting, _) = self
            .typed
            .wait_timeout_while(waiting, patience, |waiting| !*waiting)
            .unwrap_or_else(PoisonError::into_inner);
        let came = std::mem::take(&mut *waiting);
        drop(waiting);
        if came {
            std::thread::sleep(GROUP);
        }
        came
    }
}

/// A lock whose holder cannot leave half a thought behind: every change under it is one assignment.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
