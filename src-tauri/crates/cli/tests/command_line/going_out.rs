//! What is due goes out exactly once, whoever runs; what was missed is dealt with by the house's policy, aloud.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::room::{Agent, Files, MANAGING, PATIENCE, Room, until};

#[test]
fn two_agents_and_a_queue_of_due_articles_publish_each_once() {
    let room = Room::new();
    let slugs: Vec<String> = (1..=6).map(|number| format!("due-{number}")).collect();
    for slug in &slugs {
        room.approved(slug, &format!("The text of {slug}."));
    }
    for slug in &slugs {
        room.done(MANAGING, &["schedule", slug, "+1m", "--share-slot"]);
    }
    let agents = [room.agent(), room.agent()];
    // A third process that looks for what is due at the same time.
    let out = |slug: &String| room.facts(slug, "published") == 1 && room.facts(slug, "receipted") == 1;
    until("all are out and read back", PATIENCE * 2, || {
        room.done("", &["publish", "--due"]);
        slugs.iter().all(out)
    });
    // Nothing goes out a second time afterwards.
    thread::sleep(Duration::from_secs(2));
    for slug in &slugs {
        let log = room.log(Some(slug));
        let count = |kind: &str| log.iter().filter(|(found, _)| found == kind).count();
        assert_eq!((count("published"), count("receipted"), count("job-missed")), (1, 1, 0), "{slug}: {log:?}");
        assert!(log.iter().any(|(_, said)| said == "read back what readers get: it is as approved"), "{slug}: {log:?}");
        let shown = room.json(MANAGING, &["show", slug]);
        assert_eq!(shown["publication"]["version"], shown["version"], "{slug}");
        assert!(room.page(shown["address"].as_str().expect("an address")).contains(&format!("The text of {slug}.")));
    }
    agents.into_iter().for_each(Agent::end);
    room.done("", &["verify"]);
}

#[test]
fn what_was_missed_goes_by_the_policy_of_the_house_and_is_said() {
    let rooms: Vec<(Room, &str)> = ["{ publish-late = { minutes = 60 } }", "\"ask\"", "\"skip\""]
        .into_iter()
        .map(|policy| {
            let room = Room::new();
            let rules = room.folder.join("desk.toml");
            let text = fs::read_to_string(&rules).expect("desk.toml");
            fs::write(&rules, format!("{text}missed = {policy}\n")).expect("the policy is written");
            room.approved("missed", "Missed.");
            (room, policy)
        })
        .collect();
    for (room, _) in &rooms {
        room.done(MANAGING, &["schedule", "missed", "+1m"]);
    }
    // Nothing runs at the time, and for a whole minute after it.
    let begun = Instant::now();
    thread::sleep(Duration::from_secs(121).saturating_sub(begun.elapsed()));
    for (room, policy) in &rooms {
        let agent = room.agent();
        let decided = |log: &[(String, String)]| {
            log.iter().find(|(kind, _)| kind == "published" || kind == "job-missed").map(|(_, said)| said.clone())
        };
        until("the agent deals with it", PATIENCE, || decided(&room.log(Some("missed"))).is_some());
        if policy.contains("publish-late") {
            until("its page is read back", PATIENCE, || room.facts("missed", "receipted") == 1);
        }
        agent.end();
        // Another agent has nothing to add.
        room.agent().end();
        room.done("", &["publish", "--due"]);
        let log = room.log(Some("missed"));
        let count = |kind: &str| log.iter().filter(|(found, _)| found == kind).count();
        let said = decided(&log).expect("it was decided");
        let state = room.json(MANAGING, &["show", "missed"])["publication"]["state"].clone();
        if policy.contains("publish-late") {
            assert!(said.contains("min late"), "{said}");
            assert_eq!(count("receipted"), 1, "{log:?}");
            assert_eq!((count("published"), count("job-missed"), state), (1, 0, "live".into()), "{log:?}");
        } else {
            let word = if policy.contains("ask") { "asks what to do" } else { "let its time pass" };
            assert!(said.contains(word), "{policy}: {said}");
            assert_eq!((count("published"), count("job-missed"), state), (0, 1, "never".into()), "{policy}: {log:?}");
            assert!(Files::of(&room.site()).holding("Missed.").is_empty(), "{policy}: nothing is before readers");
            // Somebody decides: it goes out by hand.
            room.done(MANAGING, &["publish", "missed"]);
            assert_eq!(room.facts("missed", "published"), 1);
        }
        room.done("", &["verify"]);
    }
}

#[test]
fn a_build_and_a_publication_at_the_same_time_lose_no_page() {
    let room = Room::new();
    let slugs: Vec<String> = (1..=4).map(|number| format!("beside-{number}")).collect();
    for slug in &slugs {
        room.approved(slug, &format!("The text of {slug}."));
    }
    thread::scope(|scope| {
        let builder = scope.spawn(|| {
            for _ in 0..6 {
                room.done("", &["build"]);
            }
        });
        for slug in &slugs {
            room.done(MANAGING, &["publish", slug]);
            room.agent().end();
        }
        builder.join().expect("every build is done");
    });
    room.agent().end();
    room.done("", &["publish", "--due"]);
    for slug in &slugs {
        let shown = room.json(MANAGING, &["show", slug]);
        let address = shown["address"].as_str().expect("an address");
        assert!(room.page(address).contains(&format!("The text of {slug}.")), "{slug} is in the site");
        assert!(room.page("").contains(&format!("/{address}/")), "{slug} is on the front page");
    }
    room.done("", &["verify"]);
    let left: Vec<String> = fs::read_dir(&room.folder)
        .expect("the newsroom")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with(".site"))
        .collect();
    assert!(left.is_empty(), "nothing is left lying about: {left:?}");
}

#[test]
fn a_page_that_cannot_be_written_is_said_once_and_written_as_soon_as_it_can_be() {
    let room = Room::new();
    room.approved("waits", "The text that waits.");
    let template = room.folder.join("house/templates/article.html");
    let sound = fs::read_to_string(&template).expect("a template");
    fs::write(&template, format!("{sound}{{% if %}}")).expect("a broken template");
    // The decision stands; what could not be done is said.
    let said = room.galley(MANAGING, &["publish", "waits"]).refusal();
    assert!(said.contains("article.html"), "{said}");
    let agent = room.agent();
    // Long enough for several more tries.
    thread::sleep(Duration::from_secs(8));
    assert_eq!((room.facts("waits", "published"), room.facts("waits", "receipted")), (1, 1));
    fs::write(&template, sound).expect("a mended template");
    until("its page is written and read back", PATIENCE, || room.facts("waits", "receipted") == 2);
    let shown = room.json(MANAGING, &["show", "waits"]);
    assert!(room.page(shown["address"].as_str().expect("an address")).contains("The text that waits."));
    agent.end();
    room.done("", &["verify"]);
}
