//! The window and nothing else: it opens a newsroom, carries requests to it, and shows pages. What a request does is the
//! newsroom's business.

mod arguments;
mod desks;
mod files;
mod menu;
mod newsrooms;
mod notices;
mod once;
mod requests;
mod served;

use std::ffi::OsString;
use std::process::ExitCode;

use tauri::{AppHandle, Manager};

use arguments::Target;
use desks::Desks;
use once::Once;

/// Opens a window on the newsroom that the arguments name, and stays until the last one is closed. A second start hands its
/// arguments to the first.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let target = match arguments::read(arguments) {
        Ok(target) => target,
        Err(sentence) => {
            tell(&sentence);
            return ExitCode::from(2);
        }
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            if let Ok(target) = arguments::read_in(arguments.into_iter().skip(1).map(OsString::from), folder.as_ref()) {
                open(app, target);
            }
        }))
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(
                    tauri_plugin_window_state::StateFlags::all() & !tauri_plugin_window_state::StateFlags::VISIBLE,
                )
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .manage(Desks::default())
        .manage(Once::default())
        .manage(notices::Notices::default())
        .register_asynchronous_uri_scheme_protocol("galley", files::desk)
        .register_asynchronous_uri_scheme_protocol("galley-site", files::site)
        .invoke_handler(tauri::generate_handler![
            requests::request,
            requests::open_published,
            notices::show_notice,
            newsrooms::newsrooms,
            newsrooms::choose_folder,
            newsrooms::open_newsroom,
            newsrooms::make_newsroom
        ])
        .setup(move |app| {
            open(app.handle(), target);
            Ok(())
        })
        .on_window_event(|window, event| {
            if matches!(event, tauri::WindowEvent::Destroyed) {
                window.state::<Desks>().close(window.label());
            }
        })
        .build(tauri::generate_context!("tauri.conf.json"));
    match built {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            tell(&format!("The window cannot be opened: {error}. Is there a display?"));
            ExitCode::FAILURE
        }
    }
}

fn open(app: &AppHandle, target: Target) {
    match target {
        Target::Folder(wish) => desks::open(app, wish),
        Target::Address(address) => served::open(app, address),
    }
}

#[expect(clippy::print_stderr, reason = "a program that cannot open its window has no other place to say so")]
fn tell(sentence: &str) {
    eprintln!("galley-desk: {sentence}");
}
