//! A house begun, looked through, and taken for a newsroom; the site compared with what the desk prints.

use std::fs;

use crate::room::{MANAGING, Room, program, run};

fn galley(words: &[&str]) -> crate::room::Said {
    run(std::process::Command::new(program()).args(words))
}

#[test]
fn a_house_is_begun_and_every_mistake_in_it_is_named_with_its_line() {
    let scratch = tempfile::tempdir().expect("a folder");
    for like in ["meridian", "harbor"] {
        let folder = scratch.path().join(like);
        let path = folder.to_str().expect("a plain path");
        galley(&["house", "new", path, "--like", like]).ok();
        assert!(galley(&["house", "check", path]).ok().contains("is sound"), "{like}");
        assert!(galley(&["house", "new", path]).refusal().contains("is not empty"), "nothing is written over");
        let template = folder.join("templates/corrections.html");
        let text = fs::read_to_string(&template).expect("a template");
        fs::write(&template, text.replacen("amendment.headline", "amendment.hedaline", 1)).expect("a mistake");
        let line = text.lines().position(|line| line.contains("amendment.headline")).expect("a line") + 1;
        let said = galley(&["house", "check", path]);
        let told = said.out.clone();
        assert!(said.refusal().ends_with("has a mistake."), "{told}");
        assert!(told.contains(&format!("templates/corrections.html:{line}: ")), "{told}");
        let json = galley(&["house", "check", path, "--json"]).out;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["problems"][0]["line"], line);
    }
    let nowhere = scratch.path().join("nowhere");
    let refused = galley(&["house", "new", nowhere.to_str().expect("a plain path"), "--like", "nobody"]).refusal();
    assert!(refused.contains("harbor, meridian"), "it says which there are: {refused}");
}

#[test]
fn a_newsroom_may_begin_with_the_other_house() {
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path().join("daily");
    galley(&["new", folder.to_str().expect("a plain path"), "--house", "harbor"]).ok();
    let front = fs::read_to_string(folder.join("site/index.html")).expect("a front page");
    assert!(front.contains("The Harbor Post"));
}

#[test]
fn a_site_that_was_changed_is_told_from_what_the_desk_prints() {
    let room = Room::new();
    room.approved("quay", "The text of the quay.");
    room.done(MANAGING, &["publish", "quay"]);
    room.done("", &["build"]);
    assert!(room.done("", &["build", "--check"]).contains("as the desk prints it"));
    let copy = room.scratch().join("copy");
    crate::room::copy(&room.site(), &copy);
    let page = copy.join("the-quay-story/index.html");
    let text = fs::read_to_string(&page).expect("its page");
    fs::write(&page, text.replace("The text of the quay.", "Another text.")).expect("a change");
    let said = room.galley("", &["build", "--check", "--out", copy.to_str().expect("a plain path")]);
    assert!(said.out.contains("/the-quay-story/ in site/ is not what was approved"), "{said:?}");
    said.refusal();
    room.done("", &["build", "--check"]);
}
