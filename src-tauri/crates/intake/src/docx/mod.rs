//! A Word file (.docx), read by our own hand: text, structure, notes and pictures into the manuscript; review marks, comments
//! and whatever Markdown cannot say into the report.

mod fields;
mod head;
mod inlines;
mod numbering;
mod package;
mod reader;
mod relations;
mod review;
mod shapes;
mod styles;
mod symbols;
mod tables;
mod tell;
mod xml;

use numbering::Numbering;
use package::Package;
use reader::{NoteId, Reader};
use relations::Relations;
use review::words_of;
use styles::Styles;
use xml::{Node, Ns};

use crate::Arrival;
use crate::prose::{self, Block, shape_up};
use crate::read::{LONGEST, Unreadable};

pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Arrival, Unreadable> {
    let mut package = Package::open(name, bytes)?;
    let main = main_part(&mut package)?;
    let no_document =
        || Unreadable(format!("{name} is not a Word document: send the article as .docx or as Markdown (.md)."));
    let root = package.xml(&main)?.ok_or_else(no_document)?.map_err(|fault| {
        Unreadable(format!(
            "{name} could not be read because in {main} {fault}: open it in Word, save it again as .docx and send it once more."
        ))
    })?;
    let Some(body) = root.w("body").filter(|_| root.is(Ns::W, "document")) else {
        return Err(no_document());
    };
    let relations = Relations::of(&mut package, &main)?;
    let parts = Parts::read(&mut package, &relations)?;
    let styles = parts.styles.as_ref().map(Styles::read).unwrap_or_default();
    let numbering = parts.numbering.as_ref().map(Numbering::read).unwrap_or_default();
    let mut reader = Reader::new(&mut package, styles, numbering, relations);
    let mut raws = reader.blocks(body);
    raws.extend(reader.rest());
    if reader.letters > LONGEST {
        return Err(Unreadable(format!("{name} holds more than 4 MB of text: send the article alone.")));
    }
    let mut arrival = Arrival::default();
    head::take(&mut raws, parts.properties.as_ref(), name, &mut arrival);
    let shift = shape_up::shift(&raws);
    let blocks = shape_up::blocks(raws, shift, &mut reader.text);
    reader.text.blocks = blocks;
    notes(&mut reader, &parts)?;
    reader.review.report(parts.comments.as_ref(), &mut reader.report);
    tell::margins(&parts, &mut reader.report);
    tell::tally(&mut reader);
    arrival.body = prose::write(&reader.text);
    if arrival.body.trim().is_empty() {
        reader.report.note("no-text", "", "The document holds no text below its title.");
    }
    for shown in &reader.text.pictures {
        if let Some(picture) =
            reader.pictures.iter_mut().find(|picture| picture.source == shown.source && picture.caption.is_empty())
        {
            picture.caption.clone_from(&shown.caption);
        }
    }
    arrival.pictures = reader.pictures;
    arrival.report.kept.append(&mut reader.report.kept);
    arrival.report.lost.append(&mut reader.report.lost);
    Ok(arrival)
}

/// The part that holds the text: by relation, or where it commonly lies.
fn main_part(package: &mut Package) -> Result<String, Unreadable> {
    let named = Relations::of(package, "")?.of_kind("officeDocument").first().map(|part| (*part).to_owned());
    Ok(named.filter(|part| package.has(part)).unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// The parts beside the body. One that is damaged is done without, and the report says so.
struct Parts {
    styles: Option<Node>,
    numbering: Option<Node>,
    properties: Option<Node>,
    comments: Option<Node>,
    footnotes: Option<(String, Node)>,
    endnotes: Option<(String, Node)>,
    headers: Vec<Node>,
    footers: Vec<Node>,
    /// Names of the parts that could not be read.
    damaged: Vec<String>,
}

impl Parts {
    fn read(package: &mut Package, relations: &Relations) -> Result<Self, Unreadable> {
        let mut damaged = Vec::new();
        let mut one = |package: &mut Package, part: &str| -> Result<Option<Node>, Unreadable> {
            match package.xml(part)? {
                None => Ok(None),
                Some(Ok(root)) => Ok(Some(root)),
                Some(Err(_)) => {
                    damaged.push(part.to_owned());
                    Ok(None)
                }
            }
        };
        let mut of_kind = |package: &mut Package, kind: &str| -> Result<Vec<(String, Node)>, Unreadable> {
            let mut nodes = Vec::new();
            for part in relations.of_kind(kind) {
                nodes.extend(one(package, part)?.map(|node| (part.to_owned(), node)));
            }
            Ok(nodes)
        };
        let first = |nodes: Vec<(String, Node)>| nodes.into_iter().next();
        let all = |nodes: Vec<(String, Node)>| nodes.into_iter().map(|(_, node)| node).collect();
        let styles = first(of_kind(package, "styles")?).map(|(_, node)| node);
        let numbering = first(of_kind(package, "numbering")?).map(|(_, node)| node);
        let comments = first(of_kind(package, "comments")?).map(|(_, node)| node);
        let footnotes = first(of_kind(package, "footnotes")?);
        let endnotes = first(of_kind(package, "endnotes")?);
        let headers = all(of_kind(package, "header")?);
        let footers = all(of_kind(package, "footer")?);
        let properties = one(package, "docProps/core.xml")?;
        Ok(Self { styles, numbering, properties, comments, footnotes, endnotes, headers, footers, damaged })
    }
}

/// Reads the notes that the text refers to, in that order; a note nothing refers to is named in the report.
fn notes(reader: &mut Reader, parts: &Parts) -> Result<(), Unreadable> {
    let mut written: Vec<Vec<Block>> = vec![Vec::new(); reader.note_places.len()];
    for (end, part, kind) in [(false, &parts.footnotes, "footnote"), (true, &parts.endnotes, "endnote")] {
        let Some((part, root)) = part else { continue };
        let body_relations = Relations::of(reader.package, part)?;
        let of_body = std::mem::replace(&mut reader.relations, body_relations);
        for node in root.kids_named(kind) {
            let Some(id) = node.w_attribute("id") else { continue };
            if node.w_attribute("type").is_some_and(|kind| kind != "normal") {
                continue;
            }
            let id = NoteId { end, id: id.to_owned() };
            let place = reader.note_places.get(&id).copied().filter(|place| *place < written.len());
            let Some(place) = place else {
                let words = words_of(node);
                if !words.is_empty() {
                    reader.report.note(
                        "note",
                        "",
                        format!("A {kind} that nothing in the text refers to was left out: {words}"),
                    );
                }
                continue;
            };
            reader.paragraph = 0;
            reader.fields = fields::Fields::default();
            let mut raws = reader.blocks(node);
            raws.extend(reader.rest());
            written[place] = shape_up::blocks(raws, 0, &mut reader.text);
        }
        reader.relations = of_body;
    }
    for (place, _) in written.iter().enumerate().filter(|(_, note)| note.is_empty()) {
        reader.report.note("note", "", format!("Note {} has no text in the file.", place + 1));
    }
    reader.text.notes = written;
    Ok(())
}
