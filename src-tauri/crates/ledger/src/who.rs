//! Who writes, and by which way in.

use std::fmt;
use std::str::FromStr;

use desk::people::Actor;
use serde::{Deserialize, Serialize};

/// Who writes: recorded with every entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub actor: Actor,
    /// The operating system's name for whoever runs the program.
    pub os_user: String,
    pub way: Way,
}

/// A way into the newsroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    Window,
    CommandLine,
    Web,
    Clock,
    Intake,
}

impl Way {
    const ALL: [Self; 5] = [Self::Window, Self::CommandLine, Self::Web, Self::Clock, Self::Intake];

    /// As it stands in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::CommandLine => "command-line",
            Self::Web => "web",
            Self::Clock => "clock",
            Self::Intake => "intake",
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Why a word names no way in.
#[derive(Debug, thiserror::Error)]
#[error("no way into a newsroom is called \u{201c}{0}\u{201d}")]
pub struct NoWay(String);

impl FromStr for Way {
    type Err = NoWay;
    fn from_str(word: &str) -> Result<Self, NoWay> {
        Self::ALL.into_iter().find(|way| way.word() == word).ok_or_else(|| NoWay(word.into()))
    }
}
