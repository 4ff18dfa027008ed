//! What templates may print: every name with its type, what it is, and an example. Templates are checked against these tables,
//! and the reference for art desks is made of them.

/// One name.
#[derive(Debug)]
pub struct Variable {
    pub name: &'static str,
    pub kind: &'static str,
    pub about: &'static str,
    pub example: &'static str,
}

const fn v(name: &'static str, kind: &'static str, about: &'static str, example: &'static str) -> Variable {
    Variable { name, kind, about, example }
}

/// Below `house`, on every page.
pub const HOUSE: &[Variable] = &[
    v("name", "text", "The publication's name.", "Meridian"),
    v("tagline", "text", "The line below it.", "Foreign policy, soberly read"),
    v("language", "text", "BCP 47.", "en-US"),
    v("home", "address", "The front page.", "/"),
    v("style", "address", "The style sheet: all of styles/ in one file.", "/house/styles/meridian-1f2e3d4c5b6a.css"),
    v("icon", "address", "The browser tab's picture.", "/house/pictures/mark.svg"),
    v("preload", "list of addresses", "Fonts that every page needs at once.", "/house/fonts/serif.woff2"),
    v("theme_light", "text", "Colour of the browser's frame in light.", "#fdfcf9"),
    v("theme_dark", "text", "The same in dark.", "#121417"),
    v("feed", "address", "The house's RSS.", "/feed.xml"),
    v("atom", "address", "The house's Atom.", "/atom.xml"),
    v("json_feed", "address", "The house's JSON Feed.", "/feed.json"),
    v("archive", "address", "The archive.", "/archive/"),
    v("corrections", "address", "The corrections log.", "/corrections/"),
    v("masthead", "address or none", "The masthead page; none when house.toml has no group for it.", "/masthead/"),
    v("navigation", "list of {text, href}", "Sections in the head, in order.", "Media → /section/media/"),
    v("regions", "list of {text, href}", "All regions.", "Africa → /region/africa/"),
    v("follow", "list of {network, url}", "The strip of networks.", "Mastodon → https://mastodon.example/@meridian"),
    v(
        "preferred",
        "{url, short, question, long, above_article, under_kicker, under_kicker_again, at_foot, in_full} or none",
        "The call to prefer the house in news searches; the last five say whether it stands in that place.",
        "house.preferred.short: Prefer us in Google news",
    ),
    v(
        "appeal",
        "{salutation, text, link, link_text} or none",
        "The letter to readers. Whether it stands today is page.appeal.",
        "house.appeal.salutation: Dear reader,",
    ),
    v("disclaimer", "text", "Below every author's biography.", "The views expressed …"),
    v(
        "newsletter",
        "{title, text, action} or none",
        "The sign-up box.",
        "house.newsletter.title: The week in five articles",
    ),
    v(
        "footer",
        "{purpose, copyright, links: list of {text, href}}",
        "The foot of every page.",
        "house.footer.copyright: © Meridian.",
    ),
];

