//! Who may ask for what, and who hears, sees and counts what: every request of the table, every role, one's own article and
//! others'. Canary words stand in everything that is not published, and must never reach whoever may not read it.

mod door;
mod inbox;
mod looks;
mod marks;
mod room;
mod spelling;
mod table;
mod titles;
mod traces;
mod versions;
