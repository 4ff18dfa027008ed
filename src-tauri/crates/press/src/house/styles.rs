//! `styles/*.css`: read in the order of their names, checked, made small, and published as one sheet under its hash.

use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use super::problem::HouseProblem;

/// What a sheet may weigh, in bytes.
pub const LIMIT: usize = 30_000;

/// Browsers of the last four years.
fn targets() -> Targets {
    let version = |major: u32| Some(major << 16);
    Targets::from(Browsers {
        chrome: version(105),
        edge: version(105),
        firefox: version(110),
        safari: version(16),
        ios_saf: version(16),
        samsung: version(20),
        ..Browsers::default()
    })
}

/// Joins the sheets `(file, text)` into one.
pub fn bundle(sheets: &[(String, String)], problems: &mut Vec<HouseProblem>) -> String {
    let mut joined = String::new();
    for (file, text) in sheets {
        match minify(file, text) {
            Ok(css) => joined.push_str(&css),
            Err(problem) => problems.push(problem),
        }
    }
    if joined.len() > LIMIT {
        let message = format!("The style sheets weigh {} bytes; at most {LIMIT} are allowed.", joined.len());
        problems.push(HouseProblem::new("styles/", None, message, "Remove rules that no template uses."));
    }
    joined
}

fn minify(file: &str, text: &str) -> Result<String, HouseProblem> {
    let options = || ParserOptions { filename: file.to_owned(), ..ParserOptions::default() };
    let at = |line: Option<u32>, what: String| {
        let hint = "The rest of the sheet cannot be read before this is put right; look for a missing brace, colon or semicolon.";
        HouseProblem::new(file, line, format!("The style sheet breaks off here: {what}."), hint)
    };
    // Lines of lightningcss count from 0.
    let mut sheet = StyleSheet::parse(text, options()).map_err(|error| {
        at(error.loc.as_ref().map(|place| place.line + 1), error.kind.to_string().trim_end_matches('.').to_owned())
    })?;
    let targets = targets();
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| at(error.loc.as_ref().map(|place| place.line + 1), error.kind.to_string()))?;
    let css = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| at(error.loc.as_ref().map(|place| place.line + 1), error.kind.to_string()))?;
    Ok(css.code)
}
