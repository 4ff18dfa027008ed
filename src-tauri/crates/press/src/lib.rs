//! The house layout: article and house in, page out, with problems.
//!
//! Pure but for [`House::load`], which reads a house folder. Nothing here asks the time, opens the database or fails on
//! bad text: printing gives a page and its problems. Preview and published page are one call with two [`Outlet`]s and
//! differ in nothing but addresses.

pub mod body;
mod escape;
mod house;
mod outlet;
mod page;
mod picture;
pub mod pictures;

pub use body::{
    Alone, Body, BodyOptions, BodyProblem, BodyProblemKind, BodyWords, Typography, World, body, facts, words,
};
pub use escape::text as escaped;
pub use house::settings::Counts;
pub use house::{Asset, House, HouseProblem, reference};
pub use outlet::{Addresses, Outlet, slug};
pub use page::{
    ARCHIVE, Amendment, AmendmentKind, ArchivePage, ArticlePage, CORRECTIONS, Colleague, CorrectionsPage, Entry, Feed,
    FeedForm, FrontPage, GonePage, Listing, ListingPage, MASTHEAD, Month, MonthPage, NewsEntry, OWN, Paging, Rendered,
    SITEMAP_INDEX, SITEMAP_OF_NEWS, SITEMAP_OF_PAGES, SITEMAP_SIZE, Standing, Story, author_address, own_part,
    problem_page, sitemap_path,
};
pub use picture::{Kind, Picture, Shown};
