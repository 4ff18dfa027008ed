//! Talking to the server as no browser would.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use super::Wrong;
use super::den::CANARY;

/// What nobody is told who is not signed in, whatever they ask for: files of the newsroom and of the machine.
const SECRETS: [&str; 4] = ["root:x:0", "zone = \"", "SQLite format 3", "[[slots]]"];

/// Sends the bytes and reads what comes, until the other side hangs up or `patience` is over.
pub fn talk(port: u16, bytes: &[u8], patience: Duration) -> Vec<u8> {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return Vec::new() };
    let _ = stream.write_all(bytes);
    read_for(&mut stream, patience)
}

pub fn read_for(stream: &mut TcpStream, patience: Duration) -> Vec<u8> {
    let begun = Instant::now();
    let mut all = Vec::new();
    let mut part = [0; 16 * 1024];
    while let Some(left) = patience.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
        let _ = stream.set_read_timeout(Some(left));
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(count) => all.extend(&part[..count]),
        }
    }
    all
}

/// Its status; nothing when it was none.
pub fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.split(|byte| *byte == b'\r').next()?;
    std::str::from_utf8(line).ok()?.split(' ').nth(1)?.parse().ok()
}

/// Nothing went wrong on the server's side, and nothing is told that must not be.
pub fn looked_at(answer: &[u8], asked: &str, reads_all: bool, wrong: &Wrong) {
    if let Some(status) = status(answer).filter(|status| *status >= 500) {
        wrong.note(format!("{status} for {asked}: {}", String::from_utf8_lossy(answer)));
    }
    let holds = |word: &str| {
        let found = |part: &[u8]| part.eq_ignore_ascii_case(word.as_bytes());
        answer.windows(word.len()).any(found)
    };
    if !reads_all && holds(CANARY) {
        wrong.note(format!("the canary is in the answer to {asked}: {}", String::from_utf8_lossy(answer)));
    }
    if let Some(secret) = SECRETS.iter().find(|secret| holds(secret)) {
        wrong.note(format!("“{secret}” is in the answer to {asked}"));
    }
}
