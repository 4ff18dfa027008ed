//! The clock, and everything else that runs by itself while the newsroom is open.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use desk::command::Command;
use intake::{Heard, Watch};
use ledger::Scheduled;
use notify_debouncer_full::{DebounceEventResult, new_debouncer, notify};

use crate::acts::Verdict;
use crate::caller::By;
use crate::news::News;
use crate::room::{Newsroom, spoken};
use crate::wire::event::Topic;
use crate::wire::failure::Failure;
use crate::wire::status::ClockWho;
use crate::words::WORDS;

/// Who presses the button is shown by this lease; whoever it is, what is due goes out.
const LEASE: &str = "clock";
const LEASE_SECONDS: i64 = 15;
const RENEW: Duration = Duration::from_secs(5);
/// What the lease's holder has not done after this, another process does.
const PATIENCE: TimeDelta = TimeDelta::seconds(2);
const TICK: Duration = Duration::from_millis(200);
/// How often other processes' writes are looked for.
const POLL: Duration = Duration::from_millis(50);
/// A house folder that is being saved is left alone for a moment.
const HOUSE_SETTLES: Duration = Duration::from_millis(150);
/// Work that failed is tried again after this.
const AGAIN: Duration = Duration::from_secs(3);
/// Updates of one text since its snapshot that are left as they are.
const LONGEST_TEXT: usize = 400;
const FOLD: Duration = Duration::from_secs(60);
/// How often the news sitemap is looked through for what is news no longer.
const NEWS: Duration = Duration::from_secs(60);
/// How often it is asked whether a backup is due; the first time that long after the start.
const KEEP: Duration = Duration::from_secs(60);

/// Ends the newsroom's threads with this value; what was typed is on disk before it is gone.
pub struct Running {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    newsroom: Arc<Newsroom>,
    _submissions: Option<Watch>,
    _house: notify_debouncer_full::Debouncer<notify::RecommendedWatcher, notify_debouncer_full::RecommendedCache>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so; the others still end.
            let _ = thread.join();
        }
        if let Err(failure) = self.newsroom.write_texts() {
            tracing::error!(%failure, "what was typed last is not on disk");
        }
        // The lease's time runs out by itself if it cannot be given back.
        let _ = self.newsroom.release_lease(LEASE);
    }
}

impl Newsroom {
    /// Starts the clock, the writer of what is typed, the poll for other processes, and the watches on submissions/ and house/.
    pub fn start(self: &Arc<Self>) -> Result<Running, Failure> {
        let stop = Arc::new(AtomicBool::new(false));
        let threads = vec![
            self.thread("galley-poll", &stop, POLL, |room, _| room.catch_up())?,
            self.thread("galley-write", &stop, Duration::ZERO, |room, _| {
                if room.texts.wait(TICK) { room.write_texts() } else { room.write_again() }
            })?,
            self.thread("galley-clock", &stop, TICK, Newsroom::tick)?,
            self.thread("galley-rest", &stop, TICK, |room, _| room.keep_what_rests())?,
            self.thread("galley-keep", &stop, TICK, Newsroom::keep)?,
        ];
        Ok(Running {
            stop,
            threads,
            newsroom: Arc::clone(self),
            _submissions: self.watch_submissions(),
            _house: self.watch_house()?,
        })
    }

    /// A thread that does the same thing until it is told to stop; after a failure it waits and tries again.
    fn thread(
        self: &Arc<Self>,
        name: &str,
        stop: &Arc<AtomicBool>,
        pause: Duration,
        work: impl Fn(&Arc<Self>, &mut Rhythm) -> Result<(), Failure> + Send + 'static,
    ) -> Result<JoinHandle<()>, Failure> {
        let (room, stop) = (Arc::clone(self), Arc::clone(stop));
        let run = move || {
            let mut rhythm = Rhythm::default();
            let mut wait_until = Instant::now();
            while !stop.load(Ordering::Relaxed) {
                if Instant::now() >= wait_until
                    && let Err(failure) = work(&room, &mut rhythm)
                {
                    tracing::warn!(%failure, detail = failure.detail, "will try again");
                    wait_until = Instant::now() + AGAIN;
                }
                thread::sleep(pause.max(Duration::from_millis(1)));
            }
        };
        thread::Builder::new()
            .name(name.into())
            .spawn(run)
            .map_err(|error| Failure::failed(format!("The newsroom’s threads cannot be started: {error}.")))
    }

    /// What could not be written is tried again, also when nothing more is typed.
    fn write_again(&self) -> Result<(), Failure> {
        if self.texts.all().iter().any(|(_, text)| !crate::text::lock(text).is_written()) {
            self.write_texts()
        } else {
            Ok(())
        }
    }

    fn tick(self: &Arc<Self>, rhythm: &mut Rhythm) -> Result<(), Failure> {
        if !rhythm.mended {
            rhythm.mended = self.mend_site()?;
        }
        if rhythm.every(RENEW) {
            rhythm.holds = self.take_lease(LEASE, LEASE_SECONDS)?;
        }
        self.publish_due_as(rhythm.holds)?;
        self.finish_publishing()?;
        let near = self.now() + TimeDelta::seconds(2);
        let soon = self.ledger.read(|reader| reader.next_job())?.is_some_and(|next| next.job.when.utc <= near);
        // The sweep and the folding yield to anything that is due.
        if rhythm.holds && !soon {
            self.sweep_some()?;
            if rhythm.news.is_none_or(|last| last.elapsed() > NEWS) {
                rhythm.news = Some(Instant::now());
                self.age_news()?;
            }
            self.settle_texts()?;
            self.build_what_was_left()?;
            if rhythm.fold.is_none_or(|last| last.elapsed() > FOLD) {
                rhythm.fold = Some(Instant::now());
                self.ledger.fold_texts(LONGEST_TEXT)?;
            }
        }
        Ok(())
    }

