//! Understanding a filter, or saying which part of it is not understood and what could stand there.

use serde::Serialize;
use ts_rs::TS;

use super::term::{Compare, Counted, Date, Part, Quality, Term, Value, Who};
use super::{Clause, Filter, age};
use crate::address::slug_of;
use crate::article::{Seen, Status};
use crate::people::listed;
use crate::when::Day;

/// Which part of a filter is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// The part as it was typed.
    pub part: String,
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// One sentence that says what could stand there.
    pub message: String,
}

const KEYS: &[&str] = &[
    "is",
    "has",
    "section",
    "format",
    "region",
    "topic",
    "by",
    "editor",
    "due",
    "out",
    "len",
    "tk",
    "required",
    "advised",
    "submitted",
    "age",
];

const PARTS: &[(&str, Part)] = &[
    ("picture", Part::Picture),
    ("due", Part::Due),
    ("writer", Part::Writer),
    ("editor", Part::Editor),
    ("section", Part::Section),
    ("format", Part::Format),
    ("region", Part::Region),
    ("topics", Part::Topics),
    ("schedule", Part::Schedule),
    ("headline", Part::Headline),
    ("dek", Part::Dek),
    ("problems", Part::Problems),
    ("tk", Part::Tks),
    ("request", Part::Request),
];

const QUALITIES: &[(&str, Quality)] = &[
    ("any", Quality::Any),
    ("open", Quality::Open),
    ("live", Quality::Seen(Seen::Live)),
    ("unpublished", Quality::Seen(Seen::Never)),
    ("withdrawn", Quality::Seen(Seen::Withdrawn)),
    ("retracted", Quality::Seen(Seen::Retracted)),
    ("taken-down", Quality::Seen(Seen::TakenDown)),
    ("scheduled", Quality::Scheduled),
    ("hold", Quality::Held),
    ("held", Quality::Held),
    ("embargo", Quality::Embargoed),
    ("changed", Quality::Changed),
    ("late", Quality::Late),
    ("missed", Quality::Missed),
    ("trouble", Quality::Trouble),
    ("unclaimed", Quality::Unclaimed),
    ("overdue", Quality::Overdue),
    ("mine", Quality::Mine),
];

/// Reads a filter. An empty one means: what is open.
pub fn parse(text: &str) -> Result<Filter, FilterError> {
    let mut terms = Vec::new();
    for piece in pieces(text) {
        terms.push(clause(&piece).map_err(|message| FilterError {
            part: piece.text.clone(),
            from: u32::try_from(text[..piece.at].encode_utf16().count()).unwrap_or(u32::MAX),
            message,
        })?);
    }
    let open_only = !terms.iter().any(|clause| !clause.not && clause.either.iter().any(Term::speaks_of_status));
    Ok(Filter { terms, open_only })
}

/// A stretch between spaces; quotation marks keep spaces and colons together.
struct Piece {
    at: usize,
    /// Without the marks.
    text: String,
    /// Where the colon stands that parts key and value, outside quotation marks.
    colon: Option<usize>,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '\u{201c}' | '\u{201d}') {
            quoted = !quoted;
            open.get_or_insert(Piece { at, text: String::new(), colon: None });
        } else if c.is_whitespace() && !quoted {
            pieces.extend(open.take());
        } else {
            let piece = open.get_or_insert(Piece { at, text: String::new(), colon: None });
            if c == ':' && !quoted && piece.colon.is_none() {
                piece.colon = Some(piece.text.len());
            }
            piece.text.push(c);
        }
    }
    pieces.extend(open);
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

fn clause(piece: &Piece) -> Result<Clause, String> {
    let not = piece.text.starts_with('-') && piece.text.len() > 1;
    let start = usize::from(not);
    let Some(colon) = piece.colon else {
        return Ok(Clause { not, either: vec![Term::Text(piece.text[start..].to_lowercase())] });
    };
    let key = piece.text[start..colon].to_lowercase();
    let values = piece.text[colon + 1..].to_lowercase();
    if values.trim().is_empty() {
        return Err(format!("\u{201c}{key}:\u{201d} needs a value after the colon."));
    }
    let either =
        values.split(',').filter(|value| !value.is_empty()).map(|value| term(&key, value)).collect::<Result<_, _>>()?;
    Ok(Clause { not, either })
}

