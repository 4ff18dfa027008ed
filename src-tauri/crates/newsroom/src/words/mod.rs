//! Spelling: the dictionary of an article's language, and the words that the house knows beside it.

mod file;
mod look;
mod speller;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use desk::People;
use spelling::{HouseWords, Shelf};

use crate::begin::Data;
use crate::room::Newsroom;
use crate::text::lock;
use file::Stamp;
pub use file::{BEGINNING, WORDS};
pub use speller::Speller;

/// Dictionaries that the newsroom itself brings.
const OWN: &str = "dictionaries";
/// Where systems keep Hunspell's.
const SYSTEM: [&str; 3] = ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling"];

pub struct Words {
    folder: PathBuf,
    shelf: Shelf,
    house: Mutex<Option<Known>>,
}

/// The house's words as they were read last.
struct Known {
    stamp: Stamp,
    names: Vec<String>,
    words: Arc<HouseWords>,
}

impl Words {
    pub fn of(folder: &Path) -> Self {
        let folders = std::iter::once(folder.join(OWN)).chain(SYSTEM.map(PathBuf::from)).collect();
        Self { folder: folder.to_owned(), shelf: Shelf::new(folders, bundled), house: Mutex::default() }
    }

    /// The house's words, read again where its file or a name is another.
    fn house(&self, names: Vec<String>) -> Arc<HouseWords> {
        let stamp = file::stamp(&self.folder);
        let mut known = lock(&self.house);
        if let Some(known) = known.as_ref().filter(|known| known.stamp == stamp && known.names == names) {
            return Arc::clone(&known.words);
        }
        let mut words = HouseWords::default();
        words.take(&file::read(&self.folder));
        names.iter().for_each(|name| words.take(name));
        let words = Arc::new(words);
        *known = Some(Known { stamp, names, words: Arc::clone(&words) });
        words
    }
}

impl Newsroom {
    /// Who knows the words of a language here; `None`: there is no dictionary of it.
    pub(crate) fn speller(&self, language: &str, people: &People) -> Option<Speller> {
        let rules = self.rules();
        let dictionary = self.words.shelf.take(language, &rules.rules.language)?;
        let mut names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let vocabulary = self.house.vocabulary();
        let terms = [&vocabulary.formats, &vocabulary.sections, &vocabulary.regions].into_iter().flatten();
        names.extend(terms.map(|term| term.label.clone()));
        names.push(rules.rules.name.clone());
        Some(Speller { dictionary, house: self.words.house(names) })
    }
}

fn bundled(name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let file = |ending: &str| Some(Data::get(&format!("dictionaries/{name}.{ending}"))?.data.into_owned());
    Some((file("aff")?, file("dic")?))
}
