//! Acts: what was done to characters, said once and never changed.

use loro::{LoroMapValue, LoroValue};
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::spans::Spans;

/// What was done to which characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// Deletes them directly: they are hidden in every view.
    Delete(Spans),
    /// What this peer types from here on is suggested under it; without a suggestion it is direct again.
    Heading(Option<Id>),
    /// Suggests that they go.
    Strike {
        suggestion: Id,
        spans: Spans,
    },
    /// Takes back what was suggested to come in, unless it was accepted.
    Withdraw(Spans),
    Decide(Decision),
    /// Something that a newer Galley does. It is kept, and changes nothing here.
    Unknown,
}

/// What is said about a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Accepted,
    /// Stet: the text stands as it was.
    Rejected,
}

/// One decision, whatever number of suggestions it is about: it names the characters that were open at that moment, so
/// that what is suggested later stays open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub verdict: Verdict,
    /// Later than every decision that was known where it was made. Of two about one character the later counts.
    pub at: u64,
    pub author: String,
    /// Milliseconds since 1970.
    pub time: i64,
    /// Characters suggested to come in.
    pub inserted: Spans,
    /// Characters that the named act struck.
    pub struck: Vec<(Id, Spans)>,
}

const KIND: &str = "kind";
const SPANS: &str = "spans";
const SUGGESTION: &str = "suggestion";

type Fields = LoroMapValue;

impl Act {
    /// The value under which it is written down. An unknown act is never written here.
    pub fn to_value(&self) -> LoroValue {
        let (kind, rest) = match self {
            Act::Delete(spans) => ("del", vec![(SPANS, bytes(spans))]),
            Act::Heading(None) => ("head", Vec::new()),
            Act::Heading(Some(id)) => ("head", vec![(SUGGESTION, id.to_string().into())]),
            Act::Strike { suggestion, spans } => {
                ("strike", vec![(SUGGESTION, suggestion.to_string().into()), (SPANS, bytes(spans))])
            }
            Act::Withdraw(spans) => ("withdraw", vec![(SPANS, bytes(spans))]),
            Act::Decide(decision) => (decision.verdict.name(), decision.fields()),
            Act::Unknown => return LoroValue::Null,
        };
        let fields = rest.into_iter().chain([(KIND, kind.into())]);
        LoroValue::Map(Fields::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
    }

    /// `None` when the value is an act of a known kind that cannot be understood. One with anything more to it than this
    /// Galley knows is unknown.
    pub fn read(value: &LoroValue) -> Option<Act> {
        let LoroValue::Map(fields) = value else { return Some(Act::Unknown) };
        let Some(LoroValue::String(kind)) = fields.get(KIND) else { return Some(Act::Unknown) };
        match (kind.as_str(), fields.len()) {
            ("del", 2) => some_spans(fields.get(SPANS)?).map(Act::Delete),
            ("withdraw", 2) => some_spans(fields.get(SPANS)?).map(Act::Withdraw),
            ("head", 1) => Some(Act::Heading(None)),
            ("head", 2) => id(fields.get(SUGGESTION)?).map(|id| Act::Heading(Some(id))),
            ("strike", 3) => {
                let suggestion = id(fields.get(SUGGESTION)?)?;
                some_spans(fields.get(SPANS)?).map(|spans| Act::Strike { suggestion, spans })
            }
            ("accepted", 6) => Decision::read(Verdict::Accepted, fields).map(Act::Decide),
            ("rejected", 6) => Decision::read(Verdict::Rejected, fields).map(Act::Decide),
            _ => Some(Act::Unknown),
        }
    }

    /// Every set of characters that it names.
    pub fn spans(&self) -> impl Iterator<Item = &Spans> {
        let (own, decision) = match self {
            Act::Delete(spans) | Act::Withdraw(spans) | Act::Strike { spans, .. } => (Some(spans), None),
            Act::Decide(decision) => (Some(&decision.inserted), Some(decision)),
            Act::Heading(_) | Act::Unknown => (None, None),
        };
        own.into_iter().chain(decision.into_iter().flat_map(|decision| decision.struck.iter().map(|(_, spans)| spans)))
    }
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
        }
    }
}

