//! A newsroom that somebody serves, in a window: its address alone, and nothing of this machine.
//!
//! The window has no capability, so that no command of ours can be reached from it; it goes to no other address, and its
//! certificate is looked at before it is opened.

use std::io::{self, ErrorKind};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use newsroom::wire::failure::Failure;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindowBuilder};

use crate::desks;

/// A newsroom that does not answer in that time is not there.
const PATIENCE: Duration = Duration::from_secs(10);
static OPENED: AtomicU32 = AtomicU32::new(0);

/// Opens a window on the address, or one that says why not.
pub fn open(app: &AppHandle, address: Url) {
    let app = app.clone();
    // The network may take its time, and windows are opened by the one thread that must not wait.
    std::thread::spawn(move || {
        let looked_at = look_at(&address);
        let again = app.clone();
        // A program that is ending opens nothing any more.
        let _ = app.run_on_main_thread(move || match looked_at {
            Ok(()) => show(&again, address),
            Err(sentence) => desks::say(&again, Failure::failed(sentence)),
        });
    });
}

fn show(app: &AppHandle, address: Url) {
    let label = format!("served-{}", OPENED.fetch_add(1, Ordering::Relaxed));
    let (home, beside) = (address.clone(), (app.clone(), address.clone()));
    let built = WebviewWindowBuilder::new(app, label, WebviewUrl::External(address.clone()))
        .title(format!("Galley at {}", address.host_str().unwrap_or_default()))
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .disable_drag_drop_handler()
        .on_navigation(move |to| stays(&home, to))
        .on_new_window(move |to, _| {
            let (app, home) = &beside;
            // A published page opens beside the desk, bound to the same address.
            if stays(home, &to) {
                show_page(app, to);
            }
            NewWindowResponse::Deny
        })
        .build();
    if let Err(error) = built {
        desks::say(app, Failure::failed(format!("The window for {address} cannot be opened: {error}.")));
    }
}

fn show_page(app: &AppHandle, page: Url) {
    let label = format!("served-page-{}", OPENED.fetch_add(1, Ordering::Relaxed));
    let home = page.clone();
    // A page that cannot be shown is still where it is published.
    let _ = WebviewWindowBuilder::new(app, label, WebviewUrl::External(page))
        .title("As readers see it")
        .inner_size(1100.0, 800.0)
        .on_navigation(move |to| stays(&home, to))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build();
}

/// Whether an address is below the one that was opened.
fn stays(home: &Url, to: &Url) -> bool {
    to.as_str() == "about:srcdoc" || to.as_str() == "about:blank" || to.origin() == home.origin()
}

/// Whether somebody answers there whom this machine trusts; else one sentence that says what is wrong.
fn look_at(address: &Url) -> Result<(), String> {
    let host = address.host_str().unwrap_or_default();
    let port = address.port_or_known_default().unwrap_or(443);
    let mut stream = reach(host, port).map_err(|error| {
        format!("{address} does not answer ({error}): is the newsroom served there, and is this machine online?")
    })?;
    if address.scheme() == "http" {
        return Ok(());
    }
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
        .map_err(|_| format!("{host} is not a name that a certificate can be for."))?;
    let mut connection = ClientConnection::new(Arc::new(trusting()?), name)
        .map_err(|error| format!("No safe connection to {address} can be made ({error})."))?;
    while connection.is_handshaking() {
        if let Err(error) = connection.complete_io(&mut stream) {
            return Err(distrusted(address, &error));
        }
    }
    Ok(())
}

fn reach(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::new(ErrorKind::NotFound, "it has no address");
    for at in (host.trim_matches(['[', ']']), port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&at, PATIENCE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_write_timeout(Some(PATIENCE))?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Trusts whom this machine trusts.
fn trusting() -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("This machine cannot make safe connections ({error})."))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn distrusted(address: &Url, error: &io::Error) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(why)) => format!(
            "The certificate of {address} is not to be trusted ({why}), so it is not opened: somebody may be in between. Ask whoever runs the newsroom."
        ),
        _ => format!("No safe connection to {address} can be made ({error}), so it is not opened."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().expect("an address")
    }

    #[test]
    fn the_window_of_a_served_newsroom_goes_nowhere_else() {
        let home = url("https://desk.example.org/");
        for inside in ["https://desk.example.org/site/a-story/", "https://desk.example.org/#/queue", "about:srcdoc"] {
            assert!(stays(&home, &url(inside)), "{inside}");
        }
        for outside in [
            "https://evil.example/",
            "http://desk.example.org/",
            "https://desk.example.org:8443/",
            "https://desk.example.org.evil.example/",
            "tauri://localhost/",
            "galley://localhost/media/x",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
        ] {
            assert!(!stays(&home, &url(outside)), "{outside}");
        }
    }

    #[test]
    fn where_nobody_answers_one_sentence_says_so() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
        let sentence = look_at(&url(&format!("https://{free}/"))).expect_err("nobody is there");
        assert!(sentence.contains("does not answer") && sentence.ends_with('?'), "{sentence}");
    }
}
