//! The newsroom's requests over HTTP, and the same interface in a browser.
//!
//! It knows nothing of articles: it carries requests to [`newsroom::Newsroom::answer`], files from
//! [`newsroom::Newsroom::served`], and what changed as Server-Sent Events. It answers only on the address it was started on,
//! to pages of that same address: see [`guard`].

mod guard;
mod interface;
mod routes;

use std::future::Future;
use std::io;
use std::sync::Arc;

use newsroom::Newsroom;
use tokio::net::TcpListener;

/// Serves the newsroom on the listener until `stop` is ready. The listener must be bound to a loopback address: there is no
/// sign-in yet, so that anything else is refused.
pub async fn serve(
    newsroom: Arc<Newsroom>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!(
                "A newsroom is served on this machine only, and {address} can be reached from others: use 127.0.0.1."
            ),
        ));
    }
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    let routes = routes::of(newsroom, address, stopped);
    axum::serve(listener, routes)
        .with_graceful_shutdown(async move {
            stop.await;
            // Browsers hold their event streams open for ever; they are ended so that the server can.
            let _ = stopping.send(true);
        })
        .await
}
