//! Pictures by content hash: the file as it came, and the renditions that pages show.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use desk::ids::Hash;
use ledger::{LedgerError, Media, Reader};
use press::{Kind, Picture, Shown};
use serde::{Deserialize, Serialize};

use crate::files::{FileError, Files, Leaf};
use crate::text::lock;

/// The media folder, and what is known of its pictures.
pub struct MediaFolder {
    files: Files,
    known: Mutex<HashMap<Hash, Arc<Picture>>>,
}

/// A picture that was read and made into renditions, ready to be kept.
pub struct Prepared {
    pub hash: Hash,
    pub format: &'static str,
    pub width: u32,
    pub height: u32,
    pub credit: String,
    pub caption: String,
    /// Where the file contradicts itself about them.
    pub doubts: Vec<String>,
    leaves: Vec<Leaf>,
    renditions: Vec<Made>,
}

/// One rendition, as the ledger keeps it.
#[derive(Serialize, Deserialize)]
struct Made {
    width: u32,
    height: u32,
    kind: MadeKind,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum MadeKind {
    Webp,
    Jpeg,
    Png,
}

impl MediaFolder {
    pub fn at(folder: PathBuf) -> Self {
        Self { files: Files::at(folder), known: Mutex::default() }
    }

    /// Writes the files of a prepared picture; the ledger learns of it after that, so that it never names what is not there.
    pub fn keep(&self, prepared: &Prepared) -> Result<(), FileError> {
        self.files.write(&prepared.leaves).map(|_| ())
    }

    /// The picture of that hash, when the ledger knows it.
    pub fn picture(&self, reader: &Reader<'_>, hash: Hash) -> Result<Option<Arc<Picture>>, LedgerError> {
        if let Some(picture) = lock(&self.known).get(&hash) {
            return Ok(Some(Arc::clone(picture)));
        }
        let Some(media) = reader.media(hash)? else { return Ok(None) };
        let picture = Arc::new(picture(&media));
        lock(&self.known).insert(hash, Arc::clone(&picture));
        Ok(Some(picture))
    }

    /// A rendition's file, by the name it has in `pictures/`.
    pub fn rendition(&self, file: &str) -> Option<Vec<u8>> {
        (!file.contains('/')).then(|| self.files.read(&format!("made/{file}"))).flatten()
    }

    /// The narrowest plain rendition that is at least that wide, or the widest: its file's name and bytes.
    pub fn at_width(&self, picture: &Picture, width: u32) -> Option<(String, Vec<u8>)> {
        let plain = || picture.renditions.iter().filter(|shown| shown.kind != Kind::Webp);
        let shown = plain().filter(|shown| shown.width >= width).min_by_key(|shown| shown.width);
        let file = picture.file(shown.or_else(|| plain().max_by_key(|shown| shown.width))?);
        let bytes = self.rendition(&file)?;
        Some((file, bytes))
    }

    /// The file as it came, if it is there and is the one.
    pub fn original(&self, media: &Media) -> Option<Vec<u8>> {
        self.files.read(&original(media.hash, &media.format)).filter(|bytes| Hash::of(bytes) == media.hash)
    }

    /// Pictures whose original is gone or is another: their hashes.
    pub fn damaged(&self, media: &[Media]) -> Vec<Hash> {
        media.iter().filter(|media| self.original(media).is_none()).map(|media| media.hash).collect()
    }
}

/// Reads a picture and makes its renditions; the sentence of an error says what to send instead.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, press::pictures::PictureError> {
    let inspected = press::pictures::inspect(bytes)?;
    let renditions = press::pictures::renditions(bytes)?;
    let hash = Hash::of(bytes);
    let picture = Picture {
        hash,
        width: inspected.width,
        height: inspected.height,
        renditions: renditions.iter().map(|rendition| rendition.shown.clone()).collect(),
    };
    let format = inspected.format.extension();
    let mut leaves = vec![Leaf::new(original(hash, format), bytes)];
    leaves.extend(
        renditions.into_iter().map(|made| Leaf::new(format!("made/{}", picture.file(&made.shown)), made.bytes)),
    );
    Ok(Prepared {
        hash,
        format,
        width: inspected.width,
        height: inspected.height,
        credit: inspected.credit.unwrap_or_default(),
        caption: inspected.caption.unwrap_or_default(),
        doubts: inspected.doubts,
        leaves,
        renditions: picture.renditions.iter().map(made).collect(),
    })
}

impl Prepared {
    /// The renditions in the form that the ledger keeps.
    pub fn renditions(&self) -> String {
        serde_json::to_string(&self.renditions).expect("numbers and words have a JSON form")
    }
}

/// The files of a picture below media/: the original, and those that pages show.
pub fn names(media: &Media) -> (String, Vec<String>) {
    let picture = picture(media);
    let made = picture.renditions.iter().map(|shown| format!("made/{}", picture.file(shown))).collect();
    (original(media.hash, &media.format), made)
}

fn original(hash: Hash, format: &str) -> String {
    format!("{hash}.{format}")
}

fn made(shown: &Shown) -> Made {
    let kind = match shown.kind {
        Kind::Webp => MadeKind::Webp,
        Kind::Jpeg => MadeKind::Jpeg,
        Kind::Png => MadeKind::Png,
    };
    Made { width: shown.width, height: shown.height, kind }
}

fn picture(media: &Media) -> Picture {
    // What cannot be read shows as a picture without renditions, which `verify` names.
    let made: Vec<Made> = serde_json::from_str(&media.renditions).unwrap_or_default();
    let renditions = made
        .into_iter()
        .map(|made| Shown {
            width: made.width,
            height: made.height,
            kind: match made.kind {
                MadeKind::Webp => Kind::Webp,
                MadeKind::Jpeg => Kind::Jpeg,
                MadeKind::Png => Kind::Png,
            },
        })
        .collect();
    Picture { hash: media.hash, width: media.width, height: media.height, renditions }
}
