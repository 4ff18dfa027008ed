//! The open desks: one window for each newsroom and person.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use desk::ids::PersonId;
use newsroom::wire::backup::RestoreArgs;
use newsroom::wire::failure::{Code, Failure};
use newsroom::{Caller, Given, News, Newsroom, Running, Visit, Way};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::arguments::Wish;
use crate::{menu, newsrooms};

/// What a window shows: its newsroom, or why it could not be opened.
#[derive(Clone)]
pub struct Desk {
    pub newsroom: Result<Arc<Newsroom>, Failure>,
    wish: Wish,
    /// The session of whoever signed in at this window: here, out of the interface's reach.
    token: Option<String>,
    /// Who sits at it, while seats are free.
    seated: Option<PersonId>,
}

impl Desk {
    /// Who asks from this window; `claimed`: who is said to sit there.
    pub fn caller(&self, newsroom: &Newsroom, claimed: Option<PersonId>) -> Result<Caller, Failure> {
        newsroom.admit(Way::Window, claimed, Visit::new(self.token.clone(), None))
    }

    /// Whoever sits at the window, as far as it is known.
    pub fn looker(&self, newsroom: &Newsroom) -> Result<Caller, Failure> {
        self.caller(newsroom, self.seated)
    }
}

impl Desk {
    pub fn folder(&self) -> Option<&Path> {
        self.wish.folder.as_deref()
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

    /// Notes who asked from a window, and what the newsroom gave them.
    pub fn note(&self, window: &str, caller: &Caller) {
        let given = caller.given();
        if let Some(desk) = self.held().windows.get_mut(window) {
            desk.seated = caller.person;
            match given {
                Some(Given::Session { token, .. }) => desk.token = Some(token),
                Some(Given::Nothing) => desk.token = None,
                None => {}
            }
        }
    }

    /// Forgets a closed window with its session, and closes its newsroom with the last one.
    pub fn close(&self, window: &str) {
        let mut held = self.held();
        let Some(desk) = held.windows.remove(window) else { return };
        let last = !held.windows.values().any(|other| other.wish.folder == desk.wish.folder);
        let folder = desk.wish.folder.as_ref().filter(|_| last);
        let newsroom = folder.and_then(|folder| held.newsrooms.remove(folder));
        drop(held);
        if let (Ok(room), Some(token)) = (&desk.newsroom, &desk.token) {
            // One that cannot be ended now ends by itself.
            let _ = room.leave(token);
        }
        drop(newsroom);
    }

    /// Closes a newsroom in all its windows, which stay; it ends with what is returned.
    fn shut(&self, folder: &Path) -> Option<Open> {
        let mut held = self.held();
        for desk in held.windows.values_mut().filter(|desk| desk.folder() == Some(folder)) {
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
            .filter(|(_, desk)| desk.folder() == Some(folder))
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

/// Opens a window for the wish, or brings the one that is open to the front. Without a folder it is the newsroom that was
/// open last.
pub fn open(app: &AppHandle, mut wish: Wish) {
    let folder = wish.folder.or_else(|| newsrooms::opened_here(app)?.folders().into_iter().next());
    wish.folder = folder.map(|folder| folder.canonicalize().unwrap_or(folder));
    show(app, wish);
}

/// Opens a window in which a newsroom is chosen or made.
pub fn welcome(app: &AppHandle) {
    show(app, Wish { folder: None, person: None });
}

/// The window shows the newsroom in that folder from now on.
pub fn turn_to(app: &AppHandle, label: &str, folder: PathBuf) -> Result<(), Failure> {
    let wish = Wish { folder: Some(folder.canonicalize().unwrap_or(folder)), person: None };
    let desks = app.state::<Desks>();
    let mut held = desks.held();
    let newsroom = opened(app, &mut held, &wish)?;
    held.windows.insert(label.to_owned(), Desk { newsroom: Ok(newsroom), wish, token: None, seated: None });
    Ok(())
}

fn show(app: &AppHandle, wish: Wish) {
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
        held.windows.insert(label.clone(), Desk { newsroom, wish: wish.clone(), token: None, seated: None });
        label
    };
    let person = wish.person.as_deref().map(|name| format!("#/sit/{}", encoded(name))).unwrap_or_default();
    let built = WebviewWindowBuilder::new(app, &label, WebviewUrl::App(format!("index.html{person}").into()))
        .title("Galley")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        // Files dropped on the window are the interface's to take, as in a browser.
        .disable_drag_drop_handler()
        .on_menu_event(|window, event| menu::chosen(window, &event));
    let built = match menu::of(app) {
        Ok(menu) => built.menu(menu).build(),
        Err(_) => built.build(),
    };
    if built.is_err() {
        desks.close(&label);
    }
}

fn opened(app: &AppHandle, held: &mut Held, wish: &Wish) -> Result<Arc<Newsroom>, Failure> {
    let folder = wish.folder.as_ref().filter(|folder| newsroom::is_one(folder)).ok_or_else(|| none(wish))?;
    if let Some(open) = held.newsrooms.get(folder) {
        return Ok(Arc::clone(&open.newsroom));
    }
    let newsroom = Newsroom::open(folder, Way::Window)?;
    let (teller, told) = (app.clone(), folder.clone());
    newsroom.listen(Box::new(move |news: &News| tell(&teller, &told, news)));
    let running = newsroom.start()?;
    held.newsrooms.insert(folder.clone(), Open { newsroom: Arc::clone(&newsroom), _running: running });
    // A list that cannot be kept costs a look for the folder, nothing more.
    let _ = newsrooms::opened_here(app).map(|recent| recent.remember(folder));
    Ok(newsroom)
}

fn none(wish: &Wish) -> Failure {
    let message = match &wish.folder {
        Some(folder) => format!("There is no newsroom in {} yet.", folder.display()),
        None => "No newsroom is open in this window yet.".into(),
    };
    Failure { code: Code::NoNewsroom, message, detail: String::new() }
}

/// Closes the newsroom of a window, puts a backup back, and opens it again; its other windows begin anew.
pub fn put_back(app: &AppHandle, window: &str, desk: Desk, args: &RestoreArgs) -> Result<String, Failure> {
    let Some(folder) = desk.wish.folder.clone() else { return Err(none(&desk.wish)) };
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

/// Tells every window of this newsroom what changed, as far as whoever sits at it may hear it.
fn tell(app: &AppHandle, folder: &PathBuf, news: &News) {
    let windows: Vec<(String, Desk)> = {
        let desks = app.state::<Desks>();
        let held = desks.held();
        let of_it = held.windows.iter().filter(|(_, desk)| desk.wish.folder.as_ref() == Some(folder));
        of_it.map(|(label, desk)| (label.clone(), desk.clone())).collect()
    };
    for (label, desk) in windows {
        let Ok(newsroom) = &desk.newsroom else { continue };
        let topics = desk.looker(newsroom).map(|caller| newsroom.heard_by(&caller, news)).unwrap_or_default();
        if !topics.is_empty() {
            // A window that is closing misses nothing it could still show.
            let _ = app.emit_to(&label, "changed", topics);
        }
    }
}

/// A window that says why the newsroom cannot be opened.
pub fn say(app: &AppHandle, failure: Failure) {
    let desks = app.state::<Desks>();
    let label = {
        let mut held = desks.held();
        held.opened += 1;
        let label = format!("desk-{}", held.opened);
        let wish = Wish { folder: None, person: None };
        held.windows.insert(label.clone(), Desk { newsroom: Err(failure), wish, token: None, seated: None });
        label
    };
    let built = WebviewWindowBuilder::new(app, &label, WebviewUrl::App("index.html".into()))
        .title("Galley")
        .inner_size(900.0, 600.0)
        .build();
    if built.is_err() {
        desks.close(&label);
    }
}

fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
