//! People, their roles and grants.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Hash, PersonId};

/// What a person may do. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Writer,
    Editor,
    CopyEditor,
    ManagingEditor,
    /// People, settings, backup; no editorial power of its own.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Writer, Self::Editor, Self::CopyEditor, Self::ManagingEditor, Self::Administrator];

    /// "a copy editor", as it stands in messages.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Writer => "a writer",
            Self::Editor => "an editor",
            Self::CopyEditor => "a copy editor",
            Self::ManagingEditor => "a managing editor",
            Self::Administrator => "an administrator",
        }
    }
}

/// What an editor may do beyond the role's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// Set a job or publish at once (rows 13 and 15).
    Publish,
}

/// Someone on the masthead. No roles: a byline without an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
    pub grants: Vec<Grant>,
    pub biography: String,
    pub portrait: Option<Hash>,
    /// IANA name, when it differs from the house's.
    pub zone: Option<String>,
}

impl Person {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the person works on other people's articles.
    pub fn edits(&self) -> bool {
        self.is(Role::Editor) || self.is(Role::CopyEditor) || self.is(Role::ManagingEditor)
    }

    /// An editor's right to set jobs and publish; a managing editor has it by the role.
    pub fn may_publish(&self) -> bool {
        self.is(Role::ManagingEditor) || (self.is(Role::Editor) && self.grants.contains(&Grant::Publish))
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "who")]
pub enum Actor {
    Person {
        id: PersonId,
    },
    /// The clock of whatever process is open: publishes what is due, records receipts.
    Clock,
    /// The desk itself: what happens by itself (a version after a pause, the first person, an arrival).
    Desk,
}

impl Actor {
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id } => Some(*id),
            Self::Clock | Self::Desk => None,
        }
    }
}

/// Everyone the desk knows, by id and by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    all: Vec<Person>,
    by_id: HashMap<PersonId, usize>,
}

/// Why a name names nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPerson {
    #[error("Nobody called \u{201c}{0}\u{201d} is on the masthead.")]
    Unknown(String),
    #[error("\u{201c}{name}\u{201d} could be {}; write the whole name.", listed(.of, "or"))]
    Ambiguous { name: String, of: Vec<String> },
}

impl People {
    pub fn new(all: Vec<Person>) -> Self {
        let by_id = all.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
        Self { all, by_id }
    }

    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.by_id.get(&id).map(|&at| &self.all[at])
    }

    /// The person's name, for messages; "someone unknown" for an id that is not on the masthead.
    pub fn name(&self, id: PersonId) -> &str {
        self.get(id).map_or("someone unknown", |person| person.name.as_str())
    }

    /// By whole name, whatever its capitals and spaces.
    pub fn by_name(&self, name: &str) -> Option<&Person> {
        let name = folded(name);
        self.all.iter().find(|person| folded(&person.name) == name)
    }

    /// By whole name, id, or an unambiguous beginning of the name.
    pub fn find(&self, name: &str) -> Result<&Person, NoPerson> {
        if let Some(person) = self.by_name(name) {
            return Ok(person);
        }
        if let Some(person) = name.trim().parse().ok().and_then(|id| self.get(id)) {
            return Ok(person);
        }
        let wanted = folded(name);
        let begins: Vec<&Person> =
            self.all.iter().filter(|person| !wanted.is_empty() && folded(&person.name).starts_with(&wanted)).collect();
        match begins.as_slice() {
            [] => Err(NoPerson::Unknown(name.trim().into())),
            [person] => Ok(person),
            several => Err(NoPerson::Ambiguous {
                name: name.trim().into(),
                of: several.iter().map(|person| person.name.clone()).collect(),
            }),
        }
    }

    /// Somebody who joins.
    pub fn push(&mut self, person: Person) {
        self.by_id.insert(person.id, self.all.len());
        self.all.push(person);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.all.iter()
    }

    pub fn with(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.all.iter().filter(move |person| person.is(role))
    }

    /// Whether anyone holds the role: without a copy editor there is no copy desk.
    pub fn anyone(&self, role: Role) -> bool {
        self.with(role).next().is_some()
    }
}

impl FromIterator<Person> for People {
    fn from_iter<I: IntoIterator<Item = Person>>(people: I) -> Self {
        Self::new(people.into_iter().collect())
    }
}

/// A name without its capitals and spare spaces: two that are the same so are one person's.
pub fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// "Ana", "Ana and Ben", "Ana, Ben and Cy".
pub fn listed(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masthead() -> People {
        ["Ines Okafor", "Inga Holm", "Dara Lind"]
            .into_iter()
            .enumerate()
            .map(|(at, name)| Person {
                id: PersonId(uuid::Uuid::from_u128(at as u128 + 1)),
                name: name.into(),
                roles: vec![Role::Editor],
                grants: vec![],
                biography: String::new(),
                portrait: None,
                zone: None,
            })
            .collect()
    }

    #[test]
    fn a_person_is_found_by_name_whatever_the_capitals_and_spaces() {
        let people = masthead();
        assert_eq!(people.by_name("  ines   OKAFOR ").map(|p| p.name.as_str()), Some("Ines Okafor"));
        assert_eq!(people.by_name("ines"), None, "a beginning is not a name");
    }

    #[test]
    fn an_unambiguous_beginning_finds_a_person_and_an_ambiguous_one_names_the_choice() {
        let people = masthead();
        assert_eq!(people.find("dar").map(|p| p.name.as_str()), Ok("Dara Lind"));
        assert_eq!(
            people.find("in").unwrap_err().to_string(),
            "\u{201c}in\u{201d} could be Ines Okafor or Inga Holm; write the whole name."
        );
        assert_eq!(
            people.find("Zed").unwrap_err().to_string(),
            "Nobody called \u{201c}Zed\u{201d} is on the masthead."
        );
        assert!(people.find("  ").is_err(), "an empty name finds nobody");
    }

    #[test]
    fn names_are_listed_as_one_would_say_them() {
        let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(listed(&names(&["A", "B", "C"]), "and"), "A, B and C");
        assert_eq!(listed(&names(&["A"]), "or"), "A");
    }
}
