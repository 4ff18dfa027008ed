//! The report: what came over, and, sentence by sentence, what did not.

use serde::{Deserialize, Serialize};

const MOST_NOTES: usize = 10_000;

/// What a person reads after a file has come in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What stands in the manuscript, counted; nothing is listed with a count of zero.
    pub kept: Vec<Kept>,
    /// What was changed, guessed or left out. Words that are not in the manuscript stand in a note's text.
    pub lost: Vec<Note>,
}

/// "3 headings".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// In the number that fits the count: "heading", "headings".
    pub what: String,
    pub count: usize,
}

/// One thing the manuscript does not carry as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A stable name of the kind of thing: "comment", "template-tag", "unknown-field".
    pub what: String,
    /// "line 12", "paragraph 3"; empty when it is the file as a whole.
    #[serde(rename = "where")]
    pub where_: String,
    /// One sentence for a person.
    pub text: String,
}

impl Report {
    pub(crate) fn keep(&mut self, one: &str, many: &str, count: usize) {
        if count > 0 {
            let what = if count == 1 { one } else { many };
            self.kept.push(Kept { what: what.to_owned(), count });
        }
    }

    pub(crate) fn note(&mut self, what: &str, where_: impl Into<String>, text: impl Into<String>) {
        // Nobody reads more than this; a file that has more to say was made to fill memory.
        match self.lost.len() {
            MOST_NOTES.. => return,
            last if last + 1 == MOST_NOTES => {
                let text = "There is more to report than fits here: look at the file itself.".to_owned();
                return self.lost.push(Note { what: "more".to_owned(), where_: String::new(), text });
            }
            _ => {}
        }
        self.lost.push(Note { what: what.to_owned(), where_: where_.into(), text: text.into() });
    }
}

/// "line 3", "lines 3, 5 and 8"; a long list ends in "and 12 more".
pub(crate) fn lines(numbers: &[usize]) -> String {
    let mut numbers = numbers.to_vec();
    numbers.dedup();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("line {one}"),
        many if many.len() > 12 => {
            let shown: Vec<String> = many[..10].iter().map(usize::to_string).collect();
            format!("lines {} and {} more", shown.join(", "), many.len() - 10)
        }
        [first @ .., last] => {
            let shown: Vec<String> = first.iter().map(usize::to_string).collect();
            format!("lines {} and {last}", shown.join(", "))
        }
    }
}
