//! A version that nobody kept is found again in the history of the text: what was shown can be named.

use desk::Stamp;
use desk::article::Article;
use desk::ids::{ArticleId, Hash};
use ledger::LedgerError;
use manuscript::Manuscript;

use crate::room::Newsroom;
use crate::wire::failure::Failure;
use crate::write::damaged;

impl Newsroom {
    /// The text that made the version whose hash begins so, as far back as the history of the text goes.
    pub(crate) fn earlier_text(&self, article: ArticleId, beginning: &str) -> Result<Option<String>, Failure> {
        let (kept, log, people) = self.ledger.read(|reader| {
            Ok::<_, LedgerError>((
                reader.text(article)?,
                reader.log(Some(article), None, usize::MAX)?,
                reader.people()?,
            ))
        })?;
        let Some(kept) = kept else { return Ok(None) };
        let mut texts = Vec::new();
        let first = kept.updates.len().min(usize::from(kept.snapshot.is_none()));
        let mut manuscript =
            Manuscript::load(kept.snapshot.as_deref(), &kept.updates[..first]).map_err(|error| damaged(&error))?;
        texts.push(manuscript.original());
        for update in &kept.updates[first..] {
            manuscript.merge(update).map_err(|error| damaged(&error))?;
            // A decision changes the original and may leave what the editor shows as it is.
            let text = manuscript.original();
            if texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        // The fields as they were, too: every text with every state of them, the newest first.
        let mut state: Option<Article> = None;
        let mut states: Vec<Article> = Vec::new();
        for entry in log.into_iter().rev() {
            let stamp = Stamp { article, decision: entry.decision, at: entry.at, actor: entry.actor };
            desk::apply(&mut state, &stamp, &entry.fact);
            if let Some(state) = &state
                && states.last().is_none_or(|last| last.fields != state.fields)
            {
                states.push(state.clone());
            }
        }
        let begins = |hash: Hash| hash.to_string().starts_with(beginning);
        Ok(states.iter().rev().find_map(|state| {
            texts.iter().rev().find(|text| begins(desk::content(state, text, &people).hash())).cloned()
        }))
    }
}
