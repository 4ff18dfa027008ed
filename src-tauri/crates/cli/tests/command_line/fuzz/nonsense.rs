//! Paths, heads, half requests, slow clients, crowds.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpStream};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::Wrong;
use super::den::Den;
use super::talk::{looked_at, read_for, status, talk};
use crate::room::{Dice, PATIENCE, until};
use crate::served::Heard;

/// Longer than an answer takes on a busy machine, shorter than a body that never comes.
const A_MOMENT: Duration = Duration::from_millis(700);
/// Connections that say nothing, at the same time.
const CROWD: usize = 600;

const PIECES: [&str; 44] = [
    "/",
    "//",
    "/./",
    "..",
    "../",
    "%2e%2e",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..%2f",
    "..%5c",
    "..\\",
    "%c0%ae%c0%ae/",
    "....//",
    "%00",
    "%0d%0aX-Evil:%201",
    "%",
    "%zz",
    "%u002e",
    "?",
    "#",
    ";",
    "*",
    "~",
    "site/",
    "media/",
    "pictures/",
    "house/",
    "request/",
    "events",
    "assets/",
    "index.html",
    "desk.sqlite3",
    "desk.toml",
    "house/house.toml",
    "backups",
    "submissions",
    "etc/passwd",
    "proc/self/environ",
    ".git/config",
    "queue.list",
    "person=",
    "ü",
    "\u{202e}",
    "480",
];

fn some<'a>(dice: &mut Dice, list: &[&'a str]) -> &'a str {
    list[usize::try_from(dice.below(list.len() as u64)).expect("small")]
}

fn some_path(dice: &mut Dice) -> String {
    let start = some(
        dice,
        &[
            "/",
            "/site/",
            "/media/",
            "/pictures/",
            "/house/",
            "/request/",
            "/assets/",
            "/events?",
            "http://evil.example/",
            "*",
            "",
        ],
    );
    let mut path = start.to_owned();
    for _ in 0..dice.below(7) {
        path += some(dice, &PIECES);
    }
    if dice.below(40) == 0 {
        path += &"a".repeat(usize::try_from(dice.below(70_000)).expect("small"));
    }
    path
}

fn cookie(den: &Den, dice: &mut Dice) -> (String, bool) {
    match dice.below(6) {
        0 => (den.writer.cookie(den.port), false),
        1 => (den.editor.cookie(den.port), true),
        2 => (format!("{}x", den.editor.cookie(den.port)), false),
        3 => (format!("galley-{}={}", den.port, "é;=\"".repeat(40)), false),
        4 => ("=;;=; galley=; galley-0=1".into(), false),
        _ => (String::new(), false),
    }
}

/// A path that leads out, or nowhere.
pub fn path(den: &Den, dice: &mut Dice, wrong: &Wrong) {
    let (path, (cookie, reads_all)) = (some_path(dice), cookie(den, dice));
    let asked =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n", den.port);
    looked_at(&talk(den.port, asked.as_bytes(), A_MOMENT), &asked, reads_all, wrong);
}

