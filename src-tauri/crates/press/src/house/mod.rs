//! A house: a folder of settings, templates, styles, words and pictures that an art desk edits without a compiler.

mod folder;
mod judge;
mod keys;
mod problem;
mod reference;
pub(crate) mod settings;
mod styles;
mod templates;
mod trial;
pub(crate) mod words;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use desk::ids::Hash;
use desk::rules::Vocabulary;
use minijinja::{Environment, Value};

pub use problem::HouseProblem;
pub use reference::reference;
use settings::{Kind, Settings, day};
use words::{Tongue, WordFile, Words};

use crate::body::{BodyOptions, BodyWords, Typography, World, body};
use crate::outlet::{Addresses, Outlet, slug};
use crate::page::view::{Desk, pairs};
use crate::page::{Listing, Standing, frame};

/// A house layout, read and checked. Cheap to clone, shared by threads.
#[derive(Clone)]
pub struct House(Arc<Inner>);

struct Inner {
    settings: Settings,
    zone: Tz,
    vocabulary: Vocabulary,
    words: Words,
    environment: Environment<'static>,
    assets: Vec<Asset>,
    standing: Vec<Standing>,
    /// The style sheet's path below `house/`.
    style: String,
    hash: Hash,
    site: Addresses,
    /// What templates know as `house`, by the outlet's base: the site's, and the galley's last one.
    views: Mutex<Vec<(Addresses, Value)>>,
}

/// A file of the house as it is published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Below the site's folder: `house/styles/meridian-1f2e3d4c.css`.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "House({})", self.0.settings.name)
    }
}

impl House {
    /// Reads and checks a house folder, and prints a trial page of every kind with it.
    pub fn load(folder: &Path) -> Result<Self, Vec<HouseProblem>> {
        let files = folder::read(folder)?;
        let mut problems = Vec::new();
        let mut settings = None;
        let (mut templates, mut sheets, mut words) = (Vec::new(), Vec::new(), Vec::new());
        let (mut assets, mut standing) = (Vec::new(), Vec::new());
        let mut hasher = blake3::Hasher::new();
        for file in &files {
            hasher
                .update(file.path.as_bytes())
                .update(&[0])
                .update(&(file.bytes.len() as u64).to_le_bytes())
                .update(&file.bytes);
            let (kind, name) = file.path.split_once('/').unwrap_or((&file.path, ""));
            match kind {
                "fonts" | "pictures" => {
                    assets.push(Asset { path: format!("house/{}", file.path), bytes: file.bytes.as_slice().into() });
                    continue;
                }
                _ => {}
            }
            let Some(text) = file.text(&mut problems) else { continue };
            match kind {
                "templates" => templates.push((name.to_owned(), text)),
                "styles" => sheets.push((file.path.clone(), text)),
                "pages" => standing.extend(Standing::read(&file.path, &text, &mut problems)),
                "words" => words.extend(WordFile::read(&file.path, &text, &mut problems)),
                _ => match Settings::read(&text) {
                    Ok(read) => settings = Some((read, text)),
                    Err(found) => problems.extend(found),
                },
            }
        }
        let words =
            Words::of(words, settings.as_ref().map_or("", |(settings, _): &(Settings, String)| &settings.language));
        words::check(words.own().texts(), &mut problems);
        let css = styles::bundle(&sheets, &mut problems);
        let environment = templates::environment(&templates, words.own().texts(), &mut problems);
        if let Some((settings, text)) = &settings {
            named_files(settings, text, &assets, &mut problems);
        }
        let Some((settings, _)) = settings.filter(|_| problems.is_empty()) else { return Err(problems) };
        let style = format!("styles/{}-{}.css", slug(&settings.name), &blake3::hash(css.as_bytes()).to_hex()[..12]);
        assets.push(Asset { path: format!("house/{style}"), bytes: css.into_bytes().into() });
        let house = Self(Arc::new(Inner {
            zone: settings.zone(),
            vocabulary: settings.vocabulary(),
            site: Addresses::below(site_path(settings.base_url.get_ref())),
            settings,
            words,
            environment,
            assets,
            standing,
            style,
            hash: Hash(*hasher.finalize().as_bytes()),
            views: Mutex::new(Vec::new()),
        }));
        let problems = trial::print(&house);
        if problems.is_empty() { Ok(house) } else { Err(problems) }
    }

