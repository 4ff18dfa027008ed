//! The house layout as it is on disk: the last sound one, and what is wrong with the newest.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use desk::rules::Vocabulary;
use press::House;

use crate::wire::galley::HouseProblem;

pub struct HouseFolder {
    folder: PathBuf,
    state: RwLock<State>,
}

#[derive(Clone)]
struct State {
    sound: Option<House>,
    problems: Vec<HouseProblem>,
}

impl HouseFolder {
    pub fn read(folder: PathBuf) -> Self {
        let state = RwLock::new(load(&folder, None));
        Self { folder, state }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the folder again. A mistake in it keeps the last sound house, so that the desk goes on.
    pub fn read_again(&self) {
        let before = self.house();
        let state = load(&self.folder, before);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// The newest sound house; `None` when there has been none since the newsroom was opened.
    pub fn house(&self) -> Option<House> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).sound.clone()
    }

    /// The newest sound house; or one sentence with the place of the mistake for which there is none.
    pub fn sound(&self) -> Result<House, String> {
        self.house().ok_or_else(|| {
            self.problems().first().map_or_else(|| "The house folder cannot be read.".into(), HouseProblem::sentence)
        })
    }

    pub fn problems(&self) -> Vec<HouseProblem> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).problems.clone()
    }

    pub fn vocabulary(&self) -> Vocabulary {
        self.house().map(|house| house.vocabulary().clone()).unwrap_or_default()
    }
}

fn load(folder: &Path, before: Option<House>) -> State {
    match House::load(folder) {
        Ok(house) => State { sound: Some(house), problems: Vec::new() },
        Err(problems) => State { sound: before, problems: problems.into_iter().map(wire).collect() },
    }
}

pub fn wire(problem: press::HouseProblem) -> HouseProblem {
    HouseProblem { file: problem.file, line: problem.line, message: problem.message, hint: problem.hint }
}

impl HouseProblem {
    /// "templates/article.html, line 12: …"
    pub fn sentence(&self) -> String {
        let line = self.line.map(|line| format!(", line {line}")).unwrap_or_default();
        format!("house/{}{line}: {} {}", self.file, self.message, self.hint).trim_end().to_owned()
    }
}

/// A mistake in desk.toml is shown where the house's are.
pub fn rules_problem(message: String) -> HouseProblem {
    HouseProblem { file: "desk.toml".into(), line: None, message, hint: String::new() }
}
