//! `galley submit`.

use std::fs;

use newsroom::wire::intake::Arrived;

use crate::arguments::Submit;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn submit(session: &Session, wish: &Submit) -> Result<(), Trouble> {
    let by = match &wish.by {
        Some(name) => session.newsroom.person(name)?,
        None => session.actor()?,
    };
    let mut arrivals = Vec::new();
    for path in &wish.files {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        arrivals.push(match fs::read(path) {
            Ok(bytes) => session.newsroom.submit(&session.caller, by, &name, &bytes, path.parent())?,
            Err(error) => {
                Arrived::Nothing { file: name, reason: format!("{} cannot be read: {error}.", path.display()) }
            }
        });
    }
    if session.json {
        output::json(&arrivals)?;
    } else {
        arrivals.iter().for_each(say);
    }
    let refused: Vec<&str> = arrivals
        .iter()
        .filter_map(|arrived| match arrived {
            Arrived::Nothing { reason, .. } => Some(reason.as_str()),
            Arrived::Draft { .. } => None,
        })
        .collect();
    if refused.is_empty() { Ok(()) } else { Err(Trouble(refused.join(" "))) }
}

fn say(arrived: &Arrived) {
    if let Arrived::Draft { file, slug, headline, words, report, .. } = arrived {
        output::say(format!("{file} is the draft {slug}: “{headline}”, {words} words."));
        for line in &report.lost {
            output::say(format!("  {line}"));
        }
    }
}
