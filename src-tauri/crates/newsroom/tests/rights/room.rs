//! A guarded newsroom with one person of every kind, and articles with canaries.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use desk::ids::PersonId;
use desk::people::Role;
use newsroom::wire::event::Topic;
use newsroom::wire::failure::Failure;
use newsroom::{Caller, Given, NewNewsroom, News, Newsroom, Visit, Way};
use serde_json::{Value, json};
use tempfile::TempDir;

/// In every headline, dek, text, note, slug and brief that is not published.
pub const CANARY: &str = "zeisig";

pub const FIRST: &str = "Fenna Eerste";
pub const WRITER: &str = "Wanda Ostrow";
pub const OTHER: &str = "Otto Fremd";
pub const EDITOR: &str = "Edda Lindqvist";
pub const COPY: &str = "Cosmo Bright";
pub const MANAGING: &str = "Mara Okeke";
pub const ADMIN: &str = "Adem Yilmaz";
pub const NOBODY: &str = "nobody";
/// In the order of the table's columns.
pub const ROLES: [&str; 6] = [WRITER, EDITOR, COPY, MANAGING, ADMIN, NOBODY];

pub const PASSPHRASE: &str = "four tall ships at noon";

pub struct Room {
    folder: TempDir,
    pub room: Arc<Newsroom>,
    pub people: BTreeMap<&'static str, PersonId>,
    tokens: Mutex<BTreeMap<&'static str, String>>,
    pub heard: Arc<Mutex<Vec<News>>>,
}

/// The articles everybody is tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A draft of the writer's.
    Own,
    /// Another writer's draft.
    Foreign,
    /// Another writer's article that is live, with a working copy ahead of it.
    Working,
}

