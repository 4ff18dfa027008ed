//! The main job without eyes: a file becomes an article, is edited, handed on, approved, given a time, and goes out.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::display::Xvfb;
use crate::shell::{Done, command, output, root};

const WRITER: &str = "Lucía Sandoval";
const EDITOR: &str = "Penelope Whitlock";
const MANAGING_EDITOR: &str = "Ines Okafor";

pub fn walk(galley: &Path, window: &Path, newsroom: &Path) -> Done {
    let act = |person: &str, words: &[&str]| -> Result<String, String> {
        eprintln!("   galley --as {person:?} {}", words.join(" "));
        output(command(galley, words).args(["--as", person]).env("GALLEY_DESK", newsroom))
    };
    let file = root().join("data/sample/a-file-to-submit.md");
    let said = act(WRITER, &["submit", &file.to_string_lossy(), "--by", WRITER, "--json"])?;
    let slug = field(&said, "slug")?;
    act(WRITER, &["move", &slug, "submitted"])?;
    act(EDITOR, &["move", &slug, "editing"])?;
    act(
        EDITOR,
        &[
            "edit",
            &slug,
            "--set",
            "dek=The people who keep a border open are paid by the hour, and the hours are running out.",
        ],
    )?;
    act(EDITOR, &["move", &slug, "copy"])?;
    act(MANAGING_EDITOR, &["move", &slug, "ready"])?;
    act(MANAGING_EDITOR, &["schedule", &slug, "+1m"])?;
    eprintln!("   the agent waits for its minute");
    let agent = Ended(
        Command::new(galley)
            .arg("agent")
            .env("GALLEY_DESK", newsroom)
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("The agent cannot be started: {error}."))?,
    );
    let start = Instant::now();
    let address = loop {
        sleep(Duration::from_secs(1));
        let shown = output(
            command(galley, &["show", &slug, "--json"]).args(["--as", MANAGING_EDITOR]).env("GALLEY_DESK", newsroom),
        )?;
        if shown.contains("\"state\": \"live\"") || shown.contains("\"state\":\"live\"") {
            break field(&shown, "address")?;
        }
        if start.elapsed() > Duration::from_secs(120) {
            return Err(format!("{slug} did not go out within two minutes; see `galley log {slug}`."));
        }
    };
    drop(agent);
    let page = newsroom.join("site").join(&address).join("index.html");
    let picture = newsroom.join("window.png");
    photograph(window, newsroom, &picture)?;
    eprintln!("\nPublished: {}", page.display());
    eprintln!("The window: {}", picture.display());
    Ok(())
}

/// The window on a virtual display, once it has had the time to paint.
fn photograph(window: &Path, newsroom: &Path, picture: &Path) -> Done {
    let xvfb = Xvfb::start(1280, 800)?;
    let _window = Ended(
        Command::new(window)
            .arg(newsroom)
            .args(["--as", MANAGING_EDITOR])
            .env("DISPLAY", &xvfb.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("The window cannot be started: {error}."))?,
    );
    sleep(Duration::from_secs(5));
    xvfb.picture(picture)
}

/// A child process that ends with this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first string under that name in the program's JSON answer.
fn field(json: &str, name: &str) -> Result<String, String> {
    let after = json.split_once(&format!("\"{name}\"")).map(|(_, after)| after.trim_start_matches([':', ' ', '\n']));
    after
        .and_then(|after| after.strip_prefix('"'))
        .and_then(|after| after.split_once('"'))
        .map(|(value, _)| value.to_owned())
        .ok_or_else(|| format!("galley’s answer names no {name}: {json}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_string_is_found_in_json_with_and_without_white_space() {
        for json in [r#"{"id":"1","slug":"quiet-summit"}"#, "{\n  \"id\": \"1\",\n  \"slug\": \"quiet-summit\"\n}"] {
            assert_eq!(super::field(json, "slug").as_deref(), Ok("quiet-summit"));
        }
        assert!(super::field("{}", "slug").is_err());
    }
}
