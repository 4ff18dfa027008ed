//! Files that a galley or a published page asks for. Nothing outside media, house and site is ever served, and no link is
//! followed.

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
    pub fn served(&self, path: &str) -> Option<Served> {
        let path = path.trim_start_matches('/');
        let (first, rest) = path.split_once('/')?;
        match first {
            "media" => self.media_file(rest),
            "pictures" => Some(Served { kind: kind(rest), bytes: self.media.rendition(rest)?, immutable: true }),
            "house" => self.house_file(path),
            "site" => self.site_file(rest),
            _ => None,
        }
    }

    fn media_file(&self, rest: &str) -> Option<Served> {
        let (hash, width) = rest.split_once('/')?;
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
        match site.read(&path) {
            Some(bytes) => Some(Served { kind: kind(&path), bytes, immutable: false }),
            // A galley's house serves where the site has not been written yet.
            None if path.starts_with("house/") => self.house_file(&path),
            None => None,
        }
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
