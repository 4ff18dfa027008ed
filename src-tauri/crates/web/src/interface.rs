//! The interface's files, embedded in the program.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../../ui/dist"]
struct Interface;

/// Whether the interface has a file of that path.
pub fn has(uri: &Uri) -> bool {
    Interface::get(path(uri)).is_some()
}

/// The file of that path; the page itself for the root.
pub fn file(uri: Uri) -> Response {
    let path = path(&uri);
    let Some(file) = Interface::get(path) else {
        let sentence = if path == "index.html" {
            "This build of galley carries no interface: build it with `npm run build` in ui/, then build galley again."
        } else {
            "There is no such file."
        };
        return (StatusCode::NOT_FOUND, sentence).into_response();
    };
    // Names under assets/ carry a hash of what they hold.
    let cache = if path.starts_with("assets/") { "max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind(path))),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
    ];
    (headers, file.data).into_response()
}

fn path(uri: &Uri) -> &str {
    match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
