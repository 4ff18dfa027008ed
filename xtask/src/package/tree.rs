//! The files of the packages, where a system has them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::shell::{Done, command, root, run};

/// The two kinds of package differ in one place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Deb,
    Rpm,
}

impl Kind {
    fn zsh(self) -> &'static str {
        match self {
            Self::Deb => "usr/share/zsh/vendor-completions/_galley",
            Self::Rpm => "usr/share/zsh/site-functions/_galley",
        }
    }
}

/// Copies everything to where it will be installed. Man pages and completions are the program's own.
pub fn lay_out(to: &Path, [galley, window]: &[PathBuf; 2], kind: Kind) -> Done {
    let data = root().join("src-tauri/package");
    let icons = root().join("src-tauri/icons");
    place(galley, &to.join("usr/bin/galley"), 0o755)?;
    place(window, &to.join("usr/bin/galley-desk"), 0o755)?;
    let plain = |from: PathBuf, at: &str| place(&from, &to.join(at), 0o644);
    plain(data.join("galley.desktop"), "usr/share/applications/org.galley.desk.desktop")?;
    plain(data.join("galley-agent@.service"), "usr/lib/systemd/user/galley-agent@.service")?;
    plain(icons.join("icon.svg"), "usr/share/icons/hicolor/scalable/apps/galley-desk.svg")?;
    for name in ["32x32.png", "128x128.png", "icon.png"] {
        let icon = icons.join(name);
        let width = png_width(&icon)?;
        plain(icon, &format!("usr/share/icons/hicolor/{width}x{width}/apps/galley-desk.png"))?;
    }
    for name in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        plain(root().join(name), &format!("usr/share/doc/galley/{name}"))?;
    }
    plain(data.join("copyright"), "usr/share/doc/galley/copyright")?;
    for licence in font_licences()? {
        let name = licence.file_name().unwrap_or_default().to_string_lossy().into_owned();
        plain(licence, &format!("usr/share/doc/galley/fonts/{name}"))?;
    }
    for name in ["en-US-licence.txt", "en-GB-licence.txt"] {
        plain(root().join("data/dictionaries").join(name), &format!("usr/share/doc/galley/dictionaries/{name}"))?;
    }
    manual(galley, to, kind, &data)
}

fn manual(galley: &Path, to: &Path, kind: Kind, data: &Path) -> Done {
    let made = to.join("made");
    run(command(galley, &["manual"]).arg(&made).env_remove("GALLEY_DESK").env_remove("GALLEY_AS"))?;
    for page in paths(&made.join("man"))? {
        compress(&made.join("man").join(&page), &to.join("usr/share/man/man1").join(format!("{page}.gz")))?;
    }
    compress(&data.join("galley-desk.1"), &to.join("usr/share/man/man1/galley-desk.1.gz"))?;
    for (name, at) in [
        ("galley.bash", "usr/share/bash-completion/completions/galley"),
        ("galley.fish", "usr/share/fish/vendor_completions.d/galley.fish"),
        ("_galley", kind.zsh()),
    ] {
        place(&made.join("completions").join(name), &to.join(at), 0o644)?;
    }
    fs::remove_dir_all(&made).map_err(|error| format!("{} cannot be taken away: {error}.", made.display()))
}

/// Every file below a folder, in order, by its path in it.
pub fn paths(folder: &Path) -> Result<Vec<String>, String> {
    fn gather(folder: &Path, below: &str, found: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if entry.file_type()?.is_dir() { gather(&entry.path(), &path, found)? } else { found.push(path) }
        }
        Ok(())
    }
    let mut found = Vec::new();
    gather(folder, "", &mut found).map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
    found.sort();
    Ok(found)
}

/// All its files' bytes.
pub fn size(folder: &Path) -> Result<u64, String> {
    let sizes = paths(folder)?.into_iter().map(|path| fs::metadata(folder.join(path)).map_or(0, |file| file.len()));
    Ok(sizes.sum())
}

fn place(from: &Path, to: &Path, mode: u32) -> Done {
    let failed = |error: io::Error| format!("{} cannot be copied to {}: {error}.", from.display(), to.display());
    fs::create_dir_all(to.parent().unwrap_or(to)).and_then(|()| fs::copy(from, to)).map_err(failed)?;
    set_mode(to, mode).map_err(failed)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Packages are made where there are modes.
#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

fn compress(from: &Path, to: &Path) -> Done {
    let page = to.with_extension("");
    place(from, &page, 0o644)?;
    run(command("gzip", &["-9", "-n", "-f"]).arg(&page))
}

fn png_width(icon: &Path) -> Result<u32, String> {
    let bytes = fs::read(icon).map_err(|error| format!("{} cannot be read: {error}.", icon.display()))?;
    let width = bytes.get(16..20).and_then(|width| width.try_into().ok()).map(u32::from_be_bytes);
    width.ok_or_else(|| format!("{} is no PNG.", icon.display()))
}

/// The licences of the fonts that the programs carry.
fn font_licences() -> Result<Vec<PathBuf>, String> {
    let houses = root().join("data/houses");
    let mut licences: Vec<PathBuf> = paths(&houses)?
        .into_iter()
        .filter(|path| path.contains("/fonts/") && path.ends_with("-licence.txt"))
        .map(|path| houses.join(path))
        .collect();
    // Two houses may carry the same font.
    licences.dedup_by(|a, b| a.file_name() == b.file_name());
    for font in ["inter", "source-serif-4", "jetbrains-mono"] {
        let licence = root().join("ui/node_modules/@fontsource-variable").join(font).join("LICENSE");
        let named = std::env::temp_dir().join(format!("{font}-LICENSE"));
        fs::copy(&licence, &named).map_err(|error| format!("{} cannot be read: {error}.", licence.display()))?;
        licences.push(named);
    }
    Ok(licences)
}
