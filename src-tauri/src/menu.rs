//! The window's menus. What an entry does is the interface's business: it gets the entry's id, which is one of its key map.

use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Manager, Window, Wry};

use crate::desks;

/// Another newsroom, in a window of its own.
const OTHER: &str = "window.other";
const CLOSE: &str = "window.close";
const QUIT: &str = "quit";

pub fn of(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let entry = |id: &str, text: &str| MenuItemBuilder::with_id(id, text).build(app);
    let with_key = |id: &str, text: &str, key: &str| MenuItemBuilder::with_id(id, text).accelerator(key).build(app);
    let file = SubmenuBuilder::new(app, "&File")
        .items(&[&entry("new", "&New article…")?, &entry("file", "&Submit a file…")?])
        .separator()
        .item(&with_key(OTHER, "&Open a newsroom…", "CmdOrCtrl+O")?)
        .separator()
        .items(&[&with_key(CLOSE, "&Close window", "CmdOrCtrl+W")?, &with_key(QUIT, "&Quit Galley", "CmdOrCtrl+Q")?])
        .build()?;
    let go = SubmenuBuilder::new(app, "&Go")
        .items(&[&entry("go.queue", "&Queue")?, &entry("go.log", "&Log")?, &entry("palette", "&Anything…")?])
        .separator()
        .item(&entry("go.people", "&Someone else sits here…")?)
        .build()?;
    let help = SubmenuBuilder::new(app, "&Help")
        .items(&[&with_key("help", "&Keys and words", "F1")?, &entry("about", "&About Galley")?])
        .build()?;
    MenuBuilder::new(app).items(&[&file, &go, &help]).build()
}

pub fn chosen(window: &Window, event: &MenuEvent) {
    match event.id().as_ref() {
        OTHER => desks::welcome(window.app_handle()),
        CLOSE => drop(window.close()),
        QUIT => window.app_handle().exit(0),
        // A window that is closing has nothing to carry out.
        id => drop(window.emit_to(window.label(), "menu", id)),
    }
}
