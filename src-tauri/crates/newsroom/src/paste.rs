//! What was copied in another program, read for the text it is pasted into.

use intake::pasted;

use crate::wire::failure::{Code, Failure};
use crate::wire::text::{TextPaste, TextPasted};

/// No text has so many notes.
const NOTES: u32 = 100_000;

/// Reads a clipboard's HTML as Markdown; no article is looked at or changed.
pub(crate) fn read(args: &TextPaste) -> Result<TextPasted, Failure> {
    if args.notes_before > NOTES {
        return Err(Failure::new(Code::BadRequest, format!("A text has at most {NOTES} notes.")));
    }
    let read =
        pasted(&args.html, args.notes_before).map_err(|reason| Failure::new(Code::Unreadable, reason.to_string()))?;
    Ok(TextPasted { text: read.text, notes: read.notes, lost: read.lost })
}
