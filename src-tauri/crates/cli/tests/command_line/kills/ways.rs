//! The ways in: a step of an article's life is tried at the command line, in a browser, or in a window, while whoever carries
//! it is killed.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use serde_json::{Value, json};

use super::Scene;
use super::kept::Trace;
use super::killer::Ended;
use super::life::{Deed, Step, THE_JOB, THE_PICTURE};
use crate::room::{Dice, MANAGING, Room};
use crate::served::{Heard, SAVED, typed};

/// What came of a try.
pub enum Try {
    Acknowledged,
    /// Whoever should have done it was killed; it may have happened.
    Unknown,
    /// There is no such act by this way.
    NotHere,
    /// With what was said.
    Refused(String),
}

pub trait Way {
    fn name(&self) -> &'static str;
    fn attempt(&mut self, scene: &Scene<'_>, article: &str, step: &Step) -> Try;
    /// What stands for the trace, where only this way knows it.
    fn trace(&self, step: &Step) -> Trace {
        step.trace.clone()
    }
}

/// Lives the steps one after the other, each until it has happened, or until the round is over.
pub fn live(scene: &Scene<'_>, way: &mut dyn Way, article: &str, steps: &[Step]) {
    for step in steps {
        if !carry(scene, way, article, step) {
            return;
        }
    }
}

/// Whether it happened before the round was over.
fn carry(scene: &Scene<'_>, way: &mut dyn Way, article: &str, step: &Step) -> bool {
    let count = || match &step.trace {
        Trace::Said(words) => scene.room.log_if_there(article).iter().filter(|(_, said)| said.contains(words)).count(),
        Trace::Word(word) => {
            scene.room.galley(MANAGING, &["show", article, "--markdown"]).out.matches(word.as_str()).count()
        }
        Trace::Headline(_) => usize::from(!scene.room.log_if_there(article).is_empty()),
        // Done again it changes nothing.
        Trace::Picture(_) | Trace::Person(_) | Trace::Passphrase(_) => 0,
        // No life has it: it is done by hands of its own.
        Trace::Suggested(_) | Trace::Waits(_) | Trace::Gone(_) | Trace::Remark(_) | Trace::Settled(_) => 0,
    };
    let (before, mut unknown) = (count(), false);
    while !scene.over() {
        if !matches!(step.trace, Trace::Picture(_)) {
            scene.kept.asked(article, &step.trace);
        }
        match way.attempt(scene, article, step) {
            Try::Acknowledged => {
                scene.kept.acknowledged(&format!("{}: {}", way.name(), step.act), article, &way.trace(step));
                return true;
            }
            Try::Unknown if count() > before => return true,
            Try::Unknown => unknown = true,
            Try::NotHere => return true,
            // What was on its way to the disk when its process died is seen when the log is read the next time, or the one after.
            Try::Refused(_) if unknown && count() > before => return true,
            Try::Refused(said) => {
                let (by, log) = (way.name(), scene.room.log_if_there(article));
                panic!(
                    "{article} by {by} (unknown before: {unknown}, {before} of {:?} before): {said}; {log:?}",
                    step.act
                )
            }
        }
    }
    false
}

pub struct CommandLine {
    pub dice: Dice,
}

impl Way for CommandLine {
    fn name(&self) -> &'static str {
        "command line"
    }

    fn attempt(&mut self, scene: &Scene<'_>, article: &str, step: &Step) -> Try {
        let room = scene.room;
        let words: Vec<String> = match &step.deed {
            Deed::Act { words, .. } => words.clone(),
            Deed::HandIn => {
                let file = draft(room, article);
                ["submit", &file, "--by", step.who].map(ToOwned::to_owned).into()
            }
            Deed::Type { text } => {
                let shown = room.json(step.who, &["show", article]);
                let body = shown["body"].as_str().unwrap_or_default();
                let file = room.file(&format!("typed-{article}.md"), format!("{text}{body}"));
                let file = file.to_str().expect("a path").to_owned();
                let version = shown["version"].as_str().expect("a version").to_owned();
                vec!["edit".into(), article.into(), file, "--from".into(), version]
            }
            Deed::AddPicture { .. } => Vec::new(),
        };
        if words.is_empty() {
            return Try::NotHere;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match scene.killer.tried(&mut room.command(step.who, &words), &mut self.dice) {
            Ended::Well => Try::Acknowledged,
            Ended::Killed => Try::Unknown,
            Ended::Refused(said) => Try::Refused(format!("{words:?}: {said}")),
        }
    }
}

fn draft(room: &Room, slug: &str) -> String {
    let text = format!(
        "---\nslug: {slug}\ntitle: The {slug} story\ndek: What {slug} means.\nsection: global-crises\n---\nThe text of {slug}.\n"
    );
    room.file(&format!("{slug}.md"), text).to_str().expect("a plain path").to_owned()
}

/// Carries requests of the table for somebody, to a process that may die.
pub trait Carrier {
    fn name(&self) -> &'static str;
    fn ask(&mut self, scene: &Scene<'_>, who: &str, request: &str, args: &Value) -> Heard;
}

/// An article's life by requests.
pub struct Requests<C> {
    pub carrier: C,
    /// The article's id, once it has one.
    id: Option<String>,
    picture: Option<String>,
}

impl<C: Carrier> Requests<C> {
    pub fn by(carrier: C) -> Self {
        Self { carrier, id: None, picture: None }
    }

