//! What foreign bytes may bring in: characters, acts and entries written once, flags of acts, states of entries, and maps
//! that a newer Galley may know. Nothing else: above all no deletion of a character and no mark.

use std::collections::HashSet;

use loro::{
    ContainerID, ContainerType, JsonMapOp, JsonOp, JsonOpContent, JsonTextOp, LoroDoc, LoroValue, VersionVector,
};

use crate::act::Act;
use crate::damage::Damaged;
use crate::entries::{Entry, Place, State, known_map};
use crate::envelope::Epoch;
use crate::id::Id;
use crate::record::Record;
use crate::spans::{Span, Spans};

pub(crate) const TEXT: &str = "t";
pub(crate) const ACTS: &str = "acts";
pub(crate) const UNDONE: &str = "undone";

/// The most characters that suggestions and decisions of one part may name, counted each time they are named.
const NAMED: u64 = 1 << 26;

/// What came in.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    /// The characters, one span for each insertion: those of a span stand in the text in their order.
    pub characters: Vec<Span>,
    /// Each with the number of the operation that wrote it.
    pub acts: Vec<(Id, u32, Act)>,
    pub flags: Vec<Id>,
    pub entries: Vec<(Id, Entry)>,
    /// States that may have changed, and what they are said to be.
    pub states: Vec<(Id, State)>,
}

/// Reads everything in `doc` after `from`, and refuses it whole when any of it is not allowed.
pub(crate) fn inspect(doc: &LoroDoc, from: &VersionVector, epoch: Epoch, known: &Record) -> Result<Arrivals, Damaged> {
    let until = doc.oplog_vv();
    let history = doc
        .export_json_updates_without_peer_compression(from, &until)
        .map_err(|error| Damaged::Unreadable(error.to_string()))?;
    let mut arrivals = Arrivals::default();
    for change in history.changes {
        for op in change.ops {
            admit(op, change.id.peer, epoch, &mut arrivals)?;
        }
    }
    arrivals.agree(&until, known)?;
    Ok(arrivals)
}

fn admit(op: JsonOp, peer: u64, epoch: Epoch, arrivals: &mut Arrivals) -> Result<(), Damaged> {
    let ContainerID::Root { name, container_type } = &op.container else {
        return Err(Damaged::Forbidden("it nests one part in another"));
    };
    let number = u32::try_from(op.counter).map_err(|_| Damaged::Forbidden("a character has no number"))?;
    match (&**name, container_type, op.content) {
        (TEXT, ContainerType::Text, JsonOpContent::Text(JsonTextOp::Insert { text, .. })) => {
            if text.contains('\r') {
                return Err(Damaged::Forbidden("a line of it ends in a carriage return"));
            }
            arrivals.characters.push(Span { peer, start: number, len: text.chars().count() as u32 });
        }
        (TEXT, ContainerType::Text, JsonOpContent::Text(JsonTextOp::Delete { .. })) => {
            return Err(Damaged::Forbidden("it removes characters instead of hiding them"));
        }
        (map, ContainerType::Map, JsonOpContent::Map(JsonMapOp::Insert { key, value })) => match map {
            ACTS => {
                let id = key.parse::<Id>().ok().filter(|id| id.peer == peer);
                let id = id.ok_or(Damaged::Forbidden("it names an act of another"))?;
                let act = Act::read(&value).ok_or(Damaged::Forbidden("it holds an act that cannot be understood"))?;
                arrivals.acts.push((id, number, act));
            }
            UNDONE => {
                let id = key.parse().map_err(|_| Damaged::Forbidden("it undoes what is no act"))?;
                if !matches!(value, LoroValue::Bool(_)) {
                    return Err(Damaged::Forbidden("it undoes an act in no way that is known"));
                }
                arrivals.flags.push(id);
            }
            _ if matches!(value, LoroValue::Container(_)) => {
                return Err(Damaged::Forbidden("it nests one part in another"));
            }
            _ => {
                if let Some(map) = known_map(map) {
                    admit_entry(map, &key, &value, peer, epoch, arrivals)?;
                }
            }
        },
        _ => return Err(Damaged::Forbidden("it is neither text nor an act")),
    }
    Ok(())
}