/// Below `page`; `about` begins with the templates that have it.
pub const PAGE: &[Variable] = &[
    v("head", "see page.head", "All: what machines read of the page.", ""),
    v("story", "article", "article.html: the article.", ""),
    v("river", "list of articles", "article.html: further articles, with their texts.", ""),
    v("lead", "article or none", "front.html: the lead story.", ""),
    v("stories", "list of articles", "front.html, listing.html: without their texts.", ""),
    v("latest", "list of articles", "article.html, front.html, not-found.html: the newest.", ""),
    v(
        "short_takes",
        "{title, href, stories: list of articles}",
        "article.html, front.html: the section of short takes.",
        "page.short_takes.title: QiOSK",
    ),
    v("appeal", "true or false", "article.html, front.html: whether the letter to readers stands today.", "true"),
    v("title", "text", "All but article, front and the pages of what is gone.", "Global Crises"),
    v(
        "description",
        "text",
        "listing.html, corrections.html, masthead.html: may hold emphasis and links.",
        "Wars, and the ways out.",
    ),
    v("portrait", "picture or none", "listing.html: of an author.", "<picture>…</picture>"),
    v("number", "number", "listing.html, corrections.html: of the page, counted from the oldest.", "3"),
    v(
        "last",
        "number",
        "listing.html, corrections.html: of the newest page, as of this page's last writing: older pages are not written \
         again when there is one more.",
        "4",
    ),
    v("newer", "address or none", "listing.html, corrections.html: the next newer page.", "/section/media/"),
    v("older", "address or none", "listing.html, corrections.html: the next older page.", "/section/media/page/2/"),
    v(
        "years",
        "list of {year, months: list of {text, href, count}}",
        "archive.html: newest first.",
        "2026: November 2026 → /archive/2026/11/, 18",
    ),
    v("days", "list of {date, stories: list of articles}", "month.html: newest first.", ""),
    v("archive", "{text, href}", "month.html: the way up.", "Archive → /archive/"),
    v(
        "earlier",
        "{text, href} or none",
        "month.html: the month before with articles.",
        "October 2026 → /archive/2026/10/",
    ),
    v(
        "later",
        "{text, href} or none",
        "month.html: the month after with articles.",
        "December 2026 → /archive/2026/12/",
    ),
    v(
        "amendments",
        "list of {kind, date, headline, href, text}",
        "corrections.html: newest first; kind is correction, clarification, editors_note, update or retraction, and words has a word for each.",
        "words[amendment.kind]: Correction",
    ),
    v(
        "groups",
        "list of {title, people: list of {name, href or none, biography, portrait or none}}",
        "masthead.html: in the order of house.toml.",
        "Editors: Penelope Whitlock",
    ),
    v("body", "HTML", "page.html: the standing page's text.", "<p>…</p>"),
    v(
        "gone",
        "{headline, date, reason}",
        "tombstone.html (taken down) and retracted.html.",
        "page.gone.reason: The documents were forged.",
    ),
    v("to", "address", "redirect.html: where the page is now.", "/what-the-harbour-deal-buys/"),
];

/// Below `page.head`.
pub const HEAD: &[Variable] = &[
    v(
        "title",
        "text",
        "For the browser's tab and search results, with the house's name: an article's search title, else its headline.",
        "Global Crises | Meridian",
    ),
    v(
        "name",
        "text",
        "For cards where the page is shared, without it: an article's social headline, else its headline.",
        "Global Crises",
    ),
    v("description", "text", "One or two sentences.", "Wars, and the ways into and out of them."),
    v("canonical", "whole address", "The page's own.", "https://meridian.example/section/global-crises/"),
    v("kind", "text", "Open Graph's: article, profile or website.", "article"),
    v("locale", "text", "Open Graph's form of the language; empty without a country.", "en_US"),
    v(
        "image",
        "whole address",
        "The lead picture, or the house's own.",
        "https://meridian.example/pictures/ab12-1600.jpg",
    ),
    v("image_alt", "text", "What it shows; empty for the house's own.", "A harbour at dusk"),
    v("image_width", "number", "In pixels.", "1600"),
    v("image_height", "number", "In pixels.", "900"),
    v("published", "text or none", "An article's first publication, ISO 8601.", "2026-11-24T21:00:00Z"),
    v("updated", "text or none", "Its last correction or update.", "2026-11-25T09:00:00Z"),
    v("section", "text", "An article's section, by name.", "Global Crises"),
    v("authors", "list of whole addresses", "An article's authors.", "https://meridian.example/author/ana-writer/"),
    v("tags", "list of texts", "An article's topics.", "Ports"),
    v("data", "JSON or none", "Structured data in schema.org's words.", "{\"@type\":\"NewsArticle\",…}"),
    v("hidden", "true or false", "Whether search engines shall leave the page out.", "false"),
    v("feed", "address or none", "RSS of the page's section or region.", "/section/media/feed.xml"),
    v("atom", "address or none", "Atom of the page's section or region.", "/section/media/atom.xml"),
    v("json_feed", "address or none", "JSON Feed of the page's section or region.", "/section/media/feed.json"),
];

