//! Two agents and a server at one newsroom, and several people who do whatever they may, in browsers and at the command line:
//! no write is lost, nothing goes out twice, everything fits. For ten minutes with `GALLEY_LONG=1`, and then, where there is a
//! screen, in the window's program too, named by `GALLEY_WINDOW`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::kills::Ids;
use crate::readers::{settled, the_site_is_as_a_build_afresh};
use crate::room::{Agent, COPY, Dice, EDITOR, MANAGING, PATIENCE, Room, WRITER, long};
use crate::served::{Browser, Heard, PASSPHRASE, SAVED, Served, guarded_room, typed};
use crate::windowed::{self, Driver, Open, Screen, carried};

const SHORT: Duration = Duration::from_secs(20);
const LONG: Duration = Duration::from_secs(600);
/// Articles that are worked on at the same time: few, so that people meet.
const ARTICLES: usize = 8;
/// Not always the same person per role: sessions of one person meet, too.
const PEOPLE: [&str; 6] = [WRITER, EDITOR, COPY, MANAGING, MANAGING, EDITOR];

/// What was acknowledged, by article; and what was refused, of which there must be nothing.
#[derive(Default)]
struct Told {
    words: Mutex<Vec<(String, String)>>,
    suggested: Mutex<Vec<(String, String)>>,
    remarks: Mutex<Vec<(String, String)>>,
    said: Mutex<Vec<(String, String)>>,
    refused: Mutex<Vec<(String, String)>>,
    acts: Mutex<BTreeMap<String, usize>>,
    not_now: AtomicUsize,
}

/// Where somebody sits.
enum Seat {
    Browser(Browser, u16),
    Window(Open),
}

impl Seat {
    fn ask(&self, request: &str, args: &Value) -> Heard {
        match self {
            Self::Browser(browser, port) => browser.ask(*port, request, args),
            Self::Window(open) => carried(open, request, args),
        }
    }
}

struct Work<'a> {
    room: &'a Room,
    port: u16,
    ids: &'a Ids,
    /// Slugs and ids.
    articles: &'a [(String, String)],
    told: &'a Told,
}

#[test]
fn two_agents_a_server_and_several_people_at_random_lose_no_write_and_publish_nothing_twice() {
    let room = guarded_room();
    let articles: Vec<(String, String)> = (0..ARTICLES)
        .map(|number| {
            let slug = format!("shared-{number}-x");
            room.draft(&slug, WRITER, "The beginning.");
            let id = room.json(MANAGING, &["show", &slug])["id"].as_str().expect("an id").to_owned();
            (slug, id)
        })
        .collect();
    let agents = [room.agent(), room.agent()];
    let served = Served::start(&room);
    let told = Told::default();
    let ids = Ids::of(&room);
    let work =
        Work { room: &room, port: served.port().expect("it serves"), ids: &ids, articles: &articles, told: &told };
    let end = Instant::now() + if long() { LONG } else { SHORT };
    thread::scope(|scope| {
        for (number, who) in PEOPLE.into_iter().enumerate() {
            let work = &work;
            scope.spawn(move || work.at_a_browser(who, number as u64, end));
        }
        if let Some(program) = windowed::program().filter(|_| long()) {
            let work = &work;
            scope.spawn(move || work.at_a_window(&program, EDITOR, PEOPLE.len() as u64, end));
        }
        for (number, who) in [WRITER, EDITOR].into_iter().enumerate() {
            let work = &work;
            scope.spawn(move || work.at_the_command_line(who, number as u64, end));
        }
    });
    let acts = told.acts.lock().expect("nobody panicked").clone();
    println!("{acts:#?}; {} pushes were not somebody’s turn", told.not_now.load(Ordering::Relaxed));
    assert!(acts.len() > 10, "people did several things: {acts:?}");
    nothing_is_lost(&room, &told);
    settled(&room);
    the_site_is_as_a_build_afresh(&room);
    agents.into_iter().for_each(Agent::end);
    served.kill();
    room.done("", &["verify"]);
}

