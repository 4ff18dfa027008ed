//! Word files made of pieces of XML, so that a case shows just the feature it is about.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
);

/// The smallest PNG: one grey pixel.
pub const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x08, 0x1D, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
];

/// The parts of a Word file that a case may give: the inner XML of each root element.
pub const PARTS: [(&str, &str); 7] = [
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("footnotes", "footnotes"),
    ("endnotes", "endnotes"),
    ("comments", "comments"),
    ("header", "hdr"),
    ("footer", "ftr"),
];

/// A Word file with this body, these parts (by name, inner XML) and these further relations of the document.
pub fn docx(body: &str, parts: &[(&str, String)], relations: &str, properties: &str) -> Vec<u8> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |name: &str, text: String| files.push((name.to_owned(), text.into_bytes()));
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    put(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{TYPES}/officeDocument" Target="word/document.xml"/></Relationships>"#
        ),
    );
    let mut own = String::new();
    for (name, inner) in parts {
        let root = PARTS.iter().find(|(known, _)| known == name).expect("a known part").1;
        own.push_str(&format!(r#"<Relationship Id="part-{name}" Type="{TYPES}/{name}" Target="{name}.xml"/>"#));
        put(&format!("word/{name}.xml"), format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>"));
    }
    let relations = relations.replace("type:", &format!("{TYPES}/"));
    put(
        "word/_rels/document.xml.rels",
        format!(r#"<Relationships xmlns="{PACKAGE}">{own}{relations}</Relationships>"#),
    );
    put("word/_rels/footnotes.xml.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{relations}</Relationships>"#));
    put("word/document.xml", format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"));
    if !properties.is_empty() {
        let dc = r#"xmlns:dc="http://purl.org/dc/elements/1.1/""#;
        put("docProps/core.xml", format!("<coreProperties {dc}>{properties}</coreProperties>"));
    }
    files.push(("word/media/image1.png".to_owned(), PIXEL.to_vec()));
    files.push(("word/media/image2.emf".to_owned(), b"\x01\0\0\0emf".to_vec()));
    zip(&files)
}

pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
