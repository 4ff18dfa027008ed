//! Which files of a folder are articles, in an order that is always the same; as many at a time as fit into memory easily.

use std::fs;
use std::path::{Path, PathBuf};

use crate::wire::failure::Failure;

/// Articles in one transaction, and bytes of their files.
const FILES: usize = 200;
const BYTES: u64 = 8 << 20;

/// What lies in a folder. Paths are relative to it, with slashes.
#[derive(Default)]
pub struct Files {
    pub articles: Vec<String>,
    pub passed_over: Vec<(String, &'static str)>,
}

pub fn files(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::default();
    walk(folder, "", &mut files)?;
    files.articles.sort_unstable();
    files.passed_over.sort_unstable();
    Ok(files)
}

fn walk(folder: &Path, below: &str, files: &mut Files) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        Failure::failed(format!("{} cannot be read ({error}): look at its permissions.", folder.display()))
    };
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let shown = format!("{below}{}", name.to_string_lossy());
            files.passed_over.push((shown, "Its name is not text: give it another name."));
            continue;
        };
        let path = format!("{below}{name}");
        let kind = entry.file_type().map_err(cannot)?;
        if name.starts_with('.') {
            // Hidden files are of programs, not of people.
        } else if kind.is_symlink() {
            files.passed_over.push((path, "It is a link, and links are not followed: put the file itself there."));
        } else if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else if is_markdown(name) {
            if name.starts_with("_index.") {
                files.passed_over.push((path, "It is the page of a list, not an article."));
            } else {
                files.articles.push(path);
            }
        }
    }
    Ok(())
}

fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "md" | "markdown" | "mdown" | "mkd"))
}

/// The files in lots that are read and entered together.
pub fn chunks(folder: &Path, files: &[String]) -> Vec<Vec<String>> {
    let mut chunks: Vec<Vec<String>> = Vec::new();
    let mut bytes = 0;
    for file in files {
        let size = fs::metadata(place(folder, file)).map_or(0, |data| data.len());
        match chunks.last_mut().filter(|chunk| chunk.len() < FILES && bytes + size <= BYTES) {
            Some(chunk) => chunk.push(file.clone()),
            None => {
                bytes = 0;
                chunks.push(vec![file.clone()]);
            }
        }
        bytes += size;
    }
    chunks
}

pub fn place(folder: &Path, file: &str) -> PathBuf {
    file.split('/').fold(folder.to_owned(), |place, part| place.join(part))
}
