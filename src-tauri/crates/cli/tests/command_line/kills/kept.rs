//! What was asked for and what was acknowledged, and whether it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use crate::room::{MANAGING, Room};
use crate::served::Browser;

/// What an act leaves behind, by which it is found again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// A word in the article's text.
    Word(String),
    /// A word that was suggested: in the text, if it was accepted meanwhile, or waiting.
    Suggested(String),
    /// A word that was suggested and waits for a decision.
    Waits(String),
    /// A word that is neither in the text nor waiting: it was let go.
    Gone(String),
    /// What somebody remarked.
    Remark(String),
    /// The remark with these words is settled.
    Settled(String),
    /// An entry of the article's log has these words. Words with a mark in them belong to one act alone.
    Said(String),
    /// An article has this headline.
    Headline(String),
    /// Somebody is on the masthead.
    Person(String),
    /// Somebody comes in with this passphrase.
    Passphrase(String),
    /// A picture is kept under this hash.
    Picture(String),
}

/// Stands in words that belong to one act alone.
pub const MARK: &str = "§";

#[derive(Clone, Copy, Default)]
struct Times {
    asked: usize,
    acknowledged: usize,
}

/// An article's slug (empty: the desk as a whole), and what was left there.
type Place = (String, Trace);

#[derive(Default)]
pub struct Kept {
    traces: Mutex<BTreeMap<Place, Times>>,
    /// Kinds of act that were acknowledged, by the way in: "window: hold".
    acts: Mutex<BTreeMap<String, usize>>,
}

impl Kept {
    pub fn asked(&self, article: &str, trace: &Trace) {
        self.traces.lock().expect("nobody panicked").entry((article.into(), trace.clone())).or_default().asked += 1;
    }

    pub fn acknowledged(&self, act: &str, article: &str, trace: &Trace) {
        let mut traces = self.traces.lock().expect("nobody panicked");
        traces.entry((article.into(), trace.clone())).or_default().acknowledged += 1;
        drop(traces);
        self.done(act);
    }

    /// An act that leaves no trace of its own was acknowledged.
    pub fn done(&self, act: &str) {
        *self.acts.lock().expect("nobody panicked").entry(act.into()).or_default() += 1;
    }

    pub fn acts(&self) -> BTreeMap<String, usize> {
        self.acts.lock().expect("nobody panicked").clone()
    }

