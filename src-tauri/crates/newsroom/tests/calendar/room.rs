//! A newsroom with slots, opened by two processes, and articles that are ready.

use std::fs;
use std::sync::Arc;

use base64::Engine as _;
use chrono::{Days, NaiveDate, Utc};
use desk::people::Role;
use newsroom::wire::failure::Failure;
use newsroom::{Caller, NewNewsroom, Newsroom, Way};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const MANAGING: &str = "Mara Okeke";
pub const SECOND: &str = "Milo Andersen";
pub const WRITER: &str = "Wanda Ostrow";
pub const OTHER: &str = "Otto Fremd";

const RULES: &str = r#"
name = "Meridian"
zone = "UTC"
language = "en-GB"
intake = "Mara Okeke"
slots = [{ name = "Lead", at = "07:00" }, { name = "Column", at = "12:00" }, { name = "Evening", at = "19:00" }]
"#;

pub struct Room {
    _folder: TempDir,
    /// The same newsroom, as two processes have it open.
    pub doors: [Arc<Newsroom>; 2],
}

impl Room {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("room");
        let new = NewNewsroom { house: "meridian".into(), name: None, first_person: Some(MANAGING.into()) };
        Newsroom::create(&path, &new).expect("a newsroom");
        fs::write(path.join("desk.toml"), RULES).expect("the rules");
        let open = || Newsroom::open(&path, Way::CommandLine).expect("it opens");
        let doors = [open(), open()];
        let holder = Caller::command_line(Some(doors[0].person(MANAGING).expect("the first person")));
        for (name, roles) in [
            (MANAGING, &[Role::ManagingEditor, Role::Administrator][..]),
            (SECOND, &[Role::ManagingEditor]),
            (WRITER, &[Role::Writer]),
            (OTHER, &[Role::Writer]),
        ] {
            doors[0].set_person(&holder, name, roles, false, Some("Writes."), None).expect("a person");
        }
        Self { _folder: folder, doors }
    }

    pub fn ask(&self, door: usize, who: &str, name: &str, args: &Value) -> Result<Value, Failure> {
        let room = &self.doors[door];
        let caller = Caller::command_line(Some(room.person(who).expect("a person")));
        let answer = room.answer(&caller, name, &args.to_string())?;
        Ok(serde_json::from_str(&answer).expect("an answer is JSON"))
    }

    #[track_caller]
    pub fn done(&self, door: usize, who: &str, name: &str, args: &Value) -> Value {
        let answer =
            self.ask(door, who, name, args).unwrap_or_else(|failure| panic!("{who}: {name} {args}: {failure}"));
        assert!(answer["outcome"].as_str().is_none_or(|outcome| outcome == "done"), "{name} {args}: {answer}");
        answer
    }

    pub fn act(&self, article: &str, command: &Value) {
        self.done(0, MANAGING, "article.act", &json!({ "article": article, "command": command }));
    }

    /// A draft; its id.
    pub fn draft(&self, slug: &str) -> String {
        let file = format!(
            "---\nslug: {slug}\ntitle: The {slug} story\ndek: What {slug} means.\nsection: global-crises\n---\nWords.\n"
        );
        let data = base64::engine::general_purpose::STANDARD.encode(file);
        let args = json!({ "files": [{ "name": format!("{slug}.md"), "data": data }] });
        let answer = self.done(0, WRITER, "intake.submit", &args);
        answer["files"][0]["article"].as_str().expect("an article").to_owned()
    }

    pub fn ready(&self, slug: &str) -> String {
        let article = self.draft(slug);
        self.approve(&article);
        article
    }

    /// Through the desk, up to its approval.
    pub fn approve(&self, article: &str) {
        self.done(0, WRITER, "article.act", &json!({ "article": article, "command": { "act": "submit", "note": "" } }));
        self.act(article, &json!({ "act": "claim" }));
        self.act(article, &json!({ "act": "approve" }));
    }

    pub fn caller(&self, who: &str) -> Caller {
        Caller::command_line(Some(self.doors[0].person(who).expect("a person")))
    }

    /// What the calendar shows of those days from now.
    pub fn calendar(&self, door: usize, who: &str, days: u64) -> Value {
        let today = Utc::now().date_naive();
        let args = json!({ "from": today, "to": today + Days::new(days) });
        self.done(door, who, "calendar.list", &args)
    }
}

/// That day from now, at that time.
pub fn when(day: u64, time: &str) -> Value {
    let date: NaiveDate = Utc::now().date_naive() + Days::new(day);
    json!({ "local": format!("{date}T{time}:00"), "zone": "UTC", "utc": format!("{date}T{time}:00Z") })
}

pub fn schedule(day: u64, time: &str, kind: &str, share: bool) -> Value {
    json!({ "act": "schedule", "kind": kind, "when": when(day, time), "share_slot": share })
}
