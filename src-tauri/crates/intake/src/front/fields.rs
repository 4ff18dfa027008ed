//! What the fields are called, in the several customs there are, and what each value may look like.

use serde_json::{Map, Value};

use crate::dates::read_date;
use crate::report::Report;
use crate::{Arrival, ArrivalDate, ArrivedPicture};

/// The fields that front matter gave.
#[derive(Default)]
pub(crate) struct Fields {
    pub title: String,
    pub dek: String,
    pub search_title: String,
    pub social_headline: String,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub section: Option<String>,
    pub format: Option<String>,
    pub region: Option<String>,
    pub date: Option<ArrivalDate>,
    pub modified: Option<ArrivalDate>,
    pub address: Option<String>,
    pub aliases: Vec<String>,
    pub categories: Vec<String>,
    pub draft: Option<bool>,
    pub slug: Option<String>,
    pub language: Option<String>,
    pub lead: Option<ArrivedPicture>,
}

/// A dek goes by several names; the first one present is the dek, the others are named in the report.
const DEK: [&str; 8] = ["dek", "subtitle", "subheadline", "standfirst", "deck", "excerpt", "summary", "description"];

impl Fields {
    pub(super) fn of(map: Map<String, Value>, raw: &str, report: &mut Report) -> Self {
        let mut fields = Self::default();
        let mut lead = Lead::default();
        let mut deks: Vec<(usize, String, String)> = Vec::new();
        for (key, value) in map {
            let where_ = place(raw, &key);
            let name = key.to_lowercase().replace(['-', ' '], "_");
            let taken = match name.as_str() {
                "title" | "headline" => put(&mut fields.title, &value),
                "search_title" | "seo_title" | "meta_title" => put(&mut fields.search_title, &value),
                // Where both are given they say the same, as a rule; what differs is named in the report.
                "social_headline" | "social_title" | "og_title" | "twitter_title" => {
                    fields.social_headline == text(&value) || put(&mut fields.social_headline, &value)
                }
                "author" | "authors" | "byline" | "by" => {
                    extend(&mut fields.authors, names(&value));
                    true
                }
                "category" | "categories" => {
                    extend(&mut fields.categories, list(&value));
                    extend(&mut fields.topics, list(&value));
                    true
                }
                "tag" | "tags" | "topic" | "topics" | "keywords" => {
                    extend(&mut fields.topics, list(&value));
                    true
                }
                "url" | "permalink" => set(&mut fields.address, &value),
                "alias" | "aliases" | "redirect_from" => {
                    extend(&mut fields.aliases, list(&value));
                    true
                }
                "section" => set(&mut fields.section, &value),
                "format" => set(&mut fields.format, &value),
                "region" => set(&mut fields.region, &value),
                "slug" => set(&mut fields.slug, &value),
                "lang" | "language" | "locale" => set(&mut fields.language, &value),
                "draft" => truth(&value).map(|draft| fields.draft = Some(draft)).is_some(),
                "published" if truth(&value).is_some() => {
                    fields.draft = truth(&value).map(|published| !published);
                    true
                }
                "date" | "published" | "published_at" | "publish_date" | "pubdate" | "lastmod" | "last_modified_at"
                | "modified" | "modified_at" | "updated" | "updated_at" => {
                    let said = text(&value);
                    let published = matches!(name.as_str(), "date") || name.starts_with("pub");
                    let place = if published { &mut fields.date } else { &mut fields.modified };
                    match read_date(&said) {
                        Some(date) => *place = Some(date),
                        None => report.note(
                            "date",
                            where_.clone(),
                            format!(
                                "The date “{said}” was not understood and was left out: write it as 2025-03-04 07:00."
                            ),
                        ),
                    }
                    true
                }
                name if DEK.contains(&name) => {
                    let rank = DEK.iter().position(|known| *known == name).unwrap_or(DEK.len());
                    deks.push((rank, key.clone(), text(&value)));
                    true
                }
                name => lead.take(name, &value),
            };
            if !taken && !value.is_null() {
                let said = text(&value);
                report.note(
                    "unknown-field",
                    where_,
                    format!(
                        "The field “{key}: {said}” of the front matter has no place at this desk and was left out."
                    ),
                );
            }
        }
        deks.retain(|(_, _, text)| !text.is_empty());
        deks.sort_by_key(|(rank, _, _)| *rank);
        let mut deks = deks.into_iter();
        if let Some((_, _, dek)) = deks.next() {
            fields.dek = dek;
        }
        for (_, key, text) in deks.filter(|(_, _, text)| *text != fields.dek) {
            report.note(
                "second-dek",
                place(raw, &key),
                format!("The text has a dek already, so its “{key}” was left out: {text}"),
            );
        }
        fields.lead = lead.picture();
        fields
    }

    /// Moves the fields into an arrival.
    pub(crate) fn into(self, arrival: &mut Arrival) {
        arrival.title = self.title;
        arrival.dek = self.dek;
        arrival.search_title = self.search_title;
        arrival.social_headline = self.social_headline;
        arrival.authors = self.authors;
        arrival.topics = self.topics;
        arrival.section = self.section;
        arrival.format = self.format;
        arrival.region = self.region;
        arrival.date = self.date;
        arrival.modified = self.modified;
        arrival.address = self.address;
        arrival.aliases = self.aliases;
        arrival.categories = self.categories;
        arrival.draft = self.draft;
        arrival.slug = self.slug;
        arrival.language = self.language;
        arrival.lead = self.lead;
    }
}

