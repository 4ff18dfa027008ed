//! The zip that a Word file is, with limits on all that it could unfold to.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, Fault, MOST_THINGS, Node};
use crate::read::Unreadable;

const MOST_ENTRIES: usize = 5_000;
/// Of one part of XML, unpacked.
const LARGEST_XML: u64 = 32 * 1024 * 1024;
/// Of all parts of XML together.
const LARGEST_XML_IN_ALL: u64 = 64 * 1024 * 1024;
/// Of one picture.
const LARGEST_PICTURE: u64 = 60 * 1024 * 1024;
/// Of everything that is unpacked from one file.
const LARGEST_IN_ALL: u64 = 300 * 1024 * 1024;
/// A part that unfolds to more than this many times its packed size is made to do harm.
const STEEPEST: u64 = 400;
/// Small parts may be as steep as they like.
const HARMLESS: u64 = 4 * 1024 * 1024;

pub(super) struct Package<'a> {
    name: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entry by its name in lower case: Word compares names so.
    entries: HashMap<String, usize>,
    left: u64,
    xml_left: u64,
    things_left: usize,
}

impl<'a> Package<'a> {
    pub fn open(name: &'a str, bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let broken = || {
            Unreadable(format!(
                "{name} is damaged or was not sent whole: open it in Word, save it again as .docx and send it once more."
            ))
        };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if zip.len() > MOST_ENTRIES {
            return Err(Unreadable(format!(
                "{name} holds more than {MOST_ENTRIES} parts, which no article does: it was not opened."
            )));
        }
        let mut entries = HashMap::new();
        for index in 0..zip.len() {
            if let Some(Ok(entry)) = zip.name_for_index(index) {
                entries.insert(key(&entry), index);
            }
        }
        Ok(Self { name, zip, entries, left: LARGEST_IN_ALL, xml_left: LARGEST_XML_IN_ALL, things_left: MOST_THINGS })
    }

    pub fn has(&self, part: &str) -> bool {
        self.entries.contains_key(&key(part))
    }

    /// A part of XML as a tree, or why it is none; `None` when there is no such part.
    pub fn xml(&mut self, part: &str) -> Result<Option<Result<Node, Fault>>, Unreadable> {
        let Some(bytes) = self.part(part, LARGEST_XML.min(self.xml_left))? else { return Ok(None) };
        self.xml_left -= bytes.len() as u64;
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            all => String::from_utf8_lossy(all).into_owned(),
        };
        Ok(Some(xml::parse(&text, &mut self.things_left)))
    }

    pub fn picture(&mut self, part: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        self.part(part, LARGEST_PICTURE)
    }

    fn part(&mut self, part: &str, largest: u64) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.entries.get(&key(part)).copied() else { return Ok(None) };
        let name = self.name;
        let damaged = || {
            Unreadable(format!(
                "{name} is damaged in {part}: open it in Word, save it again as .docx and send it once more."
            ))
        };
        let swollen =
            || Unreadable(format!("{name} unfolds to far more than an article in {part}: it was not opened."));
        let entry = self.zip.by_index(index).map_err(|_| damaged())?;
        let packed = entry.compressed_size().max(1);
        let most = largest.min(self.left);
        let mut bytes = Vec::new();
        // The size that the entry states may be a lie; what is read is counted.
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        if size > most || (size > HARMLESS && size / packed > STEEPEST) {
            return Err(swollen());
        }
        self.left -= size;
        Ok(Some(bytes))
    }
}

fn key(part: &str) -> String {
    part.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
