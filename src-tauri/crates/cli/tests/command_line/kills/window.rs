//! The window is opened and killed, again and again; people sit down at it.

use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::Scene;
use super::ways::Carrier;
use crate::room::Dice;
use crate::served::{Heard, PASSPHRASE, asked_to_wait};
use crate::windowed::{Driver, Open, Screen, carried};

/// How long a window lives at most, once it is open.
const LIFE: u64 = 8_000;
/// As many in a row do not open by chance.
const IN_VAIN: usize = 4;

/// Opens windows on the newsroom and kills them, until the round is over.
pub fn open_windows(scene: &Scene<'_>, program: &Path, mut dice: Dice) {
    let screen = Screen::new();
    let mut in_vain = 0;
    while !scene.over() {
        let mut driver = Driver::start(&screen, scene.room.scratch());
        if let Some(open) = driver.open(program, &scene.room.folder) {
            in_vain = 0;
            *scene.window.lock().expect("nobody panicked") = Some(open);
            thread::sleep(Duration::from_millis(1_000 + dice.below(LIFE)));
        } else {
            in_vain += 1;
            assert!(in_vain < IN_VAIN, "windows open");
        }
        driver.kill_window();
        *scene.window.lock().expect("nobody panicked") = None;
        scene.killer.count();
    }
}

/// People who sit down at the window, one after the other.
#[derive(Default)]
pub struct Windows {
    /// Who signed in last, and at which window.
    seated: Option<(Open, String)>,
}

impl Carrier for Windows {
    fn name(&self) -> &'static str {
        "window"
    }

    fn ask(&mut self, scene: &Scene<'_>, who: &str, request: &str, args: &Value) -> Heard {
        let Some(open) = scene.open_window() else { return Heard::Nothing };
        let seat = (open.clone(), who.to_owned());
        if self.seated.as_ref() != Some(&seat) {
            let Heard::Answer(answer) =
                carried(&open, "session.begin", &json!({ "name": who, "passphrase": PASSPHRASE }))
            else {
                return Heard::Nothing;
            };
            if let Some(wait) = asked_to_wait(&answer) {
                thread::sleep(wait);
                return Heard::Nothing;
            }
            assert_eq!(answer["outcome"], "in", "{who} is let in: {answer}");
            self.seated = Some(seat);
        }
        carried(&open, request, args)
    }
}
