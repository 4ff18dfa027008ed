//! Reading one file of an archive: the text, and the pictures that lie beside it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use desk::ids::Hash;
use desk::people::Actor;
use intake::{Arrival, ArrivedPicture};
use ledger::{LedgerError, Media};

use super::source::place;
use crate::arrivals::told;
use crate::media::prepare;
use crate::room::Newsroom;
use crate::wire::failure::{Code, Failure};

/// Where site generators keep what pages name from the root.
const ROOTS: [&str; 4] = ["", "static", "assets", "public"];

/// What a file is.
pub enum Found {
    /// It came in before, and holds the same.
    Before {
        file: String,
    },
    /// It came in before, and holds something else now.
    Changed {
        file: String,
        slug: String,
    },
    Unreadable {
        file: String,
        why: String,
    },
    Ready(Box<Ready>),
}

/// A file that was read.
pub struct Ready {
    pub file: String,
    /// What it is called: by this a site generator makes its address.
    pub name: String,
    pub source: String,
    pub content: Hash,
    pub arrival: Arrival,
    /// The lead picture, as it was named and as it is kept.
    pub lead: Option<(ArrivedPicture, Media)>,
    /// Pictures that are new here; their files are in their place.
    pub pictures: Vec<Media>,
    pub notes: Vec<String>,
}

impl Found {
    pub fn pictures(&self) -> u32 {
        match self {
            Self::Ready(ready) => u32::try_from(ready.pictures.len()).unwrap_or(u32::MAX),
            Self::Before { .. } | Self::Changed { .. } | Self::Unreadable { .. } => 0,
        }
    }
}

#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub room: &'a Newsroom,
    pub folder: &'a Path,
    pub dry_run: bool,
}

impl Reading<'_> {
    /// The file's name for good: with the folder's own, wherever that stands.
    pub fn source(&self, file: &str) -> String {
        let folder = self.folder.canonicalize().unwrap_or_else(|_| self.folder.to_owned());
        format!("{}/{file}", folder.file_name().unwrap_or_default().to_string_lossy())
    }

    pub fn read(&self, file: &str) -> Result<Found, Failure> {
        let unreadable = |why: String| Ok(Found::Unreadable { file: file.to_owned(), why });
        let path = place(self.folder, file);
        // What is larger is refused by its size, without being read.
        if fs::metadata(&path).is_ok_and(|data| data.len() > intake::LARGEST_FILE as u64) {
            return unreadable("It is larger than any article: divide it.".into());
        }
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return unreadable(format!("It cannot be read ({error}): look at its permissions.")),
        };
        let content = Hash::of(&bytes);
        let before = self.room.ledger.read(|reader| {
            let Some(taken) = reader.taken_in(&self.source(file), content)? else { return Ok::<_, LedgerError>(None) };
            Ok(Some((taken, reader.slug(taken.article)?)))
        })?;
        if let Some((taken, slug)) = before {
            return Ok(match slug {
                Some(slug) if taken.content != content => Found::Changed { file: file.to_owned(), slug },
                _ => Found::Before { file: file.to_owned() },
            });
        }
        let arrival = match intake::read(&name_of(file), &bytes) {
            Ok(arrival) => arrival,
            Err(error) => return unreadable(error.to_string()),
        };
        self.with_pictures(file, content, arrival).map(|ready| Found::Ready(Box::new(ready)))
    }

    fn with_pictures(&self, file: &str, content: Hash, mut arrival: Arrival) -> Result<Ready, Failure> {
        let mut notes: Vec<String> = arrival.report.lost.iter().map(told).collect();
        let mut kept: HashMap<String, Media> = HashMap::new();
        let mut pictures = Vec::new();
        for picture in arrival.lead.iter().chain(&arrival.pictures) {
            if picture.elsewhere() || kept.contains_key(&picture.source) {
                // Of one that stands elsewhere the reader of the text has told.
                continue;
            }
            match self.picture(file, picture)? {
                Ok((media, new)) => {
                    if new && pictures.iter().all(|known: &Media| known.hash != media.hash) {
                        pictures.push(media.clone());
                    }
                    kept.insert(picture.source.clone(), media);
                }
                Err(why) => notes.push(why),
            }
        }
        arrival.body =
            intake::readdress(&arrival.body, |source| kept.get(source).map(|media| format!("media:{}", media.hash)));
        let lead = arrival.lead.take().and_then(|lead| kept.get(&lead.source).map(|media| (lead, media.clone())));
        let name = name_of(file).rsplit_once('.').map_or_else(String::new, |(stem, _)| stem.to_owned());
        Ok(Ready { file: file.to_owned(), name, source: self.source(file), content, arrival, lead, pictures, notes })
    }

    /// The picture as it is kept, and whether it is new here; or why it could not be taken.
    fn picture(&self, file: &str, picture: &ArrivedPicture) -> Result<Result<(Media, bool), String>, Failure> {
        let source = &picture.source;
        let Some(path) = self.beside(file, source) else {
            return Ok(Err(format!("The picture {source} is not in the folder: add it by hand.")));
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Err(format!("The picture {source} cannot be read ({error})."))),
        };
        if let Some(known) = self.room.ledger.read(|reader| reader.media(Hash::of(&bytes)))? {
            return Ok(Ok((known, false)));
        }
        self.room.keep_picture(&picture.name, &bytes, self.dry_run).map(|kept| {
            kept.map(|media| (media, true)).map_err(|why| format!("The picture {source} was left out: {why}"))
        })
    }

    /// The file that the text names: beside it, or below one of the roots; never outside the folder.
    fn beside(&self, file: &str, source: &str) -> Option<std::path::PathBuf> {
        let text = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let within = lexically(text, source)?;
        let rooted = source.starts_with('/');
        let roots = ROOTS.iter().filter(|root| rooted || root.is_empty());
        roots.filter_map(|root| intake::beside(self.folder, Path::new(root), &within)).next().or_else(|| {
            // Many a text names from the root what its generator finds from the root of its own.
            let bare = source.trim_start_matches("./").trim_start_matches('/');
            ROOTS.iter().find_map(|root| intake::beside(self.folder, Path::new(root), bare))
        })
    }
}

