//! Slugs and addresses that are free: with a number behind when they are taken.

use std::collections::{HashMap, HashSet};

use desk::address::{is_address, slug_of};
use desk::ids::ArticleId;
use ledger::{LedgerError, Reader};
use uuid::Uuid;

/// What this run has given away. The ledger knows the rest; of a dry run it knows nothing.
#[derive(Default)]
pub struct Names {
    slugs: HashSet<String>,
    addresses: HashSet<String>,
    /// The number to try next, so that ten thousand notes called “Notes” are not counted through each time.
    next: HashMap<String, u32>,
}

const LONGEST: usize = 80;

impl Names {
    /// A slug made of the first of the texts that has a letter in it.
    pub fn slug(&mut self, reader: &Reader<'_>, texts: &[&str]) -> Result<String, LedgerError> {
        let made = texts.iter().map(|text| slug_of(text)).find(|slug| !slug.is_empty());
        let made = made.unwrap_or_else(|| "article".into());
        let slug = numbered(&mut self.next, "slug:", &made, |slug| {
            Ok(self.slugs.contains(slug) || reader.slug_taken(slug, nobody())?)
        })?;
        self.slugs.insert(slug.clone());
        Ok(slug)
    }

    pub fn address(&mut self, reader: &Reader<'_>, wanted: &str) -> Result<String, LedgerError> {
        let address = numbered(&mut self.next, "", wanted, |address| {
            Ok(self.addresses.contains(address) || reader.address_taken(address, nobody())?)
        })?;
        self.addresses.insert(address.clone());
        Ok(address)
    }

    /// Takes the address if it is free.
    pub fn take(&mut self, reader: &Reader<'_>, address: &str) -> Result<bool, LedgerError> {
        Ok(!reader.address_taken(address, nobody())? && self.addresses.insert(address.to_owned()))
    }

    /// Takes a slug that must stay as it is.
    pub fn take_slug(&mut self, reader: &Reader<'_>, slug: &str) -> Result<bool, LedgerError> {
        Ok(!reader.slug_taken(slug, nobody())? && self.slugs.insert(slug.to_owned()))
    }
}

fn nobody() -> ArticleId {
    ArticleId(Uuid::nil())
}

fn numbered(
    next: &mut HashMap<String, u32>,
    kind: &str,
    wanted: &str,
    mut taken: impl FnMut(&str) -> Result<bool, LedgerError>,
) -> Result<String, LedgerError> {
    if !taken(wanted)? {
        return Ok(wanted.to_owned());
    }
    let number = next.entry(format!("{kind}{wanted}")).or_insert(2);
    loop {
        let tail = format!("-{number}");
        let (before, last) = wanted.rsplit_once('/').map_or(("", wanted), |(before, last)| (before, last));
        let last = last[..last.len().min(LONGEST - tail.len())].trim_end_matches('-');
        let slash = if before.is_empty() { "" } else { "/" };
        let tried = format!("{before}{slash}{last}{tail}");
        *number += 1;
        if !taken(&tried)? {
            return Ok(tried);
        }
    }
}

/// A path or address as it was written, as an address of the house: without site, query, `index.html` and ending; its parts
/// made slugs where they are none. `None` when nothing is left, or when it is a pattern.
pub fn address_of(written: &str) -> Option<String> {
    let written = written.trim();
    let path = match written.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => written,
    };
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != "index.html" && *part != "index.htm")
        .map(|part| {
            let stem = part.strip_suffix(".html").or_else(|| part.strip_suffix(".htm"));
            slug_of(&stem.or_else(|| part.strip_suffix(".php")).unwrap_or(part).replace("%20", " "))
        })
        .collect();
    let pattern = path.contains([':', '{', '}', '<']);
    let address = parts.join("/");
    (!pattern && is_address(&address)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::address_of;

    #[test]
    fn an_old_address_becomes_one_of_the_house() {
        let check =
            |written: &str, address: Option<&str>| assert_eq!(address_of(written).as_deref(), address, "{written}");
        check("/2019/03/04/the-long-road/", Some("2019/03/04/the-long-road"));
        check("https://example.org/The%20Road.html?x=1#y", Some("the-road"));
        check("posts/index.html", Some("posts"));
        check("/:categories/:year/:title/", None);
        check("/", None);
        check("", None);
        check("/日本/", None);
        check("../../etc/passwd", None);
    }
}
