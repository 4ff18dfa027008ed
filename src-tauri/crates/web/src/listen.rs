//! Connections: each is listened to for a while, and none for ever.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use newsroom::Newsroom;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::front::{Front, FrontError};
use crate::guard::{Door, Peer};
use crate::routes;

/// Connections at the same time; more wait in the system's own queue.
const AT_ONCE: usize = 1024;
/// A browser that says nothing for so long is hung up on: while it agrees on TLS, and before its request is whole.
const SHAKE_HANDS: Duration = Duration::from_secs(10);
const SAY_WHAT: Duration = Duration::from_secs(20);
/// Head of a request in bytes.
const HEAD: usize = 32 * 1024;
/// What is under way when the server ends may take that long.
const FAREWELL: Duration = Duration::from_secs(5);
/// When the system has no connection to give.
const AGAIN: Duration = Duration::from_millis(200);

/// Serves the newsroom on the listener until `stop` is ready. Beyond this machine it needs TLS or a proxy, and somebody with a
/// passphrase: see [`Front`].
pub async fn serve(
    newsroom: Arc<Newsroom>,
    listener: TcpListener,
    front: Front,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), FrontError> {
    let address = listener.local_addr()?;
    // What cannot be read is treated as if nobody had a passphrase.
    front.allowed(address, newsroom.guarded().unwrap_or(false))?;
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    let door = Arc::new(Door::new(address, &front));
    let router = routes::of(newsroom, door, stopped);
    let tls = front.tls.map(|tls| tls.0);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (tls, router, watcher) = (tls.clone(), router.clone(), graceful.watcher());
                tokio::spawn(async move {
                    converse(stream, peer, tls, router, watcher).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::debug!(%error, "a connection was not accepted");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
    // Browsers hold their event streams open for ever; they are ended so that the server can.
    let _ = stopping.send(true);
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
    Ok(())
}

async fn converse(stream: TcpStream, peer: SocketAddr, tls: Option<TlsAcceptor>, router: Router, watcher: Watcher) {
    // A keystroke's answer is small, and must not wait for more.
    let _ = stream.set_nodelay(true);
    match tls {
        None => speak(stream, peer, router, watcher).await,
        Some(tls) => match tokio::time::timeout(SHAKE_HANDS, tls.accept(stream)).await {
            Ok(Ok(stream)) => speak(stream, peer, router, watcher).await,
            Ok(Err(error)) => tracing::debug!(%error, %peer, "no agreement on TLS"),
            Err(_) => tracing::debug!(%peer, "no agreement on TLS in time"),
        },
    }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SAY_WHAT)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, %peer, "a connection ended badly");
    }
}
