//! What a long text under review costs: 50,000 words, 2,000 open suggestions, 500 comments.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::time::{Duration, Instant};

use manuscript::{By, ChangeSet, Manuscript, Mode, Remark, RemarkKind, Suggesting, Update, Verdict, Which};

const WORDS: u32 = 50_000;
const SUGGESTIONS: u32 = 2_000;
const COMMENTS: u32 = 500;
const EDITS: u32 = 100_000;
/// How many keys are written to disk in one group.
const GROUP: u32 = 10;

fn main() {
    let mut open = under_review();
    let text = open.original().len();
    let review = open.review();
    println!(
        "{WORDS} words ({text} bytes), {} suggestions, {} comments",
        review.suggestions.len(),
        open.comments().len()
    );
    let mut rows = vec![
        ("a key, direct", typing(&mut open, 5_000, &Mode::Editing)),
        ("a key, suggesting", typing(&mut open, 5_000, &suggesting("Ann"))),
        ("the original and the proposed", timed(50, || open.original().len() + open.proposed().len())),
        ("what is open", timed(50, || open.review().stretches.len())),
        ("where the comments stand", timed(50, || open.comments().len())),
    ];
    let ids: Vec<_> = open.review().suggestions.iter().map(|suggestion| suggestion.id).take(200).collect();
    let mut ids = ids.into_iter();
    rows.push(("accept one", timed(200, || decide(&mut open, &Which::One(ids.next().expect("an open suggestion"))))));
    rows.push(("a foreign edit", foreign(&mut open)));
    let mut all = Vec::new();
    for _ in 0..20 {
        all.extend(timed(1, || decide(&mut open, &Which::All)));
        assert!(open.undo("ed"), "the decision is undone");
    }
    rows.push(("accept all", all));
    let snapshot = open.snapshot();
    rows.push(("open it", timed(20, || Manuscript::load(Some(&snapshot), &[]).expect("it loads").len_utf16())));
    rows.push(("a new generation", timed(5, || open.renewed().len_utf16())));
    println!("{:<34} {:>10} {:>10} {:>10}", "", "median", "p99", "most");
    for (name, times) in &mut rows {
        times.sort_unstable();
        let at = |part: f64| shown(times[((times.len() - 1) as f64 * part) as usize]);
        println!("{name:<34} {:>10} {:>10} {:>10}", at(0.5), at(0.99), at(1.0));
    }
    size("its snapshot", &mut open);
    typing(&mut open, EDITS, &suggesting("Ann"));
    size(&format!("after {EDITS} keys, written by {GROUP}"), &mut open);
    let snapshot = open.snapshot();
    let mut times = timed(5, || Manuscript::load(Some(&snapshot), &[]).expect("it loads").len_utf16());
    times.sort_unstable();
    println!("{:<34} {:>10}", "open that", shown(times[2]));
    size("its new generation", &mut open.renewed());
}

fn suggesting(author: &str) -> Mode {
    Mode::Suggesting(Suggesting { by: by(author), kind: None, reason: None })
}

fn by(author: &str) -> By {
    By { author: author.into(), time: 1_700_000_000_000 }
}

fn under_review() -> Manuscript {
    let mut text = String::new();
    // Two thousand words of four to seven letters, none like another: harder to pack than prose.
    let mut seed = 1u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let words: Vec<String> =
        (0..2_000).map(|_| (0..4 + random(4)).map(|_| char::from(b'a' + random(26) as u8)).collect()).collect();
    for word in 0..WORDS {
        text.push_str(&words[random(2_000) as usize]);
        text.push_str(if word % 90 == 89 { ".\n\n" } else { " " });
    }
    let mut open = Manuscript::new(&text, None);
    open.take_update();
    for number in (0..SUGGESTIONS).rev() {
        let at = open.len_utf16() / SUGGESTIONS * number;
        let (len, insert) = [(0, "a new word "), (6, ""), (5, "another")][number as usize % 3];
        push(&mut open, at, len, insert, &suggesting(["Ann", "Bob"][number as usize % 2]));
        if number % 10 == 0 {
            open.take_update();
        }
    }
    for number in 0..COMMENTS {
        let at = open.len_utf16() / COMMENTS * number;
        let remark = Remark { by: by("Ed"), text: "Is that what he said?".into(), mentions: Vec::new() };
        open.comment(RemarkKind::Comment, Some(at..at + 20), remark).expect("there are words");
    }
    open
}

fn push(open: &mut Manuscript, at: u32, len: u32, insert: &str, mode: &Mode) {
    let changes = ChangeSet::one(open.len_utf16(), at, at + len, insert);
    open.push_in(open.step(), vec![Update { client: "ann".into(), changes }], mode).expect("it fits");
}

/// Words of five keys and a space, ten in a row, every tenth key a backspace; then elsewhere.
fn typing(open: &mut Manuscript, keys: u32, mode: &Mode) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut caret = 0;
    for key in 0..keys {
        if key % 60 == 0 {
            caret = (u64::from(key) * 7_919_993 % u64::from(open.len_utf16() - 70)) as u32;
        }
        let back = key % 10 == 9;
        let begun = Instant::now();
        if back {
            push(open, caret - 1, 1, "", mode);
        } else {
            push(open, caret, 0, if key % 6 == 5 { " " } else { "e" }, mode);
        }
        times.push(begun.elapsed());
        caret = if back { caret - 1 } else { caret + 1 };
        if key % GROUP == GROUP - 1 {
            open.take_update().expect("there is something to write");
        }
    }
    times
}

fn foreign(open: &mut Manuscript) -> Vec<Duration> {
    let mut other = Manuscript::load(Some(&open.snapshot()), &[]).expect("it loads");
    let mut times = Vec::new();
    for number in 0..100 {
        push(&mut other, number * 1_000, 3, "far", &suggesting("Far"));
        let update = other.take_update().expect("something was typed");
        times.extend(timed(1, || open.merge(&update).expect("it merges")));
    }
    times
}

fn decide(open: &mut Manuscript, which: &Which) {
    let count = open.decide(which, Verdict::Accepted, &by("Ed"), "ed").expect("nothing is out of range");
    assert!(count > 0, "something was decided");
}

fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> Vec<Duration> {
    let time = |_| {
        let begun = Instant::now();
        std::hint::black_box(run());
        begun.elapsed()
    };
    (0..runs).map(time).collect()
}

fn size(name: &str, open: &mut Manuscript) {
    let (bytes, text) = (open.snapshot().len(), open.text().len());
    println!("{name:<34} {bytes:>10} bytes, {:.2} of the text's {text}", bytes as f64 / text as f64);
}

fn shown(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1_000.0)
}
