//! What foreign bytes may bring in: characters, acts written once, flags of acts, and entries of maps that a newer Galley
//! may know. Nothing else: above all no deletion of a character and no mark.

use std::collections::HashSet;

use loro::{
    ContainerID, ContainerType, JsonMapOp, JsonOp, JsonOpContent, JsonTextOp, LoroDoc, LoroValue, VersionVector,
};

use crate::act::{Act, ActId};
use crate::damage::Damaged;
use crate::spans::Span;

pub(crate) const TEXT: &str = "t";
pub(crate) const ACTS: &str = "acts";
pub(crate) const UNDONE: &str = "undone";

/// What came in.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    /// The characters, one span for each insertion: those of a span stand in the text in their order.
    pub characters: Vec<Span>,
    pub acts: Vec<(ActId, Act)>,
    pub flags: Vec<ActId>,
}

/// Reads everything in `doc` after `from`, and refuses it whole when any of it is not allowed.
pub(crate) fn inspect(doc: &LoroDoc, from: &VersionVector, known: impl Fn(ActId) -> bool) -> Result<Arrivals, Damaged> {
    let until = doc.oplog_vv();
    let history = doc
        .export_json_updates_without_peer_compression(from, &until)
        .map_err(|error| Damaged::Unreadable(error.to_string()))?;
    let mut arrivals = Arrivals::default();
    for change in history.changes {
        for op in change.ops {
            admit(op, change.id.peer, &mut arrivals)?;
        }
    }
    let mut names = HashSet::new();
    for (id, act) in &arrivals.acts {
        if known(*id) || !names.insert(*id) {
            return Err(Damaged::Forbidden("it writes an act a second time"));
        }
        let Act::Delete(spans) = act else { continue };
        let exists = |span: &Span| until.get(&span.peer).is_some_and(|&end| i64::from(span.end()) <= i64::from(end));
        if !spans.iter().all(exists) {
            return Err(Damaged::Forbidden("it deletes characters that do not exist"));
        }
    }
    if arrivals.flags.iter().any(|id| !known(*id) && !names.contains(id)) {
        return Err(Damaged::Forbidden("it undoes an act that does not exist"));
    }
    Ok(arrivals)
}

fn admit(op: JsonOp, peer: u64, arrivals: &mut Arrivals) -> Result<(), Damaged> {
    let ContainerID::Root { name, container_type } = &op.container else {
        return Err(Damaged::Forbidden("it nests one part in another"));
    };
    match (&**name, container_type, op.content) {
        (TEXT, ContainerType::Text, JsonOpContent::Text(JsonTextOp::Insert { text, .. })) => {
            if text.contains('\r') {
                return Err(Damaged::Forbidden("a line of it ends in a carriage return"));
            }
            let start = u32::try_from(op.counter).map_err(|_| Damaged::Forbidden("a character has no number"))?;
            arrivals.characters.push(Span { peer, start, len: text.chars().count() as u32 });
        }
        (TEXT, ContainerType::Text, JsonOpContent::Text(JsonTextOp::Delete { .. })) => {
            return Err(Damaged::Forbidden("it removes characters instead of hiding them"));
        }
        (map, ContainerType::Map, JsonOpContent::Map(JsonMapOp::Insert { key, value })) => match map {
            ACTS => {
                let id = key.parse::<ActId>().ok().filter(|id| id.peer == peer);
                let id = id.ok_or(Damaged::Forbidden("it names an act of another"))?;
                let act = Act::read(&value).ok_or(Damaged::Forbidden("it deletes what is no set of characters"))?;
                arrivals.acts.push((id, act));
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
            _ => {}
        },
        _ => return Err(Damaged::Forbidden("it is neither text nor an act")),
    }
    Ok(())
}
