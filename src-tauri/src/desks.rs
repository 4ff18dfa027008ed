//! The open desks: one window for each newsroom and person.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use newsroom::wire::backup::RestoreArgs;
use newsroom::wire::event::Topic;
use newsroom::wire::failure::Failure;
use newsroom::{Caller, Newsroom, Running, Way};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::arguments::Wish;

/// What a window shows: its newsroom, or why it could not be opened.
#[derive(Clone)]
pub struct Desk {
    pub newsroom: Result<Arc<Newsroom>, Failure>,
    wish: Wish,
}

impl Desk {
    pub fn folder(&self) -> &Path {
        &self.wish.folder
    }
}

/// An open newsroom and its clock, shared by all its windows.
struct Open {
    newsroom: Arc<Newsroom>,
    _running: Running,
}

#[derive(Default)]
pub struct Desks(Mutex<Held>);

#[derive(Default)]
struct Held {
    windows: HashMap<String, Desk>,
    newsrooms: HashMap<PathBuf, Open>,
    opened: u32,
}

impl Desks {
    pub fn of(&self, window: &str) -> Option<Desk> {
        self.held().windows.get(window).cloned()
    }

    /// Forgets a closed window, and closes its newsroom with the last one.
    pub fn close(&self, window: &str) {
        let mut held = self.held();
        if let Some(desk) = held.windows.remove(window)
            && !held.windows.values().any(|other| other.wish.folder == desk.wish.folder)
        {
            held.newsrooms.remove(&desk.wish.folder);
        }
    }

    /// Closes a newsroom in all its windows, which stay; it ends with what is returned.
    fn shut(&self, folder: &Path) -> Option<Open> {
        let mut held = self.held();
        for desk in held.windows.values_mut().filter(|desk| desk.wish.folder == folder) {
            desk.newsroom = Err(Failure::failed("A backup is being put back: this takes a moment."));
        }
        held.newsrooms.remove(folder)
    }

    /// Opens it again for all its windows; their names.
    fn reopen(&self, app: &AppHandle, folder: &Path) -> Vec<String> {
        let mut held = self.held();
        let windows: Vec<(String, Wish)> = held
            .windows
            .iter()
            .filter(|(_, desk)| desk.wish.folder == folder)
            .map(|(label, desk)| (label.clone(), desk.wish.clone()))
            .collect();
        for (label, wish) in &windows {
            let newsroom = opened(app, &mut held, wish);
            if let Some(desk) = held.windows.get_mut(label) {
                desk.newsroom = newsroom;
            }
        }
        windows.into_iter().map(|(label, _)| label).collect()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a window for the wish, or brings the one that is open to the front.
pub fn open(app: &AppHandle, mut wish: Wish) {
    wish.folder = wish.folder.canonicalize().unwrap_or(wish.folder);
    let desks = app.state::<Desks>();
    let label = {
        let mut held = desks.held();
        if let Some(label) = held.windows.iter().find(|(_, desk)| desk.wish == wish).map(|(label, _)| label.clone()) {
            drop(held);
            if let Some(window) = app.get_webview_window(&label) {
                let _ = window.set_focus();
            }
            return;
        }
        let newsroom = opened(app, &mut held, &wish);
        held.opened += 1;
        let label = format!("desk-{}", held.opened);
        held.windows.insert(label.clone(), Desk { newsroom, wish: wish.clone() });
        label
    };
    let person = wish.person.as_deref().map(|name| format!("#/sit/{}", encoded(name))).unwrap_or_default();
    let built = WebviewWindowBuilder::new(app, &label, WebviewUrl::App(format!("index.html{person}").into()))
        .title("Galley")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // Files dropped on the window are the interface's to take, as in a browser.
        .disable_drag_drop_handler()
        .build();
    if built.is_err() {
        desks.close(&label);
    }
}

fn opened(app: &AppHandle, held: &mut Held, wish: &Wish) -> Result<Arc<Newsroom>, Failure> {
    if let Some(open) = held.newsrooms.get(&wish.folder) {
        return Ok(Arc::clone(&open.newsroom));
    }
    let newsroom = Newsroom::open(&wish.folder, Way::Window)?;
    let (app, folder) = (app.clone(), wish.folder.clone());
    newsroom.listen(Box::new(move |topics: &[Topic]| tell(&app, &folder, topics)));
    let running = newsroom.start()?;
    held.newsrooms.insert(wish.folder.clone(), Open { newsroom: Arc::clone(&newsroom), _running: running });
    Ok(newsroom)
}

/// Closes the newsroom of a window, puts a backup back, and opens it again; its other windows begin anew.
pub fn put_back(
    app: &AppHandle,
    window: &str,
    desk: Desk,
    caller: &Caller,
    args: &RestoreArgs,
) -> Result<String, Failure> {
    if let Ok(newsroom) = &desk.newsroom {
        newsroom.must_restore(caller)?;
    }
    let folder = desk.folder().to_owned();
    drop(desk);
    let desks = app.state::<Desks>();
    drop(desks.shut(&folder));
    let restored = args.restore_json(&folder, Way::Window);
    for label in desks.reopen(app, &folder).iter().filter(|label| *label != window) {
        if let Some(other) = app.get_webview_window(label) {
            // One that is closing has nothing to begin anew.
            let _ = other.reload();
        }
    }
    restored
}

/// Tells every window of this newsroom what changed.
fn tell(app: &AppHandle, folder: &PathBuf, topics: &[Topic]) {
    let labels: Vec<String> = {
        let desks = app.state::<Desks>();
        let held = desks.held();
        held.windows.iter().filter(|(_, desk)| desk.wish.folder == *folder).map(|(label, _)| label.clone()).collect()
    };
    for label in labels {
        // A window that is closing misses nothing it could still show.
        let _ = app.emit_to(&label, "changed", topics);
    }
}

fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
