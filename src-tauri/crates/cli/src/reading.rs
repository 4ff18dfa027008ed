//! What only reads: queue, show, check, verify.

use desk::rules::Level;
use newsroom::wire::OfArticle;
use newsroom::wire::table::Handler;

use crate::arguments::Show;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn queue(session: &Session, filter: &str) -> Result<(), Trouble> {
    let told = session.newsroom.tell_queue(&session.caller, filter)?;
    if session.json {
        return output::json(&told);
    }
    let rows: Vec<Vec<String>> = told
        .iter()
        .map(|article| {
            vec![
                article.slug.clone(),
                article.label.clone(),
                article.words.to_string(),
                article.publish_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
                article.authors.join(", "),
                article.headline.clone(),
            ]
        })
        .collect();
    if rows.is_empty() {
        output::say("Nothing fits.");
    }
    output::table(&rows);
    Ok(())
}

pub fn show(session: &Session, wish: &Show) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    if wish.suggestions {
        return crate::review::suggestions(session, article);
    }
    if wish.comments {
        return crate::review::comments(session, article);
    }
    if wish.html {
        output::pour(session.newsroom.page(&session.caller, article, None)?.as_bytes());
        return Ok(());
    }
    let told = session.newsroom.tell(&session.caller, article)?;
    if wish.markdown {
        output::pour(told.body.unwrap_or_default().as_bytes());
        return Ok(());
    }
    if session.json {
        return output::json(&told);
    }
    let facts = [
        ("slug", told.slug),
        ("status", told.label),
        ("publication", told.publication.state),
        ("address", format!("/{}/", told.address)),
        ("search title", told.search_title),
        ("social headline", told.social_headline),
        ("by", told.authors.join(", ")),
        ("section", told.section.unwrap_or_default()),
        ("words", told.words.to_string()),
        ("goes out", told.publish_at.map(|at| at.to_rfc3339()).unwrap_or_default()),
        ("version", told.version.map(|version| version.to_string()).unwrap_or_default()),
    ];
    output::say(&told.headline);
    if !told.dek.is_empty() {
        output::say(&told.dek);
    }
    output::say("");
    output::table(
        &facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| vec![name.into(), value])
            .collect::<Vec<_>>(),
    );
    output::say("");
    output::pour(told.body.unwrap_or_default().as_bytes());
    Ok(())
}

pub fn check(session: &Session, article: &str) -> Result<(), Trouble> {
    let article = session.article(article)?;
    let view = session.newsroom.article_get(&session.caller, OfArticle { article })?;
    if session.json {
        return output::json(&view.problems);
    }
    if view.problems.is_empty() {
        output::say("Every check passes.");
    }
    let rows: Vec<Vec<String>> = view
        .problems
        .iter()
        .map(|problem| {
            let level = match problem.level {
                _ if problem.overridden => "let pass",
                Level::Required => "required",
                Level::Advised => "advised",
                Level::Off => "off",
            };
            vec![level.into(), problem.check.clone(), problem.message.clone()]
        })
        .collect();
    output::table(&rows);
    Ok(())
}

pub fn verify(session: &Session) -> Result<(), Trouble> {
    let report = session.newsroom.verify()?;
    if session.json {
        output::json(&report)?;
    } else if report.faults.is_empty() {
        output::say(format!("All is sound: {}.", report.seen));
    }
    match report.faults.as_slice() {
        [] => Ok(()),
        [fault] => Err(Trouble(on_one_line(fault))),
        [first, others @ ..] => {
            if !session.json {
                report.faults.iter().for_each(|fault| output::say(on_one_line(fault)));
            }
            Err(Trouble(format!("{} And {} more, listed above.", on_one_line(first), others.len())))
        }
    }
}

/// SQLite says what is damaged in lines of its own.
fn on_one_line(fault: &str) -> String {
    fault.split_whitespace().collect::<Vec<_>>().join(" ")
}
