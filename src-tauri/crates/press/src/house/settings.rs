//! `house.toml`: what the house says of itself. Every key is explained in the file that ships with a house.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono::format::{Item, StrftimeItems};
use chrono_tz::Tz;
use desk::people::Role;
use desk::rules::{Term, Vocabulary};
use serde::Deserialize;
use toml::Spanned;

use super::problem::{HouseProblem, line_of};

const FILE: &str = "house.toml";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub name: String,
    /// One line below the name, and in the page's description.
    pub tagline: String,
    /// BCP 47.
    pub language: String,
    /// Where the site stands; ends in a slash.
    pub base_url: Spanned<String>,
    /// IANA name of the zone of printed dates.
    pub zone: Spanned<String>,
    pub dates: Dates,
    /// Address of a new article: `{headline}`, `{section}`, `{format}`, `{year}`, `{month}`, `{day}`.
    pub address: Spanned<String>,
    /// Whether quotation marks, dashes and spaces of texts are set by their language when they are printed.
    #[serde(default)]
    pub typography: Setting,
    pub brand: Brand,
    #[serde(default)]
    pub counts: Counts,
    /// The section of short takes that has a list of its own on every page (QiOSK).
    pub short_takes: Option<Spanned<String>>,
    /// Slugs of the sections in the page's head, in order.
    pub navigation: Vec<Spanned<String>>,
    /// The strip above the page; none: no strip.
    #[serde(default)]
    pub follow: Vec<Social>,
    pub preferred_source: Option<PreferredSource>,
    pub appeal: Option<Appeal>,
    /// Below every author's biography.
    #[serde(default)]
    pub disclaimer: String,
    pub newsletter: Option<Newsletter>,
    pub footer: Footer,
    /// Groups of the masthead page, in order; none: no such page.
    #[serde(default)]
    pub masthead: Vec<MastheadGroup>,
    #[serde(default)]
    pub pictures: PictureSizes,
    pub formats: Vec<Format>,
    pub sections: Vec<Spanned<Label>>,
    #[serde(default)]
    pub regions: Vec<Spanned<Label>>,
}

/// How the marks of texts are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// As the editors wrote them.
    #[default]
    AsWritten,
    /// By the language of the text.
    Set,
}

/// Forms of dates, as in `strftime`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The dateline: "November 24, 2026, 4:00 pm".
    pub long: Spanned<String>,
    /// In lists: "Nov 24".
    pub short: Spanned<String>,
    /// Above a day's articles in the archive: "Tuesday, November 24".
    #[serde(default = "Dates::day")]
    pub day: Spanned<String>,
    /// The hour alone, as in lists of today's: "4:00 pm".
    #[serde(default = "Dates::time")]
    pub time: Spanned<String>,
    /// The name of a month's page: "November 2026".
    #[serde(default = "Dates::month")]
    pub month: Spanned<String>,
}

impl Dates {
    fn day() -> Spanned<String> {
        Spanned::new(0..0, "%A, %B %-d".into())
    }

    fn time() -> Spanned<String> {
        Spanned::new(0..0, "%-I:%M %P".into())
    }

