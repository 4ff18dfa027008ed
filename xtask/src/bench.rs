//! `cargo xtask bench`.

use crate::interface;
use crate::packages::{self, BUILD, HEADLESS, TEST};
use crate::shell::{Done, built, command, run, stage};

/// Measures in release builds; every figure beside the floor of the same minute.
pub fn bench(options: &[&str]) -> Done {
    if !options.is_empty() {
        return Err(format!("There is no option {}; write cargo xtask bench.", options.join(" ")));
    }
    stage("set-up", || {
        packages::install(&[BUILD, HEADLESS, TEST])?;
        interface::install()?;
        interface::build()
    })?;
    stage("build", || run(&mut command("cargo", &["build", "--release", "-p", "galley-desk", "-p", "cli"])))?;
    stage("the engine", || run(&mut command("cargo", &["bench", "-p", "newsroom"])))?;
    stage("the interface", || {
        run(command("node", &["tests/bench/interface.mjs"])
            .env("GALLEY", built("release", "galley"))
            .env("GALLEY_WINDOW", built("release", "galley-desk")))
    })
}
