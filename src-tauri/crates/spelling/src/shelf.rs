//! The shelf: every dictionary there is, read when somebody first asks for it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::dictionary::{Dictionary, Unfit};
use crate::language::Language;

/// No dictionary's file is larger.
const LARGEST: u64 = 64 << 20;

/// Rules and words of a dictionary that comes with the program, by its name ("en-GB").
pub type Bundled = fn(&str) -> Option<(Vec<u8>, Vec<u8>)>;

/// A dictionary once it was looked for; nothing where there is none.
type Book = OnceLock<Option<Arc<Dictionary>>>;

pub struct Shelf {
    /// Where others stand, looked through in this order.
    folders: Vec<PathBuf>,
    bundled: Bundled,
    books: Mutex<HashMap<Language, Arc<Book>>>,
}

impl Shelf {
    pub fn new(folders: Vec<PathBuf>, bundled: Bundled) -> Self {
        Self { folders, bundled, books: Mutex::default() }
    }

    /// The dictionary of a language, in a house that writes in another or the same; read now when nobody has asked for it
    /// before. `None`: there is none that can be read.
    pub fn take(&self, language: &str, house: &str) -> Option<Arc<Dictionary>> {
        let language = Language::read(language)?.or_of(house);
        let book = {
            let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(books.entry(language.clone()).or_default())
        };
        // Whoever asks meanwhile waits for this one and not for another language's.
        book.get_or_init(|| self.read(&language)).clone()
    }

    fn read(&self, language: &Language) -> Option<Arc<Dictionary>> {
        let bundled = || language.english().and_then(|name| (self.bundled)(name));
        let read = |(aff, dic): (Vec<u8>, Vec<u8>)| Dictionary::read(&aff, &dic);
        match self.found(language).map(read).or_else(|| bundled().map(read))? {
            Ok(dictionary) => Some(Arc::new(dictionary)),
            Err(Unfit { .. }) => bundled().map(read).and_then(Result::ok).map(Arc::new),
        }
    }

    /// English comes with the program; its own folder, the first, goes before even so.
    fn found(&self, language: &Language) -> Option<(Vec<u8>, Vec<u8>)> {
        let folders: &[PathBuf] = if language.english().is_some() { self.folders.get(..1)? } else { &self.folders };
        let names = language.files();
        let mut places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        places.find_map(|place| Some((file(&place.with_extension("aff"))?, file(&place.with_extension("dic"))?)))
    }
}

fn file(path: &Path) -> Option<Vec<u8>> {
    let small = fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() <= LARGEST);
    small.then(|| fs::read(path).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
        let word = match name {
            "en-GB" => "harbour",
            "en-US" => "harbor",
            _ => return None,
        };
        Some((b"SET UTF-8\n".to_vec(), format!("1\n{word}\n").into_bytes()))
    }

    #[test]
    fn a_language_has_the_dictionary_that_is_nearest() {
        let folders = tempfile::tempdir().expect("a folder");
        let (own, system) = (folders.path().join("own"), folders.path().join("system"));
        let put = |place: &Path, name: &str, word: &str| {
            fs::create_dir_all(place).expect("a folder");
            fs::write(place.join(format!("{name}.aff")), "SET UTF-8\n").expect("a file");
            fs::write(place.join(format!("{name}.dic")), format!("1\n{word}\n")).expect("a file");
        };
        put(&system, "de_DE", "hafen");
        put(&system, "en_US", "haven");
        put(&system, "nl", "haven");
        fs::write(system.join("it_IT.aff"), "SET UTF-8\n").expect("a file");
        let shelf = Shelf::new(vec![own.clone(), system], bundled);
        let knows = |language: &str, word: &str| shelf.take(language, "en-GB").map(|book| book.knows(word));
        for (language, word, known) in [
            ("en", "harbour", Some(true)),
            ("en-US", "harbor", Some(true)),
            ("en-US", "haven", Some(false)),
            ("de-AT", "hafen", Some(true)),
            ("nl-BE", "haven", Some(true)),
            ("it", "porto", None),
            ("fr", "port", None),
            ("../de", "hafen", None),
        ] {
            assert_eq!(knows(language, word), known, "{language}: {word}");
        }
        put(&own, "en_US", "anchorage");
        let shelf = Shelf::new(vec![own], bundled);
        assert_eq!(
            shelf.take("en", "en-US").map(|book| book.knows("anchorage")),
            Some(true),
            "the newsroom\u{2019}s own"
        );
    }
}
