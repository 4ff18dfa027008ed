//! The published folder: every page of a house, in both houses, after every kind of act.

mod changes;
mod houses;
mod leased;
mod pictures;
mod room;
mod typed;
