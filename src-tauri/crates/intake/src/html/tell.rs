//! What is told of what was left out, a sentence each.

use super::reader::Reader;

/// Words that are quoted are cut after this.
const LONGEST_QUOTED: usize = 200;

pub(super) fn lost(reader: Reader) -> Vec<String> {
    let comments: Vec<String> = reader.known.comments.iter().map(|comment| reader.tree.words(*comment)).collect();
    let tally = reader.tally;
    let mut out = Vec::new();
    pictures(&tally.pictures, &mut out);
    let mut counted = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => out.push(one.to_owned()),
        _ => out.push(many.replace('#', &count.to_string())),
    };
    counted(tally.embedded, "One embedded thing was left out.", "# embedded things were left out.");
    counted(tally.scripts, "A script was left out.", "# scripts were left out.");
    counted(
        tally.notes_without_text,
        "A reference to a footnote was left out: its text was not copied with it.",
        "# references to footnotes were left out: their texts were not copied with them.",
    );
    counted(tally.merged_cells, "One merged table cell was taken apart.", "# merged table cells were taken apart.");
    counted(
        tally.underlined,
        "One underlined passage lost its underline.",
        "# underlined passages lost their underline.",
    );
    counted(
        tally.inner_links,
        "One link within the document lost its target; its words are kept.",
        "# links within the document lost their targets; their words are kept.",
    );
    for address in &tally.links {
        out.push(format!("The link to {address} leads nowhere for readers; its words are kept."));
    }
    for comment in tally.comments.iter().chain(&comments) {
        // The mark that stood in the text.
        let words =
            comment.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(comment.as_str(), |(_, rest)| rest);
        out.push(format!("A comment was left out: {}", quoted(words)));
    }
    let mut told = |what: &str, words: &str| {
        if !words.trim().is_empty() {
            out.push(format!("{what} was left out: {}", quoted(words)));
        }
    };
    told("Text struck out by a reviewer", &tally.deleted);
    told("Hidden text", &tally.hidden);
    told("The table of contents", &tally.contents);
    out
}

fn pictures(names: &[String], out: &mut Vec<String>) {
    let named: Vec<String> =
        names.iter().filter(|name| !name.trim().is_empty()).take(5).map(|name| format!("“{name}”")).collect();
    let more = names.len() - named.len();
    let copy = "Add pictures by themselves.";
    match (named.as_slice(), more) {
        ([], 0) => {}
        ([], 1) => out.push(format!("A picture was left out. {copy}")),
        ([], more) => out.push(format!("{more} pictures were left out. {copy}")),
        ([one], 0) => out.push(format!("The picture {one} was left out. {copy}")),
        (named, 0) => out.push(format!("The pictures {} were left out. {copy}", named.join(", "))),
        (named, more) => out.push(format!("The pictures {} and {more} more were left out. {copy}", named.join(", "))),
    }
}

fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_QUOTED) {
        Some((at, _)) => format!("“{}…”", &words[..at]),
        None => format!("“{words}”"),
    }
}
