//! What will happen, said before it does.

use std::path::Path;

use super::backups::{Backup, Backups};
use super::restore::{Which, Wish};
use super::shown;
use crate::wire::failure::Failure;

/// The steps of a restore, one sentence each. `end`: the last entry of the log as it stands, when that is known.
pub fn plan(newsroom: &Path, wish: &Wish<'_>, end: Option<i64>) -> Result<Vec<String>, Failure> {
    let backups = Backups::of(newsroom);
    let backup = match wish.which {
        Which::Named(name) => Some(backups.find(name)?),
        Which::Newest => backups.newest(),
    };
    let mut steps = Vec::new();
    match wish.to {
        None => steps.push(format!(
            "What stands in {} now is set aside in its folder aside/, under today’s date. Nothing of it is deleted.",
            newsroom.display()
        )),
        Some(to) => {
            steps.push(format!("A new newsroom is made in {}. The one that stands is not touched.", to.display()))
        }
    }
    steps.push(from(backup.as_ref(), wish.since));
    if wish.since {
        steps.push("Everything that can still be read of the database as it stands is put on top: the log as far as its chain holds, versions, texts, pictures.".into());
    } else if let (Some(manifest), Some(end)) = (backup.and_then(|backup| backup.manifest), end) {
        let after = end - manifest.log.seq;
        steps.push(match after {
            ..=0 => "Nothing was decided since that is not in it.".into(),
            1 => "One entry of the log was written since, and is not in it.".into(),
            n => format!("{n} entries of the log were written since, and are not in it."),
        });
    }
    steps.push("The site is written anew from what comes back, so that readers get what its log says.".into());
    Ok(steps)
}

fn from(backup: Option<&Backup>, since: bool) -> String {
    match backup.and_then(|backup| backup.manifest.as_ref()) {
        Some(manifest) => {
            let counts = &manifest.counts;
            let rest = if since { "" } else { ", its desk.toml and its house/" };
            format!(
                "The backup of {} takes its place: {} entries of the log, {} articles, {} pictures{rest}.",
                shown(manifest.made_at),
                counts.entries,
                counts.articles,
                counts.pictures
            )
        }
        None => "There is no backup, so that it begins with an empty database.".into(),
    }
}