fn term(key: &str, value: &str) -> Result<Term, String> {
    match key {
        "is" => quality(value).map(Term::Is),
        "has" => one_of("has:", value, PARTS).map(Term::Has),
        "section" => Ok(Term::Section(term_of_house(value))),
        "format" => Ok(Term::Format(term_of_house(value))),
        "region" => Ok(Term::Region(term_of_house(value))),
        "topic" => Ok(Term::Topic(term_of_house(value))),
        "by" | "writer" => Ok(Term::By(who(value))),
        "editor" => Ok(Term::Editor(who(value))),
        "due" => day(key, value).map(Term::Due),
        "out" => day(key, value).map(Term::Out),
        "len" | "words" => count(key, value, Counted::Words),
        "tk" => count(key, value, Counted::Tks),
        "required" => count(key, value, Counted::Required),
        "advised" => count(key, value, Counted::Advised),
        "submitted" => count(key, value, Counted::Submissions),
        "age" => {
            let (compare, rest) = compared(value, Compare::AtLeast);
            let length = age(rest)
                .ok_or_else(|| format!("\u{201c}{value}\u{201d} is no age; write age:>2d, age:<12h or age:>1w."))?;
            Ok(Term::Age(compare, length))
        }
        other => {
            let keys: Vec<String> = KEYS.iter().map(|key| format!("{key}:")).collect();
            Err(format!("\u{201c}{other}:\u{201d} is not something to filter by; there is {}.", listed(&keys, "and")))
        }
    }
}

fn quality(word: &str) -> Result<Quality, String> {
    if let Some(status) = Status::from_word(word) {
        return Ok(Quality::Status(status));
    }
    QUALITIES.iter().find(|(name, _)| *name == word).map(|(_, quality)| *quality).ok_or_else(|| {
        let statuses = Status::ALL.into_iter().map(Status::word);
        let words: Vec<String> = statuses.chain(QUALITIES.iter().map(|(name, _)| *name)).map(str::to_owned).collect();
        format!("\u{201c}is:{word}\u{201d} is not known; after \u{201c}is:\u{201d} can stand {}.", listed(&words, "or"))
    })
}

fn one_of<T: Copy>(key: &str, word: &str, known: &[(&str, T)]) -> Result<T, String> {
    known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<String> = known.iter().map(|(name, _)| (*name).to_owned()).collect();
        format!(
            "\u{201c}{key}{word}\u{201d} is not known; after \u{201c}{key}\u{201d} can stand {}.",
            listed(&words, "or")
        )
    })
}

fn term_of_house(value: &str) -> Value {
    if value == "none" { Value::None } else { Value::Slug(slug_of(value)) }
}

fn who(value: &str) -> Who {
    match value {
        "none" => Who::None,
        "me" => Who::Me,
        name => Who::Named(name.to_owned()),
    }
}

/// "<", "<=", "=", ">=" or ">" before a value; `bare` when none stands there.
fn compared(value: &str, bare: Compare) -> (Compare, &str) {
    let signs = [
        ("<=", Compare::AtMost),
        (">=", Compare::AtLeast),
        ("<", Compare::Less),
        (">", Compare::More),
        ("=", Compare::Equal),
    ];
    let found = signs.into_iter().find_map(|(sign, compare)| Some((compare, value.strip_prefix(sign)?)));
    found.unwrap_or((bare, value))
}

fn count(key: &str, value: &str, counted: Counted) -> Result<Term, String> {
    let (compare, rest) = compared(value, Compare::Equal);
    let number = rest
        .parse()
        .map_err(|_| format!("\u{201c}{value}\u{201d} is no number; write {key}:>0, {key}:<10 or {key}:3."))?;
    Ok(Term::Count(counted, compare, number))
}

fn day(key: &str, value: &str) -> Result<Date, String> {
    if value == "none" {
        return Ok(Date::None);
    }
    let (compare, word) = compared(value, Compare::Equal);
    Day::named(word).map(|day| Date::On(compare, day)).ok_or_else(|| {
        format!(
            "\u{201c}{value}\u{201d} is no day; write {key}:today, {key}:<tomorrow, {key}:fri or {key}:>2026-12-01."
        )
    })
}
