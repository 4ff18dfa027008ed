//! What people wait for, at 10 and at 10,000 articles: median and 95th percentile, beside what the disk takes in the same
//! minute. `cargo xtask bench` runs it; GALLEY_BENCH_FOLDER keeps the generated newsrooms from one run to the next.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use newsroom::{Caller, Newsroom, Way};
use serde_json::{Value, json};

/// The programs' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = std::env::var_os("GALLEY_BENCH_FOLDER")
        .map_or_else(|| std::env::temp_dir().join("galley-bench"), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder for the generated newsrooms");
    println!("{:<52} {:>10} {:>10} {:>6}", "", "median", "p95", "runs");
    for count in [10, 10_000] {
        println!("\n{count} articles");
        measure(&newsroom(&folder, count));
    }
}

/// A generated newsroom; made once.
fn newsroom(folder: &Path, count: u32) -> PathBuf {
    let place = folder.join(format!("room-{count}"));
    if !place.join("ready").exists() {
        let _ = fs::remove_dir_all(&place);
        Newsroom::generate(&place, count).unwrap_or_else(|failure| panic!("{failure}"));
        fs::write(place.join("ready"), "").expect("a mark");
    }
    place
}

fn measure(place: &Path) {
    floor(place);
    report("engine open, first queue page", 5, |_| {
        let room = open(place);
        ask(&room, &caller(&room, "Ines Okafor"), "queue.list", &page_of_50());
    });
    let room = open(place);
    let editor = caller(&room, "Ines Okafor");
    report("queue page of 50, serialised", 200, |_| {
        ask(&room, &editor, "queue.list", &page_of_50());
    });
    report("queue filtered as typed (free text)", 50, |_| {
        ask(
            &room,
            &editor,
            "queue.list",
            &json!({ "filter": "harbour is:any", "sort": "bucket", "descending": false, "offset": 0, "limit": 50 }),
        );
    });
    let today = chrono::Utc::now().date_naive();
    let month = json!({ "from": today - chrono::Days::new(30), "to": today + chrono::Days::new(11) });
    report("a month of the calendar", 50, |_| {
        ask(&room, &editor, "calendar.list", &month);
    });
    report("what the fortnight runs into", 50, |_| {
        ask(&room, &editor, "schedule.check", &json!({}));
    });
    searching(&room, &editor);
    let draft = begin(&room, &editor, "a long draft");
    typing(&room, &editor, &draft);
    report("new draft, on disk", 60, |run| {
        begin(&room, &editor, &format!("Draft {run}"));
    });
    report("a field changed, on disk", 60, |run| {
        act(
            &room,
            &editor,
            &draft,
            &json!({ "act": "set", "changes": { "dek": format!("Dek {run}."), "no_lead": false } }),
        );
    });
    let ready: Vec<String> = (0..12).map(|number| approved(&room, number)).collect();
    let mut ready = ready.iter();
    report("one publication, all it writes at once", 12, |_| {
        let article = ready.next().expect("as many as runs");
        act(&room, &editor, article, &json!({ "act": "publish" }));
        room.finish_publishing().unwrap_or_else(|failure| panic!("{failure}"));
    });
    let builds = (0..3).map(|_| {
        // ext4 avoids what was freed within the last five seconds, and looks for new places many times longer.
        std::thread::sleep(Duration::from_secs(6));
        timed(|| {
            room.build(None).unwrap_or_else(|failure| panic!("{failure}"));
        })
    });
    tell("full build", builds.collect());
    println!("{:<52} {:>10}", "memory at its highest (MiB)", memory());
}

/// What is looked for as one types: every beginning of every question, one request each, with its snippets and facets.
fn searching(room: &Arc<Newsroom>, editor: &Caller) {
    const QUESTIONS: [&str; 6] = [
        "harbour deal",
        "the archive",
        "writer 07",
        "ceasefire invoices",
        "article-00042",
        "what the figures say about water",
    ];
    let beginnings: Vec<String> = QUESTIONS
        .iter()
        .flat_map(|question| question.char_indices().map(|(at, c)| question[..at + c.len_utf8()].to_owned()))
        .collect();
    for published in [true, false] {
        let name = if published { "search of the archive, as one types" } else { "search of the desk, as one types" };
        report(name, u32::try_from(beginnings.len()).unwrap_or(0), |run| {
            let filter = json!({});
            let args = json!({ "query": beginnings[run as usize], "published": published, "filter": filter, "offset": 0, "limit": 30 });
            ask(room, editor, "search", &args);
        });
    }
    report("a page of the archive, with facets", 50, |run| {
        ask(room, editor, "archive.list", &json!({ "filter": {}, "offset": run * 50, "limit": 50 }));
    });
}

