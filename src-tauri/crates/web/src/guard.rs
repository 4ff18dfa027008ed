//! Who is answered: only pages of the addresses the server was told. A page of another site that a browser has open can neither
//! read anything here nor change it, whatever name it gives this machine.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::front::Front;

/// The interface loads nothing from anywhere else and runs no inline script.
const DESK_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Published pages and pictures are shown, never run. They keep their origin: without it a browser would not give them
/// the house's own styles and fonts.
const PAGE_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'none'; \
    object-src 'none'; base-uri 'none'; sandbox allow-same-origin allow-popups allow-top-navigation-by-user-activation";
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Who is at the other end of the connection.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Who asks, as far as addresses go: what failures are counted by.
#[derive(Clone)]
pub struct From(pub String);

/// The addresses under which the newsroom is asked for.
pub struct Door {
    hosts: Vec<String>,
    secure: bool,
    proxies: Vec<IpAddr>,
    /// The cookie of a session here: other newsrooms of the same machine have cookies of their own.
    pub cookie: String,
}

impl Door {
    pub fn new(address: SocketAddr, front: &Front) -> Self {
        let secure = front.secure();
        let port = address.port();
        let mut hosts = Vec::new();
        let mut add = |name: &str, has_port: bool| {
            let name = name.to_ascii_lowercase();
            if !has_port {
                hosts.push(format!("{name}:{port}"));
                // A browser leaves out the port that goes without saying; a proxy has it, whatever ours is.
                if !front.proxies.is_empty() || port == if secure { 443 } else { 80 } {
                    hosts.push(name.clone());
                }
            }
            hosts.push(name);
        };
        if !address.ip().is_unspecified() {
            let literal = match address.ip() {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            };
            add(&format!("{literal}:{port}"), true);
        }
        if address.ip().is_loopback() {
            add(&format!("localhost:{port}"), true);
        }
        for name in &front.names {
            add(name, name.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()));
        }
        let cookie = if secure { format!("__Host-galley-{port}") } else { format!("galley-{port}") };
        Self { hosts, secure, proxies: front.proxies.clone(), cookie }
    }

    pub fn secure(&self) -> bool {
        self.secure
    }

    fn is_here(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.hosts.contains(&host)
    }

    fn refused(&self, peer: IpAddr, method: &Method, headers: &HeaderMap) -> Option<&'static str> {
        if !self.proxies.is_empty() {
            if !self.proxies.contains(&peer) {
                return Some("This newsroom answers its proxy alone: ask for it by its public name.");
            }
            if one(headers, &FORWARDED_PROTO) != Some("https") {
                return Some("This newsroom is reached over https alone: have the proxy say so in X-Forwarded-Proto.");
            }
        }
        if !one(headers, &header::HOST).is_some_and(|host| self.is_here(host)) {
            return Some("This newsroom answers only under the addresses it was started with.");
        }
        if headers.contains_key(header::ORIGIN) {
            let scheme = if self.secure { "https://" } else { "http://" };
            let own = one(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix(scheme));
            if !own.is_some_and(|host| self.is_here(host)) {
                return Some("This newsroom does not answer pages of other addresses.");
            }
        }
        let reads = matches!(*method, Method::GET | Method::HEAD);
        // A form or a picture of another page cannot set this header without being asked about first.
        if !reads && !headers.contains_key("x-galley") {
            return Some("A request to the newsroom carries the header x-galley.");
        }
        None
    }

    /// The address that whoever asks has, as failures are counted by; of the newer kind it is the part that a provider gives.
    fn from(&self, peer: IpAddr, headers: &HeaderMap) -> From {
        let said = || {
            // What others wrote into the list before the proxy proves nothing.
            let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
            last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
        };
        let ip = if self.proxies.is_empty() { peer } else { said().unwrap_or(peer) };
        From(match ip.to_canonical() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => Ipv6Addr::from(u128::from(ip) & (!0 << 64)).to_string(),
        })
    }
}

/// The header's value, when there is exactly one.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

pub async fn same_address(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0);
    if let Some(reason) = door.refused(peer, request.method(), request.headers()) {
        return guarded((StatusCode::FORBIDDEN, reason).into_response(), &door, DESK_POLICY);
    }
    let path = request.uri().path();
    let below = |folders: &[&str]| folders.iter().any(|below| path.starts_with(below));
    let shown = below(&["/site/", "/media/", "/pictures/"]);
    // What is only the desk's own to ask for is asked for by its own page.
    let desk = below(&["/request/", "/events", "/media/", "/pictures/", "/house/"]);
    if desk && request.headers().get(FETCH_SITE).is_some_and(|site| site == "cross-site") {
        let reason = "This newsroom does not answer pages of other addresses.";
        return guarded((StatusCode::FORBIDDEN, reason).into_response(), &door, DESK_POLICY);
    }
    let from = door.from(peer, request.headers());
    request.extensions_mut().insert(from);
    let response = next.run(request).await;
    guarded(response, &door, if shown { PAGE_POLICY } else { DESK_POLICY })
}

