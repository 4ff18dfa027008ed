//! Passphrases, one-time codes, sessions, and failed attempts to come in. The tables hold hashes alone; the log knows the acts
//! and none of the secrets, so that these tables are neither made from it nor compared with it.

use chrono::{DateTime, Utc};
use desk::ids::{Hash, PersonId};
use rusqlite::{Row, params};

use crate::column::{At, Word, as_kept};
use crate::error::LedgerError;
use crate::reader::Reader;
use crate::transaction::Transaction;
use crate::who::Way;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token that its holder has.
    pub token: Hash,
    pub person: PersonId,
    pub way: Way,
    pub made_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
    pub expires: DateTime<Utc>,
}

/// Attempts that failed, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed {
    pub count: u32,
    /// The last of them.
    pub at: DateTime<Utc>,
    /// Nobody is listened to before.
    pub until: DateTime<Utc>,
}

/// Attempts kept at most; the oldest go first.
const KEPT: u32 = 20_000;

fn row_to_session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        token: row.get::<_, Word<_>>("token")?.0,
        person: row.get::<_, Word<_>>("person")?.0,
        way: row.get::<_, Word<_>>("way")?.0,
        made_at: row.get::<_, At>("made_at")?.0,
        used_at: row.get::<_, At>("used_at")?.0,
        expires: row.get::<_, At>("expires")?.0,
    })
}

impl Reader<'_> {
    /// Whether anybody has a passphrase: from then on everybody needs one.
    pub fn guarded(&self) -> Result<bool, LedgerError> {
        Ok(self.one("SELECT 1 FROM passphrase LIMIT 1", [], |_| Ok(()))?.is_some())
    }

    /// The hash of somebody's passphrase, as a PHC string.
    pub fn passphrase(&self, person: PersonId) -> Result<Option<String>, LedgerError> {
        self.one("SELECT hash FROM passphrase WHERE person = ?1", [Word(person)], |row| row.get("hash"))
    }

    /// Since when people have the passphrase they have.
    pub fn passphrases(&self) -> Result<Vec<(PersonId, DateTime<Utc>)>, LedgerError> {
        self.all("SELECT person, set_at FROM passphrase", [], |row| {
            Ok((row.get::<_, Word<_>>("person")?.0, row.get::<_, At>("set_at")?.0))
        })
    }

    /// The hash of the code that somebody was given, and until when it is good.
    pub fn code(&self, person: PersonId) -> Result<Option<(Hash, DateTime<Utc>)>, LedgerError> {
        self.one("SELECT hash, expires FROM code WHERE person = ?1", [Word(person)], |row| {
            Ok((row.get::<_, Word<_>>("hash")?.0, row.get::<_, At>("expires")?.0))
        })
    }

    /// Who was given a code that is still good.
    pub fn codes(&self, now: DateTime<Utc>) -> Result<Vec<(PersonId, DateTime<Utc>)>, LedgerError> {
        self.all("SELECT person, expires FROM code WHERE expires > ?1", [At(now)], |row| {
            Ok((row.get::<_, Word<_>>("person")?.0, row.get::<_, At>("expires")?.0))
        })
    }

    /// The session of a token, whether or not its time is up.
    pub fn session(&self, token: Hash) -> Result<Option<Session>, LedgerError> {
        self.one("SELECT * FROM session WHERE token = ?1", [Word(token)], row_to_session)
    }

    /// Who is signed in, the last used first.
    pub fn sessions(&self, now: DateTime<Utc>) -> Result<Vec<Session>, LedgerError> {
        self.all("SELECT * FROM session WHERE expires > ?1 ORDER BY used_at DESC, token", [At(now)], row_to_session)
    }

    pub fn failed(&self, whom: Hash) -> Result<Option<Failed>, LedgerError> {
        self.one("SELECT count, at, until FROM failed WHERE whom = ?1", [Word(whom)], |row| {
            Ok(Failed { count: row.get("count")?, at: row.get::<_, At>("at")?.0, until: row.get::<_, At>("until")?.0 })
        })
    }
}

impl Transaction<'_> {
    /// Keeps the hash of a passphrase; a code that was given for it is used up.
    pub fn set_passphrase(&mut self, person: PersonId, hash: &str) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO passphrase (person, hash, set_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (person) DO UPDATE SET hash = ?2, set_at = ?3",
            params![Word(person), hash, At(self.now())],
        )?;
        self.drop_code(person)
    }

    /// Keeps the hash of a one-time code in the place of any that was given before.
    pub fn put_code(&mut self, person: PersonId, hash: Hash, expires: DateTime<Utc>) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO code (person, hash, expires) VALUES (?1, ?2, ?3)
             ON CONFLICT (person) DO UPDATE SET hash = ?2, expires = ?3",
            params![Word(person), Word(hash), At(expires)],
        )?;
        Ok(())
    }

    pub fn drop_code(&mut self, person: PersonId) -> Result<(), LedgerError> {
        self.run("DELETE FROM code WHERE person = ?1", [Word(person)])?;
        Ok(())
    }

    pub fn begin_session(&mut self, session: &Session) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO session (token, person, way, made_at, used_at, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                Word(session.token),
                Word(session.person),
                Word(session.way),
                At(as_kept(session.made_at)),
                At(as_kept(session.used_at)),
                At(as_kept(session.expires)),
            ],
        )?;
        Ok(())
    }

    /// The session was used now, and lasts until then.
    pub fn use_session(&mut self, token: Hash, expires: DateTime<Utc>) -> Result<(), LedgerError> {
        let used = "UPDATE session SET used_at = ?2, expires = ?3 WHERE token = ?1";
        self.run(used, params![Word(token), At(self.now()), At(expires)])?;
        Ok(())
    }

    /// False when there was none.
    pub fn end_session(&mut self, token: Hash) -> Result<bool, LedgerError> {
        Ok(self.run("DELETE FROM session WHERE token = ?1", [Word(token)])? == 1)
    }

    /// Ends everything somebody is signed in with, but for one; how many it were.
    pub fn end_sessions(&mut self, person: PersonId, but: Option<Hash>) -> Result<usize, LedgerError> {
        let others = "DELETE FROM session WHERE person = ?1 AND token IS NOT ?2";
        self.run(others, params![Word(person), but.map(Word)])
    }

    pub fn put_failed(&mut self, whom: Hash, failed: Failed) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO failed (whom, count, at, until) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (whom) DO UPDATE SET count = ?2, at = ?3, until = ?4",
            params![Word(whom), failed.count, At(as_kept(failed.at)), At(as_kept(failed.until))],
        )?;
        Ok(())
    }

    pub fn forget_failed(&mut self, whom: Hash) -> Result<(), LedgerError> {
        self.run("DELETE FROM failed WHERE whom = ?1", [Word(whom)])?;
        Ok(())
    }

    /// Drops sessions and codes whose time is up, and attempts from before `since`.
    pub fn sweep_doors(&mut self, since: DateTime<Utc>) -> Result<(), LedgerError> {
        let now = self.now();
        self.run("DELETE FROM session WHERE expires <= ?1", [At(now)])?;
        self.run("DELETE FROM code WHERE expires <= ?1", [At(now)])?;
        self.run("DELETE FROM failed WHERE at < ?1", [At(since)])?;
        let oldest = "DELETE FROM failed WHERE whom IN (SELECT whom FROM failed ORDER BY at DESC LIMIT -1 OFFSET ?1)";
        self.run(oldest, [KEPT])?;
        Ok(())
    }
}
