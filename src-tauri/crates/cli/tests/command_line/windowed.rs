//! The window's program under a screen of its own, driven through WebKitWebDriver: what is asked for goes the way that the
//! interface's own requests go.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::room::{PATIENCE, until};
use crate::served::{Heard, exchange_within};

/// How long a window takes to open at most.
const OPENS: Duration = Duration::from_secs(45);

/// Carries one request as the interface does, and hands over what came of it.
const ASK: &str = "const [name, args, done] = arguments;
    const carry = window.__TAURI_INTERNALS__;
    const number = crypto.getRandomValues(new Uint32Array(4)).join('-');
    if (!carry) done({ early: true });
    else carry.invoke('request', { number, name, args, person: null }).then((answer) => done({ answer }), (failure) => done({ failure }));";

/// The window's program, where there is one and a screen to show it on.
pub fn program() -> Option<PathBuf> {
    let program = std::env::var_os("GALLEY_WINDOW").map(PathBuf::from).filter(|program| program.exists())?;
    let there =
        |name: &str| Command::new("which").arg(name).stdout(Stdio::null()).status().is_ok_and(|done| done.success());
    (there("Xvfb") && there("WebKitWebDriver")).then_some(program)
}

/// A screen that nobody sees.
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    pub fn new() -> Self {
        // When the last window is killed, a server that begins anew for the next refuses it for a moment.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut line = String::new();
        BufReader::new(server.stdout.as_mut().expect("its output")).read_line(&mut line).expect("its number");
        Self { server, display: format!(":{}", line.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Where an open window is driven.
#[derive(Clone, PartialEq, Eq)]
pub struct Open {
    driver: u16,
    session: String,
}

pub struct Driver {
    process: Child,
    port: u16,
    /// What the driver and the window say.
    said: PathBuf,
}

impl Driver {
    pub fn start(screen: &Screen, scratch: &Path) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("a port").port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1").env("DISPLAY", &screen.display);
        command
            .env("WAYLAND_DISPLAY", "")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        // What a window remembers of its size and of newsrooms is none of this machine's business.
        for (name, folder) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")] {
            command.env(name, scratch.join(folder));
        }
        let said = scratch.join("window.log");
        let log = fs::File::create(&said).expect("a file");
        let process = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the file twice"))
            .stderr(log)
            .spawn()
            .expect("the driver starts");
        Self { process, port, said }
    }

    /// Nothing: the driver did not come through to a window. What it said is told.
    pub fn open(&self, program: &Path, folder: &Path) -> Option<Open> {
        let options = json!({ "binary": program, "args": [folder] });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let begun = Instant::now();
        while begun.elapsed() < OPENS {
            let told = post(OPENS, self.port, "/session", &wanted);
            if let Some(session) = told.and_then(|told| told["sessionId"].as_str().map(ToOwned::to_owned)) {
                return Some(Open { driver: self.port, session });
            }
            thread::sleep(Duration::from_millis(100));
        }
        println!(
            "no window was opened within {} s; {} processes of the driver run; it said: {}",
            OPENS.as_secs(),
            children(self.process.id()).len(),
            fs::read_to_string(&self.said).unwrap_or_default()
        );
        None
    }

    /// Kills the window where it stands, and the driver with it.
    pub fn kill_window(&mut self) {
        for window in children(self.process.id()) {
            let killed = Command::new("kill").args(["-KILL", &window.to_string()]).status().expect("kill is there");
            assert!(killed.success(), "the window was running");
            // What it was writing when it was killed is written first.
            until("the window is gone", PATIENCE, || !runs(window));
        }
        self.process.kill().expect("it may be killed");
        self.process.wait().expect("it ends");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It was killed already, unless something panicked.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether a process is there, and is no mere entry that waits for its parent.
fn runs(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

fn children(parent: u32) -> Vec<u32> {
    let parent = parent.to_string();
    let of_ours = |id: &u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // After the name in brackets: the state and the parent.
        stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.split(' ').nth(1) == Some(parent.as_str()))
    };
    let all = fs::read_dir("/proc").expect("processes").flatten();
    all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(of_ours).collect()
}

fn post(time: Duration, port: u16, path: &str, body: &Value) -> Option<Value> {
    let body = body.to_string();
    let asked = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = exchange_within(time, port, asked.as_bytes()).filter(|answer| answer.status == 200)?;
    serde_json::from_str::<Value>(&answer.body).ok().map(|mut told| told["value"].take())
}

/// One request, and what came of it.
pub fn carried(open: &Open, request: &str, args: &Value) -> Heard {
    let path = format!("/session/{}/execute/async", open.session);
    let script = json!({ "script": ASK, "args": [request, args.to_string()] });
    match post(PATIENCE, open.driver, &path, &script) {
        None => Heard::Nothing,
        Some(told) if told["early"] == true => Heard::Nothing,
        Some(told) if told["failure"].is_null() => Heard::Answer(told["answer"].clone()),
        Some(told) => Heard::Failure(status(&told["failure"]), told["failure"].to_string()),
    }
}

/// The status that the same failure has over HTTP.
fn status(failure: &Value) -> u16 {
    match failure["code"].as_str() {
        Some("refused") => 403,
        Some("not-found") => 404,
        Some("stale") => 409,
        _ => 500,
    }
}
