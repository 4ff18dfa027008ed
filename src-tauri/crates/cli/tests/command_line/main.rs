//! The whole program as `galley`: every promise that can be kept or broken from the command line, on real newsrooms and
//! with real processes.

mod archive;
mod backups;
mod bad_input;
mod doors;
mod fuzz;
mod going_out;
mod houses;
mod inputs;
mod kills;
mod leaks;
mod main_job;
mod marks;
mod mine;
mod random_work;
mod readers;
mod room;
mod served;
mod submissions;
mod verdicts;
mod windowed;
