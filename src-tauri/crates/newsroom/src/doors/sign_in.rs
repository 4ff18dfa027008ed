//! Coming in by name and passphrase, or by a one-time code; a new passphrase; going out.

use chrono::{DateTime, TimeDelta, Utc};
use desk::Fact;
use desk::ids::PersonId;
use desk::people::{Person, Role};
use ledger::{LedgerError, Session, Transaction, Way};

use super::admit::{LONGEST, nobody, until};
use super::slow_down::Attempt;
use super::{masthead, secrets};
use crate::caller::{By, Caller, Given};
use crate::room::Newsroom;
use crate::wire::Nothing;
use crate::wire::failure::{Code, Failure};
use crate::wire::session::{NewPassphrase, Redeem, SignIn, SignedIn};

/// The same whether it is the name or the passphrase that is wrong.
const NOT_RIGHT: &str = "The name or the passphrase is not right.";
const CODE_NOT_RIGHT: &str =
    "The name or the code is not right, or the code was used or is too old: an administrator can give another.";

impl Newsroom {
    pub(crate) fn sign_in(&self, caller: &Caller, args: &SignIn) -> Result<SignedIn, Failure> {
        let now = self.now();
        let attempt = match self.attempt(caller, &args.name, now)? {
            Ok(attempt) => attempt,
            Err(wait) => return Ok(slowed(wait)),
        };
        let people = self.ledger.read(|reader| reader.people())?;
        let person = people.by_name(&args.name).filter(|person| !person.roles.is_empty());
        let id = person.map_or(PersonId(uuid::Uuid::nil()), |person| person.id);
        let hash = self.ledger.read(|reader| reader.passphrase(id))?;
        if !secrets::fits(&args.passphrase.0, hash.as_deref()) {
            return Ok(refused(NOT_RIGHT));
        }
        self.transact(&By::person(id, caller.way), now, |_, tx| -> Result<(), Failure> {
            attempt.succeeded(tx)?;
            open(tx, caller, id, now)
        })?;
        Ok(SignedIn::In {})
    }

    pub(crate) fn redeem(&self, caller: &Caller, args: &Redeem) -> Result<SignedIn, Failure> {
        if let Some(weakness) = secrets::weakness(&args.passphrase.0, &args.name) {
            return Ok(refused(&weakness));
        }
        let now = self.now();
        let attempt = match self.attempt(caller, &args.name, now)? {
            Ok(attempt) => attempt,
            Err(wait) => return Ok(slowed(wait)),
        };
        let people = self.ledger.read(|reader| reader.people())?;
        let person = people.by_name(&args.name).filter(|person| !person.roles.is_empty());
        let id = person.map_or(PersonId(uuid::Uuid::nil()), |person| person.id);
        let typed = secrets::hash_of_code(&args.code.0);
        let good = |code: Option<_>| code.is_some_and(|(hash, expires)| hash == typed && now < expires);
        if !good(self.ledger.read(|reader| reader.code(id))?) {
            return Ok(refused(CODE_NOT_RIGHT));
        }
        let hash = secrets::hash(&args.passphrase.0)?;
        let done = self.transact(&By::person(id, caller.way), now, |_, tx| -> Result<bool, Failure> {
            // Of two who come with the same code at the same time, one is let in.
            if !good(tx.code(id)?) {
                return Ok(false);
            }
            attempt.succeeded(tx)?;
            changed(tx, id, &hash)?;
            open(tx, caller, id, now)?;
            Ok(true)
        })?;
        Ok(if done { SignedIn::In {} } else { refused(CODE_NOT_RIGHT) })
    }

    /// Chooses a passphrase for oneself. The first of a newsroom is an administrator's, at the window: whoever sits at it
    /// holds the folder.
    pub(crate) fn choose_passphrase(&self, caller: &Caller, args: &NewPassphrase) -> Result<SignedIn, Failure> {
        let me = self.account(caller)?;
        if let Some(weakness) = secrets::weakness(&args.new.0, &me.name) {
            return Ok(refused(&weakness));
        }
        let now = self.now();
        let mut attempt = None;
        if self.guarded()? {
            attempt = match self.attempt(caller, &me.name, now)? {
                Ok(attempt) => Some(attempt),
                Err(wait) => return Ok(slowed(wait)),
            };
            let kept = self.ledger.read(|reader| reader.passphrase(me.id))?;
            if !secrets::fits(&args.old.0, kept.as_deref()) {
                return Ok(refused("The passphrase you have now is not right."));
            }
        } else if let Some(reason) = self.not_the_first(caller, &me) {
            return Ok(refused(reason));
        }
        self.keep_passphrase(caller, &me, &args.new.0, attempt.as_ref(), now)?;
        Ok(SignedIn::In {})
    }

