//! What is in the packages, unpacked into a folder and run from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Packages, tree};
use crate::display::Xvfb;
use crate::shell::{Done, command, holds, output, run, target};

/// What must be there, whatever else is.
const EXPECTED: &[&str] = &[
    "usr/bin/galley",
    "usr/bin/galley-desk",
    "usr/share/applications/org.galley.desk.desktop",
    "usr/share/icons/hicolor/scalable/apps/galley-desk.svg",
    "usr/share/man/man1/galley.1.gz",
    "usr/share/man/man1/galley-backup.1.gz",
    "usr/share/man/man1/galley-restore.1.gz",
    "usr/share/man/man1/galley-people-set.1.gz",
    "usr/share/man/man1/galley-desk.1.gz",
    "usr/share/bash-completion/completions/galley",
    "usr/share/fish/vendor_completions.d/galley.fish",
    "usr/lib/systemd/user/galley-agent@.service",
    "usr/share/doc/galley/copyright",
    "usr/share/doc/galley/LICENSE-MIT",
    "usr/share/doc/galley/LICENSE-APACHE",
    "usr/share/doc/galley/dictionaries/en-GB-licence.txt",
];

/// Unpacks both and runs the programs from there: a newsroom is made and verified, and the window shows it.
pub fn check(packages: &Packages) -> Done {
    let scratch = target().join("package").join("check");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).map_err(|error| format!("{} cannot be emptied: {error}.", scratch.display()))?;
    }
    fs::create_dir_all(&scratch).map_err(|error| format!("{} cannot be made: {error}.", scratch.display()))?;
    let deb = scratch.join("deb");
    run(command("dpkg-deb", &["-x"]).arg(&packages.deb).arg(&deb))?;
    holds_everything(&deb)?;
    dependencies(&packages.deb)?;
    texts(&deb)?;
    runs(&deb, &scratch.join("newsroom"))?;

    let rpm = scratch.join("rpm");
    fs::create_dir_all(&rpm).map_err(|error| format!("{} cannot be made: {error}.", rpm.display()))?;
    unpack_rpm(&packages.rpm, &rpm)?;
    holds_everything(&rpm)?;
    same_files(&deb, &rpm)?;
    let needs = output(command("rpm", &["-qp", "--requires"]).arg(&packages.rpm))?;
    if !needs.contains("libwebkit2gtk-4.1.so") {
        return Err(format!("The rpm does not say that it needs WebKitGTK: {needs}"));
    }
    runs(&rpm, &scratch.join("newsroom-of-rpm"))?;
    eprintln!("   both packages hold all they should, and run from where they were unpacked");
    Ok(())
}

fn holds_everything(folder: &Path) -> Done {
    let missing: Vec<&str> = EXPECTED.iter().copied().filter(|path| !folder.join(path).exists()).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{} lacks {}.", folder.display(), missing.join(", "))) }
}

/// Debian's own tool finds everything that the package needs.
fn dependencies(deb: &Path) -> Done {
    let said = output(command("dpkg-deb", &["-f"]).arg(deb).arg("Depends"))?;
    for library in ["libwebkit2gtk-4.1-0", "libgtk-3-0", "libc6"] {
        if !said.contains(library) {
            return Err(format!("The deb does not say that it needs {library}: {said}"));
        }
    }
    if holds("apt-get", &["--version"]) {
        run(command("apt-get", &["-s", "-qq", "--no-install-recommends", "install"]).arg(deb).stdout(Stdio::null()))?;
    }
    Ok(())
}

