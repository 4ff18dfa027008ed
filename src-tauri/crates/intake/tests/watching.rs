//! The watcher of the submissions folder, with a real folder and real time.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use intake::{Heard, Seen, Watch, watch};

const LONG: Duration = Duration::from_secs(20);
/// Longer than a file takes to settle.
const QUIET: Duration = Duration::from_millis(2_500);

fn watching(folder: &Path) -> (Watch, Receiver<Seen>) {
    let (tell, told) = channel();
    let watch = watch(folder, move |seen| {
        tell.send(seen).unwrap_or_default();
        Heard::Done
    })
    .unwrap();
    (watch, told)
}

#[track_caller]
fn sees(told: &Receiver<Seen>, name: &str) {
    match told.recv_timeout(LONG) {
        Ok(Seen::File { name: seen, .. }) => assert_eq!(seen, name),
        other => panic!("{name} should be seen, not {other:?}"),
    }
}

#[track_caller]
fn sees_nothing(told: &Receiver<Seen>, why: &str) {
    assert_eq!(told.recv_timeout(QUIET).ok(), None, "{why}");
}

#[test]
fn a_file_is_seen_once_it_stands_still() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("early.md"), "already there").unwrap();
    let (_watch, told) = watching(folder.path());
    sees(&told, "early.md");

    let mut slow = fs::File::create(folder.path().join("slow.md")).unwrap();
    let begun = Instant::now();
    for _ in 0..6 {
        slow.write_all(b"more and more ").unwrap();
        slow.sync_all().unwrap();
        std::thread::sleep(Duration::from_millis(300));
    }
    sees(&told, "slow.md");
    assert!(begun.elapsed() > Duration::from_millis(2_300), "not before it has stood still for a second");
    sees_nothing(&told, "a file is told of once");
    fs::write(folder.path().join("slow.md"), "changed").unwrap();
    sees(&told, "slow.md");
}

#[test]
fn a_file_that_could_not_be_dealt_with_is_told_of_until_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("busy.md"), "waits").unwrap();
    let (tell, told) = channel();
    let mut times = 0;
    let _watch = watch(folder.path(), move |seen| {
        tell.send(seen).unwrap_or_default();
        times += 1;
        if times < 3 { Heard::Later } else { Heard::Done }
    })
    .unwrap();
    for _ in 0..3 {
        sees(&told, "busy.md");
    }
    sees_nothing(&told, "then it is dealt with");
}

#[test]
fn what_is_none_of_the_desks_business_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("taken")).unwrap();
    fs::write(at("taken/old.md"), "x").unwrap();
    for name in [".hidden.md", "~$draft.docx", "a.docx.part", "b.md.reason.txt"] {
        fs::write(at(name), "x").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", at("link.md")).unwrap();
    fs::write(at("bad.docx"), "x").unwrap();
    intake::refuse(folder.path(), "bad.docx", "It is damaged.").unwrap();
    let (_watch, told) = watching(folder.path());
    sees_nothing(&told, "hidden, unfinished, linked, refused and taken files are not told of");
    fs::write(at("bad.docx"), "mended").unwrap();
    sees(&told, "bad.docx");
    fs::write(at("good.md.part"), "x").unwrap();
    fs::rename(at("good.md.part"), at("good.md")).unwrap();
    sees(&told, "good.md");
}

#[test]
fn a_folder_that_goes_away_is_told_of_once_and_may_come_back() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("submissions");
    assert!(watch(&folder, |_| Heard::Done).is_err(), "a folder that is not there cannot be watched");
    fs::create_dir(&folder).unwrap();
    let (watch, told) = watching(&folder);
    fs::write(folder.join("a.md"), "x").unwrap();
    sees(&told, "a.md");
    fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(told.recv_timeout(LONG), Ok(Seen::Trouble(_))));
    sees_nothing(&told, "trouble is told of once");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("b.md"), "x").unwrap();
    sees(&told, "b.md");
    fs::write(folder.join("c.md"), "x").unwrap();
    sees(&told, "c.md");
    let ending = Instant::now();
    drop(watch);
    assert!(ending.elapsed() < Duration::from_secs(2), "it ends when it is dropped");
}
