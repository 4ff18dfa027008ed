//! The newsrooms of this machine: those that were opened here, opening another, making a new one.

use std::path::{Path, PathBuf};
use std::{fs, io};

use newsroom::wire::failure::{Code, Failure};
use newsroom::{NewNewsroom, Newsroom};
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::desks;

/// How many are remembered.
const MOST: usize = 10;

/// Folders of newsrooms that were opened here and still are there, the last one first.
#[tauri::command(async)]
pub fn newsrooms(app: AppHandle) -> Vec<PathBuf> {
    remembered(&app)
}

/// A folder, by the system's own dialog; nothing when it is closed without one.
#[tauri::command(async)]
pub fn choose_folder(app: AppHandle) -> Option<PathBuf> {
    app.dialog().file().blocking_pick_folder().and_then(|path| path.into_path().ok())
}

/// This window shows the newsroom in that folder from now on.
#[tauri::command(async)]
pub fn open_newsroom(app: AppHandle, window: WebviewWindow, folder: PathBuf) -> Result<(), Failure> {
    if !holds_one(&folder) {
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

/// Whether the folder is a newsroom, sound or not.
pub fn holds_one(folder: &Path) -> bool {
    folder.join("desk.sqlite3").exists() || folder.join("desk.toml").exists()
}

pub fn remembered(app: &AppHandle) -> Vec<PathBuf> {
    let text = list(app).and_then(fs::read_to_string).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|folder| holds_one(folder)).collect()
}

/// Puts the folder first among those that were opened here.
pub fn remember(app: &AppHandle, folder: &Path) {
    let Some(name) = folder.to_str().filter(|name| !name.contains('\n')) else { return };
    let mut lines = vec![name.to_owned()];
    lines.extend(
        remembered(app).iter().filter_map(|other| other.to_str()).filter(|other| *other != name).map(str::to_owned),
    );
    lines.truncate(MOST);
    // A list that cannot be kept costs a look for the folder, nothing more.
    let _ = list(app).and_then(|list| kept(&list, &lines.join("\n")));
}

fn kept(list: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(list.parent().unwrap_or(Path::new("")))?;
    let draft = list.with_extension("draft");
    fs::write(&draft, text)?;
    fs::rename(&draft, list)
}

fn list(app: &AppHandle) -> io::Result<PathBuf> {
    app.path().app_config_dir().map(|folder| folder.join("newsrooms")).map_err(io::Error::other)
}
