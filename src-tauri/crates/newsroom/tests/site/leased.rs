//! What another process writes, while this one waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use desk::people::Actor;
use ledger::{Ledger, LedgerError, Way, Who};
use serde_json::json;

use crate::room::{MANAGING, MERIDIAN, Room};

#[test]
fn whoever_waits_for_the_site_goes_on_as_soon_as_another_process_has_done_it() {
    let room = Room::of(MERIDIAN);
    let article = room.published("quay", "The quay and the price of it", "Ports");
    room.decide(MANAGING, &article, json!({ "act": "withdraw", "reason": "No." }));
    let other = Ledger::open(&room.folder().join("desk.sqlite3")).expect("it opens");
    let who = Who { actor: Actor::Clock, os_user: "somebody".into(), way: Way::Clock };
    let holds = || {
        let taken = other.transact(&who, Utc::now(), |tx| tx.take_lease("site", "another", TimeDelta::seconds(10)));
        assert!(taken.expect("it is written").value, "it stays another's");
    };
    holds();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                holds();
                thread::sleep(Duration::from_millis(500));
            }
        });
        let waits = scope.spawn(|| room.room.see_published());
        thread::sleep(Duration::from_secs(1));
        assert!(!waits.is_finished(), "it is not done yet");
        for errand in other.read(|reader| reader.outbox()).expect("it is read") {
            other
                .transact(&who, Utc::now(), |tx| tx.outbox_done(errand.id))
                .map_err(|error: LedgerError| error)
                .expect("done");
        }
        let waited = waits.join().expect("nobody panicked");
        over.store(true, Ordering::Relaxed);
        assert_eq!(waited.expect("it goes on"), Vec::<String>::new());
    });
}