fn guarded(mut response: Response<Body>, door: &Door, policy: &'static str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    if door.secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header's value"));
        }
        headers
    }

    fn plain() -> Door {
        Door::new("127.0.0.1:4321".parse().expect("an address"), &Front::default())
    }

    fn proxied() -> Door {
        let front = Front { names: vec!["desk.example.org".into()], tls: None, proxies: Front::local_proxies() };
        Door::new("127.0.0.1:4321".parse().expect("an address"), &front)
    }

    fn verdict(method: Method, pairs: &[(&'static str, &str)]) -> Option<&'static str> {
        plain().refused(HERE, &method, &headers(pairs))
    }

    #[test]
    fn a_page_of_this_address_is_answered() {
        for host in ["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321"] {
            let origin = format!("http://{}", host.to_lowercase());
            assert_eq!(verdict(Method::GET, &[("host", host)]), None);
            assert_eq!(verdict(Method::POST, &[("host", host), ("origin", &origin), ("x-galley", "1")]), None);
        }
    }

    #[test]
    fn another_name_for_this_machine_is_refused() {
        for host in
            ["evil.example:4321", "127.0.0.1", "127.0.0.1:4322", "", "localhost:4321.evil.example", "desk.example.org"]
        {
            assert!(verdict(Method::GET, &[("host", host)]).is_some(), "{host} was answered");
        }
        assert!(verdict(Method::GET, &[]).is_some(), "no host at all was answered");
        assert!(verdict(Method::GET, &[("host", "127.0.0.1:4321"), ("host", "evil.example")]).is_some(), "two hosts");
    }

    #[test]
    fn a_page_of_another_address_is_refused() {
        for origin in
            ["http://evil.example", "null", "https://127.0.0.1:4321", "http://127.0.0.1:4321.evil.example", ""]
        {
            let headers = [("host", "127.0.0.1:4321"), ("origin", origin), ("x-galley", "1")];
            assert!(verdict(Method::POST, &headers).is_some(), "{origin} was answered");
        }
    }

    #[test]
    fn a_change_without_the_desks_own_header_is_refused() {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            assert!(verdict(method, &[("host", "127.0.0.1:4321")]).is_some());
        }
    }

    #[test]
    fn behind_a_proxy_only_the_proxy_is_answered_and_only_over_https() {
        let sent = |more: &[(&'static str, &str)]| {
            let mut pairs = vec![("host", "desk.example.org"), ("x-galley", "1")];
            pairs.extend(more);
            headers(&pairs)
        };
        let https = ("x-forwarded-proto", "https");
        let door = proxied();
        assert_eq!(door.refused(HERE, &Method::POST, &sent(&[https, ("origin", "https://desk.example.org")])), None);
        let other = "192.168.1.9".parse().expect("an address");
        assert!(door.refused(other, &Method::POST, &sent(&[https])).is_some(), "somebody went round the proxy");
        for wrong in [&[][..], &[("x-forwarded-proto", "http")], &[https, ("x-forwarded-proto", "http")]] {
            assert!(door.refused(HERE, &Method::GET, &sent(wrong)).is_some(), "{wrong:?}");
        }
        assert!(door.refused(HERE, &Method::POST, &sent(&[https, ("origin", "http://desk.example.org")])).is_some());
    }

    #[test]
    fn only_the_proxy_says_where_somebody_is_and_only_its_own_word_counts() {
        let from = |door: &Door, pairs: &[(&'static str, &str)]| door.from(HERE, &headers(pairs)).0;
        assert_eq!(from(&plain(), &[("x-forwarded-for", "10.0.0.1")]), "127.0.0.1", "nobody asked a proxy");
        assert_eq!(from(&proxied(), &[("x-forwarded-for", "6.6.6.6, 10.0.0.1")]), "10.0.0.1");
        assert_eq!(
            from(&proxied(), &[("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "10.0.0.2:5123")]),
            "10.0.0.2"
        );
        assert_eq!(from(&proxied(), &[("x-forwarded-for", "nonsense")]), "127.0.0.1");
        assert_eq!(from(&proxied(), &[("x-forwarded-for", "2001:db8:1:2:3:4:5:6")]), "2001:db8:1:2::");
    }

    #[test]
    fn a_cookie_is_bound_to_its_host_where_the_way_is_safe_and_to_its_port_everywhere() {
        assert_eq!(plain().cookie, "galley-4321");
        assert_eq!(proxied().cookie, "__Host-galley-4321");
    }
}
