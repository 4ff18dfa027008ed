//! After a round: what was acknowledged is there, what went out went out once and as approved, the site is as the ledger says.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::killer::Killer;
use super::{Scene, hands};
use crate::room::{Dice, Files, MANAGING, PATIENCE, Room, own_part, until};
use crate::served::Served;

/// `published`: what went out by hand or by the clock, and stays.
#[track_caller]
pub fn all_is_there(scene: &Scene<'_>, published: &[String]) {
    let room = scene.room;
    room.done("", &["verify"]);
    let served = Served::start(room);
    until("what was dropped is taken in", PATIENCE, || hands::waiting(room).is_empty());
    scene.kept.is_there(room, served.port().expect("it serves"));
    // The next process finishes what was left.
    let logs = settled(room);
    for (slug, log) in &logs {
        let first = log.iter().filter(|(_, said)| said.starts_with("published it at /")).count();
        assert!(first <= 1, "{slug} went out for the first time once: {log:?}");
    }
    for slug in published {
        let facts = logs[slug].iter().filter(|(kind, _)| kind == "published").count();
        assert_eq!(facts, 1, "{slug} went out once");
    }
    the_site_is_as_a_build_afresh(room, published.len());
    for slug in published {
        let shown = room.json(MANAGING, &["show", slug]);
        assert_eq!(shown["publication"]["version"], shown["version"], "{slug}: what was approved is what is live");
        let page = room.page(shown["address"].as_str().expect("an address"));
        assert!(own_part(&page).contains(&format!("The text of {slug}.")) && page.trim_end().ends_with("</html>"));
    }
    served.kill();
    room.done("", &["verify"]);
}

/// The logs of everything that readers could ever see, once each has a receipt for what was done last.
fn settled(room: &Room) -> BTreeMap<String, Vec<(String, String)>> {
    let slugs = || -> Vec<String> {
        let all = room.json(MANAGING, &["queue", "is:any"]);
        let out = all.as_array().expect("a list").iter().filter(|one| one["publication"]["state"] != "never");
        out.map(|one| one["slug"].as_str().expect("a slug").to_owned()).collect()
    };
    let mut logs = BTreeMap::new();
    for slug in slugs() {
        until(&format!("{slug} has its receipt"), PATIENCE, || {
            let log = room.log(Some(&slug));
            let last = |kinds: &[&str]| log.iter().rposition(|(kind, _)| kinds.contains(&kind.as_str()));
            let done = last(&["published", "withdrawn", "retracted", "taken-down", "imported"]);
            let receipt = last(&["receipted"]);
            let as_approved = receipt.is_some_and(|at| log[at].1.ends_with("as approved"));
            // What came in from an archive is read back by the build that writes it.
            let imported = log.iter().any(|(kind, _)| kind == "imported");
            let settled = imported || (receipt > done && as_approved);
            logs.insert(slug.clone(), log);
            settled
        });
    }
    logs
}

/// What is before readers is what a build afresh writes, to the byte.
fn the_site_is_as_a_build_afresh(room: &Room, number: usize) {
    let (mut tries, mut differs) = (0, Vec::new());
    until("the site is as the ledger says", PATIENCE, || {
        tries += 1;
        let fresh = room.scratch().join(format!("fresh-{number}-{tries}"));
        room.done("", &["build", "--out", fresh.to_str().expect("a path")]);
        let (site, built) = (Files::of(&room.site()), Files::of(&fresh));
        std::fs::remove_dir_all(&fresh).expect("it was looked at");
        differs = site
            .0
            .keys()
            .chain(built.0.keys())
            .filter(|path| site.0.get(*path) != built.0.get(*path))
            .cloned()
            .collect();
        if !differs.is_empty() {
            println!("not yet as built afresh: {differs:?}");
        }
        differs.is_empty()
    });
}

/// With nobody else at it, a backup is put back, killed at random moments, until it is done: everything is there as before.
/// How many traces there are.
#[track_caller]
pub fn nothing_is_lost_by_putting_a_backup_back(room: &Room, kept: &Kept) -> usize {
    room.done("", &["backup"]);
    let name = room.json("", &["backup", "--list"])[0]["name"].as_str().expect("a name").to_owned();
    let begun = std::time::Instant::now();
    room.done("", &["verify"]);
    let killer = Killer::new(usize::MAX, begun.elapsed());
    let mut dice = Dice(0x4e57_04e5);
    while !killer.run(&mut room.command("", &["restore", &name]), &mut dice) {
        room.done("", &["verify"]);
    }
    kept.done("command line: restore in place");
    room.done("", &["verify"]);
    let served = Served::start(room);
    let traces = kept.is_there(room, served.port().expect("it serves"));
    served.kill();
    traces
}

/// Acts that must have been acknowledged at least once, by each way in that has them.
const BY_REQUEST: &[&str] = &[
    "pitch",
    "assign",
    "type",
    "spike",
    "unspike",
    "set fields",
    "name a version",
    "override a check",
    "add a picture",
    "set the lead picture",
    "submit",
    "claim",
    "wish",
    "decline",
    "return",
    "hand back",
    "require a clearance",
    "to copy",
    "back to editing",
    "take over",
    "clear",
    "approve",
    "hold",
    "release",
    "embargo",
    "lift the embargo",
    "schedule",
    "reschedule",
    "cancel",
    "publish",
    "silent fix",
    "update",
    "notice",
    "withdraw",
    "take down",
    "retract",
];
const AT_THE_COMMAND_LINE: &[&str] = &[
    "submit a file",
    "assign",
    "type",
    "type into one text with another",
    "spike",
    "unspike",
    "set fields",
    "submit",
    "claim",
    "move",
    "return",
    "hand back",
    "require a clearance",
    "to copy",
    "back to editing",
    "clear",
    "approve",
    "hold",
    "release",
    "embargo",
    "lift the embargo",
    "schedule",
    "reschedule",
    "cancel",
    "publish",
    "people and grants",
    "invite",
    "passphrase",
    "end sessions",
    "import",
    "export",
    "build",
    "backup",
    "restore, refused while open",
    "restore into a new folder",
    "restore in place",
];

#[track_caller]
pub fn every_kind_was_done(acts: &BTreeMap<String, usize>) {
    let wanted = BY_REQUEST.iter().map(|act| format!("browser: {act}"));
    let wanted = wanted.chain(AT_THE_COMMAND_LINE.iter().map(|act| format!("command line: {act}")));
    let missing: Vec<String> = wanted.filter(|act| !acts.contains_key(act)).collect();
    assert!(missing.is_empty(), "never acknowledged: {missing:?}");
    assert!(acts.contains_key("submissions: a file is taken in"), "files were dropped");
}
