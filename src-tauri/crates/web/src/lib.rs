//! The newsroom's requests over HTTP, and the same interface in a browser.
//!
//! It knows nothing of articles: it carries requests to [`newsroom::Newsroom::answer`], files from
//! [`newsroom::Newsroom::served`], and what changed as Server-Sent Events. It answers only under the addresses it was told, to
//! pages of those same addresses: see [`guard`]. Who asks is the newsroom's to say: see [`session`].
//!
//! Beyond this machine it speaks TLS (rustls with ring, under Apache-2.0, ISC and MIT), or to one proxy that does.

mod events;
mod front;
mod guard;
mod interface;
mod listen;
mod routes;
mod session;

pub use front::{Front, FrontError, Tls};
pub use listen::serve;
