//! The keys of `house.toml`, one by one, for the reference.

/// A key.
#[derive(Debug)]
pub struct Key {
    /// With its table: `dates.long`; `[]` after one that may stand several times.
    pub key: &'static str,
    pub kind: &'static str,
    pub needed: bool,
    pub about: &'static str,
}

const fn must(key: &'static str, kind: &'static str, about: &'static str) -> Key {
    Key { key, kind, needed: true, about }
}

const fn may(key: &'static str, kind: &'static str, about: &'static str) -> Key {
    Key { key, kind, needed: false, about }
}

/// All of them, in the order of the file. What stands in an optional table is needed once the table is there.
pub const KEYS: &[Key] = &[
    must("name", "text", "The publication's name."),
    must("tagline", "text", "The line below it, and the description of pages without one."),
    must("language", "text", "Of the pages, BCP 47; an article may have its own."),
    must(
        "base_url",
        "address",
        "Where the site stands; ends in a slash. Links that begin with it are links within the site.",
    ),
    must("zone", "text", "The zone of printed dates and of the archive's months, by its IANA name."),
    must(
        "address",
        "pattern",
        "Of a new article, made of {headline} {section} {format} {year} {month} {day}; {headline} must be among them.",
    ),
    may(
        "typography",
        "“as-written” or “set”",
        "“set” prints quotation marks, dashes, ellipses and spaces that must not break by the language of the text; the manuscript stays as it is. “as-written” when absent.",
    ),
    may("short_takes", "slug", "The section that has a headline list of its own on every page."),
    must("navigation", "list of slugs", "Sections in the page's head, in order."),
    may("disclaimer", "text", "Below every author's biography."),
    must("dates.long", "form", "The dateline, in strftime's letters."),
    must("dates.short", "form", "In lists."),
    may("dates.day", "form", "Above a day of the archive."),
    may("dates.time", "form", "The hour alone."),
    may("dates.month", "form", "The name of a month's page."),
    must("brand.icon", "file", "In the browser's tab: a file of this folder."),
    must("brand.share", "file", "For pages without a picture of their own when they are shared: 1200 by 630 pixels."),
    may("brand.preload", "list of files", "Fonts that every page needs at once."),
    must("brand.theme_light", "colour", "Of the browser's frame in light."),
    must("brand.theme_dark", "colour", "The same in dark."),
    may("counts.river", "number", "Further articles below an article; 3 when absent."),
    may("counts.latest", "number", "Headlines under “latest”; 5 when absent."),
    may("counts.short_takes", "number", "Headlines of the section of short takes; 5 when absent."),
    may("counts.front", "number", "Stories on the front page, the lead among them; 13 when absent."),
    may(
        "counts.listing",
        "number",
        "Stories on a page of a listing, entries on one of the corrections log; 20 when absent.",
    ),
    may("counts.feed", "number", "Articles in a feed; 20 when absent."),
    may("counts.opening", "number", "Paragraphs of a river entry before “keep reading”; 2 when absent."),
    may(
        "pictures.lead",
        "sizes",
        "How wide the layout shows lead pictures, in the form of HTML's sizes. Change it with the layout.",
    ),
    may("pictures.body", "sizes", "The same of pictures in the text."),
    may("pictures.card", "sizes", "The same of pictures in lists."),
    may(
        "limits.headline",
        "number",
        "Characters of a headline; 70 when absent. What is longer is shown in red and named by a check.",
    ),
    may("limits.dek", "number", "The same of a dek; 160 when absent."),
    may("limits.search_title", "number", "The same of what search results show; 60 when absent."),
    may("limits.social_headline", "number", "The same of what cards show where an article is shared; 90 when absent."),
    may("follow[].network", "text", "A network in the strip of networks."),
    may("follow[].url", "address", "May be a path of the site."),
    may(
        "preferred_source.url",
        "address",
        "Where the call to prefer the house in news searches leads. Leave the table out to have none.",
    ),
    may("preferred_source.short", "text", "The slim call."),
    may("preferred_source.question", "text", "The long call's question."),
    may("preferred_source.long", "text", "The long call's instruction."),
    may(
        "preferred_source.places",
        "list",
        "Where it stands, any of: above-article, under-kicker, under-kicker-again, at-foot, long.",
    ),
    may("appeal.salutation", "text", "The letter from the editors. Leave the table out to have none."),
    may("appeal.text", "Markdown", "What it says."),
    may("appeal.link", "address", "Where its button leads."),
    may("appeal.link_text", "text", "What its button says."),
    may("appeal.from", "day", "The first day on which it stands."),
    may("appeal.until", "day", "The last."),
    may("newsletter.title", "text", "The sign-up box. Leave the table out to have none."),
    may("newsletter.text", "text", "What it promises."),
    may("newsletter.action", "address", "Where the form posts the field email."),
    must("footer.purpose", "text", "The house's statement of purpose."),
    must("footer.copyright", "text", ""),
    may("footer.links[].text", "text", "A link in the foot."),
    may("footer.links[].url", "address", "May be a path of the site."),
    may("masthead[].title", "text", "A group of the masthead page. No group: no such page."),
    may(
        "masthead[].roles",
        "list",
        "Whoever has one of these roles stands in the first group that has it: managing-editor, editor, copy-editor, writer, administrator. Writers once something of theirs is published.",
    ),
    must("formats[].slug", "slug", "What kind of article it is."),
    must("formats[].label", "text", ""),
    may("formats[].description", "text", "At the top of its listing."),
    may(
        "formats[].kind",
        "text",
        "What search engines are told: news, analysis, opinion or reportage; news when absent.",
    ),
    must("sections[].slug", "slug", "An article has one section."),
    must("sections[].label", "text", ""),
    may("sections[].description", "text", "At the top of its listing."),
    may("regions[].slug", "slug", "An article may have one region."),
    may("regions[].label", "text", ""),
];
