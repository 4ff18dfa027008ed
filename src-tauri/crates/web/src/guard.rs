//! Who is answered: only pages of this very address. A page of another site that a browser has open can neither read
//! anything here nor change it, whatever name it gives this machine.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The interface loads nothing from anywhere else and runs no inline script.
const DESK_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Published pages and pictures are shown, never run. They keep their origin: without it a browser would not give them
/// the house's own styles and fonts.
const PAGE_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'none'; \
    object-src 'none'; base-uri 'none'; sandbox allow-same-origin allow-popups allow-top-navigation-by-user-activation";

pub async fn same_address(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    if let Some(reason) = refused(address, request.method(), request.headers()) {
        return (StatusCode::FORBIDDEN, reason).into_response();
    }
    let page = ["/site/", "/media/", "/pictures/"].iter().any(|below| request.uri().path().starts_with(below));
    let mut response = next.run(request).await;
    with_policy(&mut response, if page { PAGE_POLICY } else { DESK_POLICY });
    response
}

fn refused(address: SocketAddr, method: &Method, headers: &HeaderMap) -> Option<&'static str> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| is_here(address, host)) {
        return Some("This newsroom answers only under the address it was started on.");
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let own = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if !own.is_some_and(|host| is_here(address, host)) {
            return Some("This newsroom does not answer pages of other addresses.");
        }
    }
    // A form or a picture of another page cannot set this header without being asked about first.
    if method != Method::GET && method != Method::HEAD && !headers.contains_key("x-galley") {
        return Some("A request to the newsroom carries the header x-galley.");
    }
    None
}

fn is_here(address: SocketAddr, host: &str) -> bool {
    host == address.to_string() || host == format!("localhost:{}", address.port())
}

fn with_policy(response: &mut Response<Body>, policy: &'static str) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(method: Method, pairs: &[(&'static str, &str)]) -> Option<&'static str> {
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header's value"))
            })
            .collect();
        refused("127.0.0.1:4321".parse().expect("an address"), &method, &headers)
    }

    #[test]
    fn a_page_of_this_address_is_answered() {
        for host in ["127.0.0.1:4321", "localhost:4321"] {
            let origin = format!("http://{host}");
            assert_eq!(verdict(Method::GET, &[("host", host)]), None);
            assert_eq!(verdict(Method::POST, &[("host", host), ("origin", &origin), ("x-galley", "1")]), None);
        }
    }

    #[test]
    fn another_name_for_this_machine_is_refused() {
        for host in ["evil.example:4321", "127.0.0.1", "127.0.0.1:4322", ""] {
            assert!(verdict(Method::GET, &[("host", host)]).is_some(), "{host} was answered");
        }
    }

    #[test]
    fn a_page_of_another_address_is_refused() {
        for origin in ["http://evil.example", "null", "https://127.0.0.1:4321", "http://127.0.0.1:4321.evil.example"] {
            let headers = [("host", "127.0.0.1:4321"), ("origin", origin), ("x-galley", "1")];
            assert!(verdict(Method::POST, &headers).is_some(), "{origin} was answered");
        }
    }

    #[test]
    fn a_change_without_the_desks_own_header_is_refused() {
        assert!(verdict(Method::POST, &[("host", "127.0.0.1:4321")]).is_some());
    }
}
