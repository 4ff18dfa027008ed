//! The files of pictures go with the last page that shows them, and never before it.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use newsroom::{Caller, Newsroom, Way};
use serde_json::json;

use crate::room::{EDITOR, MANAGING, MERIDIAN, Room, files_below, picture};

const LEAD: &str = "ines-okafor.jpg";
const IN_TEXT: &str = "delali-osei.jpg";
const SHARED: &str = "rasmus-lindqvist.jpg";
const OTHER_LEAD: &str = "szilvia-varga.jpg";

/// Two articles that are out and show each other: the first with pictures of its own and one that the second has too.
fn two() -> (Room, String) {
    let room = Room::of(MERIDIAN);
    let text = format!("{}{}", shows(IN_TEXT), shows(SHARED));
    let first = room.draft_with("quay", "The quay and the price of it", "Ports", &text, &[LEAD, IN_TEXT, SHARED]);
    room.publish(&first);
    let second = room.draft_with("ferry", "A ferry nobody ordered", "Ferries", &shows(SHARED), &[SHARED]);
    room.publish(&second);
    room.sweep();
    assert_eq!(has(&room), [LEAD, IN_TEXT, SHARED].map(|name| (name, true)), "all are there");
    (room, first)
}

fn shows(source: &str) -> String {
    format!("![A face]({source})\n\n")
}

fn hash(name: &str) -> String {
    let sent = picture(name)["data"].as_str().expect("its bytes").to_owned();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, sent).expect("base64");
    desk::ids::Hash::of(&bytes).to_string()
}

/// The files that readers can fetch of a picture.
fn files(room: &Room, name: &str) -> Vec<String> {
    let begins = format!("pictures/{}", &hash(name)[..24]);
    room.files().into_keys().filter(|path| path.starts_with(&begins)).collect()
}

