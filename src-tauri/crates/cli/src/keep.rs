//! `galley backup` and `galley restore`.

use std::path::Path;

use newsroom::{Backup, Way, Which};

use crate::arguments::Restore;
use crate::output::{self, Trouble};
use crate::session::{Session, named};

pub fn back_up(session: &Session, folder: Option<&Path>) -> Result<(), Trouble> {
    let backup = session.newsroom.back_up(folder)?;
    if session.json {
        return output::json(&backup);
    }
    output::say(format!("{} is written and checked: {}.", backup.folder.display(), summary(&backup)));
    for trouble in backup.manifest.iter().flat_map(|manifest| &manifest.troubles) {
        output::say(trouble);
    }
    Ok(())
}

pub fn list(desk: Option<&Path>, folder: Option<&Path>, json: bool) -> Result<(), Trouble> {
    let backups = newsroom::backups(if folder.is_some() { Path::new("") } else { named(desk)? }, folder);
    if json {
        return output::json(&backups);
    }
    if backups.is_empty() {
        output::say("There is no backup yet; `galley backup` makes one.");
    }
    let rows: Vec<Vec<String>> = backups
        .iter()
        .map(|backup| {
            let made = backup.manifest.as_ref().map(|manifest| manifest.made.clone()).unwrap_or_default();
            vec![backup.name.clone(), made, summary(backup)]
        })
        .collect();
    output::table(&rows);
    Ok(())
}

pub fn restore(desk: Option<&Path>, wish: &Restore, json: bool) -> Result<(), Trouble> {
    let which = wish.backup.as_deref().map_or(Which::Newest, Which::Named);
    let wish = newsroom::Wish { which, since: wish.newest, to: wish.to.as_deref() };
    let restored = newsroom::restore(named(desk)?, Way::CommandLine, &wish)?;
    if json {
        return output::json(&restored);
    }
    output::say(format!("{} stands again. What came back:", restored.folder.display()));
    restored.came_back.iter().for_each(|line| output::say(format!("  {line}")));
    if !restored.lost.is_empty() {
        output::say("What did not:");
        restored.lost.iter().for_each(|line| output::say(format!("  {line}")));
    }
    if let Some(aside) = &restored.aside {
        output::say(format!("What stood there before is kept in {}.", aside.display()));
    }
    Ok(())
}

fn summary(backup: &Backup) -> String {
    match (&backup.trouble, &backup.manifest) {
        (Some(trouble), _) => format!("cannot be used: {trouble}"),
        (None, None) => String::new(),
        (None, Some(manifest)) => {
            let counts = &manifest.counts;
            format!(
                "{} entries of the log, {} articles, {} pictures, {}",
                counts.entries,
                counts.articles,
                counts.pictures,
                size(manifest.bytes())
            )
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        ..=999_999 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..=999_999_999 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
