//! One open newsroom, and who acts in it.

use std::path::Path;
use std::sync::Arc;

use desk::ids::{ArticleId, PersonId};
use newsroom::{Caller, Newsroom, Way};

use crate::output::Trouble;

pub struct Session {
    pub newsroom: Arc<Newsroom>,
    pub caller: Caller,
    pub json: bool,
}

impl Session {
    pub fn open(folder: Option<&Path>, person: Option<&str>, json: bool) -> Result<Self, Trouble> {
        let newsroom = newsroom(folder, Way::CommandLine)?;
        let person = person.map(|name| newsroom.person(name)).transpose()?;
        Ok(Self { newsroom, caller: Caller::command_line(person), json })
    }

    pub fn article(&self, name: &str) -> Result<ArticleId, Trouble> {
        Ok(self.newsroom.find(&self.caller, name)?)
    }

    /// Who acts: acts are somebody's, so a command that changes something needs a name.
    pub fn actor(&self) -> Result<PersonId, Trouble> {
        self.caller.person.ok_or_else(|| {
            Trouble("Who does this? Add --as NAME, or set GALLEY_AS; `galley people` lists the names.".into())
        })
    }
}

pub fn newsroom(folder: Option<&Path>, way: Way) -> Result<Arc<Newsroom>, Trouble> {
    Ok(Newsroom::open(named(folder)?, way)?)
}

/// The folder, whether or not the newsroom in it can be opened.
pub fn named(folder: Option<&Path>) -> Result<&Path, Trouble> {
    folder.ok_or_else(|| Trouble("Which newsroom? Add -d DIR, or set GALLEY_DESK to its folder.".into()))
}
