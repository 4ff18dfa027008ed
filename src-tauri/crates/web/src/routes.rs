//! The routes: one for requests, one for events, the newsroom's files, the interface.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use newsroom::wire::failure::{Code, Failure};
use newsroom::{Caller, News, Newsroom, Served as File};
use tokio::sync::{Semaphore, broadcast, watch};

use crate::guard::{self, Door, From};
use crate::{events, interface, session};

/// What files are sent with may be this large, with a third more for their base64; in bytes.
const FILES: usize = 96 * 1024 * 1024;
/// Every other request.
const WORDS: usize = 4 * 1024 * 1024;
/// What whoever is not signed in may say.
const AT_THE_DOOR: usize = 16 * 1024;
/// Requests with files that are taken in at the same time: each is held in memory.
const UPLOADS: usize = 3;
/// How long somebody may take to say what they want.
const PATIENCE: Duration = Duration::from_secs(30);
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(600);

#[derive(Clone)]
struct Served {
    newsroom: Arc<Newsroom>,
    door: Arc<Door>,
    news: broadcast::Sender<Arc<News>>,
    stopped: watch::Receiver<bool>,
    uploads: Arc<Semaphore>,
}

pub fn of(newsroom: Arc<Newsroom>, door: Arc<Door>, stopped: watch::Receiver<bool>) -> Router {
    let (news, _) = broadcast::channel(events::BACKLOG);
    let sender = news.clone();
    // Nobody listening is no fault: the next browser asks for everything anyway.
    newsroom.listen(Box::new(move |news: &News| drop(sender.send(Arc::new(news.clone())))));
    let uploads = Arc::new(Semaphore::new(UPLOADS));
    Router::new()
        .route("/request/{name}", post(request))
        .route("/events", get(listen))
        .route("/media/{*path}", get(file))
        .route("/pictures/{*path}", get(file))
        .route("/house/{*path}", get(file))
        .route("/site/", get(published))
        .route("/site/{*path}", get(published))
        .fallback(get(other))
        .layer(middleware::from_fn_with_state(Arc::clone(&door), guard::same_address))
        .with_state(Served { newsroom, door, news, stopped, uploads })
}

async fn request(
    State(served): State<Served>,
    Path(name): Path<String>,
    Extension(from): Extension<From>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let door = Arc::clone(&served.door);
    let room = Arc::clone(&served.newsroom);
    let admitted = blocking(move || session::caller(&room, &door, &from, &headers)).await;
    let caller = match admitted {
        Ok(caller) => caller,
        Err(failure) => return refused(&failure),
    };
    let args = match said(&served, &caller, &name, body).await {
        Ok(args) => args,
        Err(response) => return response,
    };
    let (room, asks) = (Arc::clone(&served.newsroom), caller.clone());
    match blocking(move || room.answer(&asks, &name, &args)).await {
        Ok(json) => {
            let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
            let mut response = (headers, json).into_response();
            session::give(&served.door, &caller, &mut response);
            response
        }
        Err(failure) => refused(&failure),
    }
}

