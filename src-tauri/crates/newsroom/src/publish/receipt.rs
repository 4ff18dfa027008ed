//! Reading back: what readers get is compared with the version that was approved.

use chrono::{DateTime, Utc};
use desk::Fact;
use desk::article::{Publication, Receipt};
use desk::ids::ArticleId;
use ledger::{Card, LedgerError, Reader, Shelf};
use press::{FeedForm, Listing, Outlet, SITEMAP_OF_NEWS, SITEMAP_SIZE, own_part, sitemap_path};

use super::PublishError;
use super::pages::Printer;
use super::stories::Stories;
use crate::files::{Files, page_path};
use crate::room::Newsroom;

/// A publication that is read back stands among the article's last facts.
const NEAR_THE_END: usize = 40;

/// The article's slug and its receipt; `None` for an article that is not there any more.
pub fn read_back(
    room: &Newsroom,
    reader: &Reader<'_>,
    site: &Files,
    article: ArticleId,
) -> Result<Option<(String, Receipt)>, LedgerError> {
    let Some(state) = reader.article(article)? else { return Ok(None) };
    let Some(was) = state.publication.last() else { return Ok(None) };
    let (version, address) = (was.version, was.address.clone());
    let late_minutes = late(reader, article)?;
    let differs = match &state.publication {
        Publication::Live(_) => live(room, reader, site, article)?,
        Publication::Withdrawn { .. } => gone(site, &address, true),
        Publication::Retracted { .. } | Publication::TakenDown { .. } => gone(site, &address, false),
        Publication::Never => return Ok(None),
    };
    Ok(Some((state.slug, Receipt { version, at: room.now(), differs, late_minutes })))
}

/// How late the last publication was.
fn late(reader: &Reader<'_>, article: ArticleId) -> Result<Option<u32>, LedgerError> {
    let log = reader.log(Some(article), None, NEAR_THE_END)?;
    Ok(log
        .iter()
        .find_map(|entry| match &entry.fact {
            Fact::Published { late_minutes, .. } => Some(*late_minutes),
            _ => None,
        })
        .flatten())
}

/// The receipt of what could not be written; `None` when the last one says the same: it is tried again every few seconds, and
/// the log says it once.
pub fn not_written(
    reader: &Reader<'_>,
    article: ArticleId,
    now: DateTime<Utc>,
    error: &PublishError,
) -> Result<Option<(String, Receipt)>, LedgerError> {
    let Some(state) = reader.article(article)? else { return Ok(None) };
    let Some(was) = state.publication.last() else { return Ok(None) };
    let differs = vec![format!("The pages are not written yet. {error}")];
    if state.receipt.as_ref().is_some_and(|last| last.version == was.version && last.differs == differs) {
        return Ok(None);
    }
    Ok(Some((state.slug.clone(), Receipt { version: was.version, at: now, differs, late_minutes: None })))
}

fn live(room: &Newsroom, reader: &Reader<'_>, site: &Files, article: ArticleId) -> Result<Vec<String>, LedgerError> {
    let mut differs = Vec::new();
    let Some(card) = reader.live_card(article)? else {
        return Ok(vec!["The ledger does not list it as live.".into()]);
    };
    let Some(house) = room.house.house() else {
        return Ok(vec!["The house layout cannot be used, so the page cannot be compared.".into()]);
    };
    // Printed afresh from the approved version, not from what was printed a moment ago.
    let fresh = super::stories::Printed::default();
    let printer = Printer::new(Stories::new(reader, &house, &room.media, &fresh, Outlet::Site), room.now());
    let page = site.read(&page_path(&card.address)).unwrap_or_default();
    let page = String::from_utf8_lossy(&page);
    match printer.stories.of(&card)? {
        Some(story) => {
            let expected = house.article(&printer.around(story)?, &Outlet::Site);
            if own_part(&page).is_none() || own_part(&page) != own_part(&expected.html) {
                differs.push(format!("The page /{}/ is not the approved version.", card.address));
            }
        }
        None => differs.push("The approved version is not in the ledger.".into()),
    }
    let link = format!("/{}/", card.address);
    for (file, name) in places(reader, &card, &house)? {
        if !site.read(&file).is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains(&link)) {
            differs.push(format!("{name} does not show it."));
        }
    }
    Ok(differs)
}

/// Files that must show a live article: the sitemap always, feeds while it is among their newest, and the page of its
/// section that it stands on.
fn places(reader: &Reader<'_>, card: &Card, house: &press::House) -> Result<Vec<(String, String)>, LedgerError> {
    let counts = house.counts();
    let among = |shelf: &Shelf, count| -> Result<bool, LedgerError> {
        Ok(reader.live_latest(shelf, 0, count)?.iter().any(|newest| newest.article == card.article))
    };
    let sitemap = reader.live_page_of(&Shelf::Everything, card, SITEMAP_SIZE)?;
    let mut places = vec![(sitemap_path(sitemap), "The sitemap".to_owned())];
    if among(&Shelf::Everything, counts.feed)? {
        places.extend(feeds(None, "The feed"));
    }
    if let Some(region) = &card.region {
        let shelf = Shelf::Region(region.clone());
        if among(&shelf, counts.feed)? {
            places.extend(feeds(Some(&Listing::Region(region.clone())), &format!("The feed of the region {region}")));
        }
    }
    if let Some(section) = &card.section {
        let shelf = Shelf::Section(section.clone());
        if among(&shelf, counts.feed)? {
            let of = Listing::Section(section.clone());
            places.extend(feeds(Some(&of), &format!("The feed of the section {section}")));
        }
        if among(&shelf, counts.listing)? {
            places.push((format!("section/{section}/index.html"), format!("The page of the section {section}")));
        }
    }
    Ok(places)
}

/// A feed's files, in every form, with what each is called.
fn feeds(of: Option<&Listing>, name: &str) -> Vec<(String, String)> {
    let file = |form: FeedForm| {
        let path = form.path(of);
        let name = format!("{name} ({})", path.rsplit('/').next().unwrap_or_default());
        (path, name)
    };
    FeedForm::ALL.into_iter().map(file).collect()
}

fn gone(site: &Files, address: &str, file_too: bool) -> Vec<String> {
    let mut differs = Vec::new();
    if file_too && site.read(&page_path(address)).is_some() {
        differs.push(format!("The page /{address}/ is still there."));
    }
    let sitemaps = (1..).map(sitemap_path).take_while(|path| site.has(path)).chain([SITEMAP_OF_NEWS.to_owned()]);
    let mut places: Vec<_> = sitemaps.map(|path| (path, "The sitemap".to_owned())).collect();
    places.extend(feeds(None, "The feed"));
    places.push(("index.html".into(), "The front page".into()));
    for (file, name) in places {
        let link = format!("/{address}/");
        if site.read(&file).is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains(&link)) {
            differs.push(format!("{name} still shows it."));
        }
    }
    differs
}
