//! Drawings: pictures, text boxes, charts. Pictures inside the file come along; those outside are named, never fetched.

use super::reader::{Reader, chosen};
use super::review::words_of;
use super::xml::{Node, Ns};
use crate::ArrivedPicture;
use crate::arrival::file_name;
use crate::prose::{Glyph, Picture};

impl Reader<'_, '_> {
    /// Reads a drawing; `alt` is what an element around it says of it.
    pub fn shape(&mut self, parent: &Node, alt: &str, link: u32) {
        let own = parent.kid(Ns::Wp, "docPr");
        let own = own.and_then(|properties| said(properties, "descr").or_else(|| said(properties, "title")));
        let alt = own.or_else(|| said(parent, "alt").filter(|_| parent.ns == Ns::V)).unwrap_or(alt).to_owned();
        for node in &parent.kids {
            match (node.ns, &*node.name) {
                (Ns::A, "blip") => {
                    if let Some(id) = node.attribute(Ns::R, "embed") {
                        self.embedded(id, &alt, link);
                    } else if let Some(id) = node.attribute(Ns::R, "link") {
                        self.outside(id, &alt);
                    }
                }
                (Ns::V, "imagedata") => {
                    let title = node.attribute(Ns::Other, "title").unwrap_or_default();
                    let alt = if alt.is_empty() { title } else { &alt }.to_owned();
                    if let Some(id) = node.attribute(Ns::R, "id").or_else(|| node.attribute(Ns::Other, "relid")) {
                        self.embedded(id, &alt, link);
                    } else if let Some(id) = node.attribute(Ns::R, "href") {
                        self.outside(id, &alt);
                    }
                }
                (Ns::V, "textpath") => {
                    let words = node.attribute(Ns::None, "string").unwrap_or_default();
                    if !words.trim().is_empty() {
                        let place = self.here();
                        self.report.note("lettering", place, format!("Decorative lettering was left out: {words}"));
                    }
                }
                (Ns::W, "txbxContent") => self.text_box(node),
                (Ns::Chart, "chart") => {
                    let place = self.here();
                    let what = if alt.is_empty() { String::new() } else { format!(" ({alt})") };
                    self.report.note("chart", place, format!("A chart{what} was left out: send it as a picture."));
                }
                (Ns::Diagram, "relIds") => {
                    let place = self.here();
                    self.report.note("diagram", place, "A diagram was left out: send it as a picture.");
                }
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(node) {
                        self.shape(chosen, &alt, link);
                    }
                }
                _ => self.shape(node, &alt, link),
            }
        }
    }

    fn text_box(&mut self, content: &Node) {
        if self.deleted.is_some() {
            let words = words_of(content);
            if let Some(deleted) = &mut self.deleted {
                deleted.push_str(&words);
            }
            return;
        }
        self.tally.text_boxes += 1;
        let fields = std::mem::take(&mut self.fields);
        let raws = self.blocks(content);
        self.fields = fields;
        self.aside.extend(raws);
    }

    fn embedded(&mut self, id: &str, alt: &str, link: u32) {
        if self.deleted.is_some() {
            return;
        }
        let Some(relation) = self.relations.get(id) else {
            let place = self.here();
            return self.report.note("picture", place, format!("A picture{} is missing from the file.", shown(alt)));
        };
        if relation.external {
            return self.outside(id, alt);
        }
        let part = relation.target.clone();
        let known = match self.by_part.get(&part) {
            Some(known) => *known,
            None => {
                let place = self.fetched(&part, alt);
                self.by_part.insert(part, place);
                place
            }
        };
        let Some(place) = known else { return };
        let source = self.pictures[place].source.clone();
        self.text.pictures.push(Picture { source, alt: one_line(alt), caption: String::new() });
        let at = u32::try_from(self.text.pictures.len() - 1).unwrap_or(u32::MAX);
        self.put_glyph(Glyph::Picture(at), link);
    }

    /// Takes a picture out of the package; `None`, and a sentence in the report, when it is none that a page can show.
    fn fetched(&mut self, part: &str, alt: &str) -> Option<usize> {
        let here = self.here();
        let name = file_name(part);
        let bytes = match self.package.picture(part) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                self.report.note(
                    "picture",
                    here,
                    format!("The picture {name}{} is missing from the file.", shown(alt)),
                );
                return None;
            }
            Err(reason) => {
                self.report.note("picture", here, format!("The picture {name}{} was left out: {reason}", shown(alt)));
                return None;
            }
        };
        let Some(ending) = ending(&bytes) else {
            let sentence = format!(
                "The picture {name}{} is in a form that pages cannot show: send it as PNG or JPEG.",
                shown(alt)
            );
            self.report.note("picture", here, sentence);
            return None;
        };
        let source = format!("picture:{}.{ending}", self.pictures.len() + 1);
        self.pictures.push(ArrivedPicture {
            name,
            bytes: Some(bytes),
            alt: one_line(alt),
            source,
            ..ArrivedPicture::default()
        });
        Some(self.pictures.len() - 1)
    }

    fn outside(&mut self, id: &str, alt: &str) {
        let target = self.relations.get(id).map(|relation| relation.target.clone()).unwrap_or_default();
        let place = self.here();
        let sentence = format!(
            "The picture {target}{} lies outside the file and was not fetched: insert it into the file.",
            shown(alt)
        );
        self.report.note("picture-elsewhere", place, sentence);
    }
}

fn said<'a>(node: &'a Node, attribute: &str) -> Option<&'a str> {
    node.attribute(Ns::None, attribute).map(str::trim).filter(|said| !said.is_empty())
}

fn shown(alt: &str) -> String {
    if alt.is_empty() { String::new() } else { format!(" (“{}”)", one_line(alt)) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ending of a picture that pages can show, told by its first bytes.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}
