//! A newsroom of N articles, for measuring: `generate N FOLDER`.

use std::path::Path;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a command line speaks on its standard error")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        eprintln!("generate N FOLDER");
        return ExitCode::from(2);
    };
    let made = count
        .parse()
        .map_err(|_| format!("“{count}” is not a number of articles."))
        .and_then(|count| newsroom::Newsroom::generate(Path::new(folder), count).map_err(|failure| failure.message));
    match made {
        Ok(made) => {
            eprintln!("{folder}: {} articles, {} people", made.articles, made.people);
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("generate: {sentence}");
            ExitCode::FAILURE
        }
    }
}
