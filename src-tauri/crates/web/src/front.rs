//! Where a newsroom is served, under which names, and how it is kept safe on the way.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// How a newsroom is served.
#[derive(Default)]
pub struct Front {
    /// Names under which browsers ask for it, "desk.example.org" or with a port.
    pub names: Vec<String>,
    pub tls: Option<Tls>,
    /// A proxy speaks TLS in front of it: what these addresses say of whoever asks is believed.
    pub proxies: Vec<IpAddr>,
}

/// A certificate and its key, ready.
pub struct Tls(pub(crate) TlsAcceptor);

/// Why a newsroom is not served so.
#[derive(Debug, thiserror::Error)]
pub enum FrontError {
    #[error(
        "{0} can be reached from other machines: add --cert FILE and --key FILE, or --behind-proxy when a proxy speaks TLS in front of it"
    )]
    Open(SocketAddr),
    #[error(
        "nobody in this newsroom has a passphrase yet, so that anybody could take any seat: set one first with `galley people passphrase NAME`"
    )]
    Unguarded,
    #[error("browsers ask for a newsroom by name, and {0} is every address of this machine: add --host NAME")]
    Nameless(SocketAddr),
    #[error(
        "“{0}” is not a name that a browser asks for: write it without https:// and without a path, such as desk.example.org"
    )]
    Name(String),
    #[error(
        "--cert and --key belong to a server that speaks TLS itself, --behind-proxy to one whose proxy does: choose one"
    )]
    Both,
    #[error("the certificate in {path} cannot be used: {why}")]
    Certificate { path: PathBuf, why: String },
    #[error("the key in {path} cannot be used: {why}")]
    Key { path: PathBuf, why: String },
    #[error("the server stopped: {0}")]
    Io(#[from] io::Error),
}

impl Tls {
    /// Reads a chain of certificates and the key of its first, both in PEM.
    pub fn read(cert: &Path, key: &Path) -> Result<Self, FrontError> {
        let bad_cert = |why: String| FrontError::Certificate { path: cert.into(), why };
        let bad_key = |why: String| FrontError::Key { path: key.into(), why };
        let chain = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| bad_cert(error.to_string()))?;
        if chain.is_empty() {
            return Err(bad_cert("there is no certificate in it, in the form PEM".into()));
        }
        let private = PrivateKeyDer::from_pem_file(key).map_err(|error| bad_key(error.to_string()))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| bad_cert(error.to_string()))?
            .with_no_client_auth()
            .with_single_cert(chain, private)
            .map_err(|error| bad_key(format!("{error} (does it belong to the certificate?)")))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

impl Front {
    /// Whether it may be served so from that address; `guarded`: people must sign in.
    pub fn allowed(&self, address: SocketAddr, guarded: bool) -> Result<(), FrontError> {
        if let Some(name) = self.names.iter().find(|name| !is_name(name)) {
            return Err(FrontError::Name(name.clone()));
        }
        if self.tls.is_some() && !self.proxies.is_empty() {
            return Err(FrontError::Both);
        }
        let inside = address.ip().is_loopback() && self.names.is_empty();
        if !self.secure() && !inside {
            return Err(FrontError::Open(address));
        }
        if (self.secure() || !inside) && !guarded {
            return Err(FrontError::Unguarded);
        }
        if address.ip().is_unspecified() && self.names.is_empty() {
            return Err(FrontError::Nameless(address));
        }
        Ok(())
    }

    /// Whether browsers speak TLS on the way here.
    pub(crate) fn secure(&self) -> bool {
        self.tls.is_some() || !self.proxies.is_empty()
    }

    /// The proxies of this machine.
    pub fn local_proxies() -> Vec<IpAddr> {
        vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]
    }
}

/// A host as it stands in an address, with a port or without.
fn is_name(name: &str) -> bool {
    let (host, port) = match name.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !host.ends_with(':') => (host, Some(port)),
        _ => (name, None),
    };
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'[' | b']' | b':');
    !host.is_empty() && host.bytes().all(letter) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(address: &str, front: &Front, guarded: bool) -> Result<(), String> {
        front.allowed(address.parse().expect("an address"), guarded).map_err(|error| error.to_string())
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn seats_are_free_on_this_machine_alone() {
        assert_eq!(verdict("127.0.0.1:4090", &Front::default(), false), Ok(()));
        assert_eq!(verdict("[::1]:4090", &Front::default(), true), Ok(()));
        for address in ["0.0.0.0:4090", "192.168.1.20:4090", "[::]:4090"] {
            let refused = verdict(address, &Front::default(), true).expect_err("it must not start");
            assert!(refused.contains("--cert") && refused.contains("--behind-proxy"), "{refused}");
        }
        // A public name on loopback is a proxy or a tunnel that was not mentioned.
        assert!(
            verdict("127.0.0.1:4090", &Front { names: names(&["desk.example.org"]), ..Front::default() }, true)
                .is_err()
        );
    }

    #[test]
    fn beyond_this_machine_somebody_must_have_a_passphrase() {
        let proxied = || Front { proxies: Front::local_proxies(), names: names(&["desk.example.org"]), tls: None };
        assert_eq!(verdict("127.0.0.1:4090", &proxied(), true), Ok(()));
        assert!(
            verdict("127.0.0.1:4090", &proxied(), false).expect_err("refused").contains("galley people passphrase")
        );
    }

    #[test]
    fn every_address_of_a_machine_has_no_name_of_its_own() {
        let front = Front { proxies: Front::local_proxies(), ..Front::default() };
        assert!(verdict("0.0.0.0:4090", &front, true).expect_err("refused").contains("--host"));
        assert_eq!(verdict("192.168.1.20:4090", &front, true), Ok(()));
    }

    #[test]
    fn a_name_is_a_host_and_nothing_else() {
        for name in ["desk.example.org", "desk.example.org:8443", "localhost", "[::1]:4090", "192.168.1.20"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            "https://desk.example.org",
            "desk.example.org/",
            "desk example",
            "desk:port",
            "*",
            "desk.example.org:99999",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
