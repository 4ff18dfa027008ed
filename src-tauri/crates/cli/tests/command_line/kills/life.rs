//! An article's life from the pitch to its end, step by step: every kind of act that one article can undergo.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::kept::{MARK, Trace};
use crate::room::{COPY, EDITOR, MANAGING, Room, WRITER};

/// Stands in a command for what is only known when it is sent.
pub const THE_JOB: &str = "the job";
pub const THE_PICTURE: &str = "the picture";

/// What is done in a step.
pub enum Deed {
    /// A command of the workflow, and how it is said at the command line, where it can be.
    Act {
        command: Value,
        words: Vec<String>,
    },
    /// A file is handed in at the command line.
    HandIn,
    Type {
        text: String,
    },
    AddPicture {
        name: &'static str,
    },
}

pub struct Step {
    pub act: &'static str,
    pub who: &'static str,
    pub trace: Trace,
    pub deed: Deed,
}

/// People by their ids, as commands name them.
pub struct Ids {
    writer: String,
    copy: String,
}

impl Ids {
    pub fn of(room: &Room) -> Self {
        let people = room.people();
        Self { writer: people[WRITER].clone(), copy: people[COPY].clone() }
    }

    /// A second person, for what wants one.
    pub fn copy(&self) -> &str {
        &self.copy
    }
}

/// A life under construction.
struct Writing {
    slug: String,
    steps: Vec<Step>,
}

impl Writing {
    /// Words that belong to the next step alone.
    fn mark(&self) -> String {
        format!("{MARK}{}-{} for a good reason.", self.slug, self.steps.len())
    }

    fn step(&mut self, act: &'static str, who: &'static str, said: &str, command: Value, words: &[&str]) {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        self.steps.push(Step { act, who, trace: Trace::Said(said.into()), deed: Deed::Act { command, words } });
    }

    /// A step with words of its own; `marked` puts them into the command and into what is said at the command line.
    fn marked(&mut self, act: &'static str, who: &'static str, command: impl Fn(&str) -> Value, words: &[&str]) {
        let mark = self.mark();
        let words: Vec<&str> = words.iter().map(|word| if *word == MARK { mark.as_str() } else { *word }).collect();
        self.step(act, who, &mark, command(&mark), &words);
    }

    fn type_word(&mut self, who: &'static str) {
        let word = letters(self.steps.len());
        self.steps.push(Step {
            act: "type",
            who,
            trace: Trace::Word(word.clone()),
            deed: Deed::Type { text: format!("{word} ") },
        });
    }
}

/// A number as a word of nothing but letters: a silent fix may not touch a number or a name.
fn letters(number: usize) -> String {
    number
        .to_string()
        .bytes()
        .fold(String::from("quietly"), |word, digit| format!("{word}{}", char::from(b'a' + digit - b'0')))
}

fn ahead(days: i64) -> DateTime<Utc> {
    // Whole minutes, as people name them.
    let time = Utc::now() + TimeDelta::days(days);
    DateTime::from_timestamp(time.timestamp() / 60 * 60, 0).expect("a time")
}

fn moment(at: DateTime<Utc>) -> Value {
    json!({ "local": at.naive_utc(), "zone": "UTC", "utc": at })
}

/// How the life begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    Pitch,
    HandIn,
}

/// The whole life of the article with that slug. Its number says how it ends.
pub fn life(slug: &str, number: u64, beginning: Beginning, ids: &Ids) -> Vec<Step> {
    let mut life = Writing { slug: slug.into(), steps: Vec::new() };
    begin(&mut life, beginning, ids);
    between_writer_and_desk(&mut life);
    to_the_approval(&mut life);
    gates_and_schedule(&mut life);
    before_readers(&mut life, number, ids);
    life.steps
}

