//! Prints a page of every kind with a house folder, to look at: `cargo run -p press --example specimen -- HOUSE OUT`.
//!
//! Beside the pages it writes the house's files and the pictures, so that OUT can be opened as a site.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use desk::article::{Notice, NoticeKind};
use desk::ids::{Hash, PersonId};
use desk::version::{Byline, Content, Lead};
use press::{ArticlePage, Feed, FrontPage, GonePage, House, Listing, ListingPage, Outlet, Picture, Story, World};

const TEXT: &str = include_str!("specimen.md");

/// A desk with one picture, which every source means.
struct Specimens(Picture);

impl World for Specimens {
    fn picture(&self, source: &str) -> Option<Picture> {
        source.starts_with("media/").then(|| self.0.clone())
    }
    fn page(&self, address: &str) -> Option<String> {
        (address == "section/europe").then(|| "region/europe".to_owned())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: specimen HOUSE OUT".into());
    };
    let house = House::load(&folder)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let bytes = drawing()?;
    let inspected = press::pictures::inspect(&bytes)?;
    let mut picture =
        Picture { hash: Hash::of(&bytes), width: inspected.width, height: inspected.height, renditions: Vec::new() };
    for rendition in press::pictures::renditions(&bytes)? {
        write(&out, &format!("pictures/{}", picture.file(&rendition.shown)), &rendition.bytes)?;
        picture.renditions.push(rendition.shown);
    }
    for asset in house.assets() {
        write(&out, &asset.path, &asset.bytes)?;
    }
    let site = Outlet::Site;
    let world = Specimens(picture.clone());
    let stories: Vec<_> = (0..24).map(|number| Arc::new(story(&house, &world, &picture, number))).collect();
    let at = moment(0);
    let page = ArticlePage {
        story: stories[0].clone(),
        river: stories[1..].to_vec(),
        latest: stories.clone(),
        short_takes: stories[10..].to_vec(),
        as_of: at,
    };
    page_of(&out, &stories[0].address, &house.article(&page, &site).html)?;
    let bare = Arc::new(bare(&house, &world));
    let page = ArticlePage {
        story: bare,
        river: Vec::new(),
        latest: Vec::new(),
        short_takes: Vec::new(),
        as_of: at + TimeDelta::days(400),
    };
    page_of(&out, "bare", &house.article(&page, &site).html)?;
    let front =
        FrontPage { stories: stories.clone(), latest: stories.clone(), short_takes: stories[15..].to_vec(), as_of: at };
    page_of(&out, "", &house.front(&front, &site).html)?;
    let author = Listing::Author {
        name: "Lucía Sandoval".into(),
        biography: BIOGRAPHY.into(),
        portrait: Some(Arc::new(picture)),
    };
    for of in [Listing::Section("global-crises".into()), author] {
        let listing = ListingPage { of, stories: stories[..8].to_vec(), number: 3, last: 4, as_of: at };
        page_of(&out, &listing.of.address(), &house.listing(&listing, &site).html)?;
    }
    let gone = GonePage {
        headline: "The envoy’s other passport".into(),
        address: "gone".into(),
        at,
        reason: "The documents on which it rested could not be shown to be genuine.".into(),
        language: String::new(),
    };
    page_of(&out, "retracted", &house.retracted(&gone, &site).html)?;
    page_of(&out, "taken-down", &house.tombstone(&gone, &site).html)?;
    page_of(&out, "moved", &house.redirect(&stories[0].address, &site).html)?;
    write(&out, "404.html", house.not_found(&stories, &site).html.as_bytes())?;
    let feed = Feed { of: None, stories: stories.iter().map(|story| (story.clone(), at)).collect() };
    for (path, text) in house.feeds(&feed) {
        write(&out, &path, text.as_bytes())?;
    }
    Ok(())
}

const BIOGRAPHY: &str =
    "Lucía Sandoval writes on ports, straits and the people who own them. She was a harbour pilot for eleven years.";

fn moment(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_554_000, 0).unwrap_or_default() - TimeDelta::hours(hours * 7)
}

