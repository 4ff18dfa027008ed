//! The masthead, for whoever keeps it: roles, codes, sessions.

use chrono::TimeDelta;
use desk::Fact;
use desk::ids::PersonId;
use desk::people::{Actor, Grant, People, Person, Role};
use ledger::{LedgerError, Session, Way};
use uuid::Uuid;

use super::secrets;
use crate::caller::{By, Caller};
use crate::publish::{leave, sweep_with_authors};
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};
use crate::wire::people::{Invited, Masthead, Member, SessionLine, SessionsEnded, SetPerson};

/// How long a code is good: over a weekend.
const CODE_LASTS: TimeDelta = TimeDelta::days(3);

impl Newsroom {
    /// Everybody, with what stands at the door for them: all of it for an administrator, one's own for everybody else.
    pub fn keep_masthead(&self, caller: &Caller) -> Result<Masthead, Failure> {
        let now = self.now();
        let (people, passphrases, codes, sessions, guarded) = self.ledger.read(|reader| {
            Ok::<_, LedgerError>((
                reader.people()?,
                reader.passphrases()?,
                reader.codes(now)?,
                reader.sessions(now)?,
                reader.guarded()?,
            ))
        })?;
        let me = caller.person.and_then(|id| people.get(id));
        let keeper = caller.holds_the_folder() || me.is_some_and(|me| me.is(Role::Administrator));
        let of = |all: &[(PersonId, _)], id| all.iter().find(|(person, _)| *person == id).map(|(_, at)| *at);
        let mut members: Vec<Member> = people
            .iter()
            .map(|person| {
                let told = keeper || Some(person.id) == caller.person;
                let own = sessions.iter().filter(|session| told && session.person == person.id);
                Member {
                    id: person.id,
                    name: person.name.clone(),
                    roles: person.roles.clone(),
                    grants: person.grants.clone(),
                    passphrase_since: of(&passphrases, person.id).filter(|_| told),
                    code_until: of(&codes, person.id).filter(|_| told),
                    sessions: own.map(|session| line(session, caller)).collect(),
                }
            })
            .collect();
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Masthead { people: members, guarded, keeper })
    }

    /// Puts somebody on the masthead, or changes what they may do.
    pub(crate) fn set_member(&self, caller: &Caller, args: &SetPerson) -> Result<Masthead, Failure> {
        let publish = args.grants.contains(&Grant::Publish);
        self.set_person(caller, &args.name, &args.roles, publish, None, None)?;
        self.keep_masthead(caller)
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
            Some(person) => return Err(not_an_administrator(person)),
            None => {
                return Err(Failure::new(
                    Code::NoPerson,
                    "Who changes the masthead? Add --as with an administrator’s name.",
                ));
            }
        };
        if name.trim().is_empty() {
            return Err(Failure::refused("A person on the masthead needs a name."));
        }
        if let Some(zone) = zone {
            desk::when::zone(zone).map_err(|error| Failure::refused(error.to_string()))?;
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
        let administrators = |person: &&Person| person.is(Role::Administrator);
        if known.is_some_and(|known| administrators(&known))
            && !administrators(&&person)
            && people.iter().filter(administrators).count() == 1
        {
            return Err(Failure::refused(format!(
                "{} is the only administrator: make another one first, or nobody could keep the masthead.",
                person.name
            )));
        }
        let by = By { actor, way: caller.way };
        self.transact(&by, self.now(), |_, tx| -> Result<(), LedgerError> {
            let (id, account) = (person.id, !person.roles.is_empty());
            // Who leaves the masthead may be shown nowhere else.
            leave(tx, &person.portrait.into_iter().collect())?;
            tx.record(None, &[Fact::PersonSet { person }])?;
            // The masthead page and the author's listing are the sweep's.
            sweep_with_authors(tx)?;
            if !account {
                tx.end_sessions(id, None)?;
                tx.drop_code(id)?;
            }
            Ok(())
        })
    }

    /// Gives somebody a one-time code, in the place of any they had. It is told once, and never again.
    pub fn invite(&self, caller: &Caller, person: PersonId) -> Result<Invited, Failure> {
        let (actor, people) = self.administrator(caller)?;
        if caller.way == Way::Web && !self.guarded()? {
            return Err(Failure::refused(
                "Set a passphrase first, in the window or with `galley people passphrase NAME`: until then nobody needs a code.",
            ));
        }
        let person = with_account(&people, person)?;
        let (code, hash) = secrets::code()?;
        let now = self.now();
        let expires = now + CODE_LASTS;
        self.transact(&By { actor, way: caller.way }, now, |_, tx| -> Result<(), LedgerError> {
            tx.sweep_doors(now - TimeDelta::days(1))?;
            tx.put_code(person.id, hash, expires)?;
            tx.record(None, &[Fact::CodeGiven { person: person.id, expires }]).map(|_| ())
        })?;
        Ok(Invited { name: person.name.clone(), code, expires })
    }

    /// Signs somebody out everywhere: oneself, or anybody when one is an administrator.
    pub fn end_sessions(&self, caller: &Caller, person: PersonId) -> Result<SessionsEnded, Failure> {
        let actor = match caller.person {
            Some(me) if me == person => Actor::Person { id: me },
            _ => self.administrator(caller)?.0,
        };
        let ended = self.transact(&By { actor, way: caller.way }, self.now(), |_, tx| -> Result<u32, LedgerError> {
            let count = u32::try_from(tx.end_sessions(person, None)?).unwrap_or(u32::MAX);
            if count > 0 {
                tx.record(None, &[Fact::SessionsEnded { person, count }])?;
            }
            Ok(count)
        })?;
        Ok(SessionsEnded { count: ended })
    }

    /// Who keeps the masthead: an administrator, or whoever holds the folder.
    pub(super) fn administrator(&self, caller: &Caller) -> Result<(Actor, People), Failure> {
        let people = self.ledger.read(|reader| reader.people())?;
        if caller.holds_the_folder() {
            return Ok((Actor::Desk, people));
        }
        let person = self.account(caller)?;
        if person.is(Role::Administrator) {
            Ok((Actor::Person { id: person.id }, people))
        } else {
            Err(not_an_administrator(&person))
        }
    }
}

fn not_an_administrator(person: &Person) -> Failure {
    Failure::refused(format!("{} is not an administrator, and only administrators change the masthead.", person.name))
}

pub fn with_account(people: &People, person: PersonId) -> Result<&Person, Failure> {
    let person = people.get(person).ok_or_else(|| Failure::not_found("Nobody of that name is on the masthead."))?;
    if person.roles.is_empty() {
        return Err(Failure::refused(format!(
            "{} is a byline without an account: give them a role first.",
            person.name
        )));
    }
    Ok(person)
}

fn line(session: &Session, caller: &Caller) -> SessionLine {
    SessionLine {
        way: crate::history::way(session.way).into(),
        made_at: session.made_at,
        used_at: session.used_at,
        expires: session.expires,
        here: caller.session == Some(session.token),
    }
}
