//! A full build: a fresh folder, filled by every core, synced once, swapped in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use desk::ids::ArticleId;
use ledger::{Card, LedgerError, Reader, Shelf};
use press::Outlet;
use serde::Serialize;

use super::PublishError;
use super::lease::SiteLease;
use super::pages::{self, Printer};
use super::sheets::{Sheet, Sheets};
use super::stories::{Printed, Stories};
use crate::files::{FileError, Files, Leaf, sweep_drafts, sync_folder};
use crate::news::News;
use crate::room::Newsroom;
use crate::wire::event::Topic;
use crate::wire::failure::Failure;

/// What a full build wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Built {
    pub pages: usize,
    pub articles: usize,
    pub folder: PathBuf,
}

impl Newsroom {
    /// Writes the whole site: into `out`, which must be empty or absent, or in the place of the newsroom's own.
    pub fn build(&self, out: Option<&Path>) -> Result<Built, Failure> {
        let house = self.house.sound().map_err(PublishError::NoHouse)?;
        let swap = out.is_none();
        // What goes out while a site is built afresh would go out into the old one.
        let lease = if swap { Some(SiteLease::wait(self)?) } else { None };
        let folder = match out {
            Some(folder) => folder.to_owned(),
            None => self.folder().join(format!(".site-{}", std::process::id())),
        };
        if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
            if !swap {
                return Err(Failure::failed(format!(
                    "{} is not empty: name a new folder for the site.",
                    folder.display()
                )));
            }
            fs::remove_dir_all(&folder)
                .map_err(|source| FileError::Write { path: folder.clone(), source })
                .map_err(PublishError::from)?;
        }
        let files = Files::at(&folder);
        let articles = self.ledger.read(|reader| reader.live_count(&Shelf::Everything))?;
        let before = swap.then(|| self.site());
        let pages = self.fill(&house, &Fresh { files, before }, lease.as_ref())?;
        if let Some(lease) = lease {
            self.swap_in(&folder, &lease)?;
        }
        self.announce(News::everybody(vec![Topic::Site]));
        Ok(Built { pages, articles, folder: out.map_or_else(|| self.site().root().to_owned(), Path::to_owned) })
    }

    /// Every core prints and writes its share.
    fn fill(&self, house: &press::House, fresh: &Fresh, lease: Option<&SiteLease<'_>>) -> Result<usize, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let as_of = self.now();
        let cards = self.ledger.read(|reader| reader.live_cards())?;
        let pieces = self.pieces(house, &cards, as_of)?;
        let next = AtomicUsize::new(0);
        let written = AtomicUsize::new(0);
        let printed = Printed::default();
        let share = || -> Result<(), Failure> {
            self.ledger.read(|reader| {
                let stories = Stories::new(reader, house, &self.media, &printed, Outlet::Site);
                let printer = Printer::new(stories, as_of);
                let sheets = Sheets::of(&printer, &cards);
                while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                    lease.map_or(Ok(()), SiteLease::keep)?;
                    match piece {
                        Piece::Articles(cards) => {
                            for card in *cards {
                                fresh.write(&printer.article(card).map_err(PublishError::from)?, &written)?;
                            }
                        }
                        Piece::Other(other) => fresh.write(&other.print(&printer)?, &written)?,
                        Piece::Sheet(sheet) => {
                            fresh.write(&sheets.print(*sheet).map_err(PublishError::from)?, &written)?;
                        }
                    }
                }
                Ok(())
            })
        };
        std::thread::scope(|scope| {
            let shares: Vec<_> = (1..cores).map(|_| scope.spawn(share)).collect();
            let own = share();
            shares
                .into_iter()
                .try_for_each(|share| share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .and(own)
        })?;
        Ok(written.into_inner())
    }

    /// All that a site consists of, in pieces for the cores.
    fn pieces<'a>(
        &self,
        house: &press::House,
        cards: &'a [Card],
        as_of: DateTime<Utc>,
    ) -> Result<Vec<Piece<'a>>, PublishError> {
        let printed = Printed::default();
        self.ledger.read(|reader| {
            let printer = Printer::new(Stories::new(reader, house, &self.media, &printed, Outlet::Site), as_of);
            let sheets = Sheets::of(&printer, cards).all().into_iter();
            let articles = cards.chunks(BATCH).map(Piece::Articles);
            let others = Other::all(reader, cards)?.into_iter().map(Piece::Other);
            Ok(articles.chain(others).chain(sheets.map(Piece::Sheet)).collect())
        })
    }

    fn swap_in(&self, fresh: &Path, lease: &SiteLease<'_>) -> Result<(), Failure> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| PublishError::from(FileError::Write { path, source })
        };
        sync_file_system(fresh).map_err(failed(fresh))?;
        lease.keep()?;
        let site = self.site();
        let old = if exchange(fresh, site.root()).map_err(failed(site.root()))? {
            fresh.to_owned()
        } else {
            let old = self.folder().join(format!(".site-old-{}", std::process::id()));
            if site.root().exists() {
                fs::rename(site.root(), &old).map_err(failed(site.root()))?;
            }
            fs::rename(fresh, site.root()).map_err(failed(site.root()))?;
            old
        };
        sync_folder(self.folder()).map_err(failed(self.folder()))?;
        // The old site has no reader any more; what cannot be taken away now is swept at the next start.
        let _ = fs::remove_dir_all(&old);
        Ok(())
    }

    /// A build that was killed between its two renames leaves no site: the old one is put back. What else killed processes
    /// left is taken away. False: another process writes now, and its drafts are its own.
    pub(crate) fn mend_site(&self) -> Result<bool, Failure> {
        let Some(_lease) = SiteLease::take(self)? else { return Ok(false) };
        self.mend().map_err(|error| Failure::failed(format!("The newsroom’s folder cannot be tidied: {error}.")))?;
        Ok(true)
    }

    fn mend(&self) -> std::io::Result<()> {
        let mut left = Vec::new();
        for entry in fs::read_dir(self.folder())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(".site-") && entry.file_type()?.is_dir() {
                left.push(entry.path());
            }
        }
        let old = left.iter().find(|path| path.to_string_lossy().contains(".site-old-"));
        if let (false, Some(old)) = (self.site().root().exists(), old) {
            fs::rename(old, self.site().root())?;
        }
        for path in left {
            if path.exists() {
                fs::remove_dir_all(path)?;
            }
        }
        for folder in [self.site().root().to_owned(), self.folder().join("media")] {
            if folder.exists() {
                sweep_drafts(&folder)?;
            }
        }
        Ok(())
    }
}

