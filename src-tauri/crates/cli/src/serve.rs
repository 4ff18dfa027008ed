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
        output::say(format!("{} is at http://{address}/; stop it with Ctrl-C.", room.folder().display()));
        web::serve(Arc::clone(&room), listener, stopped())
            .await
            .map_err(|error| Trouble(format!("The server stopped: {error}.")))
    });
    drop(running);
    served
}

pub fn runtime() -> Result<Runtime, Trouble> {
    Runtime::new().map_err(|error| Trouble(format!("The program cannot start its threads: {error}.")))
}

/// Waits for Ctrl-C or a polite end.
pub async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = end.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without signals there is nothing to wait for but the end of the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
