//! Every way in gives the same verdict: an act on an article in a certain state, at the command line, in a browser, as the
//! window asks for it, and by the clock.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use chrono::{TimeDelta, Utc};
use newsroom::{Caller, Given, Newsroom, Visit, Way};
use serde_json::{Value, json};

use crate::room::{EDITOR, Files, MANAGING, PATIENCE, Room, WRITER, until};
use crate::served::{Browser, Heard, PASSPHRASE, Served, guarded_room};

/// A newsroom with all its ways in.
struct Ways {
    room: Room,
    served: Served,
    browser: Browser,
    window: Arc<Newsroom>,
    /// Articles begun.
    number: std::cell::Cell<u32>,
}

/// How an article is before the act: what it lacks, and what was done about it.
#[derive(Clone, Copy)]
struct Lacks {
    why: &'static str,
    front: &'static str,
    text: &'static str,
    overridden: Option<&'static str>,
}

const NOTHING: Lacks = Lacks {
    why: "nothing",
    front: "dek: What it means.\nsection: global-crises\n",
    text: "Sound words.",
    overridden: None,
};

impl Ways {
    fn open() -> Self {
        let room = guarded_room();
        let rules = room.folder.join("desk.toml");
        let text = fs::read_to_string(&rules).expect("desk.toml");
        // A dek is required here; brackets that do not close are only advised against.
        fs::write(&rules, format!("{text}[checks]\ndek = \"required\"\nunclosed = \"advised\"\n")).expect("the rules");
        let served = Served::start(&room);
        let browser = Browser::sign_in(served.port().expect("it serves"), MANAGING, PASSPHRASE).expect("let in");
        let window = Newsroom::open(&room.folder, Way::Window).expect("it opens");
        Self { room, served, browser, window, number: Default::default() }
    }

    /// Whoever sits at the window.
    fn seat(&self, who: &str) -> Caller {
        let nobody = self.window.admit(Way::Window, None, Visit::new(None, None)).expect("looked at");
        let args = json!({ "name": who, "passphrase": PASSPHRASE }).to_string();
        self.window.answer(&nobody, "session.begin", &args).expect("an answer");
        let Some(Given::Session { token, .. }) = nobody.given() else { panic!("{who} is let in") };
        self.window.admit(Way::Window, None, Visit::new(Some(token), None)).expect("admitted")
    }

    fn asked(&self, seat: &Caller, request: &str, args: &Value) -> Value {
        let answer = self
            .window
            .answer(seat, request, &args.to_string())
            .unwrap_or_else(|failure| panic!("{request}: {failure}"));
        serde_json::from_str(&answer).expect("JSON")
    }

    /// A draft that lacks that; its slug and id.
    fn draft(&self, seats: &Seats, lacks: &Lacks) -> (String, String) {
        self.number.set(self.number.get() + 1);
        let slug = format!("case-{}-x", self.number.get());
        let file = format!("---\nslug: {slug}\ntitle: The {slug} story\n{}---\n{}\n", lacks.front, lacks.text);
        let data = base64::engine::general_purpose::STANDARD.encode(file);
        let sent = json!({ "files": [{ "name": format!("{slug}.md"), "data": data }] });
        let arrived = self.asked(&seats.writer, "intake.submit", &sent);
        let id = arrived["files"][0]["article"].as_str().unwrap_or_else(|| panic!("{arrived}")).to_owned();
        (slug, id)
    }

    #[track_caller]
    fn done(&self, seat: &Caller, id: &str, command: Value) -> Value {
        let answer = self.asked(seat, "article.act", &json!({ "article": id, "command": command }));
        assert_eq!(answer["outcome"], "done", "{command}: {answer}");
        answer
    }

    /// Walks it on until the act is what comes next, as far as it gets.
    fn before(&self, seats: &Seats, id: &str, act: &str, lacks: &Lacks) {
        let try_to = |seat: &Caller, command: Value| {
            self.asked(seat, "article.act", &json!({ "article": id, "command": command }));
        };
        if act == "submit" {
            return;
        }
        try_to(&seats.writer, json!({ "act": "submit", "note": "" }));
        try_to(&seats.editor, json!({ "act": "claim" }));
        if let Some(check) = lacks.overridden {
            let reason = "It is meant to stand without one.";
            self.done(&seats.managing, id, json!({ "act": "override", "check": check, "reason": reason }));
        }
        if act != "approve" {
            try_to(&seats.managing, json!({ "act": "approve" }));
        }
    }

