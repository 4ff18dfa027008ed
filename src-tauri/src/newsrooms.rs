//! The newsrooms of this machine: those that were opened here, opening another, making a new one.

use std::path::PathBuf;

use newsroom::wire::failure::{Code, Failure};
use newsroom::{NewNewsroom, Newsroom, Recent};
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::desks;

/// Folders of newsrooms that were opened here and still are there, the last one first.
#[tauri::command(async)]
pub fn newsrooms(app: AppHandle) -> Vec<PathBuf> {
    opened_here(&app).map(|recent| recent.folders()).unwrap_or_default()
}

/// A folder, by the system's own dialog; nothing when it is closed without one.
#[tauri::command(async)]
pub fn choose_folder(app: AppHandle) -> Option<PathBuf> {
    app.dialog().file().blocking_pick_folder().and_then(|path| path.into_path().ok())
}

/// This window shows the newsroom in that folder from now on.
#[tauri::command(async)]
pub fn open_newsroom(app: AppHandle, window: WebviewWindow, folder: PathBuf) -> Result<(), Failure> {
    if !newsroom::is_one(&folder) {
        return Err(Failure {
            code: Code::NoNewsroom,
            message: format!(
                "There is no newsroom in {}: choose the folder that holds desk.sqlite3.",
                folder.display()
            ),
            detail: String::new(),
        });
    }
    desks::turn_to(&app, window.label(), folder)
}

/// Makes a newsroom in a new or empty folder, and shows it in this window.
#[tauri::command(async)]
pub fn make_newsroom(
    app: AppHandle,
    window: WebviewWindow,
    folder: PathBuf,
    name: Option<String>,
    person: Option<String>,
    sample: bool,
) -> Result<(), Failure> {
    if !folder.is_absolute() {
        return Err(Failure {
            code: Code::BadRequest,
            message: "Name the whole path of the new newsroom’s folder, from the root.".into(),
            detail: String::new(),
        });
    }
    let house = "meridian";
    if sample {
        Newsroom::create_sample(&folder, house)?;
    } else {
        Newsroom::create(&folder, &NewNewsroom { house: house.into(), name, first_person: person })?;
    }
    desks::turn_to(&app, window.label(), folder)
}

/// Where the list of them is kept.
pub fn opened_here(app: &AppHandle) -> Option<Recent> {
    app.path().app_config_dir().ok().map(|folder| Recent::at(folder.join("newsrooms")))
}