    fn keep_passphrase(
        &self,
        caller: &Caller,
        me: &Person,
        passphrase: &str,
        attempt: Option<&Attempt>,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let hash = secrets::hash(passphrase)?;
        self.transact(&By::person(me.id, caller.way), now, |_, tx| -> Result<(), Failure> {
            if let Some(attempt) = attempt {
                attempt.succeeded(tx)?;
            }
            changed(tx, me.id, &hash)?;
            open(tx, caller, me.id, now)
        })
    }

    fn not_the_first(&self, caller: &Caller, me: &Person) -> Option<&'static str> {
        if caller.way == Way::Web {
            Some("The first passphrase of a newsroom is set in the window, or with `galley people passphrase NAME`.")
        } else if !me.is(Role::Administrator) {
            Some(
                "An administrator sets the first passphrase: from then on everybody needs one, and gets a code from them.",
            )
        } else {
            None
        }
    }

    /// Sets somebody's passphrase for whoever holds the folder.
    pub fn set_passphrase(&self, caller: &Caller, person: PersonId, passphrase: &str) -> Result<(), Failure> {
        let (actor, people) = self.administrator(caller)?;
        let person = masthead::with_account(&people, person)?;
        if let Some(weakness) = secrets::weakness(passphrase, &person.name) {
            return Err(Failure::refused(weakness));
        }
        let hash = secrets::hash(passphrase)?;
        let by = By { actor, way: caller.way };
        self.transact(&by, self.now(), |_, tx| changed(tx, person.id, &hash))
    }

    pub(crate) fn sign_out(&self, caller: &Caller) -> Result<Nothing, Failure> {
        if let Some(token) = caller.session {
            self.transact(&By::desk(caller.way), self.now(), |_, tx| tx.end_session(token).map(|_| ()))?;
        }
        if let Some(visit) = &caller.visit {
            visit.give(Given::Nothing);
        }
        Ok(Nothing {})
    }

    /// Who asks, with an account.
    pub(crate) fn account(&self, caller: &Caller) -> Result<Person, Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        let person = caller.person.and_then(|id| people.get(id)).ok_or_else(nobody)?;
        if person.roles.is_empty() {
            return Err(Failure::new(
                Code::NoPerson,
                format!("{} is a byline without an account: an administrator can give it a role.", person.name),
            ));
        }
        Ok(person.clone())
    }
}

/// Keeps a new passphrase: whoever was signed in with the former is out.
fn changed(tx: &mut Transaction<'_>, person: PersonId, hash: &str) -> Result<(), LedgerError> {
    tx.set_passphrase(person, hash)?;
    tx.end_sessions(person, None)?;
    tx.record(None, &[Fact::PassphraseSet { person }]).map(|_| ())
}

/// Begins a session in the place of the one that the visit had.
fn open(tx: &mut Transaction<'_>, caller: &Caller, person: PersonId, now: DateTime<Utc>) -> Result<(), Failure> {
    if let Some(before) = caller.session {
        tx.end_session(before)?;
    }
    let (token, hash) = secrets::token()?;
    let expires = until(now, now);
    tx.begin_session(&Session { token: hash, person, way: caller.way, made_at: now, used_at: now, expires })?;
    if let Some(visit) = &caller.visit {
        visit.give(Given::Session { token, seconds: LONGEST.num_seconds() });
    }
    Ok(())
}

fn refused(reason: &str) -> SignedIn {
    SignedIn::Refused { reason: reason.into(), wait: 0 }
}

fn slowed(wait: TimeDelta) -> SignedIn {
    let seconds = u32::try_from(wait.num_milliseconds().max(0).saturating_add(999) / 1000).unwrap_or(u32::MAX);
    let said = match seconds {
        1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    };
    SignedIn::Refused { reason: format!("There were too many attempts: wait {said}, then try again."), wait: seconds }
}
