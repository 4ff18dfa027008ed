//! Formatted text off a clipboard: what Word, Google Docs, LibreOffice, Pages and browsers put there as HTML, read into a
//! manuscript's Markdown. Nothing is fetched, run or kept but words and their structure; what is left out is named.

mod blocks;
mod inlines;
mod links;
mod lists;
mod look;
mod notes;
mod pare;
mod reader;
mod tables;
mod tell;
mod tree;

use crate::prose::{self, Block, shape_up};
use crate::read::{LONGEST, Unreadable};
use reader::Reader;
use tree::Tree;

/// The largest clipboard that is read, in bytes of HTML.
pub const LARGEST_CLIPBOARD: usize = 3 * 1024 * 1024;

/// What was on a clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Markdown with LF line ends, without a blank line at its end. Empty: there were no words.
    pub text: String,
    /// The notes that it refers to, as they stand at the end of a manuscript.
    pub notes: String,
    /// What was left out, a sentence each.
    pub lost: Vec<String>,
}

/// Reads a clipboard's HTML. Its notes are numbered from the one after `notes_before`.
pub fn pasted(html: &str, notes_before: u32) -> Result<Pasted, Unreadable> {
    if html.len() > LARGEST_CLIPBOARD {
        let most = LARGEST_CLIPBOARD / 1024 / 1024;
        return Err(Unreadable(format!("The formatted text is larger than {most} MB.")));
    }
    let tree = Tree::read(&pare::pared(html))?;
    let mut reader = Reader::new(&tree, notes_before);
    let raws = reader.body();
    if reader.letters > LONGEST {
        return Err(Unreadable("The formatted text holds more words than an article.".to_owned()));
    }
    let shift = shape_up::shift(&raws);
    reader.text.blocks = shape_up::blocks(raws, shift, &mut reader.text);
    reader.text.notes = reader.notes().into_iter().map(|raws| shape_up::blocks(raws, 0, &mut reader.text)).collect();
    reader.text.notes.iter_mut().for_each(|note| note.retain(|block| *block != Block::Rule));
    // The line that stood over the notes and comments.
    while reader.known.any_apart() && reader.text.blocks.pop_if(|block| *block == Block::Rule).is_some() {}
    let (text, notes) = prose::write_apart(&reader.text);
    let ended = |text: String| text.trim_end_matches('\n').to_owned();
    Ok(Pasted { text: ended(text), notes: ended(notes), lost: tell::lost(reader) })
}
