//! Dictionaries: which one a language has, what it knows, what it would put in a word's place; and the words a house adds.
//!
//! This crate reads dictionaries where it is told that they are. It never knows an article, a person or where words stand in
//! a text; any word may be put to it, however hostile.

mod dictionary;
mod house_words;
mod language;
mod shelf;
mod text;

pub use dictionary::{Dictionary, Unfit};
pub use house_words::HouseWords;
pub use shelf::{Bundled, Shelf};
