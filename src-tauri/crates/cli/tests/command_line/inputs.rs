//! Real files of real newsrooms, where there are some: `$GALLEY_INPUTS`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::room::{EDITOR, Room, WRITER};

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)))
        .collect();
    found.sort();
    found
}

#[test]
fn every_file_of_the_inputs_is_a_draft_or_one_clear_sentence() {
    let Some(inputs) = std::env::var_os("GALLEY_INPUTS").map(PathBuf::from).filter(|inputs| inputs.is_dir()) else {
        println!("skipped: $GALLEY_INPUTS names no folder");
        return;
    };
    let room = Room::new();
    let mut paths = files(&inputs.join("docx"), &["docx"]);
    paths.extend(files(&inputs.join("archive/markdown"), &["md", "markdown"]));
    assert!(!paths.is_empty(), "{} has files", inputs.display());
    let mut drafts = 0;
    for path in &paths {
        let said = room.galley(WRITER, &["submit", path.to_str().expect("a plain path"), "--json"]);
        let told: serde_json::Value =
            serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{}: {error}: {said:?}", path.display()));
        if said.status == Some(0) {
            let slug = told[0]["slug"].as_str().unwrap_or_else(|| panic!("{}: {told}", path.display()));
            let shown = room.json(EDITOR, &["show", slug]);
            assert!(shown["body"].is_string() && shown["headline"].is_string(), "{}", path.display());
            drafts += 1;
        } else {
            println!("{}: {}", path.display(), said.refusal());
        }
    }
    println!("{drafts} of {} files are drafts", paths.len());
    assert_eq!(room.json(EDITOR, &["queue", "is:any"]).as_array().map(Vec::len), Some(drafts));
    assert!(drafts * 10 >= paths.len() * 9, "nearly all can be read");
    room.done("", &["verify"]);
}
