//! One open manuscript.

use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::people::Actor;
use desk::text::TextFacts;
use ledger::Way;
use manuscript::{Damaged, Manuscript, PushError, TooOld};
use uuid::Uuid;

use crate::wire::text::Update;

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
    body: Arc<str>,
    facts: Arc<TextFacts>,
    /// The step that `body` and `facts` are of.
    read_at: u32,
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
}

impl OpenText {
    pub fn new(manuscript: Manuscript, seen: i64) -> Self {
        let body: Arc<str> = manuscript.text().to_owned().into();
        let facts = Arc::new(press::facts(&body));
        let step = manuscript.step();
        Self {
            session: Uuid::now_v7().to_string(),
            manuscript,
            saved: step,
            unwritten: Vec::new(),
            author: None,
            body,
            facts,
            read_at: step,
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

    /// The text as it stands.
    pub fn body(&mut self) -> Arc<str> {
        self.read();
        Arc::clone(&self.body)
    }

    /// What the press found in it.
    pub fn facts(&mut self) -> Arc<TextFacts> {
        self.read();
        Arc::clone(&self.facts)
    }

    /// Applies what an editor typed against a step; answers with everything since that step.
    pub fn push(
        &mut self,
        actor: &Actor,
        way: Way,
        step: u32,
        updates: Vec<manuscript::Update>,
    ) -> Result<(), PushError> {
        self.touched = Instant::now();
        self.sign(actor, way);
        self.manuscript.push(step, updates).map(|_| ())
    }

    /// Puts another text in the place of this one, by the smallest edits.
    pub fn replace(&mut self, actor: &Actor, way: Way, text: &str) -> bool {
        self.touched = Instant::now();
        self.sign(actor, way);
        self.manuscript.replace(text, manuscript::DESK)
    }

    /// Takes in what another process wrote; whether the text changed.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<bool, Damaged> {
        let clean = self.manuscript.step() == self.saved;
        let changed = self.manuscript.merge(bytes)?;
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
            self.unwritten.push(Unwritten { actor, way, bytes, step: self.manuscript.step() });
        }
    }

    fn read(&mut self) {
        if self.read_at != self.manuscript.step() {
            self.body = self.manuscript.text().to_owned().into();
            self.facts = Arc::new(press::facts(&self.body));
            self.read_at = self.manuscript.step();
        }
    }
}
