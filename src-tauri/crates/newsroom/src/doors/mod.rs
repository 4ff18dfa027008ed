//! Who is let in: sessions, passphrases, one-time codes, and how failures are slowed down.
//!
//! As long as nobody has a passphrase, seats are free in the window and on this machine. As soon as one person has one,
//! everybody with an account needs one.

mod admit;
mod masthead;
mod secrets;
mod sign_in;
mod slow_down;

pub use admit::nobody;
