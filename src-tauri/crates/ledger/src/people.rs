//! The masthead.

use desk::people::{People, Person};
use rusqlite::params;

use crate::column::{Json, Word};
use crate::error::LedgerError;
use crate::reader::Reader;

impl Reader<'_> {
    /// Everyone, by name.
    pub fn people(&self) -> Result<People, LedgerError> {
        let all = self
            .all("SELECT state FROM person ORDER BY name, id", [], |row| Ok(row.get::<_, Json<Person>>("state")?.0))?;
        Ok(People::new(all))
    }

    pub(crate) fn put_person(&self, person: &Person) -> Result<(), LedgerError> {
        self.run(
            "INSERT INTO person (id, name, state) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET name = ?2, state = ?3",
            params![Word(person.id), person.name, Json(person)],
        )?;
        Ok(())
    }
}
