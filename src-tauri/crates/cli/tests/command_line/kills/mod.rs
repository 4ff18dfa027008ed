//! Processes killed at random moments while everything is done to a newsroom that can be done: at the command line, by agents,
//! in browsers, in a window, all at once. Nothing acknowledged is lost, nothing goes out twice, and the site ends up as the
//! ledger says.
//!
//! `GALLEY_KILLS` says how many are killed; `GALLEY_LONG=1` has 500 of them. With that many, every kind of act must be among
//! what was done, and the window's program, named by `GALLEY_WINDOW`, is one of those that are killed, where there is a screen.

mod afterwards;
mod at_the_page;
mod hands;
mod kept;
mod killer;
mod life;
mod page;
mod reviewing;
mod serving;
mod ways;
mod window;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kept::Kept;
use killer::Killer;
pub use life::{Beginning, Deed, Ids, life};
use serving::Browsers;
use ways::{CommandLine, Requests, live};
use window::Windows;

use crate::room::{Agent, Dice, EDITOR, MANAGING, Room, WRITER, long, own_part};
use crate::served::guarded_room;
use crate::windowed;

/// Kills in one round, and at all unless more are asked for.
const KILLS: usize = 50;
const MANY: usize = 500;
/// After so many rounds a new newsroom is begun: what is compared after each grows with what there is.
const ROUNDS: u64 = 6;
/// Articles that go out by the clock, and as many by hand, in each round.
const GOING_OUT: usize = 3;

/// One round: what everybody in it shares.
pub struct Scene<'a> {
    room: &'a Room,
    killer: &'a Killer,
    kept: &'a Kept,
    round: u64,
    /// Where the server is, while there is one.
    port: Mutex<Option<u16>>,
    /// Where the window is driven, while there is one.
    window: Mutex<Option<windowed::Open>>,
    out: AtomicBool,
}

