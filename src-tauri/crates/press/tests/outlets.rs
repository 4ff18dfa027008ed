//! Preview and page: the same bytes, save the addresses.

mod common;

use common::{at, content, meridian, page, story};
use press::{FrontPage, GonePage, Listing, ListingPage, Outlet};

const TEXT: &str = "A [link](/known/) and ![a picture](media/x).\n\n![Alone](media/x \"Caption\")\n\nA <b>raw</b> [one](/known/#part).[^n]\n\n[^n]: With <a href=\"/known/\">a link</a>.\n";

#[test]
fn a_galley_is_the_page_with_other_addresses() {
    for base in ["https://galley.localhost/", "galley://desk/7"] {
        let galley = Outlet::Galley { base: base.into() };
        let print = |outlet: &Outlet| {
            let house = meridian();
            let article = page(story(content("The headline", TEXT), outlet), outlet);
            let gone = GonePage {
                headline: "Gone".into(),
                address: "gone".into(),
                at: at("2026-11-24"),
                reason: "Wrong.".into(),
                language: String::new(),
            };
            let listing = ListingPage {
                of: Listing::Section("media".into()),
                stories: article.latest.clone(),
                number: 2,
                last: 3,
                as_of: article.as_of,
            };
            let front = FrontPage {
                stories: article.latest.clone(),
                latest: article.latest.clone(),
                short_takes: Vec::new(),
                as_of: article.as_of,
            };
            [
                house.article(&article, outlet),
                house.front(&front, outlet),
                house.listing(&listing, outlet),
                house.not_found(&article.latest, outlet),
                house.retracted(&gone, outlet),
                house.tombstone(&gone, outlet),
                house.redirect("known", outlet),
            ]
        };
        let with_slash = format!("{}/", base.trim_end_matches('/'));
        for (site, galley) in print(&Outlet::Site).into_iter().zip(print(&galley)) {
            assert!(site.problems.is_empty() && galley.problems.is_empty());
            assert!(!site.html.contains(&with_slash), "the site knows nothing of the galley");
            let moved = galley.html.replace(&with_slash, "/");
            for (moved, line) in moved.lines().zip(site.html.lines()) {
                assert_eq!(moved, line);
            }
            assert_eq!(moved.len(), site.html.len());
        }
    }
}

#[test]
fn the_same_input_prints_the_same_bytes() {
    let print = || {
        meridian()
            .article(&page(story(content("The headline", TEXT), &Outlet::Site), &Outlet::Site), &Outlet::Site)
            .html
    };
    assert_eq!(print(), print());
}

#[test]
fn every_address_on_a_page_is_of_the_site_or_of_the_house_and_nothing_is_loaded_from_elsewhere() {
    let html = meridian()
        .article(&page(story(content("The headline", TEXT), &Outlet::Site), &Outlet::Site), &Outlet::Site)
        .html;
    for tag in common::tags(&html) {
        for (name, value) in &tag.attributes {
            let loads = matches!(name.as_str(), "src" | "srcset") || (tag.name == "link" && name == "href");
            let canonical = tag.name == "link" && tag.attributes.iter().any(|(_, value)| value == "canonical");
            if loads && !canonical {
                assert!(value.starts_with('/') && !value.starts_with("//"), "{tag:?}");
            }
        }
    }
}

#[test]
fn what_pages_load_of_the_house_is_among_its_assets() {
    let html = meridian()
        .article(&page(story(content("The headline", TEXT), &Outlet::Site), &Outlet::Site), &Outlet::Site)
        .html;
    let mut named = 0;
    for tag in common::tags(&html) {
        for (_, value) in tag.attributes.iter().filter(|(_, value)| value.starts_with("/house/")) {
            assert!(meridian().asset(&value[1..]).is_some(), "{value}");
            named += 1;
        }
    }
    assert!(named >= 4, "style sheet, icon and two fonts");
    let css = meridian().assets().iter().find(|asset| asset.path.ends_with(".css")).expect("a style sheet");
    let text = std::str::from_utf8(&css.bytes).expect("text");
    assert!(text.len() < 30_000);
    for font in text.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().trim_matches('"')) {
        let path = format!("house/{}", font.trim_start_matches("../"));
        assert!(font.starts_with("../fonts/") && meridian().asset(&path).is_some(), "{font}");
    }
}
