//! Passphrases, codes, sessions: kept as hashes, never in the log, untouched by what is made anew from it.

use std::fs;

use desk::Fact;
use desk::ids::Hash;
use ledger::{Failed, Session, Way};

use crate::desk::{Desk, later, noon, person};

const PHC: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo";

fn session(token: &str, number: u128, minutes: i64) -> Session {
    Session {
        token: Hash::of(token.as_bytes()),
        person: person(number, "").id,
        way: Way::Web,
        made_at: noon(),
        used_at: noon(),
        expires: later(minutes),
    }
}

fn desk() -> Desk {
    let desk = Desk::new();
    for (number, name) in [(1, "Ines Okafor"), (2, "Dara Lind")] {
        desk.act(|tx| tx.record(None, &[Fact::PersonSet { person: person(number, name) }])).expect("a person");
    }
    desk
}

#[test]
fn a_newsroom_is_guarded_as_soon_as_one_person_has_a_passphrase() {
    let desk = desk();
    assert!(!desk.ledger.read(|r| r.guarded()).expect("read"));
    desk.act(|tx| tx.set_passphrase(person(1, "").id, PHC)).expect("set");
    assert!(desk.ledger.read(|r| r.guarded()).expect("read"));
    assert_eq!(desk.ledger.read(|r| r.passphrase(person(1, "").id)).expect("read").as_deref(), Some(PHC));
    assert_eq!(desk.ledger.read(|r| r.passphrase(person(2, "").id)).expect("read"), None);
}

#[test]
fn nobody_who_is_not_on_the_masthead_gets_a_passphrase_a_code_or_a_session() {
    let desk = desk();
    desk.act(|tx| tx.set_passphrase(person(9, "").id, PHC)).expect_err("nobody of that id");
    desk.act(|tx| tx.put_code(person(9, "").id, Hash::of(b"code"), later(60))).expect_err("nobody of that id");
    desk.act(|tx| tx.begin_session(&session("token", 9, 60))).expect_err("nobody of that id");
    desk.sound();
}

#[test]
fn a_new_code_takes_the_place_of_the_former_and_a_passphrase_uses_it_up() {
    let desk = desk();
    let ines = person(1, "").id;
    desk.act(|tx| tx.put_code(ines, Hash::of(b"first"), later(60))).expect("a code");
    desk.act(|tx| tx.put_code(ines, Hash::of(b"second"), later(90))).expect("another");
    assert_eq!(desk.ledger.read(|r| r.code(ines)).expect("read"), Some((Hash::of(b"second"), later(90))));
    assert_eq!(desk.ledger.read(|r| r.codes(later(100))).expect("read"), [], "its time is up");
    desk.act(|tx| tx.set_passphrase(ines, PHC)).expect("set");
    assert_eq!(desk.ledger.read(|r| r.code(ines)).expect("read"), None);
}

#[test]
fn ending_somebodys_sessions_leaves_other_peoples_and_the_one_that_is_spared() {
    let desk = desk();
    for (token, number) in [("a", 1), ("b", 1), ("c", 2)] {
        desk.act(|tx| tx.begin_session(&session(token, number, 60))).expect("a session");
    }
    let ended = desk.act(|tx| tx.end_sessions(person(1, "").id, Some(Hash::of(b"a")))).expect("ended").value;
    let left: Vec<Hash> = desk.ledger.read(|r| r.sessions(noon())).expect("read").iter().map(|s| s.token).collect();
    assert_eq!((ended, left.len()), (1, 2));
    assert!(left.contains(&Hash::of(b"a")) && left.contains(&Hash::of(b"c")));
    assert_eq!(desk.act(|tx| tx.end_sessions(person(1, "").id, None)).expect("ended").value, 1);
}

#[test]
fn what_is_over_is_swept_away_and_nothing_else() {
    let desk = desk();
    let failed = |count, minutes| Failed { count, at: later(minutes), until: later(minutes) };
    desk.act(|tx| {
        tx.begin_session(&session("over", 1, -1))?;
        tx.begin_session(&session("good", 1, 60))?;
        tx.put_code(person(1, "").id, Hash::of(b"over"), later(-1))?;
        tx.put_failed(Hash::of(b"old"), failed(9, -120))?;
        tx.put_failed(Hash::of(b"new"), failed(2, -1))
    })
    .expect("written");
    desk.act(|tx| tx.sweep_doors(later(-60))).expect("swept");
    desk.ledger
        .read(|r| {
            assert_eq!(r.session(Hash::of(b"over"))?, None);
            assert!(r.session(Hash::of(b"good"))?.is_some());
            assert_eq!(r.code(person(1, "").id)?, None);
            assert_eq!(r.failed(Hash::of(b"old"))?, None);
            assert_eq!(r.failed(Hash::of(b"new"))?, Some(failed(2, -1)));
            Ok::<_, ledger::LedgerError>(())
        })
        .expect("read");
}

#[test]
fn the_log_knows_the_acts_and_none_of_the_secrets_and_replay_leaves_the_tables_alone() {
    let desk = desk();
    let ines = person(1, "").id;
    desk.act(|tx| {
        tx.put_code(ines, Hash::of(b"K7QX"), later(60))?;
        tx.record(None, &[Fact::CodeGiven { person: ines, expires: later(60) }])?;
        tx.set_passphrase(ines, PHC)?;
        tx.record(None, &[Fact::PassphraseSet { person: ines }])?;
        tx.begin_session(&session("token", 1, 60))
    })
    .expect("written");
    desk.sound();
    desk.ledger.rebuild().expect("the tables are made anew");
    desk.sound();
    let log = desk.ledger.read(|r| r.log(None, None, 100)).expect("the log");
    let told = format!("{log:?}");
    for secret in [PHC, "argon2", "K7QX", &Hash::of(b"K7QX").to_string(), &Hash::of(b"token").to_string()] {
        assert!(!told.contains(secret), "{secret} is in the log");
    }
    assert!(desk.ledger.read(|r| r.session(Hash::of(b"token"))).expect("read").is_some(), "nobody is signed out by it");
    assert_eq!(desk.ledger.read(|r| r.passphrase(ines)).expect("read").as_deref(), Some(PHC));
    let plain = fs::read(desk.path()).expect("the file");
    assert!(!plain.windows(4).any(|part| part == b"K7QX"), "the code itself is nowhere in the file");
}
