//! Coming in: free seats, passphrases, codes, sessions, and how failures are slowed down.

use newsroom::wire::failure::Code;
use newsroom::{Caller, Newsroom, Visit, Way};
use serde_json::{Value, json};

use crate::room::{ADMIN, COPY, EDITOR, FIRST, MANAGING, NOBODY, OTHER, PASSPHRASE, Room, WRITER};

const HOLDER: Caller = Caller::holder();

fn try_in(desk: &Room, name: &str, passphrase: &str, address: &str) -> Value {
    let caller = desk.visit_from(None, address);
    let args = json!({ "name": name, "passphrase": passphrase }).to_string();
    let answer = desk.room.answer(&caller, "session.begin", &args).expect("an answer");
    serde_json::from_str(&answer).expect("JSON")
}

#[test]
fn seats_are_free_until_one_person_has_a_passphrase_and_then_none_is() {
    let desk = Room::open();
    assert!(
        desk.ask(
            WRITER,
            "queue.list",
            &json!({ "filter": "", "sort": "bucket", "descending": false, "offset": 0, "limit": 1 })
        )
        .is_ok()
    );
    desk.room.set_passphrase(&HOLDER, desk.people[EDITOR], PASSPHRASE).expect("set");
    for way in [Way::Web, Way::Window] {
        let claimed = desk.room.admit(way, Some(desk.people[WRITER]), Visit::default()).expect("looked at");
        let failure = desk.room.answer(&claimed, "desk.status", "{}").expect_err("a name counts for nothing");
        assert_eq!(failure.code, Code::SignIn);
        let open = desk.room.answer(&claimed, "desk.open", "{}").expect("where one is may be known");
        for told in [WRITER, EDITOR, "sections", desk.path().to_str().expect("a path")] {
            assert!(told == "sections" || !open.contains(told), "{told} is told to nobody: {open}");
        }
    }
    // Whoever holds the folder holds the desk.
    assert!(desk.room.answer(&HOLDER, "article.log", "{\"limit\": 1}").is_ok());
}

#[test]
fn the_first_passphrase_is_an_administrators_at_the_window() {
    let desk = Room::open();
    let choose = |way, who: &str| -> Value {
        let caller = desk.room.admit(way, Some(desk.people[who]), Visit::default()).expect("admitted");
        let args = json!({ "old": "", "new": PASSPHRASE }).to_string();
        serde_json::from_str(&desk.room.answer(&caller, "session.passphrase", &args).expect("an answer")).expect("JSON")
    };
    assert_eq!(choose(Way::Web, ADMIN)["outcome"], "refused", "anybody on this machine could come by this way");
    assert_eq!(choose(Way::Window, WRITER)["outcome"], "refused");
    let invite = json!({ "person": desk.people[WRITER] });
    desk.ask(ADMIN, "people.invite", &invite).expect_err("a code would open the desk to whoever came first");
    assert_eq!(choose(Way::Window, ADMIN)["outcome"], "in");
    assert!(desk.room.guarded().expect("known"));
}

#[test]
fn a_code_lets_somebody_choose_their_passphrase_once() {
    let (desk, _) = Room::guarded();
    let invited = desk.done(ADMIN, "people.invite", &json!({ "person": desk.people[WRITER] }));
    let code = invited["code"].as_str().expect("a code").to_owned();
    let redeem = |name: &str, code: &str, passphrase: &str| -> Value {
        let args = json!({ "name": name, "code": code, "passphrase": passphrase });
        desk.ask(NOBODY, "session.redeem", &args).expect("an answer")
    };
    let new = "seven quiet harbours";
    assert_eq!(redeem(OTHER, &code, new)["outcome"], "refused", "it is not theirs");
    let weak = redeem(WRITER, &code, "short");
    assert!(weak["reason"].as_str().expect("a reason").contains("12 characters"), "{weak}");
    assert_eq!(redeem(WRITER, &code.to_lowercase().replace('-', " "), new)["outcome"], "in");
    assert_eq!(redeem(WRITER, &code, "another phrase entirely")["outcome"], "refused", "once");
    assert!(desk.ask(WRITER, "desk.status", &json!({})).is_err(), "whoever was signed in with the former is out");
    assert!(desk.sign_in(WRITER, PASSPHRASE).is_none(), "the former is over");
    assert!(desk.sign_in(WRITER, new).is_some());
    let log = desk.done(ADMIN, "article.log", &json!({ "limit": 50 })).to_string();
    assert!(log.contains("gave Wanda Ostrow a one-time code") && log.contains("chose a passphrase"), "{log}");
    assert!(!log.contains(&code) && !log.contains(new));
    assert!(desk.room.verify().expect("the check runs").faults.is_empty());
}

#[test]
fn an_answer_does_not_tell_whether_a_name_exists() {
    let (desk, _) = Room::guarded();
    let known = try_in(&desk, WRITER, "not the passphrase", "192.0.2.1");
    let unknown = try_in(&desk, "Nobody Atall", "not the passphrase", "192.0.2.2");
    assert_eq!(known, unknown);
    let redeem = |name: &str| {
        let args = json!({ "name": name, "code": "K7QX-K7QX-K7QX-K7QX", "passphrase": "seven quiet harbours" });
        desk.ask(NOBODY, "session.redeem", &args).expect("an answer")
    };
    assert_eq!(redeem(WRITER), redeem("Nobody Atall"));
}

