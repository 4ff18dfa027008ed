//! `galley house`: for whoever changes the layout.

use std::path::Path;

use newsroom::{check_house, new_house};
use serde_json::json;

use crate::arguments::HouseWish;
use crate::output::{self, Trouble};

pub fn house(wish: &HouseWish, json: bool) -> Result<(), Trouble> {
    match wish {
        HouseWish::Check { folder } => check(folder, json),
        HouseWish::New { folder, like } => begin(folder, like, json),
    }
}

fn check(folder: &Path, json: bool) -> Result<(), Trouble> {
    let checked = check_house(folder);
    if json {
        output::json(&checked)?;
    } else {
        for problem in &checked.problems {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            let path = folder.join(&problem.file);
            output::say(format!("{}{line}: {} {}", path.display(), problem.message, problem.hint).trim_end());
        }
    }
    match checked.problems.len() {
        0 if json => Ok(()),
        0 => {
            output::say(format!("{} is sound: every page of {} can be printed.", folder.display(), checked.name));
            Ok(())
        }
        1 => Err(Trouble(format!("{} has a mistake.", folder.display()))),
        mistakes => Err(Trouble(format!("{} has {mistakes} mistakes.", folder.display()))),
    }
}

fn begin(folder: &Path, like: &str, json: bool) -> Result<(), Trouble> {
    new_house(folder, like)?;
    if json {
        return output::json(&json!({ "folder": folder, "like": like }));
    }
    output::say(format!("{} is a house now, a copy of {like}.", folder.display()));
    output::say(format!("Look through it after a change: galley house check {}", folder.display()));
    Ok(())
}
