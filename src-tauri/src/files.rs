//! Pictures, styles and fonts for the galley, and published pages, over the window's own schemes.

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::desks::Desks;

/// `galley://localhost/media/…` and `galley://localhost/house/…`, for the desk's windows.
pub fn desk<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    serve(context, &request, responder, "");
}

/// `galley-site://localhost/…`: the site folder as its own root, for windows that show published pages.
pub fn site<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    serve(context, &request, responder, "/site");
}

fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: &Request<Vec<u8>>,
    responder: UriSchemeResponder,
    below: &str,
) {
    let window = context.webview_label().trim_start_matches("published-").to_owned();
    let desk = context.app_handle().state::<Desks>().of(&window);
    let path = format!("{below}{}", request.uri().path());
    std::thread::spawn(move || {
        let served = desk.and_then(|desk| {
            let newsroom = desk.newsroom.clone().ok()?;
            let caller = desk.looker(&newsroom).ok()?;
            newsroom.served(&caller, &path)
        });
        let response = match served {
            Some(file) => Response::builder()
                .header(header::CONTENT_TYPE, file.kind)
                .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(header::CACHE_CONTROL, if file.immutable { "max-age=31536000, immutable" } else { "no-store" })
                .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
                .body(file.bytes),
            None => Response::builder().status(StatusCode::NOT_FOUND).body(b"There is no such file.".to_vec()),
        };
        if let Ok(response) = response {
            responder.respond(response);
        }
    });
}