/// Methods and headers that contradict each other.
pub fn head(den: &Den, dice: &mut Dice, wrong: &Wrong) {
    let own = format!("127.0.0.1:{}", den.port);
    let method = some(
        dice,
        &["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT", "PATCH", "get", "\0", "FOO BAR"],
    );
    let path = match dice.below(3) {
        0 => "/request/queue.list".to_owned(),
        1 => "/".to_owned(),
        _ => some_path(dice),
    };
    let (cookie, reads_all) = cookie(den, dice);
    let host = if dice.below(3) > 0 {
        own.as_str()
    } else {
        some(dice, &["evil.example", "", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", "a b"])
    };
    let mut asked = format!(
        "{method} {path} {}\r\nHost: {host}\r\nCookie: {cookie}\r\n",
        some(dice, &["HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/1.1"])
    );
    let mut foreign = host != own && !host.eq_ignore_ascii_case(&own);
    for _ in 0..dice.below(8) {
        let line = match dice.below(14) {
            0 => "Origin: http://evil.example".to_owned(),
            1 => format!("Origin: http://{own}"),
            2 => "Origin: null".to_owned(),
            3 => "x-galley: 1".to_owned(),
            4 => format!(
                "Content-Length: {}",
                some(dice, &["0", "2", "-1", "99999999999999999999", "5000000", "0x10", ""])
            ),
            5 => format!(
                "Transfer-Encoding: {}",
                some(dice, &["chunked", "gzip, chunked", "identity", "chunked, chunked"])
            ),
            6 => format!("X-Forwarded-For: {}", "1.2.3.4, ".repeat(usize::try_from(dice.below(200)).expect("small"))),
            7 => "Sec-Fetch-Site: cross-site".to_owned(),
            8 => format!("Range: bytes={}", some(dice, &["0-0", "-1", "99999999999-", "a-b"])),
            9 => "Expect: 100-continue".to_owned(),
            10 => "Upgrade: websocket\r\nConnection: Upgrade".to_owned(),
            11 => format!("X-Long: {}", "x".repeat(usize::try_from(dice.below(50_000)).expect("small"))),
            12 => format!("x-galley-person: {}", some(dice, &["", "nobody", "00000000-0000-0000-0000-000000000000"])),
            _ => "Host: evil.example".to_owned(),
        };
        foreign |= line.contains("evil.example")
            || line.ends_with("null")
            || line.contains("cross-site") && path.starts_with("/request");
        asked = asked + &line + "\r\n";
    }
    asked += "Connection: close\r\n\r\n{}";
    let answer = talk(den.port, asked.as_bytes(), A_MOMENT);
    looked_at(&answer, &asked, reads_all, wrong);
    if foreign && status(&answer).is_some_and(|status| (200..300).contains(&status)) {
        wrong.note(format!("a page of another address was answered: {asked}"));
    }
}

/// A request that ends in the middle, or is not one.
pub fn broken_off(den: &Den, dice: &mut Dice, wrong: &Wrong) {
    let (cookie, reads_all) = cookie(den, dice);
    let whole = format!(
        "POST /request/queue.list HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nx-galley: 1\r\nCookie: {cookie}\r\nContent-Length: 40\r\n\r\n{{\"filter\":\"is:any\"",
        den.port
    );
    let mut bytes = whole.into_bytes();
    bytes.truncate(usize::try_from(dice.below(bytes.len() as u64)).expect("small"));
    for _ in 0..dice.below(4) {
        let at = usize::try_from(dice.below(bytes.len() as u64 + 1)).expect("small");
        let byte = u8::try_from(dice.below(256)).expect("a byte");
        bytes.insert(at.min(bytes.len()), byte);
    }
    let asked = String::from_utf8_lossy(&bytes).into_owned();
    let patience = Duration::from_millis(dice.below(60));
    looked_at(&talk(den.port, &bytes, patience), &asked, reads_all, wrong);
}

/// Some clients that say a letter now and then, and go away.
pub fn slow(den: &Den, dice: &mut Dice, wrong: &Wrong) {
    let head = format!("GET /site/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Slow: ", den.port);
    let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, den.port)).ok();
    let mut clients: Vec<TcpStream> = (0..20).filter_map(|_| connect()).collect();
    for byte in head.bytes().take(usize::try_from(dice.below(60)).expect("small")) {
        for client in &mut clients {
            let _ = client.write_all(&[byte]);
        }
        thread::sleep(Duration::from_millis(5));
    }
    // One of them is in no hurry to read what it asked for, either.
    if let Some(mut client) = clients.pop() {
        let _ = client.write_all(b"\r\n\r\n");
        looked_at(&read_for(&mut client, Duration::from_millis(20)), "a slow client’s page", false, wrong);
    }
}

/// A crowd that says nothing does not keep anybody from their work.
pub fn crowd(den: &Den) {
    let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, den.port)).ok();
    let crowd: Vec<TcpStream> = (0..CROWD).filter_map(|_| connect()).collect();
    assert!(crowd.len() > CROWD / 2, "there is a crowd: {}", crowd.len());
    until("an editor is answered", PATIENCE, || {
        matches!(den.editor.ask(den.port, "desk.status", &json!({})), Heard::Answer(_))
    });
}
