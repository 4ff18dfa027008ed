//! A picture that a Markdown file names, found beside it: inside the folder that was submitted, never outside, never by a
//! link.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::arrival::elsewhere;

/// The file that `source`, as a text refers to it, means. `root` is the folder that was submitted, `text` the folder of the
/// text inside it (empty when it lies at the root). A source with a leading `/` is meant from the root. `None`: there is no
/// such plain file inside the root.
pub fn beside(root: &Path, text: &Path, source: &str) -> Option<PathBuf> {
    let source = path_of(source)?;
    let (start, relative) = match source.strip_prefix('/') {
        Some(rest) => (Path::new(""), rest),
        None => (text, source.as_str()),
    };
    let mut parts: Vec<&std::ffi::OsStr> = Vec::new();
    for component in start.components().chain(Path::new(relative).components()) {
        match component {
            Component::Normal(part) => parts.push(part),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    let mut path = root.to_owned();
    let last = parts.len().checked_sub(1)?;
    for (n, part) in parts.into_iter().enumerate() {
        path.push(part);
        let there = fs::symlink_metadata(&path).ok()?;
        if if n == last { !there.is_file() } else { !there.is_dir() } {
            return None;
        }
    }
    Some(path)
}

/// The name of the file that a source means, wherever it lies: for pictures that come in one by one beside their text.
pub fn file_name(source: &str) -> Option<String> {
    Some(path_of(source)?.rsplit('/').next()?.to_owned()).filter(|name| !name.is_empty())
}

/// The path that a source spells; `None` where it means nothing that could be sent along.
fn path_of(source: &str) -> Option<String> {
    let source = source.split(['?', '#']).next()?;
    if source.is_empty() || elsewhere(source) {
        return None;
    }
    percent_decoded(source).filter(|path| !path.contains(['\\', '\0', ':']))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2).and_then(|two| std::str::from_utf8(two).ok())).flatten();
        match escaped.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_found_inside_the_folder_and_nowhere_else() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("posts/pictures")).unwrap();
        fs::write(root.path().join("posts/pictures/a b.jpg"), "x").unwrap();
        fs::write(root.path().join("lead.png"), "x").unwrap();
        let check = |source: &str, found: Option<&str>| {
            let expected = found.map(|path| root.path().join(path));
            assert_eq!(beside(root.path(), Path::new("posts"), source), expected, "{source}");
        };
        check("pictures/a b.jpg", Some("posts/pictures/a b.jpg"));
        check("./pictures/a%20b.jpg?wide=1", Some("posts/pictures/a b.jpg"));
        check("/lead.png", Some("lead.png"));
        check("../lead.png", None);
        check("%2e%2e/lead.png", None);
        check("pictures", None);
        check("https://example.org/lead.png", None);
        check("//example.org/lead.png", None);
        check("/etc/passwd", None);
        check("C:\\lead.png", None);
        check("", None);
    }

    #[test]
    fn a_file_is_named_by_the_end_of_its_path() {
        for (source, name) in [
            ("pictures/a%20b.jpg?wide=1", Some("a b.jpg")),
            ("../lead.png", Some("lead.png")),
            ("pictures/", None),
            ("https://example.org/lead.png", None),
            ("", None),
        ] {
            assert_eq!(file_name(source).as_deref(), name, "{source}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("a.jpg"), "x").unwrap();
        std::os::unix::fs::symlink(outside.path().join("a.jpg"), root.path().join("a.jpg")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("pictures")).unwrap();
        assert_eq!(beside(root.path(), Path::new(""), "a.jpg"), None);
        assert_eq!(beside(root.path(), Path::new(""), "pictures/a.jpg"), None);
    }
}
