//! What readers get, compared with the ledger once everything is written that must be.

use std::collections::BTreeMap;

use crate::room::{Files, MANAGING, PATIENCE, Room, until};

/// The logs of everything that readers could ever see, once each has a receipt for what was done last.
#[track_caller]
pub fn settled(room: &Room) -> BTreeMap<String, Vec<(String, String)>> {
    let slugs = || -> Vec<String> {
        let all = room.json(MANAGING, &["queue", "is:any"]);
        let out = all.as_array().expect("a list").iter().filter(|one| one["publication"]["state"] != "never");
        out.map(|one| one["slug"].as_str().expect("a slug").to_owned()).collect()
    };
    let mut logs = BTreeMap::new();
    for slug in slugs() {
        until(&format!("{slug} has its receipt"), PATIENCE, || {
            let log = room.whole_log(&slug);
            let last = |kinds: &[&str]| log.iter().rposition(|(kind, _)| kinds.contains(&kind.as_str()));
            let done = last(&["published", "withdrawn", "retracted", "taken-down", "imported"]);
            let receipt = last(&["receipted"]);
            let as_approved = receipt.is_some_and(|at| log[at].1.ends_with("as approved"));
            // What came in from an archive is read back by the build that writes it.
            let imported = log.iter().any(|(kind, _)| kind == "imported");
            let settled = imported || (receipt > done && as_approved);
            goes_out_once(&slug, &log);
            logs.insert(slug.clone(), log);
            settled
        });
    }
    logs
}

/// What is before readers is what a build afresh writes, to the byte.
#[track_caller]
pub fn the_site_is_as_a_build_afresh(room: &Room) {
    let mut differs = Vec::new();
    // What a killed import left is built when nothing more of it has come for two minutes.
    until("the site is as the ledger says", PATIENCE * 2, || {
        let fresh = room.scratch().join("fresh");
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

/// Out for the first time once, and again only after it was withdrawn.
#[track_caller]
fn goes_out_once(slug: &str, log: &[(String, String)]) {
    let (mut first, mut out) = (0, false);
    for (kind, said) in log {
        if said.starts_with("published it at /") {
            first += 1;
        }
        let goes_out = said.starts_with("published it at /") || said.starts_with("published it again");
        assert!(!(goes_out && out), "{slug} goes out while it is out: {log:?}");
        out = goes_out || out && kind != "withdrawn";
    }
    assert!(first <= 1, "{slug} went out for the first time once: {log:?}");
}
