//! Suggestions, decisions and comments: what each does, and what stays true in any history. `GALLEY_LONG=1` runs about a million
//! operations.

mod acts;
mod common;
mod decided;
mod desk;
mod editors;
mod histories;
mod remarks;
mod strikes;
