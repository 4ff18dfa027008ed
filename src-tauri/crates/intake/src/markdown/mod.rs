//! A Markdown file: front matter taken off, the old site's template language taken out, the rest left byte for byte.

mod headline;
mod survey;
mod tags;
mod template;
mod traced;

pub(crate) use survey::OPTIONS;

use crate::dates::split_dated_name;
use crate::read::{LONGEST, Unreadable, title_from};
use crate::{Arrival, ArrivalDate, ArrivedPicture, encoding, front};

pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Arrival, Unreadable> {
    if bytes.len() > LONGEST {
        return Err(Unreadable(format!("{name} holds more than 4 MB of text: send the article alone.")));
    }
    let mut arrival = Arrival::default();
    let text = encoding::decode(name, bytes, &mut arrival.report)?;
    let divided = front::divide(&text, &mut arrival.report);
    divided.fields.into(&mut arrival);
    let blank = divided.body.len() - divided.body.trim_start_matches(['\n']).len();
    let first_line = divided.body_line + blank;
    let mut body = tags::take_out(&divided.body[blank..], first_line, &mut arrival.report);
    headline::take(&mut body, &mut arrival);
    name_says(name, &mut arrival);
    let found = survey::survey(&body.text);
    found.report(&body, &mut arrival.report);
    arrival.pictures = found.pictures;
    arrival.body = body.text;
    if arrival.body.trim().is_empty() {
        arrival.report.note("no-text", "", "The file holds no text below its title.");
    }
    named_elsewhere(&mut arrival);
    Ok(arrival)
}

/// What the file's name says where the text does not: a date and a slug, and in the end a title.
fn name_says(name: &str, arrival: &mut Arrival) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let (Some(day), rest) = split_dated_name(stem) {
        arrival.date.get_or_insert(ArrivalDate::Day(day));
        arrival.slug.get_or_insert_with(|| rest.to_owned());
    }
    if arrival.title.is_empty() {
        arrival.title = title_from(name);
        let title = &arrival.title;
        arrival.report.note("title", "", format!("The text has no title; “{title}” was made from the file's name."));
    }
}

/// Pictures on other sites are named, never fetched.
fn named_elsewhere(arrival: &mut Arrival) {
    let Arrival { lead, pictures, report, .. } = arrival;
    for picture in lead.iter().chain(pictures.iter()).filter(|picture| picture.elsewhere()) {
        report.note("picture-elsewhere", "", sentence(picture));
    }
}

fn sentence(picture: &ArrivedPicture) -> String {
    format!("The picture {} stands on another site and was not fetched: put the file beside the text.", picture.source)
}
