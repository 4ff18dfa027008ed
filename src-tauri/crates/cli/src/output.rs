//! What is said, and where: answers on standard output, trouble on standard error.

use std::io::{self, Write};

use newsroom::wire::article::Refusal;
use newsroom::wire::failure::Failure;
use serde::Serialize;

/// One clear sentence about what did not happen.
#[derive(Debug)]
pub struct Trouble(pub String);

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self(failure.message)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self(format!("{} {}", refusal.reason, refusal.remedy).trim().into())
    }
}

#[expect(clippy::print_stderr, reason = "this is where a command line says what went wrong")]
pub fn tell(trouble: &Trouble) {
    eprintln!("galley: {}", trouble.0);
}

/// A line for a person. A reader that hung up (`galley queue | head`) ends the program quietly.
pub fn say(line: impl AsRef<str>) {
    if writeln!(io::stdout(), "{}", line.as_ref()).is_err() {
        std::process::exit(0);
    }
}

/// Bytes as they are: a page, a text.
pub fn pour(bytes: &[u8]) {
    if io::stdout().write_all(bytes).and_then(|()| io::stdout().flush()).is_err() {
        std::process::exit(0);
    }
}

pub fn json(answer: &impl Serialize) -> Result<(), Trouble> {
    let text = serde_json::to_string_pretty(answer)
        .map_err(|error| Trouble(format!("The answer cannot be written: {error}.")))?;
    say(text);
    Ok(())
}

/// A table with columns as wide as they need to be; the last one is free.
pub fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(
                |(at, cell)| {
                    if at + 1 == row.len() { cell.clone() } else { format!("{cell:<width$}", width = widths[at]) }
                },
            )
            .collect();
        say(cells.join("  ").trim_end());
    }
}