    fn ask(&mut self, scene: &Scene<'_>, who: &str, request: &str, args: &Value) -> Option<Value> {
        match self.carrier.ask(scene, who, request, args) {
            Heard::Answer(answer) => Some(answer),
            Heard::Nothing => None,
            Heard::Failure(status, said) => panic!("{who}: {request} {args} failed with {status}: {said}"),
        }
    }

    fn act(&mut self, scene: &Scene<'_>, article: &str, who: &str, command: &Value) -> Option<Try> {
        let mut command = command.clone();
        let id = self.id_of(scene.room, article);
        if command["job"] == THE_JOB {
            let view = self.ask(scene, who, "article.get", &json!({ "article": id }))?;
            command["job"] = view["jobs"][0]["id"].clone();
        }
        if command["changes"]["lead"]["picture"] == THE_PICTURE {
            command["changes"]["lead"]["picture"] = json!(self.picture);
        }
        let answer = self.ask(scene, who, "article.act", &json!({ "article": id, "command": command }))?;
        Some(match answer["outcome"].as_str() {
            Some("done") => Try::Acknowledged,
            _ => Try::Refused(format!("{who} may {command}: {answer}")),
        })
    }

    /// Null as long as there is no such article.
    fn id_of(&mut self, room: &Room, article: &str) -> Value {
        if self.id.is_none() && !room.log_if_there(article).is_empty() {
            self.id = room.json(MANAGING, &["show", article])["id"].as_str().map(ToOwned::to_owned);
        }
        json!(self.id)
    }

    /// Types, and waits until it is on disk.
    fn types(&mut self, scene: &Scene<'_>, article: &str, who: &str, text: &str) -> Option<Try> {
        let id = self.id_of(scene.room, article);
        let id = id.as_str().expect("an article that is typed into is there").to_owned();
        let opened = self.ask(scene, who, "text.open", &json!({ "article": id }))?;
        let pushed = self.ask(scene, who, "text.push", &typed(&id, &opened, text))?;
        let (step, begun) = (pushed["step"].as_u64(), std::time::Instant::now());
        let mut saved = pushed["saved"].as_u64();
        while saved < step {
            assert!(begun.elapsed() < SAVED, "{article}: what was typed is on disk in time");
            let pull = json!({ "article": id, "session": opened["session"], "step": step });
            saved = self.ask(scene, who, "text.pull", &pull)?["saved"].as_u64();
        }
        Some(Try::Acknowledged)
    }

    fn add_picture(&mut self, scene: &Scene<'_>, who: &str, name: &str) -> Option<Try> {
        let stored = self.ask(scene, who, "media.add", &picture(name))?;
        self.picture = stored["hash"].as_str().map(ToOwned::to_owned);
        Some(Try::Acknowledged)
    }
}

impl<C: Carrier> Way for Requests<C> {
    fn name(&self) -> &'static str {
        self.carrier.name()
    }

    fn attempt(&mut self, scene: &Scene<'_>, article: &str, step: &Step) -> Try {
        let done = match &step.deed {
            Deed::Act { command, .. } => self.act(scene, article, step.who, command),
            Deed::Type { text } => self.types(scene, article, step.who, text),
            Deed::AddPicture { name } => self.add_picture(scene, step.who, name),
            Deed::HandIn => return Try::NotHere,
        };
        done.unwrap_or(Try::Unknown)
    }

    fn trace(&self, step: &Step) -> Trace {
        match (&step.trace, &self.picture) {
            (Trace::Picture(_), Some(hash)) => Trace::Picture(hash.clone()),
            (trace, _) => trace.clone(),
        }
    }
}

/// A picture of the sample's, as it is sent.
pub fn picture(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/sample/portraits").join(name);
    let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    json!({ "name": name, "data": base64::engine::general_purpose::STANDARD.encode(bytes) })
}
