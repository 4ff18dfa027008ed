//! What was said when an article last changed hands.

use desk::Fact;
use desk::article::{Article, Status};
use desk::people::People;

use crate::room::Newsroom;
use crate::view::actor_name;
use crate::wire::article::Handed;
use crate::wire::failure::Failure;

/// Entries of the log looked at together.
const LOOK: usize = 200;

impl Newsroom {
    /// The note that came with the article to whoever has it now; that somebody claims it is no answer to it.
    pub(crate) fn handed(&self, article: &Article, people: &People) -> Result<Option<Handed>, Failure> {
        let (mut status, mut before) = (article.axes.status, None);
        loop {
            let entries = self.ledger.read(|reader| reader.log(Some(article.id), before, LOOK))?;
            for entry in &entries {
                let Fact::Moved { from, to, note, due } = &entry.fact else { continue };
                // What was taken back since led elsewhere.
                if *to != status {
                    continue;
                }
                if (*from, *to) == (Status::Submitted, Status::Editing) {
                    status = Status::Submitted;
                    continue;
                }
                let handed = Handed {
                    by: actor_name(people, &entry.actor),
                    at: entry.at,
                    to: *to,
                    note: note.clone(),
                    due: *due,
                };
                return Ok(Some(handed).filter(|handed| !handed.note.is_empty()));
            }
            before = entries.last().map(|entry| entry.seq);
            if entries.len() < LOOK {
                return Ok(None);
            }
        }
    }
}