/// Of an article. Modules expect it under the name `story`.
pub const STORY: &[Variable] = &[
    v("headline", "text", "", "What the harbour deal really buys"),
    v("dek", "text", "One sentence under the headline; may be empty.", "A lease, a dredger and forty berths."),
    v("href", "address", "Its page.", "/what-the-harbour-deal-really-buys/"),
    v("language", "text", "BCP 47; may be empty.", "en-US"),
    v("format", "{text, href} or none", "", "Analysis → /format/analysis/"),
    v("section", "{text, href} or none", "", "Global Crises → /section/global-crises/"),
    v("region", "{text, href} or none", "", "Europe → /region/europe/"),
    v("label", "{text, href} or none", "The region, else the section, else the format.", "Europe → /region/europe/"),
    v(
        "authors",
        "list of {name, href, biography, portrait or none}",
        "Biographies may hold emphasis and links.",
        "Ana Writer → /author/ana-writer/",
    ),
    v("published", "date or none", "First publication.", "story.published.long"),
    v("updated", "date or none", "Shown as “Updated”.", "story.updated.iso"),
    v("lead", "lead picture or none", "", "story.lead.caption"),
    v("body", "HTML", "The text: top-level elements that stand in `<div class=\"body\">`. Not in lists.", "<p>…</p>"),
    v("first", "HTML", "The opening paragraphs, as the river shows them. Not in lists.", "<p>…</p>"),
    v("rest", "HTML", "What the river unfolds; may be empty. Not in lists.", "<p>…</p>"),
    v(
        "notices",
        "list of {kind, date, text}",
        "kind is correction, clarification or editors_note.",
        "words[notice.kind]",
    ),
    v("topics", "list of {text, href}", "", "Ports → /topic/ports/"),
    v("words", "number", "As a reader counts them. Not in lists.", "1240"),
];

/// Of a lead picture.
pub const LEAD: &[Variable] = &[
    v("picture", "HTML", "At the top of its page, ready to print, with all sources.", "<picture>…</picture>"),
    v("entry", "HTML", "In the river, loaded when it is near.", "<picture>…</picture>"),
    v("card", "HTML", "In lists, loaded when it is near.", "<picture>…</picture>"),
    v("caption", "text", "May be empty.", "Dredgers at the eastern mole."),
    v("credit", "text", "May be empty.", "Illustration: Meridian art desk"),
];

/// Of a date, in the house's zone and forms.
pub const DATE: &[Variable] = &[
    v("iso", "text", "For machines.", "2026-11-24T16:00:00-05:00"),
    v("long", "text", "dates.long", "November 24, 2026, 4:00 pm"),
    v("short", "text", "dates.short", "Nov 24"),
    v("day", "text", "dates.day", "Tuesday, November 24"),
    v("time", "text", "dates.time", "4:00 pm"),
];

/// The names of a table.
pub fn names(table: &'static [Variable]) -> Vec<&'static str> {
    table.iter().map(|variable| variable.name).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use minijinja::Value;

    use super::{HEAD, HOUSE, Variable, names};
    use crate::outlet::Outlet;
    use crate::page::head::Head;

    fn check(offered: &Value, table: &'static [Variable]) {
        let mut offered: Vec<String> = offered.try_iter().expect("pairs").map(|key| key.to_string()).collect();
        let mut told = names(table);
        offered.sort();
        told.sort_unstable();
        assert_eq!(offered, told, "what is offered and what is told of are the same");
    }

    #[test]
    fn the_tables_tell_of_what_pages_offer() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/houses/meridian");
        let house = crate::House::load(&folder).expect("a house");
        let desk = house.desk(&Outlet::Site);
        check(&crate::page::frame::house(&desk), HOUSE);
        check(&Head::default().value(&desk), HEAD);
    }
}
