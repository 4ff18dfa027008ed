//! What the form of `house.toml` cannot say by its types: addresses, zones, dates, slugs that must be there.

use std::collections::BTreeSet;

use chrono::format::{Item, StrftimeItems};
use chrono_tz::Tz;
use toml::Spanned;

use super::problem::{HouseProblem, line_of};
use super::settings::{Dates, FILE, Label, Settings, day};

/// Looks through settings, with the text they were read from.
pub struct Judge<'a> {
    text: &'a str,
    problems: Vec<HouseProblem>,
}

impl<'a> Judge<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, problems: Vec::new() }
    }

    /// The mistakes in the settings that were read from the text.
    pub fn settings(mut self, settings: &Settings) -> Vec<HouseProblem> {
        self.web(&settings.base_url);
        if !settings.base_url.get_ref().ends_with('/') {
            self.wrong(
                &settings.base_url,
                "The site's address lacks its closing slash.",
                "Write it as \"https://example.org/\".",
            );
        }
        if settings.zone.get_ref().parse::<Tz>().is_err() {
            let message = format!("No time zone is called “{}”.", settings.zone.get_ref());
            self.wrong(&settings.zone, message, "Use an IANA name such as \"America/New_York\".");
        }
        let Dates { long, short, day: of_day, time, month } = &settings.dates;
        for form in [long, short, of_day, time, month] {
            if StrftimeItems::new(form.get_ref()).any(|item| matches!(item, Item::Error)) {
                let message = format!("“{}” is no form of a date.", form.get_ref());
                self.wrong(form, message, "Use strftime's letters, such as \"%B %-d, %Y\".");
            }
        }
        self.address(&settings.address);
        self.vocabulary(settings);
        let links =
            settings.follow.iter().map(|social| &social.url).chain(settings.footer.links.iter().map(|link| &link.url));
        let links = links.chain(settings.preferred_source.iter().map(|call| &call.url));
        let links = links
            .chain(settings.newsletter.iter().map(|letter| &letter.action))
            .chain(settings.appeal.iter().map(|appeal| &appeal.link));
        for link in links {
            if !link.get_ref().starts_with('/') && !link.get_ref().starts_with("mailto:") {
                self.web(link);
            }
        }
        for date in settings.appeal.iter().flat_map(|appeal| [&appeal.from, &appeal.until]).flatten() {
            if day(date.get_ref()).is_none() {
                self.wrong(date, format!("“{}” is no day.", date.get_ref()), "Write it as \"2026-11-24\".");
            }
        }
        self.problems
    }

    fn vocabulary(&mut self, settings: &Settings) {
        let formats = settings.formats.iter().map(|format| (format.slug.get_ref().as_str(), format.slug.span()));
        let labels = |labels: &'_ [Spanned<Label>]| {
            labels.iter().map(|label| (label.get_ref().slug.clone(), label.span())).collect::<Vec<_>>()
        };
        for (what, slugs) in [
            ("format", formats.map(|(slug, span)| (slug.to_owned(), span)).collect()),
            ("section", labels(&settings.sections)),
            ("region", labels(&settings.regions)),
        ] {
            let mut seen = BTreeSet::new();
            for (slug, span) in slugs {
                let line = Some(line_of(self.text, span));
                if crate::slug(&slug) != slug || slug.is_empty() {
                    let message = format!("“{slug}” cannot stand in an address.");
                    self.problems.push(HouseProblem::new(
                        FILE,
                        line,
                        message,
                        "Use lower-case letters, digits and hyphens.",
                    ));
                }
                if !seen.insert(slug.clone()) {
                    let message = format!("There are two {what}s with the slug “{slug}”.");
                    self.problems.push(HouseProblem::new(
                        FILE,
                        line,
                        message,
                        "Give each its own slug, or remove one.",
                    ));
                }
            }
        }
        for section in settings.navigation.iter().chain(&settings.short_takes) {
            if settings.sections.iter().all(|label| label.get_ref().slug != *section.get_ref()) {
                let message = format!("No section has the slug “{}”.", section.get_ref());
                self.wrong(section, message, "Name one of the [[sections]] below, or add it there.");
            }
        }
    }

    fn address(&mut self, pattern: &Spanned<String>) {
        let known = ["headline", "section", "format", "year", "month", "day"];
        let mut rest = pattern.get_ref().as_str();
        let mut plain = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            plain.push_str(before);
            let name = after.split_once('}').map_or(after, |(name, _)| name);
            if !known.contains(&name) {
                let message = format!("The address pattern knows no “{{{name}}}”.");
                self.wrong(pattern, message, "It knows {headline}, {section}, {format}, {year}, {month} and {day}.");
            }
            rest = after.split_once('}').map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        if !pattern.get_ref().contains("{headline}") {
            self.wrong(
                pattern,
                "The address pattern holds no {headline}, so that two articles would share one address.",
                "Add {headline}.",
            );
        }
        if plain.chars().any(|character| {
            !(character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '-' | '/'))
        }) {
            self.wrong(
                pattern,
                "The address pattern holds characters that no address may hold.",
                "Use lower-case letters, digits, hyphens and slashes.",
            );
        }
    }

    fn web(&mut self, link: &Spanned<String>) {
        if !link.get_ref().starts_with("https://") && !link.get_ref().starts_with("http://") {
            let message = format!("“{}” is no address of the web.", link.get_ref());
            self.wrong(link, message, "Begin it with https://.");
        }
    }

    fn wrong(&mut self, at: &Spanned<String>, message: impl Into<String>, hint: &str) {
        self.problems.push(HouseProblem::new(FILE, Some(line_of(self.text, at.span())), message, hint));
    }
}
