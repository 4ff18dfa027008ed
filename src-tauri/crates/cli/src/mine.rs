//! `galley inbox` and `galley budget`: what a day at the desk begins with.

use std::path::Path;

use newsroom::wire::Nothing;
use newsroom::wire::mine::InboxItem;
use newsroom::wire::queue_look::BudgetArgs;
use newsroom::wire::table::Handler;

use crate::output::{self, Trouble};
use crate::session::Session;

pub fn inbox(session: &Session, whose: Option<&str>) -> Result<(), Trouble> {
    let mut caller = session.caller.clone();
    if let Some(name) = whose {
        caller.person = Some(session.newsroom.person(name)?);
    } else {
        session.actor()?;
    }
    let inbox = session.newsroom.mine_inbox(&caller, Nothing {})?;
    if session.json {
        return output::json(&inbox);
    }
    let parts =
        [("Needs you", &inbox.needs), ("Waits on others", &inbox.waits), ("For information", &inbox.information)];
    if parts.iter().all(|(_, items)| items.is_empty()) {
        output::say("Nothing waits.");
    }
    for (heading, items) in parts.into_iter().filter(|(_, items)| !items.is_empty()) {
        output::say(format!("{heading}: {}", items.len()));
        output::table(&items.iter().map(row).collect::<Vec<_>>());
    }
    Ok(())
}

fn row(item: &InboxItem) -> Vec<String> {
    let mark = if item.unread { "*" } else { " " };
    vec![
        format!("{mark} {}", item.at.format("%Y-%m-%d %H:%M")),
        item.slug.clone(),
        item.label.clone(),
        format!("{}. {}", item.said.trim_end_matches('.'), item.why),
    ]
}

pub fn budget(session: &Session, filter: String, html: Option<&Path>) -> Result<(), Trouble> {
    let budget = session.newsroom.queue_budget(&session.caller, BudgetArgs { filter })?;
    if let Some(problem) = budget.problem {
        return Err(Trouble(problem));
    }
    if let Some(file) = html {
        std::fs::write(file, &budget.html)
            .map_err(|error| Trouble(format!("{} cannot be written: {error}.", file.display())))?;
        if !session.json {
            let articles = if budget.count == 1 { "article" } else { "articles" };
            output::say(format!("{} {articles}: {}", budget.count, file.display()));
        }
    }
    if session.json {
        return output::json(&budget.sections);
    }
    if html.is_some() {
        return Ok(());
    }
    output::say(format!("Budget, {}", budget.at));
    for section in &budget.sections {
        output::say(format!("\n{}", section.label));
        let rows = section.lines.iter().map(|line| {
            let facts = [&line.slug, &line.status, &line.length, &line.writer, &line.time, &line.budget_line];
            facts.map(Clone::clone).to_vec()
        });
        output::table(&rows.collect::<Vec<_>>());
    }
    Ok(())
}
