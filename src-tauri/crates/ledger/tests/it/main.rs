//! The ledger on real files: what it keeps, what it refuses, and what it survives.

mod damage;
mod desk;
mod doors;
mod fixture;
mod kills;
mod listings;
mod processes;
mod refusals;
mod replay;
mod salvage;
mod search;
mod texts;
mod writes;
