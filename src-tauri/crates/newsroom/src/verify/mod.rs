//! `verify`: the log, the tables, the versions, the texts, the pictures, the site and the backups against each other.

mod site;

use std::path::Path;

use serde::Serialize;

use crate::files::Files;
use crate::keep::{self, Backups};
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// What was looked at, and what is wrong, one sentence each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    pub seen: String,
    pub faults: Vec<String>,
    /// The same, by where it was found.
    pub parts: Vec<Part>,
}

/// One part of the newsroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// "database", "pictures", "site", "backups"
    pub part: &'static str,
    /// What was looked at.
    pub seen: String,
    pub faults: Vec<String>,
}

impl Newsroom {
    pub fn verify(&self) -> Result<Verified, Failure> {
        let parts = vec![self.verify_database()?, self.verify_pictures()?, self.verify_site()?, self.verify_backups()];
        let seen = parts.iter().map(|part| part.seen.clone()).collect::<Vec<_>>().join(", ");
        let faults = parts.iter().flat_map(|part| part.faults.clone()).collect();
        Ok(Verified { seen, faults, parts })
    }

    fn verify_database(&self) -> Result<Part, Failure> {
        let report = self.ledger.verify()?;
        Ok(Part {
            part: "database",
            seen: format!(
                "{} entries of the log, {} articles, {} versions, {} texts",
                report.entries, report.articles, report.versions, report.texts
            ),
            faults: report.faults.into_iter().map(|fault| fault.sentence).collect(),
        })
    }

    fn verify_pictures(&self) -> Result<Part, Failure> {
        let media = match self.ledger.read(|reader| reader.all_media()) {
            Ok(media) => media,
            // That it cannot be read is said of the database.
            Err(ledger::LedgerError::Damaged { .. }) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let damaged = self.media.damaged(&media).into_iter();
        let faults = damaged.map(|hash| format!("The picture {hash} is not in media/ as it came.")).collect();
        Ok(Part { part: "pictures", seen: format!("{} pictures", media.len()), faults })
    }

    /// The same of the site alone, or of a copy of it in another folder.
    pub fn check_site(&self, folder: Option<&Path>) -> Result<Part, Failure> {
        site::look(self, folder.map_or_else(|| self.site(), Files::at))
    }

    fn verify_site(&self) -> Result<Part, Failure> {
        match self.check_site(None) {
            Ok(part) => Ok(part),
            Err(failure) if failure.code == crate::wire::failure::Code::Damaged => Ok(Part {
                part: "site",
                seen: "no page of the site".into(),
                faults: vec![format!("The site cannot be compared with what the desk prints. {}", failure.message)],
            }),
            Err(failure) => Err(failure),
        }
    }

    fn verify_backups(&self) -> Part {
        let (count, faults) = keep::check(&Backups::of(self.folder()));
        Part { part: "backups", seen: format!("{count} backups"), faults }
    }
}
