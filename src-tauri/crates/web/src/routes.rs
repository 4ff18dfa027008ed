//! The routes: one for requests, one for events, the newsroom's files, the interface.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures_core::Stream;
use newsroom::wire::event::Topic;
use newsroom::wire::failure::{Code, Failure};
use newsroom::{Caller, Newsroom};
use tokio::sync::{broadcast, watch};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::{BroadcastStream, WatchStream};

use crate::{guard, interface};

/// A file that is submitted may be this large, with a third more for its base64; in bytes.
const BODY_LIMIT: usize = 96 * 1024 * 1024;
/// Changes a slow browser may lag behind before it is told to ask for everything again.
const BACKLOG: usize = 1024;

#[derive(Clone)]
struct Served {
    newsroom: Arc<Newsroom>,
    changes: broadcast::Sender<Arc<[Topic]>>,
    stopped: watch::Receiver<bool>,
}

pub fn of(newsroom: Arc<Newsroom>, address: SocketAddr, stopped: watch::Receiver<bool>) -> Router {
    let (changes, _) = broadcast::channel(BACKLOG);
    let sender = changes.clone();
    // Nobody listening is no fault: the next browser asks for everything anyway.
    newsroom.listen(Box::new(move |topics: &[Topic]| drop(sender.send(topics.into()))));
    Router::new()
        .route("/request/{name}", post(request))
        .route("/events", get(events))
        .route("/media/{*path}", get(file))
        .route("/pictures/{*path}", get(file))
        .route("/house/{*path}", get(file))
        .route("/site/", get(file))
        .route("/site/{*path}", get(file))
        .fallback(get(other))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(address, guard::same_address))
        .with_state(Served { newsroom, changes, stopped })
}

async fn request(State(served): State<Served>, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = match (person(&headers), String::from_utf8(body.into())) {
        (Err(failure), _) => Err(failure),
        (_, Err(_)) => Err(bad("The arguments are not UTF-8.")),
        (Ok(caller), Ok(args)) => {
            let newsroom = served.newsroom;
            tokio::task::spawn_blocking(move || newsroom.answer(&caller, &name, &args))
                .await
                .unwrap_or_else(|error| Err(broken(error)))
        }
    };
    match answer {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(failure) => (status(failure.code), axum::Json(failure)).into_response(),
    }
}

fn person(headers: &HeaderMap) -> Result<Caller, Failure> {
    match headers.get("x-galley-person") {
        None => Ok(Caller::web(None)),
        Some(id) => id
            .to_str()
            .ok()
            .and_then(|id| id.parse().ok())
            .map(|id| Caller::web(Some(id)))
            .ok_or_else(|| bad("The header x-galley-person holds no person’s id.")),
    }
}

fn bad(message: &str) -> Failure {
    Failure { code: Code::BadRequest, message: message.into(), detail: String::new() }
}

fn broken(error: tokio::task::JoinError) -> Failure {
    Failure {
        code: Code::Failed,
        message: "The request could not be finished; nothing of it was kept. Try again.".into(),
        detail: error.to_string(),
    }
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::BadRequest => StatusCode::BAD_REQUEST,
        Code::NoPerson => StatusCode::UNAUTHORIZED,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Stale => StatusCode::CONFLICT,
        Code::NotSaved => StatusCode::INSUFFICIENT_STORAGE,
        Code::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Damaged | Code::Newer | Code::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What changed, as it changes. A browser that lags too far behind is cut off; it connects again and asks for everything.
async fn events(State(served): State<Served>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(served.changes.subscribe())
        .map_while(|topics| topics.ok())
        .map(|topics| Some(Event::default().data(serde_json::to_string(&topics[..]).unwrap_or_else(|_| "[]".into()))));
    let stop = WatchStream::new(served.stopped).filter(|stopped| *stopped).map(|_| None);
    let stream = changes.merge(stop).map_while(|event| event).map(Ok);
    Sse::new(stream).keep_alive(KeepAlive::default())
}

/// The interface's own files; else a published page, whose links to other pages start at the site's root.
async fn other(State(served): State<Served>, uri: Uri) -> Response {
    let page = format!("/site{}", uri.path());
    if !interface::has(&uri) && served.newsroom.served(&page).is_some() {
        return Redirect::temporary(&page).into_response();
    }
    interface::file(uri)
}

async fn file(State(served): State<Served>, uri: Uri) -> Response {
    let newsroom = served.newsroom;
    let found = tokio::task::spawn_blocking(move || newsroom.served(uri.path())).await;
    match found {
        Ok(Some(file)) => {
            let cache = if file.immutable { "max-age=31536000, immutable" } else { "no-cache" };
            ([(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, cache)], file.bytes).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "There is no such file.").into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read.").into_response(),
    }
}
