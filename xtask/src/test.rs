//! `cargo xtask test`: everything, from bare to green.

use std::process::Command;

use crate::interface;
use crate::package;
use crate::packages::{self, BUILD, HEADLESS, PACKAGE, TEST};
use crate::shell::{Done, built, command, holds, root, run, stage};

pub fn test() -> Done {
    stage("set-up", || {
        packages::install(&[BUILD, HEADLESS, TEST, PACKAGE])?;
        interface::install()
    })?;
    stage("the interface", || {
        ["check", "lint", "test"].iter().try_for_each(|script| interface::script(script))?;
        interface::build()
    })?;
    stage("format and lints", || {
        run(&mut command("cargo", &["fmt", "--all", "--check"]))?;
        run(&mut command("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    })?;
    stage("build", || run(&mut command("cargo", &["build", "--workspace", "--all-targets"])))?;
    stage("the crates", || run(with_programs(&mut command("cargo", &["test", "--workspace", "--no-fail-fast"]))))?;
    stage("journeys in browser and window", || {
        run(with_programs(&mut command("node", &["--test", "--test-concurrency=1", "tests/journeys/"])))
    })?;
    stage("packages", || package::packaged_and_checked("debug"))?;
    stage("licences", licences)
}

/// Both programs' paths, for tests that run them.
fn with_programs(command: &mut Command) -> &mut Command {
    command
        .env("GALLEY", built("debug", "galley"))
        .env("GALLEY_WINDOW", built("debug", "galley-desk"))
        .env("GALLEY_INPUTS", root().join("../shared/inputs"))
}

/// What ships is under permissive licences, as deny.toml lists them.
fn licences() -> Done {
    if !holds("cargo", &["deny", "--version"]) {
        run(&mut command("cargo", &["install", "--quiet", "--locked", "--debug", "cargo-deny"]))?;
    }
    // Every crate of every platform: what is looked at is read from here.
    run(&mut command("cargo", &["fetch", "--quiet", "--locked"]))?;
    run(&mut command("cargo", &["deny", "--offline", "check", "licenses", "bans", "sources"]))
}
