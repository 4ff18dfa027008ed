//! A server that never lives long, and people at browsers who go on with the next.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Scene;
use super::ways::Carrier;
use crate::room::Dice;
use crate::served::{Browser, Heard, PASSPHRASE, Served};

/// How long a server lives at most, once it serves: long enough for a few acts, and for a sign-in.
const LIFE: u64 = 3_000;

/// Starts servers and kills them, some while they start, until the round is over.
pub fn serve(scene: &Scene<'_>, mut dice: Dice) {
    while !scene.over() {
        let served = Served::spawn(scene.room);
        let starting = Instant::now();
        let cut_short = dice.below(6) == 0;
        let patience = if cut_short { Duration::from_millis(dice.below(400)) } else { crate::room::PATIENCE };
        while served.port().is_none() && starting.elapsed() < patience {
            thread::sleep(Duration::from_millis(5));
        }
        scene.announce(served.port());
        if served.port().is_some() {
            thread::sleep(Duration::from_millis(dice.below(LIFE)));
        }
        served.kill();
        scene.announce(None);
        scene.killer.count();
    }
}

/// Browsers of several people; sessions outlive the servers.
#[derive(Default)]
pub struct Browsers(BTreeMap<String, Browser>);

impl Carrier for Browsers {
    fn name(&self) -> &'static str {
        "browser"
    }

    fn ask(&mut self, scene: &Scene<'_>, who: &str, request: &str, args: &Value) -> Heard {
        let Some(port) = scene.port() else { return Heard::Nothing };
        if !self.0.contains_key(who) {
            let Some(browser) = Browser::sign_in(port, who, PASSPHRASE) else { return Heard::Nothing };
            self.0.insert(who.into(), browser);
        }
        self.0[who].ask(port, request, args)
    }
}
