//! Pictures: what is taken, what is refused, and that nothing but pixels is published.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use press::Kind;
use press::pictures::{Format, PictureError, inspect, renditions};

/// A photograph: every pixel of another colour.
fn photograph(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 251) as u8, (y % 241) as u8, ((x * 7 + y * 3) % 239) as u8])
    }))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture can be written");
    bytes.into_inner()
}

/// A JPEG that stands on its side, says who made it, and names a place, all by EXIF.
fn sideways() -> Vec<u8> {
    let jpeg = encoded(&photograph(600, 300), ImageFormat::Jpeg);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [tag.to_be_bytes().as_slice(), &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    tiff.extend(entry(0x010e, 2, 14, 50_u32.to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x013b, 2, 9, 64_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(b"Secret harbour");
    tiff.extend(b"A. Maker\0");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend((segment.len() as u16 + 2).to_be_bytes());
    bytes.extend(segment);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn a_picture_is_set_upright_and_loses_what_it_says_of_itself() {
    let bytes = sideways();
    let inspected = inspect(&bytes).expect("a picture");
    assert_eq!((inspected.format, inspected.width, inspected.height), (Format::Jpeg, 300, 600));
    assert_eq!(inspected.credit.as_deref(), Some("A. Maker"));
    assert_eq!(inspected.caption.as_deref(), Some("Secret harbour"));
    for rendition in renditions(&bytes).expect("renditions") {
        assert_eq!((rendition.shown.width, rendition.shown.height), (300, 600));
        let read = image::load_from_memory(&rendition.bytes).expect("a rendition is a picture");
        assert_eq!((read.width(), read.height()), (300, 600));
        for word in [&b"Exif"[..], b"EXIF", b"Maker", b"harbour", b"XMP ", b"ICCP"] {
            assert!(
                !rendition.bytes.windows(word.len()).any(|window| window == word),
                "{word:?} in {:?}",
                rendition.shown
            );
        }
    }
}

#[test]
fn a_photograph_becomes_webp_in_two_widths_and_jpeg() {
    let made = renditions(&encoded(&photograph(2400, 1200), ImageFormat::Jpeg)).expect("renditions");
    let shown: Vec<_> = made.iter().map(|made| (made.shown.width, made.shown.height, made.shown.kind)).collect();
    assert_eq!(shown, [(800, 400, Kind::Webp), (1600, 800, Kind::Webp), (1600, 800, Kind::Jpeg)]);
}

#[test]
fn nothing_is_made_wider_than_it_came() {
    let made = renditions(&encoded(&photograph(1000, 10), ImageFormat::Png)).expect("renditions");
    let shown: Vec<_> = made.iter().map(|made| (made.shown.width, made.shown.height, made.shown.kind)).collect();
    assert_eq!(shown, [(800, 8, Kind::Webp), (1000, 10, Kind::Webp), (1000, 10, Kind::Jpeg)]);
    let small = renditions(&encoded(&photograph(3, 2), ImageFormat::Png)).expect("renditions");
    assert_eq!(small.iter().map(|made| made.shown.width).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn drawings_and_clear_pictures_stay_exact() {
    let drawing =
        RgbaImage::from_fn(900, 90, |x, _| if x < 450 { Rgba([200, 30, 30, 255]) } else { Rgba([0, 0, 0, 0]) });
    let made = renditions(&encoded(&DynamicImage::ImageRgba8(drawing), ImageFormat::Png)).expect("renditions");
    assert_eq!(made.last().map(|made| made.shown.kind), Some(Kind::Png));
    for rendition in made.iter().filter(|made| made.shown.width == 900) {
        let read = image::load_from_memory(&rendition.bytes).expect("a picture").to_rgba8();
        assert_eq!(read.get_pixel(10, 10), &Rgba([200, 30, 30, 255]), "{:?}", rendition.shown);
        assert_eq!(read.get_pixel(890, 10)[3], 0, "{:?}", rendition.shown);
    }
}

#[test]
fn what_is_no_picture_is_refused_in_one_sentence() {
    assert!(matches!(inspect(b"<?xml version=\"1.0\"?><svg xmlns=\"x\"><script/></svg>"), Err(PictureError::Svg)));
    assert!(matches!(inspect(b"%PDF-1.7"), Err(PictureError::Unknown)));
    assert!(matches!(inspect(b""), Err(PictureError::Unknown)));
    let whole = encoded(&photograph(64, 64), ImageFormat::Png);
    for length in [9, 30, whole.len() / 2] {
        assert!(renditions(&whole[..length]).is_err(), "{length} bytes");
    }
    let error = inspect(b"<svg/>").expect_err("refused").to_string();
    assert!(error.contains("PNG") && error.ends_with('.'));
}

#[test]
fn a_bomb_is_refused_before_it_is_decoded() {
    // A PNG that says it has 60,000 by 60,000 pixels.
    let mut bytes = encoded(&photograph(4, 4), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    assert!(renditions(&bytes).is_err());
}