/// 2,000 words, one key each: what the editor waits for, galley included.
fn typing(room: &Arc<Newsroom>, editor: &Caller, article: &str) {
    let sentence = "The harbour opened again on Monday, and nobody had been told. ";
    let text: String =
        (1..=182).map(|n| if n % 8 == 0 { format!("{}\n\n", sentence.trim()) } else { sentence.into() }).collect();
    room.rewrite(editor, article.parse().expect("an id"), &text, None).unwrap_or_else(|failure| panic!("{failure}"));
    let opened = ask(room, editor, "text.open", &json!({ "article": article }));
    let session = opened["session"].as_str().expect("a session").to_owned();
    let mut step = opened["step"].as_u64().expect("a step");
    let mut length = opened["text"].as_str().expect("a text").encode_utf16().count();
    report("a key: to the galley's complete HTML, 2,000 words", 300, |_| {
        let changes = json!([100, [0, "x"], length - 100]);
        let pushed = ask(
            room,
            editor,
            "text.push",
            &json!({ "article": article, "session": session, "step": step, "galley": "/", "updates": [{ "client": "bench", "changes": changes }] }),
        );
        step = pushed["step"].as_u64().expect("a step");
        length += 1;
    });
}

fn approved(room: &Arc<Newsroom>, number: u32) -> String {
    let editor = caller(room, "Ines Okafor");
    let writer = caller(room, "Writer 01");
    let article = begin(room, &writer, &format!("A harbour opens again {number} of {}", std::process::id()));
    let text = "The harbour opened again on Monday, and nobody had been told. ".repeat(60);
    room.rewrite(&writer, article.parse().expect("an id"), &text, None).unwrap_or_else(|failure| panic!("{failure}"));
    let fields = json!({ "dek": "Nobody had been told, and the first ship came in at six.", "section": "global-crises", "format": "analysis", "no_lead": false });
    act(room, &writer, &article, &json!({ "act": "set", "changes": fields }));
    act(room, &writer, &article, &json!({ "act": "submit", "note": "" }));
    act(room, &editor, &article, &json!({ "act": "claim" }));
    act(room, &editor, &article, &json!({ "act": "approve" }));
    article
}

fn begin(room: &Newsroom, who: &Caller, headline: &str) -> String {
    let slug = format!("bench-{}-{}", std::process::id(), Instant::now().elapsed().as_nanos() ^ unique());
    let fields = json!({ "headline": headline, "dek": "", "format": null, "section": null, "region": null, "topics": [], "authors": [who.person], "lead": null, "language": "en-US" });
    let commission =
        json!({ "budget_line": "", "brief": "", "writer": null, "due": null, "length": null, "no_length_reason": "" });
    let acted = ask(
        room,
        who,
        "article.act",
        &json!({ "command": { "act": "begin", "slug": slug, "fields": fields, "commission": commission } }),
    );
    assert_eq!(acted["outcome"], "done", "{acted}");
    acted["article"]["line"]["id"].as_str().expect("an id").to_owned()
}

fn unique() -> u128 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

fn act(room: &Newsroom, who: &Caller, article: &str, command: &Value) {
    let acted = ask(room, who, "article.act", &json!({ "article": article, "command": command }));
    assert_eq!(acted["outcome"], "done", "{command}: {acted}");
}

fn ask(room: &Newsroom, who: &Caller, name: &str, args: &Value) -> Value {
    let answer = room
        .answer(who, name, &args.to_string())
        .unwrap_or_else(|failure| panic!("{name}: {failure} {}", failure.detail));
    serde_json::from_str(&answer).expect("an answer is JSON")
}

fn page_of_50() -> Value {
    json!({ "filter": "", "sort": "bucket", "descending": false, "offset": 0, "limit": 50 })
}

fn open(place: &Path) -> Arc<Newsroom> {
    Newsroom::open(place, Way::CommandLine).unwrap_or_else(|failure| panic!("{failure}"))
}

fn caller(room: &Newsroom, name: &str) -> Caller {
    Caller::command_line(Some(room.person(name).unwrap_or_else(|failure| panic!("{failure}"))))
}

/// What the disk takes for 4 KiB in this same minute.
fn floor(place: &Path) {
    let path = place.join("floor");
    let mut file = File::create(&path).expect("a file");
    report("floor: 4 KiB written and synced", 60, |_| {
        file.write_all(&[7; 4096]).and_then(|()| file.sync_all()).expect("a sync");
    });
    let _ = fs::remove_file(path);
}

fn report(name: &str, runs: u32, mut work: impl FnMut(u32)) {
    tell(name, (0..runs).map(|run| timed(|| work(run))).collect());
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn tell(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!("{name:<52} {:>10} {:>10} {:>6}", shown(at(0.5)), shown(at(0.95)), times.len());
}

fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 { format!("{milliseconds:.3} ms") } else { format!("{milliseconds:.0} ms") }
}

/// The most that this process had in memory so far.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0);
    (kilobytes / 1024).to_string()
}
