//! `verify`: the log, the tables, the versions, the texts, the pictures and the site against each other.

use ledger::LedgerError;
use manuscript::Manuscript;
use serde::Serialize;

use crate::files::page_path;
use crate::room::Newsroom;
use crate::wire::failure::Failure;

/// What was looked at, and what is wrong, one sentence each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    pub seen: String,
    pub faults: Vec<String>,
}

impl Newsroom {
    pub fn verify(&self) -> Result<Verified, Failure> {
        let report = self.ledger.verify()?;
        let mut faults: Vec<String> = report.faults.iter().map(|fault| fault.sentence.clone()).collect();
        let mut ids = Vec::new();
        self.ledger.read(|reader| reader.each_article(|article| ids.push((article.id, article.slug))))?;
        for (id, slug) in &ids {
            if let Some(text) = self.ledger.read(|reader| reader.text(*id))?
                && let Err(error) = Manuscript::load(text.snapshot.as_deref(), &text.updates)
            {
                faults.push(format!("The text of {slug} cannot be read: {error}."));
            }
        }
        let media = self.ledger.read(|reader| reader.all_media())?;
        for hash in self.media.damaged(&media) {
            faults.push(format!("The picture {hash} is not in media/ as it came."));
        }
        let (cards, waiting) =
            self.ledger.read(|reader| Ok::<_, LedgerError>((reader.live_cards()?, reader.outbox()?)))?;
        let site = self.site();
        for card in &cards {
            let due = waiting.iter().any(|errand| errand.article == card.article);
            if !due && site.read(&page_path(&card.address)).is_none() {
                faults.push(format!("/{}/ is live and its page is not in site/: run `galley build`.", card.address));
            }
        }
        let seen = format!(
            "{} entries of the log, {} articles, {} versions, {} pictures, {} live pages",
            report.entries,
            report.articles,
            report.versions,
            media.len(),
            cards.len()
        );
        Ok(Verified { seen, faults })
    }
}
