//! The site's folder against what the desk prints: every live page is there and is what was approved, nothing unpublished is
//! in it, and nothing that is not the desk's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use desk::ids::ArticleId;
use ledger::{Card, LedgerError, Reader, Shelf};
use press::{Outlet, SITEMAP_OF_NEWS, own_part};

use super::Part;
use crate::files::{Files, Leaf, page_path};
use crate::import::UNBUILT;
use crate::media;
use crate::publish::{Other, Printed, Printer, PublishError, Sheets, Stories, sweeps};
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// Listings: pages of one that has grown shorter may stand until the next build.
const LISTINGS: [&str; 7] = ["section/", "format/", "region/", "topic/", "author/", "archive/", "corrections/"];
/// Pages named one by one; of more only the number.
const NAMED: usize = 20;

/// What is looked at, read in one moment.
struct Look<'a> {
    reader: &'a Reader<'a>,
    site: Files,
    /// Articles whose pages still wait to be written.
    waiting: BTreeSet<ArticleId>,
    faults: Vec<String>,
    expected: BTreeSet<String>,
}

/// `site`: the folder that is compared.
pub fn look(room: &Newsroom, site: Files) -> Result<Part, Failure> {
    let Some(house) = room.house.house() else {
        let seen = "the site not compared, because the house layout has a mistake".to_owned();
        return Ok(Part { part: "site", seen, faults: Vec::new() });
    };
    let printed = Printed::default();
    let part = room.ledger.read(|reader| -> Result<Part, PublishError> {
        let stories = Stories::new(reader, &house, &room.media, &printed, Outlet::Site);
        let printer = Printer::new(stories, room.now());
        let cards = reader.live_cards()?;
        let mut waiting: BTreeSet<_> = reader.outbox()?.into_iter().map(|errand| errand.article).collect();
        // A killed import owes its pages; whoever is open builds them.
        if reader.setting(UNBUILT)?.is_some() {
            waiting.extend(cards.iter().map(|card| card.article));
        }
        let mut look = Look { reader, site, waiting, faults: Vec::new(), expected: BTreeSet::new() };
        for card in &cards {
            look.article(&printer, card)?;
        }
        let swept_by_now = !sweeps(reader)?;
        let of_the_sweep = |leaves: Vec<Leaf>, look: &mut Look<'_>| {
            if swept_by_now {
                look.rest(&leaves)
            } else {
                // The sweep has yet to come by; it may have been here or not.
                look.expected.extend(leaves.into_iter().map(|leaf| leaf.path));
                Ok(())
            }
        };
        for other in Other::all(reader, &cards)? {
            let leaves = other.print(&printer)?;
            match other {
                Other::Listing(Shelf::Author(_)) => of_the_sweep(leaves, &mut look)?,
                _ => look.rest(&leaves)?,
            }
        }
        let sheets = Sheets::of(&printer, &cards);
        for sheet in sheets.all() {
            of_the_sweep(sheets.print(sheet)?, &mut look)?;
        }
        look.receipts()?;
        look.strangers(swept_by_now)?;
        Ok(Part { part: "site", seen: format!("{} live pages", cards.len()), faults: few(look.faults) })
    });
    part.map_err(Failure::from)
}

