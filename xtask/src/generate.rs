//! `cargo xtask generate`: newsrooms, types, screenshots.

use crate::interface;
use crate::shell::{Done, built, command, run};

/// A deterministic newsroom of that many articles: the same number gives the same newsroom.
pub fn newsroom(count: &str, folder: &str) -> Done {
    count.parse::<u32>().map_err(|_| format!("“{count}” is not a number of articles."))?;
    let folder = std::env::current_dir().map_err(|error| format!("This folder cannot be read: {error}."))?.join(folder);
    run(command("cargo", &["run", "--quiet", "--release", "-p", "newsroom", "--example", "generate", "--", count])
        .arg(folder))
}

/// ui/src/wire, from the request table.
pub fn types() -> Done {
    run(command("cargo", &["test", "--quiet", "-p", "newsroom", "--test", "types"]).env("GALLEY_WRITE_TYPES", "1"))
}

/// docs/houses.md and the houses' READMEs, from the tables that houses are checked against.
pub fn houses() -> Done {
    run(command("cargo", &["test", "--quiet", "-p", "press", "--test", "reference"]).env("GALLEY_WRITE_REFERENCE", "1"))
}

/// docs/screenshots, from the sample newsroom in the browser.
pub fn screenshots() -> Done {
    interface::install()?;
    interface::build()?;
    run(&mut command("cargo", &["build", "-p", "galley-desk", "-p", "cli"]))?;
    run(command("node", &["tests/screenshots.mjs"])
        .env("GALLEY", built("debug", "galley"))
        .env("GALLEY_WINDOW", built("debug", "galley-desk")))
}
