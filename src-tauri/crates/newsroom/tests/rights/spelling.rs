//! Spelling through the desk: what is unknown and where, what the check says, and words that the house adds.

use std::fs;

use newsroom::{Newsroom, Way};
use serde_json::{Value, json};

use crate::room::{EDITOR, MANAGING, Room, WRITER};

const TEXT: &str =
    "😀 The goverment of Okaforland signed in 1990 with NATO, TK, `speling`.\n\nWanda Ostrow recieved it.";

/// The words that are marked for somebody, and the places at which they stand.
fn marked(desk: &Room, who: &str, article: &str) -> Vec<(String, u64, u64)> {
    let open = desk.done(who, "text.open", &json!({ "article": article }));
    let args = json!({ "article": article, "session": open["session"], "from": 0, "to": 10_000 });
    let answer = desk.done(who, "text.spelling", &args);
    assert_eq!(answer["step"], open["step"]);
    let number = |value: &Value| value.as_u64().expect("a number");
    let words = answer["misspelt"].as_array().expect("words").iter();
    words
        .map(|one| (one["word"].as_str().expect("a word").to_owned(), number(&one["from"]), number(&one["to"])))
        .collect()
}

fn words(desk: &Room, who: &str, article: &str) -> Vec<String> {
    marked(desk, who, article).into_iter().map(|(word, ..)| word).collect()
}

/// What the check says of it.
fn checked(desk: &Room, article: &str) -> Vec<(String, u64)> {
    let view = desk.done(MANAGING, "article.get", &json!({ "article": article }));
    let problems = view["problems"].as_array().expect("problems").iter().filter(|one| one["check"] == "spelling");
    problems
        .map(|one| (one["message"].as_str().expect("said").to_owned(), one["span"]["from"].as_u64().expect("a place")))
        .collect()
}

fn language(desk: &Room, article: &str, language: &str) {
    desk.act(EDITOR, article, json!({ "act": "set", "changes": { "language": language } }));
}

#[test]
fn words_that_nobody_knows_are_marked_and_the_check_names_the_first() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", TEXT);
    let at = |word: &str| TEXT[..TEXT.find(word).expect("there")].encode_utf16().count() as u64;
    let expected =
        ["goverment", "Okaforland", "recieved"].map(|word| (word.to_owned(), at(word), at(word) + word.len() as u64));
    assert_eq!(marked(&desk, WRITER, &article), expected, "names on the masthead are known");
    let said = "3 words are not in the dictionary, the first “goverment”.".to_owned();
    assert_eq!(checked(&desk, &article), [(said, at("goverment"))]);
    let args = json!({ "article": article, "word": "goverment" });
    let proposed = desk.done(WRITER, "words.propose", &args)["words"].clone();
    assert_eq!(proposed[0], "government");
    assert!(proposed.as_array().expect("words").len() <= 5);
}

#[test]
fn the_dictionary_is_that_of_the_articles_language() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "The harbour and the harbor.");
    assert_eq!(words(&desk, EDITOR, &article), ["harbor"], "the house is British");
    language(&desk, &article, "en-US");
    assert_eq!(words(&desk, EDITOR, &article), ["harbour"]);
    assert_eq!(checked(&desk, &article).len(), 1);
    language(&desk, &article, "tlh");
    assert_eq!(words(&desk, EDITOR, &article), [] as [&str; 0], "there is no dictionary of it");
    assert_eq!(checked(&desk, &article), []);
}

#[test]
fn a_word_that_the_house_adds_is_known_to_every_process_and_stands_in_its_file() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", TEXT);
    let other = Newsroom::open(&desk.path(), Way::Window).expect("another process");
    let add = |who: &str, word: &str| desk.ask(who, "words.add", &json!({ "word": word }));
    assert!(add(WRITER, "Okaforland").is_err(), "editors keep the house\u{2019}s words");
    assert!(add(EDITOR, "two words").is_err());
    add(EDITOR, "Okaforland").expect("it is added");
    assert_eq!(words(&desk, WRITER, &article), ["goverment", "recieved"]);
    let holder = newsroom::Caller::holder();
    let id = other.find(&holder, "harbour").expect("it is there");
    let problems = other.tell(&holder, id).expect("it is told").problems.expect("problems");
    assert!(problems.iter().any(|one| one.message.starts_with("2 words")), "{problems:?}");
    // By hand, beside a note.
    let file = desk.path().join("words.txt");
    let before = fs::read_to_string(&file).expect("the file");
    assert!(before.ends_with("\nOkaforland\n"), "{before}");
    fs::write(&file, before + "goverment # the minister\u{2019}s own way\n").expect("written");
    assert_eq!(words(&desk, WRITER, &article), ["recieved"]);
}

#[test]
fn what_is_suggested_is_looked_up_and_what_is_struck_is_not() {
    let desk = Room::open();
    let article = desk.submit(WRITER, "harbour", "The goverment signed it.");
    desk.act(WRITER, &article, json!({ "act": "submit", "note": "" }));
    desk.act(EDITOR, &article, json!({ "act": "claim" }));
    let open = desk.done(WRITER, "text.open", &json!({ "article": article }));
    let update = json!({ "client": "hand", "changes": [13, [0, "goverrment"], 12], "strikes": [[4, 13]] });
    let push = json!({ "article": article, "session": open["session"], "step": open["step"], "suggesting": {}, "updates": [update] });
    desk.done(WRITER, "text.push", &push);
    assert_eq!(marked(&desk, WRITER, &article), [("goverrment".to_owned(), 13, 23)]);
    assert_eq!(
        checked(&desk, &article),
        [("“goverment” is not in the dictionary.".to_owned(), 4)],
        "others see the original"
    );
}

#[test]
fn a_house_may_require_it() {
    let desk = Room::open();
    let rules = fs::read_to_string(desk.path().join("desk.toml")).expect("the rules");
    let article = desk.submit(WRITER, "harbour", "The goverment signed it.");
    fs::write(desk.path().join("desk.toml"), rules + "[checks]\nspelling = \"required\"\n").expect("written");
    let strict = Newsroom::open(&desk.path(), Way::CommandLine).expect("the rules are sound");
    let holder = newsroom::Caller::command_line(Some(desk.people[MANAGING]));
    let asked = |act: Value| {
        let args = json!({ "article": article, "command": act }).to_string();
        strict.answer(&holder, "article.act", &args).expect("an answer")
    };
    asked(json!({ "act": "submit", "note": "" }));
    asked(json!({ "act": "claim" }));
    let refused = asked(json!({ "act": "approve" }));
    assert!(refused.contains("goverment"), "{refused}");
}
