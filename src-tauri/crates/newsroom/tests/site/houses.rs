//! The same small newsroom in both houses that come with the program.

use std::collections::BTreeSet;

use crate::room::{Files, HARBOR, HouseOf, MERIDIAN, OTHER, Room, WRITER, broken_links};

/// Two articles out, everything written.
fn small(of: HouseOf) -> Room {
    let room = Room::of(of);
    room.published("quay", "The quay and the price of it", "Ports, Debt");
    room.published("ferry", "A ferry nobody ordered", "ports");
    room.sweep();
    room
}

fn bytes(files: &Files) -> Vec<(&String, &Vec<u8>)> {
    files.iter().map(|(path, (bytes, _))| (path, bytes)).collect()
}

fn check(of: HouseOf) {
    let room = small(of);
    let files = room.files();
    let HouseOf { format, section, region, .. } = of;
    let listings = [
        format!("section/{section}"),
        format!("format/{format}"),
        format!("region/{region}"),
        "topic/ports".into(),
        "author/wanda-ostrow".into(),
        "author/otto-fremd".into(),
    ];
    for address in &listings {
        let page = room.page(address).unwrap_or_else(|| panic!("/{address}/ is there"));
        assert!(
            page.contains("The quay and the price of it") && page.contains("A ferry nobody ordered"),
            "/{address}/"
        );
    }
    let month = files.keys().find(|path| path.starts_with("archive/2")).expect("the archive has a month");
    assert!(String::from_utf8_lossy(&files[month].0).contains("A ferry nobody ordered"));
    for path in [
        "404.html",
        "about/index.html",
        "masthead/index.html",
        "corrections/index.html",
        "archive/index.html",
        "feed.xml",
        "atom.xml",
        "feed.json",
        "sitemap.xml",
        "sitemaps/articles-1.xml",
        "sitemaps/pages.xml",
        "sitemaps/news.xml",
        "robots.txt",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    for form in ["feed.xml", "atom.xml", "feed.json"] {
        for of in [format!("section/{section}"), format!("region/{region}")] {
            let feed = files.get(&format!("{of}/{form}")).unwrap_or_else(|| panic!("{form} of {of}"));
            assert!(String::from_utf8_lossy(&feed.0).contains("A ferry nobody ordered"), "{form} of {of}");
        }
    }
    let masthead = room.page("masthead").expect("a masthead");
    assert!(masthead.contains(WRITER) && masthead.contains(OTHER), "writers are named once they are published");
    assert!(masthead.contains("Writes <em>The Tide</em>."), "biographies are Markdown");
    assert_eq!(broken_links(&files), [], "{}", of.house);
    room.is_sound();
}

#[test]
fn every_page_of_meridian_is_there_and_every_link_leads_somewhere() {
    check(MERIDIAN);
}

#[test]
fn every_page_of_harbor_is_there_and_every_link_leads_somewhere() {
    check(HARBOR);
}

#[test]
fn the_houses_are_two_papers() {
    let pages = [MERIDIAN, HARBOR].map(|of| small(of).page("author/wanda-ostrow").expect("an author's page"));
    let classes = |page: &str| -> BTreeSet<String> {
        page.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let [meridian, harbor] = pages.each_ref().map(|page| classes(page));
    let shared = meridian.intersection(&harbor).count();
    assert!(shared * 3 < meridian.len(), "they share {shared} classes of {}", meridian.len());
}

#[test]
fn the_sweep_and_a_full_build_come_to_the_same_site() {
    for of in [MERIDIAN, HARBOR] {
        let room = small(of);
        let swept = room.files();
        room.room.build(None).expect("it is built");
        let built = room.files();
        assert_eq!(
            swept.keys().collect::<BTreeSet<_>>(),
            built.keys().collect::<BTreeSet<_>>(),
            "{}: the same files",
            of.house
        );
        let differ: Vec<_> = bytes(&swept).into_iter().filter(|(path, bytes)| built[*path].0 != **bytes).collect();
        assert!(differ.is_empty(), "{}: {:?}", of.house, differ.iter().map(|(path, _)| path).collect::<Vec<_>>());
        let moved: Vec<_> =
            swept.iter().filter(|(path, (_, time))| built[*path].1 != *time).map(|(path, _)| path).collect();
        assert!(moved.is_empty(), "{}: what did not change keeps its time: {moved:?}", of.house);
    }
}

#[test]
fn two_builds_in_two_places_are_the_same_bytes() {
    let room = small(MERIDIAN);
    let out = room.folder().join("elsewhere");
    room.room.build(Some(&out)).expect("it is built");
    assert_eq!(room.room.check_site(Some(&out)).expect("compared").faults, Vec::<String>::new());
    for (path, (bytes, _)) in room.files() {
        assert_eq!(std::fs::read(out.join(&path)).expect("the same file"), bytes, "{path}");
    }
}

#[test]
fn pages_that_a_publication_does_not_concern_keep_their_bytes_and_times() {
    let room = small(MERIDIAN);
    let before = room.files();
    room.published("lamp", "A lamp at the end of the mole", "Light");
    let after = room.files();
    for path in ["about/index.html", "masthead/index.html", "topic/ports/index.html", "section/media/index.html"] {
        assert_eq!(before[path], after[path], "{path} stands as it was");
    }
    room.sweep();
    assert_eq!(
        room.files()["about/index.html"],
        before["about/index.html"],
        "the sweep writes what differs, and nothing else"
    );
    assert!(String::from_utf8_lossy(&room.files()["archive/index.html"].0).contains(">3<"), "the sweep counts it");
}
