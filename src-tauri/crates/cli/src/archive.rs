//! `galley search`, `archive`, `import` and `export`.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use newsroom::wire::archive::{Archive as Answer, ArchiveArgs, ArchiveFilter, Marked, SearchArgs};
use newsroom::wire::table::Handler;
use newsroom::{Became, Imported, ImportedFile, Progress};

use crate::arguments::{Archive, Import, Search};
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn search(session: &Session, wish: &Search) -> Result<(), Trouble> {
    if wish.afresh {
        session.newsroom.reindex()?;
        if wish.words.is_empty() {
            output::say("The search index is made anew.");
            return Ok(());
        }
    }
    // What another process typed a moment ago is found too.
    session.newsroom.settle_texts()?;
    let args = SearchArgs {
        query: wish.words.join(" "),
        published: wish.published,
        limit: wish.limit,
        ..SearchArgs::default()
    };
    let found = session.newsroom.search(&session.caller, args)?;
    if session.json {
        return output::json(&found);
    }
    if found.lines.is_empty() {
        output::say("Nothing is found.");
    }
    for line in &found.lines {
        output::say(format!("{}  {}  {}", line.slug, line.label, line.headline.text));
        output::say(format!("    {}", shown(&line.sentence)));
    }
    more(&found, 0);
    Ok(())
}

pub fn list(session: &Session, wish: &Archive) -> Result<(), Trouble> {
    let author = wish.author.as_deref().map(|name| session.newsroom.person(name)).transpose()?;
    let filter = ArchiveFilter { year: wish.year, month: wish.month, section: wish.section.clone(), author };
    let args = ArchiveArgs { filter, offset: wish.offset, limit: wish.limit };
    let found = session.newsroom.archive_list(&session.caller, args)?;
    if session.json {
        return output::json(&found);
    }
    let rows: Vec<Vec<String>> = found
        .lines
        .iter()
        .map(|line| {
            vec![
                line.at.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default(),
                line.address.as_ref().map(|address| format!("/{address}/")).unwrap_or_default(),
                line.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", "),
                line.headline.text.clone(),
            ]
        })
        .collect();
    if rows.is_empty() {
        output::say("Nothing is published.");
    }
    output::table(&rows);
    more(&found, wish.offset);
    Ok(())
}

fn more(found: &Answer, offset: u32) {
    let shown = offset + u32::try_from(found.lines.len()).unwrap_or(u32::MAX);
    if found.total > shown {
        output::say(format!("{} of {}.", shown - offset, found.total));
    }
}

/// The words that were looked for, in a terminal in bold.
fn shown(marked: &Marked) -> String {
    if !std::io::stdout().is_terminal() {
        return marked.text.clone();
    }
    let units: Vec<u16> = marked.text.encode_utf16().collect();
    let part = |from: u32, to: u32| String::from_utf16_lossy(&units[from as usize..to as usize]);
    let (mut text, mut at) = (String::new(), 0);
    for mark in &marked.marks {
        text.push_str(&format!("{}\u{1b}[1m{}\u{1b}[0m", part(at, mark.from), part(mark.from, mark.to)));
        at = mark.to;
    }
    text + &part(at, u32::try_from(units.len()).unwrap_or(at))
}

pub fn import(session: &Session, wish: &Import) -> Result<(), Trouble> {
    session.actor()?;
    let by = wish.by.as_deref().map(|name| session.newsroom.person(name)).transpose()?;
    let import = newsroom::Import { folder: &wish.folder, by, dry_run: wish.dry_run };
    let report = session.newsroom.import(&session.caller, &import, progress)?;
    if session.json {
        output::json(&report)?;
    } else {
        tell(&report);
    }
    match &report.not_built {
        Some(why) => Err(Trouble(format!("The articles are in, and the site is not built: {why}"))),
        None => Ok(()),
    }
}

/// On a terminal one line that counts; elsewhere a line now and then.
fn progress(progress: Progress) {
    let Progress { done, of } = progress;
    let mut to = std::io::stderr();
    let end = if to.is_terminal() { if done == of { "\r\u{1b}[K" } else { "\r" } } else { "\n" };
    // Whoever does not listen misses nothing.
    let _ = write!(to, "{done} of {of} files{end}").and_then(|()| to.flush());
}

fn tell(report: &Imported) {
    for file in report.files.iter().filter(|file| !file.notes.is_empty()) {
        output::say(format!("{}: {}", file.file, became(file)));
        file.notes.iter().for_each(|note| output::say(format!("  {note}")));
    }
    let would = if report.dry_run { "It would be: " } else { "" };
    let parts = [
        (report.published, "published"),
        (report.drafts, "as drafts"),
        (report.brought_in, "as they stood"),
        (report.before, "in before"),
        (report.refused, "not taken"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let parts = if parts.is_empty() { "no articles".to_owned() } else { parts.join(", ") };
    output::say(format!("{would}{parts}; {} new pictures.", report.pictures));
    if !report.people.is_empty() {
        output::say(format!("New on the masthead, as bylines: {}.", report.people.join(", ")));
    }
    let mut fields: BTreeMap<&str, u32> = BTreeMap::new();
    for note in report.files.iter().flat_map(|file| &file.notes) {
        if let Some((_, rest)) = note.split_once("The field “")
            && let Some((field, _)) = rest.split_once(':')
        {
            *fields.entry(field).or_default() += 1;
        }
    }
    if !fields.is_empty() {
        let fields: Vec<String> = fields.iter().map(|(field, count)| format!("{field} ({count})")).collect();
        output::say(format!("Fields that have no place at this desk: {}.", fields.join(", ")));
    }
    if let Some(built) = &report.built {
        output::say(format!("{} pages of {} articles are in {}.", built.pages, built.articles, built.folder.display()));
    }
}

fn became(file: &ImportedFile) -> String {
    let slug = file.slug.as_deref().unwrap_or_default();
    match (file.became, &file.address) {
        (Became::Published, Some(address)) => format!("published as {slug} at /{address}/"),
        (Became::Published, None) => format!("published as {slug}"),
        (Became::Draft, _) => format!("the draft {slug}"),
        (Became::BroughtIn, _) => format!("brought in as {slug}"),
        (Became::Before, _) => "came in before".into(),
        (Became::Nothing, _) => "not taken".into(),
    }
}

pub fn export(session: &Session, folder: &Path) -> Result<(), Trouble> {
    let written = session.newsroom.export(folder)?;
    if session.json {
        return output::json(&written);
    }
    output::say(format!(
        "{} articles, {} pictures and {} people are in {}.",
        written.articles,
        written.pictures,
        written.people,
        written.folder.display()
    ));
    output::say("Not in it:");
    written.not_carried.iter().for_each(|what| output::say(format!("  {what}")));
    Ok(())
}
