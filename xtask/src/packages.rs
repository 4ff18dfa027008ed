//! System packages: installed on Debian and Ubuntu, named elsewhere.

use std::process::Command;

use crate::shell::{Done, command, holds, run};

/// What it takes to build the window.
pub const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// What it takes to show a window where there is no display, and to take its picture.
pub const HEADLESS: &[&str] = &["xvfb", "xauth", "fonts-dejavu-core", "imagemagick"];
/// What the tests need beside that: a browser, the window's driver, a converter to compare with, Java for the HTML checker.
pub const TEST: &[&str] = &["webkit2gtk-driver", "chromium", "pandoc", "default-jre-headless"];

/// What it takes to make packages, and to look at what is in them.
pub const PACKAGE: &[&str] = &["dpkg-dev", "rpm", "rpm2cpio", "cpio", "gzip", "groff-base", "desktop-file-utils"];

const OLDEST_NODE: (u32, u32) = (20, 19);

/// Installs those that are missing.
pub fn install(groups: &[&[&str]]) -> Done {
    let wanted: Vec<&str> = groups.concat();
    if !holds("dpkg-query", &["--version"]) || !holds("apt-get", &["--version"]) {
        eprintln!(
            "This is neither Debian nor Ubuntu, so nothing is installed here. Needed are, by their Debian names: {}.",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Installing {}.", missing.join(" "));
    run(as_root("apt-get").args(["update", "-qq"]))?;
    run(as_root("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"])
        .args(missing))
}

/// Node is not installed here: which version a machine has is its owner's choice.
pub fn node() -> Done {
    let too_old = format!("Node {}.{} or newer is needed; see https://nodejs.org.", OLDEST_NODE.0, OLDEST_NODE.1);
    let version = crate::shell::output(&mut command("node", &["--version"])).map_err(|_| too_old.clone())?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|number| number.parse().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_NODE { Err(format!("{too_old} This is {}.", version.trim())) } else { Ok(()) }
}

fn installed(package: &str) -> bool {
    command("dpkg-query", &["-W", "-f", "${Status}", package])
        .output()
        .is_ok_and(|output| output.stdout == b"install ok installed")
}

fn as_root(program: &str) -> Command {
    let root = command("id", &["-u"]).output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = if root { command(program, &[]) } else { command("sudo", &[program]) };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
