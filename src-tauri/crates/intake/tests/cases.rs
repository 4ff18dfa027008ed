//! Each folder of `cases/` is one feature: what is sent, and the manuscript and the report that come of it. A Word file is
//! given as `body.xml` with further parts beside it, or whole as `input.docx`; what a program puts on the clipboard as
//! `clipboard.html`. `GALLEY_BLESS=1` writes what comes out now, to
//! be looked at before it is believed.

mod support;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use intake::{Arrival, ArrivedPicture, Pasted};

#[test]
fn what_is_sent_becomes_the_manuscript_and_report_beside_it() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 30, "the cases are there");
    let mut wrong = Vec::new();
    for folder in folders {
        let came = match fs::read_to_string(folder.join("clipboard.html")) {
            Ok(html) => intake::pasted(&html, 0).map(|pasted| told_of_clipboard(&pasted)),
            Err(_) => {
                let (name, bytes) = sent(&folder);
                intake::read(&name, &bytes).map(|arrival| told(&arrival))
            }
        };
        let came = came.unwrap_or_else(|reason| format!("unreadable: {reason}\n"));
        let expected = folder.join("expected.md");
        if std::env::var_os("GALLEY_BLESS").is_some() {
            fs::write(&expected, &came).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != came {
            wrong.push(format!("{} — came out as:\n{came}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The file of a case: its name and bytes.
fn sent(folder: &Path) -> (String, Vec<u8>) {
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    if let Some(body) = read("body.xml") {
        let parts: Vec<(&str, String)> = support::PARTS
            .iter()
            .filter_map(|(name, _)| read(&format!("{name}.xml")).map(|inner| (*name, inner)))
            .collect();
        let relations = read("relations.xml").unwrap_or_default();
        let properties = read("properties.xml").unwrap_or_default();
        return ("the-draft.docx".to_owned(), support::docx(&body, &parts, &relations, &properties));
    }
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let input = entries.into_iter().find(|path| !path.ends_with("expected.md")).expect("a case has an input");
    (input.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&input).unwrap())
}

/// Fields, body and report as one page.
fn told(arrival: &Arrival) -> String {
    let mut out = String::new();
    let mut field = |name: &str, said: &str| {
        if !said.is_empty() {
            writeln!(out, "{name}: {said}").unwrap();
        }
    };
    field("title", &arrival.title);
    field("dek", &arrival.dek);
    field("authors", &arrival.authors.join(" | "));
    field("topics", &arrival.topics.join(" | "));
    for (name, said) in [("section", &arrival.section), ("format", &arrival.format), ("region", &arrival.region)] {
        field(name, said.as_deref().unwrap_or_default());
    }
    field("date", &arrival.date.map(|date| format!("{date:?}")).unwrap_or_default());
    field("draft", &arrival.draft.map(|draft| draft.to_string()).unwrap_or_default());
    field("slug", arrival.slug.as_deref().unwrap_or_default());
    field("language", arrival.language.as_deref().unwrap_or_default());
    field("lead", &arrival.lead.as_ref().map(picture).unwrap_or_default());
    for one in &arrival.pictures {
        field("picture", &picture(one));
    }
    writeln!(out, "=== body\n{}=== report", arrival.body).unwrap();
    for kept in &arrival.report.kept {
        writeln!(out, "+ {} {}", kept.count, kept.what).unwrap();
    }
    for note in &arrival.report.lost {
        writeln!(out, "- {} [{}] {}", note.what, note.where_, note.text).unwrap();
    }
    out
}

/// Text, notes and what was left out as one page.
fn told_of_clipboard(pasted: &Pasted) -> String {
    let lost: String = pasted.lost.iter().map(|lost| format!("- {lost}\n")).collect();
    format!("=== text\n{}\n=== notes\n{}\n=== lost\n{lost}", pasted.text, pasted.notes)
}

fn picture(one: &ArrivedPicture) -> String {
    let bytes = one.bytes.as_ref().map_or("named only".to_owned(), |bytes| format!("{} bytes", bytes.len()));
    format!("{} <{}> alt “{}” caption “{}” credit “{}” {bytes}", one.name, one.source, one.alt, one.caption, one.credit)
}
