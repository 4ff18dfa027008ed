//! The interface: its packages and its build.

use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use crate::shell::{Done, command, root, run};

/// Installs its packages when the lock file is newer than what is installed.
pub fn install() -> Done {
    crate::packages::node()?;
    let installed = modified(root().join("ui/node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(root().join("ui/package-lock.json")) {
        return Ok(());
    }
    run(npm(&["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

pub fn build() -> Done {
    run(&mut npm(&["run", "--silent", "build"]))
}

/// One of the scripts in its package.json.
pub fn script(name: &str) -> Done {
    run(&mut npm(&["run", "--silent", name]))
}

fn npm(arguments: &[&str]) -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    npm.current_dir(root().join("ui"));
    npm
}

fn modified(path: PathBuf) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}
