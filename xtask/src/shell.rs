//! Running other programs, and where things are.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Done, or one sentence that says why not.
pub type Done = Result<(), String>;

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the repository").to_owned()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A program that cargo built, in `debug` or `release`.
pub fn built(profile: &str, program: &str) -> PathBuf {
    target().join(profile).join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// A command to be run at the root.
pub fn command(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs it, its output shown; an error names it.
pub fn run(command: &mut Command) -> Done {
    let name = named(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` failed ({status}).")),
        Err(error) => Err(format!("`{name}` cannot be started: {error}.")),
    }
}

/// Runs it and returns what it printed.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = named(command);
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("`{name}` cannot be started: {error}."))?;
    if !output.status.success() {
        return Err(format!("`{name}` failed ({}).", output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{name}` printed what is not UTF-8."))
}

/// Whether it runs and says yes; its output hidden.
pub fn holds(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// One stage of a longer way, with its time.
pub fn stage(title: &str, work: impl FnOnce() -> Done) -> Done {
    let start = Instant::now();
    eprintln!("\n── {title}");
    work()?;
    eprintln!("── {title}: {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn named(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