const BATCH: usize = 32;

/// What one core prints at a time.
enum Piece<'a> {
    Articles(&'a [Card]),
    Other(Other),
    Sheet(Sheet),
}

/// A part of everything that a publication writes but the articles' own pages.
pub enum Other {
    Assets,
    /// Front page, 404, robots.txt.
    Front,
    /// Of the house, a section or a region.
    Feeds(Shelf),
    Sitemaps,
    Listing(Shelf),
    /// At former addresses, and at those of what is gone.
    Traces(ArticleId),
}

impl Other {
    /// All there are.
    pub fn all(reader: &Reader<'_>, cards: &[Card]) -> Result<Vec<Self>, LedgerError> {
        let mut all = vec![Self::Assets, Self::Front, Self::Feeds(Shelf::Everything), Self::Sitemaps];
        let shelves: BTreeSet<Shelf> = cards.iter().flat_map(pages::shelves).collect();
        for shelf in shelves {
            all.push(Self::Feeds(shelf.clone()));
            all.push(Self::Listing(shelf));
        }
        let mut traced: BTreeSet<ArticleId> =
            reader.former_addresses()?.into_iter().map(|(_, article)| article).collect();
        traced.extend(reader.tombstones()?.into_iter().map(|article| article.id));
        all.extend(traced.into_iter().map(Self::Traces));
        Ok(all)
    }

    pub fn print(&self, printer: &Printer<'_>) -> Result<Vec<Leaf>, PublishError> {
        Ok(match self {
            Self::Assets => printer.assets(),
            Self::Front => vec![printer.front()?, printer.not_found()?, printer.robots()],
            Self::Feeds(shelf) => printer.feeds(shelf)?,
            Self::Sitemaps => printer.sitemaps()?,
            Self::Listing(shelf) => printer.listing_whole(shelf)?,
            Self::Traces(article) => match printer.reader().article(*article)? {
                Some(article) => printer.traces(&article)?.into_iter().filter(|leaf| leaf.bytes.is_some()).collect(),
                None => Vec::new(),
            },
        })
    }
}

/// The folder that is filled, and the site as it stands: what is the same in both stays the file it was, with its time.
struct Fresh {
    files: Files,
    before: Option<Files>,
}

impl Fresh {
    fn write(&self, leaves: &[Leaf], written: &AtomicUsize) -> Result<(), PublishError> {
        for leaf in leaves {
            self.files.fill(leaf, self.before.as_ref())?;
            if leaf.path.ends_with(".html") && leaf.bytes.is_some() {
                written.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

/// Puts one folder in the other's place at one stroke; false where the system cannot, or where there is no other.
#[cfg(target_os = "linux")]
fn exchange(fresh: &Path, site: &Path) -> std::io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, fresh, CWD, site, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOENT | Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<bool> {
    Ok(false)
}

/// One sync for all that was written.
#[cfg(target_os = "linux")]
pub fn sync_file_system(folder: &Path) -> std::io::Result<()> {
    rustix::fs::syncfs(fs::File::open(folder)?).map_err(Into::into)
}

#[cfg(not(target_os = "linux"))]
pub fn sync_file_system(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_file_system(&entry.path())?;
        } else {
            fs::OpenOptions::new().write(true).open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}
