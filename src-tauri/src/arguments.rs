//! What the window is asked to open: a newsroom's folder, and who sits there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A newsroom to open, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The one that was open last, or a choice, when absent.
    pub folder: Option<PathBuf>,
    /// A name or the beginning of one; nobody yet when absent.
    pub person: Option<String>,
}

/// Reads `galley-desk [FOLDER] [--as NAME]`; without a folder, `$GALLEY_DESK`.
pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Wish, String> {
    let here = std::env::current_dir().map_err(|error| format!("This folder cannot be read: {error}."))?;
    read_in(arguments, &here)
}

/// The same, for a program started in another folder.
pub fn read_in(mut arguments: impl Iterator<Item = OsString>, here: &Path) -> Result<Wish, String> {
    let mut folder = None;
    let mut person = None;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--as") => match arguments.next().and_then(|name| name.into_string().ok()) {
                Some(name) => person = Some(name),
                None => return Err("--as wants a name: galley-desk FOLDER --as “Ines Okafor”.".into()),
            },
            Some(flag) if flag.starts_with('-') => {
                return Err(format!("There is no option {flag}; write galley-desk [FOLDER] [--as NAME]."));
            }
            _ if folder.is_none() => folder = Some(here.join(argument)),
            _ => return Err("One newsroom at a time: write galley-desk [FOLDER] [--as NAME].".into()),
        }
    }
    let folder = folder
        .or_else(|| std::env::var_os("GALLEY_DESK").filter(|name| !name.is_empty()).map(|folder| here.join(folder)));
    Ok(Wish { folder, person })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(arguments: &[&str]) -> Result<Wish, String> {
        read_in(arguments.iter().map(OsString::from), Path::new("/press"))
    }

    #[test]
    fn a_folder_and_a_name_in_any_order() {
        let expected = Wish { folder: Some("/press/room".into()), person: Some("Ines".into()) };
        assert_eq!(wish(&["room", "--as", "Ines"]), Ok(expected.clone()));
        assert_eq!(wish(&["--as", "Ines", "room"]), Ok(expected));
    }

    #[test]
    fn what_cannot_be_meant_is_said_in_one_sentence() {
        for wrong in [&["room", "--as"][..], &["room", "other"], &["--verbose"]] {
            let sentence = wish(wrong).expect_err("a wrong call is refused");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }
}
