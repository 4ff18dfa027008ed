//! `galley open`: the window, which is a program of its own.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::output::Trouble;

pub fn open(folder: Option<&Path>, person: Option<&str>, address: Option<&str>) -> Result<(), Trouble> {
    let newsroom = address.map(OsStr::new).or_else(|| folder.map(Path::as_os_str)).ok_or_else(|| {
        Trouble(
            "Which newsroom? Add -d DIR, set GALLEY_DESK to its folder, or name the address it is served at.".into(),
        )
    })?;
    let here =
        std::env::current_exe().map_err(|error| Trouble(format!("This program cannot find itself: {error}.")))?;
    let window = here.with_file_name(format!("galley-desk{}", std::env::consts::EXE_SUFFIX));
    let program = if window.exists() { window } else { "galley-desk".into() };
    let mut command = Command::new(&program);
    command.arg(newsroom);
    if let Some(person) = person.filter(|_| address.is_none()) {
        command.args(["--as", person]);
    }
    command
        .spawn()
        .map(|_| ())
        .map_err(|error| Trouble(format!("The window, {}, cannot be started: {error}.", program.display())))
}