fn admit_entry(
    map: &'static str,
    key: &str,
    value: &LoroValue,
    peer: u64,
    epoch: Epoch,
    arrivals: &mut Arrivals,
) -> Result<(), Damaged> {
    let no_entry = Damaged::Forbidden("it holds an entry that cannot be understood");
    let LoroValue::String(json) = value else { return Err(no_entry) };
    if let Some(entry) = Entry::read(map, json).map_err(|_| no_entry.clone())? {
        // Whoever begins a generation carries over what others wrote in the one before.
        let own = |id: &Id| id.peer == peer || peer == epoch.0;
        let id = key.parse::<Id>().ok().filter(own).ok_or(Damaged::Forbidden("it names an entry of another"))?;
        arrivals.entries.push((id, entry));
    } else if let Some((of, state)) = State::read(map, key, json).map_err(|_| no_entry.clone())? {
        arrivals.states.push((of, state));
    }
    Ok(())
}

impl Arrivals {
    /// Whether what came fits what is known and itself.
    fn agree(&self, until: &VersionVector, known: &Record) -> Result<(), Damaged> {
        let forbidden = |reason| Err(Damaged::Forbidden(reason));
        let mut entries = HashSet::new();
        for (id, entry) in &self.entries {
            if known.has_entry(*id, entry) || !entries.insert((entry.map(), *id)) {
                return forbidden("it writes an entry a second time");
            }
        }
        let has = |map: &'static str, id: Id, here: bool| here || entries.contains(&(map, id));
        let suggested = |id: Id| has(crate::entries::SUGGESTIONS, id, known.suggestion_number(id).is_some());
        let commented = |id: Id| has(crate::entries::COMMENTS, id, known.comments.contains_key(&id));
        let field = |id: Id| has(crate::entries::FIELDS, id, known.fields.contains_key(&id));
        let exist = |spans: &Spans| {
            let exists =
                |span: &Span| until.get(&span.peer).is_some_and(|&end| i64::from(span.end()) <= i64::from(end));
            spans.iter().all(exists)
        };

        let (mut names, mut strikes) = (HashSet::new(), HashSet::new());
        for (id, _, act) in &self.acts {
            if known.number(*id).is_some() || !names.insert(*id) {
                return forbidden("it writes an act a second time");
            }
            if matches!(act, Act::Strike { .. }) {
                strikes.insert(*id);
            }
        }
        let struck = |id: &Id| {
            let here = known.number(*id).map(|number| &known.deed(number).act);
            strikes.contains(id) || matches!(here, Some(Act::Strike { .. }))
        };
        let operations: u64 = until.values().map(|&end| end.max(0) as u64).sum();
        let mut named = 0;
        for (_, _, act) in &self.acts {
            if !act.spans().all(exist) {
                return forbidden("it deletes characters that do not exist");
            }
            match act {
                Act::Heading(Some(id)) | Act::Strike { suggestion: id, .. } if !suggested(*id) => {
                    return forbidden("it belongs to a suggestion that does not exist");
                }
                Act::Decide(decision) if !decision.struck.iter().all(|(id, _)| struck(id)) => {
                    return forbidden("it decides on what was not suggested");
                }
                // Each decision counts one on from those known to it.
                Act::Decide(decision) if decision.at > operations => {
                    return forbidden("it decides later than can be");
                }
                Act::Strike { .. } | Act::Decide(_) => named += act.spans().map(Spans::len).sum::<u64>(),
                Act::Delete(_) | Act::Withdraw(_) | Act::Heading(_) | Act::Unknown => {}
            }
        }
        if named > NAMED {
            return forbidden("it suggests more than a text can hold");
        }
        if self.flags.iter().any(|id| known.number(*id).is_none() && !names.contains(id)) {
            return forbidden("it undoes an act that does not exist");
        }
        for (_, entry) in &self.entries {
            match entry {
                Entry::Comment(comment) if !comment.on.iter().all(exist) => {
                    return forbidden("it comments on characters that do not exist");
                }
                Entry::Reply(reply) if !commented(reply.to) => {
                    return forbidden("it replies to a comment that does not exist");
                }
                Entry::Comment(_) | Entry::Reply(_) | Entry::Suggestion(_) | Entry::Field(_) => {}
            }
        }
        let exists = |(id, state): &(Id, State)| match state {
            State::Flag(..) => commented(*id),
            State::Moves(moves) => commented(*id) && moves.0.iter().all(exist),
            State::Reason(_) => suggested(*id),
            State::Ruling(_) => field(*id),
            State::Wording(_) => commented(*id) || has(crate::entries::REPLIES, *id, known.thread(*id).is_some()),
        };
        if !self.states.iter().all(exists) {
            return forbidden("it says something of an entry that does not exist");
        }
        Ok(())
    }

    /// The places of the states that may have changed, each once.
    pub fn places(&self) -> HashSet<(Id, Place)> {
        self.states.iter().map(|(of, state)| (*of, state.place(*of))).collect()
    }
}
