//! The newsrooms that were opened on this machine, for whoever starts the window without naming one.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// How many are remembered.
const MOST: usize = 10;

/// A list of folders in a file, the one that was opened last first.
#[derive(Clone, Debug)]
pub struct Recent {
    list: PathBuf,
}

impl Recent {
    pub fn at(list: PathBuf) -> Self {
        Self { list }
    }

    /// Those that still are there.
    pub fn folders(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(&self.list).unwrap_or_default();
        text.lines().map(PathBuf::from).filter(|folder| is_one(folder)).collect()
    }

    /// Puts the folder first. A list that cannot be kept costs a look for the folder, nothing more.
    pub fn remember(&self, folder: &Path) -> io::Result<()> {
        let Some(name) = folder.to_str().filter(|name| !name.contains('\n')) else { return Ok(()) };
        let known = self.folders();
        let others = known.iter().filter_map(|other| other.to_str()).filter(|other| *other != name);
        let lines: Vec<&str> = std::iter::once(name).chain(others).take(MOST).collect();
        fs::create_dir_all(self.list.parent().unwrap_or(Path::new("")))?;
        let draft = self.list.with_extension("draft");
        fs::write(&draft, lines.join("\n"))?;
        fs::rename(&draft, &self.list)
    }
}

/// Whether the folder is a newsroom, sound or not.
pub fn is_one(folder: &Path) -> bool {
    folder.join("desk.sqlite3").exists() || folder.join("desk.toml").exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_opened_is_first_and_what_is_gone_is_not_offered() {
        let place = tempfile::tempdir().expect("a folder");
        let recent = Recent::at(place.path().join("config/newsrooms"));
        let room = |name: &str| {
            let folder = place.path().join(name);
            fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("desk.toml"), "")).expect("a newsroom");
            recent.remember(&folder).expect("it is remembered");
            folder
        };
        let (first, second) = (room("a"), room("b"));
        assert_eq!(recent.folders(), [second.clone(), first.clone()]);
        recent.remember(&first).expect("it is remembered");
        fs::remove_dir_all(&second).expect("it goes");
        assert_eq!(recent.folders(), [first]);
        for n in 0..15 {
            room(&format!("r{n}"));
        }
        assert_eq!(recent.folders().len(), MOST);
    }
}