/// Reads what was sent, as much of it as whoever asks may send.
async fn said(served: &Served, caller: &Caller, name: &str, body: Body) -> Result<String, Response> {
    let carries_files = matches!(name, "media.add" | "intake.submit");
    let (limit, patience) = match (caller.is_nobody(), carries_files) {
        (true, _) => (AT_THE_DOOR, PATIENCE),
        (false, true) => (FILES, PATIENCE_WITH_FILES),
        (false, false) => (WORDS, PATIENCE),
    };
    let _place = if limit == FILES { served.uploads.acquire().await.ok() } else { None };
    let too_much = || {
        let message = format!("What was sent is larger than {} kB: send less at a time.", limit / 1024);
        (StatusCode::PAYLOAD_TOO_LARGE, axum::Json(bad(&message))).into_response()
    };
    match tokio::time::timeout(patience, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => String::from_utf8(bytes.into()).map_err(|_| refused(&bad("The arguments are not UTF-8."))),
        Ok(Err(_)) => Err(too_much()),
        Err(_) => {
            let late = "What was sent did not arrive in time; nothing of it was kept. Send it again.";
            Err((StatusCode::REQUEST_TIMEOUT, axum::Json(bad(late))).into_response())
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(broken(&error)))
}

fn refused(failure: &Failure) -> Response {
    (status(failure.code), [(header::CACHE_CONTROL, "no-store")], axum::Json(failure)).into_response()
}

fn bad(message: &str) -> Failure {
    Failure { code: Code::BadRequest, message: message.into(), detail: String::new() }
}

fn broken(error: &tokio::task::JoinError) -> Failure {
    tracing::error!(%error, "a request broke off");
    Failure {
        code: Code::Failed,
        message: "The request could not be finished; nothing of it was kept. Try again.".into(),
        detail: String::new(),
    }
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::BadRequest => StatusCode::BAD_REQUEST,
        Code::NoPerson | Code::SignIn => StatusCode::UNAUTHORIZED,
        Code::Refused => StatusCode::FORBIDDEN,
        Code::NotFound | Code::NoNewsroom => StatusCode::NOT_FOUND,
        Code::Stale => StatusCode::CONFLICT,
        Code::NotSaved => StatusCode::INSUFFICIENT_STORAGE,
        Code::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Damaged | Code::Newer | Code::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What changed, as it changes.
async fn listen(
    State(served): State<Served>,
    Extension(from): Extension<From>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    // From here on nothing is missed, whatever happens while it is found out who asks.
    let news = served.news.subscribe();
    let (room, door) = (Arc::clone(&served.newsroom), Arc::clone(&served.door));
    let looker = blocking(move || {
        let caller = session::looker(&room, &door, &from, &headers, uri.query())?;
        if caller.is_nobody() && room.guarded()? { Err(at_the_door()) } else { Ok(caller) }
    });
    match looker.await {
        Ok(caller) => events::stream(served.newsroom, caller, news, served.stopped).into_response(),
        Err(failure) => refused(&failure),
    }
}

/// A file that somebody at the desk asks for.
async fn file(
    State(served): State<Served>,
    Extension(from): Extension<From>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let found = blocking(move || {
        let caller = session::looker(&served.newsroom, &served.door, &from, &headers, None)?;
        if caller.is_nobody() && served.newsroom.guarded()? {
            return Err(at_the_door());
        }
        Ok(served.newsroom.served(&caller, uri.path()))
    });
    match found.await {
        Ok(found) => sent(found, "private"),
        Err(failure) => refused(&failure),
    }
}

/// A published page or file: for anybody.
async fn published(State(served): State<Served>, uri: Uri) -> Response {
    let found = blocking(move || Ok(served.newsroom.published_file(below_site(uri.path()))));
    found.await.map_or_else(|failure| refused(&failure), |found| sent(found, "public"))
}

fn sent(file: Option<File>, whose: &str) -> Response {
    let Some(file) = file else { return (StatusCode::NOT_FOUND, "There is no such file.").into_response() };
    let cache = if file.immutable { format!("{whose}, max-age=31536000, immutable") } else { "no-cache".into() };
    ([(header::CONTENT_TYPE, file.kind.to_owned()), (header::CACHE_CONTROL, cache)], file.bytes).into_response()
}

fn at_the_door() -> Failure {
    Failure { code: Code::SignIn, message: "Sign in to see this.".into(), detail: String::new() }
}

fn below_site(path: &str) -> &str {
    path.strip_prefix("/site/").unwrap_or_default()
}

/// The interface's own files; else a published page, whose links to other pages start at the site's root.
async fn other(State(served): State<Served>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/').to_owned();
    if !interface::has(&uri) {
        let page = format!("/site/{path}");
        if let Ok(Some(_)) = blocking(move || Ok(served.newsroom.published_file(&path))).await {
            return Redirect::temporary(&page).into_response();
        }
    }
    interface::file(uri)
}
