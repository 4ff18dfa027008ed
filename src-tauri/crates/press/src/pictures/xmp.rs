//! XMP data of a picture, of whatever format: who made it and what it shows.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Said, said};

/// How far into a file its data are looked for.
const WITHIN: usize = 1_000_000;
/// The longest packet that is read.
const LONGEST: usize = 200_000;

/// Reads the XMP packet; `None` when there is none that can be read.
pub fn read(bytes: &[u8]) -> Option<Said> {
    let bytes = &bytes[..bytes.len().min(WITHIN)];
    let start = find(bytes, b"<x:xmpmeta")?;
    let bytes = &bytes[start..(start + LONGEST).min(bytes.len())];
    let end = find(bytes, b"</x:xmpmeta>")?;
    properties(std::str::from_utf8(&bytes[..end + 12]).ok()?)
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

/// What a packet says: properties stand as elements with lists in them, or as attributes.
fn properties(packet: &str) -> Option<Said> {
    let mut reader = Reader::from_str(packet);
    let (mut makers, mut agency, mut caption) = (Vec::new(), None, None);
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                agency = agency.or(attribute(&start, "photoshop:Credit"));
                open.push(start.name().as_ref().to_owned());
                text.clear();
            }
            Event::Empty(start) => agency = agency.or(attribute(&start, "photoshop:Credit")),
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => {
                if let Ok(meant) = quick_xml::escape::unescape(&format!("&{};", &*name)) {
                    text.push_str(&meant);
                }
            }
            Event::End(_) => {
                let within = |name: &str| open.iter().any(|open| open == name);
                if let Some(value) = said(&text) {
                    if within("dc:creator") {
                        makers.push(value);
                    } else if within("dc:description") {
                        caption = caption.or(Some(value));
                    } else if within("photoshop:Credit") {
                        agency = agency.or(Some(value));
                    }
                }
                text.clear();
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let makers = (!makers.is_empty()).then(|| makers.join(", "));
    let said = Said { credit: Said::credit_of(makers, agency), caption };
    (said != Said::default()).then_some(said)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    said(&quick_xml::escape::unescape(attribute.value.as_ref()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKET: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:Credit="Ag&#233;ncia">
        <dc:creator><rdf:Seq><rdf:li>A. Maker</rdf:li><rdf:li>B. Other</rdf:li></rdf:Seq></dc:creator>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ships &amp; a mole</rdf:li></rdf:Alt></dc:description>
        </rdf:Description></rdf:RDF></x:xmpmeta>"#;

    #[test]
    fn makers_agency_and_caption_are_read_wherever_the_packet_stands() {
        let bytes = [b"\x89PNG junk ".as_slice(), PACKET.as_bytes(), b" more"].concat();
        let expected =
            Said { credit: Some("A. Maker, B. Other/Agéncia".into()), caption: Some("Ships & a mole".into()) };
        assert_eq!(read(&bytes), Some(expected));
    }

    #[test]
    fn broken_data_is_no_data() {
        for length in (0..PACKET.len()).filter(|length| PACKET.is_char_boundary(*length)) {
            assert_eq!(read(&PACKET.as_bytes()[..length]), None, "{length}");
        }
        assert_eq!(read(b"<x:xmpmeta><a></b></x:xmpmeta>"), None);
        assert_eq!(read(b"<x:xmpmeta>\xff</x:xmpmeta>"), None);
    }
}
