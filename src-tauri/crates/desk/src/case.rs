//! One case to decide: the sight, who asks, and when.

use chrono::{DateTime, Utc};

use crate::address::Addressing;
use crate::article::{Article, Status};
use crate::people::{Actor, Person, Role, listed};
use crate::refusal::Refusal;
use crate::sight::Sight;

/// Everything a guard may look at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub sight: &'a Sight<'a>,
    pub actor: &'a Actor,
    /// The person who acts, when it is one on the masthead.
    pub person: Option<&'a Person>,
    pub now: DateTime<Utc>,
}

/// A condition on the article as it is, whatever is given with the command.
pub type Guard = fn(&Case, &Article) -> Result<(), Refusal>;

impl<'a> Case<'a> {
    pub fn new(sight: &'a Sight<'a>, actor: &'a Actor, now: DateTime<Utc>) -> Self {
        let person = actor.person().and_then(|id| sight.people.get(id));
        Self { sight, actor, person, now }
    }

    /// How an article that goes out then gets its address.
    pub fn addressing(&self, at: DateTime<Utc>) -> Addressing<'a> {
        self.sight.addressing(at)
    }

    pub fn is(&self, role: Role) -> bool {
        self.person.is_some_and(|person| person.is(role))
    }

    /// An instant as the house's clocks show it.
    pub fn told(&self, at: DateTime<Utc>) -> String {
        crate::when::told(at, &self.sight.rules.zone)
    }

    /// The house's own word for a status.
    pub fn label(&self, status: Status) -> &str {
        self.sight.rules.labels.get(status.word()).map_or(status.word(), String::as_str)
    }

    /// "Ask Ines Okafor or Dara Lind.": those who hold one of the roles, at most three of them.
    pub fn ask_one_of(&self, roles: &[Role]) -> String {
        let mut names: Vec<String> = Vec::new();
        for person in roles.iter().flat_map(|role| self.sight.people.with(*role)) {
            if Some(person.id) != self.actor.person() && !names.contains(&person.name) {
                names.push(person.name.clone());
            }
        }
        names.truncate(3);
        if names.is_empty() {
            let roles: Vec<String> = roles.iter().map(|role| role.with_article().to_owned()).collect();
            format!("Nobody else on the masthead can; an administrator can make somebody {}.", listed(&roles, "or"))
        } else {
            format!("Ask {}.", listed(&names, "or"))
        }
    }
}