#[test]
fn failures_are_slowed_down_by_name_and_the_wait_outlives_the_program() {
    let (desk, _) = Room::guarded();
    let mut waits = Vec::new();
    for attempt in 0..6 {
        // From another address each time: it is the name that counts.
        waits.push(
            try_in(&desk, "  wanda  OSTROW ", "wrong", &format!("198.51.100.{attempt}"))["wait"]
                .as_u64()
                .expect("seconds"),
        );
    }
    assert_eq!(waits[..4], [0, 0, 0, 0]);
    assert!(waits[4..].iter().all(|wait| *wait >= 1), "{waits:?}");
    let right = try_in(&desk, WRITER, PASSPHRASE, "203.0.113.9");
    assert_eq!(right["outcome"], "refused", "nobody is listened to meanwhile: {right}");
    assert!(right["reason"].as_str().expect("a reason").contains("wait"), "{right}");
    assert_eq!(try_in(&desk, EDITOR, PASSPHRASE, "203.0.113.9")["outcome"], "in", "others are");
    let again = Newsroom::open(&desk.path(), Way::Web).expect("opened again");
    let caller = again.admit(Way::Web, None, Visit::new(None, Some("203.0.113.10".into()))).expect("looked at");
    let args = json!({ "name": WRITER, "passphrase": "wrong" }).to_string();
    let answer = again.answer(&caller, "session.begin", &args).expect("an answer");
    assert!(answer.contains("too many attempts") || answer.contains("not right"), "{answer}");
    let failed = desk.path().join("desk.sqlite3");
    assert!(failed.exists());
}

#[test]
fn failures_are_slowed_down_by_address_whatever_names_are_tried() {
    let (desk, _) = Room::guarded();
    let waits: Vec<u64> = (0..12)
        .map(|attempt| {
            try_in(&desk, &format!("Somebody {attempt}"), "wrong", "203.0.113.5")["wait"].as_u64().expect("seconds")
        })
        .collect();
    assert_eq!(waits[..10], [0; 10]);
    assert!(waits.iter().any(|wait| *wait > 0), "{waits:?}");
}

#[test]
fn sessions_end_by_hand_by_an_administrator_and_with_the_account() {
    let (desk, _) = Room::guarded();
    let status = |who: &str| desk.ask(who, "desk.status", &json!({})).map(|_| ()).map_err(|failure| failure.code);
    desk.done(WRITER, "session.end", &json!({}));
    assert_eq!(status(WRITER), Err(Code::SignIn));
    desk.sign_in(WRITER, PASSPHRASE).expect("in again");
    let ended = desk.done(ADMIN, "people.end-sessions", &json!({ "person": desk.people[WRITER] }));
    assert_eq!(ended["count"], 1);
    assert_eq!(status(WRITER), Err(Code::SignIn));
    desk.sign_in(WRITER, PASSPHRASE).expect("in again");
    desk.done(WRITER, "people.end-sessions", &json!({ "person": desk.people[WRITER] }));
    assert_eq!(status(WRITER), Err(Code::SignIn), "one may sign oneself out everywhere");
    desk.sign_in(OTHER, PASSPHRASE).expect("in again");
    desk.done(ADMIN, "people.set", &json!({ "name": OTHER, "roles": [], "grants": [] }));
    assert_eq!(status(OTHER), Err(Code::SignIn), "a byline has no account");
    assert!(desk.sign_in(OTHER, PASSPHRASE).is_none());
    // A token of the web opens no window, and one that was made up opens nothing.
    let token = desk.sign_in(EDITOR, PASSPHRASE).expect("in");
    let window = desk.room.admit(Way::Window, None, Visit::new(Some(token), None)).expect("looked at");
    assert_eq!(window.person, None);
    for made_up in ["", "x", "../../etc/passwd", "' OR 1=1 --", "\u{0}"] {
        assert_eq!(desk.visit(Some(made_up.into())).person, None, "{made_up}");
    }
}

#[test]
fn the_masthead_keeps_an_administrator_and_tells_secrets_to_nobody() {
    let (desk, _) = Room::guarded();
    let failure = desk.room.set_person(
        &Caller::command_line(Some(desk.people[ADMIN])),
        FIRST,
        &[desk::people::Role::Editor],
        false,
        None,
        None,
    );
    failure.expect("there is another administrator");
    let only = desk.ask(ADMIN, "people.set", &json!({ "name": ADMIN, "roles": ["writer"], "grants": [] }));
    assert!(only.expect_err("the last stays").message.contains("only administrator"));
    let own = desk.done(WRITER, "people.list", &json!({}));
    let with_sessions: Vec<&Value> =
        own["people"].as_array().expect("people").iter().filter(|member| member["sessions"] != json!([])).collect();
    assert_eq!(with_sessions.len(), 1, "of others one knows what stands on the masthead");
    assert_eq!(own["keeper"], false);
    let all = desk.done(ADMIN, "people.list", &json!({})).to_string();
    assert!(!all.contains("argon2") && !all.contains("token"), "{all}");
}

#[test]
fn an_office_that_comes_in_at_the_same_moment_from_one_address_is_let_in() {
    let (desk, _) = Room::guarded();
    let people = [WRITER, OTHER, EDITOR, COPY, MANAGING, ADMIN];
    let let_in = std::thread::scope(|scope| {
        let come_in = |who: &'static str| {
            let desk = &desk;
            scope.spawn(move || {
                let caller = desk.visit_from(None, "192.0.2.99");
                let args = json!({ "name": who, "passphrase": PASSPHRASE }).to_string();
                desk.room.answer(&caller, "session.begin", &args).expect("an answer")
            })
        };
        let coming: Vec<_> = people.into_iter().map(come_in).collect();
        coming.into_iter().map(|one| one.join().expect("an answer")).collect::<Vec<_>>()
    });
    assert!(let_in.iter().all(|answer| answer.contains("\"in\"")), "{let_in:?}");
}