/// The lead picture, gathered from one value or from several keys.
#[derive(Default)]
struct Lead {
    source: String,
    alt: String,
    caption: String,
    credit: String,
}

impl Lead {
    /// Whether the key belongs to the lead picture and its value was of use.
    fn take(&mut self, key: &str, value: &Value) -> bool {
        let (picture, part) = match key {
            "image" | "lead" | "picture" | "cover" | "featured" | "lead_image" | "lead_picture" | "featured_image"
            | "cover_image" | "feature_image" => (true, ""),
            _ => match key.rsplit_once('_') {
                Some((
                    "image" | "lead" | "picture" | "cover" | "lead_image" | "lead_picture" | "featured_image"
                    | "cover_image" | "feature_image",
                    part,
                )) => (true, part),
                _ => (false, ""),
            },
        };
        match (picture, value) {
            (true, Value::Object(map)) if part.is_empty() => {
                let mut all = true;
                for (key, value) in map {
                    all &= self.part(&key.to_lowercase(), &text(value));
                }
                all
            }
            (true, Value::String(said)) => self.part(part, said),
            _ => false,
        }
    }

    fn part(&mut self, part: &str, said: &str) -> bool {
        let place = match part {
            "" | "src" | "url" | "path" | "file" | "source" | "image" | "href" => &mut self.source,
            "alt" | "alttext" | "alt_text" => &mut self.alt,
            "caption" | "figcaption" | "title" => &mut self.caption,
            "credit" | "attribution" | "copyright" => &mut self.credit,
            _ => return false,
        };
        said.trim().clone_into(place);
        true
    }

    fn picture(self) -> Option<ArrivedPicture> {
        let mut picture = ArrivedPicture::named(&self.source, &self.alt, &self.caption);
        if !self.credit.is_empty() {
            picture.credit = self.credit;
        }
        (!self.source.is_empty()).then_some(picture)
    }
}

/// "line 4": where a key stands in the file; the block begins below its fence.
fn place(raw: &str, key: &str) -> String {
    let at = raw.lines().position(|line| {
        let line = line.trim_start().trim_start_matches(['"', '\'']);
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with([':', '=']))
    });
    at.map(|at| format!("line {}", at + 2)).unwrap_or_default()
}

fn put(place: &mut String, value: &Value) -> bool {
    let said = text(value);
    let free = place.is_empty() && !said.is_empty();
    if free {
        *place = said;
    }
    free || value.is_null()
}

fn set(place: &mut Option<String>, value: &Value) -> bool {
    let said = text(value);
    let free = place.is_none() && !said.is_empty();
    if free {
        *place = Some(said);
    }
    free || value.is_null()
}

fn extend(place: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !place.iter().any(|known| known.eq_ignore_ascii_case(&one)) {
            place.push(one);
        }
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(said) => match said.trim().to_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A value as one line of text.
fn text(value: &Value) -> String {
    let said = match value {
        Value::Null => String::new(),
        Value::String(said) => said.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            map.iter().map(|(key, value)| format!("{key}: {}", text(value))).collect::<Vec<_>>().join("; ")
        }
    };
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list, or one string with commas between.
fn list(value: &Value) -> Vec<String> {
    let items: Vec<String> = match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::String(said) => said.split(',').map(|one| one.trim().to_owned()).collect(),
        _ => vec![text(value)],
    };
    items.into_iter().filter(|one| !one.is_empty()).collect()
}

/// Authors: a list of names or of entries with a `name`, or one string that joins several.
fn names(value: &Value) -> Vec<String> {
    let name_of = |entry: &Value| match entry {
        Value::Object(map) => {
            ["name", "display_name", "author"].iter().find_map(|key| map.get(*key)).map_or_else(|| text(entry), text)
        }
        _ => text(entry),
    };
    let names: Vec<String> = match value {
        Value::Array(items) => items.iter().map(name_of).collect(),
        Value::String(said) => split_names(said),
        _ => vec![name_of(value)],
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// "By Ada Weiss, Jun Ito and Lea Maro" is three people; "Ada Weiss, PhD" is one.
pub(crate) fn split_names(said: &str) -> Vec<String> {
    const SUFFIXES: [&str; 8] = ["jr", "sr", "phd", "md", "ma", "ii", "iii", "esq"];
    let said = said.trim();
    let said = said.strip_prefix("By ").or_else(|| said.strip_prefix("by ")).unwrap_or(said);
    let mut names: Vec<String> = Vec::new();
    for piece in said.split([',', ';', '&']).flat_map(|piece| piece.split(" and ")) {
        let piece = piece.trim().strip_prefix("and ").unwrap_or(piece.trim());
        let bare = piece.replace('.', "").to_lowercase();
        match names.last_mut() {
            Some(last) if SUFFIXES.contains(&bare.as_str()) => *last = format!("{last}, {piece}"),
            _ if !piece.is_empty() => names.push(piece.to_owned()),
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_split_into_its_names() {
        let check = |said: &str, names: &[&str]| assert_eq!(split_names(said), names, "{said}");
        check("Ada Weiss", &["Ada Weiss"]);
        check("By Ada Weiss, Jun Ito and Lea Maro", &["Ada Weiss", "Jun Ito", "Lea Maro"]);
        check("Ada Weiss, Jun Ito, and Lea Maro", &["Ada Weiss", "Jun Ito", "Lea Maro"]);
        check("Ada Weiss, PhD & Jun Ito", &["Ada Weiss, PhD", "Jun Ito"]);
        check("", &[]);
    }
}
