//! The files of a house folder.

use std::fs;
use std::path::Path;

use super::problem::HouseProblem;

/// The largest file a house may hold, in bytes.
const LARGEST: u64 = 8_000_000;

/// Folders of a house that are read, with how the names of their files end.
const FOLDERS: [(&str, &[&str]); 6] = [
    ("templates", &["html"]),
    ("styles", &["css"]),
    ("words", &["toml"]),
    ("pages", &["md"]),
    ("fonts", &["woff2", "txt"]),
    ("pictures", &["svg", "png", "jpg", "jpeg", "webp", "ico"]),
];

/// One file, its path relative to the folder with forward slashes.
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    /// As text; a problem when it is none.
    pub fn text(&self, problems: &mut Vec<HouseProblem>) -> Option<String> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let line = self.bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
                problems.push(HouseProblem::new(
                    &self.path,
                    Some(line),
                    "This file is not UTF-8 text.",
                    "Save it as UTF-8.",
                ));
                None
            }
        }
    }
}

/// Reads a house folder, in the order of the names. Links are not followed, hidden files not read.
pub fn read(folder: &Path) -> Result<Vec<File>, Vec<HouseProblem>> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let toml = folder.join("house.toml");
    match fs::read(&toml) {
        Ok(bytes) => files.push(File { path: "house.toml".into(), bytes }),
        Err(error) => {
            let message = format!("The house has no readable house.toml: {error}.");
            return Err(vec![HouseProblem::new(
                "house.toml",
                None,
                message,
                "A house is a folder with house.toml, templates/ and styles/.",
            )]);
        }
    }
    for (name, endings) in FOLDERS {
        walk(&folder.join(name), name, endings, &mut files, &mut problems);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

fn walk(folder: &Path, path: &str, endings: &[&str], files: &mut Vec<File>, problems: &mut Vec<HouseProblem>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        let path = format!("{path}/{name}");
        if name.starts_with('.') || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), &path, endings, files, problems);
            continue;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !endings.contains(&ending) {
            continue;
        }
        if entry.metadata().is_ok_and(|meta| meta.len() > LARGEST) {
            problems.push(HouseProblem::new(&path, None, "This file is larger than 8 MB.", "Make it smaller."));
            continue;
        }
        match fs::read(entry.path()) {
            Ok(bytes) => files.push(File { path, bytes }),
            Err(error) => problems.push(HouseProblem::new(
                &path,
                None,
                format!("This file cannot be read: {error}."),
                "Look at its permissions.",
            )),
        }
    }
}