impl Decision {
    fn fields(&self) -> Vec<(&'static str, LoroValue)> {
        let struck = self.struck.iter().map(|(act, spans)| (act.to_string(), bytes(spans)));
        vec![
            ("at", LoroValue::I64(self.at as i64)),
            ("author", self.author.as_str().into()),
            ("time", LoroValue::I64(self.time)),
            ("inserted", bytes(&self.inserted)),
            ("struck", LoroValue::Map(Fields::from_iter(struck))),
        ]
    }

    fn read(verdict: Verdict, fields: &Fields) -> Option<Decision> {
        let (LoroValue::I64(at), LoroValue::I64(time)) = (fields.get("at")?, fields.get("time")?) else { return None };
        let (LoroValue::String(author), LoroValue::Map(struck)) = (fields.get("author")?, fields.get("struck")?) else {
            return None;
        };
        let inserted = any_spans(fields.get("inserted")?)?;
        let struck: Option<Vec<_>> =
            struck.iter().map(|(act, spans)| Some((act.parse().ok()?, some_spans(spans)?))).collect();
        let mut struck = struck?;
        struck.sort_unstable_by_key(|(act, _)| *act);
        if inserted.is_empty() && struck.is_empty() {
            return None;
        }
        Some(Decision {
            verdict,
            at: u64::try_from(*at).ok()?,
            author: author.to_string(),
            time: *time,
            inserted,
            struck,
        })
    }
}

fn bytes(spans: &Spans) -> LoroValue {
    LoroValue::Binary(spans.to_bytes().into())
}

fn any_spans(value: &LoroValue) -> Option<Spans> {
    let LoroValue::Binary(bytes) = value else { return None };
    Spans::from_bytes(bytes)
}

fn some_spans(value: &LoroValue) -> Option<Spans> {
    any_spans(value).filter(|spans| !spans.is_empty())
}

fn id(value: &LoroValue) -> Option<Id> {
    let LoroValue::String(text) = value else { return None };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spans::Span;

    fn spans() -> Spans {
        let mut spans = Spans::default();
        spans.add(&[Span { peer: u64::MAX - 1, start: 7, len: 300 }, Span { peer: 1, start: 0, len: 1 }]);
        spans
    }

    #[test]
    fn an_act_reads_as_it_was_written() {
        let id = |number| Id { peer: 0xabc, number };
        let decision = |verdict, inserted| Decision {
            verdict,
            at: 9,
            author: "Mara".into(),
            time: -5,
            inserted,
            struck: vec![(id(3), spans()), (id(4), spans())],
        };
        for act in [
            Act::Delete(spans()),
            Act::Heading(None),
            Act::Heading(Some(id(1))),
            Act::Strike { suggestion: id(2), spans: spans() },
            Act::Withdraw(spans()),
            Act::Decide(decision(Verdict::Accepted, spans())),
            Act::Decide(decision(Verdict::Rejected, Spans::default())),
        ] {
            assert_eq!(Act::read(&act.to_value()), Some(act));
        }
    }

    #[test]
    fn an_act_of_a_kind_not_known_here_is_kept() {
        let kind = |kind: &str| LoroValue::Map(Fields::from_iter([(KIND.to_owned(), kind.into())]));
        assert_eq!(Act::read(&kind("translate")), Some(Act::Unknown));
        assert_eq!(Act::read(&LoroValue::I64(3)), Some(Act::Unknown));
    }

    #[test]
    fn an_act_with_more_to_it_is_not_the_known_one() {
        let LoroValue::Map(direct) = Act::Delete(spans()).to_value() else { panic!("an act is a map") };
        let fields = direct.iter().map(|(k, v)| (k.clone(), v.clone())).chain([("until".to_owned(), 3.into())]);
        assert_eq!(Act::read(&LoroValue::Map(Fields::from_iter(fields))), Some(Act::Unknown));
    }

    #[test]
    fn a_decision_about_nothing_is_none() {
        let nothing = Decision {
            verdict: Verdict::Accepted,
            at: 1,
            author: String::new(),
            time: 0,
            inserted: Spans::default(),
            struck: Vec::new(),
        };
        assert_eq!(Act::read(&Act::Decide(nothing).to_value()), None);
    }
}
