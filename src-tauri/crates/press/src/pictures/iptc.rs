//! IPTC data of a JPEG: who made the picture and what it shows (IIM 4.2, in Photoshop's APP13 segment).

use super::{Said, said};

/// Reads the IPTC data of a JPEG; `None` when it has none.
pub fn read(bytes: &[u8]) -> Option<Said> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        // The pixels begin: no more data of this kind.
        if marker == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        if marker == 0xed
            && let Some(resources) = segment.strip_prefix(b"Photoshop 3.0\0")
            && let Some(records) = resource(resources, 0x0404)
        {
            return Some(datasets(records));
        }
        rest = rest.get(2 + length..)?;
    }
}

/// The bytes of one of Photoshop's resources.
fn resource(mut rest: &[u8], wanted: u16) -> Option<&[u8]> {
    while let Some(block) = rest.strip_prefix(b"8BIM") {
        let id = u16::from_be_bytes([*block.first()?, *block.get(1)?]);
        // A name, whose length byte and letters fill an even number of bytes.
        let name = (usize::from(*block.get(2)?) + 2) & !1;
        let size = block.get(2 + name..6 + name)?;
        let size = usize::try_from(u32::from_be_bytes(size.try_into().ok()?)).ok()?;
        let data = block.get(6 + name..(6 + name).checked_add(size)?)?;
        if id == wanted {
            return Some(data);
        }
        rest = block.get(6 + name + size + (size & 1)..)?;
    }
    None
}

fn datasets(mut rest: &[u8]) -> Said {
    let (mut author, mut agency, mut caption) = (None, None, None);
    while let [0x1c, record, dataset, high, low, data @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(value) = data.get(..length) else { break };
        // Old pictures are in Latin-1, new ones in UTF-8.
        let text = || match std::str::from_utf8(value) {
            Ok(text) => said(text),
            Err(_) => said(&value.iter().map(|&byte| char::from(byte)).collect::<String>()),
        };
        match (record, dataset) {
            (2, 80) => author = author.or_else(text),
            (2, 110) => agency = agency.or_else(text),
            (2, 120) => caption = caption.or_else(text),
            _ => {}
        }
        rest = &data[length..];
    }
    Said { credit: Said::credit_of(author, agency), caption }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(datasets: &[(u8, &[u8])]) -> Vec<u8> {
        let mut records = Vec::new();
        for (dataset, value) in datasets {
            records.extend([0x1c, 2, *dataset]);
            records.extend((value.len() as u16).to_be_bytes());
            records.extend(*value);
        }
        let mut segment = b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec();
        segment.extend((records.len() as u32).to_be_bytes());
        segment.extend(records);
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xed];
        bytes.extend((segment.len() as u16 + 2).to_be_bytes());
        bytes.extend(segment);
        bytes
    }

    #[test]
    fn author_agency_and_caption_are_read() {
        let read = read(&picture(&[(80, b"A. Maker"), (110, "Agéncia".as_bytes()), (120, b"A  harbour\r\nat dawn")]));
        let expected = Said { credit: Some("A. Maker/Agéncia".into()), caption: Some("A harbour at dawn".into()) };
        assert_eq!(read, Some(expected));
        assert_eq!(super::read(&picture(&[(110, b"\xc9poque")])).and_then(|said| said.credit), Some("Époque".into()));
    }

    #[test]
    fn broken_data_is_no_data() {
        let whole = picture(&[(80, b"A. Maker")]);
        for length in 0..whole.len() {
            let _ = read(&whole[..length]);
        }
        assert_eq!(read(b"\xff\xd8\xff\xda"), None);
    }
}
