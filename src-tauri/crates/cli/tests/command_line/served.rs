//! `galley serve`, running, and people at browsers who ask it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use crate::room::{COPY, EDITOR, MANAGING, PATIENCE, Room, WRITER, copy, until};

pub const PASSPHRASE: &str = "four tall ships at noon";

/// A newsroom in which everybody signs in with [`PASSPHRASE`].
pub fn guarded_room() -> Room {
    static FIRST: OnceLock<Room> = OnceLock::new();
    let first = FIRST.get_or_init(|| {
        let room = Room::new();
        for name in [MANAGING, EDITOR, COPY, WRITER] {
            let said = room.told("", &["people", "passphrase", name], PASSPHRASE);
            said.ok();
        }
        room
    });
    let room = Room::new();
    std::fs::remove_dir_all(&room.folder).expect("made anew");
    copy(&first.folder, &room.folder);
    room
}

/// The program serving a newsroom on a free port.
pub struct Served {
    child: Child,
    /// 0 until it says where it is.
    port: Arc<AtomicU16>,
    complaints: Option<JoinHandle<String>>,
}

impl Served {
    /// Starts it, and does not wait for it.
    pub fn spawn(room: &Room) -> Self {
        let mut child = room
            .command("", &["serve", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let port = Arc::new(AtomicU16::new(0));
        let (said, told) = (child.stdout.take().expect("its output"), Arc::clone(&port));
        thread::spawn(move || {
            let mut line = String::new();
            // A process that is killed before it could say anything says nothing.
            let _ = BufReader::new(said).read_line(&mut line);
            let found = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
            if let Some(port) = found.and_then(|port| port.parse().ok()) {
                told.store(port, Ordering::Relaxed);
            }
        });
        let mut complained = child.stderr.take().expect("its complaints");
        let complaints = thread::spawn(move || {
            let mut all = Vec::new();
            let _ = complained.read_to_end(&mut all);
            String::from_utf8_lossy(&all).into_owned()
        });
        Self { child, port, complaints: Some(complaints) }
    }

    /// Starts it and waits until it says where it is.
    pub fn start(room: &Room) -> Self {
        let served = Self::spawn(room);
        until("it serves", PATIENCE, || served.port().is_some());
        served
    }

    pub fn port(&self) -> Option<u16> {
        Some(self.port.load(Ordering::Relaxed)).filter(|port| *port != 0)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("a child of ours").is_none()
    }

    /// Kills it; it has never panicked.
    #[track_caller]
    pub fn kill(mut self) {
        let complaints = self.end();
        assert!(!complaints.contains("panicked"), "it panicked: {complaints}");
    }

    /// What it complained of, up to now.
    fn end(&mut self) -> String {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.complaints.take().and_then(|complaints| complaints.join().ok()).unwrap_or_default()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let complaints = self.end();
        if thread::panicking() {
            println!("the server said: {complaints}");
        }
    }
}

/// What came back, as it stands on the wire.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Sends bytes and reads until the other side hangs up; nothing when there was no whole answer.
pub fn exchange(port: u16, bytes: &[u8]) -> Option<Answer> {
    exchange_within(PATIENCE, port, bytes)
}

/// The same, as long as each part of the answer comes in time.
pub fn exchange_within(time: Duration, port: u16, bytes: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(time)).ok()?;
    // A server that refuses may hang up while it is still being talked to.
    let _ = stream.write_all(bytes);
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read);
    answer(&read)
}

fn answer(read: &[u8]) -> Option<Answer> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let body = &read[end + 4..];
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    // What broke off is no answer.
    (length.is_none_or(|length| length == body.len())).then(|| Answer {
        status,
        head,
        body: String::from_utf8_lossy(body).into_owned(),
    })
}

/// What came of a request.
#[derive(Debug)]
pub enum Heard {
    Answer(Value),
    /// A status that is not 200, and what was said.
    Failure(u16, String),
    /// The connection broke: nobody knows what became of it.
    Nothing,
}

/// Somebody who signed in, by the session's token: it outlives the server.
#[derive(Clone)]
pub struct Browser {
    token: String,
}

impl Browser {
    /// Comes in; nothing when the connection broke.
    pub fn sign_in(port: u16, name: &str, passphrase: &str) -> Option<Self> {
        let body = json!({ "name": name, "passphrase": passphrase }).to_string();
        let answer = loop {
            let answer = exchange(port, &posted(port, "session.begin", "", &body))?;
            assert_eq!(answer.status, 200, "{}", answer.body);
            // An attempt whose server was killed counts as a failed one.
            match asked_to_wait(&serde_json::from_str(&answer.body).expect("an answer is JSON")) {
                Some(wait) => thread::sleep(wait),
                None => break answer,
            }
        };
        let found = answer.head.lines().find_map(|line| {
            let cookie = line.strip_prefix("set-cookie: ")?.split(';').next()?;
            Some(cookie.split_once('=')?.1.to_owned())
        });
        Some(Self { token: found.unwrap_or_else(|| panic!("{name} is let in: {}", answer.body)) })
    }

    pub fn cookie(&self, port: u16) -> String {
        format!("galley-{port}={}", self.token)
    }

    pub fn ask(&self, port: u16, request: &str, args: &Value) -> Heard {
        match exchange(port, &posted(port, request, &self.cookie(port), &args.to_string())) {
            None => Heard::Nothing,
            Some(answer) if answer.status == 200 => {
                Heard::Answer(serde_json::from_str(&answer.body).expect("an answer is JSON"))
            }
            Some(answer) => Heard::Failure(answer.status, answer.body),
        }
    }
}

/// How long somebody who wants to come in is told to wait, because too many attempts failed.
pub fn asked_to_wait(answer: &Value) -> Option<Duration> {
    answer["wait"].as_u64().map(|seconds| Duration::from_millis(seconds * 1_000 + 50))
}

fn posted(port: u16, request: &str, cookie: &str, body: &str) -> Vec<u8> {
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    format!(
        "POST /request/{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nx-galley: 1\r\n{cookie}\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The arguments that type `text` before everything else, into a manuscript that was opened as `opened`.
pub fn typed(article: &str, opened: &Value, text: &str) -> Value {
    let units = opened["text"].as_str().unwrap_or_default().encode_utf16().count();
    let insertion = json!([0, text]);
    let changes = if units == 0 { json!([insertion]) } else { json!([insertion, units]) };
    // Each opening of an editor has a name of its own: what comes under the same is taken for sent again.
    let update = json!({ "client": format!("hand {text}"), "changes": changes });
    json!({ "article": article, "session": opened["session"], "step": opened["step"], "updates": [update] })
}

/// How long it takes until what was typed is on disk, at most.
pub const SAVED: Duration = Duration::from_secs(20);
