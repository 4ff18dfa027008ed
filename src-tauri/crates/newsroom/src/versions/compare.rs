//! Two versions beside each other: the text, the fields, the byline, the lead picture.

use desk::rules::{Term, Vocabulary};
use desk::version::{Content, Lead};
use manuscript::compare::{self as prose, Piece};

use super::{Found, told};
use crate::wire::versions::{ComparedField, ComparedLead, Comparison, Tally};

pub(super) fn compare(from: Found, to: Found, vocabulary: &Vocabulary) -> Comparison {
    let passages = prose::compare(&from.content.body, &to.content.body);
    let mut tally = prose::tally(&passages);
    let mut fields = Vec::new();
    for (field, label, was, is) in lines(&from.content, &to.content, vocabulary) {
        if was != is {
            let pieces = prose::line(&was, &is);
            // A headline is prose, and so counts; a section's name does not.
            if matches!(field, "headline" | "dek" | "search_title" | "social_headline") {
                tally.count(&pieces);
            }
            fields.push(ComparedField { field: field.into(), label: label.into(), pieces: worded(&pieces) });
        }
    }
    let lead = lead(from.content.lead, to.content.lead);
    let beside = u32::try_from(fields.len()).unwrap_or(u32::MAX) + u32::from(lead.is_some());
    Comparison {
        from: from.shown,
        to: to.shown,
        passages: passages.iter().map(told::passage).collect(),
        fields,
        lead,
        tally: Tally {
            passages: tally.passages + beside,
            words_in: tally.words_in,
            words_out: tally.words_out,
            moves: tally.moves,
            formats: tally.formats,
        },
    }
}

fn worded(pieces: &[Piece]) -> Vec<crate::wire::versions::ComparedPiece> {
    pieces.iter().map(told::piece).collect()
}

type Line = (&'static str, &'static str, String, String);

/// Every field as a line of text, before and after.
fn lines(from: &Content, to: &Content, vocabulary: &Vocabulary) -> Vec<Line> {
    let both = |field, label, of: &dyn Fn(&Content) -> String| (field, label, of(from), of(to));
    let term = |slug: &Option<String>, terms: &[Term]| {
        let slug = slug.as_deref().unwrap_or_default();
        terms.iter().find(|term| term.slug == slug).map_or_else(|| slug.to_owned(), |term| term.label.clone())
    };
    let authors = |content: &Content| {
        let names: Vec<String> = content.authors.iter().map(|author| author.name.clone()).collect();
        desk::people::listed(&names, "and")
    };
    let biographies = |content: &Content| {
        content.authors.iter().map(|author| author.biography.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut all = vec![
        both("headline", "Headline", &|content| content.headline.clone()),
        both("dek", "Dek", &|content| content.dek.clone()),
        both("search_title", "Search title", &|content| content.search_title.clone()),
        both("social_headline", "Social headline", &|content| content.social_headline.clone()),
        both("authors", "Byline", &authors),
        both("section", "Section", &|content| term(&content.section, &vocabulary.sections)),
        both("format", "Format", &|content| term(&content.format, &vocabulary.formats)),
        both("region", "Region", &|content| term(&content.region, &vocabulary.regions)),
        both("topics", "Topics", &|content| content.topics.join(", ")),
        both("language", "Language", &|content| content.language.clone()),
    ];
    // What is said of other authors is no news about these.
    if authors(from) == authors(to) {
        all.push(both("biographies", "Biography", &biographies));
    }
    all
}

fn lead(from: Option<Lead>, to: Option<Lead>) -> Option<ComparedLead> {
    if from == to {
        return None;
    }
    let said = match (&from, &to) {
        (None, _) => vec!["A lead picture came.".into()],
        (_, None) => vec!["The lead picture went.".into()],
        (Some(was), Some(is)) => [
            (was.picture != is.picture, "Another picture."),
            (was.alt != is.alt, "The description was changed."),
            (was.caption != is.caption, "The caption was changed."),
            (was.credit != is.credit, "The credit was changed."),
            (was.rights != is.rights, "The rights were changed."),
            (was.focal != is.focal, "The focal point was moved."),
        ]
        .into_iter()
        .filter(|(differs, _)| *differs)
        .map(|(_, said)| said.into())
        .collect(),
    };
    Some(ComparedLead { from, to, said })
}
