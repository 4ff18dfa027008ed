//! Files that a galley or a published page asks for. Nothing outside media, house and site is ever served, and no link is
//! followed. What is in site/ is before readers and served to anybody; pictures go to whoever may read an article that shows
//! them, the house's own files to whoever is signed in.

use crate::caller::Caller;
use crate::room::Newsroom;

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// Its name holds a hash of what is in it.
    pub immutable: bool,
}

impl Newsroom {
    /// `/media/<hash>/<width>`, `/pictures/<file>`, `/house/<file>`, and the site's own files below `/site/`.
    pub fn served(&self, caller: &Caller, path: &str) -> Option<Served> {
        let path = path.trim_start_matches('/');
        let (first, rest) = path.split_once('/')?;
        match first {
            "site" => self.site_file(rest),
            _ if !self.is_inside(caller) => None,
            "media" => self.media_file(caller, rest),
            "pictures" => self.picture_file(caller, rest),
            "house" => self.house_file(path),
            _ => None,
        }
    }

    /// The published page or file at a path of the site; for anybody.
    pub fn published_file(&self, path: &str) -> Option<Served> {
        self.site_file(path.trim_start_matches('/'))
    }

    /// While seats are free, a picture cannot say for whom it is asked.
    fn is_inside(&self, caller: &Caller) -> bool {
        caller.person.is_some() || !self.guarded().unwrap_or(true)
    }

    fn sees(&self, caller: &Caller, file: &str) -> bool {
        caller.person.is_none() || self.may_see(caller, file).unwrap_or(false)
    }

    fn picture_file(&self, caller: &Caller, rest: &str) -> Option<Served> {
        let bytes = self.media.rendition(rest).filter(|_| self.sees(caller, rest))?;
        Some(Served { kind: kind(rest), bytes, immutable: true })
    }

    fn media_file(&self, caller: &Caller, rest: &str) -> Option<Served> {
        let (hash, width) = rest.split_once('/')?;
        if !self.sees(caller, hash) {
            return None;
        }
        let hash = hash.parse().ok()?;
        let picture = self.ledger.read(|reader| self.media.picture(reader, hash)).ok()??;
        let (file, bytes) = self.media.at_width(&picture, width.parse().ok()?)?;
        Some(Served { kind: kind(&file), bytes, immutable: true })
    }

    fn house_file(&self, path: &str) -> Option<Served> {
        let house = self.house.house()?;
        let asset = house.asset(path)?;
        let immutable = path.ends_with(".css");
        Some(Served { kind: kind(path), bytes: asset.bytes.to_vec(), immutable })
    }

    fn site_file(&self, path: &str) -> Option<Served> {
        let site = self.site();
        let path = match path.trim_end_matches('/') {
            "" => "index.html".to_owned(),
            page if path.ends_with('/') || !page.rsplit('/').next().is_some_and(|name| name.contains('.')) => {
                format!("{page}/index.html")
            }
            file => file.to_owned(),
        };
        Some(Served { kind: kind(&path), bytes: site.read(&path)?, immutable: false })
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("webp") => "image/webp",
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
