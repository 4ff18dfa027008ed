//! Loro, as little of it as possible: a sequence of characters with ids, maps of values, and the codec.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use loro::cursor::Side;
use loro::event::Diff;
use loro::{ContainerTrait, ExportMode, IdSpan, LoroDoc, LoroMap, LoroText, LoroValue, TextDelta, VersionVector};

use crate::act::Act;
use crate::admission::{self, ACTS, Arrivals, TEXT, UNDONE};
use crate::changes::LONGEST;
use crate::damage::Damaged;
use crate::entries::Place;
use crate::envelope::{self, Epoch};
use crate::id::Id;
use crate::record::Record;
use crate::spans::Span;

/// Characters that came into the sequence, and where they stand in it now.
#[derive(Debug)]
pub(crate) struct Insertion {
    pub at: u32,
    pub text: String,
}

/// How an import went.
pub(crate) enum Import {
    Done(Arrivals, Vec<Insertion>),
    /// It builds on something that has not come yet.
    Early,
}

#[derive(Debug)]
pub(crate) struct Engine {
    doc: LoroDoc,
    text: LoroText,
    acts: LoroMap,
    undone: LoroMap,
    epoch: Epoch,
    peer: u64,
    /// The number of this peer's next operation.
    next: u32,
    /// Up to where this peer's operations have been handed out; `None` as long as the document is new and unwritten.
    taken: Option<u32>,
    /// A copy in which foreign bytes are tried first.
    trial: Option<LoroDoc>,
}

impl Engine {
    /// An empty document of a new epoch. A peer id is never used twice: `None` takes a random one.
    pub fn new(peer: Option<u64>) -> Engine {
        let doc = LoroDoc::new();
        let epoch = Epoch(doc.peer_id());
        Engine::around(doc, epoch, peer, None)
    }

