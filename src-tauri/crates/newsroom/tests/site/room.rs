//! A small newsroom in a house, and its published folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine as _;
use desk::ids::PersonId;
use desk::people::Role;
use newsroom::{Caller, NewNewsroom, Newsroom, Way};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const MANAGING: &str = "Mara Okeke";
pub const EDITOR: &str = "Edda Lindqvist";
pub const WRITER: &str = "Wanda Ostrow";
pub const OTHER: &str = "Otto Fremd";

/// A house with terms of its own for an article.
#[derive(Clone, Copy)]
pub struct HouseOf {
    pub house: &'static str,
    pub format: &'static str,
    pub section: &'static str,
    pub region: &'static str,
}

pub const MERIDIAN: HouseOf =
    HouseOf { house: "meridian", format: "analysis", section: "global-crises", region: "europe" };
pub const HARBOR: HouseOf = HouseOf { house: "harbor", format: "news", section: "waterfront", region: "old-port" };

pub struct Room {
    folder: TempDir,
    of: HouseOf,
    pub room: Arc<Newsroom>,
    people: BTreeMap<&'static str, PersonId>,
}

/// Files of a folder: bytes and time by path.
pub type Files = BTreeMap<String, (Vec<u8>, SystemTime)>;

impl Room {
    pub fn of(of: HouseOf) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("room");
        let new = NewNewsroom { house: of.house.into(), name: None, first_person: Some(MANAGING.into()) };
        Newsroom::create(&path, &new).expect("a newsroom");
        let rules = format!("name = \"A paper\"\nzone = \"UTC\"\nlanguage = \"en-GB\"\nintake = \"{MANAGING}\"\n");
        fs::write(path.join("desk.toml"), rules).expect("the rules");
        let room = Newsroom::open(&path, Way::CommandLine).expect("it opens");
        let first = room.person(MANAGING).expect("the first person");
        let mut people = BTreeMap::from([(MANAGING, first)]);
        for (name, role) in [(EDITOR, Role::Editor), (WRITER, Role::Writer), (OTHER, Role::Writer)] {
            let holder = Caller::command_line(Some(first));
            room.set_person(&holder, name, &[role], false, Some("Writes *The Tide*."), None).expect("a person");
            people.insert(name, room.person(name).expect("a person"));
        }
        Self { folder, of, room, people }
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("room")
    }

    pub fn site(&self) -> PathBuf {
        self.folder().join("site")
    }

    pub fn person(&self, who: &str) -> PersonId {
        self.people[who]
    }

    pub fn done(&self, who: &str, name: &str, args: &Value) -> Value {
        let caller = Caller::command_line(self.people.get(who).copied());
        let answer = self.room.answer(&caller, name, &args.to_string());
        let answer = answer.unwrap_or_else(|failure| panic!("{who}: {name} {args}: {failure}"));
        let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        assert!(answer["outcome"].as_str().is_none_or(|outcome| outcome == "done"), "{name} {args}: {answer}");
        answer
    }

    /// An act that is on disk; its pages are not written yet.
    pub fn decide(&self, who: &str, article: &str, command: Value) {
        self.done(who, "article.act", &json!({ "article": article, "command": command }));
    }

    /// An act, with everything it obliges to written.
    pub fn act(&self, who: &str, article: &str, command: Value) {
        self.decide(who, article, command);
        self.room.see_published().expect("the pages are written");
    }

    /// A draft with everything that listings go by.
    pub fn draft(&self, slug: &str, headline: &str, topics: &str) -> String {
        self.draft_with(slug, headline, topics, "", &[])
    }

    /// The same with more text, and with pictures: of those that the text does not show, the first is the lead.
    pub fn draft_with(&self, slug: &str, headline: &str, topics: &str, more: &str, pictures: &[&str]) -> String {
        let HouseOf { format, section, region, .. } = self.of;
        let lead = pictures.iter().find(|name| !more.contains(**name));
        let lead = lead.map(|name| format!("lead: {name}\nlead_alt: A face\n")).unwrap_or_default();
        let file = format!(
            "---\nslug: {slug}\ntitle: {headline}\ndek: What {slug} means.\nauthors: [{WRITER}, {OTHER}]\nformat: {format}\n\
             section: {section}\nregion: {region}\ntags: [{topics}]\n{lead}---\nThe text of {slug}.\n\nAnd more of it.\n\n{more}\n"
        );
        let data = base64::engine::general_purpose::STANDARD.encode(file);
        let mut files = vec![json!({ "name": format!("{slug}.md"), "data": data })];
        files.extend(pictures.iter().map(|name| picture(name)));
        let answer = self.done(WRITER, "intake.submit", &json!({ "files": files }));
        answer["files"][0]["article"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// An article that is out.
    pub fn published(&self, slug: &str, headline: &str, topics: &str) -> String {
        let article = self.draft(slug, headline, topics);
        self.publish(&article);
        article
    }

    /// Brings a draft before readers.
    pub fn publish(&self, article: &str) {
        self.act(WRITER, article, json!({ "act": "submit", "note": "" }));
        self.act(EDITOR, article, json!({ "act": "claim" }));
        self.act(MANAGING, article, json!({ "act": "approve" }));
        self.act(MANAGING, article, json!({ "act": "publish" }));
    }

    /// Lets the sweep come to its end.
    pub fn sweep(&self) {
        while self.room.sweep_some().expect("the sweep goes on") {}
    }

    /// Changes a file of the house folder, and opens the newsroom with it.
    pub fn in_house(&mut self, file: &str, change: impl FnOnce(String) -> String) {
        let path = self.folder().join("house").join(file);
        let text = fs::read_to_string(&path).expect("the house has it");
        let changed = change(text.clone());
        assert_ne!(changed, text, "something was changed");
        fs::write(&path, changed).expect("it may be written");
        self.room = Newsroom::open(&self.folder(), Way::CommandLine).expect("it opens");
    }

    pub fn files(&self) -> Files {
        files_below(&self.site())
    }

    /// What readers get at an address; `None` when there is nothing.
    pub fn page(&self, address: &str) -> Option<String> {
        fs::read_to_string(self.site().join(address).join("index.html")).ok()
    }

    /// The files that say something.
    pub fn saying(&self, words: &str) -> BTreeSet<String> {
        let says = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
        self.files().into_iter().filter(|(_, (bytes, _))| says(bytes)).map(|(path, _)| path).collect()
    }

    #[track_caller]
    pub fn is_sound(&self) {
        let part = self.room.check_site(None).expect("it can be compared");
        assert_eq!(part.faults, Vec::<String>::new());
    }
}

/// A picture of the sample's, as it is sent.
pub fn picture(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/sample/portraits").join(name);
    let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    json!({ "name": name, "data": base64::engine::general_purpose::STANDARD.encode(bytes) })
}

/// Every file below a folder.
pub fn files_below(root: &Path) -> Files {
    let mut files = Files::new();
    gather(root, root, &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            let time = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
            files.insert(name, (fs::read(&path).expect("readable"), time));
        }
    }
}

/// Internal links of every page that lead to no file: page and link.
pub fn broken_links(files: &Files) -> Vec<(String, String)> {
    let mut broken = Vec::new();
    for (path, (bytes, _)) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for attribute in ["href=\"/", "src=\"/"] {
            for rest in html.split(attribute).skip(1) {
                let link = rest.split(['"', '#', '?']).next().unwrap_or_default();
                let file =
                    if link.is_empty() || link.ends_with('/') { format!("{link}index.html") } else { link.into() };
                if !files.contains_key(&file) {
                    broken.push((path.clone(), format!("/{link}")));
                }
            }
        }
    }
    broken
}
