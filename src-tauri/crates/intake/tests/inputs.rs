//! Everything in the folder of real inputs is read, and what pandoc finds in it is found in the manuscript, word by word and
//! in order, or is named in the report. The folder is given by `GALLEY_INPUTS`, or lies beside the repository.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The least part of pandoc's words that must be there.
const RECALL: f64 = 0.97;

#[test]
fn every_real_input_keeps_its_words() {
    let Some(folder) = inputs() else { return println!("skipped: no folder of inputs (set GALLEY_INPUTS)") };
    if Command::new("pandoc").arg("--version").output().is_err() {
        return println!("skipped: pandoc is not installed");
    }
    let mut files = Vec::new();
    for sub in ["docx", "archive/markdown"] {
        let entries =
            std::fs::read_dir(folder.join(sub)).expect("the folder of inputs has docx/ and archive/markdown/");
        files.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some()));
    }
    files.sort();
    let mut recalls: Vec<(f64, usize, String)> = files.iter().filter_map(|path| measured(path)).collect();
    recalls.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("{} files; median recall {:.4}", recalls.len(), recalls[recalls.len() / 2].0);
    for (recall, words, name) in recalls.iter().take(8) {
        println!("{recall:.4} of {words} words: {name}");
    }
    let short: Vec<_> = recalls.iter().filter(|(recall, ..)| *recall < RECALL).collect();
    assert!(short.is_empty(), "words are neither in the manuscript nor in the report: {short:?}");
}

fn inputs() -> Option<PathBuf> {
    let named = std::env::var_os("GALLEY_INPUTS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/inputs");
    Some(named.unwrap_or(beside)).filter(|folder| folder.is_dir())
}

fn measured(path: &Path) -> Option<(f64, usize, String)> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    let arrival = intake::read(&name, &bytes).unwrap_or_else(|reason| panic!("{name}: {reason}"));
    let plain = Command::new("pandoc").args(["-t", "plain", "--wrap=none"]).arg(path).output().unwrap();
    if !plain.status.success() {
        println!("{name}: read here, while pandoc says: {}", String::from_utf8_lossy(&plain.stderr).trim());
        return None;
    }
    let expected = words(&String::from_utf8_lossy(&plain.stdout));
    let manuscript =
        words(&format!("{}\n{}\n{}\n{}", arrival.title, arrival.dek, arrival.authors.join("\n"), arrival.body));
    let mut named: HashMap<String, usize> = HashMap::new();
    for note in &arrival.report.lost {
        for word in words(&note.text) {
            *named.entry(word).or_default() += 1;
        }
    }
    let missing = missing(&expected, &manuscript);
    let lost: Vec<&String> = missing
        .into_iter()
        .filter(|word| match named.get_mut(*word) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        })
        .collect();
    let recall = if expected.is_empty() { 1.0 } else { 1.0 - lost.len() as f64 / expected.len() as f64 };
    if !lost.is_empty() {
        println!("{name}: {} of {} words: {:?}", lost.len(), expected.len(), &lost[..lost.len().min(30)]);
    }
    Some((recall, expected.len(), name))
}

/// Words without the marks of emphasis, so that a word half in italics is one word on both sides.
fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| !"*_~`\\\u{ad}".contains(*c)).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words of `expected` that are not part of the longest common subsequence.
fn missing<'a>(expected: &'a [String], found: &[String]) -> Vec<&'a String> {
    // What begins alike and ends alike needs no table.
    let begin = expected.iter().zip(found).take_while(|(one, other)| one == other).count();
    let (expected, found) = (&expected[begin..], &found[begin..]);
    let end = expected.iter().rev().zip(found.iter().rev()).take_while(|(one, other)| one == other).count();
    let (expected, found) = (&expected[..expected.len() - end], &found[..found.len() - end]);
    let width = found.len() + 1;
    let mut longest = vec![0u16; (expected.len() + 1) * width];
    for i in (0..expected.len()).rev() {
        for j in (0..found.len()).rev() {
            longest[i * width + j] = if expected[i] == found[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut missing) = (0, 0, Vec::new());
    while i < expected.len() {
        if j < found.len() && expected[i] == found[j] {
            (i, j) = (i + 1, j + 1);
        } else if j < found.len() && longest[i * width + j + 1] >= longest[(i + 1) * width + j] {
            j += 1;
        } else {
            missing.push(&expected[i]);
            i += 1;
        }
    }
    missing
}
