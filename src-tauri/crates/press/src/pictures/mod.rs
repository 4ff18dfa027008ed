//! Pictures: looked at when they come in, and made into what the site shows.
//!
//! JPEG, PNG, GIF (its first frame) and WebP are taken. SVG is refused until it can be cleaned. Whatever a picture
//! carries beside its pixels (place, camera, names, thumbnails) is read once for credit and caption and never published.

mod iptc;
mod rendition;
mod said;
mod xmp;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

pub use rendition::{Rendition, WIDTHS, renditions};
use said::{Said, said};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 60_000_000;
/// The most pixels: what a medium-format camera makes.
pub const MOST_PIXELS: u64 = 120_000_000;
/// What decoding may take, in bytes.
const MOST_MEMORY: u64 = 1_000_000_000;

/// What a picture is, and what it says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub format: Format,
    /// In pixels, with the orientation applied.
    pub width: u32,
    pub height: u32,
    /// Who made it, by its IPTC, XMP or EXIF data; a proposal for the credit line.
    pub credit: Option<String>,
    /// What it shows, by the same; a proposal for the caption.
    pub caption: Option<String>,
    /// Where those contradict each other: one sentence each.
    pub doubts: Vec<String>,
}

/// The formats that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
}

impl Format {
    /// By a file's first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// The usual ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }

    fn image(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Gif => ImageFormat::Gif,
            Self::Webp => ImageFormat::WebP,
        }
    }
}

/// Why a picture is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("SVG drawings are not taken, because they can hold scripts: save the drawing as PNG.")]
    Svg,
    #[error("This is no picture that is taken: use JPEG, PNG, GIF or WebP.")]
    Unknown,
    #[error("The picture's file has {bytes} bytes; at most {MOST_BYTES} are taken: save it smaller.")]
    Heavy { bytes: usize },
    #[error("The picture has {width} by {height} pixels; at most {MOST_PIXELS} in all are taken: save it smaller.")]
    Large { width: u32, height: u32 },
    #[error("The picture cannot be read ({0}): open it in an image editor and save it anew.")]
    Damaged(image::ImageError),
    #[error("The picture could not be made into the site's formats: {0}.")]
    Unmade(String),
}

/// Looks at a picture without decoding its pixels.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, PictureError> {
    let (format, mut decoder) = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = turns(decoder.orientation().unwrap_or(Orientation::NoTransforms));
    let sources = [("IPTC", iptc::read(bytes)), ("XMP", xmp::read(bytes)), ("EXIF", exif_texts(bytes))];
    let (Said { credit, caption }, doubts) = said::agreed(sources);
    Ok(Inspected {
        format,
        width: if turned { height } else { width },
        height: if turned { width } else { height },
        credit,
        caption,
        doubts,
    })
}

fn open(bytes: &[u8]) -> Result<(Format, impl ImageDecoder + '_), PictureError> {
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::Heavy { bytes: bytes.len() });
    }
    let Some(format) = Format::of(bytes) else {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
        return Err(if start.contains("<svg") { PictureError::Svg } else { PictureError::Unknown });
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.image());
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::Large { width, height });
    }
    Ok((format, decoder))
}

/// The pixels, upright.
fn decode(bytes: &[u8]) -> Result<(Format, DynamicImage), PictureError> {
    let (format, mut decoder) = open(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(PictureError::Damaged)?;
    picture.apply_orientation(orientation);
    Ok((format, picture))
}

fn turns(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// Artist and description by EXIF.
fn exif_texts(bytes: &[u8]) -> Option<Said> {
    let data = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let text = |tag| match &data.get_field(tag, exif::In::PRIMARY)?.value {
        exif::Value::Ascii(lines) => said(&String::from_utf8_lossy(lines.first()?)),
        _ => None,
    };
    Some(Said {
        credit: text(exif::Tag::Artist).or_else(|| text(exif::Tag::Copyright)),
        caption: text(exif::Tag::ImageDescription),
    })
}
