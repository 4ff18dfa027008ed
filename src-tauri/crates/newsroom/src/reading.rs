//! Who reads what, in one place: every request, count, file and event goes through here.
//!
//! Editors, copy editors and managing editors read everything, writers their own articles whole and what is live as readers
//! get it, administrators what is live. Whoever reads an article as readers do meets its live version alone: neither its slug,
//! nor its status, nor that anybody works on it.

use std::collections::HashMap;
use std::sync::Arc;

use desk::article::{Article, Seen, Status};
use desk::ids::ArticleId;
use desk::people::{People, Person};
use desk::rights::{self, Reading};
use desk::row::Named;
use desk::version::Content;
use desk::{Refusal, Row};
use ledger::{Card, LedgerError};

use crate::acts::Gathered;
use crate::caller::Caller;
use crate::room::Newsroom;
use crate::text::lock;
use crate::wire::failure::{Code, Failure};

/// What a caller sees of the desk.
pub struct Seat {
    /// `None`: whoever holds the folder.
    pub person: Option<Person>,
    pub people: Arc<People>,
}

/// An article as far as somebody may read it.
pub enum Read {
    Whole(Box<(Gathered, Article)>),
    AsReaders(Box<Published>),
}

/// A live article as readers get it.
pub struct Published {
    pub card: Card,
    pub content: Arc<Content>,
}

impl Seat {
    pub fn reading(&self, row: &Row) -> Reading {
        self.person.as_ref().map_or(Reading::Whole, |person| row.reading(person))
    }

    /// Whether there is nothing that is kept from them.
    pub fn reads_everything(&self) -> bool {
        self.person.as_ref().is_none_or(Person::edits)
    }
}

impl Newsroom {
    /// Who asks, as the masthead knows them.
    pub(crate) fn seat(&self, caller: &Caller, people: Arc<People>) -> Result<Seat, Failure> {
        let person = match caller.person {
            Some(id) => Some(people.get(id).cloned().ok_or_else(|| {
                Failure::new(
                    Code::NoPerson,
                    "Whoever asks is not on the masthead any more: choose who sits here again.",
                )
            })?),
            None if caller.holds_the_folder() => None,
            None => return Err(crate::doors::nobody()),
        };
        Ok(Seat { person, people })
    }

    /// Who asks, as the masthead knows them now.
    pub(crate) fn seated(&self, caller: &Caller) -> Result<Seat, Failure> {
        let people = self.fresh_roll()?.people();
        self.seat(caller, people)
    }

    /// Every row that the caller may read, each as they may read it.
    pub(crate) fn readable(&self, caller: &Caller) -> Result<(Vec<Arc<Row>>, Seat), Failure> {
        let (rows, people) = {
            let roll = self.fresh_roll()?;
            (roll.all(), roll.people())
        };
        self.readable_among(rows, self.seat(caller, people)?)
    }

    /// The same of the open ones alone.
    pub(crate) fn readable_open(&self, caller: &Caller) -> Result<(Vec<Arc<Row>>, Seat), Failure> {
        let (rows, people) = {
            let roll = self.fresh_roll()?;
            (roll.open(), roll.people())
        };
        self.readable_among(rows, self.seat(caller, people)?)
    }

    fn readable_among(&self, mut rows: Vec<Arc<Row>>, seat: Seat) -> Result<(Vec<Arc<Row>>, Seat), Failure> {
        if !seat.reads_everything() {
            let faces = self.faces(&rows)?;
            rows = rows
                .into_iter()
                .filter_map(|row| match seat.reading(&row) {
                    Reading::Whole => Some(row),
                    Reading::AsReaders => faces.get(&row.id).cloned(),
                    Reading::Nothing => None,
                })
                .collect();
        }
        Ok((rows, seat))
    }

    /// How live articles look to whoever reads them as readers do; made again where something went out.
    fn faces(&self, rows: &[Arc<Row>]) -> Result<HashMap<ArticleId, Arc<Row>>, LedgerError> {
        let live = || rows.iter().filter(|row| row.publication == Seen::Live);
        let mut kept = lock(&self.faces);
        let fresh = |row: &Arc<Row>, kept: &HashMap<ArticleId, Arc<Row>>| {
            kept.get(&row.id).is_some_and(|face| face.live_at == row.live_at && row.live_at.is_some())
        };
        let stale: Vec<ArticleId> = live().filter(|row| !fresh(row, &kept)).map(|row| row.id).collect();
        if stale.len() > 50 {
            let cards = self.ledger.read(|reader| reader.live_cards())?;
            *kept = cards.iter().map(|card| (card.article, Arc::new(face(card)))).collect();
        } else {
            for id in stale {
                match self.ledger.read(|reader| reader.live_card(id))? {
                    Some(card) => kept.insert(id, Arc::new(face(&card))),
                    None => kept.remove(&id),
                };
            }
        }
        Ok(live().filter_map(|row| Some((row.id, Arc::clone(kept.get(&row.id)?)))).collect())
    }