fn begin(life: &mut Writing, beginning: Beginning, ids: &Ids) {
    let slug = life.slug.clone();
    match beginning {
        Beginning::HandIn => life.steps.push(Step {
            act: "submit a file",
            who: WRITER,
            trace: Trace::Headline(format!("The {slug} story")),
            deed: Deed::HandIn,
        }),
        Beginning::Pitch => life.marked(
            "pitch",
            WRITER,
            |mark| {
                json!({ "act": "pitch", "slug": slug,
                    "fields": { "headline": format!("The {slug} story"), "dek": format!("What {slug} means."), "format": null,
                        "section": "global-crises", "region": null, "topics": [], "authors": [], "lead": null, "language": "en-US" },
                    "commission": { "budget_line": mark, "brief": "", "writer": null, "due": null, "length": null,
                        "no_length_reason": "" } })
            },
            &[],
        ),
    }
    let commission = json!({ "budget_line": "What it will be.", "brief": "", "writer": ids.writer, "due": ahead(3), "length": 900,
        "no_length_reason": "" });
    life.step(
        "assign",
        EDITOR,
        "commissioned it from",
        json!({ "act": "assign", "commission": commission }),
        &["move", &slug, "assigned", "--writer", WRITER, "--due", "+3d", "--length", "900"],
    );
    life.type_word(WRITER);
    life.marked(
        "spike",
        EDITOR,
        |mark| json!({ "act": "spike", "reason": mark }),
        &["move", &slug, "spiked", "--note", MARK],
    );
    life.step("unspike", EDITOR, "began to write", json!({ "act": "unspike" }), &["move", &slug, "drafting"]);
    life.step(
        "set fields",
        WRITER,
        "changed the region",
        json!({ "act": "set", "changes": { "region": "europe" } }),
        &["edit", &slug, "--set", "region=europe"],
    );
    life.marked("name a version", WRITER, |mark| json!({ "act": "freeze", "name": mark }), &[]);
    life.steps.push(Step {
        act: "add a picture",
        who: WRITER,
        trace: Trace::Picture(String::new()),
        deed: Deed::AddPicture { name: "ines-okafor.jpg" },
    });
    let lead = json!({ "picture": THE_PICTURE, "alt": "", "caption": "", "credit": "Somebody", "rights": "Ours",
        "focal": [500, 500] });
    life.step(
        "set the lead picture",
        WRITER,
        "changed the lead picture",
        json!({ "act": "set", "changes": { "lead": lead } }),
        &[],
    );
    life.step(
        "override a check",
        MANAGING,
        "let the check “alt-text” pass",
        json!({ "act": "override", "check": "alt-text", "reason": "Nobody can say what is in it." }),
        &[],
    );
}

fn between_writer_and_desk(life: &mut Writing) {
    let slug = life.slug.clone();
    life.marked(
        "submit",
        WRITER,
        |mark| json!({ "act": "submit", "note": mark }),
        &["move", &slug, "submitted", "--note", MARK],
    );
    life.step("claim", EDITOR, "claimed it for editing", json!({ "act": "claim" }), &["move", &slug, "editing"]);
    life.marked("wish", WRITER, |mark| json!({ "act": "wish", "what": { "wish": "hold" }, "text": mark }), &[]);
    life.marked(
        "decline",
        MANAGING,
        |mark| json!({ "act": "decline", "what": { "wish": "hold" }, "reason": mark }),
        &[],
    );
    life.marked(
        "return",
        EDITOR,
        |mark| json!({ "act": "return", "note": mark, "due": ahead(2) }),
        &["move", &slug, "revising", "--due", "+2d", "--note", MARK],
    );
    life.type_word(WRITER);
    life.marked(
        "hand back",
        WRITER,
        |mark| json!({ "act": "hand-back", "note": mark }),
        &["move", &slug, "editing", "--note", MARK],
    );
    life.step(
        "require a clearance",
        EDITOR,
        "asked for legal clearance",
        json!({ "act": "require-clearance", "what": "legal", "required": true }),
        &["clear", &slug, "legal", "--require"],
    );
}

