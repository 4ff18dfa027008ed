//! The house in a template: what every page shows of it.

use minijinja::Value;

use super::archive::ARCHIVE;
use super::corrections::CORRECTIONS;
use super::feed::FeedForm;
use super::masthead::MASTHEAD;
use super::story::Listing;
use super::view::{Desk, pairs};
use crate::house::settings::Place;

/// The value that templates know as `house`, for one outlet.
pub fn house(desk: &Desk) -> Value {
    let settings = desk.house.settings();
    let text = |text: &str| Value::from(text);
    let file = |path: &str| Value::from(desk.addresses.house(path));
    let own = |url: &str| match url.strip_prefix('/') {
        Some(path) => Value::from(desk.addresses.file(path)),
        None => Value::from(url),
    };
    let feed = |form: FeedForm| Value::from(desk.addresses.file(&form.path(None)));
    let section = |slug: &str| {
        let listing = Listing::Section(slug.to_owned());
        desk.link(desk.house.label(&listing), &listing.address())
    };
    let region = |slug: &str| {
        let listing = Listing::Region(slug.to_owned());
        desk.link(desk.house.label(&listing), &listing.address())
    };
    pairs([
        ("name", text(&settings.name)),
        ("tagline", text(&settings.tagline)),
        ("language", text(&settings.language)),
        ("home", Value::from(desk.addresses.page(""))),
        ("style", file(desk.house.style())),
        ("icon", file(settings.brand.icon.get_ref())),
        ("preload", settings.brand.preload.iter().map(|font| file(font.get_ref())).collect()),
        ("theme_light", text(&settings.brand.theme_light)),
        ("theme_dark", text(&settings.brand.theme_dark)),
        ("feed", feed(FeedForm::Rss)),
        ("atom", feed(FeedForm::Atom)),
        ("json_feed", feed(FeedForm::Json)),
        ("archive", Value::from(desk.addresses.page(ARCHIVE))),
        ("corrections", Value::from(desk.addresses.page(CORRECTIONS))),
        (
            "masthead",
            if desk.house.has_masthead() { Value::from(desk.addresses.page(MASTHEAD)) } else { Value::from(()) },
        ),
        ("navigation", settings.navigation.iter().map(|slug| section(slug.get_ref())).collect()),
        ("regions", settings.regions.iter().map(|label| region(&label.get_ref().slug)).collect()),
        (
            "follow",
            settings
                .follow
                .iter()
                .map(|social| pairs([("network", text(&social.network)), ("url", own(social.url.get_ref()))]))
                .collect(),
        ),
        ("preferred", preferred(desk)),
        ("appeal", desk.house.appeal_value(desk)),
        ("disclaimer", text(&settings.disclaimer)),
        (
            "newsletter",
            settings.newsletter.as_ref().map_or(Value::from(()), |letter| {
                pairs([
                    ("title", text(&letter.title)),
                    ("text", text(&letter.text)),
                    ("action", own(letter.action.get_ref())),
                ])
            }),
        ),
        (
            "footer",
            pairs([
                ("purpose", text(&settings.footer.purpose)),
                ("copyright", text(&settings.footer.copyright)),
                (
                    "links",
                    settings
                        .footer
                        .links
                        .iter()
                        .map(|link| pairs([("text", text(&link.text)), ("href", own(link.url.get_ref()))]))
                        .collect(),
                ),
            ]),
        ),
    ])
}

/// `{url, short, question, long}` and the five places as true or false; none without a call.
fn preferred(desk: &Desk) -> Value {
    let Some(call) = &desk.house.settings().preferred_source else { return Value::from(()) };
    let place = |place: Place| Value::from(call.places.contains(&place));
    pairs([
        ("url", Value::from(call.url.get_ref().as_str())),
        ("short", Value::from(call.short.as_str())),
        ("question", Value::from(call.question.as_str())),
        ("long", Value::from(call.long.as_str())),
        ("above_article", place(Place::AboveArticle)),
        ("under_kicker", place(Place::UnderKicker)),
        ("under_kicker_again", place(Place::UnderKickerAgain)),
        ("at_foot", place(Place::AtFoot)),
        ("in_full", place(Place::Long)),
    ])
}
