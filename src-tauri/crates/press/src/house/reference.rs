//! The reference for art desks, made of the tables that houses are checked against.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::keys::KEYS;
use super::templates::PAGES;
use super::words::NEEDED;
use crate::page::OWN;
use crate::page::reference::{DATE, HEAD, HOUSE, LEAD, PAGE, STORY, Variable};

const FOLDER: &str = include_str!("reference.md");

/// The reference as Markdown; examples of keys are those of the `house.toml` that is given.
pub fn reference(house_toml: &str) -> String {
    let examples = toml::from_str::<toml::Table>(house_toml).map(|table| flat(&table)).unwrap_or_default();
    let mut out = String::from(FOLDER);
    let code = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    let _ = write!(
        out,
        "\nTemplates that a house must have: {}.\n\nFirst parts of addresses that are the site's own, so that neither an article nor a \
         standing page can have them: {}.\n\nWords that the press itself needs: {}.\n",
        code(&PAGES),
        code(&OWN),
        code(&NEEDED)
    );
    out.push_str("\n## house.toml, key by key\n\n| key | what it takes | needed | what it is | example |\n|---|---|---|---|---|\n");
    for key in KEYS {
        let example = examples.get(key.key).map(|text| example(text)).unwrap_or_default();
        let needed = if key.needed { "yes" } else { "" };
        let _ = writeln!(out, "| `{}` | {} | {needed} | {} | {example} |", key.key, key.kind, cell(key.about));
    }
    out.push_str("\n## What templates may print\n");
    for (title, prefix, table) in [
        ("On every page: `house`", "house.", HOUSE),
        ("Of the page: `page`", "page.", PAGE),
        ("For machines: `page.head`", "page.head.", HEAD),
        ("An article: `story`", "story.", STORY),
        ("A lead picture: `story.lead`", "story.lead.", LEAD),
        ("A date", "date.", DATE),
    ] {
        variables(&mut out, title, prefix, table);
    }
    out
}

fn variables(out: &mut String, title: &str, prefix: &str, table: &[Variable]) {
    let _ = write!(out, "\n### {title}\n\n| name | type | what it is | example |\n|---|---|---|---|\n");
    for variable in table {
        let example = example(variable.example);
        let _ = writeln!(
            out,
            "| `{prefix}{}` | {} | {} | {example} |",
            variable.name,
            cell(variable.kind),
            cell(variable.about)
        );
    }
}

/// As it may stand in a table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// An example as code, no longer than a line should be; nothing when there is none.
fn example(text: &str) -> String {
    let line = cell(text);
    match line.char_indices().nth(100) {
        _ if line.is_empty() => String::new(),
        Some((at, _)) => format!("`{}…`", &line[..at]),
        None => format!("`{line}`"),
    }
}

/// Keys with their tables, and their first value as it is written.
fn flat(table: &toml::Table) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    gather(table, "", &mut all);
    all
}

fn gather(table: &toml::Table, prefix: &str, all: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        match value {
            toml::Value::Table(below) => gather(below, &format!("{prefix}{name}."), all),
            toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
                for below in list.iter().filter_map(toml::Value::as_table) {
                    gather(below, &format!("{prefix}{name}[]."), all);
                }
            }
            value => {
                all.entry(format!("{prefix}{name}")).or_insert_with(|| value.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{KEYS, flat};

    #[test]
    fn every_key_is_told_of_and_stands_in_a_house() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/houses");
        let mut standing = BTreeSet::new();
        for house in ["meridian", "harbor"] {
            let text = std::fs::read_to_string(folder.join(house).join("house.toml")).expect("its settings");
            standing.extend(flat(&toml::from_str(&text).expect("TOML")).into_keys());
        }
        let told: BTreeSet<String> = KEYS.iter().map(|key| key.key.to_owned()).collect();
        assert_eq!(standing, told);
    }
}
