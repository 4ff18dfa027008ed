//! HTML as a tree of nodes in one row, within bounds: what would take long or much memory is refused while it is read.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, QualName, ns, parse_document};

use crate::read::Unreadable;

/// More than this no text on a clipboard has.
const MOST_NODES: usize = 300_000;
const DEEPEST: u32 = 256;
/// So much is read between two looks at the bounds.
const BITE: usize = 1_024;
/// More places where an attribute could begin, without anything having come of them, no tag has.
const MOST_ATTRIBUTES: usize = 400;

pub(super) type Id = usize;

/// One node. The first of a tree is its document.
pub(super) struct Node {
    parent: Option<Id>,
    pub kids: Vec<Id>,
    depth: u32,
    pub data: Data,
}

pub(super) enum Data {
    /// The document, or what stands in a template.
    Root,
    Text(StrTendril),
    Comment(StrTendril),
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
}

pub(super) struct Tree(Vec<Node>);

fn tangled() -> Unreadable {
    Unreadable("The formatted text is too tangled to be read.".to_owned())
}

impl Tree {
    pub fn read(html: &str) -> Result<Self, Unreadable> {
        let mut parser = parse_document(Sink::default(), Default::default());
        let (mut rest, mut silent, mut heard) = (html, 0, 0);
        while !rest.is_empty() {
            let (bite, more) = rest.split_at(rest.floor_char_boundary(BITE.min(rest.len())));
            rest = more;
            parser.process(StrTendril::from_slice(bite));
            let sink = &parser.tokenizer.sink.sink;
            let begins = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
            silent = if sink.heard.get() == heard { silent + bite.bytes().filter(begins).count() } else { 0 };
            heard = sink.heard.get();
            if silent > MOST_ATTRIBUTES || sink.deepest.get() > DEEPEST || sink.nodes.borrow().len() > MOST_NODES {
                return Err(tangled());
            }
        }
        let tree = Self(parser.finish());
        // What the parser moved about stands deeper than it said.
        if tree.depth() > DEEPEST { Err(tangled()) } else { Ok(tree) }
    }

    fn depth(&self) -> u32 {
        let (mut deepest, mut open) = (0, vec![(0, 0)]);
        while let Some((id, depth)) = open.pop() {
            deepest = deepest.max(depth);
            open.extend(self.kids(id).iter().map(|kid| (*kid, depth + 1)));
        }
        deepest
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.0[id]
    }

    pub fn kids(&self, id: Id) -> &[Id] {
        &self.0[id].kids
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        self.0[id].parent
    }

    /// The name of an element; "" of anything else.
    pub fn name(&self, id: Id) -> &str {
        match &self.0[id].data {
            Data::Element { name, .. } => &name.local,
            Data::Root | Data::Text(_) | Data::Comment(_) => "",
        }
    }

    /// What an attribute says, or "".
    pub fn attribute(&self, id: Id, wanted: &str) -> &str {
        match &self.0[id].data {
            Data::Element { attributes, .. } => attributes
                .iter()
                .find(|attribute| *attribute.name.local == *wanted)
                .map_or("", |attribute| &attribute.value),
            Data::Root | Data::Text(_) | Data::Comment(_) => "",
        }
    }

    pub fn has_class(&self, id: Id, wanted: &str) -> bool {
        self.attribute(id, "class").split_ascii_whitespace().any(|class| class == wanted)
    }

    /// Every node, in the order in which they came.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        0..self.0.len()
    }

    /// The words in it, spaced.
    pub fn words(&self, id: Id) -> String {
        let (mut out, mut open) = (String::new(), vec![id]);
        while let Some(id) = open.pop() {
            if let Data::Text(text) = &self.0[id].data {
                out.push_str(text);
            }
            open.extend(self.0[id].kids.iter().rev());
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What the parser holds of a node: its name is asked for while the row is being changed.
#[derive(Clone)]
struct Handle(Id, Rc<QualName>);

struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
    /// How often the parser has said anything.
    heard: Cell<u64>,
    unnamed: Rc<QualName>,
}

impl Default for Sink {
    fn default() -> Self {
        let root = Node { parent: None, kids: Vec::new(), depth: 0, data: Data::Root };
        let unnamed = Rc::new(QualName::new(None, ns!(), LocalName::from("")));
        Self { nodes: RefCell::new(vec![root]), deepest: Cell::default(), heard: Cell::default(), unnamed }
    }
}

impl Sink {
    fn make(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, kids: Vec::new(), depth: 0, data });
        nodes.len() - 1
    }

    fn put(&self, parent: Id, before: Option<Id>, child: NodeOrText<Handle>) {
        self.heard.set(self.heard.get() + 1);
        let child = match child {
            NodeOrText::AppendNode(Handle(id, _)) => {
                self.detach(id);
                Ok(id)
            }
            NodeOrText::AppendText(text) => Err(text),
        };
        let mut nodes = self.nodes.borrow_mut();
        let place = before.and_then(|sibling| nodes[parent].kids.iter().rposition(|kid| *kid == sibling));
        let place = place.unwrap_or(nodes[parent].kids.len());
        let child = match child {
            Ok(id) => id,
            Err(text) => {
                let last = place.checked_sub(1).map(|at| nodes[parent].kids[at]);
                if let Some(Data::Text(known)) = last.map(|last| &mut nodes[last].data) {
                    return known.push_tendril(&text);
                }
                nodes.push(Node { parent: None, kids: Vec::new(), depth: 0, data: Data::Text(text) });
                nodes.len() - 1
            }
        };
        let depth = nodes[parent].depth + 1;
        nodes[parent].kids.insert(place, child);
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[id].parent.take() else { return };
        if let Some(at) = nodes[parent].kids.iter().rposition(|kid| *kid == id) {
            nodes[parent].kids.remove(at);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle(0, Rc::clone(&self.unnamed))
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.1
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let known = Rc::new(name.clone());
        Handle(self.make(Data::Element { name, attributes }), known)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Handle(self.make(Data::Comment(text)), Rc::clone(&self.unnamed))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.0, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[element.0].parent;
        match parent {
            Some(parent) => self.put(parent, Some(element.0), child),
            None => self.put(before.0, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is nobody's text: it is kept with the template and left out with it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.0 == other.0
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.0].parent;
        if let Some(parent) = parent {
            self.put(parent, Some(sibling.0), child);
        }
    }

    /// Of html and body alone, which say nothing here.
    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.0);
    }

    fn reparent_children(&self, from: &Handle, to: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let kids = std::mem::take(&mut nodes[from.0].kids);
        let depth = nodes[to.0].depth + 1;
        for kid in &kids {
            nodes[*kid].parent = Some(to.0);
            nodes[*kid].depth = depth;
        }
        nodes[to.0].kids.extend(kids);
        self.deepest.set(self.deepest.get().max(depth));
    }
}
