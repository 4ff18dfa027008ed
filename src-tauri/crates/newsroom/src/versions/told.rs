//! Differences as they cross the boundary, formatting in words.

use manuscript::compare::{self as prose, Compared, Format, Piece, Shape};

use crate::wire::versions::{Became, ComparedPassage, ComparedPiece, Fate};

pub(super) fn passage(compared: &Compared) -> ComparedPassage {
    let (fate, moved) = match compared.fate {
        prose::Fate::Same => (Fate::Same, None),
        prose::Fate::Changed => (Fate::Changed, None),
        prose::Fate::Inserted => (Fate::Inserted, None),
        prose::Fate::Deleted => (Fate::Deleted, None),
        prose::Fate::Arrived(number) => (Fate::Arrived, Some(number)),
        prose::Fate::Left(number) => (Fate::Left, Some(number)),
    };
    let source = match &compared.shape {
        Shape::Picture { source } => Some(source.clone()),
        _ => None,
    };
    ComparedPassage {
        fate,
        moved,
        shape: shape(&compared.shape),
        source,
        was: compared.was.as_ref().map(|was| was_before(was, &compared.shape)),
        pieces: compared.pieces.iter().map(piece).collect(),
    }
}

pub(super) fn piece(piece: &Piece) -> ComparedPiece {
    let became = match piece.became {
        prose::Became::Same => Became::Same,
        prose::Became::Inserted => Became::Inserted,
        prose::Became::Deleted => Became::Deleted,
        prose::Became::Formatted => Became::Formatted,
    };
    let Format { emphasis, strong, struck, code, link } = &piece.format;
    let dress = [(*emphasis, "emphasis"), (*strong, "strong"), (*struck, "struck"), (*code, "code")];
    ComparedPiece {
        became,
        text: piece.text.clone(),
        dress: dress.into_iter().filter(|(worn, _)| *worn).map(|(_, name)| name.into()).collect(),
        link: link.clone(),
        said: piece.was.as_ref().map(|was| redressed(was, &piece.format)),
    }
}

/// "now in italics", "no longer a link, now bold".
fn redressed(was: &Format, is: &Format) -> String {
    let dress = [
        (was.emphasis, is.emphasis, "in italics"),
        (was.strong, is.strong, "bold"),
        (was.struck, is.struck, "struck through"),
        (was.code, is.code, "code"),
        (was.link.is_some(), is.link.is_some(), "a link"),
    ];
    let mut said: Vec<String> = Vec::new();
    for (before, after, name) in dress {
        match (before, after) {
            (false, true) => said.push(format!("now {name}")),
            (true, false) => said.push(format!("no longer {name}")),
            (true, true) | (false, false) => {}
        }
    }
    if let (Some(before), Some(after)) = (&was.link, &is.link)
        && before != after
    {
        said.push(format!("now leads to {after} instead of {before}"));
    }
    if said.is_empty() { "formatted otherwise".into() } else { said.join(", ") }
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Paragraph => "paragraph".into(),
        Shape::Heading { level } => format!("heading-{level}"),
        Shape::Quote => "quote".into(),
        Shape::Item { ordered: true, .. } => "numbered".into(),
        Shape::Item { ordered: false, .. } => "item".into(),
        Shape::Code => "code".into(),
        Shape::Row => "row".into(),
        Shape::Note { .. } => "note".into(),
        Shape::Picture { .. } => "picture".into(),
        Shape::Rule => "rule".into(),
        Shape::Html => "html".into(),
    }
}

fn was_before(was: &Shape, is: &Shape) -> String {
    let name = match (was, is) {
        (Shape::Picture { .. }, Shape::Picture { .. }) => "another picture",
        (Shape::Note { .. }, Shape::Note { .. }) => "another note",
        (Shape::Item { .. }, Shape::Item { .. }) => "an item of another list",
        (Shape::Heading { .. }, Shape::Heading { .. }) => "a heading of another level",
        (Shape::Paragraph, _) => "a paragraph",
        (Shape::Heading { .. }, _) => "a heading",
        (Shape::Quote, _) => "a quotation",
        (Shape::Item { .. }, _) => "an item of a list",
        (Shape::Code, _) => "code",
        (Shape::Row, _) => "a row of a table",
        (Shape::Note { .. }, _) => "a footnote",
        (Shape::Picture { .. }, _) => "a picture",
        (Shape::Rule, _) => "a line across",
        (Shape::Html, _) => "HTML",
    };
    format!("was {name}")
}
