//! The interface's types are those of the request table: written when asked to, and stale ones fail.

use std::fs;
use std::path::{Path, PathBuf};

use newsroom::wire::event::Topic;
use newsroom::wire::failure::Failure;
use newsroom::wire::table;
use ts_rs::{Config, TS};

fn written(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|end| end == "ts"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a readable file"))
        })
        .collect();
    files.sort();
    files
}

fn write(folder: &Path) {
    let config = Config::new().with_out_dir(folder);
    let requests = table::write_types(&config).expect("types can be written");
    Topic::export_all(&config).expect("types can be written");
    Failure::export_all(&config).expect("types can be written");
    fs::write(folder.join("requests.ts"), requests).expect("types can be written");
}

#[test]
fn the_interfaces_types_are_those_of_the_request_table() {
    let kept: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/wire");
    let fresh = tempfile::tempdir().expect("a temporary folder");
    write(fresh.path());
    if std::env::var_os("GALLEY_WRITE_TYPES").is_some() {
        for (name, _) in written(&kept) {
            fs::remove_file(kept.join(name)).expect("a stale type can be removed");
        }
        fs::create_dir_all(&kept).expect("the folder can be made");
        for (name, text) in written(fresh.path()) {
            fs::write(kept.join(name), text).expect("a type can be written");
        }
    }
    assert!(
        written(&kept) == written(fresh.path()),
        "ui/src/wire is stale: run `cargo xtask generate types` and commit what it writes"
    );
}
