//! Passphrases, codes and sessions from the command line, and what `galley serve` refuses to start with.

use crate::room::{EDITOR, MANAGING, Room, WRITER, run};

const PASSPHRASE: &str = "four tall ships at noon";

#[test]
fn a_passphrase_is_read_from_standard_input_and_is_in_no_file_of_the_newsroom() {
    let room = Room::new();
    let weak = room.told("", &["people", "passphrase", WRITER], "short").refusal();
    assert!(weak.contains("12 characters"), "{weak}");
    let common = room.told("", &["people", "passphrase", WRITER], "lucía sandoval 1").refusal();
    assert!(common.contains("guessed"), "{common}");
    let refused = room.told(EDITOR, &["people", "passphrase", WRITER], PASSPHRASE).refusal();
    assert!(refused.contains("not an administrator"), "{refused}");
    let said = room.told(MANAGING, &["people", "passphrase", WRITER], PASSPHRASE).ok();
    assert!(said.contains("everybody needs one"), "{said}");
    assert_eq!(room.state().holding(PASSPHRASE), Vec::<&str>::new());
    assert!(room.done("", &["log"]).contains("set a passphrase for Lucía Sandoval"));
    // Whoever holds the folder holds the desk: names stay attribution here.
    room.draft("own", WRITER, "My own.");
    room.done(EDITOR, &["queue"]);
    room.done("", &["verify"]);
}

#[test]
fn a_code_is_told_once_and_kept_nowhere() {
    let room = Room::new();
    let said = room.done(MANAGING, &["people", "invite", "luc"]);
    let code = said.lines().next().expect("a code").to_owned();
    assert_eq!(code.len(), 19, "{said}");
    assert!(said.contains(WRITER) && said.contains("once"), "{said}");
    assert_eq!(room.state().holding(&code), Vec::<&str>::new());
    assert!(room.done("", &["log", "--limit", "500"]).contains("gave Lucía Sandoval a one-time code"));
    assert_ne!(room.done("", &["people", "invite", WRITER]).lines().next(), Some(code.as_str()));
    let refused = room.refused(EDITOR, &["people", "invite", WRITER]);
    assert!(refused.contains("not an administrator"), "{refused}");
    room.done(MANAGING, &["people", "set", "Only A Byline"]);
    let refused = room.refused("", &["people", "invite", "Only A Byline"]);
    assert!(refused.contains("byline without an account"), "{refused}");
    room.refused("", &["people", "invite", "Nobody Atall"]);
    assert_eq!(room.done("", &["people", "sessions"]), "Nobody is signed in.\n");
    assert_eq!(room.done("", &["people", "end-sessions", WRITER]), "Nobody of that name was signed in.\n");
    assert_eq!(room.json("", &["people", "sessions"]), serde_json::json!([]));
    room.done("", &["verify"]);
}

#[test]
fn the_last_administrator_stays() {
    let room = Room::new();
    let refused = room.refused(MANAGING, &["people", "set", MANAGING, "--role", "editor"]);
    assert!(refused.contains("only administrator"), "{refused}");
    room.done(MANAGING, &["people", "set", "Teodor Lindauer", "--role", "administrator"]);
    room.done(MANAGING, &["people", "set", MANAGING, "--role", "editor"]);
}

#[test]
fn nothing_is_served_beyond_this_machine_without_a_safe_way_and_a_passphrase() {
    let room = Room::new();
    let refused = |words: &[&str]| room.refused("", words);
    let open = refused(&["serve", "--port", "0", "--bind", "0.0.0.0"]);
    assert!(open.contains("--cert") && open.contains("--behind-proxy"), "{open}");
    let unguarded = refused(&["serve", "--port", "0", "--behind-proxy", "--host", "desk.example.org"]);
    assert!(unguarded.contains("galley people passphrase"), "{unguarded}");
    room.told("", &["people", "passphrase", MANAGING], PASSPHRASE).ok();
    let nameless = refused(&["serve", "--port", "0", "--bind", "0.0.0.0", "--behind-proxy=192.0.2.1"]);
    assert!(nameless.contains("--host"), "{nameless}");
    let name = refused(&["serve", "--port", "0", "--behind-proxy", "--host", "https://desk.example.org/"]);
    assert!(name.contains("not a name"), "{name}");
    let key = room.file("key.pem", "nothing of the kind");
    let key = key.to_str().expect("a plain path");
    let cert = refused(&["serve", "--port", "0", "--cert", key, "--key", key]);
    assert!(cert.contains("key.pem") && cert.contains("certificate"), "{cert}");
    for wrong in [
        &["serve", "--cert", key][..],
        &["serve", "--key", key],
        &["serve", "--bind", "desk.example.org"],
        &["serve", "--cert", key, "--key", key, "--behind-proxy"],
    ] {
        assert_eq!(run(&mut room.command("", wrong)).status, Some(2), "{wrong:?} is wrong usage");
    }
}
