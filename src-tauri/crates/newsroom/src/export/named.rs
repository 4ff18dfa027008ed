//! Records without ids: people by name, versions by number; so that an export means the same in any newsroom.

use std::collections::{BTreeSet, HashMap};

use desk::ids::{Hash, PersonId};
use desk::people::{People, folded};
use serde_json::Value;

/// The fields of records that name a person by id.
const PEOPLE: [&str; 6] = ["by", "claim", "second", "writer", "person", "authors"];
/// Those that name a version by hash.
const VERSIONS: [&str; 2] = ["version", "hash"];

/// Whom and what records name: versions in the order of first mention.
#[derive(Default)]
pub struct Mentioned {
    pub versions: Vec<Hash>,
    pub people: BTreeSet<PersonId>,
}

impl Mentioned {
    fn number(&mut self, hash: Hash) -> usize {
        self.versions.iter().position(|known| *known == hash).unwrap_or_else(|| {
            self.versions.push(hash);
            self.versions.len() - 1
        })
    }
}

/// Puts names in the place of ids, and numbers in the place of versions' hashes.
pub fn name(value: &mut Value, people: &People, mentioned: &mut Mentioned) {
    each(value, &mut |field, value| {
        let Value::String(text) = value else { return };
        if VERSIONS.contains(&field) {
            if let Ok(hash) = text.parse() {
                *value = mentioned.number(hash).into();
            }
        } else if let Some(person) = text.parse().ok().and_then(|id| people.get(id)) {
            // Who is not on the masthead keeps the id: there is no name.
            mentioned.people.insert(person.id);
            *value = person.name.clone().into();
        }
    });
}

/// The other way round. A name that nobody has, or a number that is no version's, is returned.
pub fn unname(value: &mut Value, people: &HashMap<String, PersonId>, versions: &[Hash]) -> Result<(), String> {
    let mut wrong = None;
    each(value, &mut |field, value| {
        let known = match value {
            Value::Number(number) if VERSIONS.contains(&field) => {
                let at = number.as_u64().and_then(|at| usize::try_from(at).ok());
                at.and_then(|at| versions.get(at)).map(|hash| hash.to_string())
            }
            Value::String(name) if PEOPLE.contains(&field) || field == "id" => {
                let id = people.get(&folded(name)).copied().or_else(|| name.parse().ok());
                id.map(|id: PersonId| id.to_string())
            }
            _ => return,
        };
        match known {
            Some(known) => *value = known.into(),
            None => {
                wrong.get_or_insert_with(|| value.to_string());
            }
        }
    });
    wrong.map_or(Ok(()), Err)
}

/// Every value that a field of those names holds, lists of people one by one. An actor's id is a person's.
fn each(value: &mut Value, act: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(map) => {
            let actor = map.contains_key("who");
            for (field, value) in map {
                let names = PEOPLE.contains(&field.as_str()) || VERSIONS.contains(&field.as_str());
                match value {
                    Value::Array(items) if names => {
                        for item in items {
                            if item.is_object() { each(item, act) } else { act(field, item) }
                        }
                    }
                    Value::Object(_) | Value::Array(_) => each(value, act),
                    value if names || (actor && field == "id") => act(field, value),
                    _ => {}
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, act)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_record_is_named_and_unnamed_again() {
        let id = PersonId(Uuid::from_u128(7));
        let person = desk::people::Person {
            id,
            name: "Dara Lind".into(),
            roles: vec![],
            grants: vec![],
            biography: String::new(),
            portrait: None,
            zone: None,
        };
        let people: People = [person].into_iter().collect();
        let hash = Hash::of(b"a version");
        let before = json!({
            "approval": { "version": hash, "by": id }, "authors": [id], "created_by": { "who": "person", "id": id },
            "hold": { "reason": id, "by": id }, "versions": [{ "hash": hash, "by": { "who": "desk" } }], "claim": null,
        });
        let (mut value, mut mentioned) = (before.clone(), Mentioned::default());
        name(&mut value, &people, &mut mentioned);
        assert_eq!(
            value,
            json!({
                "approval": { "version": 0, "by": "Dara Lind" }, "authors": ["Dara Lind"],
                "created_by": { "who": "person", "id": "Dara Lind" }, "hold": { "reason": id, "by": "Dara Lind" },
                "versions": [{ "hash": 0, "by": { "who": "desk" } }], "claim": null,
            }),
            "what people wrote stays as it is"
        );
        let by_name = HashMap::from([("dara lind".to_owned(), id)]);
        unname(&mut value, &by_name, &mentioned.versions).expect("everybody is known");
        assert_eq!(value, before);
        assert!(unname(&mut json!({ "by": "Nobody" }), &by_name, &[]).is_err());
        assert!(unname(&mut json!({ "version": 3 }), &by_name, &[hash]).is_err());
    }
}
