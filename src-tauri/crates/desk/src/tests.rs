//! The workflow as a whole: every row for every role, every guard, the clock, and laws that random commands cannot break.

mod back;
mod clock;
mod guards;
mod laws;
mod rows;

mod table;
mod world;
