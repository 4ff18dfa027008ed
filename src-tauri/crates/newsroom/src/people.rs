//! The masthead.

use desk::ids::PersonId;
use desk::people::{Person, Role};
use desk::rules::{Rules, Vocabulary};
use ledger::{LedgerError, Way};

use crate::caller::Caller;
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::wire::open::{Opened, PersonCard, StatusWord};

impl Newsroom {
    /// The person of that name, or of an unambiguous beginning of one.
    pub fn person(&self, name: &str) -> Result<PersonId, Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        people.find(name).map(|person| person.id).map_err(|error| Failure::new(Code::NoPerson, error.to_string()))
    }

    pub fn masthead(&self) -> Result<Vec<Person>, Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        let mut people: Vec<Person> = people.iter().cloned().collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(people)
    }

    pub(crate) fn opened(&self, caller: &Caller) -> Result<Opened, Failure> {
        self.catch_up()?;
        let (people, guarded) =
            self.ledger.read(|reader| Ok::<_, LedgerError>((reader.people()?, reader.guarded()?)))?;
        let rules = self.rules();
        if guarded && caller.is_nobody() {
            return Ok(in_front_of_the_door(&rules.rules));
        }
        let house = self.house.house();
        let mut cards: Vec<PersonCard> = people.iter().map(card).collect();
        cards.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Opened {
            newsroom: rules.rules.name.clone(),
            house: house.as_ref().map_or_else(String::new, |house| house.name().to_owned()),
            zone: rules.rules.zone.clone(),
            language: rules.rules.language.clone(),
            me: caller.person.and_then(|id| people.get(id)).map(card),
            people: cards,
            guarded,
            vocabulary: self.house.vocabulary(),
            slots: rules.rules.slots.clone(),
            statuses: desk::article::Status::ALL
                .iter()
                .map(|status| StatusWord { status: *status, label: crate::lines::status_word(&rules.rules, *status) })
                .collect(),
            copy_desk: people.anyone(Role::CopyEditor),
            version: env!("CARGO_PKG_VERSION").into(),
            folder: if caller.way == Way::Web { String::new() } else { self.folder().display().to_string() },
        })
    }

    /// Whose drafts the files become that somebody hands in: their own, or anybody's when they work on all articles.
    pub(crate) fn author_of(&self, caller: &Caller, by: Option<PersonId>) -> Result<PersonId, Failure> {
        let me = self.account(caller)?;
        match by.filter(|by| *by != me.id) {
            None => Ok(me.id),
            Some(by) if me.edits() => Ok(by),
            Some(_) => Err(Failure::refused("Files are handed in under one’s own name: leave out whose they are.")),
        }
    }
}

/// What whoever is not signed in may know: where they are.
fn in_front_of_the_door(rules: &Rules) -> Opened {
    Opened {
        newsroom: rules.name.clone(),
        house: String::new(),
        zone: rules.zone.clone(),
        language: rules.language.clone(),
        people: Vec::new(),
        guarded: true,
        me: None,
        vocabulary: Vocabulary::default(),
        slots: Vec::new(),
        statuses: Vec::new(),
        copy_desk: false,
        version: String::new(),
        folder: String::new(),
    }
}

fn card(person: &Person) -> PersonCard {
    PersonCard { id: person.id, name: person.name.clone(), roles: person.roles.clone(), grants: person.grants.clone() }
}