    /// Everything that was acknowledged is there, and nothing of it twice. How many traces were looked for.
    #[track_caller]
    pub fn is_there(&self, room: &Room, port: u16) -> usize {
        let traces = self.traces.lock().expect("nobody panicked").clone();
        let found = Found::of(room, traces.keys());
        let mut wrong = Vec::new();
        for ((article, trace), times) in &traces {
            let count = found.count(room, article, trace, port, *times);
            if count < times.acknowledged {
                wrong.push(format!(
                    "{article}: {trace:?} was acknowledged {} times and is there {count} times",
                    times.acknowledged
                ));
            }
            // What belongs to one act alone is nowhere twice; a headline is one article's, however often it was sent.
            let most = match trace {
                Trace::Said(words) if !words.contains(MARK) => usize::MAX,
                Trace::Said(_) | Trace::Word(_) | Trace::Suggested(_) | Trace::Waits(_) | Trace::Remark(_) => {
                    times.asked
                }
                Trace::Gone(_) | Trace::Settled(_) => 1,
                Trace::Headline(_) | Trace::Person(_) | Trace::Passphrase(_) | Trace::Picture(_) => 1,
            };
            if count > most {
                wrong.push(format!(
                    "{article}: {trace:?} was asked for {} times and is there {count} times",
                    times.asked
                ));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        traces.len()
    }
}

/// The newsroom as it stands, read once.
struct Found {
    logs: BTreeMap<String, Vec<(String, String)>>,
    texts: BTreeMap<String, String>,
    reviews: BTreeMap<String, Reviewed>,
    headlines: Vec<String>,
    people: Vec<String>,
}

/// What is suggested in a text, and what is remarked about it.
struct Reviewed {
    waiting: String,
    remarks: String,
    settled: Vec<String>,
}

impl Reviewed {
    fn of(room: &Room, article: &str) -> Self {
        let suggested = room.json(MANAGING, &["show", article, "--suggestions"]);
        let words = suggested["text"].as_array().into_iter().flatten();
        let words = words.map(|one| one["inserted"].as_str().unwrap_or_default()).collect::<Vec<_>>();
        let comments = room.json(MANAGING, &["show", article, "--comments"]);
        let settled = comments.as_array().into_iter().flatten().filter(|one| one["resolved"] == true);
        Self {
            waiting: words.join(" "),
            settled: settled.map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect(),
            remarks: room.done(MANAGING, &["show", article, "--comments"]),
        }
    }

    fn waits(&self, word: &str) -> usize {
        how_often(&self.waiting, word)
    }
}

fn how_often(text: &str, word: &str) -> usize {
    text.split_whitespace().filter(|found| *found == word).count()
}

impl Found {
    fn of<'a>(room: &Room, places: impl Iterator<Item = &'a Place>) -> Self {
        let (mut with_log, mut with_text, mut with_review) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (article, trace) in places {
            match trace {
                Trace::Said(_) => _ = with_log.insert(article.clone()),
                Trace::Word(_) => _ = with_text.insert(article.clone()),
                Trace::Suggested(_) | Trace::Waits(_) | Trace::Gone(_) | Trace::Remark(_) | Trace::Settled(_) => {
                    with_text.insert(article.clone());
                    with_review.insert(article.clone());
                }
                Trace::Headline(_) | Trace::Person(_) | Trace::Passphrase(_) | Trace::Picture(_) => {}
            }
        }
        let strings = |words: &[&str], key: &str| {
            let told = room.json(MANAGING, words);
            let list = told.as_array().expect("a list");
            list.iter().map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        Self {
            logs: with_log.into_iter().map(|slug| (slug.clone(), room.log_if_there(&slug))).collect(),
            texts: with_text
                .into_iter()
                .map(|slug| (slug.clone(), room.galley(MANAGING, &["show", &slug, "--markdown"]).out))
                .collect(),
            reviews: with_review.into_iter().map(|slug| (slug.clone(), Reviewed::of(room, &slug))).collect(),
            headlines: strings(&["queue", "is:any"], "headline"),
            people: strings(&["people"], "name"),
        }
    }

    fn count(&self, room: &Room, article: &str, trace: &Trace, port: u16, times: Times) -> usize {
        match trace {
            Trace::Said(words) => self.logs[article].iter().filter(|(_, said)| said.contains(words.as_str())).count(),
            Trace::Word(word) => how_often(&self.texts[article], word),
            Trace::Suggested(word) => how_often(&self.texts[article], word) + self.reviews[article].waits(word),
            Trace::Waits(word) if how_often(&self.texts[article], word) > 0 => 0,
            Trace::Waits(word) => self.reviews[article].waits(word),
            Trace::Gone(word) => {
                usize::from(how_often(&self.texts[article], word) + self.reviews[article].waits(word) == 0)
            }
            Trace::Remark(words) => self.reviews[article].remarks.matches(words.as_str()).count(),
            Trace::Settled(words) => self.reviews[article].settled.iter().filter(|found| *found == words).count(),
            Trace::Headline(words) => self.headlines.iter().filter(|found| *found == words).count(),
            Trace::Person(name) => self.people.iter().filter(|found| *found == name).count(),
            // Whoever tries a wrong one is slowed down: only what was acknowledged is tried.
            Trace::Passphrase(passphrase) if times.acknowledged > 0 => {
                usize::from(Browser::sign_in(port, article, passphrase).is_some())
            }
            Trace::Passphrase(_) => 0,
            Trace::Picture(hash) => usize::from(holds(&room.folder.join("media"), hash)),
        }
    }
}

/// Whether a folder has an entry of that name, somewhere.
fn holds(folder: &Path, name: &str) -> bool {
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        entry.file_name().to_string_lossy().starts_with(name) || entry.path().is_dir() && holds(&entry.path(), name)
    })
}
