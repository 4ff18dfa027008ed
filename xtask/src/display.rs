//! A display: the one that is there, or an Xvfb of our own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::shell::Done;

/// Whether a window can be shown here.
pub fn there() -> bool {
    cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// An Xvfb that ends with this value.
pub struct Xvfb {
    server: Child,
    pub display: String,
}

impl Xvfb {
    pub fn start(width: u32, height: u32) -> Result<Self, String> {
        let number = (90..190)
            .find(|number| {
                !Path::new(&format!("/tmp/.X11-unix/X{number}")).exists()
                    && !Path::new(&format!("/tmp/.X{number}-lock")).exists()
            })
            .ok_or("Every X display from :90 to :189 is taken.")?;
        let display = format!(":{number}");
        let server = Command::new("Xvfb")
            .args([display.as_str(), "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}."))?;
        let xvfb = Self { server, display };
        let start = Instant::now();
        while !Path::new(&format!("/tmp/.X11-unix/X{number}")).exists() {
            if start.elapsed() > Duration::from_secs(10) {
                return Err("Xvfb did not come up within ten seconds.".into());
            }
            sleep(Duration::from_millis(50));
        }
        Ok(xvfb)
    }

    /// The whole screen as a PNG.
    pub fn picture(&self, file: &Path) -> Done {
        crate::shell::run(
            Command::new("import").args(["-silent", "-window", "root"]).arg(file).env("DISPLAY", &self.display),
        )
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
