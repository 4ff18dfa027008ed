//! Changes of fields: only what really changes is written, and only what the house knows.

use crate::article::Fields;
use crate::fact::FieldChanges;
use crate::refusal::Refusal;
use crate::rules::Term;
use crate::sight::Sight;

/// What of the changes differs from the fields as they stand.
pub(crate) fn changes(fields: &Fields, asked: &FieldChanges) -> FieldChanges {
    let text = |old: &str, new: &Option<String>| new.clone().filter(|new| new != old);
    let term = |old: &Option<String>, new: &Option<String>| {
        new.clone().filter(|new| new.as_str() != old.as_deref().unwrap_or_default())
    };
    FieldChanges {
        headline: text(&fields.headline, &asked.headline),
        dek: text(&fields.dek, &asked.dek),
        format: term(&fields.format, &asked.format),
        section: term(&fields.section, &asked.section),
        region: term(&fields.region, &asked.region),
        topics: asked.topics.as_deref().map(tidied).filter(|topics| *topics != fields.topics),
        authors: asked.authors.clone().filter(|authors| *authors != fields.authors),
        lead: asked.lead.clone().filter(|lead| !asked.no_lead && fields.lead.as_ref() != Some(lead)),
        no_lead: asked.no_lead && fields.lead.is_some(),
        language: text(&fields.language, &asked.language),
        search_title: text(&fields.search_title, &asked.search_title),
        social_headline: text(&fields.social_headline, &asked.social_headline),
    }
}

pub(crate) fn is_nothing(changes: &FieldChanges) -> bool {
    *changes == FieldChanges::default()
}

/// All the fields as one change: for an article that begins with them.
pub(crate) fn all(fields: &Fields) -> FieldChanges {
    FieldChanges {
        headline: Some(fields.headline.clone()),
        dek: Some(fields.dek.clone()),
        format: fields.format.clone(),
        section: fields.section.clone(),
        region: fields.region.clone(),
        topics: Some(fields.topics.clone()),
        authors: Some(fields.authors.clone()),
        lead: fields.lead.clone(),
        no_lead: false,
        language: Some(fields.language.clone()),
        search_title: Some(fields.search_title.clone()).filter(|title| !title.is_empty()),
        social_headline: Some(fields.social_headline.clone()).filter(|headline| !headline.is_empty()),
    }
}

/// The article's topics with some more and without others, whatever their capitals.
pub(crate) fn tagged(fields: &Fields, add: &[String], remove: &[String]) -> FieldChanges {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let has = |topics: &[String], topic: &str| topics.iter().any(|known| same(known, topic));
    let mut topics: Vec<String> = fields.topics.iter().filter(|topic| !has(remove, topic)).cloned().collect();
    for topic in add {
        if !has(&topics, topic) {
            topics.push(topic.clone());
        }
    }
    FieldChanges { topics: Some(topics), ..FieldChanges::default() }
}

/// Trimmed, none empty, none twice.
fn tidied(topics: &[String]) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::new();
    for topic in topics.iter().map(|topic| topic.trim()).filter(|topic| !topic.is_empty()) {
        if !tidy.iter().any(|known| known == topic) {
            tidy.push(topic.to_owned());
        }
    }
    tidy
}

/// Terms of the house's vocabulary, people of the masthead, a focal point on the picture.
pub(crate) fn check(sight: &Sight, changes: &FieldChanges) -> Result<(), Refusal> {
    let vocabulary = sight.vocabulary;
    known("format", &vocabulary.formats, changes.format.as_deref())?;
    known("section", &vocabulary.sections, changes.section.as_deref())?;
    known("region", &vocabulary.regions, changes.region.as_deref())?;
    let authors = changes.authors.as_deref().unwrap_or_default();
    if authors.iter().any(|author| sight.people.get(*author).is_none()) {
        return Err(Refusal::new(
            "unknown-person",
            "An author named for the byline is not on the masthead.",
            "Add the person to the masthead first, or choose another.",
        ));
    }
    if authors.iter().enumerate().any(|(at, author)| authors[..at].contains(author)) {
        return Err(Refusal::new("author-twice", "The byline names somebody twice.", "Name each author once."));
    }
    if changes.language.as_ref().is_some_and(|language| language.trim().is_empty()) {
        return Err(Refusal::new("no-language", "An article has a language.", "Write a code such as en-GB."));
    }
    if changes.lead.as_ref().is_some_and(|lead| lead.focal.0 > 1000 || lead.focal.1 > 1000) {
        return Err(Refusal::new(
            "focal-point-outside",
            "The focal point lies outside the picture.",
            "Give each of its two numbers between 0 and 1000.",
        ));
    }
    Ok(())
}

fn known(what: &str, terms: &[Term], slug: Option<&str>) -> Result<(), Refusal> {
    let Some(slug) = slug.filter(|slug| !slug.is_empty()) else { return Ok(()) };
    if terms.iter().any(|term| term.slug == slug) {
        return Ok(());
    }
    let names: Vec<String> = terms.iter().map(|term| term.slug.clone()).collect();
    let remedy = if names.is_empty() {
        format!("The house has no {what}s; add them to its vocabulary first.")
    } else {
        format!("Choose {}.", crate::people::listed(&names, "or"))
    };
    Err(Refusal::new("unknown-term", format!("The house knows no {what} called \u{201c}{slug}\u{201d}."), remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_come_and_go_and_the_others_stay_in_their_order() {
        let list = |topics: &[&str]| topics.iter().map(|topic| (*topic).to_owned()).collect::<Vec<_>>();
        for (has, add, remove, becomes) in [
            (vec!["ports"], vec!["sea"], vec![], vec!["ports", "sea"]),
            (vec!["ports", "sea"], vec!["Sea "], vec![], vec!["ports", "sea"]),
            (vec!["ports", "sea"], vec![], vec!["PORTS"], vec!["sea"]),
            (vec!["ports"], vec!["sea"], vec!["ports"], vec!["sea"]),
            (vec!["ports"], vec![" ", ""], vec![], vec!["ports"]),
        ] {
            let fields = Fields { topics: list(&has), ..Fields::default() };
            let changes = changes(&fields, &tagged(&fields, &list(&add), &list(&remove)));
            assert_eq!(changes.topics.unwrap_or_else(|| list(&has)), list(&becomes));
        }
    }
}
