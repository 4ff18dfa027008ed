//! Articles in other languages than the house's: a page speaks one language, with its own words and dates.

mod common;

use std::path::Path;
use std::sync::Arc;

use common::{at, content, page, story};
use desk::article::{Notice, NoticeKind};
use press::{Feed, House, Outlet, Story};

fn house(name: &str) -> House {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/houses").join(name);
    House::load(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn story_in(language: &str) -> Arc<Story> {
    let mut content = content("Was der Hafen kostet", "Ein Absatz.[^a]\n\n[^a]: Eine Anmerkung.\n");
    content.language = language.into();
    let mut story = Arc::unwrap_or_clone(story(content, &Outlet::Site));
    let by = common::person();
    let text = "Es war Dienstag.".to_owned();
    story.notices = vec![Notice { kind: NoticeKind::Correction, text, at: at("2026-03-25"), by, second: by }];
    story.published_at = Some(at("2026-03-01"));
    Arc::new(story)
}

#[track_caller]
fn says(html: &str, words: &[&str]) {
    for word in words {
        assert!(html.contains(word), "“{word}” in {html}");
    }
}

#[test]
fn a_page_speaks_the_language_of_its_article() {
    let meridian = house("meridian");
    let print = |language: &str| meridian.article(&page(story_in(language), &Outlet::Site), &Outlet::Site).html;
    says(
        &print("en-US"),
        &["<html lang=\"en-US\">", "March 1, 2026", "Correction", "Keep reading", "Show less", "Notes"],
    );
    says(
        &print("de"),
        &["<html lang=\"de\">", "1. März 2026, 7:00 Uhr", "Korrektur", "Weiterlesen", "Weniger zeigen", "Anmerkungen"],
    );
    says(&print("de-AT"), &["<html lang=\"de-AT\">", "1. März 2026", "Weiterlesen"]);
    says(&print("fr"), &["1 mars 2026, 7 h 00", "Lire la suite", "Replier"]);
    says(&print("es"), &["1 de marzo de 2026", "Seguir leyendo"]);
    says(&print("fi"), &["<html lang=\"fi\">", "March 1, 2026", "Keep reading"]);
}

#[test]
fn the_other_house_has_words_of_its_own() {
    let harbor = house("harbor");
    let print = |language: &str| harbor.article(&page(story_in(language), &Outlet::Site), &Outlet::Site).html;
    says(&print("de"), &["1. März 2026", "Korrektur", "Auch in der Zeitung"]);
    says(&print("es"), &["1 de marzo de 2026", "También en el periódico"]);
}

#[test]
fn a_feed_tells_of_a_correction_in_the_articles_language() {
    let feed = Feed { of: None, stories: vec![(story_in("de"), at("2026-03-01"))] };
    let texts = house("meridian").feeds(&feed);
    assert!(texts.iter().all(|(_, text)| text.contains("Korrektur") && text.contains("25. März 2026")), "{texts:?}");
}
