//! `galley edit`.

use std::fs;
use std::io::Read;
use std::path::Path;

use desk::command::Command;
use desk::fact::FieldChanges;
use desk::ids::ArticleId;
use desk::rights::Mode;
use newsroom::wire::OfArticle;
use newsroom::wire::table::Handler;

use crate::act::act;
use crate::arguments::Edit;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn edit(session: &Session, wish: &Edit) -> Result<(), Trouble> {
    session.actor()?;
    let article = session.article(&wish.article)?;
    if wish.file.is_none() && wish.set.is_empty() {
        return Err(Trouble("What changes? Name a file with the new text, or --set FIELD=VALUE.".into()));
    }
    // Everything is read before anything is changed.
    let text = wish.file.as_deref().map(text).transpose()?;
    let commands = commands(session, article, &wish.set)?;
    for command in commands {
        act(session, article, command)?;
    }
    let mode = match text {
        Some(text) => session.newsroom.rewrite(&session.caller, article, &text, wish.from.as_deref())?,
        None => Mode::Edit,
    };
    let told = session.newsroom.tell(&session.caller, article)?;
    if session.json {
        return output::json(&told);
    }
    if mode == Mode::Suggest {
        output::say(format!("What you changed in {} is suggested, and waits for a decision.", told.slug));
    } else {
        output::say(format!("{} has {} words now.", told.slug, told.words));
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, Trouble> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| Trouble(format!("{} cannot be read as UTF-8 text: {error}.", path.display())))
}

fn commands(session: &Session, article: ArticleId, set: &[String]) -> Result<Vec<Command>, Trouble> {
    let mut changes = FieldChanges::default();
    let mut others = Vec::new();
    for pair in set {
        let (field, value) = pair
            .split_once('=')
            .ok_or_else(|| Trouble(format!("“{pair}” is not FIELD=VALUE, as in --set dek=“One sentence.”")))?;
        let text = || Some(value.to_owned());
        match field {
            "headline" => changes.headline = text(),
            "dek" => changes.dek = text(),
            "search-title" | "search_title" => changes.search_title = text(),
            "social-headline" | "social_headline" => changes.social_headline = text(),
            "format" => changes.format = text(),
            "section" => changes.section = text(),
            "region" => changes.region = text(),
            "language" => changes.language = text(),
            "topics" => changes.topics = Some(listed(value)),
            "authors" => {
                let people =
                    listed(value).iter().map(|name| session.newsroom.person(name)).collect::<Result<_, _>>()?;
                changes.authors = Some(people);
            }
            "lead" if value.is_empty() => changes.no_lead = true,
            "lead" => {
                let picture = session.newsroom.add_picture_file(&session.caller, Path::new(value))?;
                changes.lead = Some(newsroom::lead_of(&picture));
            }
            "lead.alt" | "lead.caption" | "lead.credit" | "lead.rights" => {
                let mut lead = match changes.lead.take() {
                    Some(lead) => lead,
                    None => {
                        session.newsroom.article_get(&session.caller, OfArticle { article })?.fields.lead.ok_or_else(
                            || Trouble("There is no lead picture yet: add it first, --set lead=FILE.".into()),
                        )?
                    }
                };
                let part = match field {
                    "lead.alt" => &mut lead.alt,
                    "lead.caption" => &mut lead.caption,
                    "lead.credit" => &mut lead.credit,
                    _ => &mut lead.rights,
                };
                *part = value.to_owned();
                changes.lead = Some(lead);
            }
            "slug" => others.push(Command::SetSlug { slug: value.to_owned() }),
            "address" => others.push(Command::SetAddress { address: (!value.is_empty()).then(|| value.to_owned()) }),
            _ => {
                return Err(Trouble(format!(
                    "There is no field “{field}”: they are headline, dek, search-title, social-headline, slug, address, section, \
                     format, region, topics, authors, language, lead, lead.alt, lead.caption, lead.credit and lead.rights."
                )));
            }
        }
    }
    if changes != FieldChanges::default() {
        others.push(Command::Set { changes });
    }
    Ok(others)
}

fn listed(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Into::into).collect()
}
