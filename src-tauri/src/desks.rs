//! The open desks: one window for each newsroom and person.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use newsroom::wire::event::Topic;
use newsroom::wire::failure::Failure;
use newsroom::{Newsroom, Running, Way};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::arguments::Wish;

/// What a window shows: its newsroom, or why it could not be opened.
#[derive(Clone)]
pub struct Desk {
    pub newsroom: Result<Arc<Newsroom>, Failure>,
    wish: Wish,
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
