//! `galley serve`: the same interface in a browser on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use newsroom::Way;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::output::{self, Trouble};
use crate::session::newsroom;

pub fn serve(folder: Option<&Path>, port: u16) -> Result<(), Trouble> {
    let room = newsroom(folder, Way::Web)?;
    let runtime = runtime()?;
    let running = room.start()?;
    let served = runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| Trouble(format!("{address} cannot be used ({error}): choose another with --port.")))?;
        let address = listener.local_addr().unwrap_or(address);
        let stopped = stopped();
        output::say(format!("{} is at http://{address}/; stop it with Ctrl-C.", room.folder().display()));
        web::serve(Arc::clone(&room), listener, stopped)
            .await
            .map_err(|error| Trouble(format!("The server stopped: {error}.")))
    });
    drop(running);
    served
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