impl Room {
    /// People and no articles; seats are free.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("room");
        let new = NewNewsroom { house: "meridian".into(), name: None, first_person: Some(FIRST.into()) };
        Newsroom::create(&path, &new).expect("a newsroom");
        let rules = "name = \"Meridian\"\nzone = \"UTC\"\nlanguage = \"en-GB\"\nintake = \"Fenna Eerste\"\n";
        fs::write(path.join("desk.toml"), rules).expect("the rules");
        let room = Newsroom::open(&path, Way::Web).expect("it opens");
        let first = room.person(FIRST).expect("the first person");
        let mut people = BTreeMap::from([(FIRST, first)]);
        for (name, role) in [
            (WRITER, Role::Writer),
            (OTHER, Role::Writer),
            (EDITOR, Role::Editor),
            (COPY, Role::CopyEditor),
            (MANAGING, Role::ManagingEditor),
            (ADMIN, Role::Administrator),
        ] {
            let holder = Caller::command_line(Some(first));
            room.set_person(&holder, name, &[role], false, Some("Writes."), None).expect("a person");
            people.insert(name, room.person(name).expect("a person"));
        }
        let heard: Arc<Mutex<Vec<News>>> = Arc::default();
        let ears = Arc::clone(&heard);
        room.listen(Box::new(move |news| ears.lock().expect("ears").push(news.clone())));
        Self { folder, room, people, tokens: Mutex::default(), heard }
    }

    /// The same with articles, and everybody signed in.
    pub fn guarded() -> (Self, BTreeMap<&'static str, String>) {
        let desk = Self::open();
        let articles = desk.articles();
        for (name, person) in &desk.people {
            let holder = Caller::command_line(None);
            desk.room.set_passphrase(&holder, *person, PASSPHRASE).expect("a passphrase");
            assert!(desk.sign_in(name, PASSPHRASE).is_some(), "{name} is let in");
        }
        (desk, articles)
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("room")
    }

    /// Comes in, and keeps the token; nothing when it is refused.
    pub fn sign_in(&self, name: &'static str, passphrase: &str) -> Option<String> {
        let caller = self.visit(None);
        let args = json!({ "name": name, "passphrase": passphrase }).to_string();
        self.room.answer(&caller, "session.begin", &args).expect("an answer");
        let Some(Given::Session { token, .. }) = caller.given() else { return None };
        self.tokens.lock().expect("tokens").insert(name, token.clone());
        Some(token)
    }

    pub fn visit(&self, token: Option<String>) -> Caller {
        // From another address each time: failures of one try must not slow down the next.
        static ADDRESSES: AtomicU32 = AtomicU32::new(0);
        self.visit_from(token, &format!("192.0.2.7 {}", ADDRESSES.fetch_add(1, Ordering::Relaxed)))
    }

    pub fn visit_from(&self, token: Option<String>, address: &str) -> Caller {
        self.room.admit(Way::Web, None, Visit::new(token, Some(address.into()))).expect("looked at")
    }

    /// Whoever it is, as they are signed in; or at a free seat.
    pub fn caller(&self, who: &str) -> Caller {
        if self.room.guarded().expect("known") {
            self.visit(self.tokens.lock().expect("tokens").get(who).cloned())
        } else {
            self.room.admit(Way::Web, self.people.get(who).copied(), Visit::default()).expect("admitted")
        }
    }

    pub fn ask(&self, who: &str, name: &str, args: &Value) -> Result<Value, Failure> {
        let answer = self.room.answer(&self.caller(who), name, &args.to_string())?;
        Ok(serde_json::from_str(&answer).expect("an answer is JSON"))
    }

    #[track_caller]
    pub fn done(&self, who: &str, name: &str, args: &Value) -> Value {
        let answer = self.ask(who, name, args).unwrap_or_else(|failure| panic!("{who}: {name} {args}: {failure}"));
        assert!(
            answer["outcome"].as_str().is_none_or(|outcome| outcome == "done" || outcome == "in"),
            "{name}: {answer}"
        );
        answer
    }

    #[track_caller]
    pub fn act(&self, who: &str, article: &str, command: Value) -> Value {
        self.done(who, "article.act", &json!({ "article": article, "command": command }))
    }

    /// What somebody is told of what was heard since the last time.
    pub fn heard_by(&self, who: &str, news: &[News]) -> Vec<Topic> {
        news.iter().flat_map(|news| self.room.heard_by(&self.caller(who), news)).collect()
    }

    pub fn take_news(&self) -> Vec<News> {
        std::mem::take(&mut self.heard.lock().expect("ears"))
    }

    pub fn submit(&self, who: &str, slug: &str, text: &str) -> String {
        let file = format!(
            "---\nslug: {slug}\ntitle: The {slug} story\ndek: What {slug} means.\nsection: global-crises\n---\n{text}\n"
        );
        let data = base64::engine::general_purpose::STANDARD.encode(file);
        let answer =
            self.done(who, "intake.submit", &json!({ "files": [{ "name": format!("{slug}.md"), "data": data }] }));
        answer["files"][0]["article"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Adds a picture of the sample's; its hash.
    pub fn picture(&self, who: &str, name: &str) -> String {
        let stored = self.done(who, "media.add", &picture(name));
        stored["hash"].as_str().expect("a hash").to_owned()
    }

    pub fn publish(&self, writer: &str, article: &str) {
        self.act(writer, article, json!({ "act": "submit", "note": "" }));
        self.act(EDITOR, article, json!({ "act": "claim" }));
        self.act(EDITOR, article, json!({ "act": "to-copy" }));
        self.act(MANAGING, article, json!({ "act": "approve" }));
        self.act(MANAGING, article, json!({ "act": "publish" }));
        self.room.see_published().expect("the pages are written");
    }

    /// Changes headline, dek and text of what is on the desk to something with the canary in it.
    pub fn hide_canary(&self, who: &str, article: &str) {
        let changes =
            json!({ "headline": format!("A {CANARY} headline"), "dek": format!("A {CANARY} dek"), "topics": [CANARY] });
        self.act(who, article, json!({ "act": "set", "changes": changes }));
        self.type_into(who, article, &format!("A {CANARY} in the text. "));
        self.act(who, article, json!({ "act": "freeze", "name": format!("A {CANARY} version") }));
    }

    pub fn type_into(&self, who: &str, article: &str, text: &str) {
        let push = self.push_args(who, article, text).expect("it can be opened");
        self.done(who, "text.push", &push);
    }

    pub fn push_args(&self, who: &str, article: &str, text: &str) -> Result<Value, Failure> {
        let opened = self.ask(who, "text.open", &json!({ "article": article }))?;
        let units = opened["text"].as_str().unwrap_or_default().encode_utf16().count();
        let mut insertion = vec![json!(0)];
        insertion.extend(text.split('\n').map(|line| json!(line)));
        let changes = if units == 0 { json!([insertion]) } else { json!([insertion, units]) };
        let update = json!({ "client": format!("a hand of {who}"), "changes": changes });
        Ok(json!({ "article": article, "session": opened["session"], "step": opened["step"], "updates": [update] }))
    }

    fn articles(&self) -> BTreeMap<&'static str, String> {
        let own = self.submit(WRITER, "own", "My own words.");
        self.act(WRITER, &own, json!({ "act": "freeze", "name": "My own version" }));
        let foreign = self.submit(OTHER, CANARY, &format!("A {CANARY} in the draft.\n\n## {CANARY}\n\nMore."));
        self.hide_canary(OTHER, &foreign);
        let scheduled = self.submit(OTHER, &format!("{CANARY}-scheduled"), &format!("The {CANARY} goes out."));
        for (who, command) in [
            (OTHER, json!({ "act": "submit", "note": format!("Here is the {CANARY}.") })),
            (EDITOR, json!({ "act": "claim" })),
            (MANAGING, json!({ "act": "approve" })),
        ] {
            self.act(who, &scheduled, command);
        }
        let time = self.done(MANAGING, "schedule.read", &json!({ "text": "2031-03-04 10:00", "reader_zone": "UTC" }));
        let when = &time["time"]["moment"];
        let command = json!({ "act": "schedule", "kind": "publish", "when": when, "share_slot": false });
        self.act(MANAGING, &scheduled, command);
        let working = self.submit(OTHER, "open", "Words for everybody.");
        self.publish(OTHER, &working);
        self.hide_canary(EDITOR, &working);
        self.act(EDITOR, &working, json!({ "act": "set-slug", "slug": format!("{CANARY}-renamed") }));
        self.act(
            EDITOR,
            &working,
            json!({ "act": "hold", "reason": format!("The {CANARY} is not sure."), "review": "2031-01-01T00:00:00Z" }),
        );
        let withdrawn = self.submit(OTHER, &format!("{CANARY}-withdrawn"), "Words that were for everybody.");
        self.publish(OTHER, &withdrawn);
        self.act(MANAGING, &withdrawn, json!({ "act": "withdraw", "reason": format!("The {CANARY} was wrong.") }));
        self.room.see_published().expect("the pages are written");
        BTreeMap::from([
            ("own", own),
            ("foreign", foreign),
            ("scheduled", scheduled),
            ("working", working),
            ("withdrawn", withdrawn),
        ])
    }
}

pub fn picture(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/sample/portraits").join(name);
    let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    json!({ "name": name, "data": base64::engine::general_purpose::STANDARD.encode(bytes) })
}