impl Work<'_> {
    fn any(&self, dice: &mut Dice) -> &(String, String) {
        &self.articles[usize::try_from(dice.below(self.articles.len() as u64)).expect("small")]
    }

    fn at_a_browser(&self, who: &'static str, number: u64, end: Instant) {
        let browser = Browser::sign_in(self.port, who, PASSPHRASE).expect("let in");
        self.works(&Seat::Browser(browser, self.port), who, number, end);
    }

    /// In a window of its own.
    fn at_a_window(&self, program: &Path, who: &'static str, number: u64, end: Instant) {
        let screen = Screen::new();
        let mut driver = Driver::start(&screen, self.room.scratch());
        let window = Seat::Window(driver.open(program, &self.room.folder).expect("a window"));
        let signing_in = json!({ "name": who, "passphrase": PASSPHRASE });
        let mut early = Duration::ZERO;
        // Its page is still coming.
        let inside = loop {
            if let Heard::Answer(answer) = window.ask("session.begin", &signing_in) {
                break answer;
            }
            assert!(early < PATIENCE, "the window's page comes");
            thread::sleep(Duration::from_millis(100));
            early += Duration::from_millis(100);
        };
        assert_eq!(inside["outcome"], "in", "{who} is let in: {inside}");
        self.works(&window, who, number, end);
        driver.kill_window();
    }

    fn works(&self, at: &Seat, who: &'static str, seat: u64, end: Instant) {
        let mut dice = Dice(0xb20_05e2 + seat * 977);
        for number in 0.. {
            if Instant::now() > end {
                return;
            }
            let (slug, id) = self.any(&mut dice);
            if dice.below(2) == 0 {
                self.types(at, slug, id, &format!("word{seat}x{number}"));
            } else {
                self.acts(at, who, slug, id, &format!("§{seat}-{number} for a good reason."), &mut dice);
            }
        }
    }

    fn types(&self, at: &Seat, slug: &str, id: &str, word: &str) {
        let ask = |request: &str, args: &Value| match at.ask(request, args) {
            Heard::Answer(answer) => Some(answer),
            // Not one's turn, or somebody was faster: nothing was kept, and that is said.
            Heard::Failure(403 | 404 | 409, _) => None,
            other => panic!("{request} {args}: {other:?}"),
        };
        let Some(opened) = ask("text.open", &json!({ "article": id })) else { return };
        let Some(pushed) = ask("text.push", &typed(id, &opened, &format!("{word} "))) else {
            self.told.not_now.fetch_add(1, Ordering::Relaxed);
            return;
        };
        let (step, begun) = (pushed["step"].as_u64(), Instant::now());
        let mut saved = pushed["saved"].as_u64();
        while saved < step {
            assert!(begun.elapsed() < SAVED, "{slug}: what was typed is on disk in time");
            thread::sleep(Duration::from_millis(20));
            let pull = json!({ "article": id, "session": opened["session"], "step": step });
            let Some(pulled) = ask("text.pull", &pull) else { return };
            saved = pulled["saved"].as_u64();
        }
        self.told.words.lock().expect("nobody panicked").push((slug.into(), word.into()));
        self.count("type");
    }

    /// Something that the article offers to whoever asks.
    fn acts(&self, at: &Seat, who: &str, slug: &str, id: &str, mark: &str, dice: &mut Dice) {
        let Heard::Answer(view) = at.ask("article.get", &json!({ "article": id })) else {
            panic!("{who} reads {slug}")
        };
        let offers = view["offers"].as_array().cloned().unwrap_or_default();
        let allowed: Vec<&str> =
            offers.iter().filter(|offer| offer["allowed"] == true).filter_map(|offer| offer["act"].as_str()).collect();
        let main = offers.iter().find(|offer| offer["main"] == true && offer["allowed"] == true);
        let act = match (main, allowed.as_slice()) {
            (_, []) => return,
            // Things get on.
            (Some(main), _) if dice.below(2) == 0 => main["act"].as_str().expect("a name"),
            (_, allowed) => allowed[usize::try_from(dice.below(allowed.len() as u64)).expect("small")],
        };
        let Some(command) = command(act, mark, &view, self.ids, dice) else { return };
        let heard = at.ask("article.act", &json!({ "article": id, "command": command }));
        let Heard::Answer(answer) = heard else { panic!("{who}: {command} on {slug}: {heard:?}") };
        let place = (slug.to_owned(), mark.to_owned());
        let marked = command.to_string().contains(mark);
        if answer["outcome"] == "done" {
            self.count(act);
            if marked {
                self.told.said.lock().expect("nobody panicked").push(place);
            }
        } else {
            self.told.refused.lock().expect("nobody panicked").push(place);
        }
    }

    /// Edits from the version that was read, hands files in, publishes what is due.
    fn at_the_command_line(&self, who: &str, seat: u64, end: Instant) {
        let mut dice = Dice(0xc0_55a2d + seat * 31);
        for number in 0.. {
            if Instant::now() > end {
                return;
            }
            let (slug, _) = self.any(&mut dice);
            let word = format!("line{seat}x{number}");
            let shown = self.room.json(who, &["show", slug]);
            let (Some(version), Some(body)) = (shown["version"].as_str(), shown["body"].as_str()) else { continue };
            let file = self.room.file(&format!("line-{seat}.md"), format!("{} {word}\n", body.trim_end()));
            let edited = self.room.galley(who, &["edit", slug, file.to_str().expect("a path"), "--from", version]);
            match edited.status {
                Some(0) if edited.out.contains("is suggested") => {
                    self.told.suggested.lock().expect("nobody panicked").push((slug.clone(), word));
                    self.count("suggest at the command line");
                }
                Some(0) => {
                    self.told.words.lock().expect("nobody panicked").push((slug.clone(), word));
                    self.count("edit at the command line");
                }
                _ => _ = edited.refusal(),
            }
            self.reviews(who, slug, &format!("§remark{seat}-{number}."), &mut dice);
            self.room.done("", &["publish", "--due"]);
        }
    }

    /// Remarks, and accepts what others suggested.
    fn reviews(&self, who: &str, slug: &str, mark: &str, dice: &mut Dice) {
        let remarked = self.room.galley(who, &["comment", slug, mark]);
        if remarked.status == Some(0) {
            self.told.remarks.lock().expect("nobody panicked").push((slug.into(), mark.into()));
            self.count("comment at the command line");
        } else {
            remarked.refusal();
        }
        if dice.below(2) == 0 {
            let accepted = self.room.galley(who, &["accept", slug, "--all"]);
            if accepted.status == Some(0) { self.count("accept at the command line") } else { _ = accepted.refusal() }
        }
    }

    fn count(&self, act: &str) {
        *self.told.acts.lock().expect("nobody panicked").entry(act.into()).or_default() += 1;
    }
}

