//! The calendar: what it shows, what it refuses, and that it agrees with the jobs whoever moves them.

mod moves;
mod room;
mod shown;
mod together;
