//! `galley serve` under nonsense: headers, cookies, origins, paths, bodies, half requests, slow clients, crowds, and every
//! request of the table with arguments that make no sense, by nobody, a writer and an editor. It never panics, never takes a
//! mistake of others for its own, does not grow, and tells nobody what they may not read.
//!
//! `GALLEY_FUZZ_MINUTES` says how long; `GALLEY_LONG=1` has an hour of it.

mod den;
mod nonsense;
mod requests;
mod talk;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use den::Den;

use crate::room::{Dice, PATIENCE, long, until};

/// Unless more is asked for.
const SHORT: Duration = Duration::from_secs(12);
/// What a server may have grown by since it was warm, in kB: caches fill, articles are begun.
const GROWTH: u64 = 96 * 1024;
/// Open files, likewise: what is left of connections that are being closed.
const FILES: usize = 24;

/// What was found wrong, with what brought it about; the first few are enough.
#[derive(Default)]
pub struct Wrong(Mutex<Vec<String>>);

impl Wrong {
    pub fn note(&self, what: String) {
        let mut all = self.0.lock().expect("nobody panicked");
        if all.len() < 20 {
            all.push(what.chars().take(2_000).collect());
        }
    }
}

fn wanted() -> Duration {
    let minutes = std::env::var("GALLEY_FUZZ_MINUTES").ok().and_then(|minutes| minutes.parse::<u64>().ok());
    let asked = minutes.or(long().then_some(60));
    asked.map_or(SHORT, |minutes| Duration::from_secs(60 * minutes))
}

/// A kind of nonsense: carries out one piece of it.
type Kind = fn(&Den, &mut Dice, &Wrong);

const KINDS: [(&str, Kind); 5] = [
    ("requests with arguments that make no sense", requests::mutated),
    ("paths", nonsense::path),
    ("heads", nonsense::head),
    ("half requests", nonsense::broken_off),
    ("slow clients", nonsense::slow),
];

#[test]
fn no_nonsense_brings_the_server_down_makes_it_grow_or_gets_anything_out_of_it() {
    let den = Den::new();
    let wrong = Wrong::default();
    let counts: [AtomicUsize; KINDS.len()] = Default::default();
    let over = AtomicBool::new(false);
    let (time, begun) = (wanted(), Instant::now());
    let mut warm = (0, 0);
    thread::scope(|scope| {
        for (number, (_, kind)) in KINDS.iter().enumerate() {
            let (den, wrong, count, over) = (&den, &wrong, &counts[number], &over);
            scope.spawn(move || {
                let mut dice = Dice(0x0f22_0f22_0f22_0f22 ^ (number as u64 + 1));
                while !over.load(Ordering::Relaxed) {
                    kind(den, &mut dice, wrong);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while begun.elapsed() < time && den.runs() {
            thread::sleep(Duration::from_millis(250));
            if warm.0 == 0 && begun.elapsed() > time / 4 {
                warm = (den.memory(), den.files());
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    assert!(den.runs(), "it still runs");
    nonsense::crowd(&den);
    until("connections are closed", PATIENCE, || den.files() <= warm.1 + FILES);
    let memory = den.memory();
    for ((what, _), count) in KINDS.iter().zip(&counts) {
        let count = count.load(Ordering::Relaxed);
        println!("{count} {what}");
        assert!(count > 0, "{what} were tried");
    }
    println!("{} kB when it was warm, {memory} kB after {} s", warm.0, begun.elapsed().as_secs());
    assert!(memory < warm.0 + GROWTH, "it grew from {} kB to {memory} kB", warm.0);
    den.still_tells_everybody_what_is_theirs();
    let wrong = wrong.0.into_inner().expect("nobody panicked");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
    den.close();
}
