//! `cargo xtask run`.

use crate::packages::{self, BUILD, HEADLESS};
use crate::shell::{Done, built, command, root, run as shell, stage};
use crate::{display, interface, walk};

/// Installs what is missing, builds, makes the sample newsroom if there is none, and opens the window on it. Without a
/// display the same main job is done on the command line.
pub fn run() -> Done {
    let window = display::there();
    stage("set-up", || {
        packages::install(if window { &[BUILD] } else { &[BUILD, HEADLESS] })?;
        interface::install()
    })?;
    stage("build", || {
        interface::build()?;
        shell(&mut command("cargo", &["build", "--release", "-p", "galley-desk", "-p", "cli"]))
    })?;
    let newsroom = root().join("newsroom");
    let galley = built("release", "galley");
    if !newsroom.join("desk.sqlite3").exists() {
        stage("the sample newsroom", || shell(command(&galley, &["new", "--sample"]).arg(&newsroom)))?;
    }
    if window {
        return shell(command(built("release", "galley-desk"), &[]).arg(&newsroom));
    }
    eprintln!(
        "\nThere is no display here, so the main job is done on the command line, and the window shown to a virtual one."
    );
    walk::walk(&galley, &built("release", "galley-desk"), &newsroom)
}
