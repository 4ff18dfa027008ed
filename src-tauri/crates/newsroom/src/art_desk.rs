//! A house folder on its own, without a newsroom: looked through for mistakes, or begun from one that comes with the program.

use std::fs;
use std::path::Path;

use press::House;
use serde::Serialize;

use crate::begin::write_house;
use crate::house::wire;
use crate::wire::failure::Failure;
use crate::wire::galley::HouseProblem;

/// What was found in a house folder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckedHouse {
    /// What the house calls itself; empty when it has a mistake.
    pub name: String,
    pub problems: Vec<HouseProblem>,
}

/// Reads a house folder and prints a trial page of every kind with it.
pub fn check_house(folder: &Path) -> CheckedHouse {
    match House::load(folder) {
        Ok(house) => CheckedHouse { name: house.name().to_owned(), problems: Vec::new() },
        Err(problems) => CheckedHouse { name: String::new(), problems: problems.into_iter().map(wire).collect() },
    }
}

/// Writes a house folder to change: a copy of one of those that come with the program.
pub fn new_house(folder: &Path, like: &str) -> Result<(), Failure> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::failed(format!("{} is not empty: name a new folder for the house.", folder.display())));
    }
    write_house(folder, like)
}
