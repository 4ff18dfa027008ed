//! Pages: what goes into them, and how they are printed.

mod archive;
mod corrections;
mod data;
pub(crate) mod feed;
pub(crate) mod frame;
pub(crate) mod head;
mod machine;
mod masthead;
mod paging;
pub(crate) mod problems;
pub(crate) mod reference;
mod standing;
pub(crate) mod story;
pub(crate) mod view;

use std::collections::HashSet;
use std::sync::Arc;

use desk::version::Content;
use minijinja::Value;

pub use archive::{ARCHIVE, ArchivePage, Month, MonthPage};
pub use corrections::{Amendment, AmendmentKind, CORRECTIONS, CorrectionsPage};
pub use feed::{Feed, FeedForm};
pub use machine::{
    Entry, NewsEntry, SITEMAP_INDEX, SITEMAP_OF_NEWS, SITEMAP_OF_PAGES, SITEMAP_SIZE, own_part, sitemap_path,
};
pub use masthead::{Colleague, MASTHEAD};
pub use paging::Paging;
pub use problems::problem_page;
pub use standing::Standing;
pub use story::{ArticlePage, FrontPage, GonePage, Listing, ListingPage, Story, author_address};

use crate::body::plain;
use crate::house::{House, HouseProblem};
use crate::outlet::Outlet;
use head::Head;
use view::{Desk, pairs};

/// A printed page. With problems, `html` is a page that shows them in the page's place: never publish it.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub html: String,
    pub problems: Vec<HouseProblem>,
}

/// First parts of addresses that are the site's own: no article and no standing page may stand there.
pub const OWN: [&str; 12] = [
    "section",
    "format",
    "region",
    "topic",
    "author",
    ARCHIVE,
    CORRECTIONS,
    MASTHEAD,
    "house",
    "pictures",
    "sitemaps",
    "404",
];

/// What stands on the page already: nothing does so twice.
struct Once(HashSet<String>);

impl Once {
    fn take(&mut self, stories: &[Arc<Story>], count: usize) -> Vec<Arc<Story>> {
        let mut taken = Vec::with_capacity(count);
        for story in stories {
            if taken.len() == count {
                break;
            }
            if self.0.insert(story.address.clone()) {
                taken.push(story.clone());
            }
        }
        taken
    }
}

/// A title of an article, or its headline when it has none of that kind.
fn or_headline(title: &str, content: &Content) -> String {
    let title = title.trim();
    if title.is_empty() { content.headline.clone() } else { title.to_owned() }
}

impl House {
    /// Whether an address is the site's own, so that no article may have it.
    pub fn reserves(&self, address: &str) -> bool {
        let first = address.split('/').next().unwrap_or_default();
        OWN.contains(&first) || self.standing().iter().any(|page| page.address == address)
    }

    /// The page of an article: all modules of the layout, in order.
    pub fn article(&self, page: &ArticlePage, outlet: &Outlet) -> Rendered {
        let counts = &self.settings().counts;
        let content = &page.story.content;
        let desk = self.desk_in(&content.language, outlet);
        let mut once = Once(HashSet::from([page.story.address.clone()]));
        let river = once.take(&page.river, counts.river);
        let latest = once.take(&page.latest, counts.latest);
        let short_takes = once.take(&page.short_takes, counts.short_takes);
        let head = Head {
            title: or_headline(&content.search_title, content),
            shared: or_headline(&content.social_headline, content),
            description: content.dek.clone(),
            address: page.story.address.clone(),
            story: Some(page.story.clone()),
            followed: content.section.clone().map(Listing::Section),
            ..Head::default()
        };
        let value = pairs([
            ("head", head.value(&desk)),
            ("story", desk.story(&page.story)),
            ("river", desk.stories(&river)),
            ("latest", desk.stories(&latest)),
            ("short_takes", self.short_takes(&desk, &short_takes)),
            ("appeal", Value::from(self.appeals(page.as_of))),
        ]);
        self.print("article.html", value, &desk)
    }

    /// The front page.
    pub fn front(&self, page: &FrontPage, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let counts = &self.settings().counts;
        let mut once = Once(HashSet::new());
        let stories = once.take(&page.stories, counts.front);
        let short_takes = once.take(&page.short_takes, counts.short_takes);
        let latest = once.take(&page.latest, counts.latest);
        let head = Head { front: true, ..Head::default() };
        let value = pairs([
            ("head", head.value(&desk)),
            ("lead", stories.first().map_or(Value::from(()), |story| desk.story(story))),
            ("stories", desk.stories(stories.get(1..).unwrap_or_default())),
            ("latest", desk.stories(&latest)),
            ("short_takes", self.short_takes(&desk, &short_takes)),
            ("appeal", Value::from(self.appeals(page.as_of))),
        ]);
        self.print("front.html", value, &desk)
    }

