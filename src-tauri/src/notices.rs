//! Notices of the system, outside the window, for whoever sits before it and asked for them.

use newsroom::wire::failure::Failure;

/// Shows one. What it says is text and nothing else.
#[tauri::command(async)]
pub fn show_notice(title: &str, body: &str) -> Result<(), Failure> {
    show(title, body).map_err(|detail| Failure {
        detail,
        ..Failure::failed("This machine shows no notices: the desktop has nobody to show them.")
    })
}

#[cfg(target_os = "linux")]
fn show(title: &str, body: &str) -> Result<(), String> {
    use std::collections::HashMap;

    const NOTICES: &str = "org.freedesktop.Notifications";
    let hints = HashMap::from([("desktop-entry", zbus::zvariant::Value::from("galley"))]);
    let notice = ("Galley", 0_u32, "galley", title, escaped(body), Vec::<&str>::new(), hints, -1_i32);
    zbus::blocking::Connection::session()
        .and_then(|session| {
            session.call_method(Some(NOTICES), "/org/freedesktop/Notifications", Some(NOTICES), "Notify", &notice)
        })
        .map(|_| ())
        .map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
fn show(_title: &str, _body: &str) -> Result<(), String> {
    Err("no way to its notices is known here".into())
}

/// Desktops read the body as markup.
#[cfg(target_os = "linux")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn what_somebody_wrote_is_no_markup() {
        assert_eq!(super::escaped("<b>A & B</b>"), "&lt;b&gt;A &amp; B&lt;/b&gt;");
    }
}
