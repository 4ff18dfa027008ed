//! The reference for art desks is what the program says: written anew by `cargo xtask generate houses`.

mod common;

use std::fs;
use std::path::Path;

#[test]
fn the_reference_is_as_the_program_has_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let settings = fs::read_to_string(common::folder().join("house.toml")).expect("settings");
    let reference = press::reference(&settings);
    for place in ["docs/houses.md", "data/houses/meridian/README.md", "data/houses/harbor/README.md"] {
        let file = root.join(place);
        if std::env::var_os("GALLEY_WRITE_REFERENCE").is_some() {
            fs::write(&file, &reference).expect("it is written");
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there == reference, "{place} is stale: run `cargo xtask generate houses`");
    }
}
