//! Who asks, and by which way in.

use desk::ids::PersonId;
use desk::people::Actor;
use ledger::Way;

/// Who asks. Names are attribution until there is a sign-in: whoever holds the newsroom's folder holds the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    pub person: Option<PersonId>,
    pub way: Way,
}

impl Caller {
    pub fn window(person: Option<PersonId>) -> Self {
        Self { person, way: Way::Window }
    }

    pub fn web(person: Option<PersonId>) -> Self {
        Self { person, way: Way::Web }
    }

    pub fn command_line(person: Option<PersonId>) -> Self {
        Self { person, way: Way::CommandLine }
    }

    /// Whoever holds the folder and names nobody reads as its holder.
    pub fn holds_the_folder(&self) -> bool {
        self.person.is_none() && self.way == Way::CommandLine
    }
}

/// An act's author and the way it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub actor: Actor,
    pub way: Way,
}

impl By {
    pub fn clock() -> Self {
        Self { actor: Actor::Clock, way: Way::Clock }
    }

    pub fn desk(way: Way) -> Self {
        Self { actor: Actor::Desk, way }
    }

    pub fn person(id: PersonId, way: Way) -> Self {
        Self { actor: Actor::Person { id }, way }
    }
}