/// `../pictures/a.jpg` beside `posts/2019/x.md` is `posts/pictures/a.jpg`; `None` when it leads out.
fn lexically(text: &str, source: &str) -> Option<String> {
    let path = source.split(['?', '#']).next()?;
    let (mut parts, rest): (Vec<&str>, &str) = match path.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (text.split('/').filter(|part| !part.is_empty()).collect(), path),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The name that says something: of `the-long-road/index.md` it is the folder's.
fn name_of(file: &str) -> String {
    let mut parts = file.rsplit('/');
    let name = parts.next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match parts.next() {
        Some(folder) if stem == "index" => format!("{folder}.md"),
        _ => name.to_owned(),
    }
}

impl Newsroom {
    /// Puts a picture's files in their place; the ledger is told later. A dry run only looks whether it could.
    pub(super) fn keep_picture(
        &self,
        name: &str,
        bytes: &[u8],
        dry_run: bool,
    ) -> Result<Result<Media, String>, Failure> {
        let media = |format: &str, width, height, credit, caption, renditions| Media {
            hash: Hash::of(bytes),
            name: name.to_owned(),
            format: format.to_owned(),
            width,
            height,
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            credit,
            caption,
            renditions,
            added_at: self.now(),
            added_by: Actor::Desk,
        };
        if dry_run {
            return Ok(press::pictures::inspect(bytes).map_err(|error| error.to_string()).map(|seen| {
                let (credit, caption) = (seen.credit.unwrap_or_default(), seen.caption.unwrap_or_default());
                media(seen.format.extension(), seen.width, seen.height, credit, caption, String::new())
            }));
        }
        let prepared = match prepare(bytes) {
            Ok(prepared) => prepared,
            Err(error) => return Ok(Err(error.to_string())),
        };
        self.media.keep(&prepared).map_err(|error| Failure::new(Code::NotSaved, error.to_string()))?;
        let renditions = prepared.renditions();
        let (format, width, height) = (prepared.format, prepared.width, prepared.height);
        Ok(Ok(media(format, width, height, prepared.credit, prepared.caption, renditions)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_looked_for_where_the_text_says_and_never_outside() {
        let check =
            |text: &str, source: &str, found: Option<&str>| assert_eq!(lexically(text, source).as_deref(), found);
        check("posts/2019", "../pictures/a.jpg", Some("posts/pictures/a.jpg"));
        check("posts", "a.jpg?wide=1", Some("posts/a.jpg"));
        check("posts", "/a/./b.jpg", Some("a/b.jpg"));
        check("posts", "../../etc/passwd", None);
    }

    #[test]
    fn a_bundle_is_called_by_its_folder() {
        assert_eq!(name_of("posts/the-long-road/index.md"), "the-long-road.md");
        assert_eq!(name_of("posts/index-of-all.md"), "index-of-all.md");
        assert_eq!(name_of("index.md"), "index.md");
    }
}
