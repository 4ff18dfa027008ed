//! What is remarked in texts and not resolved, kept in memory until the text changes: an inbox opens no manuscript twice.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use desk::ids::ArticleId;
use manuscript::Comment;

use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::Failure;

#[derive(Default)]
pub struct Remarked {
    of: HashMap<ArticleId, Arc<Vec<Comment>>>,
    /// Grows with every change, so that what was read before one is not kept after it.
    changes: u64,
}

impl Remarked {
    /// These articles changed.
    pub fn stale(&mut self, articles: &BTreeSet<ArticleId>) {
        self.changes += 1;
        articles.iter().for_each(|article| _ = self.of.remove(article));
    }
}

impl Newsroom {
    /// The comments and notes of an article that are not resolved.
    pub(super) fn remarked(&self, article: ArticleId) -> Result<Arc<Vec<Comment>>, Failure> {
        let changes = {
            let kept = lock(&self.remarked);
            if let Some(known) = kept.of.get(&article) {
                return Ok(Arc::clone(known));
            }
            kept.changes
        };
        let text = self.open_text(article)?;
        let mut comments = lock(&text).manuscript().comments();
        comments.retain(|comment| !comment.resolved);
        let comments = Arc::new(comments);
        let mut kept = lock(&self.remarked);
        if kept.changes == changes {
            kept.of.insert(article, Arc::clone(&comments));
        }
        Ok(comments)
    }
}