    /// Of every file of the folder: two houses with the same hash print the same.
    pub fn hash(&self) -> Hash {
        self.0.hash
    }

    pub fn name(&self) -> &str {
        &self.0.settings.name
    }

    /// Where the site stands; ends in a slash.
    pub fn base_url(&self) -> &str {
        self.0.settings.base_url.get_ref()
    }

    pub fn language(&self) -> &str {
        &self.0.settings.language
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.0.vocabulary
    }

    /// How many of what pages show.
    pub fn counts(&self) -> &settings::Counts {
        &self.0.settings.counts
    }

    /// Slug of the section of short takes (QiOSK).
    pub fn short_takes_section(&self) -> Option<&str> {
        self.0.settings.short_takes.as_ref().map(|slug| slug.get_ref().as_str())
    }

    /// Style sheet, fonts and pictures of the house, as they are published.
    pub fn assets(&self) -> &[Asset] {
        &self.0.assets
    }

    /// One of them, by its path.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.0.assets.iter().find(|asset| asset.path == path)
    }

    /// The addresses of an outlet.
    pub fn addresses(&self, outlet: &Outlet) -> Addresses {
        match outlet {
            Outlet::Site => self.0.site.clone(),
            Outlet::Galley { base } => Addresses::below(base),
        }
    }

    /// How bodies in a language (BCP 47; empty: the house's) are printed in this house. `prefix` stands before ids in a
    /// river: unique to the article, letters, digits and hyphens.
    pub fn body_options<'a>(
        &'a self,
        outlet: &Outlet,
        language: &str,
        world: &'a dyn World,
        prefix: &'a str,
    ) -> BodyOptions<'a> {
        let tongue = self.tongue(language);
        let word = |key: &str| tongue.word(key);
        BodyOptions {
            world,
            addresses: self.addresses(outlet),
            base_url: self.base_url(),
            id_prefix: prefix,
            sizes: &self.0.settings.pictures.body,
            opening: self.0.settings.counts.opening,
            words: BodyWords {
                notes: word("notes"),
                note: word("note"),
                back: word("back_to_text"),
                table: word("table"),
                credit: word("credit"),
            },
            typography: self.typography(language),
        }
    }

    /// The marks that the house sets in texts of a language (BCP 47; empty: its own); `None` when they stay as written.
    fn typography(&self, language: &str) -> Option<Typography> {
        let language = if language.is_empty() { self.language() } else { language };
        (self.0.settings.typography == settings::Setting::Set).then(|| Typography::of(language))
    }

    /// The label of a listing: the vocabulary's, or the slug itself when it knows none.
    pub fn label<'a>(&'a self, listing: &'a Listing) -> &'a str {
        self.term(listing).map_or_else(
            || match listing {
                Listing::Section(slug) | Listing::Format(slug) | Listing::Region(slug) => slug,
                Listing::Topic(topic) => topic,
                Listing::Author { name, .. } => name,
            },
            |term| &term.label,
        )
    }

    pub(crate) fn description(&self, listing: &Listing) -> &str {
        self.term(listing).map_or("", |term| &term.description)
    }

    fn term(&self, listing: &Listing) -> Option<&desk::rules::Term> {
        let vocabulary = &self.0.vocabulary;
        let (terms, slug) = match listing {
            Listing::Section(slug) => (&vocabulary.sections, slug),
            Listing::Format(slug) => (&vocabulary.formats, slug),
            Listing::Region(slug) => (&vocabulary.regions, slug),
            Listing::Topic(_) | Listing::Author { .. } => return None,
        };
        terms.iter().find(|term| term.slug == *slug)
    }

    /// What schema.org calls a format's articles.
    pub(crate) fn schema(&self, format: Option<&str>) -> &'static str {
        let format = self.0.settings.formats.iter().find(|known| Some(known.slug.get_ref().as_str()) == format);
        format.map_or(Kind::News, |format| format.kind).schema()
    }

    /// The standing pages, by address.
    pub fn standing(&self) -> &[Standing] {
        &self.0.standing
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn zone(&self) -> Tz {
        self.0.zone
    }

    pub(crate) fn style(&self) -> &str {
        &self.0.style
    }

    pub(crate) fn site(&self) -> &Addresses {
        &self.0.site
    }

    /// One of the house's own words.
    pub(crate) fn word(&self, key: &str) -> String {
        self.0.words.own().word(key).to_owned()
    }

    /// The words of pages in a language (BCP 47; empty: the house's).
    pub(crate) fn tongue(&self, language: &str) -> &Tongue {
        self.0.words.of_language(language)
    }

    pub(crate) fn desk(&self, outlet: &Outlet) -> Desk {
        self.desk_in(self.language(), outlet)
    }

    /// For a page in a language (BCP 47; empty: the house's).
    pub(crate) fn desk_in(&self, language: &str, outlet: &Outlet) -> Desk {
        let language = if language.is_empty() { self.language() } else { language };
        Desk { house: self.clone(), addresses: self.addresses(outlet), language: language.into() }
    }

    /// Whether the appeal stands on pages at this time.
    pub(crate) fn appeals(&self, as_of: DateTime<Utc>) -> bool {
        let today = as_of.with_timezone(&self.0.zone).date_naive();
        let date = |date: &Option<toml::Spanned<String>>| date.as_ref().and_then(|date| day(date.get_ref()));
        self.0.settings.appeal.as_ref().is_some_and(|appeal| {
            date(&appeal.from).is_none_or(|from| today >= from)
                && date(&appeal.until).is_none_or(|until| today <= until)
        })
    }

    /// `{salutation, text, link, link_text}`; none when the house has no appeal.
    pub(crate) fn appeal_value(&self, desk: &Desk) -> Value {
        let Some(appeal) = &self.0.settings.appeal else { return Value::from(()) };
        let options =
            BodyOptions { addresses: desk.addresses.clone(), base_url: self.base_url(), ..BodyOptions::default() };
        let text = body(&appeal.text, &options);
        pairs([
            ("salutation", Value::from(appeal.salutation.as_str())),
            ("text", text.html_value()),
            ("link", Value::from(appeal.link.get_ref().as_str())),
            ("link_text", Value::from(appeal.link_text.as_str())),
        ])
    }

    /// What templates know as `house` in an outlet; made once, and again when a galley's base changes.
    pub(crate) fn view(&self, desk: &Desk) -> Value {
        let mut views = self.0.views.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, view)) = views.iter().find(|(addresses, _)| *addresses == desk.addresses) {
            return view.clone();
        }
        let view = frame::house(desk);
        views.retain(|(addresses, _)| *addresses == self.0.site);
        views.push((desk.addresses.clone(), view.clone()));
        view
    }

    pub(crate) fn fill(&self, template: &str, context: Value) -> Result<String, Box<HouseProblem>> {
        let filled = self.0.environment.get_template(template).and_then(|template| template.render(context));
        filled.map_err(|error| Box::new(templates::problem(&error, template)))
    }
}

/// The path of the site's address: what stands before every address on it.
fn site_path(base_url: &str) -> &str {
    base_url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..])).unwrap_or("/")
}

fn named_files(settings: &Settings, text: &str, assets: &[Asset], problems: &mut Vec<HouseProblem>) {
    let known: BTreeSet<_> = assets.iter().filter_map(|asset| asset.path.strip_prefix("house/")).collect();
    for file in settings.files().filter(|file| !known.contains(file.get_ref().as_str())) {
        let message = format!("The house folder holds no “{}”.", file.get_ref());
        let hint = "Name a file below fonts/ or pictures/, with its folder.";
        problems.push(HouseProblem::new("house.toml", Some(problem::line_of(text, file.span())), message, hint));
    }
}
