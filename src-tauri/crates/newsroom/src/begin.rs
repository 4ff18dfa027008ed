//! A newsroom's beginning: its folder, its house, its rules, its first person; or the sample newsroom, played.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::Path;
use std::sync::Arc;

use desk::Fact;
use desk::ids::PersonId;
use desk::people::{Person, Role};
use desk::rules::Rules;
use ledger::{Ledger, Way};
use rust_embed::RustEmbed;
use uuid::Uuid;

use crate::caller::By;
use crate::room::Newsroom;
use crate::sample;
use crate::wire::failure::Failure;
use crate::words::{BEGINNING, WORDS};

/// The house layouts and the sample newsroom that come with the program.
#[derive(RustEmbed)]
#[folder = "../../../data"]
pub(crate) struct Data;

/// What a new newsroom is to be.
#[derive(Clone, Debug, Default)]
pub struct NewNewsroom {
    pub house: String,
    pub name: Option<String>,
    pub first_person: Option<String>,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub people: usize,
    pub articles: usize,
}

impl Newsroom {
    /// Makes an empty newsroom whose first person may do everything.
    pub fn create(folder: &Path, new: &NewNewsroom) -> Result<Made, Failure> {
        let name = new.name.clone().unwrap_or_else(|| "Newsroom".into());
        let first = new.first_person.clone().unwrap_or_else(|| "Managing Editor".into());
        let rules = rules_text(&name, &first)?;
        let room = made(folder, &new.house, &rules, BEGINNING)?;
        let person = Person {
            id: PersonId(Uuid::now_v7()),
            name: first,
            roles: vec![Role::ManagingEditor, Role::Editor, Role::Administrator],
            grants: Vec::new(),
            biography: String::new(),
            portrait: None,
            zone: None,
        };
        room.transact(&By::desk(Way::CommandLine), room.now(), |_, tx| {
            tx.record(None, &[Fact::PersonSet { person }]).map(|_| ())
        })?;
        room.build(None)?;
        Ok(Made { people: 1, articles: 0 })
    }

    /// Makes the sample newsroom: its story so far is played through the desk's own rules, in the order of time.
    pub fn create_sample(folder: &Path, house: &str) -> Result<Made, Failure> {
        let room = made(folder, house, &sample::rules_text()?, &sample::words()?)?;
        sample::play(&room)
    }
}

/// Makes the folder with everything in it but people and articles. What was begun is taken away again when it fails.
fn made(folder: &Path, house: &str, rules: &str, words: &str) -> Result<Arc<Newsroom>, Failure> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::failed(format!("{} is not empty: name a new folder for the newsroom.", folder.display())));
    }
    let was_there = folder.exists();
    let begun = begin(folder, house, rules, words);
    if begun.is_err() {
        // Nothing of a newsroom that could not be made is worth keeping.
        let _ = if was_there { clear(folder) } else { fs::remove_dir_all(folder) };
    }
    begun
}

fn begin(folder: &Path, house: &str, rules: &str, words: &str) -> Result<Arc<Newsroom>, Failure> {
    let cannot =
        |error: io::Error| Failure::failed(format!("{} cannot be made a newsroom: {error}.", folder.display()));
    private_folder(folder).map_err(cannot)?;
    for name in ["house", "media", "submissions", "site", "backups"] {
        fs::create_dir(folder.join(name)).map_err(cannot)?;
    }
    write_house(&folder.join("house"), house)?;
    fs::write(folder.join("desk.toml"), rules).map_err(cannot)?;
    fs::write(folder.join(WORDS), words).map_err(cannot)?;
    Ledger::create(&folder.join("desk.sqlite3"))?;
    Newsroom::open(folder, Way::CommandLine)
}

/// Writes one of the house layouts that come with the program.
pub(crate) fn write_house(folder: &Path, house: &str) -> Result<(), Failure> {
    let prefix = format!("houses/{house}/");
    let files: Vec<_> = Data::iter().filter(|path| path.starts_with(&prefix)).collect();
    if files.is_empty() {
        return Err(Failure::failed(format!(
            "There is no house “{house}”: those that come with Galley are {}.",
            houses().join(", ")
        )));
    }
    for path in files {
        let Some(file) = Data::get(&path) else { continue };
        let place = folder.join(&path[prefix.len()..]);
        let written = place.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&place, &file.data));
        written.map_err(|error| Failure::failed(format!("{} cannot be written: {error}.", place.display())))?;
    }
    Ok(())
}

fn houses() -> Vec<String> {
    let mut names: Vec<String> =
        Data::iter().filter_map(|path| Some(path.strip_prefix("houses/")?.split('/').next()?.to_owned())).collect();
    names.sort();
    names.dedup();
    names
}

fn rules_text(name: &str, intake: &str) -> Result<String, Failure> {
    let zone = iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".into());
    let rules = Rules { name: name.into(), zone, intake: intake.into(), ..Rules::default() };
    let text =
        toml::to_string(&rules).map_err(|error| Failure::failed(format!("The rules cannot be written: {error}.")))?;
    Ok(format!(
        "# The newsroom’s rules. Saved changes take effect at once; a mistake changes nothing and is shown on the status line.\n\n{text}"
    ))
}

/// The newsroom's folder is its holder's alone.
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    Ok(())
}
