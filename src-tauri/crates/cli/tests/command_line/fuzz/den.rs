//! The newsroom that is served to the nonsense: full of what not everybody may read.

use std::fs;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::kills::Ids;
use crate::room::{EDITOR, MANAGING, OTHER_WRITER, Room, WRITER};
use crate::served::{Browser, Heard, PASSPHRASE, Served, guarded_room};

/// In everything that is not published.
pub const CANARY: &str = "zeisig";

pub struct Den {
    pub room: Room,
    served: Mutex<Served>,
    pub port: u16,
    pub writer: Browser,
    pub editor: Browser,
    /// Ids of articles and of people, and hashes of versions, that requests may name.
    pub names: Vec<String>,
    pub ids: Ids,
    /// The article that is open to the writer and to the editor.
    pub own: String,
    /// One that is live, with a working copy full of canaries.
    pub live: String,
}

impl Den {
    pub fn new() -> Self {
        let room = guarded_room();
        room.draft("own", WRITER, "Words of my own.");
        room.draft("open", OTHER_WRITER, "For everybody.");
        room.walk("open");
        room.done(MANAGING, &["publish", "open"]);
        hide(&room);
        let served = Served::start(&room);
        let port = served.port().expect("it serves");
        let seat = |name| Browser::sign_in(port, name, PASSPHRASE).expect("let in");
        let (writer, editor) = (seat(WRITER), seat(EDITOR));
        let shown = room.json(MANAGING, &["queue", "is:any"]);
        let text = |article: &Value, key: &str| article[key].as_str().unwrap_or_default().to_owned();
        let articles = shown.as_array().expect("a list");
        let id = |slug: &str| text(articles.iter().find(|one| one["slug"] == slug).expect("it is there"), "id");
        let (own, live) = (id("own"), id("open"));
        let mut names: Vec<String> = articles.iter().map(|article| text(article, "id")).collect();
        for article in articles {
            names.push(text(&room.json(MANAGING, &["show", article["slug"].as_str().expect("a slug")]), "version"));
        }
        // Not the writer: whoever is given an article may read it. Nor the editor, who may end their own sessions.
        let others = |(name, _): &(String, String)| name != WRITER && name != EDITOR;
        names.extend(room.people().into_iter().filter(others).map(|(_, id)| id));
        let ids = Ids::of(&room);
        Self { room, served: Mutex::new(served), port, writer, editor, names, ids, own, live }
    }

    /// Another server at the same newsroom; whoever is signed in stays so.
    pub fn begin_afresh(&mut self) {
        let served = self.served.get_mut().expect("nobody panicked");
        std::mem::replace(served, Served::start(&self.room)).kill();
        self.port = served.port().expect("it serves");
    }

    pub fn runs(&self) -> bool {
        self.served.lock().expect("nobody panicked").runs()
    }

    fn id(&self) -> u32 {
        self.served.lock().expect("nobody panicked").id()
    }

    /// Resident memory of the server in kB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// How many files and connections it has open.
    pub fn files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.id())).expect("it runs").count()
    }

    /// Everybody still reads what is theirs, and the newsroom is sound.
    #[track_caller]
    pub fn still_tells_everybody_what_is_theirs(&self) {
        for (browser, reads_all) in [(&self.writer, false), (&self.editor, true)] {
            let args = json!({ "filter": "is:any", "sort": "bucket", "descending": false, "offset": 0, "limit": 200 });
            let Heard::Answer(queue) = browser.ask(self.port, "queue.list", &args) else {
                panic!("the queue is shown")
            };
            assert_eq!(queue.to_string().contains(CANARY), reads_all, "{queue}");
            let Heard::Answer(view) = browser.ask(self.port, "article.get", &json!({ "article": self.own })) else {
                panic!("their own article is shown")
            };
            assert_eq!(view["line"]["id"], json!(self.own));
        }
        self.room.done("", &["verify"]);
    }

    pub fn close(self) {
        self.served.into_inner().expect("nobody panicked").kill();
    }
}

fn hide(room: &Room) {
    let write = |name: &str| {
        let slug = format!("{CANARY}-{name}");
        let text = format!("Nobody outside may read {CANARY} of {name}.\n\n## {CANARY} in a heading");
        room.draft(&slug, OTHER_WRITER, &text);
        slug
    };
    write("draft");
    let note = format!("The {CANARY} is not sure.");
    for (name, words) in [
        ("held", &["hold", "ARTICLE", "--reason", note.as_str()][..]),
        ("embargoed", &["embargo", "ARTICLE", "--until", "+200d", "--reason", note.as_str()]),
        ("scheduled", &["schedule", "ARTICLE", "+200d"]),
    ] {
        let slug = write(name);
        room.walk(&slug);
        let words: Vec<&str> =
            words.iter().map(|word| if *word == "ARTICLE" { slug.as_str() } else { *word }).collect();
        room.done(MANAGING, &words);
    }
    // So much of it that no silent fix can bring it before readers.
    let ahead = format!("For everybody, and {CANARY} for later. ").repeat(20);
    let file = room.file("ahead.md", ahead);
    let dek = format!("dek=A {CANARY} dek");
    room.done(EDITOR, &["edit", "open", file.to_str().expect("a path"), "--set", &dek]);
}