fn story(house: &House, world: &Specimens, picture: &Picture, number: usize) -> Story {
    let headlines = [
        "What the harbour deal really buys",
        "Islanders vote, capitals shrug",
        "Three readings of a pipeline note",
        "The minister’s umbrella",
        "A river treaty runs dry",
        "Four sentences on the gas map",
        "The envoy’s other passport",
        "A budget line, explained",
    ];
    let headline = match number {
        0..8 => headlines[number].to_owned(),
        _ => format!("{}, part {}", headlines[number % 8], number / 8 + 1),
    };
    let regions = ["europe", "asia-pacific", "middle-east", "africa"];
    let person = PersonId(Default::default());
    let author = |name: &str, biography: &str, portrait| Byline {
        person,
        name: name.into(),
        biography: biography.into(),
        portrait,
    };
    let content = Content {
        form: 1,
        headline: headline.clone(),
        dek: "A lease, a dredger and forty berths: the price of a port is counted in decades, not dollars.".into(),
        body: TEXT.into(),
        format: Some("analysis".into()),
        section: Some("global-crises".into()),
        region: Some(regions[number % 4].into()),
        topics: vec!["Ports".into(), "Sovereign debt".into(), "Leases".into()],
        authors: vec![author("Lucía Sandoval", BIOGRAPHY, Some(picture.hash)), author("Tomás Marchetti", "", None)],
        lead: (number != 3).then(|| Lead {
            picture: picture.hash,
            alt: "Bands of sky, sand and water, drawn aslant".into(),
            caption: if number.is_multiple_of(2) { "Dredgers at the eastern mole.".into() } else { String::new() },
            credit: "Illustration: Meridian art desk".into(),
            rights: "own".into(),
            focal: (400, 600),
        }),
        language: "en-US".into(),
        search_title: String::new(),
        social_headline: String::new(),
    };
    let address = desk::address::slug_of(&headline);
    let notice = Notice {
        kind: NoticeKind::Correction,
        text: "An earlier version said that the lease runs for ninety years. It runs for ninety-nine.".into(),
        at: moment(0),
        by: person,
        second: person,
    };
    Story {
        id: format!("urn:specimen:{number}"),
        body: Some(Arc::new(press::body(TEXT, &house.body_options(&Outlet::Site, "", world, &format!("s{number}"))))),
        content: Arc::new(content),
        address,
        published_at: Some(moment(number as i64)),
        updated_at: (number == 0).then(|| moment(0) + TimeDelta::hours(3)),
        notices: if number == 0 { vec![notice] } else { Vec::new() },
        lead: (number != 3).then(|| Arc::new(picture.clone())),
        portraits: vec![Arc::new(picture.clone())],
    }
}

/// An article with nothing but headline, author and text.
fn bare(house: &House, world: &Specimens) -> Story {
    let text = "One paragraph, and nothing else.";
    let author = Byline {
        person: PersonId(Default::default()),
        name: "A. Writer".into(),
        biography: String::new(),
        portrait: None,
    };
    let content = Content {
        form: 1,
        headline: "Bare".into(),
        dek: String::new(),
        body: text.into(),
        format: None,
        section: None,
        region: None,
        topics: Vec::new(),
        authors: vec![author],
        lead: None,
        language: String::new(),
        search_title: String::new(),
        social_headline: String::new(),
    };
    Story {
        id: "urn:specimen:bare".into(),
        body: Some(Arc::new(press::body(text, &house.body_options(&Outlet::Site, "", world, "bare")))),
        content: Arc::new(content),
        address: "bare".into(),
        published_at: Some(moment(0)),
        updated_at: None,
        notices: Vec::new(),
        lead: None,
        portraits: Vec::new(),
    }
}

/// Bands of sky, sand and water, aslant.
fn drawing() -> Result<Vec<u8>, Box<dyn Error>> {
    let picture = image::RgbImage::from_fn(2400, 1350, |x, y| {
        let height = f64::from(y) + f64::from(x) * 0.22;
        image::Rgb(match height {
            ..700.0 => [0xa9, 0xbf, 0xca],
            ..880.0 => [0xdd, 0xcf, 0xb0],
            ..1300.0 => [0x58, 0x71, 0x80],
            _ => [0x34, 0x4a, 0x5b],
        })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

fn page_of(out: &Path, address: &str, html: &str) -> Result<(), Box<dyn Error>> {
    write(out, Path::new(address).join("index.html").to_str().unwrap_or("index.html"), html.as_bytes())
}

fn write(out: &Path, path: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let file = out.join(path);
    fs::create_dir_all(file.parent().unwrap_or(out))?;
    Ok(fs::write(file, bytes)?)
}
