//! Notices of the system, outside the window, for whoever sits before it and asked for them. One that is pressed raises the
//! window that showed it, and tells its page.

use std::sync::Mutex;

use newsroom::wire::failure::Failure;
use notices::Desktop;
use tauri::{AppHandle, Emitter, Manager, WebviewWindow};

/// Whose notice it is: the window's label, and what its page calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Of {
    window: String,
    name: String,
}

/// The way to whoever shows notices, once it was needed.
#[derive(Default)]
pub struct Notices(Mutex<Option<Desktop<Of>>>);

/// Shows one; a later one of the same name takes its place. What it says is text and nothing else.
#[tauri::command(async)]
pub fn show_notice(window: WebviewWindow, title: &str, body: &str, name: String) -> Result<(), Failure> {
    let of = Of { window: window.label().to_owned(), name };
    show(window.app_handle(), of, title, body).map_err(|detail| Failure {
        detail,
        ..Failure::failed("This machine shows no notices: the desktop has nobody to show them.")
    })
}

fn show(app: &AppHandle, of: Of, title: &str, body: &str) -> Result<(), String> {
    let notices = app.state::<Notices>();
    let mut desktop = notices.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let shown = match &*desktop {
        Some(there) => there.show(of, title, body),
        None => {
            let app = app.clone();
            let there = Desktop::reached(move |of: &Of| raise(&app, of))?;
            desktop.insert(there).show(of, title, body)
        }
    };
    // Whoever shows notices may come back; then the way to them is another.
    shown.inspect_err(|_| *desktop = None)
}

fn raise(app: &AppHandle, Of { window, name }: &Of) {
    if let Some(window) = app.get_webview_window(window) {
        let _ = window.unminimize();
        let _ = window.set_focus();
        let _ = window.emit_to(window.label(), "notice", name);
    }
}
