//! `galley log`.

use newsroom::wire::OfArticle;
use newsroom::wire::log::{LogArgs, LogKind};
use newsroom::wire::table::Handler;

use crate::arguments::{self, Log};
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn log(session: &Session, wish: &Log) -> Result<(), Trouble> {
    let article = wish.article.as_deref().map(|name| session.article(name)).transpose()?;
    if let Some(article) = article.filter(|_| wish.story) {
        return story(session, OfArticle { article });
    }
    let person = wish.done_by.as_deref().map(|name| session.newsroom.person(name)).transpose()?;
    let log = session.newsroom.article_log(
        &session.caller,
        LogArgs {
            article,
            about: wish.about.clone(),
            person,
            kind: wish.kind.map(kind),
            day: wish.day,
            before: None,
            limit: wish.limit,
        },
    )?;
    if session.json {
        return output::json(&log.entries);
    }
    for entry in &log.entries {
        let slug = entry.slug.as_deref().map(|slug| format!("{slug}: ")).unwrap_or_default();
        output::say(format!("{}  {slug}{} {}", entry.at.format("%Y-%m-%d %H:%M:%S"), entry.who, entry.said));
    }
    Ok(())
}

fn story(session: &Session, article: OfArticle) -> Result<(), Trouble> {
    let story = session.newsroom.article_story(&session.caller, article)?;
    if session.json {
        return output::json(&story);
    }
    output::say(if story.headline.is_empty() { &story.slug } else { &story.headline });
    for day in &story.days {
        output::say(format!("\n{}", day.day));
        day.sentences.iter().for_each(|sentence| output::say(format!("  {}  {}", sentence.clock, sentence.text)));
    }
    Ok(())
}

fn kind(kind: arguments::LogKind) -> LogKind {
    match kind {
        arguments::LogKind::Steps => LogKind::Steps,
        arguments::LogKind::Details => LogKind::Details,
        arguments::LogKind::Versions => LogKind::Versions,
        arguments::LogKind::Gates => LogKind::Gates,
        arguments::LogKind::Schedule => LogKind::Schedule,
        arguments::LogKind::Readers => LogKind::Readers,
        arguments::LogKind::Desk => LogKind::Desk,
    }
}