fn to_the_approval(life: &mut Writing) {
    let slug = life.slug.clone();
    life.step("to copy", EDITOR, "sent it to copy", json!({ "act": "to-copy" }), &["move", &slug, "copy"]);
    life.marked(
        "back to editing",
        COPY,
        |mark| json!({ "act": "back-to-editing", "note": mark }),
        &["move", &slug, "editing", "--note", MARK],
    );
    life.step("take over", MANAGING, "took it to edit", json!({ "act": "take-over" }), &[]);
    life.step("to copy", EDITOR, "sent it to copy", json!({ "act": "to-copy" }), &["move", &slug, "copy"]);
    life.step(
        "clear",
        EDITOR,
        "gave it legal clearance",
        json!({ "act": "clear", "what": "legal" }),
        &["clear", &slug, "legal"],
    );
    life.step("approve", MANAGING, "approved it", json!({ "act": "approve" }), &["move", &slug, "ready"]);
}

fn gates_and_schedule(life: &mut Writing) {
    let slug = life.slug.clone();
    let hold = |mark: &str| json!({ "act": "hold", "reason": mark, "review": ahead(7) });
    life.marked("hold", EDITOR, hold, &["hold", &slug, "--reason", MARK]);
    life.marked(
        "release",
        EDITOR,
        |mark| json!({ "act": "release", "note": mark }),
        &["hold", &slug, "--off", "--reason", MARK],
    );
    life.marked(
        "embargo",
        MANAGING,
        |mark| json!({ "act": "embargo", "until": ahead(1), "reason": mark }),
        &["embargo", &slug, "--until", "+1d", "--reason", MARK],
    );
    life.marked(
        "lift the embargo",
        MANAGING,
        |mark| json!({ "act": "lift-embargo", "reason": mark }),
        &["embargo", &slug, "--lift", "--reason", MARK],
    );
    life.step(
        "schedule",
        MANAGING,
        "scheduled it for",
        json!({ "act": "schedule", "kind": "publish", "when": moment(ahead(3)), "share_slot": true }),
        &["schedule", &slug, "+3d", "--share-slot"],
    );
    life.step(
        "reschedule",
        MANAGING,
        "moved it to",
        json!({ "act": "move-job", "job": THE_JOB, "when": moment(ahead(4)), "share_slot": true }),
        &["schedule", &slug, "+4d", "--share-slot"],
    );
    life.step(
        "cancel",
        EDITOR,
        "stopped what was scheduled",
        json!({ "act": "stop-job", "job": THE_JOB, "reason": "" }),
        &["schedule", &slug, "never"],
    );
}

fn before_readers(life: &mut Writing, number: u64, ids: &Ids) {
    let slug = life.slug.clone();
    life.step("publish", MANAGING, "published it at /", json!({ "act": "publish" }), &["publish", &slug]);
    life.type_word(EDITOR);
    life.step("silent fix", EDITOR, "published a silent fix", json!({ "act": "silent-fix" }), &[]);
    life.type_word(EDITOR);
    life.step(
        "clear",
        COPY,
        "gave it legal clearance",
        json!({ "act": "clear", "what": "legal" }),
        &["clear", &slug, "legal"],
    );
    life.step("approve", MANAGING, "approved it", json!({ "act": "approve" }), &["move", &slug, "ready"]);
    life.step("update", EDITOR, "published a significant update", json!({ "act": "update", "significant": true }), &[]);
    life.marked(
        "notice",
        MANAGING,
        |mark| json!({ "act": "notice", "notice": "correction", "text": mark, "second": ids.copy }),
        &[],
    );
    match number % 4 {
        0 => life.marked("withdraw", MANAGING, |mark| json!({ "act": "withdraw", "reason": mark }), &[]),
        1 => {
            life.marked("take down", MANAGING, |mark| json!({ "act": "take-down", "reason": mark, "typed": slug }), &[])
        }
        2 => life.marked(
            "retract",
            MANAGING,
            |mark| json!({ "act": "retract", "reason": mark, "second": ids.copy }),
            &[],
        ),
        // It stays before readers.
        _ => {}
    }
}
