//! Processes killed at random moments while they type, move and publish: nothing acknowledged is lost, nothing goes out
//! twice, and the site ends up as the ledger says.

use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{Agent, Dice, EDITOR, Files, MANAGING, PATIENCE, Room, WRITER, long, own_part, until};

const KILLS: usize = 50;
/// Articles that go out by the clock, and as many by hand, in each round.
const GOING_OUT: usize = 4;

/// Counts the kills, and knows how long a command takes here.
struct Killer {
    kills: AtomicUsize,
    wanted: usize,
    /// How long a command takes here, in microseconds: as long as the last that was let live.
    usual: AtomicU64,
}

impl Killer {
    fn new(wanted: usize, usual: Duration) -> Self {
        Self { kills: AtomicUsize::new(0), wanted, usual: AtomicU64::new(micros(usual)) }
    }

    fn enough(&self) -> bool {
        self.kills.load(Ordering::Relaxed) >= self.wanted
    }

    /// Runs the command and kills it at a random moment, if it is still running then. Whether it acknowledged. One in
    /// four is let live, and tells how long a life is.
    fn run(&self, command: &mut Command, dice: &mut Dice) -> bool {
        let usual = self.usual.load(Ordering::Relaxed);
        let spared = dice.below(4) == 0;
        let life = if spared { PATIENCE } else { Duration::from_micros(dice.below(usual * 4 / 3)) };
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let begun = Instant::now();
        while begun.elapsed() < life && child.try_wait().expect("a child of ours").is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        if spared {
            self.usual.store(micros(begun.elapsed()), Ordering::Relaxed);
        }
        self.end(child, command)
    }

    /// Lets it run for a while and kills it: for what never ends by itself.
    fn run_for(&self, life: Duration, command: &mut Command) {
        let child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        thread::sleep(life);
        self.end(child, command);
    }

    fn end(&self, mut child: Child, command: &Command) -> bool {
        child.kill().expect("it may be killed");
        let ended = child.wait_with_output().expect("it ends");
        match ended.status.code() {
            Some(0) => true,
            None => {
                self.kills.fetch_add(1, Ordering::Relaxed);
                false
            }
            Some(status) => panic!("{command:?} ended with {status}: {}", String::from_utf8_lossy(&ended.stderr)),
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).expect("less than a lifetime")
}

#[test]
fn what_is_killed_at_random_moments_loses_nothing_acknowledged_and_publishes_nothing_twice() {
    let room = Room::new();
    room.draft("typed", WRITER, "The beginning.");
    room.draft("moved", WRITER, "Moved to and fro.");
    room.done(WRITER, &["move", "moved", "submitted"]);
    room.done(EDITOR, &["move", "moved", "editing"]);
    let begun = Instant::now();
    room.done(EDITOR, &["edit", "moved", "--set", "dek=Moved."]);
    let usual = begun.elapsed();
    let (mut typed, mut moved, mut published) = (Vec::new(), Vec::new(), Vec::new());
    let mut kills = 0;
    let wanted = if long() { 1_000 } else { KILLS };
    for round in 0.. {
        kills += one_round(&room, round, usual, &mut typed, &mut moved, &mut published);
        all_is_there(&room, &typed, &moved, &published);
        if kills >= wanted {
            break;
        }
    }
    println!(
        "{kills} processes were killed; {} words, {} moves, {} articles",
        typed.len(),
        moved.len(),
        published.len()
    );
}

/// Everything at once until there were enough kills and all is out. The kills.
fn one_round(
    room: &Room,
    round: u64,
    usual: Duration,
    typed: &mut Vec<String>,
    moved: &mut Vec<String>,
    published: &mut Vec<String>,
) -> usize {
    let by_clock: Vec<String> = (0..GOING_OUT).map(|n| format!("clock-{round}-{n}")).collect();
    let by_hand: Vec<String> = (0..GOING_OUT).map(|n| format!("hand-{round}-{n}")).collect();
    for slug in by_clock.iter().chain(&by_hand) {
        room.approved(slug, &format!("The text of {slug}."));
    }
    for slug in &by_clock {
        room.done(MANAGING, &["schedule", slug, "+1m", "--share-slot"]);
    }
    let killer = Killer::new(KILLS, usual);
    let (words, notes) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let out = AtomicBool::new(false);
    thread::scope(|scope| {
        for hand in 0..2 {
            let (killer, words, out) = (&killer, &words, &out);
            scope.spawn(move || type_words(room, killer, round * 2 + hand, words, out));
        }
        scope.spawn(|| move_to_and_fro(room, &killer, round, &notes, &out));
        scope.spawn(|| publish_by_hand(room, &killer, round, &by_hand));
        scope.spawn(|| {
            run_agents(room, &killer, round, usual, &by_clock);
            out.store(true, Ordering::Relaxed);
        });
    });
    typed.append(&mut words.into_inner().expect("no typist panicked"));
    moved.append(&mut notes.into_inner().expect("no mover panicked"));
    published.extend(by_clock.into_iter().chain(by_hand));
    killer.kills.into_inner()
}

/// Two hands type into one text, each from the version it has read.
fn type_words(room: &Room, killer: &Killer, hand: u64, words: &Mutex<Vec<String>>, out: &AtomicBool) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 + hand);
    for number in 0.. {
        if killer.enough() && out.load(Ordering::Relaxed) {
            return;
        }
        let shown = room.json(WRITER, &["show", "typed"]);
        let version = shown["version"].as_str().expect("a version");
        let word = format!("word-{hand}-{number}");
        // Each hand at its own end, as two people would.
        let body = shown["body"].as_str().expect("a body");
        let text =
            if hand.is_multiple_of(2) { format!("{word} {body}") } else { format!("{} {word}\n", body.trim_end()) };
        let file = room.file(&format!("typed-{hand}.md"), text);
        let file = file.to_str().expect("a path");
        if killer.run(&mut room.command(WRITER, &["edit", "typed", file, "--from", version]), &mut dice) {
            words.lock().expect("no typist panicked").push(word);
        }
    }
}

