//! A newsroom in a temporary folder, and the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use newsroom::wire::log::LogArgs;
use newsroom::wire::table::Handler as _;
use newsroom::{Caller, Newsroom, Way};
use serde_json::Value;
use tempfile::TempDir;

pub const MANAGING: &str = "Ines Okafor";
pub const EDITOR: &str = "Penelope Whitlock";
pub const COPY: &str = "Hanneke Vroom";
pub const WRITER: &str = "Lucía Sandoval";
pub const OTHER_WRITER: &str = "Tommaso Marchetti";
/// Whose drafts files in submissions/ become.
pub const INTAKE: &str = EDITOR;

const RULES: &str = r#"
name = "Meridian"
zone = "America/New_York"
language = "en-US"
intake = "Penelope Whitlock"
"#;

/// How long anything that another process does may take on a machine that is busy with something else.
pub const PATIENCE: Duration = Duration::from_secs(90);

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_galley"))
}

/// Tests that run for hours when asked to.
pub fn long() -> bool {
    std::env::var_os("GALLEY_LONG").is_some_and(|value| value != "0")
}

pub struct Room {
    scratch: TempDir,
    pub folder: PathBuf,
}

/// What one run of the program said.
#[derive(Debug)]
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Room {
    /// A newsroom with a masthead, an empty site and no article.
    pub fn new() -> Self {
        static FIRST: OnceLock<Room> = OnceLock::new();
        let first = FIRST.get_or_init(Self::make);
        let room = Self::empty();
        copy(&first.folder, &room.folder);
        room
    }

    fn empty() -> Self {
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let folder = scratch.path().join("newsroom");
        Self { scratch, folder }
    }

    fn make() -> Self {
        let room = Self::empty();
        let folder = room.folder.to_str().expect("a plain path");
        run(command().args(["new", folder, "--name", "Meridian", "--as", MANAGING])).ok();
        fs::write(room.folder.join("desk.toml"), RULES).expect("desk.toml is written");
        for (name, role) in [(COPY, "copy-editor"), (WRITER, "writer"), (OTHER_WRITER, "writer")] {
            room.done(MANAGING, &["people", "set", name, "--role", role, "--biography", "Writes."]);
        }
        room.done(MANAGING, &["people", "set", EDITOR, "--role", "editor", "--may-publish"]);
        room
    }

    /// A place outside the newsroom.
    pub fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Writes a file outside the newsroom.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.scratch().join(name);
        fs::write(&path, text).expect("a file is written");
        path
    }

    /// The command, ready to run, as that person; "" is nobody.
    pub fn command(&self, person: &str, words: &[&str]) -> Command {
        let mut command = command();
        command.arg("-d").arg(&self.folder);
        if !person.is_empty() {
            command.args(["--as", person]);
        }
        command.args(words);
        command
    }

    pub fn galley(&self, person: &str, words: &[&str]) -> Said {
        run(&mut self.command(person, words))
    }

    /// Runs it with a line on standard input.
    pub fn told(&self, person: &str, words: &[&str], line: &str) -> Said {
        said_to(&mut self.command(person, words), line)
    }

    /// Runs it, and it is done; what it printed.
    #[track_caller]
    pub fn done(&self, person: &str, words: &[&str]) -> String {
        self.galley(person, words).ok()
    }

    #[track_caller]
    pub fn json(&self, person: &str, words: &[&str]) -> Value {
        let mut all = words.to_vec();
        all.push("--json");
        let out = self.done(person, &all);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?} answers JSON ({error}): {out}"))
    }

    /// Runs it, and it is refused with one clear sentence and nothing changed; the sentence.
    #[track_caller]
    pub fn refused(&self, person: &str, words: &[&str]) -> String {
        let before = self.state();
        let sentence = self.galley(person, words).refusal();
        self.state().assert_is(&before);
        sentence
    }

    /// Submits a text by the writer, and walks it to the approval.
    #[track_caller]
    pub fn approved(&self, slug: &str, text: &str) {
        self.draft(slug, WRITER, text);
        self.walk(slug);
    }

    /// A draft of that writer under that slug.
    #[track_caller]
    pub fn draft(&self, slug: &str, writer: &str, text: &str) {
        let text = format!(
            "---\nslug: {slug}\ntitle: The {slug} story\ndek: What {slug} means for readers.\nsection: global-crises\n---\n{text}\n"
        );
        let file = self.file(&format!("{slug}.md"), text);
        self.done("", &["submit", file.to_str().expect("a plain path"), "--by", writer]);
    }

    /// From draft to ready.
    #[track_caller]
    pub fn walk(&self, slug: &str) {
        self.done(EDITOR, &["move", slug, "submitted"]);
        self.done(EDITOR, &["move", slug, "editing"]);
        self.done(MANAGING, &["move", slug, "ready"]);
    }

    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// The page that readers get, "" for the front page.
    pub fn page(&self, address: &str) -> String {
        let path = self.site().join(address).join("index.html");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The log of an article, or of everything: `(kind, said)`, oldest first.
    #[track_caller]
    pub fn log(&self, article: Option<&str>) -> Vec<(String, String)> {
        let words: Vec<&str> = ["log"].into_iter().chain(article).chain(["--limit", "500"]).collect();
        entries(&self.json("", &words))
    }

    /// The log of an article; empty while there is none of that name.
    pub fn log_if_there(&self, article: &str) -> Vec<(String, String)> {
        let said = self.galley("", &["log", article, "--limit", "500", "--json"]);
        if said.status == Some(0) {
            return entries(&serde_json::from_str(&said.out).expect("JSON"));
        }
        assert!(said.err.contains("There is no article"), "the log of {article} is read, or there is none: {said:?}");
        Vec::new()
    }

    /// The article's log, oldest first, however long it is: kind and sentence.
    pub fn whole_log(&self, article: &str) -> Vec<(String, String)> {
        let newsroom = Newsroom::open(&self.folder, Way::CommandLine).expect("it opens");
        let holder = Caller::command_line(None);
        let article = Some(newsroom.find(&holder, article).expect("it is there"));
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let log = newsroom
                .article_log(&holder, LogArgs { article, before, limit: 500, ..LogArgs::default() })
                .expect("a log");
            before = log.entries.last().map(|entry| entry.seq);
            all.extend(log.entries.into_iter().map(|entry| (entry.kind, entry.said)));
            if !log.more {
                all.reverse();
                return all;
            }
        }
    }

    /// The ids of everybody on the masthead, by name.
    pub fn people(&self) -> BTreeMap<String, String> {
        let newsroom = Newsroom::open(&self.folder, Way::CommandLine).expect("it opens");
        let people = newsroom.masthead().expect("the masthead");
        people.into_iter().map(|person| (person.name, person.id.to_string())).collect()
    }

    /// How many facts of a kind the article's log has.
    #[track_caller]
    pub fn facts(&self, article: &str, kind: &str) -> usize {
        self.log(Some(article)).iter().filter(|(found, _)| found == kind).count()
    }

    /// How many facts of a kind the desk's whole log has.
    #[track_caller]
    pub fn facts_of_the_desk(&self, kind: &str) -> usize {
        self.log(None).iter().filter(|(found, _)| found == kind).count()
    }

    /// The newsroom's files as they are, the database's own working files left out.
    pub fn state(&self) -> Files {
        let mut files = Files::of(&self.folder);
        files.0.retain(|path, _| !path.ends_with("-wal") && !path.ends_with("-shm"));
        files
    }

    /// An agent that runs until it is dropped or ended.
    pub fn agent(&self) -> Agent {
        Agent::start(&mut self.command("", &["agent"]))
    }
}

