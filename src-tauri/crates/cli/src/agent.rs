//! `galley agent`: whoever is open runs the clock; the agent is what is open when nobody sits at a desk.

use std::path::Path;

use newsroom::Way;

use crate::output::{self, Trouble};
use crate::session::newsroom;

pub fn agent(folder: Option<&Path>, unit: bool) -> Result<(), Trouble> {
    let room = newsroom(folder, Way::Clock)?;
    if unit {
        return print_unit(room.folder());
    }
    let runtime = crate::serve::runtime()?;
    let inside = runtime.enter();
    let stopped = crate::serve::stopped();
    drop(inside);
    let running = room.start()?;
    output::say(format!("The agent runs for {}; stop it with Ctrl-C.", room.folder().display()));
    runtime.block_on(stopped);
    drop(running);
    Ok(())
}

fn print_unit(folder: &Path) -> Result<(), Trouble> {
    let program =
        std::env::current_exe().map_err(|error| Trouble(format!("This program cannot find itself: {error}.")))?;
    output::say(format!(
        "[Unit]\n\
         Description=Galley agent for {folder}\n\
         \n\
         [Service]\n\
         ExecStart={program} --desk {folder} agent\n\
         Restart=always\n\
         RestartSec=2\n\
         \n\
         [Install]\n\
         WantedBy=default.target",
        folder = quoted(folder),
        program = quoted(&program),
    ));
    Ok(())
}

/// A path as systemd reads it: quoted, with its specifiers kept plain.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_with_odd_characters_stays_one_word_for_systemd() {
        let path = std::path::Path::new("/press room/100% \"new\"/$desk");
        assert_eq!(super::quoted(path), r#""/press room/100%% \"new\"/$$desk""#);
    }
}
