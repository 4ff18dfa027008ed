//! The house's own words: `words/*.toml`, one key and one text a line. Templates print them as `{{ words.key }}`.

use std::collections::BTreeMap;

use super::problem::{HouseProblem, line_of};

/// Words that the press itself prints (in bodies and feeds); templates may ask for more.
pub const NEEDED: [&str; 14] = [
    "notes",
    "note",
    "back_to_text",
    "table",
    "credit",
    "not_found_title",
    "taken_down_title",
    "moved_title",
    "archive",
    "corrections",
    "corrections_text",
    "update_text",
    "masthead",
    "masthead_text",
];

/// Reads one file of words into `words`.
pub fn read(file: &str, text: &str, words: &mut BTreeMap<String, String>, problems: &mut Vec<HouseProblem>) {
    match toml::from_str::<BTreeMap<String, String>>(text) {
        Ok(read) => words.extend(read),
        Err(error) => {
            let line = error.span().map(|span| line_of(text, span));
            let hint = "Write one word or sentence a line: key = \"text\".";
            problems.push(HouseProblem::new(
                file,
                line,
                format!("This file of words cannot be read: {}.", error.message().trim_end_matches('.')),
                hint,
            ));
        }
    }
}

/// Names the words that are missing.
pub fn check(words: &BTreeMap<String, String>, problems: &mut Vec<HouseProblem>) {
    for key in NEEDED.into_iter().filter(|key| !words.contains_key(*key)) {
        problems.push(HouseProblem::new(
            "words/",
            None,
            format!("The house has no word for “{key}”."),
            format!("Add {key} = \"…\" to a file in words/."),
        ));
    }
}
