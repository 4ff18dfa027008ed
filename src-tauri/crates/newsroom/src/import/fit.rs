//! What a file says of its article, as far as the house knows it.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use desk::ids::PersonId;
use desk::rules::{Term, Vocabulary};
use intake::{Arrival, ArrivalDate};

/// The terms of the house that a file's words name.
pub struct Terms {
    pub section: Option<String>,
    pub format: Option<String>,
    pub region: Option<String>,
    pub topics: Vec<String>,
}

/// Sections, formats and regions by slug or label; a category or a folder may name a section. What names nothing is told.
pub fn terms(file: &str, arrival: &Arrival, house: &Vocabulary, notes: &mut Vec<String>) -> Terms {
    let mut term = |what: &str, terms: &[Term], written: &Option<String>| {
        let written = written.as_deref()?;
        let found = known(terms, written);
        if found.is_none() {
            notes.push(format!("The house has no {what} “{written}”, so the article stands in none."));
        }
        found
    };
    let format = term("format", &house.formats, &arrival.format);
    let region = term("region", &house.regions, &arrival.region);
    let mut section = term("section", &house.sections, &arrival.section);
    let mut topics = arrival.topics.clone();
    if arrival.section.is_none() {
        let category = arrival.categories.iter().find_map(|name| Some((known(&house.sections, name)?, name)));
        match category {
            Some((slug, name)) => {
                topics.retain(|topic| topic != name);
                section = Some(slug);
            }
            None => {
                let folders = file.rsplit_once('/').map_or("", |(folders, _)| folders);
                section = folders.split('/').rev().find_map(|folder| known(&house.sections, folder));
                if let (None, Some(category)) = (&section, arrival.categories.first()) {
                    notes.push(format!(
                        "The house has no section for the category “{category}”, which stays among the topics."
                    ));
                }
            }
        }
    }
    Terms { section, format, region, topics }
}

fn known(terms: &[Term], written: &str) -> Option<String> {
    let slug = press::slug(written);
    let fits = |term: &&Term| !slug.is_empty() && (term.slug == slug || press::slug(&term.label) == slug);
    terms.iter().find(fits).map(|term| term.slug.clone())
}

/// The instant that a date means in the house's zone. A day without a time is its noon, which is that day in most zones.
pub fn instant(date: ArrivalDate, zone: Tz) -> DateTime<Utc> {
    let local = match date {
        ArrivalDate::Instant(at) => return at.to_utc(),
        ArrivalDate::Local(at) => at,
        ArrivalDate::Day(day) => day.and_time(NaiveTime::MIN) + TimeDelta::hours(12),
    };
    // A time that the clocks skipped is the one an hour later.
    local
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| (local + TimeDelta::hours(1)).and_local_timezone(zone).earliest())
        .map_or_else(|| local.and_utc(), |at| at.to_utc())
}

/// Each author once; who was named and is not on the masthead is asked for by name.
pub fn authors(names: &[String], mut person: impl FnMut(&str) -> Option<PersonId>) -> (Vec<PersonId>, Vec<String>) {
    let (mut known, mut unknown): (Vec<PersonId>, Vec<String>) = (Vec::new(), Vec::new());
    for name in names {
        match person(name) {
            Some(id) if !known.contains(&id) => known.push(id),
            Some(_) => {}
            None => unknown.push(name.clone()),
        }
    }
    (known, unknown)
}
