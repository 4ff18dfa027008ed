//! `galley versions`.

use desk::ids::ArticleId;
use newsroom::wire::OfArticle;
use newsroom::wire::article::{ArticleView, VersionLine};
use newsroom::wire::table::Handler;
use newsroom::wire::versions::{
    Became, BringBackAnswer, BringBackArgs, CompareArgs, ComparedPiece, Comparison, Edition, Fate,
};

use crate::arguments::Versions;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn versions(session: &Session, wish: &Versions) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let view = session.newsroom.article_get(&session.caller, OfArticle { article })?;
    match (&wish.compare, &wish.bring_back) {
        (Some(from), _) => compare(session, &view, from, wish.to.as_deref().unwrap_or("desk")),
        (None, Some(name)) => bring_back(session, article, &view, name, wish.despite_suggestions),
        (None, None) => list(session, &view),
    }
}

fn list(session: &Session, view: &ArticleView) -> Result<(), Trouble> {
    if session.json {
        return output::json(&view.versions);
    }
    if view.versions.is_empty() {
        output::say("No version was kept yet.");
    }
    let row = |version: &VersionLine| {
        let marks = [(version.live, "live"), (version.approved, "approved"), (version.scheduled, "scheduled")];
        let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        let name = if version.name.is_empty() { "saved" } else { &version.name };
        let hash = version.hash.to_string();
        vec![
            hash[..12].to_owned(),
            version.at.format("%Y-%m-%d %H:%M:%S").to_string(),
            name.to_owned(),
            version.by.clone(),
            marks.join(", "),
        ]
    };
    output::table(&view.versions.iter().map(row).collect::<Vec<_>>());
    Ok(())
}

fn compare(session: &Session, view: &ArticleView, from: &str, to: &str) -> Result<(), Trouble> {
    let args = CompareArgs { article: view.line.id, from: edition(view, from)?, to: edition(view, to)? };
    let comparison = session.newsroom.versions_compare(&session.caller, args)?;
    if session.json {
        return output::json(&comparison);
    }
    for field in &comparison.fields {
        output::say(format!("{}: {}", field.label, marked(&field.pieces)));
    }
    for said in comparison.lead.iter().flat_map(|lead| &lead.said) {
        output::say(format!("Lead picture: {said}"));
    }
    for passage in comparison.passages.iter().filter(|passage| passage.fate != Fate::Same) {
        let mark = match passage.fate {
            Fate::Same | Fate::Changed => "",
            Fate::Inserted => "new: ",
            Fate::Deleted => "gone: ",
            Fate::Arrived => "moved here: ",
            Fate::Left => "moved away: ",
        };
        let was = passage.was.as_ref().map(|was| format!("({was}) ")).unwrap_or_default();
        output::say(format!("\n{mark}{was}{}", marked(&passage.pieces)));
    }
    output::say(counted(&comparison));
    Ok(())
}

/// Words that went and came, as wdiff writes them: `[-gone-]`, `{+new+}`.
fn marked(pieces: &[ComparedPiece]) -> String {
    let piece = |piece: &ComparedPiece| match (piece.became, &piece.said) {
        (Became::Inserted, _) => format!("{{+{}+}}", piece.text),
        (Became::Deleted, _) => format!("[-{}-]", piece.text),
        (Became::Formatted, Some(said)) => format!("{} ({said})", piece.text),
        (Became::Formatted, None) | (Became::Same, _) => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

fn counted(comparison: &Comparison) -> String {
    let tally = comparison.tally;
    if tally.passages == 0 {
        return format!("{} and {} say the same.", comparison.from.label, comparison.to.label);
    }
    let passages = if tally.passages == 1 { "1 passage".to_owned() } else { format!("{} passages", tally.passages) };
    format!("\n{passages} differ: {} words in, {} out, {} moved.", tally.words_in, tally.words_out, tally.moves)
}

fn bring_back(
    session: &Session,
    article: ArticleId,
    view: &ArticleView,
    name: &str,
    despite_suggestions: bool,
) -> Result<(), Trouble> {
    session.actor()?;
    let Edition::Version { version } = edition(view, name)? else {
        return Err(Trouble(format!("“{name}” is no version that was kept: `galley versions` lists them.")));
    };
    let args = BringBackArgs { article, version, despite_suggestions, undoes: None };
    match session.newsroom.versions_bring_back(&session.caller, args)? {
        BringBackAnswer::Done { .. } if session.json => output::json(&session.newsroom.tell(&session.caller, article)?),
        BringBackAnswer::Done { said, .. } => {
            output::say(format!("{said}."));
            Ok(())
        }
        BringBackAnswer::Refused { refusal } => Err(refusal.into()),
        BringBackAnswer::Asks { question } => {
            Err(Trouble(format!("{question} If that is meant, add --despite-suggestions.")))
        }
    }
}

/// The edition that a name or the beginning of a hash means.
fn edition(view: &ArticleView, name: &str) -> Result<Edition, Trouble> {
    match name {
        "desk" => return Ok(Edition::Desk),
        "live" => return Ok(Edition::Live),
        _ => {}
    }
    let lower = name.to_lowercase();
    let fits =
        |version: &&VersionLine| version.name.to_lowercase() == lower || version.hash.to_string().starts_with(&lower);
    let mut found: Vec<_> = view.versions.iter().filter(fits).map(|version| version.hash).collect();
    found.dedup();
    match found.as_slice() {
        [version] => Ok(Edition::Version { version: *version }),
        [] => Err(Trouble(format!("{} has no version “{name}”: `galley versions` lists them.", view.line.slug))),
        _ => Err(Trouble(format!("Several versions of {} are called so; say its hash instead.", view.line.slug))),
    }
}
