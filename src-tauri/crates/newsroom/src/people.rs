//! The masthead.

use desk::Fact;
use desk::ids::PersonId;
use desk::people::{Actor, Grant, Person, Role};
use uuid::Uuid;

use crate::caller::{By, Caller};
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

    /// Puts someone on the masthead, or changes them. An administrator's act; the first person needs nobody's leave.
    pub fn set_person(
        &self,
        caller: &Caller,
        name: &str,
        roles: &[Role],
        may_publish: bool,
        biography: Option<&str>,
        zone: Option<&str>,
    ) -> Result<(), Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        let first = people.iter().next().is_none();
        let actor = match caller.person.and_then(|id| people.get(id)) {
            Some(person) if person.is(Role::Administrator) => Actor::Person { id: person.id },
            None if first => Actor::Desk,
            Some(person) => {
                return Err(Failure::failed(format!(
                    "{} is not an administrator, and only administrators change the masthead.",
                    person.name
                )));
            }
            None => {
                return Err(Failure::new(
                    Code::NoPerson,
                    "Who changes the masthead? Add --as with an administrator’s name.",
                ));
            }
        };
        if name.trim().is_empty() {
            return Err(Failure::failed("A person on the masthead needs a name."));
        }
        if let Some(zone) = zone {
            desk::when::zone(zone).map_err(|error| Failure::failed(error.to_string()))?;
        }
        let known = people.by_name(name);
        let person = Person {
            id: known.map_or_else(|| PersonId(Uuid::now_v7()), |person| person.id),
            name: name.trim().into(),
            roles: roles.to_vec(),
            grants: if may_publish { vec![Grant::Publish] } else { Vec::new() },
            biography: biography.map_or_else(|| known.map(|p| p.biography.clone()).unwrap_or_default(), Into::into),
            portrait: known.and_then(|person| person.portrait),
            zone: zone.map(Into::into).or_else(|| known.and_then(|person| person.zone.clone())),
        };
        let by = By { actor, way: caller.way };
        self.transact(&by, self.now(), |_, tx| tx.record(None, &[Fact::PersonSet { person }]).map(|_| ()))
    }

    pub(crate) fn opened(&self, caller: &Caller) -> Result<Opened, Failure> {
        self.catch_up()?;
        let people = self.ledger.read(|reader| reader.people())?;
        let rules = self.rules();
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
            vocabulary: self.house.vocabulary(),
            slots: rules.rules.slots.clone(),
            statuses: desk::article::Status::ALL
                .iter()
                .map(|status| StatusWord { status: *status, label: crate::lines::status_word(&rules.rules, *status) })
                .collect(),
            copy_desk: people.anyone(Role::CopyEditor),
            version: env!("CARGO_PKG_VERSION").into(),
            folder: self.folder().display().to_string(),
        })
    }
}

fn card(person: &Person) -> PersonCard {
    PersonCard { id: person.id, name: person.name.clone(), roles: person.roles.clone(), grants: person.grants.clone() }
}
