//! An archive coming in and going out: files a second, and the most that was in memory. `cargo bench -p newsroom --bench archive`;
//! GALLEY_BENCH_FILES says how many (20,000), GALLEY_BENCH_FOLDER keeps the archive from one run to the next.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use newsroom::{Caller, Import, NewNewsroom, Newsroom, Way};

fn main() {
    let folder = std::env::var_os("GALLEY_BENCH_FOLDER")
        .map_or_else(|| std::env::temp_dir().join("galley-bench"), PathBuf::from);
    let count = std::env::var("GALLEY_BENCH_FILES").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let archive = folder.join(format!("archive-{count}"));
    if !archive.join("ready").exists() {
        let _ = fs::remove_dir_all(&archive);
        fs::create_dir_all(&archive).expect("a folder");
        Newsroom::generate_archive(&archive, count).unwrap_or_else(|failure| panic!("{failure}"));
        fs::write(archive.join("ready"), "").expect("a mark");
    }
    let place = folder.join(format!("imported-{}", std::process::id()));
    let new = NewNewsroom { house: "meridian".into(), name: None, first_person: Some("Ines Okafor".into()) };
    Newsroom::create(&place, &new).unwrap_or_else(|failure| panic!("{failure}"));
    let room = Newsroom::open(&place, Way::CommandLine).unwrap_or_else(|failure| panic!("{failure}"));
    let ines = room.person("Ines Okafor").unwrap_or_else(|failure| panic!("{failure}"));
    let import = Import { folder: &archive, by: None, dry_run: false };

    println!("{count} files");
    let begun = Instant::now();
    let mut entered = None;
    let report = room
        .import(&Caller::command_line(Some(ines)), &import, |progress| {
            if progress.done == progress.of && progress.of > 0 {
                entered = Some((begun.elapsed(), memory()));
            }
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    let whole = begun.elapsed();
    assert_eq!(report.published, count, "all of it is published");
    let (entering, most) = entered.expect("it was told");
    println!(
        "entered in {:.1} s: {:.0} files a second, {most} MiB at most",
        entering.as_secs_f64(),
        f64::from(count) / entering.as_secs_f64()
    );
    println!("with the site built in {:.1} s, {} MiB at most", whole.as_secs_f64(), memory());
    let begun = Instant::now();
    room.import(&Caller::command_line(Some(ines)), &import, |_| {}).unwrap_or_else(|failure| panic!("{failure}"));
    println!("a second run, which adds nothing: {:.1} s", begun.elapsed().as_secs_f64());
    let out = folder.join(format!("exported-{}", std::process::id()));
    let begun = Instant::now();
    room.export(&out).unwrap_or_else(|failure| panic!("{failure}"));
    println!("exported in {:.1} s", begun.elapsed().as_secs_f64());
    let size = fs::metadata(place.join("desk.sqlite3")).map_or(0, |data| data.len());
    println!("desk.sqlite3: {} MiB", size >> 20);
    // What was measured is of no more use.
    let _ = fs::remove_dir_all(&out);
    let _ = fs::remove_dir_all(&place);
}

/// The most that this process had in memory so far, in MiB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1024
}
