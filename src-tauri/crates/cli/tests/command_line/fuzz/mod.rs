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
/// A server is warm after this.
const WARM: Duration = Duration::from_secs(180);
/// What a server may hold beyond one that begins afresh, in kB.
const GROWTH: u64 = 96 * 1024;
/// Open files beyond those when it was warm: what is left of connections that are being closed.
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
    let mut den = Den::new();
    let wrong = Wrong::default();
    let counts: [AtomicUsize; KINDS.len()] = Default::default();
    let (time, begun) = (wanted(), Instant::now());
    pelted(&den, &wrong, &counts, time / 4);
    let files = den.files();
    pelted(&den, &wrong, &counts, time - time / 4);
    nonsense::crowd(&den);
    until("connections are closed", PATIENCE, || den.files() <= files + FILES);
    let memory = den.memory();
    for ((what, _), count) in KINDS.iter().zip(&counts) {
        let count = count.load(Ordering::Relaxed);
        println!("{count} {what} in {} s", begun.elapsed().as_secs());
        assert!(count > 0, "{what} were tried");
    }
    den.still_tells_everybody_what_is_theirs();
    // Everything that was written meanwhile takes its place in a server that begins afresh, too.
    den.begin_afresh();
    pelted(&den, &wrong, &counts, (time / 4).min(WARM));
    let afresh = den.memory();
    println!("{memory} kB; {afresh} kB by a server afresh, when it was warm");
    let wrong = wrong.0.into_inner().expect("nobody panicked");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
    assert!(memory < afresh + GROWTH, "it grew to {memory} kB, where one that begins afresh takes {afresh} kB");
    den.close();
}

/// Everything at once, for so long.
fn pelted(den: &Den, wrong: &Wrong, counts: &[AtomicUsize; KINDS.len()], time: Duration) {
    let (over, begun) = (AtomicBool::new(false), Instant::now());
    thread::scope(|scope| {
        for (number, (_, kind)) in KINDS.iter().enumerate() {
            let (count, over) = (&counts[number], &over);
            scope.spawn(move || {
                let seed = 0x0f22_0f22_0f22_0f22 ^ (number as u64 + 1) ^ (count.load(Ordering::Relaxed) as u64) << 8;
                let mut dice = Dice(seed);
                while !over.load(Ordering::Relaxed) {
                    kind(den, &mut dice, wrong);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while begun.elapsed() < time && den.runs() {
            thread::sleep(Duration::from_millis(250));
        }
        over.store(true, Ordering::Relaxed);
    });
    assert!(den.runs(), "it still runs");
}