fn entries(log: &Value) -> Vec<(String, String)> {
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let newest_first = log.as_array().expect("the log is a list");
    newest_first.iter().rev().map(|entry| (text(entry, "kind"), text(entry, "said"))).collect()
}

/// Files of a folder by their path in it.
#[derive(PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    pub fn of(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        gather(folder, folder, &mut files);
        Self(files)
    }

    /// The file of a folder whose name has the word in it.
    #[track_caller]
    pub fn file_of(folder: &Path, word: &str) -> PathBuf {
        let all = Self::of(folder).0.into_keys().collect::<Vec<_>>();
        let found = all.iter().find(|path| path.contains(word) && path.ends_with(".md"));
        folder.join(found.unwrap_or_else(|| panic!("{word} among {all:?}")))
    }

    #[track_caller]
    pub fn assert_is(&self, other: &Self) {
        let differs: Vec<&String> =
            self.0.keys().chain(other.0.keys()).filter(|path| self.0.get(*path) != other.0.get(*path)).collect();
        assert!(differs.is_empty(), "these files changed: {differs:?}");
    }

    /// The files that hold the word.
    pub fn holding(&self, word: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        self.0
            .iter()
            .filter(|(path, bytes)| path.contains(word) || holds(bytes))
            .map(|(path, _)| path.as_str())
            .collect()
    }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        let kind = fs::symlink_metadata(&path).expect("a file that is there").file_type();
        if kind.is_dir() {
            gather(root, &path, files);
        } else if kind.is_file() {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn command() -> Command {
    let mut command = Command::new(program());
    command.env_remove("GALLEY_DESK").env_remove("GALLEY_AS").env_remove("GALLEY_LOG");
    command
}

pub fn run(command: &mut Command) -> Said {
    Said::of(&command.stdin(Stdio::null()).output().expect("the program starts"))
}

/// Runs it with a line on standard input.
fn said_to(command: &mut Command, line: &str) -> Said {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    writeln!(child.stdin.take().expect("its input"), "{line}").expect("it reads");
    Said::of(&child.wait_with_output().expect("it ends"))
}

impl Said {
    fn of(output: &Output) -> Self {
        Self {
            status: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.status, Some(0), "it is done: {self:?}");
        assert_eq!(self.err, "", "what is done has nothing to complain of");
        self.out
    }

    /// Exit status 1 and one line on standard error; the sentence.
    #[track_caller]
    pub fn refusal(self) -> String {
        assert_eq!(self.status, Some(1), "it is refused: {self:?}");
        assert_eq!(self.err.lines().count(), 1, "one line says why: {self:?}");
        let sentence = self.err.trim().strip_prefix("galley: ").unwrap_or_else(|| panic!("galley says it: {self:?}"));
        assert!(sentence.ends_with(['.', '?', '!', ')', '”']), "a sentence: {sentence}");
        for word in ["panicked", "RUST_BACKTRACE", "Some(", "Err(", "SqliteFailure", "Error {"] {
            assert!(!sentence.contains(word), "words that a person understands: {sentence}");
        }
        sentence.to_owned()
    }
}

/// `galley agent`, running.
pub struct Agent(Child);

impl Agent {
    /// Starts it and waits until it says that it runs.
    pub fn start(command: &mut Command) -> Self {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("its output")).read_line(&mut line).expect("it says something");
        assert!(line.contains("The agent runs"), "it says that it runs: {line}");
        Self(child)
    }

    /// Asks it to end, and it ends well.
    #[track_caller]
    pub fn end(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().expect("kill is there");
        assert!(asked.success(), "it was running");
        let status = self.0.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "an agent that is asked to end ends well");
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until it is so.
#[track_caller]
pub fn until(what: &str, patience: Duration, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < patience, "{what}: not within {} s", patience.as_secs());
        thread::sleep(Duration::from_millis(100));
    }
}

/// The article's own part of a page: what is compared when a page is read back.
pub fn own_part(page: &str) -> &str {
    let start = page.find("<article").expect("the page has an article");
    let end = page[start..].find("</article>").expect("the article ends");
    &page[start..start + end]
}

/// Numbers that look random, the same in every run from the same seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}