    fn month() -> Spanned<String> {
        Spanned::new(0..0, "%B %Y".into())
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Files in the house folder.
    pub icon: Spanned<String>,
    /// Shown for a page without a picture of its own when it is shared; 1200 by 630 pixels.
    pub share: Spanned<String>,
    /// Fonts that every page needs at once.
    #[serde(default)]
    pub preload: Vec<Spanned<String>>,
    /// Colour of the browser's frame, in light and dark.
    pub theme_light: String,
    pub theme_dark: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counts {
    pub river: usize,
    pub latest: usize,
    pub short_takes: usize,
    /// Stories on the front page, the lead among them.
    pub front: usize,
    /// Stories on a page of a listing.
    pub listing: usize,
    pub feed: usize,
    /// Paragraphs of a river entry before "keep reading".
    pub opening: usize,
}

impl Default for Counts {
    fn default() -> Self {
        Self { river: 3, latest: 5, short_takes: 5, front: 13, listing: 20, feed: 20, opening: 2 }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Social {
    pub network: String,
    pub url: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreferredSource {
    pub url: Spanned<String>,
    pub short: String,
    pub question: String,
    pub long: String,
    /// Where the call stands.
    pub places: Vec<Place>,
}

/// Where the call to prefer the house in news searches may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    AboveArticle,
    UnderKicker,
    UnderKickerAgain,
    AtFoot,
    Long,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    pub salutation: String,
    /// Markdown.
    pub text: String,
    pub link: Spanned<String>,
    pub link_text: String,
    /// First and last day, in the house's zone; both are part of it.
    pub from: Option<Spanned<String>>,
    pub until: Option<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newsletter {
    pub title: String,
    pub text: String,
    pub action: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    pub purpose: String,
    pub copyright: String,
    #[serde(default)]
    pub links: Vec<FooterLink>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLink {
    pub text: String,
    pub url: Spanned<String>,
}

/// People under one title on the masthead page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MastheadGroup {
    pub title: String,
    /// Whoever has one of these roles and stands in no group before. Writers only once something of theirs is published.
    pub roles: Vec<Role>,
}

/// The `sizes` of pictures: how wide the layout shows them.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PictureSizes {
    pub lead: String,
    pub body: String,
    pub card: String,
}

impl Default for PictureSizes {
    fn default() -> Self {
        Self { lead: "100vw".into(), body: "100vw".into(), card: "100vw".into() }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    pub slug: Spanned<String>,
    pub label: String,
    #[serde(default)]
    pub description: String,
    /// What schema.org calls it.
    #[serde(default)]
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    News,
    Analysis,
    Opinion,
    Reportage,
}

impl Kind {
    /// The type in structured data.
    pub fn schema(self) -> &'static str {
        match self {
            Self::News => "NewsArticle",
            Self::Analysis => "AnalysisNewsArticle",
            Self::Opinion => "OpinionNewsArticle",
            Self::Reportage => "ReportageNewsArticle",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub slug: String,
    pub label: String,
    #[serde(default)]
    pub description: String,
}

impl Settings {
    /// Reads `house.toml`. Every mistake that can be told apart is named.
    pub fn read(text: &str) -> Result<Self, Vec<HouseProblem>> {
        let settings: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span));
            let message = error.message().lines().next().unwrap_or_default();
            let mut message =
                format!("{}{}", message[..1.min(message.len())].to_uppercase(), message.get(1..).unwrap_or_default());
            if !message.ends_with('.') {
                message.push('.');
            }
            let hint = if message.starts_with("Unknown field") || message.starts_with("Missing field") {
                "The keys are explained one by one in the house.toml that ships with Meridian."
            } else {
                "Put the line right; texts stand in quotation marks, lists in brackets."
            };
            vec![HouseProblem::new(FILE, line, message, hint)]
        })?;
        let problems = Judge { text, problems: Vec::new() }.settings(&settings);
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }

    pub fn zone(&self) -> Tz {
        self.zone.get_ref().parse().unwrap_or(Tz::UTC)
    }

    pub fn vocabulary(&self) -> Vocabulary {
        let term = |slug: &str, label: &str, description: &str| Term {
            slug: slug.into(),
            label: label.into(),
            description: description.into(),
        };
        let labels = |labels: &[Spanned<Label>]| {
            labels
                .iter()
                .map(Spanned::get_ref)
                .map(|label| term(&label.slug, &label.label, &label.description))
                .collect()
        };
        Vocabulary {
            formats: self
                .formats
                .iter()
                .map(|format| term(format.slug.get_ref(), &format.label, &format.description))
                .collect(),
            sections: labels(&self.sections),
            regions: labels(&self.regions),
            address: self.address.get_ref().clone(),
        }
    }

    /// The files of the house folder that the settings name.
    pub fn files(&self) -> impl Iterator<Item = &Spanned<String>> {
        [&self.brand.icon, &self.brand.share].into_iter().chain(&self.brand.preload)
    }
}

/// A day as written in `house.toml`.
pub fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// What a form of the file cannot say by its types.
struct Judge<'a> {
    text: &'a str,
    problems: Vec<HouseProblem>,
}

impl Judge<'_> {
    fn settings(mut self, settings: &Settings) -> Vec<HouseProblem> {
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