    /// A document from its parts, which all belong to one epoch, and everything that is in it.
    pub fn load<'a>(parts: impl Iterator<Item = &'a [u8]>, peer: Option<u64>) -> Result<(Engine, Arrivals), Damaged> {
        let doc = LoroDoc::new();
        let mut generation = None;
        let mut blobs = Vec::new();
        for part in parts {
            let (epoch, blob) = envelope::open(part)?;
            if *generation.get_or_insert(epoch) != epoch {
                return Err(Damaged::Epoch);
            }
            blobs.push(blob.into_owned());
        }
        let epoch = generation.ok_or(Damaged::Nothing)?;
        let status = guarded(|| doc.import_batch(&blobs))?;
        if status.pending.is_some() {
            return Err(Damaged::Missing);
        }
        let arrivals =
            guarded_inspection(|| admission::inspect(&doc, &VersionVector::default(), epoch, &Record::default()))?;
        let engine = Engine::around(doc, epoch, peer, Some(0));
        let characters: u64 = arrivals.characters.iter().map(|span| u64::from(span.len)).sum();
        match engine.len() {
            len if u64::from(len) != characters => {
                Err(Damaged::Forbidden("its characters are not those of its history"))
            }
            len if len > LONGEST => Err(Damaged::TooLong { limit: LONGEST }),
            _ => Ok((engine, arrivals)),
        }
    }

    fn around(doc: LoroDoc, epoch: Epoch, peer: Option<u64>, taken: Option<u32>) -> Engine {
        if let Some(peer) = peer {
            doc.set_peer_id(peer).expect("nothing is open yet in a document just made");
        }
        let (text, acts, undone) = (doc.get_text(TEXT), doc.get_map(ACTS), doc.get_map(UNDONE));
        Engine { peer: doc.peer_id(), text, acts, undone, doc, epoch, next: 0, taken, trial: None }
    }

    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    pub fn peer(&self) -> u64 {
        self.peer
    }

    /// How many characters there are, hidden ones too.
    pub fn len(&self) -> u32 {
        self.text.len_unicode() as u32
    }

    /// The characters from one place to another, hidden ones too.
    pub fn slice(&self, from: u32, to: u32) -> String {
        self.text.slice(from as usize, to as usize).expect("the runs cover exactly the characters of the sequence")
    }

    /// Adds `text` (`chars` scalars of it) before the character at `at`.
    pub fn insert(&mut self, at: u32, text: &str, chars: u32) -> Span {
        self.text.insert(at as usize, text).expect("the runs cover exactly the characters of the sequence");
        let span = Span { peer: self.peer, start: self.next, len: chars };
        self.next += chars;
        span
    }

    /// Writes an act down; the number of the operation that does.
    pub fn write_act(&mut self, id: Id, act: &Act) -> u32 {
        self.acts.insert(&id.to_string(), act.to_value()).expect("the map of acts is attached");
        self.next += 1;
        self.next - 1
    }

    /// Writes down what stands there from now on. What stands there already is no operation in Loro, and none is counted.
    pub fn write_entry(&mut self, place: &Place, json: &str) {
        if self.entry(place).as_deref() == Some(json) {
            return;
        }
        self.doc.get_map(place.map).insert(&place.key, json).expect("a map at the root is attached");
        self.next += 1;
    }

    /// What stands there, of everything that was ever written there.
    pub fn entry(&self, place: &Place) -> Option<String> {
        match self.doc.get_map(place.map).get(&place.key)?.into_value() {
            Ok(LoroValue::String(json)) => Some(json.to_string()),
            _ => None,
        }
    }

    pub fn flag(&mut self, id: Id, undone: bool) {
        self.undone.insert(&id.to_string(), undone).expect("the map of undone acts is attached");
        self.next += 1;
    }

    pub fn is_undone(&self, id: Id) -> bool {
        let value = self.undone.get(&id.to_string()).and_then(|value| value.into_value().ok());
        matches!(value, Some(LoroValue::Bool(true)))
    }

    /// What this peer did since the last take.
    pub fn take(&mut self) -> Option<Vec<u8>> {
        self.commit();
        let blob = match self.taken {
            Some(taken) if taken == self.next => return None,
            Some(taken) => {
                let span = IdSpan::new(self.peer, taken as i32, self.next as i32);
                self.doc.export(ExportMode::updates_in_range(vec![span]))
            }
            None => self.doc.export(ExportMode::all_updates()),
        };
        self.taken = Some(self.next);
        Some(envelope::seal(self.epoch, &blob.expect("the whole history is in memory")))
    }

    /// Everything, whoever did it.
    pub fn snapshot(&self) -> Vec<u8> {
        self.commit();
        let blob = self.doc.export(ExportMode::all_updates()).expect("the whole history is in memory");
        envelope::seal_packed(self.epoch, &blob)
    }

    fn commit(&self) {
        self.doc.commit();
        debug_assert_eq!(self.doc.oplog_vv().get(&self.peer).map_or(0, |&end| end as u32), self.next);
    }

    /// Takes in foreign bytes, all or nothing. They are tried on a copy first: an import cannot be taken back.
    pub fn import(&mut self, bytes: &[u8], known: &Record) -> Result<Import, Damaged> {
        let (epoch, blob) = envelope::open(bytes)?;
        let blob = blob.as_ref();
        if epoch != self.epoch {
            return Err(Damaged::Epoch);
        }
        self.commit();
        let meta = guarded(|| LoroDoc::decode_import_blob_meta(blob, true))?;
        let here = self.doc.oplog_vv();
        if meta.partial_end_vv.iter().all(|(peer, end)| here.get(peer).is_some_and(|known| known >= end)) {
            return Ok(Import::Done(Arrivals::default(), Vec::new()));
        }
        let trial = self.trial.take().unwrap_or_default();
        let missed = self.doc.export(ExportMode::updates(&trial.oplog_vv())).expect("the whole history is in memory");
        guarded(|| trial.import(&missed))?;
        if guarded(|| trial.import(blob))?.pending.is_some() {
            return Ok(Import::Early);
        }
        let arrivals = guarded_inspection(|| admission::inspect(&trial, &here, epoch, known))?;
        let characters: u64 = arrivals.characters.iter().map(|span| u64::from(span.len)).sum();
        let length = trial.get_text(TEXT).len_unicode() as u64;
        if length != u64::from(self.len()) + characters {
            return Err(Damaged::Forbidden("its characters are not those of its history"));
        }
        if length > u64::from(LONGEST) {
            return Err(Damaged::TooLong { limit: LONGEST });
        }
        // Written anew: what was let in can then be written and read again, however its bytes were forged.
        let anew = guarded(|| Ok(trial.export(ExportMode::updates(&here))))?;
        let insertions = self.import_tried(&anew.map_err(|error| Damaged::Unreadable(error.to_string()))?)?;
        self.trial = Some(trial);
        Ok(Import::Done(arrivals, insertions))
    }

    fn import_tried(&self, blob: &[u8]) -> Result<Vec<Insertion>, Damaged> {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let listener = {
            let seen = seen.clone();
            self.doc.subscribe(
                &self.text.id(),
                Arc::new(move |event| {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.extend(event.events.iter().filter_map(|event| match &event.diff {
                        Diff::Text(delta) => Some(insertions(delta)),
                        _ => None,
                    }));
                }),
            )
        };
        let imported = guarded(|| self.doc.import(blob));
        drop(listener);
        imported?;
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(seen.drain(..).flatten().collect())
    }

    /// The id of the character at `at`.
    pub fn id_at(&self, at: u32) -> Option<(u64, u32)> {
        let id = self.text.get_cursor(at as usize, Side::Middle)?.id?;
        Some((id.peer, id.counter as u32))
    }
}

fn insertions(delta: &[TextDelta]) -> Vec<Insertion> {
    let mut at = 0;
    let mut found = Vec::new();
    for part in delta {
        match part {
            TextDelta::Retain { retain, .. } => at += *retain as u32,
            TextDelta::Insert { insert, .. } => {
                found.push(Insertion { at, text: insert.clone() });
                at += insert.chars().count() as u32;
            }
            TextDelta::Delete { .. } => unreachable!("a blob that deletes was refused before"),
        }
    }
    found
}

/// Runs what reads foreign bytes: Loro checks a sum over them, but one that was made on purpose may still make it panic.
fn guarded<T>(read: impl FnOnce() -> loro::LoroResult<T>) -> Result<T, Damaged> {
    guarded_inspection(|| read().map_err(|error| Damaged::Unreadable(error.to_string())))
}

fn guarded_inspection<T>(read: impl FnOnce() -> Result<T, Damaged>) -> Result<T, Damaged> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Damaged::Unreadable("its parts contradict each other".into())))
}