    /// One page of a section's, format's, region's, topic's or author's articles.
    pub fn listing(&self, page: &ListingPage, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let title = self.label(&page.of).to_owned();
        let (description, portrait) = match &page.of {
            Listing::Author { biography, portrait, .. } => {
                let portrait =
                    portrait.as_ref().map_or(Value::from(()), |picture| desk.picture(picture, "", "6rem", ""));
                (biography.as_str(), portrait)
            }
            of => (self.description(of), Value::from(())),
        };
        let beside = |number: u32| match (1..=page.last).contains(&number) {
            true => Value::from(desk.addresses.page(&page.of.page_address(number, page.last))),
            false => Value::from(()),
        };
        let head = Head {
            title: title.clone(),
            description: plain(description),
            address: page.of.page_address(page.number, page.last),
            followed: match &page.of {
                Listing::Section(_) | Listing::Region(_) => Some(page.of.clone()),
                Listing::Format(_) | Listing::Topic(_) | Listing::Author { .. } => None,
            },
            listing: Some(page.of.clone()),
            ..Head::default()
        };
        let value = pairs([
            ("head", head.value(&desk)),
            ("title", Value::from(title)),
            ("description", desk.line(description)),
            ("portrait", portrait),
            ("stories", desk.stories(&page.stories)),
            ("number", Value::from(page.number)),
            ("last", Value::from(page.last)),
            ("newer", beside(page.number + 1)),
            ("older", beside(page.number.saturating_sub(1))),
        ]);
        self.print("listing.html", value, &desk)
    }

    /// What readers get where nothing is.
    pub fn not_found(&self, latest: &[Arc<Story>], outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let latest = Once(HashSet::new()).take(latest, self.settings().counts.latest);
        let head = Head { title: self.word("not_found_title"), address: "404".into(), hidden: true, ..Head::default() };
        let value = pairs([("head", head.value(&desk)), ("latest", desk.stories(&latest))]);
        self.print("not-found.html", value, &desk)
    }

    /// What stands in the place of an article that was taken down.
    pub fn tombstone(&self, page: &GonePage, outlet: &Outlet) -> Rendered {
        self.gone("tombstone.html", page, outlet)
    }

    /// What stands in the place of a retracted article's text: that it is, and why.
    pub fn retracted(&self, page: &GonePage, outlet: &Outlet) -> Rendered {
        self.gone("retracted.html", page, outlet)
    }

    fn gone(&self, template: &str, page: &GonePage, outlet: &Outlet) -> Rendered {
        let desk = self.desk_in(&page.language, outlet);
        let title = if template == "retracted.html" {
            page.headline.clone()
        } else {
            self.tongue(&page.language).word("taken_down_title").to_owned()
        };
        let head = Head { title, address: page.address.clone(), hidden: true, ..Head::default() };
        let gone = pairs([
            ("headline", Value::from(page.headline.as_str())),
            ("date", desk.date(page.at)),
            ("reason", Value::from(page.reason.as_str())),
        ]);
        self.print(template, pairs([("head", head.value(&desk)), ("gone", gone)]), &desk)
    }

    /// What stands at a former address: the way to the new one. Both without slashes at their ends.
    pub fn redirect(&self, to: &str, outlet: &Outlet) -> Rendered {
        let desk = self.desk(outlet);
        let head = Head { title: self.word("moved_title"), address: to.to_owned(), hidden: true, ..Head::default() };
        let value = pairs([("head", head.value(&desk)), ("to", Value::from(desk.addresses.page(to)))]);
        self.print("redirect.html", value, &desk)
    }

    /// `{title, href, stories}` of the section of short takes.
    fn short_takes(&self, desk: &Desk, stories: &[Arc<Story>]) -> Value {
        let Some(slug) = &self.settings().short_takes else {
            return pairs([
                ("title", Value::from("")),
                ("href", Value::from("")),
                ("stories", Value::from(Vec::<Value>::new())),
            ]);
        };
        let listing = Listing::Section(slug.get_ref().clone());
        pairs([
            ("title", Value::from(self.label(&listing))),
            ("href", Value::from(desk.addresses.page(&listing.address()))),
            ("stories", desk.stories(stories)),
        ])
    }

    fn print(&self, template: &str, page: Value, desk: &Desk) -> Rendered {
        let context = pairs([
            ("house", self.view(desk)),
            ("words", self.tongue(&desk.language).value()),
            ("page", page),
            ("language", Value::from(&*desk.language)),
        ]);
        match self.fill(template, context) {
            Ok(html) => Rendered { html, problems: Vec::new() },
            Err(problem) => Rendered { html: problem_page(std::slice::from_ref(&*problem)), problems: vec![*problem] },
        }
    }
}