    /// What each way in answers, each on an article of its own: "done", or why not and what would help.
    fn verdicts(&self, seats: &Seats, act: &str, made: impl Fn() -> (String, String)) -> [(&'static str, String); 3] {
        let (slug, _) = made();
        let words: Vec<&str> = match act {
            "submit" => vec!["move", &slug, "submitted"],
            "approve" => vec!["move", &slug, "ready"],
            "schedule" => vec!["schedule", &slug, "+3d", "--share-slot"],
            "publish" => vec!["publish", &slug],
            other => panic!("say how {other} is asked for"),
        };
        let said = self.room.galley(MANAGING, &words);
        let at_the_command_line = if said.status == Some(0) { "done".to_owned() } else { said.refusal() };
        let at = Utc::now() + TimeDelta::days(3);
        let command = match act {
            "submit" => json!({ "act": act, "note": "" }),
            "schedule" => json!({ "act": act, "kind": "publish", "when": moment(at), "share_slot": true }),
            _ => json!({ "act": act }),
        };
        let args = |id: &str| json!({ "article": id, "command": command });
        let (in_slug, in_browser) = made();
        let port = self.served.port().expect("it serves");
        let Heard::Answer(browser) = self.browser.ask(port, "article.act", &args(&in_browser)) else {
            panic!("{act}: no answer")
        };
        let (at_slug, at_window) = made();
        let window = self.asked(&seats.managing, "article.act", &args(&at_window));
        [
            ("command line", at_the_command_line.replace(&slug, "SLUG")),
            ("browser", verdict(&browser).replace(&in_slug, "SLUG")),
            ("window", verdict(&window).replace(&at_slug, "SLUG")),
        ]
    }
}

struct Seats {
    writer: Caller,
    editor: Caller,
    managing: Caller,
}

impl Seats {
    fn of(ways: &Ways) -> Self {
        Self { writer: ways.seat(WRITER), editor: ways.seat(EDITOR), managing: ways.seat(MANAGING) }
    }
}

fn verdict(answer: &Value) -> String {
    match answer["outcome"].as_str() {
        Some("refused") => {
            let word = |key: &str| answer["refusal"][key].as_str().unwrap_or_default().to_owned();
            format!("{} {}", word("reason"), word("remedy"))
        }
        Some(outcome) => outcome.to_owned(),
        None => panic!("no verdict: {answer}"),
    }
}

fn moment(at: chrono::DateTime<Utc>) -> Value {
    json!({ "local": at.naive_utc(), "zone": "UTC", "utc": at })
}

#[test]
fn what_an_article_lacks_is_judged_the_same_by_every_way_in() {
    let ways = Ways::open();
    let seats = Seats::of(&ways);
    let dekless = "section: global-crises\n";
    let open = "An open bracket (is only advised against.";
    // What each act comes to: submit, approve, schedule, publish.
    let table = [
        (NOTHING, ["done", "done", "done", "done"]),
        (Lacks { why: "what is only advised", text: open, ..NOTHING }, ["done", "done", "done", "done"]),
        (Lacks { why: "a required dek", front: dekless, ..NOTHING }, ["done", "dek", "", ""]),
        (
            Lacks {
                why: "a required dek, overridden with a reason",
                front: dekless,
                overridden: Some("dek"),
                ..NOTHING
            },
            ["done", "done", "done", "done"],
        ),
        (Lacks { why: "a fact to come", text: "It cost TK dollars.", ..NOTHING }, ["done", "TK", "", ""]),
        (Lacks { why: "a text", text: "", ..NOTHING }, ["text", "", "", ""]),
    ];
    for (lacks, expected) in table {
        for (act, wanted) in ["submit", "approve", "schedule", "publish"].into_iter().zip(expected) {
            let made = || {
                let (slug, id) = ways.draft(&seats, &lacks);
                ways.before(&seats, &id, act, &lacks);
                (slug, id)
            };
            let found = ways.verdicts(&seats, act, made);
            let told = &found[0].1;
            assert!(found.iter().all(|(_, verdict)| verdict == told), "lacks {}: {act}: {found:#?}", lacks.why);
            assert_eq!(told == "done", wanted == "done", "lacks {}: {act}: {told}", lacks.why);
            assert!(told.contains(wanted), "lacks {}: {act}: {told}", lacks.why);
        }
    }
    ways.served.kill();
    ways.room.done("", &["verify"]);
}

/// What happens to an approved article between its scheduling and its time.
type Meanwhile = fn(&Ways, &Seats, &str);

/// What the clock does, and says in the log.
#[derive(Clone, Copy)]
enum Clock {
    GoesOut,
    /// It keeps the job, and what stands in its way is on the article already.
    Waits,
    /// Nothing goes out, and somebody is asked what to do.
    Asks,
}

#[test]
fn what_is_scheduled_goes_out_by_the_clock_when_it_would_by_hand_and_never_silently_otherwise() {
    let ways = Ways::open();
    let seats = Seats::of(&ways);
    let nothing: Meanwhile = |_, _, _| {};
    let to_come: Meanwhile = |ways, seats, id| {
        let opened = ways.asked(&seats.managing, "text.open", &json!({ "article": id }));
        ways.asked(&seats.managing, "text.push", &crate::served::typed(id, &opened, "It cost TK dollars, zeisig. "));
        // Every act writes down first what was typed before it.
        ways.done(&seats.managing, id, json!({ "act": "freeze", "name": "With a fact to come" }));
    };
    let legal: Meanwhile = |ways, seats, id| {
        ways.done(&seats.editor, id, json!({ "act": "require-clearance", "what": "legal", "required": true }));
    };
    let held: Meanwhile = |ways, seats, id| {
        let review = Utc::now() + TimeDelta::days(1);
        ways.done(&seats.editor, id, json!({ "act": "hold", "reason": "Legal looks at it.", "review": review }));
    };
    let embargoed: Meanwhile = |ways, seats, id| {
        let until = Utc::now() + TimeDelta::days(1);
        ways.done(&seats.managing, id, json!({ "act": "embargo", "until": until, "reason": "Agreed." }));
    };
    // By hand: what publishing now comes to. By the clock: what its time comes to.
    let table: [(&str, Meanwhile, &str, Clock); 5] = [
        ("nothing happened", nothing, "done", Clock::GoesOut),
        // By hand the new text would go out, by the clock the approved version does: the new text waits for its approval.
        ("a fact to come was typed into it", to_come, "cannot be published", Clock::GoesOut),
        ("a clearance was asked for", legal, "legal", Clock::Asks),
        ("it was put on hold", held, "hold", Clock::Waits),
        ("it was embargoed", embargoed, "embargo", Clock::Asks),
    ];
    let mut due = Vec::new();
    for (what, meanwhile, by_hand, clock) in table {
        let approved = || {
            let (slug, id) = ways.draft(&seats, &NOTHING);
            ways.before(&seats, &id, "publish", &NOTHING);
            let at = Utc::now() + TimeDelta::seconds(20);
            ways.done(
                &seats.managing,
                &id,
                json!({ "act": "schedule", "kind": "publish", "when": moment(at), "share_slot": true }),
            );
            meanwhile(&ways, &seats, &id);
            (slug, id)
        };
        let found = ways.verdicts(&seats, "publish", approved);
        let told = &found[0].1;
        assert!(found.iter().all(|(_, verdict)| verdict == told), "{what}: {found:#?}");
        assert!(told.contains(by_hand), "{what}: {told}");
        due.push((what, approved().0, clock));
    }
    thread::sleep(Duration::from_secs(1));
    for (what, slug, clock) in due {
        let log = || ways.room.log(Some(&slug));
        match clock {
            Clock::GoesOut => {
                until(&format!("{what}: it goes out"), PATIENCE, || ways.room.facts(&slug, "receipted") == 1);
                assert!(log().iter().any(|(_, said)| said.ends_with("it is as approved")), "{what}: {:?}", log());
            }
            Clock::Asks => {
                until(&format!("{what}: somebody is asked"), PATIENCE, || ways.room.facts(&slug, "job-missed") == 1);
                assert!(log().iter().any(|(_, said)| said.contains("asks what to do")), "{what}: {:?}", log());
                assert_eq!(ways.room.facts(&slug, "published"), 0, "{what}");
            }
            Clock::Waits => {
                assert_eq!(ways.room.facts(&slug, "published"), 0, "{what}: {:?}", log());
                assert_eq!(ways.room.json(MANAGING, &["show", &slug])["publication"]["state"], "never", "{what}");
            }
        }
    }
    assert_eq!(Files::of(&ways.room.site()).holding("zeisig"), Vec::<&str>::new(), "what was not approved is not out");
    ways.served.kill();
    ways.room.done("", &["verify"]);
}
