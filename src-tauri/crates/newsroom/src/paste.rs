//! What was copied in another program, read for the text it is pasted into.

use intake::pasted;

use crate::wire::failure::{Code, Failure};
use crate::wire::text::{TextPaste, TextPasted};

/// Reads a clipboard's HTML as Markdown; no article is looked at or changed.
pub(crate) fn read(args: &TextPaste) -> Result<TextPasted, Failure> {
    let read =
        pasted(&args.html, args.notes_before).map_err(|reason| Failure::new(Code::Unreadable, reason.to_string()))?;
    Ok(TextPasted { text: read.text, notes: read.notes, lost: read.lost })
}