    /// Whoever holds the clock also makes the backups, in a thread of their own: nothing that is due waits for them.
    fn keep(self: &Arc<Self>, rhythm: &mut Rhythm) -> Result<(), Failure> {
        if rhythm.later(KEEP) && self.clock_who(false)? == ClockWho::ThisDesk {
            self.keep_by_clock()?;
        }
        Ok(())
    }

    /// Publishes what is due now, whoever else runs; the slugs that went out, with their pages written and read back.
    pub fn publish_due(&self) -> Result<Vec<String>, Failure> {
        let slugs = self.publish_due_as(true)?;
        self.see_published()?;
        Ok(slugs)
    }

    fn publish_due_as(&self, holds: bool) -> Result<Vec<String>, Failure> {
        let now = self.now();
        let due = self.ledger.read(|reader| reader.due_before(now))?;
        let mut slugs = Vec::new();
        for Scheduled { article, slug, job, .. } in due {
            if !holds && now - job.when.utc < PATIENCE {
                continue;
            }
            // Another process may have been faster: then the job is gone, and the refusal says so.
            if let Verdict::Done(facts) = self.act(&By::clock(), now, article, &Command::Due { job: job.id })?
                && !facts.is_empty()
            {
                slugs.push(slug);
            }
        }
        Ok(slugs)
    }

    /// Who presses the button for the next publication; `named`: what another process calls itself is said, too.
    pub(crate) fn clock_who(&self, named: bool) -> Result<ClockWho, Failure> {
        let now = self.now();
        let lease = self.ledger.read(|reader| reader.lease(LEASE))?.filter(|lease| lease.until > now);
        Ok(match lease {
            None => ClockWho::Nobody,
            Some(lease) if lease.holder == self.holder => ClockWho::ThisDesk,
            Some(lease) if named => ClockWho::Another { name: spoken(&lease.holder).to_owned() },
            Some(_) => ClockWho::Another { name: "another desk".into() },
        })
    }

    fn watch_submissions(self: &Arc<Self>) -> Option<Watch> {
        let room = Arc::downgrade(self);
        let folder = self.folder().join("submissions");
        let watch = intake::watch(&folder.clone(), move |seen| {
            Weak::upgrade(&room).map_or(Heard::Done, |room| room.take_submission(&folder, &seen))
        });
        watch.map_err(|error| tracing::warn!(%error, "submissions/ is not watched")).ok()
    }

    fn watch_house(
        self: &Arc<Self>,
    ) -> Result<
        notify_debouncer_full::Debouncer<notify::RecommendedWatcher, notify_debouncer_full::RecommendedCache>,
        Failure,
    > {
        let room = Arc::downgrade(self);
        let house = self.house.folder().to_owned();
        let rules = self.folder().join("desk.toml");
        let mut debouncer = new_debouncer(HOUSE_SETTLES, None, move |events: DebounceEventResult| {
            let (Some(room), Ok(events)) = (Weak::upgrade(&room), events) else { return };
            let paths = || events.iter().filter(|event| !event.kind.is_access()).flat_map(|event| &event.paths);
            if paths().any(|path| path.starts_with(room.house.folder()))
                && let Err(failure) = room.read_house_again()
            {
                tracing::warn!("the new house layout could not be recorded: {failure}");
            }
            if paths().any(|path| *path == room.folder().join("desk.toml")) {
                room.rules_changed();
            }
            if paths().any(|path| *path == room.folder().join(WORDS)) {
                room.announce(News::everybody(vec![Topic::Rules]));
            }
        })
        .map_err(|error| not_watched(&house, &error))?;
        debouncer.watch(&house, notify::RecursiveMode::Recursive).map_err(|error| not_watched(&house, &error))?;
        debouncer
            .watch(self.folder(), notify::RecursiveMode::NonRecursive)
            .map_err(|error| not_watched(&rules, &error))?;
        Ok(debouncer)
    }

    fn rules_changed(&self) {
        let trouble = self.read_rules_again().err().map(|failure| failure.message);
        *crate::text::lock(&self.rules_trouble) = trouble;
        self.announce(News::everybody(vec![Topic::Rules, Topic::Status]));
    }
}

/// What a thread remembers from one round to the next.
#[derive(Default)]
pub struct Rhythm {
    last: Option<Instant>,
    holds: bool,
    /// What killed processes left in the site was put right.
    mended: bool,
    fold: Option<Instant>,
    news: Option<Instant>,
}

impl Rhythm {
    /// As [`Self::every`], but not at once.
    fn later(&mut self, span: Duration) -> bool {
        let last = *self.last.get_or_insert_with(Instant::now);
        let due = last.elapsed() >= span;
        if due {
            self.last = Some(Instant::now());
        }
        due
    }

    fn every(&mut self, span: Duration) -> bool {
        let due = self.last.is_none_or(|last| last.elapsed() >= span);
        if due {
            self.last = Some(Instant::now());
        }
        due
    }
}

fn not_watched(path: &Path, error: &notify::Error) -> Failure {
    Failure::failed(format!("{} cannot be watched: {error}.", path.display()))
}
