//! Mistakes in a house folder: each is named with its file, its line and a hint, and none stops anything.

mod common;

use std::fs;
use std::path::Path;

use press::{House, HouseProblem};

/// A copy of Meridian with one file changed, and the problems it then has.
fn broken(file: &str, change: impl FnOnce(String) -> String) -> Vec<HouseProblem> {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&common::folder(), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, change(text)).expect("the copy can be changed");
    match House::load(folder.path()) {
        Ok(_) => panic!("the mistake in {file} was not seen"),
        Err(problems) => problems,
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a house").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn check(problems: &[HouseProblem], file: &str, line: Option<u32>, says: &str) {
    let found = problems.iter().find(|problem| problem.file == file && problem.message.contains(says));
    let problem = found.unwrap_or_else(|| panic!("no problem in {file} says “{says}”: {problems:#?}"));
    assert_eq!(problem.line, line, "{problem}");
    assert!(problem.hint.ends_with('.') || problem.hint.ends_with("\"."), "{problem}");
    assert!(problem.message.ends_with('.'), "{problem}");
    let page = press::problem_page(problems);
    assert!(page.contains(file) && line.is_none_or(|line| page.contains(&format!("line {line}"))));
}

fn line_of(text: &str, what: &str) -> Option<u32> {
    text.lines().position(|line| line.contains(what)).map(|line| line as u32 + 1)
}

#[test]
fn meridian_itself_has_no_mistake() {
    assert_eq!(common::meridian().name(), "Meridian");
    assert_eq!(common::meridian().vocabulary().regions.len(), 6);
}

#[test]
fn a_tag_that_is_not_closed_is_named() {
    let problems = broken("templates/modules/kicker.html", |text| text.replacen("{% endif -%}", "", 1));
    assert_eq!(problems[0].file, "templates/modules/kicker.html");
    assert!(problems[0].line.is_some() && problems[0].message.starts_with("Syntax error"), "{problems:#?}");
}

#[test]
fn a_name_that_no_page_offers_is_named() {
    let problems = broken("templates/article.html", |text| {
        text.replace("{% block side %}", "{{ page.headlines }}{% block side %}")
    });
    let text = fs::read_to_string(common::folder().join("templates/article.html")).expect("a template");
    check(&problems, "templates/article.html", line_of(&text, "block side"), "Nothing is called “page.headlines”");
}

#[test]
fn a_misspelt_word_of_the_house_is_named() {
    let problems = broken("templates/modules/newsletter.html", |text| text.replace("words.email", "words.emial"));
    let text = fs::read_to_string(common::folder().join("templates/modules/newsletter.html")).expect("a template");
    check(&problems, "templates/modules/newsletter.html", line_of(&text, "words.email"), "“words.emial”");
}

#[test]
fn a_misspelt_part_of_an_article_is_found_by_the_trial_page() {
    let problems = broken("templates/modules/lead.html", |text| text.replace("lead.picture", "lead.pictrue"));
    let text = fs::read_to_string(common::folder().join("templates/modules/lead.html")).expect("a template");
    check(&problems, "templates/modules/lead.html", line_of(&text, "lead.picture"), "Undefined");
}

#[test]
fn an_unknown_filter_and_a_missing_module_are_named() {
    check(
        &broken("templates/listing.html", |text| text.replace("{{ page.title }}", "{{ page.title|shout }}")),
        "templates/listing.html",
        Some(9),
        "shout",
    );
    check(
        &broken("templates/front.html", |text| text.replace("modules/card.html", "modules/crad.html")),
        "templates/front.html",
        Some(8),
        "crad",
    );
}

#[test]
fn an_endless_template_runs_out_of_fuel() {
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}";
    let problems = broken("templates/redirect.html", |_| endless.into());
    assert!(
        problems
            .iter()
            .any(|problem| problem.file == "templates/redirect.html" && problem.hint.contains("without an end")),
        "{problems:#?}"
    );
}

#[test]
fn a_missing_template_is_named() {
    let problems = broken("templates/tombstone.html", |_| "{% extends \"nothing.html\" %}".into());
    check(&problems, "templates/tombstone.html", Some(1), "nothing.html");
}

#[test]
fn mistakes_in_house_toml_are_named_with_their_line() {
    let text = fs::read_to_string(common::folder().join("house.toml")).expect("settings");
    let mistakes = [
        ("name = \"Meridian\"", "nmae = \"Meridian\"", "Unknown field"),
        ("name = \"Meridian\"", "name = 3", "Invalid type"),
        ("base_url = \"https://meridian.example/\"", "base_url = \"meridian.example\"", "no address of the web"),
        ("base_url = \"https://meridian.example/\"", "base_url = \"https://meridian.example\"", "closing slash"),
        ("zone = \"America/New_York\"", "zone = \"America/Springfield\"", "No time zone"),
        ("long = \"%B %-d, %Y, %-I:%M %P\"", "long = \"%Q\"", "no form of a date"),
        ("address = \"{headline}\"", "address = \"{year}/{slug}\"", "knows no “{slug}”"),
        ("short_takes = \"qiosk\"", "short_takes = \"kiosk\"", "No section has the slug"),
        ("icon = \"pictures/mark.svg\"", "icon = \"pictures/mork.svg\"", "holds no “pictures/mork.svg”"),
        ("from = \"2026-11-01\"", "from = \"1 November\"", "no day"),
        ("places = [\"under-kicker\", \"long\"]", "places = [\"everywhere\"]", "Unknown variant"),
    ];
    for (right, wrong, says) in mistakes {
        assert!(text.contains(right), "{right}");
        let problems = broken("house.toml", |text| text.replacen(right, wrong, 1));
        check(&problems, "house.toml", line_of(&text, right), says);
    }
}

#[test]
fn two_sections_with_one_slug_are_named() {
    let problems = broken("house.toml", |text| text.replacen("slug = \"africa\"", "slug = \"europe\"", 1));
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("two regions with the slug “europe”") && problem.line.is_some()),
        "{problems:#?}"
    );
}

#[test]
fn mistakes_in_a_style_sheet_are_named_with_their_line() {
    let problems =
        broken("styles/30-frame.css", |text| format!("/* one */\n/* two */\n.a {{ color: red; }} }}\n{text}"));
    check(&problems, "styles/30-frame.css", Some(3), "breaks off");
}

#[test]
fn style_sheets_that_weigh_too_much_are_named() {
    let heavy: String = (0..2_000).map(|number| format!(".a{number}{{margin:{number}px}}\n")).collect();
    check(&broken("styles/99-more.css", |_| heavy), "styles/", None, "at most 30000");
}

#[test]
fn a_file_of_words_that_cannot_be_read_is_named() {
    check(
        &broken("words/en.toml", |text| text.replacen("skip =", "skip", 1)),
        "words/en.toml",
        Some(3),
        "cannot be read",
    );
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&common::folder(), folder.path());
    fs::write(folder.path().join("templates/extra.html"), b"one\ntwo \xff").expect("a file");
    check(&House::load(folder.path()).expect_err("a mistake"), "templates/extra.html", Some(2), "not UTF-8");
}

#[test]
fn a_folder_that_is_no_house_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    check(&House::load(folder.path()).expect_err("no house"), "house.toml", None, "no readable house.toml");
}
