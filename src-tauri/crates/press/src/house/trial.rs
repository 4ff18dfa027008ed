//! Trial pages: every page is printed once with everything and once with next to nothing, so that a mistake in a
//! template is found when the house is read, not when an article goes out.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use desk::article::{Notice, NoticeKind};
use desk::ids::{Hash, PersonId};
use desk::people::Role;
use desk::version::{Byline, Content, Lead};

use super::{House, HouseProblem};
use crate::body::{Alone, body};
use crate::outlet::Outlet;
use crate::page::{
    Amendment, AmendmentKind, ArchivePage, ArticlePage, Colleague, CorrectionsPage, FrontPage, GonePage, Listing,
    ListingPage, Month, MonthPage, Rendered, Standing, Story,
};
use crate::picture::{Kind, Picture, Shown};

const TEXT: &str = "One paragraph.\n\nAnother one, with a note.[^a]\n\n## A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nA third.\n\n[^a]: The note.\n";

/// The problems that trial pages show.
pub fn print(house: &House) -> Vec<HouseProblem> {
    let (full, bare) = (Arc::new(story(house, 0, true)), Arc::new(story(house, 1, false)));
    let river: Vec<_> = (2..30).map(|number| Arc::new(story(house, number, number % 2 == 0))).collect();
    // Lists get no text: a template that asks for it is told so here.
    let others: Vec<_> = river.iter().map(|story| Arc::new(Story { body: None, ..Story::clone(story) })).collect();
    let outlet = Outlet::Site;
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let mut pages = Vec::new();
    for (story, river, others) in [(&full, river, others.clone()), (&bare, Vec::new(), Vec::new())] {
        let page =
            ArticlePage { story: story.clone(), river, latest: others.clone(), short_takes: others.clone(), as_of: at };
        pages.push(house.article(&page, &outlet));
        pages.push(house.front(
            &FrontPage { stories: others.clone(), latest: others.clone(), short_takes: others.clone(), as_of: at },
            &outlet,
        ));
        pages.push(house.not_found(&others, &outlet));
        let author =
            Listing::Author { name: "A. Writer".into(), biography: String::new(), portrait: Some(Arc::new(picture())) };
        for (of, number) in [(Listing::Topic("Ports".into()), 2), (author, 1)] {
            pages
                .push(house.listing(&ListingPage { of, stories: others.clone(), number, last: 3, as_of: at }, &outlet));
        }
    }
    for reason in ["A reason.", ""] {
        let gone = GonePage {
            headline: "A headline".into(),
            address: "a".into(),
            at,
            reason: reason.into(),
            language: String::new(),
        };
        pages.extend([house.tombstone(&gone, &outlet), house.retracted(&gone, &outlet)]);
    }
    pages.push(house.redirect("a", &outlet));
    pages.extend(of_the_house(house, &others, &outlet));
    let mut problems: Vec<HouseProblem> = Vec::new();
    for problem in pages.into_iter().flat_map(|page| page.problems) {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

/// Archive, corrections, masthead and standing pages, with everything and with nothing.
fn of_the_house(house: &House, stories: &[Arc<Story>], outlet: &Outlet) -> Vec<Rendered> {
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let month = Month { year: 1970, month: 1 };
    let amendment =
        |kind| Amendment { kind, at, headline: "A headline".into(), address: "a".into(), text: "A text.".into() };
    let kinds = [
        AmendmentKind::Correction,
        AmendmentKind::Clarification,
        AmendmentKind::EditorsNote,
        AmendmentKind::Update,
        AmendmentKind::Retraction,
    ];
    let everybody = [true, false].map(|full| Colleague {
        name: if full { "A. Writer".into() } else { "An Editor".into() },
        biography: if full { "Writes.".into() } else { String::new() },
        portrait: full.then(|| Arc::new(picture())),
        roles: Role::ALL.to_vec(),
        published: full,
    });
    let mut pages = vec![
        house.archive(&ArchivePage { months: vec![(month, 3)] }, outlet),
        house.archive(&ArchivePage::default(), outlet),
        house.archive_month(&MonthPage { month, stories: Vec::new(), earlier: None, later: None }, outlet),
        house.archive_month(
            &MonthPage { month, stories: stories.to_vec(), earlier: Some(month), later: Some(month) },
            outlet,
        ),
        house.corrections(&CorrectionsPage { amendments: kinds.map(amendment).to_vec(), number: 2, last: 3 }, outlet),
        house.corrections(&CorrectionsPage { amendments: Vec::new(), number: 1, last: 1 }, outlet),
        house.masthead(&everybody, outlet),
        house.masthead(&[], outlet),
    ];
    let example = Standing { address: "trial".into(), title: "A page".into(), text: TEXT.into() };
    pages.extend(house.standing().iter().chain([&example]).map(|page| house.standing_page(page, outlet, &Alone)));
    pages
}

fn picture() -> Picture {
    Picture {
        hash: Hash([0; 32]),
        width: 1600,
        height: 900,
        renditions: vec![Shown { width: 1600, height: 900, kind: Kind::Jpeg }],
    }
}

fn story(house: &House, number: usize, full: bool) -> Story {
    let person = PersonId(Default::default());
    let vocabulary = house.vocabulary();
    let slug = |terms: &[desk::rules::Term]| terms.first().filter(|_| full).map(|term| term.slug.clone());
    let picture = Arc::new(picture());
    let content = Content {
        form: 1,
        headline: "A headline".into(),
        dek: if full { "A dek.".into() } else { String::new() },
        body: TEXT.into(),
        format: slug(&vocabulary.formats),
        section: slug(&vocabulary.sections),
        region: slug(&vocabulary.regions),
        topics: if full { vec!["Ports".into(), "Leases".into()] } else { Vec::new() },
        authors: vec![Byline {
            person,
            name: "A. Writer".into(),
            biography: if full { "Writes.".into() } else { String::new() },
            portrait: full.then_some(picture.hash),
        }],
        lead: full.then(|| Lead {
            picture: picture.hash,
            alt: "A harbour".into(),
            caption: "A caption".into(),
            credit: "A credit".into(),
            rights: String::new(),
            focal: (300, 400),
        }),
        language: String::new(),
        search_title: String::new(),
        social_headline: String::new(),
    };
    let at = DateTime::<Utc>::UNIX_EPOCH;
    let notices = [NoticeKind::Correction, NoticeKind::Clarification, NoticeKind::EditorsNote];
    Story {
        id: format!("urn:trial:{number}"),
        body: Some(Arc::new(body(TEXT, &house.body_options(&Outlet::Site, "", &Alone, "trial")))),
        content: Arc::new(content),
        address: format!("trial-{number}"),
        published_at: full.then_some(at),
        updated_at: full.then_some(at),
        notices: if full {
            notices.map(|kind| Notice { kind, text: "A notice.".into(), at, by: person, second: person }).to_vec()
        } else {
            Vec::new()
        },
        lead: full.then(|| picture.clone()),
        portraits: if full { vec![picture] } else { Vec::new() },
    }
}
