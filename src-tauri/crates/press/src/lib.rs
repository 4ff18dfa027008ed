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

pub use body::{Alone, Body, BodyOptions, BodyProblem, BodyProblemKind, BodyWords, World, body, facts};
pub use house::settings::Counts;
pub use house::{Asset, House, HouseProblem};
pub use outlet::{Addresses, Outlet, slug};
pub use page::{
    ArticlePage, Entry, Feed, FrontPage, GonePage, Listing, ListingPage, Paging, Rendered, Story, own_part,
    problem_page,
};
pub use picture::{Kind, Picture, Shown};
