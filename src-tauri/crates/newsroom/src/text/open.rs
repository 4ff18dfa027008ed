//! One open manuscript.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::people::Actor;
use desk::text::{Span, TextFacts};
use ledger::Way;
use manuscript::{Damaged, Manuscript, Mode, Places, PushError, Sent, TooOld};
use uuid::Uuid;

use super::seen::Seen;
use crate::caller::By;
use crate::wire::text::Update;
use crate::words::Speller;

/// How long a name an editor may give itself, in bytes.
const NAME: usize = 64;
/// With more editors than this, those are forgotten that have nothing left to take back.
const EDITORS: usize = 8_192;

pub struct OpenText {
    /// Names this opening: steps count within it.
    session: String,
    manuscript: Manuscript,
    /// The highest step that is on disk.
    saved: u32,
    /// What was typed and is not on disk yet, oldest first.
    unwritten: Vec<Unwritten>,
    /// Whose the manuscript's untaken changes are.
    author: Option<(Actor, Way)>,
    view: Seen,
    /// The body whose words were looked up last, and with what.
    spelt: Option<(Arc<str>, Option<Speller>)>,
    /// The body that the last of the unwritten left.
    taken: Arc<str>,
    /// The revision of the review that was announced last.
    announced: u64,
    /// Whose each editor is that ever sent something: nobody takes back what another's did.
    clients: HashMap<String, Actor>,
    /// The last update of the ledger that is in it.
    seen: i64,
    touched: Instant,
    /// The step at which it last came to rest.
    rested_at: u32,
}

/// Typed by one person through one way, up to a step.
#[derive(Clone, Debug)]
pub struct Unwritten {
    pub actor: Actor,
    pub way: Way,
    pub bytes: Vec<u8>,
    pub step: u32,
    /// Whether it changed the text for everybody: what waits for a decision and what is remarked does not.
    pub edits: bool,
}

impl OpenText {
    pub fn new(manuscript: Manuscript, seen: i64) -> Self {
        let (view, announced) = (Seen::of(&manuscript), manuscript.review_revision());
        let (step, taken) = (manuscript.step(), Arc::clone(&view.body));
        Self {
            session: Uuid::now_v7().to_string(),
            manuscript,
            saved: step,
            unwritten: Vec::new(),
            author: None,
            view,
            spelt: None,
            taken,
            announced,
            clients: HashMap::new(),
            seen,
            touched: Instant::now(),
            rested_at: step,
        }
    }

    /// A text that begins now: nothing of it is on disk.
    pub fn begun(body: &str, actor: &Actor, way: Way) -> Self {
        let mut open = Self::new(Manuscript::new(body, None), 0);
        open.author = Some((actor.clone(), way));
        open
    }

    pub fn session(&self) -> &str {
        &self.session
    }

    pub fn step(&self) -> u32 {
        self.manuscript.step()
    }

    /// The last update of the ledger that is in it.
    pub fn seen(&self) -> i64 {
        self.seen
    }

    /// A write that failed did not see what it thought.
    pub fn unsee(&mut self, seq: i64) {
        self.seen = seq;
    }

    pub fn saw(&mut self, seq: i64) {
        self.seen = self.seen.max(seq);
    }

    pub fn saved(&self) -> u32 {
        self.saved
    }

    /// The text as everybody but its editors sees it: without what waits for a decision.
    pub fn body(&mut self) -> Arc<str> {
        self.view.renew(&self.manuscript);
        Arc::clone(&self.view.body)
    }

    /// The body, when its words have not been looked up with this speller.
    pub fn unspelt(&mut self, speller: Option<&Speller>) -> Option<Arc<str>> {
        let body = self.body();
        let same = self.spelt.as_ref().is_some_and(|(spelt, with)| *spelt == body && with.as_ref() == speller);
        (!same).then_some(body)
    }

    /// What was looked up: which words of this body nobody knows.
    pub fn spelt(&mut self, body: Arc<str>, speller: Option<Speller>, misspelt: Vec<(String, Span)>) {
        self.view.misspelt(misspelt);
        self.spelt = Some((body, speller));
    }

    /// What the press found in it, which words nobody knew when they were last looked up, and how much waits.
    pub fn facts(&mut self) -> Arc<TextFacts> {
        self.view.renew(&self.manuscript);
        Arc::clone(&self.view.facts)
    }

    /// Where places of the body stand in the working text.
    pub fn places(&mut self) -> Arc<Places> {
        self.view.renew(&self.manuscript);
        Arc::clone(&self.view.places)
    }

    pub fn manuscript(&self) -> &Manuscript {
        &self.manuscript
    }

    /// The revision of what is to review, as the wire has it.
    pub fn review_revision(&self) -> u32 {
        // It wraps after four thousand million changes of one opening.
        self.manuscript.review_revision() as u32
    }

    /// Whether the review is another than at the last time this was asked.
    pub fn review_moved(&mut self) -> bool {
        std::mem::replace(&mut self.announced, self.manuscript.review_revision()) != self.manuscript.review_revision()
    }

    /// Changes the manuscript in somebody's name.
    pub fn change<T>(&mut self, by: &By, change: impl FnOnce(&mut Manuscript) -> T) -> T {
        self.touched = Instant::now();
        self.sign(&by.actor, by.way);
        change(&mut self.manuscript)
    }

