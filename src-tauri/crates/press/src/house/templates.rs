//! `templates/`: minijinja, checked against what pages offer before the first page is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::problem::HouseProblem;
use crate::escape;
use crate::page::reference::{HEAD, HOUSE, PAGE, Variable, names};

/// Steps a template may take: a full page takes some thousands, an endless loop all of them within a blink.
const FUEL: u64 = 2_000_000;

/// Templates that pages are printed with.
pub const PAGES: [&str; 12] = [
    "article.html",
    "front.html",
    "listing.html",
    "archive.html",
    "month.html",
    "corrections.html",
    "masthead.html",
    "page.html",
    "not-found.html",
    "tombstone.html",
    "retracted.html",
    "redirect.html",
];

/// Names a template may use without setting them; `story` is what a module gets from the loop around it.
const KNOWN: [&str; 5] = ["house", "words", "page", "language", "story"];

/// Reads templates `(name below templates/, text)`.
pub fn environment(
    templates: &[(String, String)],
    words: &BTreeMap<String, String>,
    problems: &mut Vec<HouseProblem>,
) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("the usual marks are a syntax"),
    );
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.kind() {
        ValueKind::Undefined => minijinja::escape_formatter(out, state, value),
        ValueKind::None => Ok(()),
        _ if value.is_safe() => out.write_str(value.as_str().unwrap_or_default()).map_err(Error::from),
        _ => {
            let mut escaped = String::new();
            escape::attribute(
                &mut escaped,
                value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string()).as_str(),
            );
            out.write_str(&escaped).map_err(Error::from)
        }
    });
    for (name, text) in templates {
        if let Err(error) = environment.add_template_owned(name.clone(), text.clone()) {
            problems.push(problem(&error, name));
        }
    }
    for page in PAGES.iter().filter(|page| templates.iter().all(|(name, _)| name != *page)) {
        let file = format!("templates/{page}");
        problems.push(HouseProblem::new(
            &file,
            None,
            "This template is missing.",
            "Take it from another house and change it.",
        ));
    }
    let globals: BTreeSet<String> = environment.globals().map(|(name, _)| name.to_owned()).collect();
    for (name, text) in templates {
        if let Ok(template) = environment.get_template(name) {
            let used = template.undeclared_variables(true).into_iter().filter(|used| !globals.contains(used)).collect();
            undeclared(name, text, &used, words, problems);
        }
    }
    environment
}

/// Whether a table has a name, and all that it has.
fn offers(table: &'static [Variable], name: &str) -> (bool, Vec<&'static str>) {
    let names = names(table);
    (names.contains(&name), names)
}

fn undeclared(
    name: &str,
    text: &str,
    used: &BTreeSet<String>,
    words: &BTreeMap<String, String>,
    problems: &mut Vec<HouseProblem>,
) {
    for variable in used {
        let mut parts = variable.split('.');
        let (root, below) = (parts.next().unwrap_or_default(), parts.next());
        let (known, offered): (bool, Vec<&str>) = match (root, below) {
            ("house", Some(below)) => offers(HOUSE, below),
            ("page", Some("head")) if parts.clone().next().is_some() => {
                let name = parts.next().unwrap_or_default();
                offers(HEAD, name)
            }
            ("page", Some(below)) => offers(PAGE, below),
            ("words", Some(below)) => (words.contains_key(below), words.keys().map(String::as_str).collect()),
            _ => (KNOWN.contains(&root), KNOWN.to_vec()),
        };
        if !known {
            let asked = match (root, below) {
                ("page", Some("head")) => variable.clone(),
                _ => below.map_or_else(|| root.to_owned(), |below| format!("{root}.{below}")),
            };
            let line = text.lines().position(|line| line.contains(&asked)).map(|line| line as u32 + 1);
            let hint = match root {
                "words" => format!(
                    "Add {} = \"…\" to a file in words/, or use one of the words there.",
                    below.unwrap_or_default()
                ),
                _ => format!("There are: {}.", offered.join(", ")),
            };
            problems.push(HouseProblem::new(
                &format!("templates/{name}"),
                line,
                format!("Nothing is called “{asked}”."),
                hint,
            ));
        }
    }
}

/// A template's mistake as a problem of the house.
pub fn problem(error: &Error, asked: &str) -> HouseProblem {
    // Inside an included template, the innermost error names the place.
    let mut inner = error;
    while let Some(deeper) = inner.source().and_then(|source| source.downcast_ref::<Error>()) {
        inner = deeper;
    }
    let mut message = String::new();
    let _ = match inner.detail() {
        Some(detail) => write!(message, "{}: {detail}.", inner.kind()),
        None => write!(message, "{}.", inner.kind()),
    };
    let message = message[..1].to_uppercase() + &message[1..];
    let hint = match inner.kind() {
        ErrorKind::SyntaxError => "Look for a tag that is not closed, or an {% if %} or {% for %} without its end.",
        ErrorKind::UndefinedError => {
            "The name is misspelt, or this page does not offer it; the README of the house lists what pages offer."
        }
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => {
            "Name a file below templates/, as in \"modules/lead.html\"."
        }
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            "The name is misspelt; the README of the house says where filters and tests are listed."
        }
        ErrorKind::OutOfFuel => "The template goes round without an end, or prints far too much.",
        _ => "Put the line right and save the file.",
    };
    HouseProblem::new(
        &format!("templates/{}", inner.name().unwrap_or(asked)),
        inner.line().map(|line| line as u32),
        message,
        hint,
    )
}