/// The command for an act that was offered; nothing for what nobody does at random.
fn command(act: &str, mark: &str, view: &Value, ids: &Ids, dice: &mut Dice) -> Option<Value> {
    let in_a_while = |dice: &mut Dice| {
        Utc::now() + TimeDelta::milliseconds(1_000 + i64::try_from(dice.below(8_000)).expect("small"))
    };
    let job = &view["jobs"][0]["id"];
    Some(match act {
        "submit" | "hand-back" | "back-to-editing" | "release" => json!({ "act": act, "note": mark }),
        "return" => json!({ "act": act, "note": mark, "due": Utc::now() + TimeDelta::days(2) }),
        "pull-back" | "claim" | "take-over" | "to-copy" | "approve" | "reopen" | "publish" | "silent-fix"
        | "unspike" | "undo" | "draft" => {
            json!({ "act": act })
        }
        "spike" if dice.below(6) == 0 => json!({ "act": act, "reason": mark }),
        "withdraw" | "lift-embargo" => json!({ "act": act, "reason": mark }),
        "hold" => json!({ "act": act, "reason": mark, "review": Utc::now() + TimeDelta::days(1) }),
        "embargo" if dice.below(4) == 0 => json!({ "act": act, "reason": mark, "until": in_a_while(dice) }),
        "schedule" => {
            let kind =
                if view["live"].is_null() { json!("publish") } else { json!({ "update": { "significant": false } }) };
            json!({ "act": act, "kind": kind, "when": moment(in_a_while(dice)), "share_slot": true })
        }
        "move-job" => json!({ "act": act, "job": job, "when": moment(in_a_while(dice)), "share_slot": true }),
        "stop-job" => json!({ "act": act, "job": job, "reason": mark }),
        "settle-missed" => json!({ "act": act, "job": job, "publish": dice.below(2) == 0 }),
        "update" => json!({ "act": act, "significant": dice.below(2) == 0 }),
        "notice" => json!({ "act": act, "notice": "clarification", "text": mark, "second": ids.copy() }),
        "freeze" => json!({ "act": act, "name": mark }),
        "set" => json!({ "act": act, "changes": { "dek": format!("What it means, {mark}") } }),
        "wish" => json!({ "act": act, "what": { "wish": "hold" }, "text": mark }),
        "decline" => json!({ "act": act, "what": { "wish": "hold" }, "reason": mark }),
        _ => return None,
    })
}

