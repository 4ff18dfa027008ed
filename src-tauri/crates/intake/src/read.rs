//! From bytes to an arrival: which reader takes them.

use crate::{Arrival, docx, markdown};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 200 * 1024 * 1024;

/// A text longer than this, in bytes, is no article.
pub(crate) const LONGEST: usize = 4 * 1024 * 1024;

/// Why a file could not be read: one clear sentence that says what, where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// Reads what somebody sent. The kind of file is told by its bytes first and its name second; nothing but `bytes` is looked
/// at, no file is opened and nothing is fetched.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Arrival, Unreadable> {
    let name = crate::arrival::file_name(file_name);
    let extension = name.rsplit_once('.').map(|(_, ext)| ext.to_lowercase()).unwrap_or_default();
    if bytes.is_empty() {
        return Err(Unreadable(format!("{name} is empty: save it again and send it once more.")));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(Unreadable(format!(
            "{name} is larger than {} MB: send the text without its pictures, and the pictures apart.",
            LARGEST_FILE / 1024 / 1024
        )));
    }
    let known_as_text = matches!(extension.as_str(), "md" | "markdown" | "mdown" | "mkd" | "mdx" | "txt" | "text" | "");
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        docx::read(&name, bytes)
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Err(Unreadable(format!(
            "{name} is an old Word file or one that is locked with a password: save it as .docx without a password and \
             send it again."
        )))
    } else if matches!(extension.as_str(), "docx" | "docm" | "dotx" | "dotm") {
        Err(Unreadable(format!(
            "{name} is not a whole Word file: open it in Word, save it again as .docx and send it once more."
        )))
    } else if matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "tif" | "tiff") {
        Err(Unreadable(format!(
            "{name} is a picture: it comes in together with a Markdown file that names it; send that as well."
        )))
    } else if known_as_text {
        markdown::read(&name, bytes)
    } else {
        Err(Unreadable(format!(
            "{name} is a .{extension} file, which the desk does not read: send it as Markdown (.md) or Word (.docx)."
        )))
    }
}

/// The title of last resort: the file's name without its ending, with spaces for hyphens and underscores.
pub(crate) fn title_from(file_name: &str) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let (_, stem) = crate::dates::split_dated_name(stem);
    let words = stem.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled".to_owned(),
    }
}
