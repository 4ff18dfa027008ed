//! `galley preview` and `galley build`.

use std::fs;
use std::path::Path;

use crate::act::time;
use crate::arguments::Preview;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn preview(session: &Session, wish: &Preview) -> Result<(), Trouble> {
    let article = session.article(&wish.article)?;
    let as_of = wish.as_of.as_deref().map(|text| time(session, article, text, None, None)).transpose()?;
    let html = session.newsroom.page(&session.caller, article, as_of.map(|moment| moment.utc))?;
    match &wish.out {
        None => output::pour(html.as_bytes()),
        Some(file) => {
            fs::write(file, html)
                .map_err(|error| Trouble(format!("{} cannot be written: {error}.", file.display())))?;
            output::say(format!("The page is in {}.", file.display()));
        }
    }
    Ok(())
}

pub fn build(session: &Session, out: Option<&Path>) -> Result<(), Trouble> {
    let built = session.newsroom.build(out)?;
    if session.json {
        return output::json(&built);
    }
    output::say(format!("{} pages of {} articles are in {}.", built.pages, built.articles, built.folder.display()));
    Ok(())
}

pub fn check(session: &Session, folder: Option<&Path>) -> Result<(), Trouble> {
    let part = session.newsroom.check_site(folder)?;
    if session.json {
        output::json(&part)?;
    } else {
        part.faults.iter().for_each(output::say);
    }
    match part.faults.len() {
        0 if session.json => Ok(()),
        0 => {
            output::say(format!("The site is as the desk prints it: {}.", part.seen));
            Ok(())
        }
        faults => Err(Trouble(format!("The site differs from what the desk prints in {faults} places."))),
    }
}
