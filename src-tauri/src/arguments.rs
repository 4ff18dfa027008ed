//! What the window is asked to open: a newsroom's folder and who sits there, or the address of one that is served.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tauri::Url;

/// What is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Folder(Wish),
    /// A newsroom that somebody serves.
    Address(Url),
}

/// A newsroom to open, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The one that was open last, or a choice, when absent.
    pub folder: Option<PathBuf>,
    /// A name or the beginning of one; nobody yet when absent.
    pub person: Option<String>,
}

/// Reads `galley-desk [FOLDER] [--as NAME]` or `galley-desk https://…`; without either, `$GALLEY_DESK`.
pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Target, String> {
    let here = std::env::current_dir().map_err(|error| format!("This folder cannot be read: {error}."))?;
    read_in(arguments, &here)
}

/// The same, for a program started in another folder.
pub fn read_in(mut arguments: impl Iterator<Item = OsString>, here: &Path) -> Result<Target, String> {
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
            Some(address) if folder.is_none() && address.contains("://") => {
                return Ok(Target::Address(served(address)?));
            }
            _ if folder.is_none() => folder = Some(here.join(argument)),
            _ => return Err("One newsroom at a time: write galley-desk [FOLDER] [--as NAME].".into()),
        }
    }
    let folder = folder
        .or_else(|| std::env::var_os("GALLEY_DESK").filter(|name| !name.is_empty()).map(|folder| here.join(folder)));
    Ok(Target::Folder(Wish { folder, person }))
}

/// The address of a served newsroom: over TLS, or on this machine.
fn served(address: &str) -> Result<Url, String> {
    let url: Url = address.parse().map_err(|error| format!("{address} is not an address ({error})."))?;
    let here = url.host_str().is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"));
    let sound = url.host_str().is_some() && url.username().is_empty() && url.password().is_none();
    match url.scheme() {
        "https" if sound => {}
        "http" if sound && here => {}
        _ => {
            return Err(format!(
                "{address} is not the https:// address of a newsroom: over anything else, others could read along."
            ));
        }
    }
    url.join("/").map_err(|error| format!("{address} is not an address ({error})."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(arguments: &[&str]) -> Result<Target, String> {
        read_in(arguments.iter().map(OsString::from), Path::new("/press"))
    }

    #[test]
    fn a_folder_and_a_name_in_any_order() {
        let expected = Target::Folder(Wish { folder: Some("/press/room".into()), person: Some("Ines".into()) });
        assert_eq!(wish(&["room", "--as", "Ines"]), Ok(expected.clone()));
        assert_eq!(wish(&["--as", "Ines", "room"]), Ok(expected));
    }

    #[test]
    fn a_served_newsroom_is_opened_over_tls_alone() {
        let address = |text: &str| wish(&[text]);
        let at = |text: &str| Ok(Target::Address(text.parse().expect("an address")));
        assert_eq!(address("https://desk.example.org"), at("https://desk.example.org/"));
        assert_eq!(address("https://desk.example.org:8443/some/page?x#y"), at("https://desk.example.org:8443/"));
        assert_eq!(address("http://127.0.0.1:4090/"), at("http://127.0.0.1:4090/"));
        for wrong in [
            "http://desk.example.org",
            "file:///etc/passwd",
            "https://",
            "https://me:secret@desk.example.org",
            "tauri://localhost",
        ] {
            let sentence = address(wrong).expect_err("it is refused");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_said_in_one_sentence() {
        for wrong in [&["room", "--as"][..], &["room", "other"], &["--verbose"]] {
            let sentence = wish(wrong).expect_err("a wrong call is refused");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }
}
