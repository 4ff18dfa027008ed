//! XML as a small tree: elements with a known namespace, attributes, text. No document type, no entity but the five of XML,
//! no tree deeper or larger than an article needs.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

const DEEPEST: usize = 200;
const MOST_ATTRIBUTES: usize = 500;
/// Of prefixes declared at one time; every name is looked up among them.
const MOST_PREFIXES: usize = 160;

/// How many elements and attributes all parts of one file may have together.
pub(super) const MOST_THINGS: usize = 2_000_000;

/// The namespaces that matter, in their transitional and strict form alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    None,
    /// WordprocessingML.
    W,
    /// Relationships, as attributes.
    R,
    /// DrawingML, its drawings in Word, and its shapes.
    A,
    Wp,
    Wps,
    /// The old vector language.
    V,
    /// Markup compatibility.
    Mc,
    /// Mathematics.
    M,
    /// Charts and diagrams.
    Chart,
    Diagram,
    Other,
}

impl Ns {
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::W,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::R,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
                Ns::A
            }
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Ns::Wp,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Ns::Wps,
            "urn:schemas-microsoft-com:vml" => Ns::V,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Mc,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::M,
            "http://schemas.openxmlformats.org/drawingml/2006/chart" | "http://purl.oclc.org/ooxml/drawingml/chart" => {
                Ns::Chart
            }
            "http://schemas.openxmlformats.org/drawingml/2006/diagram"
            | "http://purl.oclc.org/ooxml/drawingml/diagram" => Ns::Diagram,
            _ => Ns::Other,
        }
    }
}

#[derive(Debug)]
pub(super) struct Node {
    pub ns: Ns,
    pub name: Rc<str>,
    attributes: Vec<(Ns, Rc<str>, String)>,
    pub kids: Vec<Node>,
    /// All text directly in this element.
    pub text: String,
}

impl Node {
    pub fn is(&self, ns: Ns, name: &str) -> bool {
        self.ns == ns && &*self.name == name
    }

    pub fn kid(&self, ns: Ns, name: &str) -> Option<&Node> {
        self.kids.iter().find(|kid| kid.is(ns, name))
    }

    /// A child in Word's own namespace.
    pub fn w(&self, name: &str) -> Option<&Node> {
        self.kid(Ns::W, name)
    }

    pub fn kids_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.kids.iter().filter(move |kid| kid.is(Ns::W, name))
    }

    pub fn attribute(&self, ns: Ns, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(its, known, _)| *its == ns && &**known == name)
            .map(|(_, _, value)| value.as_str())
    }

    /// The attribute `w:val`, in some files written without the prefix.
    pub fn val(&self) -> Option<&str> {
        self.w_attribute("val")
    }

    pub fn w_attribute(&self, name: &str) -> Option<&str> {
        self.attribute(Ns::W, name).or_else(|| self.attribute(Ns::None, name))
    }

    /// The value of a child `<w:name w:val="…"/>`.
    pub fn w_val(&self, name: &str) -> Option<&str> {
        self.w(name)?.val()
    }

    /// A child that switches something on or off: there and not "0", "false", "off".
    pub fn switch(&self, name: &str) -> Option<bool> {
        Some(!matches!(self.w(name)?.val(), Some("0" | "false" | "off" | "none")))
    }

    /// Every element below this one, in order.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        for kid in &self.kids {
            visit(kid);
            kid.each(visit);
        }
    }
}

/// Why a part is not read; what follows "because".
pub(super) type Fault = &'static str;

/// Parses a part; `left` is what remains of [`MOST_THINGS`].
pub(super) fn parse(source: &str, left: &mut usize) -> Result<Node, Fault> {
    let mut reader = NsReader::from_str(source);
    reader.config_mut().expand_empty_elements = true;
    let mut names: HashSet<Rc<str>> = HashSet::new();
    let mut open: Vec<Node> = Vec::new();
    let mut prefixes: Vec<usize> = Vec::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| "it is not correct XML")?;
        match event {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err("it is nested too deeply");
                }
                let ns = known(namespace);
                let before = prefixes.last().copied().unwrap_or(0);
                let declared = before + start.attributes_raw().matches("xmlns").count();
                if declared > MOST_PREFIXES {
                    return Err("it declares too many prefixes");
                }
                let node = element(&start, ns, &reader, &mut names)?;
                *left = left.checked_sub(1 + node.attributes.len()).ok_or("it has too many elements")?;
                prefixes.push(declared);
                open.push(node);
            }
            Event::End(_) => {
                prefixes.pop();
                let Some(node) = open.pop() else { return Err("it is not correct XML") };
                match open.last_mut() {
                    Some(parent) => parent.kids.push(node),
                    None => return Ok(node),
                }
            }
            Event::Text(text) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let c = match &*reference {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(c)) => c,
                        Ok(None) => return Err("it names an entity, which Word never does"),
                        Err(_) => char::REPLACEMENT_CHARACTER,
                    },
                };
                if let Some(node) = open.last_mut() {
                    node.text.push(c);
                }
            }
            Event::DocType(_) => return Err("it declares a document type, which Word never does"),
            Event::Eof => return Err("it ends too early"),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn known(namespace: ResolveResult) -> Ns {
    match namespace {
        ResolveResult::Bound(uri) => Ns::of(uri.0),
        ResolveResult::Unbound => Ns::None,
        ResolveResult::Unknown(_) => Ns::Other,
    }
}

fn element(start: &BytesStart, ns: Ns, reader: &NsReader<&[u8]>, names: &mut HashSet<Rc<str>>) -> Result<Node, Fault> {
    let mut attributes: Vec<(Ns, Rc<str>, String)> = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| "an attribute is not correct XML")?;
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        if attributes.len() >= MOST_ATTRIBUTES {
            return Err("an element has too many attributes");
        }
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| "an attribute names an entity")?;
        attributes.push((known(namespace), interned(names, local.as_ref()), value.into_owned()));
    }
    let local = start.local_name();
    Ok(Node { ns, name: interned(names, local.as_ref()), attributes, kids: Vec::new(), text: String::new() })
}

fn interned(names: &mut HashSet<Rc<str>>, name: &str) -> Rc<str> {
    if let Some(known) = names.get(name) {
        return Rc::clone(known);
    }
    let new: Rc<str> = Rc::from(name);
    // Word has a few hundred names; a file that invents more gains nothing by it.
    if names.len() < 4_096 {
        names.insert(Rc::clone(&new));
    }
    new
}
