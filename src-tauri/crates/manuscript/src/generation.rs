//! A new generation: the same text without what is gone for good.

use std::collections::BTreeMap;

use crate::act::Act;
use crate::engine::Engine;
use crate::entries::{CommentEntry, Entry, Moves, State};
use crate::id::Id;
use crate::manuscript::Manuscript;
use crate::runs::Run;
use crate::settle::Tally;
use crate::spans::{Span, Spans};
use crate::state::State as Stands;

impl Manuscript {
    /// The same text as the beginning of a new generation, with what is open, the comments and the suggestions for fields under
    /// their names. What was deleted, decided and undone is not in it, nor is what somebody could still take back; a
    /// comment in the tray stays there for good. Only for when no other desk has anything of the old generation that is not
    /// in it: bytes of the old one are refused from then on.
    pub fn renewed(&self) -> Manuscript {
        let mut new = Manuscript::around(Engine::new(None));
        let carried = self.carry_text(&mut new);
        for comment in self.record.comments.iter().filter(|(_, comment)| comment.stands()) {
            let on = comment.1.entry.on.as_ref().map(|spans| carried.of(spans));
            let entry = Entry::Comment(CommentEntry { on, ..comment.1.entry.clone() });
            new.carry(*comment.0, entry);
            let moves: Vec<Spans> = comment.1.moves.0.iter().map(|spans| carried.of(spans)).collect();
            if !moves.is_empty() {
                new.carry_state(*comment.0, State::Moves(Moves(moves)));
            }
            for reply in comment.1.standing() {
                new.carry(reply.id, Entry::Reply(reply.entry.clone()));
                if let Some(wording) = &reply.wording {
                    new.carry_state(reply.id, State::Wording(wording.clone()));
                }
            }
            if let Some(wording) = &comment.1.wording {
                new.carry_state(*comment.0, State::Wording(wording.clone()));
            }
            for (flag, state) in &comment.1.flags {
                new.carry_state(*comment.0, State::Flag(*flag, state.clone()));
            }
        }
        for (id, field) in &self.record.fields {
            new.carry(*id, Entry::Field(field.entry.clone()));
            if let Some(ruling) = &field.ruling {
                new.carry_state(*id, State::Ruling(ruling.clone()));
            }
        }
        new
    }

    fn carry_text(&self, new: &mut Manuscript) -> Carried {
        let mut carried = Carried::default();
        let mut strikes: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let mut byte = 0;
        for run in self.runs.iter().filter(|run| run.state.shown()) {
            let text = &self.working[byte..byte + run.bytes as usize];
            byte += run.bytes as usize;
            let mut number = |suggestion: u32| {
                *numbers.entry(suggestion).or_insert_with(|| {
                    let opened = self.record.suggestion(suggestion);
                    new.carry(opened.id, Entry::Suggestion(opened.entry.clone()));
                    if let Some(reason) = &opened.reason {
                        new.carry_state(opened.id, State::Reason(reason.clone()));
                    }
                    new.record.suggestion_number(opened.id).expect("it was just noted")
                })
            };
            let under = run.open_insertion().map(&mut number);
            let struck: Vec<u32> = run.open_strikes(&self.record).map(|(_, suggestion)| number(suggestion)).collect();
            new.head(under);
            let len = new.engine.len();
            let span = new.engine.insert(len, text, run.span.len);
            let engine = &new.engine;
            let seat = new.runs.cut_char(len, |from, to| engine.slice(from, to));
            new.runs.insert(seat, Run::of(span, text, under, Stands::Gone));
            carried.0.push((run.span, span.start, span.peer));
            for suggestion in struck {
                strikes.entry(suggestion).or_default().push(span);
            }
        }
        carried.0.sort_unstable();
        let mut tally = Tally::default();
        for (suggestion, struck) in strikes {
            let mut spans = Spans::default();
            spans.add(&struck);
            let act = Act::Strike { suggestion: new.record.suggestion(suggestion).id, spans };
            let id = new.new_id();
            new.engine.write_act(id, &act);
            let number = new.record.act(id, act, true);
            tally.add(&new.record, number);
        }
        new.settle(tally);
        carried
    }

    fn carry(&mut self, id: Id, entry: Entry) {
        self.enter(id, entry).expect("what was an entry before is one again");
    }

    fn carry_state(&mut self, of: Id, state: State) {
        self.say(of, state).expect("what was said before can be said again");
    }
}

/// Which characters became which: spans of the old generation, and where they begin in the new one.
#[derive(Debug, Default)]
struct Carried(Vec<(Span, u32, u64)>);

impl Carried {
    fn of(&self, spans: &Spans) -> Spans {
        let mut found = Vec::new();
        for span in spans.iter() {
            let first = self.0.partition_point(|(old, ..)| (old.peer, old.end()) <= (span.peer, span.start));
            let shared = |(old, ..): &&(Span, u32, u64)| old.peer == span.peer && old.start < span.end();
            for (old, start, peer) in self.0[first..].iter().take_while(shared) {
                let from = span.start.max(old.start);
                let len = span.end().min(old.end()) - from;
                found.push(Span { peer: *peer, start: start + (from - old.start), len });
            }
        }
        let mut out = Spans::default();
        out.add(&found);
        out
    }
}