fn move_to_and_fro(room: &Room, killer: &Killer, round: u64, notes: &Mutex<Vec<String>>, out: &AtomicBool) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d + round);
    for number in 0.. {
        if killer.enough() && out.load(Ordering::Relaxed) {
            return;
        }
        let note = format!("note-{round}-{number}.");
        let status = room.json(EDITOR, &["show", "moved"])["status"].clone();
        let words = if status == "editing" {
            vec!["move", "moved", "revising", "--due", "+2d", "--note", &note]
        } else {
            vec!["move", "moved", "editing", "--note", &note]
        };
        if killer.run(&mut room.command(EDITOR, &words), &mut dice) {
            notes.lock().expect("no mover panicked").push(note);
        }
    }
}

fn publish_by_hand(room: &Room, killer: &Killer, round: u64, slugs: &[String]) {
    let mut dice = Dice(0xda94_2042_e4dd_58b5 + round);
    for slug in slugs {
        while room.json(MANAGING, &["show", slug])["publication"]["state"] != "live" {
            killer.run(&mut room.command(MANAGING, &["publish", slug]), &mut dice);
        }
    }
}

/// Agents that never live long, until everything they should publish is out.
fn run_agents(room: &Room, killer: &Killer, round: u64, usual: Duration, slugs: &[String]) {
    let mut dice = Dice(0x6c62_272e_07bb_0142 + round);
    while slugs.iter().any(|slug| room.json(MANAGING, &["show", slug])["publication"]["state"] != "live") {
        killer.run_for(Duration::from_micros(dice.below(micros(usual) * 4)), &mut room.command("", &["agent"]));
        killer.run(&mut room.command("", &["publish", "--due"]), &mut dice);
    }
}

#[track_caller]
fn all_is_there(room: &Room, typed: &[String], moved: &[String], published: &[String]) {
    room.done("", &["verify"]);
    let text = room.done(WRITER, &["show", "typed", "--markdown"]);
    let lost: Vec<&String> = typed.iter().filter(|word| text.split_whitespace().all(|found| found != *word)).collect();
    assert!(lost.is_empty(), "acknowledged words are not in the text: {lost:?}");
    let log = room.log(Some("moved"));
    for note in moved.iter().rev().take(100) {
        let times = log.iter().filter(|(_, said)| said.ends_with(&format!(": {note}"))).count();
        assert_eq!(times, 1, "the acknowledged move with {note} is in the log once");
    }

    // The next agent finishes what was left.
    let agent = room.agent();
    for slug in published {
        until("the outbox is worked off", PATIENCE, || {
            room.log(Some(slug)).last().is_some_and(|(kind, said)| kind == "receipted" && said.ends_with("as approved"))
        });
        assert_eq!(room.facts(slug, "published"), 1, "{slug} went out once");
    }
    // What is before readers is what a build afresh writes, to the byte.
    let mut number = 0;
    let mut differs = Vec::new();
    until("the sweep comes to an end", PATIENCE, || {
        number += 1;
        let fresh = room.scratch().join(format!("fresh-{}-{number}", published.len()));
        room.done("", &["build", "--out", fresh.to_str().expect("a path")]);
        let (site, fresh) = (Files::of(&room.site()), Files::of(&fresh));
        differs = site
            .0
            .keys()
            .chain(fresh.0.keys())
            .filter(|path| site.0.get(*path) != fresh.0.get(*path))
            .cloned()
            .collect();
        differs.is_empty()
    });
    agent.end();
    for slug in published {
        let shown = room.json(MANAGING, &["show", slug]);
        assert_eq!(shown["publication"]["version"], shown["version"], "{slug}: what was approved is what is live");
        let page = room.page(shown["address"].as_str().expect("an address"));
        assert!(own_part(&page).contains(&format!("The text of {slug}.")) && page.trim_end().ends_with("</html>"));
    }
    room.done("", &["verify"]);
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let room = Room::new();
    room.approved("standing", "Standing.");
    room.done(MANAGING, &["publish", "standing"]);
    let address = room.json(MANAGING, &["show", "standing"])["address"].as_str().expect("an address").to_owned();
    let page = room.page(&address);
    let begun = Instant::now();
    room.done("", &["build"]);
    let killer = Killer::new(if long() { 200 } else { 10 }, begun.elapsed());
    let mut dice = Dice(0x1234_5678_9abc_def1);
    while !killer.enough() {
        killer.run(&mut room.command("", &["build"]), &mut dice);
        Agent::end(room.agent());
        assert_eq!(own_part(&room.page(&address)), own_part(&page), "readers always get the page");
        assert!(room.site().join("index.html").exists() && room.site().join("feed.xml").exists());
    }
    println!("{} builds were killed", killer.kills.into_inner());
    room.done("", &["verify"]);
}
