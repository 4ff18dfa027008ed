//! The chain: what of an entry is hashed, and how.

use desk::ids::Hash;
use rusqlite::Row;

/// What the first entry holds in the place of the hash of the one before.
pub(crate) const BEGINNING: Hash = Hash([0; 32]);

/// An entry exactly as it is stored: what its hash is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) seq: i64,
    pub(crate) id: String,
    pub(crate) decision: String,
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) way: String,
    pub(crate) os_user: String,
    pub(crate) article: String,
    pub(crate) kind: String,
    pub(crate) payload: String,
    pub(crate) prev: String,
    pub(crate) hash: String,
}

impl Link {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            id: row.get("id")?,
            decision: row.get("decision")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            way: row.get("way")?,
            os_user: row.get("os_user")?,
            article: row.get("article")?,
            kind: row.get("kind")?,
            payload: row.get("payload")?,
            prev: row.get("prev")?,
            hash: row.get("hash")?,
        })
    }

    /// BLAKE3 over every field with its length before it, so that nothing can move from one field to the next unseen.
    pub(crate) fn own_hash(&self) -> Hash {
        let seq = self.seq.to_string();
        let fields = [
            "galley log 1",
            &self.prev,
            &seq,
            &self.id,
            &self.decision,
            &self.at,
            &self.actor,
            &self.way,
            &self.os_user,
            &self.article,
            &self.kind,
            &self.payload,
        ];
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        Hash(*hasher.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        let word = |text: &str| text.to_owned();
        Link {
            seq: 7,
            id: word("id"),
            decision: word("decision"),
            at: word("2026-11-24T10:00:00.000000Z"),
            actor: word("{}"),
            way: word("web"),
            os_user: word("ines"),
            article: word("a"),
            kind: word("slugged"),
            payload: word("{\"kind\":\"slugged\"}"),
            prev: BEGINNING.to_string(),
            hash: String::new(),
        }
    }

    #[test]
    fn every_field_counts() {
        let changes: [fn(&mut Link); 11] = [
            |l| l.seq += 1,
            |l| l.id.push('x'),
            |l| l.decision.push('x'),
            |l| l.at.push('x'),
            |l| l.actor.push('x'),
            |l| l.way.push('x'),
            |l| l.os_user.push('x'),
            |l| l.article.push('x'),
            |l| l.kind.push('x'),
            |l| l.payload.push('x'),
            |l| l.prev.push('x'),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let mut changed = link();
            change(&mut changed);
            assert_ne!(changed.own_hash(), link().own_hash(), "field {at} is not in the hash");
        }
    }

    #[test]
    fn text_cannot_move_from_one_field_to_the_next() {
        let mut moved = link();
        moved.os_user = "inesa".into();
        moved.article = String::new();
        assert_ne!(moved.own_hash(), link().own_hash());
    }
}