/// Man pages without a warning, completions that their shells can read, a desktop file that is one.
fn texts(folder: &Path) -> Done {
    let pages = folder.join("usr/share/man/man1");
    for page in tree::paths(&pages)? {
        let plain = Command::new("gzip").arg("-dc").arg(pages.join(&page)).output();
        let plain = plain.map_err(|error| format!("gzip cannot be started: {error}."))?.stdout;
        let file = folder.join("page.1");
        fs::write(&file, plain).map_err(|error| format!("{} cannot be written: {error}.", file.display()))?;
        if holds("groff", &["--version"]) {
            let said = command("groff", &["-man", "-Kutf8", "-Tutf8", "-z", "-ww"])
                .arg(&file)
                .output()
                .map_err(|error| format!("groff cannot be started: {error}."))?;
            if !said.status.success() || !said.stderr.is_empty() {
                return Err(format!("The man page {page} has a mistake: {}", String::from_utf8_lossy(&said.stderr)));
            }
        }
        fs::remove_file(&file).map_err(|error| format!("{} cannot be taken away: {error}.", file.display()))?;
    }
    let completions: [(&str, &[&str], &str); 3] = [
        ("bash", &["-n"], "usr/share/bash-completion/completions/galley"),
        ("zsh", &["-n"], "usr/share/zsh/vendor-completions/_galley"),
        ("fish", &["--no-execute"], "usr/share/fish/vendor_completions.d/galley.fish"),
    ];
    for (shell, look, file) in completions {
        if holds(shell, &["--version"]) {
            run(command(shell, look).arg(folder.join(file)))?;
        } else {
            eprintln!("   {shell} is not here: its completions are not looked at");
        }
    }
    if holds("desktop-file-validate", &["--version"]) {
        run(command("desktop-file-validate", &[]).arg(folder.join("usr/share/applications/org.galley.desk.desktop")))?;
    }
    Ok(())
}

/// The installed programs make a newsroom, check it, copy it, and show it in a window.
fn runs(folder: &Path, newsroom: &Path) -> Done {
    let galley = folder.join("usr/bin/galley");
    let ask = |words: &[&str]| {
        output(command(&galley, words).env("GALLEY_DESK", newsroom).env_remove("GALLEY_AS"))
            .map(|said| said.trim().to_owned())
    };
    run(command(&galley, &["new", "--sample"]).arg(newsroom).stdout(Stdio::null()))?;
    ask(&["backup"])?;
    let said = ask(&["verify"])?;
    if !said.starts_with("All is sound") {
        return Err(format!("The newsroom of the installed program is not sound: {said}"));
    }
    shows(&folder.join("usr/bin/galley-desk"), newsroom)
}

/// The window paints something within a minute.
fn shows(window: &Path, newsroom: &Path) -> Done {
    if !holds("Xvfb", &["-help"]) || !holds("import", &["-version"]) {
        eprintln!("   Skipped: the window is not shown, because Xvfb or ImageMagick is not here.");
        return Ok(());
    }
    let xvfb = Xvfb::start(1280, 800)?;
    let mut child = Command::new(window)
        .arg(newsroom)
        .args(["--as", "Ines Okafor"])
        .env("DISPLAY", &xvfb.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} cannot be started: {error}.", window.display()))?;
    let picture = newsroom.with_extension("png");
    let shown = painted(&xvfb, &picture);
    // It may have ended by itself, which the picture shows.
    let _ = child.kill();
    let _ = child.wait();
    shown
}

fn painted(xvfb: &Xvfb, picture: &PathBuf) -> Done {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_secs(1));
        xvfb.picture(picture)?;
        let colours = output(command("identify", &["-format", "%k"]).arg(picture))?;
        // Text in black on paper has many greys; an empty screen has one or two.
        if colours.trim().parse::<u32>().unwrap_or(0) > 60 {
            return Ok(());
        }
    }
    Err(format!("The installed window showed nothing within a minute; see {}.", picture.display()))
}

fn unpack_rpm(rpm: &Path, to: &Path) -> Done {
    let mut reader = Command::new("rpm2cpio")
        .arg(rpm)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rpm2cpio cannot be started: {error}."))?;
    let archive = reader.stdout.take().ok_or("rpm2cpio has no output.")?;
    run(Command::new("cpio").args(["-idm", "--quiet"]).current_dir(to).stdin(archive))?;
    let status = reader.wait().map_err(|error| format!("rpm2cpio: {error}."))?;
    if status.success() { Ok(()) } else { Err(format!("rpm2cpio failed ({status}).")) }
}

/// Both hold the same, but for zsh's own place.
fn same_files(deb: &Path, rpm: &Path) -> Done {
    let of = |folder: &Path| -> Result<Vec<String>, String> {
        Ok(tree::paths(folder)?.into_iter().filter(|path| !path.contains("/zsh/")).collect())
    };
    if of(deb)? == of(rpm)? { Ok(()) } else { Err("The rpm does not hold the same files as the deb.".into()) }
}
