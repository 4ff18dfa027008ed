//! The window's two commands. A request is a doorway: the newsroom answers it.

use desk::ids::PersonId;
use newsroom::wire::failure::{Code, Failure};
use tauri::ipc::Response;
use tauri::{AppHandle, State, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::desks::{self, Desks};
use crate::once::Once;

/// Carries one request of the table, arguments and answer in JSON; `number` names it, so that it is carried once.
#[tauri::command(async)]
#[expect(clippy::too_many_arguments, reason = "the page's arguments beside what the window is made of")]
pub fn request(
    app: AppHandle,
    window: WebviewWindow,
    desks: State<'_, Desks>,
    once: State<'_, Once>,
    number: &str,
    name: &str,
    args: &str,
    person: Option<PersonId>,
) -> Result<Response, Failure> {
    once.carried(number, || answer(&app, &window, &desks, name, args, person)).map(Response::new)
}

fn answer(
    app: &AppHandle,
    window: &WebviewWindow,
    desks: &Desks,
    name: &str,
    args: &str,
    person: Option<PersonId>,
) -> Result<String, Failure> {
    let desk = desks.of(window.label()).ok_or_else(closed)?;
    if let Some(args) = newsroom::closes(desk.newsroom.is_ok(), name, args)? {
        // Where it does not open, whoever sits before it holds its folder.
        if let Ok(newsroom) = &desk.newsroom {
            newsroom.must_restore(&desk.caller(newsroom, person)?)?;
        }
        return desks::put_back(app, window.label(), desk, &args);
    }
    match (&desk.newsroom, desk.folder()) {
        (Ok(newsroom), _) => {
            let caller = desk.caller(newsroom, person)?;
            let answer = newsroom.answer(&caller, name, args)?;
            desks.note(window.label(), &caller);
            Ok(answer)
        }
        (Err(failure), Some(folder)) if failure.code != Code::NoNewsroom => {
            newsroom::answer_shut(folder, failure, name, args)
        }
        (Err(failure), _) => Err(failure.clone()),
    }
}

/// Shows the published page, byte for byte as it stands in site/, in a window that may ask for nothing.
#[tauri::command(async)]
pub fn open_published(
    app: AppHandle,
    window: WebviewWindow,
    desks: State<'_, Desks>,
    path: &str,
) -> Result<(), Failure> {
    desks.of(window.label()).ok_or_else(closed)?.newsroom?;
    let label = format!("published-{}", window.label());
    let address = format!("galley-site://localhost{path}").parse().map_err(|_| Failure {
        code: Code::BadRequest,
        message: format!("“{path}” is not the path of a page."),
        detail: String::new(),
    })?;
    if let Some(open) = tauri::Manager::get_webview_window(&app, &label) {
        let _ = open.navigate(address);
        let _ = open.set_focus();
        return Ok(());
    }
    WebviewWindowBuilder::new(&app, label, WebviewUrl::CustomProtocol(address))
        .title("As readers see it")
        .inner_size(1100.0, 800.0)
        .build()
        .map(|_| ())
        .map_err(|error| Failure {
            code: Code::Failed,
            message: "The page’s window cannot be opened; the page itself is in the newsroom’s site folder.".into(),
            detail: error.to_string(),
        })
}

fn closed() -> Failure {
    Failure::failed("This window is closing.")
}