impl Scene<'_> {
    /// Enough was killed, and what should go out is out.
    fn over(&self) -> bool {
        self.killer.enough() && self.out.load(Ordering::Relaxed)
    }

    fn dice(&self, seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (self.round + 1).wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    fn announce(&self, port: Option<u16>) {
        *self.port.lock().expect("nobody panicked") = port;
    }

    /// Where the server is, waited for; nothing when the round is over before there is one.
    fn port(&self) -> Option<u16> {
        self.waited_for(&self.port)
    }

    fn open_window(&self) -> Option<windowed::Open> {
        self.waited_for(&self.window)
    }

    fn waited_for<T: Clone>(&self, place: &Mutex<Option<T>>) -> Option<T> {
        while !self.over() {
            let found = place.lock().expect("nobody panicked").clone();
            if found.is_some() {
                return found;
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

fn wanted() -> usize {
    let asked = std::env::var("GALLEY_KILLS").ok().and_then(|kills| kills.parse().ok());
    asked.unwrap_or(if long() { MANY } else { KILLS })
}

#[test]
fn what_is_killed_at_random_moments_loses_nothing_acknowledged_and_publishes_nothing_twice() {
    let (wanted, begun) = (wanted(), Instant::now());
    let (mut kills, mut traces, mut round) = (0, 0, 0);
    let mut acts = std::collections::BTreeMap::<String, usize>::new();
    while kills < wanted {
        let room = begun_room();
        let kept = Kept::default();
        let mut published = Vec::new();
        for _ in 0..ROUNDS {
            kills += one_round(&room, &kept, round, (wanted - kills).min(KILLS), &mut published);
            round += 1;
            if kills >= wanted {
                break;
            }
        }
        traces += afterwards::nothing_is_lost_by_putting_a_backup_back(&room, &kept);
        for (act, times) in kept.acts() {
            *acts.entry(act).or_default() += times;
        }
        println!(
            "{kills} of {wanted} processes were killed in {} s; {traces} traces are there",
            begun.elapsed().as_secs()
        );
    }
    println!("acknowledged: {acts:#?}");
    if wanted >= MANY {
        afterwards::every_kind_was_done(&acts);
    }
}

fn begun_room() -> Room {
    let room = guarded_room();
    room.draft("typed", WRITER, "The beginning.");
    room.draft(at_the_page::REVISED, WRITER, "The beginning.");
    for slug in [reviewing::REVIEWED, reviewing::DOUBTED, reviewing::TURNED, at_the_page::WEIGHED] {
        room.draft(slug, WRITER, "The beginning.");
        room.done(WRITER, &["move", slug, "submitted"]);
        room.done(EDITOR, &["move", slug, "editing"]);
    }
    room
}

/// Everything at once until there were enough kills and all is out; then everything is looked at. The kills.
fn one_round(room: &Room, kept: &Kept, round: u64, kills: usize, published: &mut Vec<String>) -> usize {
    let by_clock: Vec<String> = (0..GOING_OUT).map(|n| format!("clock-{round}-{n}")).collect();
    let by_hand: Vec<String> = (0..GOING_OUT).map(|n| format!("hand-{round}-{n}")).collect();
    for slug in by_clock.iter().chain(&by_hand) {
        room.approved(slug, &format!("The text of {slug}."));
    }
    let moved = format!("moved-{round}");
    room.draft(&moved, WRITER, "Moved to and fro.");
    room.done(WRITER, &["move", &moved, "submitted"]);
    let begun = Instant::now();
    room.done(EDITOR, &["move", &moved, "editing"]);
    let killer = Killer::new(kills, begun.elapsed());
    for slug in &by_clock {
        room.done(MANAGING, &["schedule", slug, "+1m", "--share-slot"]);
    }
    let scene = Scene {
        room,
        killer: &killer,
        kept,
        round,
        port: Mutex::default(),
        window: Mutex::default(),
        out: AtomicBool::new(false),
    };
    let ids = Ids::of(room);
    thread::scope(|scope| {
        let (scene, ids) = (&scene, &ids);
        scope.spawn(move || hands::type_words(scene, 0));
        scope.spawn(move || hands::type_words(scene, 1));
        scope.spawn(move || reviewing::review_words(scene));
        scope.spawn(move || reviewing::turn_back(scene));
        scope.spawn(move || at_the_page::weigh_words(scene));
        scope.spawn(move || at_the_page::revise(scene));
        scope.spawn(|| hands::move_to_and_fro(scene, &moved));
        scope.spawn(|| hands::publish_by_hand(scene, &by_hand));
        scope.spawn(|| hands::keep_the_masthead(scene));
        scope.spawn(|| hands::keep_the_archive(scene));
        scope.spawn(|| hands::drop_files(scene));
        scope.spawn(|| serving::serve(scene, scene.dice(0x5e47)));
        if let Some(program) = windowed::program().filter(|_| wanted() >= MANY) {
            scope.spawn(move || window::open_windows(scene, &program, scene.dice(0x817d)));
            scope.spawn(move || {
                for number in 0.. {
                    let slug = format!("desk-{round}-{number}-x");
                    live(
                        scene,
                        &mut Requests::by(Windows::default()),
                        &slug,
                        &life(&slug, round + number, Beginning::Pitch, ids),
                    );
                    if scene.over() {
                        return;
                    }
                }
            });
        }
        scope.spawn(|| {
            for number in 0.. {
                let slug = format!("page-{round}-{number}-x");
                live(
                    scene,
                    &mut Requests::by(Browsers::default()),
                    &slug,
                    &life(&slug, round + number, Beginning::Pitch, ids),
                );
                if scene.over() {
                    return;
                }
            }
        });
        scope.spawn(|| {
            for number in 0.. {
                let slug = format!("word-{round}-{number}-x");
                let mut way = CommandLine { dice: scene.dice(0xc0de + number) };
                live(scene, &mut way, &slug, &life(&slug, round + number, Beginning::HandIn, ids));
                if scene.over() {
                    return;
                }
            }
        });
        scope.spawn(|| {
            hands::run_agents(scene, &by_clock);
            scene.out.store(true, Ordering::Relaxed);
        });
    });
    published.extend(by_clock.into_iter().chain(by_hand));
    afterwards::all_is_there(&scene, published);
    killer.kills()
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
    println!("{} builds were killed", killer.kills());
    room.done("", &["verify"]);
}
