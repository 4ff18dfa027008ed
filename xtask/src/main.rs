//! `cargo xtask`: set-up, run, test, bench, generate and package. Standard library only, so that it builds in seconds.

#![expect(clippy::print_stderr, reason = "a command line speaks on its standard error")]

mod bench;
mod display;
mod generate;
mod interface;
mod package;
mod packages;
mod run;
mod shell;
mod test;
mod walk;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run                    install what is missing, build, make the sample newsroom, open the window
cargo xtask test                   install what is missing, and run every test
cargo xtask bench [--peers]        measure, beside the same minute’s floor; and beside Hugo, Eleventy and pandoc
cargo xtask package [--check]      a .deb and an .rpm, built in release, unpacked and run; --check: of the debug builds
cargo xtask generate N FOLDER      a deterministic newsroom of N articles
cargo xtask generate types         the interface's types, from the request table
cargo xtask generate houses        docs/houses.md and the houses' READMEs, from the press
cargo xtask generate screenshots   docs/screenshots, from the sample newsroom";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["bench", options @ ..] => bench::bench(options),
        ["package", options @ ..] => package::package(options),
        ["generate", "types"] => generate::types(),
        ["generate", "houses"] => generate::houses(),
        ["generate", "screenshots"] => generate::screenshots(),
        ["generate", count, folder] => generate::newsroom(count, folder),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
