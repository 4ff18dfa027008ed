//! The desk: what an article is, who may do what with it, and when.
//!
//! Pure. Every decision is `decide(state, command, actor, now)`: facts, or a refusal that says what is missing and what
//! would make it pass. This crate never touches SQL, files, the clock, threads or Tauri; `now` is always an argument, and
//! what the text holds comes in as [`text::TextFacts`].

pub mod article;
pub mod command;
pub mod fact;
pub mod ids;
pub mod people;
pub mod rules;
pub mod text;
pub mod version;
pub mod when;
