//! What people send, read into a manuscript with a report.
//!
//! [`read`] takes the bytes of a file and gives an [`Arrival`]: the fields as the sender wrote them, the body as Markdown,
//! the pictures, and a [`Report`] that names everything that could not be carried over. It never touches the file system,
//! never fetches anything, never panics, and is bounded in memory and time whatever the bytes are.
//!
//! [`pasted`] reads a clipboard's HTML in the same manner, into Markdown that goes into a text.
//!
//! Beside it stand the doings of the submissions folder: [`watch`] tells when a file has settled, [`collect`] reads it,
//! [`mark`] tells it from any other of its name,
//! [`take`] moves it to `taken/`, [`refuse`] leaves the reason beside it, and [`beside`] finds a picture that a Markdown
//! file names. None of them follows a link. [`readdress`] gives the pictures of a body their address once they are stored.
//!
//! This crate knows nothing of the ledger, the press or the newsroom: who the authors are, what the house calls its
//! sections, and where pictures are kept is decided by the caller.

mod arrival;
mod beside;
mod dates;
mod docx;
mod encoding;
mod folder;
mod front;
mod html;
mod markdown;
mod prose;
mod read;
mod readdress;
mod report;
mod watch;

pub use arrival::{Arrival, ArrivalDate, ArrivedPicture};
pub use beside::{beside, file_name};
pub use folder::{FolderError, collect, ignored, mark, refuse, take};
pub use html::{LARGEST_CLIPBOARD, Pasted, pasted};
pub use read::{LARGEST_FILE, Unreadable, read};
pub use readdress::readdress;
pub use report::{Kept, Note, Report};
pub use watch::{Heard, Seen, Watch, WatchError, watch};
