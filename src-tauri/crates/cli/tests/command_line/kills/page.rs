//! One text before several people at browsers, whose server may be killed at any moment.

use serde_json::{Value, json};

use super::Scene;
use super::kept::Trace;
use super::serving::Browsers;
use super::ways::Carrier as _;
use crate::room::EDITOR;
use crate::served::{Heard, SAVED, typed};

/// One article before several people.
pub struct Page<'a> {
    pub scene: &'a Scene<'a>,
    browsers: Browsers,
    slug: &'static str,
    pub id: String,
}

/// A text that somebody has before them.
pub struct Opened {
    who: &'static str,
    pub answer: Value,
}

impl<'a> Page<'a> {
    pub fn of(scene: &'a Scene<'a>, slug: &'static str) -> Self {
        let id = scene.room.json(EDITOR, &["show", slug])["id"].as_str().expect("an id").to_owned();
        Self { scene, browsers: Browsers::default(), slug, id }
    }

    /// Nothing: whoever should have answered was killed, or had not opened the text.
    pub fn ask(&mut self, who: &str, request: &str, args: &Value) -> Option<Value> {
        match self.browsers.ask(self.scene, who, request, args) {
            Heard::Answer(answer) => Some(answer),
            Heard::Failure(_, said) if said.contains("\"stale\"") => None,
            Heard::Failure(status, said) => panic!("{who}: {request} {args} failed with {status}: {said}"),
            Heard::Nothing => None,
        }
    }

    pub fn open(&mut self, who: &'static str) -> Option<Opened> {
        let answer = self.ask(who, "text.open", &json!({ "article": self.id }))?;
        Some(Opened { who, answer })
    }

    /// Asks about the open text.
    pub fn about(&mut self, open: &Opened, request: &str, more: Value) -> Option<Value> {
        let mut args = json!({ "article": self.id, "session": open.answer["session"], "step": open.answer["step"] });
        args.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        self.ask(open.who, request, &args)
    }

    /// Waits until what was answered is on disk.
    pub fn saved(&mut self, open: &Opened, answer: &Value) -> Option<()> {
        let (step, begun) = (answer["step"].as_u64(), std::time::Instant::now());
        let mut saved = answer["saved"].as_u64();
        while saved < step {
            assert!(begun.elapsed() < SAVED, "{}: what was done is on disk in time", self.slug);
            saved = self.about(open, "text.pull", json!({ "step": step }))?["saved"].as_u64();
        }
        Some(())
    }

    /// Types a word before everything else, and waits until it is on disk; `suggesting`: as a suggestion of its own.
    pub fn type_word(&mut self, who: &'static str, word: &str, suggesting: bool) -> Option<()> {
        let open = self.open(who)?;
        let mut args = typed(&self.id, &open.answer, &format!("{word} "));
        if suggesting {
            args["suggesting"] = json!({ "kind": "formatted" });
        }
        let pushed = self.ask(who, "text.push", &args)?;
        self.saved(&open, &pushed)
    }

    pub fn asked(&self, trace: &Trace) {
        self.scene.kept.asked(self.slug, trace);
    }

    pub fn acknowledged(&self, act: &str, trace: &Trace) {
        self.scene.kept.acknowledged(&format!("browser: {act}"), self.slug, trace);
    }
}

impl Opened {
    /// Where a suggested word stands, and under which suggestion.
    pub fn suggestion_of(&self, word: &str) -> Option<Value> {
        let units: Vec<u16> = self.answer["text"].as_str()?.encode_utf16().collect();
        let place = |stretch: &Value, end: &str| stretch[end].as_u64().and_then(|at| usize::try_from(at).ok());
        let stretches = self.answer["review"]["stretches"].as_array()?;
        let said = |stretch: &&Value| {
            let words = place(stretch, "from").zip(place(stretch, "to")).and_then(|(from, to)| units.get(from..to));
            words.is_some_and(|words| String::from_utf16_lossy(words).trim() == word)
        };
        stretches.iter().find(said).cloned()
    }
}
