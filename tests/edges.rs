//! The crates depend on each other one way, and certain things stand in one crate alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// Our crates, and which of our crates each may use.
const EDGES: &[(&str, &[&str])] = &[
    ("desk", &[]),
    ("manuscript", &[]),
    ("press", &["desk"]),
    ("intake", &["desk"]),
    ("ledger", &["desk", "manuscript"]),
    ("spelling", &[]),
    ("newsroom", &["desk", "manuscript", "press", "intake", "ledger", "spelling"]),
    ("web", &["desk", "newsroom"]),
    ("cli", &["desk", "newsroom", "web"]),
    ("notices", &[]),
];

fn dependencies(manifest: &Path, tables: &[&str]) -> BTreeSet<String> {
    let text = fs::read_to_string(manifest).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
    let manifest: toml::Table = text.parse().expect("a manifest is TOML");
    tables.iter().filter_map(|table| manifest.get(*table)?.as_table()).flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn our_crates_depend_on_each_other_one_way() {
    let crates = root().join("src-tauri/crates");
    let found: BTreeSet<String> = fs::read_dir(&crates)
        .expect("the crates' folder is there")
        .map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = EDGES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, known, "every crate stands in the table above");
    for (name, allowed) in EDGES {
        let used = dependencies(&crates.join(name).join("Cargo.toml"), &["dependencies", "build-dependencies"]);
        let ours: Vec<_> = used.intersection(&known).filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(ours.is_empty(), "{name} must not depend on {ours:?}");
    }
}

#[test]
fn the_window_uses_the_newsroom_its_ids_and_the_desktops_notices_alone() {
    let used = dependencies(&root().join("Cargo.toml"), &["dependencies"]);
    let ours: Vec<&str> = EDGES.iter().map(|(name, _)| *name).filter(|name| used.contains(*name)).collect();
    assert_eq!(ours, ["desk", "newsroom", "notices"]);
}

#[test]
fn each_outside_library_of_weight_stands_in_one_crate_alone() {
    for (library, owner) in [
        ("rusqlite", "ledger"),
        ("loro", "manuscript"),
        ("minijinja", "press"),
        ("image", "press"),
        ("zip", "intake"),
        ("spellbook", "spelling"),
        ("axum", "web"),
        ("clap", "cli"),
    ] {
        let users: Vec<&str> = EDGES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| {
                dependencies(&root().join("src-tauri/crates").join(name).join("Cargo.toml"), &["dependencies"])
                    .contains(library)
            })
            .collect();
        assert_eq!(users, [owner], "{library} is {owner}'s alone");
    }
}

#[test]
fn the_window_stays_a_shell() {
    let mut lines = 0;
    let source = root().join("src-tauri/src");
    for entry in fs::read_dir(source).expect("the window's sources are there") {
        let path = entry.expect("a readable folder").path();
        let text = fs::read_to_string(path).expect("a source is text");
        lines += text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    }
    assert!(lines < 940, "the window has {lines} lines; what a request does belongs in the newsroom");
}
