//! `galley serve`: the same interface in browsers, on this machine or beyond it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use newsroom::Way;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use web::{Front, FrontError, Tls};

use crate::arguments::Serve;
use crate::output::{self, Trouble};
use crate::session::newsroom;

pub fn serve(folder: Option<&Path>, wish: &Serve) -> Result<(), Trouble> {
    let room = newsroom(folder, Way::Web)?;
    let front = front(wish)?;
    let scheme = if front.tls.is_some() { "https" } else { "http" };
    // What is refused is refused before anything runs.
    front.allowed(SocketAddr::from((wish.bind, wish.port)), room.guarded()?).map_err(|error| refused(&error))?;
    let runtime = runtime()?;
    let running = room.start()?;
    let served = runtime.block_on(async {
        let address = SocketAddr::from((wish.bind, wish.port));
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| Trouble(format!("{address} cannot be used ({error}): choose another with --port.")))?;
        let address = listener.local_addr().unwrap_or(address);
        let stopped = stopped();
        output::say(format!("{} is at {scheme}://{address}/; stop it with Ctrl-C.", room.folder().display()));
        web::serve(Arc::clone(&room), listener, front, stopped).await.map_err(|error| refused(&error))
    });
    drop(running);
    served
}

fn front(wish: &Serve) -> Result<Front, Trouble> {
    let tls = match (&wish.cert, &wish.key) {
        (Some(cert), Some(key)) => Some(Tls::read(cert, key).map_err(|error| refused(&error))?),
        _ => None,
    };
    let proxies = match wish.behind_proxy {
        None => Vec::new(),
        Some(None) => Front::local_proxies(),
        Some(Some(proxy)) => vec![proxy],
    };
    Ok(Front { names: wish.hosts.clone(), tls, proxies })
}

fn refused(error: &FrontError) -> Trouble {
    Trouble(format!("The newsroom is not served: {error}."))
}

pub fn runtime() -> Result<Runtime, Trouble> {
    Runtime::new().map_err(|error| Trouble(format!("The program cannot start its threads: {error}.")))
}

/// Listens from this call on for Ctrl-C or a polite end; ready when one came. Called inside the runtime.
#[cfg(unix)]
pub fn stopped() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (end, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        // Without signals there is nothing to wait for but the end of the process.
        let (Ok(mut end), Ok(mut interrupt)) = (end, interrupt) else { return std::future::pending().await };
        tokio::select! {
            _ = end.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
pub async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
