//! Styles: what a paragraph is, and how its letters look, by the names Word gives in every language.

use std::collections::HashMap;

use super::xml::Node;
use crate::prose::Marks;
use crate::prose::raw::Role;

/// What run properties say; `None` where they say nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub strike: Option<bool>,
    pub raised: Option<i8>,
    pub hidden: Option<bool>,
    pub underlined: Option<bool>,
    pub highlighted: Option<bool>,
    pub font: Option<String>,
    /// In half points.
    pub size: Option<u32>,
    pub code: bool,
}

impl Look {
    pub fn of(properties: &Node) -> Self {
        let strike = match (properties.switch("strike"), properties.switch("dstrike")) {
            (None, other) | (other, None) => other,
            (Some(one), Some(other)) => Some(one || other),
        };
        Self {
            bold: properties.switch("b"),
            italic: properties.switch("i"),
            strike,
            raised: properties.w_val("vertAlign").map(|at| match at {
                "superscript" => 1,
                "subscript" => -1,
                _ => 0,
            }),
            hidden: properties.switch("vanish"),
            underlined: properties.switch("u"),
            highlighted: properties.w_val("highlight").map(|colour| colour != "none"),
            font: properties
                .w("rFonts")
                .and_then(|fonts| fonts.w_attribute("ascii").or_else(|| fonts.w_attribute("hAnsi")))
                .map(str::to_owned),
            size: properties.w_val("sz").and_then(|size| size.parse().ok()),
            code: false,
        }
    }

    /// This look laid over another.
    pub fn over(self, below: &Look) -> Look {
        Look {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            strike: self.strike.or(below.strike),
            raised: self.raised.or(below.raised),
            hidden: self.hidden.or(below.hidden),
            underlined: self.underlined.or(below.underlined),
            highlighted: self.highlighted.or(below.highlighted),
            font: self.font.or_else(|| below.font.clone()),
            size: self.size.or(below.size),
            code: self.code || below.code,
        }
    }

    pub fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        marks.set(Marks::BOLD, self.bold == Some(true));
        marks.set(Marks::ITALIC, self.italic == Some(true));
        marks.set(Marks::STRIKE, self.strike == Some(true));
        marks.set(Marks::SUPER, self.raised == Some(1));
        marks.set(Marks::SUB, self.raised == Some(-1));
        marks.set(Marks::CODE, self.code);
        marks
    }
}

struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    /// The list and its level.
    list: (Option<String>, Option<u8>),
    look: Look,
}

#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of a paragraph that names none.
    default: Option<String>,
    /// Of letters that nothing else sizes, in half points.
    pub size: Option<u32>,
}

impl Styles {
    pub fn read(root: &Node) -> Self {
        let mut styles = Self::default();
        let defaults = root.w("docDefaults").and_then(|node| node.w("rPrDefault")).and_then(|node| node.w("rPr"));
        styles.size = defaults.and_then(|properties| Look::of(properties).size);
        for node in root.kids_named("style") {
            let Some(id) = node.w_attribute("styleId") else { continue };
            let paragraph = node.w("pPr");
            let name = node.w_val("name").unwrap_or(id).to_lowercase();
            let mut look = node.w("rPr").map(Look::of).unwrap_or_default();
            look.code = node.w_attribute("type") == Some("character") && is_code(&name);
            let list = paragraph.and_then(|properties| properties.w("numPr"));
            let style = Style {
                name,
                based_on: node.w_val("basedOn").map(str::to_owned),
                outline: paragraph
                    .and_then(|properties| properties.w_val("outlineLvl"))
                    .and_then(|level| level.parse().ok()),
                list: (
                    list.and_then(|list| list.w_val("numId")).map(str::to_owned),
                    list.and_then(|list| list.w_val("ilvl")).and_then(|level| level.parse().ok()),
                ),
                look,
            };
            if node.w_attribute("type") == Some("paragraph")
                && matches!(node.w_attribute("default"), Some("1" | "true" | "on"))
            {
                styles.default = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style);
        }
        if styles.size.is_none() {
            styles.size = styles.default.as_ref().and_then(|id| styles.by_id.get(id)).and_then(|style| style.look.size);
        }
        styles
    }

    /// A style and those it is based on, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a Style>)> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id);
            next = style.and_then(|style| style.based_on.as_deref());
            Some((id, style))
        })
        // No honest chain is longer, and one that bites its tail must end.
        .take(24)
    }

    /// What a paragraph of this style is; `outline` is what the paragraph itself says.
    pub fn role(&self, id: Option<&str>, outline: Option<u8>) -> Role {
        let named = id.and_then(|id| {
            self.chain(id).find_map(|(id, style)| {
                let by_name =
                    style.and_then(|style| role_named(&style.name)).or_else(|| role_named(&id.to_lowercase()));
                by_name.or_else(|| style.and_then(|style| style.outline).and_then(heading))
            })
        });
        match (named, outline.map(heading)) {
            (Some(Role::Heading(_)) | None, Some(Some(role))) => role,
            (Some(Role::Heading(_)), Some(None)) => Role::Plain,
            (role, _) => role.unwrap_or_default(),
        }
    }

    /// The list that a style puts its paragraphs in.
    pub fn list<'a>(&'a self, id: &'a str) -> (Option<&'a str>, Option<u8>) {
        let mut found = (None, None);
        for (_, style) in self.chain(id) {
            let Some(style) = style else { continue };
            found = (found.0.or(style.list.0.as_deref()), found.1.or(style.list.1));
        }
        found
    }

    /// The look of letters in a style, with what it is based on.
    pub fn look(&self, id: &str) -> Look {
        self.chain(id).filter_map(|(_, style)| style).fold(Look::default(), |look, style| look.over(&style.look))
    }
}

fn heading(outline: u8) -> Option<Role> {
    (outline < 9).then(|| Role::Heading(outline + 1))
}

fn is_code(name: &str) -> bool {
    ["verbatim char", "html code", "html typewriter", "source text", "code char", "inline code", "html sample"]
        .contains(&name)
}

/// Word writes the English name into every file; other programs write their own language's.
fn role_named(name: &str) -> Option<Role> {
    let heading =
        ["heading", "überschrift", "titre", "título", "titolo", "kop", "rubrik", "overskrift", "otsikko", "nagłówek"];
    let spaced = name.strip_suffix(|c: char| c.is_ascii_digit()).map(|head| (head.trim_end(), &name[name.len() - 1..]));
    if let Some((head, level)) = spaced {
        let level = level.parse().unwrap_or(0);
        if heading.contains(&head) && level > 0 {
            return Some(Role::Heading(level));
        }
        if head == "toc" {
            return Some(Role::Contents);
        }
    }
    match name {
        "title" | "titel" | "titre" | "título" | "titolo" | "titulo" => Some(Role::Title),
        "subtitle" | "untertitel" | "sous-titre" | "sottotitolo" | "subtítulo" | "ondertitel" => Some(Role::Subtitle),
        "author" | "byline" => Some(Role::Author),
        "date" | "dateline" => Some(Role::Date),
        "quote" | "intense quote" | "block text" | "quotations" | "block quotation" | "zitat" | "citation" | "cita"
        | "citazione" | "intensequote" | "blocktext" => Some(Role::Quote),
        "source code" | "html preformatted" | "preformatted text" | "macro text" | "plain code" | "code"
        | "code block" => Some(Role::Code),
        "caption" | "image caption" | "beschriftung" | "légende" | "figure" | "illustration" => Some(Role::Caption),
        "toc heading" => Some(Role::Contents),
        _ => None,
    }
}
