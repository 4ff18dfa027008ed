//! `galley manual`: man pages, one for each command, and completions, from the grammar itself.

use std::fs;
use std::io;
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::output::Trouble;

/// Writes `man/galley.1`, `man/galley-new.1` … and `completions/` for bash, zsh and fish.
pub fn write(folder: &Path) -> Result<(), Trouble> {
    written(folder).map_err(|error| Trouble(format!("{} cannot be written: {error}.", folder.display())))
}

fn written(folder: &Path) -> io::Result<()> {
    let (man, completions) = (folder.join("man"), folder.join("completions"));
    fs::create_dir_all(&man)?;
    fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(Arguments::command(), &man)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Arguments::command(), "galley", &completions)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_page_and_every_shell_its_completions() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path()).expect("it is written");
        let shown = Arguments::command();
        for command in shown.get_subcommands().filter(|command| !command.is_hide_set()) {
            let page = folder.path().join(format!("man/galley-{}.1", command.get_name()));
            let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
            assert!(text.contains(".SH NAME"), "{}", page.display());
        }
        for name in ["galley.bash", "_galley", "galley.fish"] {
            let text = fs::read_to_string(folder.path().join("completions").join(name)).expect("the completions");
            assert!(text.contains("restore") && text.contains("newest"), "{name}");
        }
    }
}
