//! The walk: which elements begin a paragraph, which hold others, which are left out.

use super::reader::{Reader, Within};
use super::tree::{Data, Id};
use crate::prose::raw::{Raw, Role};

/// Quotations within quotations beyond this are one.
const MOST_QUOTES: u8 = 3;

impl Reader<'_> {
    pub fn kids(&mut self, id: Id, within: &Within) {
        let tree = self.tree;
        for kid in tree.kids(id) {
            match &tree.node(*kid).data {
                Data::Root => {}
                Data::Text(text) => self.put(text, within),
                // What is between the two stands for the mark of a list.
                Data::Comment(said) if said.contains("[if !supportLists]") => self.in_marker = within.word.is_some(),
                Data::Comment(said) if said.contains("[endif]") => self.in_marker = false,
                Data::Comment(_) => {}
                Data::Element { .. } => self.element(*kid, within),
            }
        }
    }

    fn element(&mut self, id: Id, within: &Within) {
        let tree = self.tree;
        if self.known.is_apart(id) {
            return;
        }
        match tree.name(id) {
            "head" | "style" | "title" | "meta" | "link" | "base" | "template" | "noscript" | "xml" | "col"
            | "colgroup" | "input" | "select" | "button" | "datalist" => {}
            "script" => self.tally.scripts += 1,
            "svg" | "math" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "applet" | "frameset" => {
                self.tally.embedded += 1;
            }
            "hr" => {
                self.end(within);
                if !tree.has_class(id, "msocomoff") {
                    self.out.push(Raw::Rule);
                }
            }
            "ul" | "ol" => self.list(id, within),
            "li" => self.list_item(id, within),
            "table" => self.table(id, within),
            "blockquote" => {
                self.end(within);
                let quotes = within.quotes + 1;
                if quotes > MOST_QUOTES {
                    return self.kids(id, within);
                }
                let inner = self.apart(id, &Within { quotes, role: Role::Plain, ..within.clone() });
                self.out.push(Raw::Quote(inner));
            }
            name if is_block(name) => self.block(id, within),
            _ => self.inline(id, within),
        }
    }

    fn block(&mut self, id: Id, within: &Within) {
        let tree = self.tree;
        let style = tree.attribute(id, "style").to_ascii_lowercase().replace(' ', "");
        if style.contains("mso-element:comment") {
            let words = tree.words(id);
            if !words.is_empty() && !style.contains("mso-element:comment-list") {
                self.tally.comments.push(words);
                return;
            }
        }
        self.end(within);
        let mut inner = Within { look: within.look.inside(tree, &self.sheets, id), ..within.clone() };
        if let Some(role) = self.role(id) {
            inner.role = role;
        }
        if let Some(place) = self.word_list(id, &style) {
            inner.word = Some(place);
        }
        self.kids(id, &inner);
        self.end(&inner);
    }

    /// What a paragraph is, by its element or its class; `None` where it is what is around it.
    fn role(&self, id: Id) -> Option<Role> {
        let name = self.tree.name(id);
        let heading = name.strip_prefix('h').and_then(|level| level.parse().ok());
        if let Some(level @ 1..=6) = heading {
            return Some(Role::Heading(level));
        }
        if name == "pre" {
            return Some(Role::Code);
        }
        if self.tree.attribute(id, "role") == "heading" {
            let level = self.tree.attribute(id, "aria-level").parse().unwrap_or(2);
            return Some(Role::Heading(u8::clamp(level, 1, 6)));
        }
        self.tree.attribute(id, "class").split_ascii_whitespace().find_map(|class| match class {
            "MsoTitle" => Some(Role::Heading(1)),
            "MsoQuote" | "MsoIntenseQuote" => Some(Role::Quote),
            class if class.starts_with("MsoToc") => Some(Role::Contents),
            _ => None,
        })
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "p"
            | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "listing"
            | "xmp"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "address"
            | "figure"
            | "figcaption"
            | "center"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "hgroup"
            | "caption"
    )
}
