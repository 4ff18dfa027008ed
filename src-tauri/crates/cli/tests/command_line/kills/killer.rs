//! Runs the program and kills it at random moments.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{Dice, PATIENCE};

/// How a command ended.
pub enum Ended {
    Well,
    Killed,
    /// With what it complained of.
    Refused(String),
}

/// Counts the kills, and knows how long a command takes here.
pub struct Killer {
    kills: AtomicUsize,
    wanted: usize,
    /// How long a command takes here, in microseconds: as long as the last that was let live.
    usual: AtomicU64,
}

impl Killer {
    pub fn new(wanted: usize, usual: Duration) -> Self {
        Self { kills: AtomicUsize::new(0), wanted, usual: AtomicU64::new(micros(usual)) }
    }

    pub fn enough(&self) -> bool {
        self.kills() >= self.wanted
    }

    pub fn kills(&self) -> usize {
        self.kills.load(Ordering::Relaxed)
    }

    /// A process was killed by other hands.
    pub fn count(&self) {
        self.kills.fetch_add(1, Ordering::Relaxed);
    }

    /// How long a command takes, as far as is known.
    pub fn usual(&self) -> Duration {
        Duration::from_micros(self.usual.load(Ordering::Relaxed))
    }

    /// Runs the command and kills it at a random moment, if it is still running then. Whether it acknowledged. One in
    /// four is let live, and tells how long a life is.
    pub fn run(&self, command: &mut Command, dice: &mut Dice) -> bool {
        self.run_told(command, "", dice)
    }

    /// The same with a line on its standard input.
    pub fn run_told(&self, command: &mut Command, line: &str, dice: &mut Dice) -> bool {
        acknowledged(self.told(command, line, dice), command)
    }

    /// The same for what may be refused, because it happened already.
    pub fn tried(&self, command: &mut Command, dice: &mut Dice) -> Ended {
        self.told(command, "", dice)
    }

    fn told(&self, command: &mut Command, line: &str, dice: &mut Dice) -> Ended {
        let usual = micros(self.usual());
        let spared = dice.below(4) == 0;
        let life = if spared { PATIENCE } else { Duration::from_micros(dice.below(usual * 4 / 3)) };
        let mut child = start(command);
        // It may be killed before it reads.
        let _ = writeln!(child.stdin.take().expect("its input"), "{line}");
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
    pub fn run_for(&self, life: Duration, command: &mut Command) {
        let child = start(command);
        thread::sleep(life);
        acknowledged(self.end(child, command), command);
    }

    fn end(&self, mut child: Child, command: &Command) -> Ended {
        child.kill().expect("it may be killed");
        let ended = child.wait_with_output().expect("it ends");
        let complaints = String::from_utf8_lossy(&ended.stderr);
        assert!(!complaints.contains("panicked"), "{command:?}: {complaints}");
        match ended.status.code() {
            Some(0) => Ended::Well,
            None => {
                self.count();
                Ended::Killed
            }
            Some(status) => Ended::Refused(format!("ended with {status}: {complaints}")),
        }
    }
}

fn acknowledged(ended: Ended, command: &Command) -> bool {
    match ended {
        Ended::Well => true,
        Ended::Killed => false,
        Ended::Refused(said) => panic!("{command:?} {said}"),
    }
}

fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

pub fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).expect("less than a lifetime")
}
