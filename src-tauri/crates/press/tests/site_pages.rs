//! Archive, corrections log, masthead and standing pages.

mod common;

use common::{at, content, meridian, story};
use desk::people::Role;
use press::{
    Alone, Amendment, AmendmentKind, ArchivePage, Colleague, CorrectionsPage, Month, MonthPage, Outlet, Story,
};
use std::sync::Arc;

const NOVEMBER: Month = Month { year: 2026, month: 11 };

fn on(day: &str, headline: &str) -> Arc<Story> {
    let story = story(content(headline, "Text.\n"), &Outlet::Site);
    Arc::new(Story { published_at: Some(at(day)), ..Arc::unwrap_or_clone(story) })
}

#[test]
fn a_month_lists_its_articles_by_day_and_leads_to_its_neighbours() {
    let stories = vec![on("2026-11-24", "Third"), on("2026-11-24", "Second"), on("2026-11-02", "First")];
    let month = MonthPage {
        month: NOVEMBER,
        stories,
        earlier: Some(Month { year: 2026, month: 8 }),
        later: Some(Month { year: 2027, month: 1 }),
    };
    let html = meridian().archive_month(&month, &Outlet::Site).html;
    assert_eq!(html.matches("<section class=\"day\">").count(), 2, "one for each day");
    assert!(html.contains("<h1>November 2026</h1>") && html.contains(">Tuesday, November 24</time>"), "{html}");
    assert!(html.contains("href=\"/archive/2027/01/\" rel=\"prev\">January 2027"), "{html}");
    assert!(html.contains("href=\"/archive/2026/08/\" rel=\"next\">August 2026"), "{html}");
    assert!(html.contains("rel=\"canonical\" href=\"https://meridian.example/archive/2026/11/\""));
}

#[test]
fn a_month_is_the_houses_own() {
    // The last evening of November in New York is December in Greenwich.
    let late = "2026-12-01T03:00:00Z".parse().expect("a time");
    assert_eq!(meridian().month(late), NOVEMBER);
}

#[test]
fn the_archive_counts_months_by_year() {
    let months = vec![(Month { year: 2027, month: 1 }, 2), (NOVEMBER, 7), (Month { year: 2026, month: 8 }, 1)];
    let html = meridian().archive(&ArchivePage { months }, &Outlet::Site).html;
    assert_eq!(html.matches("<section class=\"year\"").count(), 2);
    assert!(html.contains("<a href=\"/archive/2026/11/\">November 2026</a> <span class=\"small\">7</span>"), "{html}");
}

#[test]
fn the_corrections_log_names_kind_date_article_and_text() {
    let amendment = |kind, text: &str| Amendment {
        kind,
        at: at("2026-11-24"),
        headline: "Of <ports>".into(),
        address: "of-ports".into(),
        text: text.into(),
    };
    let amendments = vec![
        amendment(AmendmentKind::Correction, "It was Tuesday."),
        amendment(AmendmentKind::Update, ""),
        amendment(AmendmentKind::Retraction, "The papers were forged."),
    ];
    let page = CorrectionsPage { amendments, number: 2, last: 2 };
    let html = meridian().corrections(&page, &Outlet::Site).html;
    for said in [
        ">Correction</strong>",
        "It was Tuesday.",
        ">Update</strong>",
        "The article was brought up to date.",
        ">Retraction</strong>",
        "The papers were forged.",
        "<a href=\"/of-ports/\">Of &lt;ports&gt;</a>",
        "November 24, 2026, 7:00 am",
        "href=\"/corrections/page/1/\" rel=\"next\"",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
}

fn colleague(name: &str, roles: &[Role], published: bool) -> Colleague {
    Colleague { name: name.into(), biography: String::new(), portrait: None, roles: roles.to_vec(), published }
}

#[test]
fn the_masthead_names_everybody_once_and_writers_when_they_are_published() {
    let people = [
        colleague("Writes Much", &[Role::Writer], true),
        colleague("Writes Later", &[Role::Writer], false),
        colleague("Does Both", &[Role::Writer, Role::Editor], true),
        colleague("Keeps Keys", &[Role::Administrator], false),
    ];
    let html = meridian().masthead(&people, &Outlet::Site).html;
    assert_eq!(html.matches("Does Both").count(), 1);
    assert!(html.find("Does Both") < html.find("Writes Much"), "editors stand above writers");
    assert!(html.contains("<a href=\"/author/writes-much/\">Writes Much</a>"), "{html}");
    assert!(!html.contains("Writes Later"), "nobody is told of somebody whose first article is not out");
    assert!(!html.contains("Keeps Keys"), "the house names no group for administrators");
}

#[test]
fn standing_pages_are_printed_from_the_houses_texts() {
    let about = meridian().standing().iter().find(|page| page.address == "about").expect("about");
    let rendered = meridian().standing_page(about, &Outlet::Site, &Alone);
    assert_eq!(rendered.problems, []);
    assert!(rendered.html.contains("<h1>About Meridian</h1>"));
    assert!(rendered.html.contains("<a href=\"/masthead/\">"), "{}", rendered.html);
    assert!(meridian().reserves("about") && meridian().reserves("archive/2026") && meridian().reserves("section"));
    assert!(!meridian().reserves("about-ports"), "an article may be about something");
}