    /// Notes whose this editor is; false when it is somebody else's.
    pub fn is_client_of(&mut self, client: &str, actor: &Actor) -> bool {
        if client.is_empty() || client.len() > NAME || client == manuscript::DESK {
            return false;
        }
        if self.clients.len() >= EDITORS && !self.clients.contains_key(client) {
            let did = self.manuscript.clients();
            self.clients.retain(|client, _| did.contains(client.as_str()));
        }
        self.clients.entry(client.to_owned()).or_insert_with(|| actor.clone()) == actor
    }

    /// Applies what an editor typed against a step, directly or as suggestions.
    pub fn push(&mut self, by: &By, step: u32, sent: Vec<Sent>, mode: &Mode) -> Result<(), PushError> {
        self.change(by, |manuscript| match mode {
            Mode::Editing => manuscript.push(step, sent.into_iter().map(|sent| sent.update).collect()),
            Mode::Suggesting(suggesting) => manuscript.suggest(step, sent, suggesting),
        })
        .map(|_| ())
    }

    /// Makes the text read as this one, by the smallest edits.
    pub fn replace(&mut self, by: &By, text: &str, mode: &Mode) -> bool {
        self.change(by, |manuscript| manuscript.rewrite(text, manuscript::DESK, mode))
    }

    /// Takes in what another process wrote; whether the text changed.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<bool, Damaged> {
        let clean = self.manuscript.step() == self.saved;
        let changed = self.manuscript.merge(bytes)?;
        if self.author.is_none() {
            // Whoever wrote it has told the desk.
            self.taken = self.body();
        }
        if changed && clean && self.unwritten.is_empty() {
            // What came in is on disk already.
            self.saved = self.manuscript.step();
        }
        Ok(changed)
    }

    pub fn since(&mut self, step: u32) -> Result<Vec<Update>, TooOld> {
        self.touched = Instant::now();
        let updates = self.manuscript.since(step)?;
        Ok(updates
            .into_iter()
            .map(|update| Update {
                client: update.client,
                changes: serde_json::to_value(&update.changes).unwrap_or_default(),
                strikes: Vec::new(),
            })
            .collect())
    }

    /// What must go to disk now. It stays here until [`Self::written`] says that it is there.
    pub fn unwritten(&mut self) -> Vec<Unwritten> {
        self.take();
        self.unwritten.clone()
    }

    /// The oldest of the unwritten is on disk. The new saved step.
    pub fn written(&mut self) -> u32 {
        if !self.unwritten.is_empty() {
            self.saved = self.unwritten.remove(0).step;
        }
        if self.is_written() {
            // What came in beside it is on disk by itself.
            self.saved = self.manuscript.step();
        }
        self.saved
    }

    /// Everything that was unwritten went to disk at once.
    pub fn all_written(&mut self) {
        while !self.unwritten.is_empty() {
            self.written();
        }
    }

    pub fn is_written(&self) -> bool {
        self.unwritten.is_empty() && self.author.is_none()
    }

    pub fn idle_for(&self, span: Duration) -> bool {
        self.touched.elapsed() > span
    }

    /// Whether it came to rest after something was typed; said once.
    pub fn came_to_rest(&mut self, span: Duration) -> bool {
        let rests = self.idle_for(span) && self.is_written() && self.rested_at != self.step();
        if rests {
            self.rested_at = self.step();
        }
        rests
    }

    /// Changes that follow are this person's; another's before them are set apart.
    fn sign(&mut self, actor: &Actor, way: Way) {
        if self.author.as_ref().is_some_and(|(before, by)| before != actor || *by != way) {
            self.take();
        }
        self.author = Some((actor.clone(), way));
    }

    fn take(&mut self) {
        let Some((actor, way)) = self.author.take() else { return };
        if let Some(bytes) = self.manuscript.take_update() {
            let body = self.body();
            let edits = std::mem::replace(&mut self.taken, Arc::clone(&body)) != body;
            self.unwritten.push(Unwritten { actor, way, bytes, step: self.manuscript.step(), edits });
        }
    }
}

#[cfg(test)]
mod tests {
    use desk::ids::PersonId;
    use manuscript::ChangeSet;

    use super::*;

    fn person(number: u128) -> By {
        By { actor: Actor::Person { id: PersonId(Uuid::from_u128(number)) }, way: Way::Web }
    }

    #[test]
    fn an_editor_is_somebodys_for_as_long_as_there_is_something_to_take_back() {
        let (ann, ben) = (person(1), person(2));
        let mut open = OpenText::begun("Words.", &ann.actor, Way::Web);
        assert!(open.is_client_of("ann", &ann.actor) && !open.is_client_of("ann", &ben.actor));
        for no_name in ["", manuscript::DESK, &"a".repeat(NAME + 1)] {
            assert!(!open.is_client_of(no_name, &ann.actor), "{no_name}");
        }
        let changes = ChangeSet::one(6, 0, 0, "More ");
        let update = manuscript::Update { client: "ann".into(), changes };
        open.push(&ann, open.step(), vec![Sent::from(update)], &Mode::Editing).expect("it is typed");
        for number in 0..2 * EDITORS {
            assert!(open.is_client_of(&format!("page {number}"), &ben.actor));
        }
        assert!(open.clients.len() <= EDITORS, "{}", open.clients.len());
        assert!(!open.is_client_of("ann", &ben.actor), "what Ann typed is hers to take back");
    }
}