impl Look<'_> {
    fn article(&mut self, printer: &Printer<'_>, card: &Card) -> Result<(), PublishError> {
        let leaves = printer.article(card)?;
        let path = page_path(&card.address);
        self.expected.extend(leaves.iter().map(|leaf| leaf.path.clone()));
        self.expected.insert(path.clone());
        if self.waiting.contains(&card.article) {
            return Ok(());
        }
        let Some(page) = self.site.read(&path) else {
            self.faults.push(format!("/{}/ is live and its page is not in site/: run `galley build`.", card.address));
            return Ok(());
        };
        let page = String::from_utf8_lossy(&page);
        let fresh = leaves.iter().find(|leaf| leaf.path == path).and_then(|leaf| leaf.bytes.as_deref());
        let fresh = String::from_utf8_lossy(fresh.unwrap_or_default()).into_owned();
        if own_part(&page).is_none() || own_part(&page) != own_part(&fresh) {
            self.faults.push(format!(
                "/{}/ in site/ is not what was approved, as the house prints it now: run `galley build`.",
                card.address
            ));
        }
        for leaf in leaves.iter().filter(|leaf| leaf.path != path) {
            if self.site.read(&leaf.path) != leaf.bytes {
                self.faults.push(format!("{} in site/ is missing or was changed: run `galley build`.", leaf.path));
            }
        }
        Ok(())
    }

    /// Front page, listings, feeds, sitemap: which articles they lead to. What the house prints around them may be of another day.
    fn rest(&mut self, leaves: &[Leaf]) -> Result<(), LedgerError> {
        let stands = leaves.iter().filter(|leaf| leaf.bytes.is_some());
        let newest: BTreeMap<&str, &Leaf> = stands.map(|leaf| (leaf.path.as_str(), leaf)).collect();
        self.expected.extend(newest.keys().map(|path| (*path).to_owned()));
        if !self.waiting.is_empty() {
            return Ok(());
        }
        for (path, leaf) in newest {
            let Some(there) = self.site.read(path) else {
                self.faults.push(format!("{path} is not in site/: run `galley build`."));
                continue;
            };
            let fresh = leaf.bytes.as_deref().unwrap_or_default();
            let leads = [".html", ".xml", ".json"].iter().any(|ending| path.ends_with(ending));
            // What is news no longer stands there until the clock comes by.
            let aged = path == SITEMAP_OF_NEWS && self.leads_to(&there)?.is_superset(&self.leads_to(fresh)?);
            if leads && !aged && there != fresh && self.leads_to(&there)? != self.leads_to(fresh)? {
                self.faults
                    .push(format!("{path} in site/ does not show the articles that it should: run `galley build`."));
            }
        }
        Ok(())
    }

    fn receipts(&mut self) -> Result<(), LedgerError> {
        let mut differing = Vec::new();
        self.reader.each_article(|article| {
            let of_now = |receipt: &&desk::article::Receipt| {
                article.publication.last().is_some_and(|live| live.version == receipt.version)
            };
            if let Some(receipt) = article.receipt.as_ref().filter(of_now)
                && !receipt.differs.is_empty()
            {
                differing.push((article.slug.clone(), receipt.differs.join(" ")));
            }
        })?;
        for (slug, differs) in differing {
            self.faults
                .push(format!("The receipt of “{slug}” says that readers do not get what was approved: {differs}"));
        }
        Ok(())
    }

    /// What stands in the folder and should not.
    fn strangers(&mut self, swept_by_now: bool) -> Result<(), LedgerError> {
        let mut there = Vec::new();
        walk(self.site.root(), "", &mut there);
        // Pictures of what went stand until the sweep has been there.
        let pictures: BTreeSet<String> = self
            .reader
            .all_media()?
            .iter()
            .flat_map(|media| media::names(media).1)
            .map(|name| name.replacen("made/", "pictures/", 1))
            .collect();
        for (path, is_file) in there {
            if !is_file {
                self.faults.push(format!(
                    "{path} in site/ is a link, and links in a newsroom are never followed: take it away."
                ));
            } else if pictures.contains(&path) && !self.expected.contains(&path) {
                if swept_by_now && self.waiting.is_empty() {
                    self.faults.push(format!(
                        "{path} in site/ is a picture that nothing published shows: take it away, or run `galley build`."
                    ));
                }
            } else if !self.expected.contains(&path) {
                self.stranger(&path)?;
            }
        }
        Ok(())
    }

    fn stranger(&mut self, path: &str) -> Result<(), LedgerError> {
        let address = path.strip_suffix("/index.html").unwrap_or(path);
        if let Some((article, _)) = self.reader.at_address(address)? {
            let slug = self.reader.article(article)?.map(|article| article.slug).unwrap_or_default();
            if !self.waiting.contains(&article) {
                self.faults
                    .push(format!("/{address}/ is in site/, and “{slug}” is not published there: run `galley build`."));
            }
        } else if LISTINGS.iter().any(|listing| path.starts_with(listing)) && path.ends_with(".html") {
            let page = self.site.read(path).unwrap_or_default();
            for (address, live) in self.leads_to(&page)? {
                if !live {
                    self.faults.push(format!(
                        "{path} in site/ leads to /{address}/, which is not published: run `galley build`."
                    ));
                }
            }
        } else if !(path.starts_with("house/styles/") && path.ends_with(".css")) {
            self.faults
                .push(format!("{path} in site/ is nothing that the desk writes: take it away, or run `galley build`."));
        }
        Ok(())
    }

    /// The articles that a page leads to, by address, and whether they are live.
    fn leads_to(&self, page: &[u8]) -> Result<BTreeSet<(String, bool)>, LedgerError> {
        let page = String::from_utf8_lossy(page);
        let mut found = BTreeSet::new();
        for link in page.split(['"', '<', '>', '\'']).filter(|part| part.ends_with('/') && part.contains('/')) {
            let path =
                link.split_once("://").map_or(link, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
            let address = path.trim_matches('/');
            if !address.is_empty()
                && let Some((article, _)) = self.reader.at_address(address)?
            {
                found.insert((address.to_owned(), self.reader.live_card(article)?.is_some()));
            }
        }
        Ok(found)
    }
}

/// Files and links below the site's folder; drafts that are being written now are left out.
fn walk(folder: &Path, below: &str, found: &mut Vec<(String, bool)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &path, found),
            Ok(kind) if kind.is_file() && name.starts_with('.') && name.ends_with(".part") => {}
            Ok(kind) => found.push((path, kind.is_file())),
            Err(_) => {}
        }
    }
}

fn few(mut faults: Vec<String>) -> Vec<String> {
    let more = faults.len().saturating_sub(NAMED);
    faults.truncate(NAMED);
    if more > 0 {
        faults.push(format!("{more} more files in site/ are not as they should be: run `galley build`."));
    }
    faults
}
