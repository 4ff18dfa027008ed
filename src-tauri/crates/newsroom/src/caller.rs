//! Who asks, by which way in, and what came with the request.

use std::fmt;
use std::sync::{Arc, Mutex};

use desk::ids::{Hash, PersonId};
use desk::people::Actor;
use ledger::Way;

use crate::text::lock;

/// Who asks. Whoever holds the newsroom's folder holds the desk: on the command line, names are attribution. In the window and
/// over the web they are, too, until somebody has a passphrase; from then on [`crate::Newsroom::admit`] says who it is.
#[derive(Clone, Debug)]
pub struct Caller {
    pub person: Option<PersonId>,
    pub way: Way,
    /// Hash of the token they are signed in with.
    pub(crate) session: Option<Hash>,
    pub(crate) visit: Option<Arc<Visit>>,
}

/// A request from outside: what came beside its arguments, and what goes back beside its answer.
#[derive(Default)]
pub struct Visit {
    /// The token of a session, as it was given.
    pub token: Option<String>,
    /// The address it came from; none for a window of this machine.
    pub address: Option<String>,
    given: Mutex<Option<Given>>,
}

/// What the door's keeper gives to whoever asked, or takes away.
#[derive(Clone, PartialEq, Eq)]
pub enum Given {
    /// The token of a new session and how long it can last, to be kept by whoever carries the requests, out of reach of the
    /// interface.
    Session { token: String, seconds: i64 },
    /// The session is over.
    Nothing,
}

impl fmt::Debug for Visit {
    /// A token is never shown, not even in a program's own words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visit").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Visit {
    pub fn new(token: Option<String>, address: Option<String>) -> Self {
        Self { token, address, given: Mutex::default() }
    }

    pub(crate) fn give(&self, given: Given) {
        *lock(&self.given) = Some(given);
    }
}

impl Caller {
    pub(crate) fn visiting(person: Option<PersonId>, way: Way, session: Option<Hash>, visit: Visit) -> Self {
        Self { person, way, session, visit: Some(Arc::new(visit)) }
    }

    pub fn command_line(person: Option<PersonId>) -> Self {
        Self { person, way: Way::CommandLine, session: None, visit: None }
    }

    /// Whoever holds the folder, under no name.
    pub const fn holder() -> Self {
        Self { person: None, way: Way::CommandLine, session: None, visit: None }
    }

    /// Whoever holds the folder and names nobody reads as its holder.
    pub fn holds_the_folder(&self) -> bool {
        self.person.is_none() && self.way == Way::CommandLine
    }

    /// Whoever is not known: in front of the door, or at an empty seat.
    pub fn is_nobody(&self) -> bool {
        self.person.is_none() && self.way != Way::CommandLine
    }

    /// What is to be given with the answer.
    pub fn given(&self) -> Option<Given> {
        self.visit.as_ref().and_then(|visit| lock(&visit.given).take())
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
