//! After a round: what was acknowledged is there, what went out went out once and as approved, the site is as the ledger says.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::killer::Killer;
use super::{Scene, hands};
use crate::readers::{settled, the_site_is_as_a_build_afresh};
use crate::room::{Dice, MANAGING, PATIENCE, Room, own_part, until};
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
    for slug in published {
        let facts = logs[slug].iter().filter(|(kind, _)| kind == "published").count();
        assert_eq!(facts, 1, "{slug} went out once");
    }
    the_site_is_as_a_build_afresh(room);
    for slug in published {
        let shown = room.json(MANAGING, &["show", slug]);
        assert_eq!(shown["publication"]["version"], shown["version"], "{slug}: what was approved is what is live");
        let page = room.page(shown["address"].as_str().expect("an address"));
        assert!(own_part(&page).contains(&format!("The text of {slug}.")) && page.trim_end().ends_with("</html>"));
    }
    served.kill();
    room.done("", &["verify"]);
}

/// How often a restore is killed before it is let live.
const RESTORES: usize = 3;

/// With nobody else at it, a backup is put back, killed at random moments, until it is done: everything is there as before.
/// How many traces there are.
#[track_caller]
pub fn nothing_is_lost_by_putting_a_backup_back(room: &Room, kept: &Kept) -> usize {
    room.done("", &["backup"]);
    let name = room.json("", &["backup", "--list"])[0]["name"].as_str().expect("a name").to_owned();
    let begun = std::time::Instant::now();
    room.done("", &["verify"]);
    let killer = Killer::new(RESTORES, begun.elapsed());
    let mut dice = Dice(0x4e57_04e5);
    while !killer.enough() && !killer.run(&mut room.command("", &["restore", &name]), &mut dice) {
        room.done("", &["verify"]);
    }
    room.done("", &["restore", &name]);
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
    "suggest",
    "comment",
    "reply",
    "resolve",
    "accept",
    "stet",
    "take back",
    "do again",
    "accept a line",
    "bring back",
    "undo a version that came back",
];
const AT_THE_COMMAND_LINE: &[&str] = &[
    "submit a file",
    "assign",
    "type",
    "type into one text with another",
    "suggest",
    "comment",
    "reply",
    "resolve",
    "accept",
    "stet",
    "bring back",
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
