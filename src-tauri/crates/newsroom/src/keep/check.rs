//! `verify`, as far as it concerns the backups: every file is what its manifest says, every picture is there as it came.

use std::collections::BTreeSet;
use std::fs;

use desk::ids::Hash;

use super::DATABASE;
use super::backups::{Backup, Backups};
use super::copying;
use crate::media;

/// How many backups there are, and what is wrong with them, one sentence each.
pub fn check(backups: &Backups) -> (usize, Vec<String>) {
    let mut faults = Vec::new();
    let all = backups.list();
    let damaged = damaged_pictures(backups, &mut faults);
    for backup in &all {
        let name = &backup.name;
        match &backup.trouble {
            Some(trouble) => faults.push(format!("The backup {name} cannot be used: {trouble}")),
            None => {
                for trouble in of_one(backup, &damaged) {
                    faults.push(format!("The backup {name} is not what it was: {trouble}"));
                }
            }
        }
    }
    (all.len(), faults)
}

fn of_one(backup: &Backup, damaged: &BTreeSet<Hash>) -> Vec<String> {
    let Some(manifest) = &backup.manifest else { return Vec::new() };
    let mut faults = Vec::new();
    for kept in &manifest.files {
        match copying::hash(&backup.folder.join(&kept.path)) {
            Ok((_, hash)) if hash == kept.hash => {}
            Ok(_) => faults.push(format!("{} in it was changed after it was written.", kept.path)),
            Err(error) => faults.push(format!("{} in it cannot be read ({error}).", kept.path)),
        }
    }
    if faults.is_empty() {
        // A picture that was not to be had when the backup was made is in its manifest, and no news.
        let known = |hash: Hash| manifest.troubles.iter().any(|trouble| trouble.contains(&hash.to_string()));
        for picture in ledger::pictures(&backup.folder.join(DATABASE)).unwrap_or_default() {
            let there = copying::is_file(&backup.media().join(media::names(&picture).0));
            if !there && !damaged.contains(&picture.hash) && !known(picture.hash) {
                faults.push(format!("The picture {} is missing from backups/media/.", picture.hash));
            }
        }
    }
    faults
}

/// Pictures whose bytes are not what their name says.
fn damaged_pictures(backups: &Backups, faults: &mut Vec<String>) -> BTreeSet<Hash> {
    let mut damaged = BTreeSet::new();
    for entry in fs::read_dir(backups.media()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let hash = name.split('.').next().and_then(|stem| stem.parse::<Hash>().ok());
        let Some(hash) = hash.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())) else { continue };
        if !copying::hash(&entry.path()).is_ok_and(|(_, found)| found == hash) {
            faults.push(format!("The picture {hash} in backups/media/ is not as it came."));
            damaged.insert(hash);
        }
    }
    damaged
}
