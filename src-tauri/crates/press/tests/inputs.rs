//! Real manuscripts, when they are at hand: `GALLEY_INPUTS`, or a folder `shared/inputs` beside the repository.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use press::{BodyOptions, body};

#[test]
#[allow(clippy::print_stderr)]
fn real_manuscripts_keep_their_words() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/inputs");
    let folder = std::env::var_os("GALLEY_INPUTS").map_or(beside, PathBuf::from).join("archive/markdown");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped: no manuscripts in {}", folder.display());
        return;
    };
    for entry in entries.flatten() {
        let text = fs::read_to_string(entry.path()).expect("a manuscript is text").replace("\r\n", "\n");
        let markdown = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        let printed = body(markdown, &BodyOptions { world: &common::Small, ..BodyOptions::default() });
        let plain = words(printed.html());
        // What is counted is printed, but for what the marks of notes, ways back and captions add.
        let (counted, shown) = (printed.words() as f64, plain as f64);
        assert!(shown >= counted * 0.97, "{}: {shown} of {counted} words", entry.path().display());
    }
}

/// Words between tags.
fn words(html: &str) -> usize {
    let mut counter = 0;
    for part in html.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text);
        counter += text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    }
    counter
}
