//! The window's program under a screen of its own, driven through WebKitWebDriver and killed: what is asked for goes the way
//! that the interface's own requests go.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Scene;
use super::ways::Carrier;
use crate::room::{Dice, PATIENCE, until};
use crate::served::{Heard, PASSPHRASE, asked_to_wait, exchange};

/// How long a window lives at most, once it is open.
const LIFE: u64 = 8_000;
/// Carries one request as the interface does, and hands over what came of it.
const ASK: &str = "const [name, args, done] = arguments;
    const carry = window.__TAURI_INTERNALS__;
    if (!carry) done({ early: true });
    else carry.invoke('request', { name, args, person: null }).then((answer) => done({ answer }), (failure) => done({ failure }));";

/// The window's program, where there is one and a screen to show it on.
pub fn program() -> Option<PathBuf> {
    let program = std::env::var_os("GALLEY_WINDOW").map(PathBuf::from).filter(|program| program.exists())?;
    let there =
        |name: &str| Command::new("which").arg(name).stdout(Stdio::null()).status().is_ok_and(|done| done.success());
    (there("Xvfb") && there("WebKitWebDriver")).then_some(program)
}

/// A screen that nobody sees.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
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

/// Opens windows on the newsroom and kills them, until the round is over.
pub fn open_windows(scene: &Scene<'_>, program: &Path, mut dice: Dice) {
    let screen = Screen::new();
    while !scene.over() {
        let mut driver = Driver::start(&screen, scene.room.scratch());
        if let Some(open) = driver.open(program, &scene.room.folder) {
            *scene.window.lock().expect("nobody panicked") = Some(open);
            thread::sleep(Duration::from_millis(1_000 + dice.below(LIFE)));
        }
        driver.kill_window();
        *scene.window.lock().expect("nobody panicked") = None;
        scene.killer.count();
    }
}

struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start(screen: &Screen, scratch: &Path) -> Self {
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
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        Self { process, port }
    }

    fn open(&self, program: &Path, folder: &Path) -> Option<Open> {
        let options = json!({ "binary": program, "args": [folder] });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(session) =
                post(self.port, "/session", &wanted).and_then(|told| told["sessionId"].as_str().map(ToOwned::to_owned))
            {
                return Some(Open { driver: self.port, session });
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("no window was opened within {} s", PATIENCE.as_secs())
    }

    /// Kills the window where it stands, and the driver with it.
    fn kill_window(&mut self) {
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

fn post(port: u16, path: &str, body: &Value) -> Option<Value> {
    let body = body.to_string();
    let asked = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = exchange(port, asked.as_bytes()).filter(|answer| answer.status == 200)?;
    serde_json::from_str::<Value>(&answer.body).ok().map(|mut told| told["value"].take())
}

/// People who sit down at the window, one after the other.
#[derive(Default)]
pub struct Windows {
    /// Who signed in last, and at which window.
    seated: Option<(Open, String)>,
}

impl Carrier for Windows {
    fn name(&self) -> &'static str {
        "window"
    }

    fn ask(&mut self, scene: &Scene<'_>, who: &str, request: &str, args: &Value) -> Heard {
        let Some(open) = scene.open_window() else { return Heard::Nothing };
        let seat = (open.clone(), who.to_owned());
        if self.seated.as_ref() != Some(&seat) {
            let Heard::Answer(answer) =
                carried(&open, "session.begin", &json!({ "name": who, "passphrase": PASSPHRASE }))
            else {
                return Heard::Nothing;
            };
            if let Some(wait) = asked_to_wait(&answer) {
                thread::sleep(wait);
                return Heard::Nothing;
            }
            assert_eq!(answer["outcome"], "in", "{who} is let in: {answer}");
            self.seated = Some(seat);
        }
        carried(&open, request, args)
    }
}

fn carried(open: &Open, request: &str, args: &Value) -> Heard {
    let path = format!("/session/{}/execute/async", open.session);
    let script = json!({ "script": ASK, "args": [request, args.to_string()] });
    match post(open.driver, &path, &script) {
        None => Heard::Nothing,
        Some(told) if told["early"] == true => Heard::Nothing,
        Some(told) if told["failure"].is_null() => Heard::Answer(told["answer"].clone()),
        Some(told) => Heard::Failure(0, told["failure"].to_string()),
    }
}
