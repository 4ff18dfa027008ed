//! Who a request is from, before anything else is looked at.

use chrono::{DateTime, TimeDelta, Utc};
use desk::ids::PersonId;
use ledger::{LedgerError, Session, Way};

use super::secrets;
use crate::caller::{By, Caller, Visit};
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};

/// What may be asked by whoever is not signed in: where one is, and to be let in.
const ANYONE_MAY_ASK: [&str; 4] = ["desk.open", "session.begin", "session.redeem", "session.end"];

/// A session that is not used ends by itself, and every one after a while.
const IDLE: TimeDelta = TimeDelta::days(7);
pub const LONGEST: TimeDelta = TimeDelta::days(30);
/// Use is written down no more often than that.
const NOTED: TimeDelta = TimeDelta::minutes(1);

impl Newsroom {
    /// Who asks: whoever the session is of, once the newsroom is guarded; before, whoever it is said to be.
    pub fn admit(&self, way: Way, claimed: Option<PersonId>, visit: Visit) -> Result<Caller, Failure> {
        if !self.guarded()? {
            return Ok(Caller::visiting(claimed, way, None, visit));
        }
        let session = match visit.token.as_deref() {
            Some(token) => self.session_of(token, way, self.now())?,
            None => None,
        };
        Ok(Caller::visiting(session.as_ref().map(|s| s.person), way, session.map(|s| s.token), visit))
    }

    /// Whether people must sign in.
    pub fn guarded(&self) -> Result<bool, Failure> {
        Ok(self.ledger.read(|reader| reader.guarded())?)
    }

    /// Whether whoever was admitted would be admitted still.
    pub fn still_admits(&self, caller: &Caller) -> bool {
        let stands = || -> Result<bool, LedgerError> {
            let now = self.now();
            self.ledger.read(|reader| {
                Ok(match caller.session {
                    Some(token) => reader.session(token)?.is_some_and(|session| session.expires > now),
                    None => !reader.guarded()?,
                })
            })
        };
        stands().unwrap_or(false)
    }

    /// Ends the session of a token: its window was closed.
    pub fn leave(&self, token: &str) -> Result<(), Failure> {
        let hash = secrets::hash_of_token(token);
        self.transact(&By::desk(self.way), self.now(), |_, tx| tx.end_session(hash).map(|_| ()))
    }

    /// The session that a token opens, if it is still good and its owner still has an account.
    fn session_of(&self, token: &str, way: Way, now: DateTime<Utc>) -> Result<Option<Session>, Failure> {
        let hash = secrets::hash_of_token(token);
        let (session, people) =
            self.ledger.read(|reader| Ok::<_, LedgerError>((reader.session(hash)?, reader.people()?)))?;
        let account = |person| people.get(person).is_some_and(|person| !person.roles.is_empty());
        let Some(session) = session.filter(|s| s.expires > now && s.way == way && account(s.person)) else {
            return Ok(None);
        };
        if now - session.used_at >= NOTED {
            let expires = until(session.made_at, now);
            // A desk that cannot be written to can still be read.
            let noted = self.transact(&By::desk(way), now, |_, tx| tx.use_session(hash, expires));
            let _ = noted.inspect_err(|failure| tracing::debug!(%failure, "a session’s use is not written down"));
        }
        Ok(Some(session))
    }

    /// Refuses whoever is nobody, but for what anyone may ask.
    pub(crate) fn let_through(&self, caller: &Caller, request: &str) -> Result<(), Failure> {
        if caller.person.is_some() || caller.holds_the_folder() || ANYONE_MAY_ASK.contains(&request) {
            return Ok(());
        }
        if self.guarded()? {
            return Err(Failure::new(Code::SignIn, "Nobody is signed in here, or not any more: sign in to go on."));
        }
        // The status line stands below an empty seat, too.
        if request == "desk.status" { Ok(()) } else { Err(nobody()) }
    }
}

/// How long a session lasts that was made and used then.
pub fn until(made_at: DateTime<Utc>, used_at: DateTime<Utc>) -> DateTime<Utc> {
    (used_at + IDLE).min(made_at + LONGEST)
}

pub fn nobody() -> Failure {
    Failure::new(Code::NoPerson, "Nobody sits here yet: choose a name from the masthead.")
}
