//! `house.toml`: what the house says of itself. Every key is explained in the file that ships with a house.

use chrono::NaiveDate;
use chrono_tz::Tz;
use desk::people::Role;
use desk::rules::{Limits, Term, Vocabulary};
use serde::Deserialize;
use toml::Spanned;

use super::judge::Judge;
use super::problem::{HouseProblem, line_of};

pub(super) const FILE: &str = "house.toml";

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
    /// Characters that the lines of an article may have.
    #[serde(default)]
    pub limits: Limits,
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
        let problems = Judge::of(text).settings(&settings);
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
            limits: self.limits,
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
