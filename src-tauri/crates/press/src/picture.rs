//! A picture as pages show it: its measure, and the renditions it was made into.

use desk::ids::Hash;

use crate::escape;
use crate::outlet::Addresses;

/// A picture of the media with the renditions that [`crate::pictures::renditions`] made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub hash: Hash,
    /// In pixels, with the orientation applied.
    pub width: u32,
    pub height: u32,
    /// The widest of each kind last.
    pub renditions: Vec<Shown>,
}

/// One rendition: what a file of the site's `pictures/` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub width: u32,
    pub height: u32,
    pub kind: Kind,
}

/// The format of a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Webp,
    Jpeg,
    Png,
}

impl Kind {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

impl Picture {
    /// The name of a rendition's file in `pictures/`: made from the picture's hash, so that it never changes its meaning.
    pub fn file(&self, shown: &Shown) -> String {
        let hash = self.hash.to_string();
        format!("{}-{}.{}", &hash[..24], shown.width, shown.kind.extension())
    }

    /// What every reader's program can show, as wide as there is: a JPEG or PNG.
    pub fn plain(&self) -> Option<&Shown> {
        self.renditions.iter().rev().find(|shown| shown.kind != Kind::Webp).or(self.renditions.last())
    }

    /// Appends `<picture>` with all sources, its dimensions, and `extra` attributes (written as they stand in the tag).
    pub fn write(&self, out: &mut String, addresses: &Addresses, alt: &str, sizes: &str, extra: &str) {
        let Some(plain) = self.plain() else { return };
        let of = |kind: Kind| self.renditions.iter().filter(|shown| shown.kind == kind).collect::<Vec<_>>();
        out.push_str("<picture>");
        let modern = of(Kind::Webp);
        if plain.kind != Kind::Webp && !modern.is_empty() {
            out.push_str("<source type=\"image/webp\"");
            self.sources(out, addresses, &modern, sizes);
            out.push('>');
        }
        out.push_str("<img src=\"");
        escape::address(out, &addresses.picture(&self.file(plain)));
        out.push('"');
        let widths = of(plain.kind);
        if widths.len() > 1 {
            self.sources(out, addresses, &widths, sizes);
        }
        out.push_str(&format!(" width=\"{}\" height=\"{}\" alt=\"", plain.width, plain.height));
        escape::attribute(out, alt);
        out.push('"');
        out.push_str(extra);
        out.push_str("></picture>");
    }

    /// Appends ` srcset="…" sizes="…"`.
    fn sources(&self, out: &mut String, addresses: &Addresses, widths: &[&Shown], sizes: &str) {
        out.push_str(" srcset=\"");
        for (index, shown) in widths.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            escape::address(out, &addresses.picture(&self.file(shown)));
            out.push_str(&format!(" {}w", shown.width));
        }
        out.push_str("\" sizes=\"");
        escape::attribute(out, sizes);
        out.push('"');
    }
}
