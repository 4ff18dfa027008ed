//! Named texts that the newsroom keeps: what was applied of the rules and the house, and the like.

use crate::error::LedgerError;
use crate::reader::Reader;

/// Hash of the rules in force, as the log says.
pub const RULES_APPLIED: &str = "rules-applied";
/// Hash of the house in force, as the log says.
pub const HOUSE_APPLIED: &str = "house-applied";

impl Reader<'_> {
    pub fn setting(&self, name: &str) -> Result<Option<String>, LedgerError> {
        self.one("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get("value"))
    }

    pub(crate) fn put_setting(&self, name: &str, value: &str) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
            [name, value],
        )?;
        Ok(())
    }

    pub(crate) fn drop_setting(&self, name: &str) -> Result<(), LedgerError> {
        self.run("DELETE FROM setting WHERE name = ?1", [name]).map(|_| ())
    }
}
