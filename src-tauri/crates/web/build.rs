//! The interface is embedded: make sure its folder is there, and build again when it changes.

use std::path::Path;

fn main() {
    let interface = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/dist");
    std::fs::create_dir_all(&interface).expect("ui/dist can be made");
    println!("cargo:rerun-if-changed={}", interface.display());
}
