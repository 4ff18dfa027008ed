//! The JSON of a change set is exactly CodeMirror's `ChangeSet.toJSON()`: a number keeps that many units, an array replaces
//! as many as its first element says by the lines that follow.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Deserializer, Serialize};

use crate::changes::{ChangeSet, Filling, Inserted, LONGEST, Section};

impl Serialize for ChangeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_seq(Some(self.sections().len()))?;
        for section in self.sections() {
            match &section.with {
                None => parts.serialize_element(&section.units)?,
                Some(_) => parts.serialize_element(&Replacement(section))?,
            }
        }
        parts.end()
    }
}

struct Replacement<'a>(&'a Section<Inserted>);

impl Serialize for Replacement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_seq(None)?;
        parts.serialize_element(&self.0.units)?;
        if let Some(inserted) = self.0.with.as_ref().filter(|i| i.units() > 0) {
            for line in inserted.text().split('\n') {
                parts.serialize_element(line)?;
            }
        }
        parts.end()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Keep(u32),
    Replace(Vec<Piece>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Piece {
    Units(u32),
    Line(String),
}

impl<'de> Deserialize<'de> for ChangeSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Parts)
    }
}

struct Parts;

impl<'de> Visitor<'de> for Parts {
    type Value = ChangeSet;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a change set: numbers, and arrays of a number and lines")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ChangeSet, A::Error> {
        let mut set = ChangeSet::default();
        let (mut old, mut new) = (0u64, 0u64);
        while let Some(part) = seq.next_element::<Part>()? {
            let (units, inserted) = match part {
                Part::Keep(units) => (units, None),
                Part::Replace(pieces) => {
                    let (units, text) = replacement::<A::Error>(pieces)?;
                    (units, Some(text))
                }
            };
            old += u64::from(units);
            new += inserted.as_ref().map_or(u64::from(units), |text: &String| text.len() as u64);
            if old.max(new) > u64::from(LONGEST) {
                return Err(A::Error::custom("the change set speaks of a text longer than any that is kept"));
            }
            match inserted {
                None => set.keep(units),
                Some(text) => set.replace(units, Cow::Owned(Inserted::from(text.as_str())), false),
            }
        }
        Ok(set)
    }
}

fn replacement<E: Error>(pieces: Vec<Piece>) -> Result<(u32, String), E> {
    let mut pieces = pieces.into_iter();
    let Some(Piece::Units(units)) = pieces.next() else {
        return Err(E::custom("a replacement begins with the number of units it replaces"));
    };
    let mut text = String::new();
    for (index, piece) in pieces.enumerate() {
        let Piece::Line(line) = piece else {
            return Err(E::custom("a replacement has one number, then lines of text"));
        };
        if line.contains(['\n', '\r']) {
            return Err(E::custom("a line of inserted text has a line break in it"));
        }
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&line);
    }
    Ok((units, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) {
        let set: ChangeSet = serde_json::from_str(json).expect(json);
        assert_eq!(serde_json::to_string(&set).unwrap(), json, "reads and writes the same");
    }

    #[test]
    fn a_change_set_reads_and_writes_as_codemirror_does() {
        check("[]");
        check("[12]");
        check(r#"[3,[2],4]"#);
        check(r#"[[0,"a","","b😀"],4,[1,"",""]]"#);
    }

    #[test]
    fn what_is_no_change_set_is_refused() {
        for json in [
            "{}",
            "[-1]",
            "[1.5]",
            "[[]]",
            r#"[["a"]]"#,
            "[[1,2]]",
            r#"[[1,"a\nb"]]"#,
            r#"[[1,"a\rb"]]"#,
            r#"[[0,"\ud83d"]]"#,
            "[4294967295,4294967295]",
            "null",
        ] {
            assert!(serde_json::from_str::<ChangeSet>(json).is_err(), "{json}");
        }
    }
}
