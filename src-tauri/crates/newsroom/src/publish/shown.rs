//! Where an article is shown beside its own page: found by reading the site, which cannot forget.

use std::fs;
use std::path::Path;

use desk::article::Article;
use ledger::{Card, LedgerError, Reader};

use crate::files::Files;

/// The live articles whose pages link to this one.
pub fn elsewhere(reader: &Reader<'_>, site: &Files, article: &Article) -> Result<Vec<Card>, LedgerError> {
    let Some(was) = article.publication.last() else { return Ok(Vec::new()) };
    let links: Vec<String> = std::iter::once(&was.address)
        .chain(&article.former_addresses)
        .map(|address| format!("/{address}/\""))
        .collect();
    let mut addresses = Vec::new();
    walk(site.root(), String::new(), &links, &mut addresses);
    let mut cards = Vec::new();
    for address in addresses {
        if let Some((other, _)) = reader.at_address(&address)?.filter(|(other, _)| *other != article.id) {
            cards.extend(reader.live_card(other)?);
        }
    }
    Ok(cards)
}

/// Pages below the folder with one of the links in them, by address. What cannot be read shows nothing to readers either.
fn walk(folder: &Path, address: String, links: &[String], found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if kind.is_dir() {
            let below = if address.is_empty() { name } else { format!("{address}/{name}") };
            walk(&entry.path(), below, links, found);
        } else if kind.is_file() && name == "index.html" {
            let Ok(page) = fs::read_to_string(entry.path()) else { continue };
            if links.iter().any(|link| page.contains(link.as_str())) {
                found.push(address.clone());
            }
        }
    }
}