fn has(room: &Room) -> [(&'static str, bool); 3] {
    [LEAD, IN_TEXT, SHARED].map(|name| (name, !files(room, name).is_empty()))
}

/// Every picture that a page names is there.
#[track_caller]
fn none_is_missing(room: &Room) {
    let files = room.files();
    for (path, (bytes, _)) in &files {
        let text = String::from_utf8_lossy(bytes);
        for (at, begins) in text.match_indices("/pictures/").filter(|(at, _)| !text[..*at].ends_with("/house")) {
            let named = &text[at + begins.len()..];
            let end = named.find(|c: char| !c.is_ascii_alphanumeric() && !"-.".contains(c)).unwrap_or(named.len());
            let file = format!("pictures/{}", &named[..end]);
            assert!(files.contains_key(&file), "{path} shows {file}");
        }
    }
}

/// Nothing is in the site that a build afresh would not write, and nothing is missing.
#[track_caller]
fn is_as_afresh(room: &Room) {
    let fresh = tempfile::tempdir().expect("a folder");
    room.room.build(Some(fresh.path())).expect("it builds");
    let names = |files: crate::room::Files| files.into_keys().collect::<BTreeSet<_>>();
    assert_eq!(names(room.files()), names(files_below(fresh.path())));
    room.is_sound();
}

#[test]
fn pictures_go_at_once_with_what_is_withdrawn_retracted_or_taken_down() {
    for act in ["withdraw", "retract", "take-down"] {
        let (room, article) = two();
        let second = room.person(EDITOR);
        let mut command = json!({ "act": act, "reason": "It was not theirs to show." });
        match act {
            "retract" => command["second"] = json!(second),
            "take-down" => command["typed"] = json!("quay"),
            _ => {}
        }
        room.act(MANAGING, &article, command);
        assert_eq!(has(&room), [(LEAD, false), (IN_TEXT, false), (SHARED, true)], "{act}");
        none_is_missing(&room);
        room.sweep();
        is_as_afresh(&room);
    }
}

/// Another lead, by an update.
fn another_lead(room: &Room, article: &str) {
    let stored = room.done(EDITOR, "media.add", &picture(OTHER_LEAD));
    let lead = json!({
        "picture": stored["hash"], "alt": "Another face", "caption": "", "credit": "", "rights": "", "focal": [500, 500]
    });
    room.act(EDITOR, article, json!({ "act": "set", "changes": { "lead": lead } }));
    room.act(MANAGING, article, json!({ "act": "approve" }));
    room.act(MANAGING, article, json!({ "act": "update", "significant": false }));
}

#[test]
fn a_lead_that_was_changed_goes_when_the_last_page_that_shows_it_is_written_anew() {
    let (room, article) = two();
    another_lead(&room, &article);
    none_is_missing(&room);
    while room.room.sweep_some().expect("the sweep goes on") {
        none_is_missing(&room);
    }
    assert_eq!(has(&room), [(LEAD, false), (IN_TEXT, true), (SHARED, true)]);
    is_as_afresh(&room);
}

#[test]
fn a_process_that_ends_on_the_way_leaves_it_to_the_next() {
    let (mut room, article) = two();
    another_lead(&room, &article);
    let mut steps = 0;
    loop {
        // Every step of the sweep in a process of its own.
        room.room = Newsroom::open(&room.folder(), Way::CommandLine).expect("it opens");
        if !room.room.sweep_some().expect("the sweep goes on") {
            break;
        }
        steps += 1;
        none_is_missing(&room);
    }
    assert!(steps > 2, "{steps}");
    assert_eq!(has(&room), [(LEAD, false), (IN_TEXT, true), (SHARED, true)]);
    // The act is on disk; its pages are another process's.
    room.decide(MANAGING, &article, json!({ "act": "withdraw", "reason": "Not ours." }));
    let next = Newsroom::open(&room.folder(), Way::CommandLine).expect("it opens");
    next.see_published().expect("the pages are written");
    room.room = Arc::clone(&next);
    assert_eq!(has(&room), [(LEAD, false), (IN_TEXT, false), (SHARED, true)]);
    room.sweep();
    is_as_afresh(&room);
}

#[test]
fn a_picture_stays_whose_hash_another_article_spells_in_its_own_way() {
    let room = Room::of(MERIDIAN);
    let pictures = [LEAD, IN_TEXT];
    let first = room.draft_with("quay", "The quay and the price of it", "Ports", &shows(IN_TEXT), &pictures);
    room.publish(&first);
    let numbered = |hash: String| hash.chars().map(|c| format!("&#{};", u32::from(c))).collect::<String>();
    for (slug, source) in [("ferry", hash(LEAD).to_uppercase()), ("buoy", numbered(hash(IN_TEXT)))] {
        let text = shows(&format!("media:{source}"));
        let article = room.draft_with(slug, &format!("About the {slug}"), "Ferries", &text, &[]);
        room.publish(&article);
    }
    room.act(MANAGING, &first, json!({ "act": "withdraw", "reason": "Not ours." }));
    none_is_missing(&room);
    room.sweep();
    assert_eq!(has(&room)[..2], [(LEAD, true), (IN_TEXT, true)]);
    is_as_afresh(&room);
}

#[test]
fn verify_names_a_picture_that_nothing_published_shows() {
    let (room, article) = two();
    let kept: Vec<(String, Vec<u8>)> =
        files(&room, LEAD).into_iter().map(|path| (path.clone(), room.files()[&path].0.clone())).collect();
    room.act(MANAGING, &article, json!({ "act": "withdraw", "reason": "Not ours." }));
    room.sweep();
    room.is_sound();
    for (path, bytes) in &kept {
        fs::write(room.site().join(path), bytes).expect("it is put back");
    }
    let faults = room.room.check_site(None).expect("it can be compared").faults;
    assert_eq!(faults.len(), kept.len());
    assert!(faults.iter().all(|fault| fault.contains("a picture that nothing published shows")), "{faults:?}");
}

#[test]
fn a_portrait_goes_with_whoever_leaves_the_masthead_unless_readers_have_something_of_theirs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("room");
    Newsroom::create_sample(&path, "meridian").expect("the sample");
    let room = Newsroom::open(&path, Way::CommandLine).expect("it opens");
    let sweep = || while room.sweep_some().expect("the sweep goes on") {};
    sweep();
    let shown = |name: &str| {
        let begins = hash(name)[..24].to_owned();
        let there = files_below(&path.join("site")).into_keys();
        there.filter(|file| file.starts_with(&format!("pictures/{begins}"))).count() > 0
    };
    let holder = Caller::command_line(Some(room.person("Teodor Lindauer").expect("the administrator")));
    for (name, portrait, stays) in
        [("Penelope Whitlock", "penelope-whitlock.jpg", false), ("Rasmus Lindqvist", "rasmus-lindqvist.jpg", true)]
    {
        assert!(shown(portrait), "{name} is on the masthead");
        room.set_person(&holder, name, &[], false, None, None).expect("it is set");
        sweep();
        assert_eq!(shown(portrait), stays, "{name}");
    }
    assert_eq!(room.check_site(None).expect("it can be compared").faults, Vec::<String>::new());
}

#[test]
fn pictures_sent_with_their_text_come_in_with_it() {
    let room = Room::of(MERIDIAN);
    let text =
        "---\ntitle: Two faces\nlead: pictures/Ines-Okafor.JPG\n---\n![A face](../delali%2Dosei.jpg)\n\nWords.\n";
    let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
    let files = [picture(LEAD), json!({ "name": "faces.md", "data": data }), picture(SHARED), picture(IN_TEXT)];
    let answer = room.done(EDITOR, "intake.submit", &json!({ "files": files }));
    let told = |n: usize| (answer["files"][n]["became"].as_str(), answer["files"][n]["file"].as_str());
    assert_eq!([told(0), told(1)], [(Some("draft"), Some("faces.md")), (Some("nothing"), Some(SHARED))]);
    assert_eq!(
        answer["files"].as_array().map(Vec::len),
        Some(2),
        "those that are in the text are not told of: {answer}"
    );
    assert_eq!(answer["files"][0]["report"]["lost"], json!([]));
    let sent = |name: &str, text: &str| json!({ "name": name, "data": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text) });
    let files = [sent("a.md", "![No picture](b.md)\n\nWords."), sent("b.md", "Other words.")];
    let answer = room.done(EDITOR, "intake.submit", &json!({ "files": files }));
    assert_eq!(answer["files"][1]["became"], "draft", "a text that another takes for a picture is told of: {answer}");
}
