//! One open newsroom: the request table, the use cases, the clock, publishing. The only place where the other crates meet.

pub mod wire;