    /// The article as far as the caller may read it. What somebody may not read is not there for them.
    pub(crate) fn read(&self, caller: &Caller, article: ArticleId) -> Result<Read, Failure> {
        self.read_after(caller, article, |_, _| Ok(()))
    }

    /// The same for whoever is told what the checks find: its words are looked up first, which may wait for a dictionary.
    pub(crate) fn read_checked(&self, caller: &Caller, article: ArticleId) -> Result<Read, Failure> {
        self.read_after(caller, article, |state, people| self.look_up(state.id, &state.fields.language, people))
    }

    fn read_after(
        &self,
        caller: &Caller,
        article: ArticleId,
        before: impl FnOnce(&Article, &People) -> Result<(), Failure>,
    ) -> Result<Read, Failure> {
        self.catch_up()?;
        let (state, people) =
            self.ledger.read(|reader| Ok::<_, LedgerError>((reader.article(article)?, reader.people()?)))?;
        // Nobody is told whether it is there before it is known who asks.
        let seat = self.seat(caller, Arc::new(people))?;
        let state = state.ok_or_else(gone)?;
        match seat.person.as_ref().map_or(Reading::Whole, |person| rights::reading(person, &state)) {
            Reading::Nothing => Err(gone()),
            Reading::AsReaders => self.published_only(article),
            Reading::Whole => {
                before(&state, &seat.people)?;
                let text = self.open_text(article)?;
                let mut open = lock(&text);
                let gathered = self.ledger.read(|reader| self.gather(reader, article, &mut open, None))?;
                drop(open);
                let state = gathered.article.clone().ok_or_else(gone)?;
                Ok(Read::Whole(Box::new((gathered, state))))
            }
        }
    }

    fn published_only(&self, article: ArticleId) -> Result<Read, Failure> {
        let (card, content) = self.ledger.read(|reader| {
            let card = reader.live_card(article)?;
            let content = card.as_ref().map(|card| reader.version(card.version)).transpose()?.flatten();
            Ok::<_, LedgerError>((card, content))
        })?;
        let (card, content) = card.zip(content).ok_or_else(gone)?;
        Ok(Read::AsReaders(Box::new(Published { card, content: Arc::new(content) })))
    }

    /// The article with everything a decision may look at, for whoever reads all of it.
    pub(crate) fn look_at(&self, caller: &Caller, article: ArticleId) -> Result<(Gathered, Article), Failure> {
        match self.read(caller, article)? {
            Read::Whole(whole) => Ok(*whole),
            Read::AsReaders(_) => {
                let refusal = as_readers_do();
                Err(Failure::not_found(format!("{} {}", refusal.reason, refusal.remedy)))
            }
        }
    }
}

/// A live article's line for whoever reads it as readers do.
pub fn face(card: &Card) -> Row {
    let named = |author: &desk::version::Byline| Named { id: author.person, name: author.name.clone() };
    Row {
        id: card.article,
        // The slug is the desk's own name for it; readers know the address.
        slug: card.address.clone(),
        headline: card.headline.clone(),
        dek: card.dek.clone(),
        status: Status::Ready,
        since: card.at,
        writer: card.authors.first().map(named),
        authors: card.authors.iter().map(named).collect(),
        begun_by: None,
        editor: None,
        format: card.format.clone(),
        section: card.section.clone(),
        region: card.region.clone(),
        topics: card.topics.clone(),
        words: 0,
        commissioned: None,
        budget_line: String::new(),
        due: None,
        publish_at: None,
        job: None,
        job_kind: None,
        missed: false,
        changed_since_scheduled: false,
        publication: Seen::Live,
        first_at: Some(card.first_at),
        live_at: Some(card.at),
        changed: false,
        tks: 0,
        required: 0,
        advised: 0,
        suggestions: 0,
        comments: 0,
        hold: None,
        hold_review: None,
        embargo: None,
        picture: card.lead.as_ref().map(|lead| lead.picture),
        trouble: None,
        late_minutes: None,
        submissions: 0,
        overrides: 0,
        wishes: 0,
    }
}

/// Why nothing can be done to an article that somebody reads as readers do.
pub fn as_readers_do() -> Refusal {
    Refusal {
        code: "not-yours",
        reason: "You read this article as its readers do; it is not yours to change.".into(),
        remedy: "Ask an editor to make the change, or to put you on the byline.".into(),
        missing: Vec::new(),
        asks: None,
    }
}

pub fn gone() -> Failure {
    Failure::not_found("There is no such article, or it is not yours to read.")
}
