//! The modules of an article's page: in their order, and how each behaves when its data is missing.

mod common;

use std::sync::Arc;

use common::{at, content, meridian, page, picture, story};
use desk::article::{Notice, NoticeKind};
use desk::version::Content;
use press::{ArticlePage, Outlet, Story};

const TEXT: &str = "The text.\n";

fn printed(page: &ArticlePage) -> String {
    let rendered = meridian().article(page, &Outlet::Site);
    assert!(rendered.problems.is_empty(), "{:?}", rendered.problems);
    rendered.html
}

/// The page of an article changed by `change`, with others around it.
fn with(change: impl FnOnce(&mut Content)) -> String {
    let mut content = content("The headline", TEXT);
    change(&mut content);
    printed(&page(story(content, &Outlet::Site), &Outlet::Site))
}

fn changed(change: impl FnOnce(&mut Story)) -> Arc<Story> {
    let mut story = (*story(content("The headline", TEXT), &Outlet::Site)).clone();
    change(&mut story);
    Arc::new(story)
}

fn notice() -> Notice {
    let person = common::person();
    Notice {
        kind: NoticeKind::Correction,
        text: "It was ninety-nine.".into(),
        at: at("2026-11-25"),
        by: person,
        second: person,
    }
}

#[test]
fn all_modules_stand_in_the_order_of_the_layout() {
    let html = printed(&page(changed(|story| story.notices = vec![notice()]), &Outlet::Site));
    let modules = [
        "Follow us on social",
        "<figure class=\"lead\">",
        "<h1>The headline</h1>",
        "<p class=\"dek\">A dek.</p>",
        "<p class=\"kicker\"><a href=\"/format/analysis/\">Analysis</a> <span class=\"bar\">|</span> <a href=\"/section/media/\">Media</a></p>",
        "rel=\"author\">Ana Writer</a>",
        "November 24, 2026, 7:00 am",
        "Prefer us in Google news",
        "<div class=\"body\">\n<p>The text.</p>",
        "It was ninety-nine.",
        "Dear reader,",
        "Ana writes.",
        "do not necessarily reflect",
        "Top image credit: The maker",
        "<footer class=\"foot\">",
        "<a href=\"/topic/ports/\" rel=\"tag\">Ports</a>",
        "<h2 id=\"page--river\">",
        "Keep reading",
        "Want more of Meridian",
        "<h2>Latest</h2>",
        ">QiOSK</a></h2>",
        "<form class=\"letter\"",
        "<footer class=\"colophon\"",
    ];
    let mut from = 0;
    for module in modules {
        let at = html[from..].find(module).unwrap_or_else(|| panic!("{module} is missing, or stands too early"));
        from += at + module.len();
    }
}

#[test]
fn without_a_lead_picture_the_layout_closes_up() {
    let html = with(|content| content.lead = None);
    let article = press::own_part(&html).expect("an article");
    assert!(!article.contains("<figure") && !article.contains("Top image credit"), "{article}");
}

#[test]
fn a_lead_picture_without_caption_or_credit_stands_alone() {
    let html = with(|content| {
        let lead = content.lead.as_mut().expect("a lead");
        lead.caption.clear();
        lead.credit.clear();
    });
    let article = press::own_part(&html).expect("an article");
    assert!(
        article.contains("<figure class=\"lead\">")
            && !article.contains("figcaption")
            && !article.contains("Top image credit")
    );
}

#[test]
fn without_a_dek_the_title_closes_up() {
    let html = with(|content| content.dek.clear());
    assert!(!press::own_part(&html).expect("an article").contains("class=\"dek\""));
}

#[test]
fn one_half_of_the_kicker_stands_without_the_bar() {
    let format = with(|content| content.section = None);
    let section = with(|content| content.format = None);
    let none = with(|content| (content.format, content.section) = (None, None));
    for html in [&format, &section] {
        let article = press::own_part(html).expect("an article");
        assert_eq!((article.matches("class=\"kicker\"").count(), article.matches("class=\"bar\"").count()), (2, 0));
    }
    assert!(!press::own_part(&none).expect("an article").contains("class=\"kicker\""));
}

#[test]
fn the_foot_is_absent_when_there_is_nothing_to_say() {
    let html = with(|content| (content.format, content.section, content.topics) = (None, None, Vec::new()));
    assert!(!html.contains("class=\"foot\""));
}

#[test]
fn without_a_time_the_byline_has_no_date_and_updated_shows_only_once_corrected() {
    let undated = printed(&page(changed(|story| story.published_at = None), &Outlet::Site));
    assert!(!press::own_part(&undated).expect("an article").contains("<time"));
    let updated = printed(&page(changed(|story| story.updated_at = Some(at("2026-11-26"))), &Outlet::Site));
    assert!(updated.contains("Updated <time datetime=\"2026-11-26T07:00:00-05:00\">November 26, 2026, 7:00 am</time>"));
    assert!(!with(|_| {}).contains("class=\"updated\""));
}

