//! A masthead, a house and an article for the tests of this crate.

use chrono::{DateTime, TimeZone, Utc};
use uuid::Uuid;

use crate::apply::{Stamp, apply};
use crate::article::{Article, Commission, Fields, Status};
use crate::fact::Fact;
use crate::ids::{ArticleId, DecisionId, Hash, PersonId};
use crate::people::{Actor, Grant, People, Person, Role};
use crate::rules::{Limits, Rules, Term, Vocabulary};
use crate::text::TextFacts;
use crate::version::Lead;

pub fn person(number: u128, name: &str, roles: &[Role]) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(number)),
        name: name.into(),
        roles: roles.to_vec(),
        grants: Vec::new(),
        biography: format!("{name} writes about the sea."),
        portrait: None,
        zone: None,
    }
}

pub const WRITER: u128 = 1;
pub const EDITOR: u128 = 2;
pub const COPY: u128 = 3;
pub const MANAGING: u128 = 4;
pub const ADMINISTRATOR: u128 = 5;
pub const OTHER_WRITER: u128 = 6;
pub const OTHER_EDITOR: u128 = 7;
pub const GRANTED: u128 = 8;

pub fn masthead() -> People {
    let mut granted = person(GRANTED, "Gil Brandt", &[Role::Editor]);
    granted.grants.push(Grant::Publish);
    People::new(vec![
        person(WRITER, "Wanda Reyes", &[Role::Writer]),
        person(EDITOR, "Edda Lind", &[Role::Editor]),
        person(COPY, "Cyril Oke", &[Role::CopyEditor]),
        person(MANAGING, "Ines Okafor", &[Role::ManagingEditor]),
        person(ADMINISTRATOR, "Ada Moss", &[Role::Administrator]),
        person(OTHER_WRITER, "Omar Haddad", &[Role::Writer]),
        person(OTHER_EDITOR, "Otto Vance", &[Role::Editor]),
        granted,
    ])
}

pub fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub fn actor(number: u128) -> Actor {
    Actor::Person { id: id(number) }
}

/// Tuesday 1 December 2026, noon in London and in UTC.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 1, 12, 0, 0).single().expect("a time that exists")
}

pub fn rules() -> Rules {
    Rules { zone: "Europe/London".into(), language: "en-GB".into(), ..Rules::default() }
}

pub fn vocabulary() -> Vocabulary {
    let terms = |slugs: &[&str]| {
        slugs
            .iter()
            .map(|slug| Term { slug: (*slug).into(), label: (*slug).into(), description: String::new() })
            .collect()
    };
    Vocabulary {
        formats: terms(&["analysis", "opinion"]),
        sections: terms(&["global-crises", "media"]),
        regions: terms(&["europe", "africa"]),
        address: String::new(),
        limits: Limits::default(),
    }
}

pub fn lead() -> Lead {
    Lead {
        picture: Hash::of(b"a picture"),
        alt: "Cranes over a grey harbour at dawn".into(),
        caption: "The harbour at dawn.".into(),
        credit: "Drawn for Galley".into(),
        rights: "Own work".into(),
        focal: (500, 500),
    }
}

pub fn fields() -> Fields {
    Fields {
        headline: "The harbour deal nobody wanted".into(),
        dek: "Three governments signed; none of them expects it to hold.".into(),
        format: Some("analysis".into()),
        section: Some("global-crises".into()),
        region: Some("europe".into()),
        topics: vec!["ports".into()],
        authors: vec![id(WRITER)],
        lead: Some(lead()),
        language: "en-GB".into(),
        ..Fields::default()
    }
}

pub fn commission() -> Commission {
    Commission {
        budget_line: "Why the harbour deal will not hold.".into(),
        brief: String::new(),
        writer: Some(id(WRITER)),
        due: Some(noon() + chrono::Duration::days(3)),
        length: Some(900),
        no_length_reason: String::new(),
    }
}

pub fn text() -> TextFacts {
    TextFacts { words: 900, ..TextFacts::default() }
}

pub fn article_id() -> ArticleId {
    ArticleId(Uuid::from_u128(0xa))
}

pub fn stamp(by: u128) -> Stamp {
    Stamp { article: article_id(), decision: DecisionId(Uuid::from_u128(1)), at: noon(), actor: actor(by) }
}

/// A whole article in drafting.
pub fn article() -> Article {
    let mut article = None;
    let begun = Fact::Begun {
        slug: "harbour-deal".into(),
        fields: fields(),
        commission: commission(),
        status: Status::Drafting,
    };
    apply(&mut article, &stamp(WRITER), &begun);
    article.expect("it has begun")
}
