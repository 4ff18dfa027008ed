//! Renditions: two widths in WebP, and the widest as JPEG or PNG for programs that show no WebP and for social cards. A
//! picture that WebP would make no smaller is JPEG or PNG in both widths.
//!
//! Photographs become lossy WebP and JPEG; what is flat (few colours) or has transparent parts becomes lossless WebP and
//! PNG. Nothing is made wider than it came in, and nothing but pixels is kept.

use std::collections::HashSet;

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::{PictureError, decode};
use crate::picture::{Kind, Shown};

/// Widths of renditions, in pixels.
pub const WIDTHS: [u32; 2] = [800, 1600];

const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 84;
/// A drawing has no more colours than this, in the pixels looked at.
const FLAT: usize = 128;

/// A picture as the site shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub shown: Shown,
    pub bytes: Vec<u8>,
}

/// Makes all renditions of a picture, the narrower first.
pub fn renditions(bytes: &[u8]) -> Result<Vec<Rendition>, PictureError> {
    let (_, picture) = decode(bytes)?;
    let clear = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel[3] < 255);
    let picture =
        if clear { DynamicImage::ImageRgba8(picture.to_rgba8()) } else { DynamicImage::ImageRgb8(picture.to_rgb8()) };
    let lossless = clear || is_flat(&picture);
    let kind = if lossless { Kind::Png } else { Kind::Jpeg };
    let widest = resized(&picture, picture.width().min(WIDTHS[1]))?;
    let (modern, every) = (rendition(&widest, Kind::Webp, lossless)?, rendition(&widest, kind, lossless)?);
    let smaller = modern.bytes.len() < every.bytes.len();
    let mut made = Vec::with_capacity(3);
    if widest.width() > WIDTHS[0] {
        let narrow = resized(&picture, WIDTHS[0])?;
        made.push(rendition(&narrow, if smaller { Kind::Webp } else { kind }, lossless)?);
    }
    made.extend(smaller.then_some(modern));
    made.push(every);
    Ok(made)
}

fn rendition(picture: &DynamicImage, kind: Kind, lossless: bool) -> Result<Rendition, PictureError> {
    let shown = Shown { width: picture.width(), height: picture.height(), kind };
    let bytes = match kind {
        Kind::Webp => webp(picture, lossless)?,
        Kind::Jpeg | Kind::Png => plain(picture, kind)?,
    };
    Ok(Rendition { shown, bytes })
}

fn resized(picture: &DynamicImage, width: u32) -> Result<DynamicImage, PictureError> {
    if width == picture.width() {
        return Ok(picture.clone());
    }
    let height = (u64::from(picture.height()) * u64::from(width) / u64::from(picture.width())).max(1) as u32;
    let mut sized = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(picture, &mut sized, None).map_err(|error| PictureError::Unmade(error.to_string()))?;
    Ok(sized)
}

fn webp(picture: &DynamicImage, lossless: bool) -> Result<Vec<u8>, PictureError> {
    let (pixels, width, height) = (picture.as_bytes(), picture.width(), picture.height());
    let encoder = match picture.color().has_alpha() {
        true => webp::Encoder::from_rgba(pixels, width, height),
        false => webp::Encoder::from_rgb(pixels, width, height),
    };
    let made = encoder.encode_simple(lossless, if lossless { 75.0 } else { WEBP_QUALITY });
    made.map(|made| made.to_vec()).map_err(|error| PictureError::Unmade(format!("WebP: {error:?}")))
}

fn plain(picture: &DynamicImage, kind: Kind) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width(), picture.height());
    let color: ExtendedColorType = picture.color().into();
    let made = match kind {
        Kind::Jpeg => JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(
            picture.as_bytes(),
            width,
            height,
            color,
        ),
        Kind::Png | Kind::Webp => PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
            .write_image(picture.as_bytes(), width, height, color),
    };
    made.map_err(|error| PictureError::Unmade(error.to_string()))?;
    Ok(bytes)
}

/// Whether a picture has few colours, by some ten thousand of its pixels.
fn is_flat(picture: &DynamicImage) -> bool {
    let bytes = picture.as_bytes();
    let channels = usize::from(picture.color().channel_count());
    let step = (bytes.len() / channels / 10_007).max(1);
    let mut colours = HashSet::new();
    bytes.chunks_exact(channels).step_by(step).all(|pixel| {
        colours.insert(pixel.to_vec());
        colours.len() <= FLAT
    })
}
