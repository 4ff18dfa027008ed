//! Makes sure there is an interface to embed, and tells Tauri where this project keeps its capabilities and permissions.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    // Tauri embeds ui/dist and fails without it; on a fresh clone the Rust side must build before the interface does.
    std::fs::create_dir_all(Path::new("ui/dist")).expect("ui/dist can be made");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/*.toml"));
    tauri_build::try_build(attributes).expect("the window's configuration is sound");
}