#[test]
fn two_authors_are_joined_by_and() {
    let html = with(|content| {
        let mut second = content.authors[0].clone();
        second.name = "Ben Other".into();
        content.authors.push(second);
    });
    assert!(
        html.contains(">Ana Writer</a> and <a href=\"/author/ben-other/\""),
        "{}",
        press::own_part(&html).unwrap_or_default()
    );
}

#[test]
fn notices_are_absent_without_corrections() {
    assert!(!with(|_| {}).contains("class=\"notice\""));
}

#[test]
fn the_appeal_stands_from_its_first_day_to_its_last() {
    for (day, stands) in [("2026-10-31", false), ("2026-11-01", true), ("2027-01-15", true), ("2027-01-16", false)] {
        let mut page = page(story(content("The headline", TEXT), &Outlet::Site), &Outlet::Site);
        page.as_of = at(day);
        assert_eq!(printed(&page).contains("class=\"appeal\""), stands, "{day}");
    }
}

#[test]
fn the_author_box_shows_what_there_is() {
    let without_portrait = printed(&page(changed(|story| story.portraits.clear()), &Outlet::Site));
    assert!(without_portrait.contains("Ana writes."));
    let without_anything = with(|content| {
        content.authors[0].biography.clear();
        content.authors[0].portrait = None;
    });
    assert!(!without_anything.contains("class=\"author\"") && without_anything.contains("class=\"disclaimer\""));
}

#[test]
fn nothing_stands_twice_on_a_page_and_never_the_article_itself() {
    let own = story(content("The headline", TEXT), &Outlet::Site);
    let mut page = page(own.clone(), &Outlet::Site);
    for list in [&mut page.river, &mut page.latest, &mut page.short_takes] {
        list.insert(0, own.clone());
    }
    let html = printed(&page);
    let after = &html[html.find("id=\"page--river\"").expect("a river")..];
    assert!(!after.contains(&format!("href=\"/{}/\"", own.address)));
    for (list, numbers) in
        [("<article class=\"entry\">", 1..=3), ("<h2>Latest</h2>", 4..=8), (">QiOSK</a></h2>", 9..=13)]
    {
        for number in numbers {
            assert_eq!(after.matches(&format!(">Other {number}</a>")).count(), 1, "{list}: Other {number}");
        }
    }
    assert!(!after.contains(">Other 14</a>"), "the house's counts are kept");
}

#[test]
fn empty_lists_are_absent() {
    let own = story(content("The headline", TEXT), &Outlet::Site);
    let page = ArticlePage {
        story: own,
        river: Vec::new(),
        latest: Vec::new(),
        short_takes: Vec::new(),
        as_of: at("2026-11-24"),
    };
    let html = printed(&page);
    for absent in ["class=\"river\"", "<h2>Latest</h2>", ">QiOSK</a></h2>"] {
        assert!(!html.contains(absent), "{absent}");
    }
    assert!(html.contains("class=\"letter\""), "the newsletter is the house's, not the desk's");
}

#[test]
fn a_river_entry_has_headline_picture_line_label_opening_and_the_folded_rest() {
    let html = with(|_| {});
    let entry = &html[html.find("<article class=\"entry\">").expect("an entry")..];
    let entry = &entry[..entry.find("</article>").expect("its end")];
    let parts = [
        "<a href=\"/other-1/\">Other 1</a>",
        "<picture>",
        "<figcaption>The caption</figcaption>",
        "<h3>Other 1</h3>",
        "<p class=\"label\">Europe</p>",
        "<p>First.</p>\n<p>Second.</p>",
        "<details class=\"unfold\">",
        "Keep reading",
        "Show less",
        "<h4 id=\"other-1--third\">Third</h4>",
        "href=\"#other-1--note--1\"",
        "id=\"other-1--note--1\"",
    ];
    let mut from = 0;
    for part in parts {
        from += entry[from..].find(part).unwrap_or_else(|| panic!("{part} is missing, or stands too early: {entry}"));
    }
}

#[test]
fn every_id_on_a_page_is_there_once() {
    let text = "## Latest\n\nOne.[^a]\n\n## Latest\n\n[^a]: Note.\n";
    let html = printed(&page(story(content("The headline", text), &Outlet::Site), &Outlet::Site));
    let mut ids: Vec<_> = common::tags(&html)
        .into_iter()
        .flat_map(|tag| tag.attributes)
        .filter(|(name, _)| name == "id")
        .map(|(_, id)| id)
        .collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn every_picture_carries_its_dimensions() {
    let html =
        printed(&page(story(content("The headline", "![In the text](media/x)\n"), &Outlet::Site), &Outlet::Site));
    let pictures: Vec<_> = common::tags(&html).into_iter().filter(|tag| tag.name == "img").collect();
    assert!(pictures.len() >= 5);
    for tag in pictures {
        let value = |name: &str| tag.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        assert_eq!((value("width"), value("height")), (Some("1600".into()), Some("800".into())), "{tag:?}");
        assert!(value("alt").is_some(), "{tag:?}");
    }
    assert_eq!(picture().renditions.len(), 3);
}
