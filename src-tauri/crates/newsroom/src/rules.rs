//! `desk.toml`: read when the newsroom is opened and whenever it changes; a file that is wrong changes nothing.

use std::fs;
use std::path::Path;

use desk::ids::Hash;
use desk::rules::Rules;

use crate::wire::failure::{Code, Failure};

/// The rules with the hash of the file they stand in.
#[derive(Clone, Debug)]
pub struct ReadRules {
    pub rules: Rules,
    pub hash: Hash,
}

pub fn read(folder: &Path) -> Result<ReadRules, Failure> {
    let path = folder.join("desk.toml");
    let text = fs::read_to_string(&path)
        .map_err(|error| wrong(format!("{} cannot be read ({error}): put it back from a backup.", path.display())))?;
    let rules: Rules = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        wrong(format!(
            "{}, line {line}: {}. Mend it; until then the rules stay as they were.",
            path.display(),
            error.message().trim_end_matches('.')
        ))
    })?;
    rules.validate().map_err(|bad| {
        let faults: Vec<String> = bad.iter().map(|bad| format!("{}: {}", bad.key, bad.message)).collect();
        wrong(format!("{}: {} Mend it; until then the rules stay as they were.", path.display(), faults.join(" ")))
    })?;
    Ok(ReadRules { rules, hash: Hash::of(text.as_bytes()) })
}

fn wrong(message: String) -> Failure {
    Failure { code: Code::Failed, message, detail: String::new() }
}