fn moment(at: DateTime<Utc>) -> Value {
    json!({ "local": at.naive_utc(), "zone": "UTC", "utc": at })
}

#[track_caller]
fn nothing_is_lost(room: &Room, told: &Told) {
    let (words, said, refused) = (
        told.words.lock().expect("nobody panicked"),
        told.said.lock().expect("nobody panicked"),
        told.refused.lock().expect("nobody panicked"),
    );
    let slugs: BTreeSet<&String> = words.iter().map(|(slug, _)| slug).collect();
    let texts: BTreeMap<&String, String> =
        slugs.into_iter().map(|slug| (slug, room.done(MANAGING, &["show", slug, "--markdown"]))).collect();
    let missing: Vec<_> = words.iter().filter(|(slug, word)| !texts[slug].contains(word.as_str())).collect();
    assert!(missing.is_empty(), "acknowledged and not in the text: {missing:?} {texts:#?}");
    for (slug, word) in words.iter() {
        let times = texts[slug].split_whitespace().filter(|found| found == word).count();
        assert_eq!(times, 1, "{slug}: {word} is in the text once");
    }
    let slugs: BTreeSet<&String> = said.iter().chain(refused.iter()).map(|(slug, _)| slug).collect();
    let all_said = |slug: &String| room.whole_log(slug).into_iter().map(|(_, said)| said + "\n").collect::<String>();
    let logs: BTreeMap<&String, String> = slugs.into_iter().map(|slug| (slug, all_said(slug))).collect();
    for (list, wanted) in [(&said, 1), (&refused, 0)] {
        for (slug, mark) in list.iter().filter(|(slug, _)| logs.contains_key(slug)) {
            let times = logs[slug].matches(mark.as_str()).count();
            assert!(if wanted == 0 { times == 0 } else { times >= 1 }, "{slug}: {mark} is in the log {times} times");
        }
    }
    nothing_said_is_lost(room, told);
    println!("{} words, {} acts with a reason, {} refusals", words.len(), said.len(), refused.len());
}

/// What was suggested stands in the text or waits; what was remarked is there once.
#[track_caller]
fn nothing_said_is_lost(room: &Room, told: &Told) {
    for (slug, word) in told.suggested.lock().expect("nobody panicked").iter() {
        let text = room.done(MANAGING, &["show", slug, "--markdown"]);
        let waiting = room.done(MANAGING, &["show", slug, "--suggestions"]);
        let times = text.matches(word.as_str()).count() + waiting.matches(word.as_str()).count();
        assert!(times >= 1, "{slug}: {word} is neither in the text nor suggested: {text}{waiting}");
    }
    for (slug, mark) in told.remarks.lock().expect("nobody panicked").iter() {
        let said = room.done(MANAGING, &["show", slug, "--comments"]);
        assert_eq!(said.matches(mark.as_str()).count(), 1, "{slug}: {mark} was said once");
    }
}
