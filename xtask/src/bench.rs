//! `cargo xtask bench`.

use std::path::PathBuf;

use crate::interface;
use crate::packages::{self, BUILD, HEADLESS, TEST};
use crate::shell::{Done, built, command, run, stage, target};

/// Measures in release builds; every figure beside the floor of the same minute. `--peers` also builds and reads the same
/// articles with Hugo, Eleventy and pandoc.
pub fn bench(options: &[&str]) -> Done {
    let peers = match options {
        [] => false,
        ["--peers"] => true,
        _ => {
            return Err(format!("There is no option {}; write cargo xtask bench [--peers].", options.join(" ")));
        }
    };
    stage("set-up", || {
        packages::install(&[BUILD, HEADLESS, TEST])?;
        interface::install()?;
        interface::build()
    })?;
    let kept = std::env::var_os("GALLEY_BENCH_FOLDER").map_or_else(|| target().join("bench"), PathBuf::from);
    let wanted = ["-p", "galley-desk", "-p", "cli", "-p", "newsroom", "-p", "ledger", "-p", "manuscript"];
    stage("build", || {
        // In one, because another choice of packages is another choice of features, and everything is built again.
        run(command("cargo", &["build", "--release"]).args(wanted).args(["--bins", "--example", "empty-window"]))
    })?;
    stage("the ledger and the engine", || {
        run(command("cargo", &["bench"])
            .args(wanted)
            .args(["--bench", "save", "--bench", "desk", "--bench", "review"])
            .env("GALLEY_BENCH_FOLDER", &kept))
    })?;
    let measured = |file: &str| {
        run(command("node", &[file])
            .env("GALLEY", built("release", "galley"))
            .env("GALLEY_WINDOW", built("release", "galley-desk"))
            .env("GALLEY_BENCH_FOLDER", &kept))
    };
    stage("the interface", || measured("tests/bench/interface.mjs"))?;
    stage("the window", || measured("tests/bench/window.mjs"))?;
    if peers { stage("peers", || measured("tests/bench/peers.mjs")) } else { Ok(()) }
}
